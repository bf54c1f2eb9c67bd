"""Klopt dit nog: what a link opens, and what becomes of the answer."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, SignedLink, SignedLinkQuerySet
from accounts.tests.factories import MembershipFactory
from partners import inquiries
from partners.models import Correction, Inquiry, Person, Position
from partners.tests.factories import PersonFactory, PositionFactory
from records import actions as records
from records.actions import StaleError
from records.models import Change
from regio.lib import clock
from regio.tests.test_fuzz import HOSTILE, _sendable

Outcome, Verified = Correction.Outcome, Position.Verified
LONG_AGO = date(2024, 1, 8)


@pytest.fixture
def person(region):
    return PersonFactory(
        region=region, name="Anouk Vink", email="anouk.vink@nest.example", phone="072 000 01 09"
    )


@pytest.fixture
def position(person, region):
    return PositionFactory(
        person=person,
        organisation__region=region,
        organisation__short_name="Bergen",
        title="medewerker wijkteam",
        verified_on=LONG_AGO,
    )


@pytest.fixture
def link(position):
    return address_of(inquiries.ask(position.person))


def address_of(token):
    return reverse("inquiry:answer", args=[token])


def kept(position, **changed):
    """Return what the form of a link shows, as a browser sends it back."""
    person = position.person
    fields = {"name": person.name, "email": person.email, "phone": person.phone}
    fields |= {f"title_{position.pk}": position.title, f"until_{position.pk}": ""}
    return fields | changed


def verified(position):
    position.refresh_from_db()
    return position.verified_on, position.verified_how, position.verified_by


def test_the_link_shows_what_is_kept_of_this_person_and_of_nobody_else(link, position, region):
    other = PositionFactory(organisation=position.organisation, person__name="Joep Lijster")
    ended = PositionFactory(
        person=position.person, organisation=None, title="voorzitter", until=clock.today()
    )
    page = Client().get(link).content.decode()
    shown = ["Anouk Vink", "072 000 01 09", "medewerker wijkteam, Bergen"]
    assert [text for text in shown if text not in page] == []
    assert str(other.person) not in page
    assert ended.title not in page


def test_looking_changes_nothing(link, position):
    assert Client().get(link).status_code == 200
    assert Client().head(link).status_code == 200
    assert verified(position) == (LONG_AGO, Verified.RECORDED, None)
    assert SignedLink.objects.get().used_at is None


def test_alles_klopt_counts_for_every_function_that_lasts_and_closes_the_link(
    link, position, person
):
    second = PositionFactory(person=person, organisation=None, verified_on=LONG_AGO)
    ended = PositionFactory(
        person=person, organisation=None, verified_on=LONG_AGO, until=clock.today()
    )
    answer = Client().post(link, {"alles_klopt": "ja"})
    assert (answer.status_code, answer.url) == (302, reverse("inquiry:thanks"))
    today = (clock.today(), Verified.SELF, None)
    assert [verified(row) for row in (position, second)] == [today, today]
    assert verified(ended) == (LONG_AGO, Verified.RECORDED, None)
    assert Inquiry.objects.get().answered_on == clock.today()
    assert Client().get(link).status_code == 404
    assert Client().post(link, {"alles_klopt": "ja"}).status_code == 404


def test_a_correction_is_reported_and_changes_nothing_yet(link, position, person):
    data = kept(position, email="a.vink@nest.example", **{f"until_{position.pk}": "2026-11-30"})
    answer = Client().post(link, data)
    assert (answer.status_code, answer.url) == (302, f"{reverse('inquiry:thanks')}?gemeld=ja")
    assert set(Correction.objects.values_list("position", "field", "value", "outcome")) == {
        (None, "email", "a.vink@nest.example", "open"),
        (position.pk, "until", "2026-12-01", "open"),
    }
    person.refresh_from_db()
    assert person.email == "anouk.vink@nest.example"
    assert verified(position) == (LONG_AGO, Verified.RECORDED, None)
    assert position.until is None
    assert Change.objects.count() == 0


def test_who_corrects_an_address_says_that_the_functions_are_right(link, position):
    Client().post(link, kept(position, phone=""))
    assert verified(position) == (clock.today(), Verified.SELF, None)
    assert Correction.objects.values_list("field", "value").get() == ("phone", "")


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({}, "U wijzigde niets."),
        ({"email": "geen adres"}, "Vul een e-mailadres in"),
        ({"email": ""}, "Vul een e-mailadres in"),
        ({"name": ""}, "Vul uw naam in"),
        ({"name": "x" * 121}, "ten hoogste 120 tekens"),
    ],
)
def test_what_is_wrong_is_said_and_the_link_still_works(link, position, changed, text):
    page = Client().post(link, kept(position, **changed))
    assert page.status_code == 200
    assert text in page.content.decode()
    assert Correction.objects.count() == 0
    assert Client().get(link).status_code == 200


def test_a_function_cannot_end_before_it_began(link, position):
    Position.objects.update(since=date(2026, 3, 2))
    page = Client().post(link, kept(position, **{f"until_{position.pk}": "2026-03-01"}))
    assert "De functie begon op" in page.content.decode()


def test_a_later_report_takes_the_place_of_an_open_one(position):
    for phone in ("1234", "5678"):
        link = address_of(inquiries.ask(position.person))
        assert Client().post(link, kept(position, phone=phone)).status_code == 302
    assert list(Correction.objects.order_by("pk").values_list("value", "outcome")) == [
        ("1234", Outcome.REPLACED),
        ("5678", Outcome.OPEN),
    ]


# --- who has the key


@pytest.mark.parametrize("token", ["geen", "%00", "../../", "é" * 400, "x" * 5000, "%ED%A0%80"])
def test_a_hostile_link_is_not_found(db, token):
    client = Client(raise_request_exception=False)
    for answer in (client.get(f"/klopt-dit-nog/{token}/"), client.post(f"/klopt-dit-nog/{token}/")):
        assert answer.status_code in {400, 404}


def test_a_link_lives_for_thirty_days(link, position):
    SignedLink.objects.update(expires_at=clock.real_now() + timedelta(seconds=60))
    assert Client().get(link).status_code == 200
    SignedLink.objects.update(expires_at=clock.real_now())
    assert Client().get(link).status_code == 404
    assert Client().post(link, {"alles_klopt": "ja"}).status_code == 404
    assert verified(position)[0] == LONG_AGO


def test_a_link_dies_with_the_last_function(link, position, person):
    second = PositionFactory(person=person, organisation=None)
    Position.objects.filter(pk=position.pk).update(until=clock.today())
    assert Client().get(link).status_code == 200
    Position.objects.filter(pk=second.pk).update(until=clock.today())
    assert Client().get(link).status_code == 404
    assert Client().post(link, {"alles_klopt": "ja"}).status_code == 404


def test_a_new_link_closes_the_one_before(position):
    first, second = (address_of(inquiries.ask(position.person)) for _ in range(2))
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert SignedLink.objects.count() == 1


def test_only_the_hash_of_a_token_is_kept(position):
    token = inquiries.ask(position.person)
    link = SignedLink.objects.get()
    assert token not in str(vars(link))
    assert len(link.token_hash) == 64
    assert (link.email, link.name) == (position.person.email, "")


def test_a_link_to_an_address_that_was_changed_opens_nothing(link, person):
    assert Client().get(link).status_code == 200
    Person.objects.filter(pk=person.pk).update(email="opvolger@nest.example")
    assert Client().get(link).status_code == 404
    assert Client().post(link, {"alles_klopt": "ja"}).status_code == 404


def test_twin_a_link_that_does_not_close_with_its_address_lets_the_old_one_answer(
    link, person, position, monkeypatch
):
    monkeypatch.setattr(inquiries, "_goes_to", lambda person, link: True)
    Person.objects.filter(pk=person.pk).update(email="opvolger@nest.example")
    assert Client().post(link, {"alles_klopt": "ja"}).status_code == 302
    assert verified(position) == (clock.today(), Verified.SELF, None)


@pytest.mark.parametrize("sent", [{"alles_klopt": "ja"}, {"phone": "072 000 01 10"}])
def test_what_changed_since_the_page_was_made_is_looked_at_again(link, position, person, sent):
    seen = Client().get(link).context["asked"].fingerprint
    Position.objects.filter(pk=position.pk).update(title="regisseur wijkteams")
    data = sent if "alles_klopt" in sent else kept(position, **sent)
    page = Client().post(link, data | {"gezien": seen})
    assert page.status_code == 200
    assert "Er is intussen iets gewijzigd" in page.content.decode()
    assert "regisseur wijkteams" in page.content.decode()
    assert Correction.objects.count() == 0
    assert verified(position) == (LONG_AGO, Verified.RECORDED, None)
    again = page.context["asked"].fingerprint
    assert Client().post(link, data | {"gezien": again}).status_code == 302


def test_nobody_says_that_a_function_is_right_as_they_did_not_see_it(position, sign_in):
    user = sign_in(Membership.Role.OFFICER)
    records.write(position, version=position.version, by=user, title="burgemeester")
    with pytest.raises(StaleError):
        inquiries.verify(position, version=position.version, by=user)
    assert verified(position) == (LONG_AGO, Verified.RECORDED, None)


def test_an_invitation_opens_no_inquiry_and_an_inquiry_no_invitation(position, link):
    token = link.split("/")[2]
    assert Client().get(reverse("members:invitation_accept", args=[token])).status_code == 404
    SignedLink.objects.update(purpose=SignedLink.Purpose.INVITATION, role="lezer")
    assert Client().get(link).status_code == 404


def test_the_page_is_kept_by_nobody_and_tells_no_other_site(link):
    answer = Client().get(link)
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    page = answer.content.decode()
    assert [part for part in page.split('href="')[1:] if part.startswith("http")] == []


def test_hostile_answers_are_no_server_error_and_store_nothing_strange(position):
    client = Client(raise_request_exception=False)
    for number, value in enumerate(HOSTILE):
        link = address_of(inquiries.ask(position.person))
        fields = _sendable({name: [value] for name in kept(position)})
        answer = client.post(link, fields, REMOTE_ADDR=f"10.0.0.{number}")
        assert answer.status_code in {200, 302, 400}, value
    assert set(Correction.objects.values_list("field", flat=True)) <= {"name", "phone", "title"}


def test_who_tries_too_often_waits(db):
    client = Client()
    found = [client.get("/klopt-dit-nog/geen/").status_code for _ in range(32)]
    assert found[:30] == [404] * 30
    assert found[30:] == [429, 429]


def test_a_function_of_another_person_cannot_be_named(link, position):
    other = PositionFactory(organisation=position.organisation, verified_on=LONG_AGO)
    Client().post(link, kept(position, phone="1", **{f"title_{other.pk}": "directeur"}))
    assert list(Correction.objects.values_list("position", "field")) == [(None, "phone")]
    assert verified(other) == (LONG_AGO, Verified.RECORDED, None)


def answered_at_once(link, position):
    """Let two answer by one link as they saw it; return how each was answered."""
    barrier, found = Barrier(2), []

    def send(phone):
        client = Client()
        barrier.wait()
        found.append(client.post(link, kept(position, phone=phone)).status_code)
        connections.close_all()

    threads = [Thread(target=send, args=[phone]) for phone in ("1111", "2222")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_count_once(link, position):
    assert answered_at_once(link, position) == [302, 404]
    assert Correction.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twin_a_link_that_does_not_close_counts_twice(link, position, monkeypatch):
    monkeypatch.setattr(SignedLinkQuerySet, "usable", lambda rows: rows)
    assert answered_at_once(link, position) == [302, 302]
    assert Correction.objects.count() == 2


# --- what members do with it


def reported(position, field, value):
    of = position if field in Correction.OF_POSITION else None
    return Correction.objects.create(person=position.person, position=of, field=field, value=value)


def act(client, name, correction, **data):
    return client.post(
        reverse(f"partners:{name}", args=["noord-kennemerland", correction.pk]), data
    )


def test_a_member_takes_over_what_was_reported_under_his_own_name(
    client, sign_in, position, person
):
    user, correction = sign_in("beleidsmedewerker"), reported(position, "name", "Anouk de Vink")
    act(client, "correction_take", correction, version=person.version)
    person.refresh_from_db()
    correction.refresh_from_db()
    assert (person.name, person.sort_name) == ("Anouk de Vink", "vink anouk de")
    assert (correction.outcome, correction.settled_by) == (Outcome.TAKEN, user)
    change = Change.objects.get()
    assert (change.by, change.on_behalf_of) == (user, "de persoon zelf, via de link")


def test_what_changed_meanwhile_is_not_overwritten(client, sign_in, position, person):
    sign_in("beleidsmedewerker")
    correction = reported(position, "phone", "1234")
    page = client.get(person.get_absolute_url())
    assert "1234" in page.content.decode()
    client.post(
        reverse("partners:person_edit", args=["noord-kennemerland", person.pk]),
        {"version": person.version, "name": person.name, "email": person.email, "phone": "9999"},
    )
    answer = client.post(
        reverse("partners:correction_take", args=["noord-kennemerland", correction.pk]),
        {"version": person.version},
        follow=True,
    )
    assert "Iemand anders wijzigde dit intussen." in answer.content.decode()
    person.refresh_from_db()
    correction.refresh_from_db()
    assert (person.phone, correction.outcome) == ("9999", Outcome.OPEN)


def test_beside_what_is_reported_stands_what_is_kept_now(client, sign_in, position, person):
    sign_in("beleidsmedewerker")
    reported(position, "phone", "1234")
    page = client.get(person.get_absolute_url()).content.decode()
    assert "Telefoon wordt: 1234" in page
    assert "nu 072 000 01 09" in page


@pytest.mark.parametrize(("typed", "outcome"), [("1234", Outcome.TAKEN), ("9999", Outcome.OPEN)])
def test_what_a_member_types_as_it_was_reported_is_settled(
    client, sign_in, position, person, typed, outcome
):
    user, correction = sign_in("beleidsmedewerker"), reported(position, "phone", "1234")
    client.post(
        reverse("partners:person_edit", args=["noord-kennemerland", person.pk]),
        {"version": person.version, "name": person.name, "email": person.email, "phone": typed},
    )
    correction.refresh_from_db()
    by = user if outcome == Outcome.TAKEN else None
    assert (correction.outcome, correction.settled_by) == (outcome, by)


def test_a_title_that_a_member_types_as_it_was_reported_is_settled(
    client, sign_in, position, region
):
    sign_in("beleidsmedewerker")
    correction, other = reported(position, "title", "directeur"), reported(position, "phone", "1")
    url = reverse("partners:position_edit", args=[region.slug, position.pk])
    kept = {"version": position.version, "level": position.level}
    client.post(url, kept | {"title": "directeur", "organisation": position.organisation_id})
    position.refresh_from_db()
    outcomes = [Correction.objects.get(pk=row.pk).outcome for row in (correction, other)]
    assert (position.title, outcomes) == ("directeur", [Outcome.TAKEN, Outcome.OPEN])


def test_what_is_not_taken_over_leaves_the_data_alone(client, sign_in, position, person):
    sign_in("regisseur")
    correction = reported(position, "title", "directeur")
    act(client, "correction_decline", correction)
    act(client, "correction_take", correction, version=position.version)
    correction.refresh_from_db()
    position.refresh_from_db()
    assert (correction.outcome, position.title) == (Outcome.DECLINED, "medewerker wijkteam")


def test_a_reported_end_stands_on_the_list_and_leads_to_ending_the_function(
    client, sign_in, position, region
):
    sign_in("regisseur")
    correction = reported(position, "until", "2026-12-01")
    listed = client.get(reverse("partners:person_list", args=[region.slug])).content.decode()
    assert "gemeld: geëindigd per 30-11-2026" in listed
    url = reverse("partners:position_end", args=[region.slug, position.pk])
    assert url in client.get(position.person.get_absolute_url()).content.decode()
    form = client.get(url).context["form"]
    assert form["until"].value() == date(2026, 11, 30)
    client.post(url, {"version": position.version, "until": "2026-11-30", "successor": ""})
    position.refresh_from_db()
    correction.refresh_from_db()
    assert (position.until, correction.outcome) == (date(2026, 12, 1), Outcome.TAKEN)


@pytest.mark.parametrize("role", ["bestuurder", "lezer"])
def test_who_may_not_edit_people_sees_and_settles_no_reports(client, sign_in, position, role):
    sign_in(role)
    correction = reported(position, "phone", "1234")
    page = client.get(position.person.get_absolute_url()).content.decode()
    assert "Zelf gemeld" not in page
    assert act(client, "correction_take", correction, version=1).status_code == 403
    assert act(client, "correction_decline", correction).status_code == 403


# --- klopt nog


def verify(client, position):
    url = reverse("partners:position_verify", args=["noord-kennemerland", position.pk])
    return client.post(url, {"version": position.version})


def test_a_member_says_that_a_function_is_right(client, sign_in, position):
    user = sign_in("beleidsmedewerker")
    assert "langer dan een jaar geleden" in client.get(position.get_absolute_url()).content.decode()
    verify(client, position)
    assert verified(position) == (clock.today(), Verified.MEMBER, user)
    page = client.get(position.get_absolute_url()).content.decode()
    assert "langer dan een jaar geleden" not in page
    assert set(Change.objects.values_list("field", flat=True)) == {
        "verified_on",
        "verified_how",
        "verified_by",
    }
    label = "partners.position"
    url = reverse("records:object_history", args=["noord-kennemerland", label, position.pk])
    assert client.get(url).context["acts"][0].said == "functie nagekeken"


def test_the_person_itself_may_say_so_whatever_the_role(client, sign_in, position, person):
    user = sign_in("lezer")
    assert verify(client, position).status_code == 403
    person.user = user
    person.save()
    assert verify(client, position).status_code == 302
    assert verified(position) == (clock.today(), Verified.MEMBER, user)


def test_two_who_say_so_at_once_is_no_conflict_to_bother_with(client, sign_in, position, region):
    sign_in("beleidsmedewerker")
    verify(client, position)
    other = Client()
    other.force_login(MembershipFactory(region=region, role="regisseur").user)
    assert verify(other, position).status_code == 302
    assert verified(position)[0] == clock.today()


def test_the_list_of_people_finds_who_was_not_verified_for_a_year(client, sign_in, position):
    sign_in("lezer")
    fresh = PositionFactory(organisation=position.organisation)
    url = reverse("partners:person_list", args=["noord-kennemerland"])
    found = client.get(url, {"nakijken": "on"}).context["page"].object_list
    assert list(found) == [position.person]
    assert {*client.get(url).context["page"].object_list} == {position.person, fresh.person}


def test_a_new_function_counts_as_verified_by_who_records_it(client, sign_in, person, region):
    sign_in("beleidsmedewerker")
    client.post(
        reverse("partners:position_create", args=[region.slug, person.pk]),
        {"title": "adviseur", "level": "beleidsmatig"},
    )
    position = Position.objects.get(title="adviseur")
    assert verified(position) == (clock.today(), Verified.RECORDED, None)
