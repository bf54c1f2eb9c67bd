"""The step page: who may fill in what, each field on its own, conflicts, several parties."""

from datetime import date

import pytest

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from checklist.models import Answer, StepState, StepView
from checklist.tests.factories import EvidenceFactory, RoundFactory, RoundPartyFactory
from partners.models import Party
from partners.tests.factories import (
    OrganisationFactory,
    PartyFactory,
    PersonFactory,
    PositionFactory,
    RepresentationFactory,
)
from records import actions as records
from records.models import Change
from regio.lib import clock

Role = Membership.Role
QUESTION = "vraag.speelveld-nieuwe-spelers"
DAY = date(2026, 3, 3)


@pytest.fixture(autouse=True)
def on_day():
    with clock.standing_at(DAY):
        yield


@pytest.fixture
def round(region):
    return RoundFactory(region=region, title="Ronde 2026")


@pytest.fixture
def alkmaar(round):
    return _asked(round, "Alkmaar", "gemeente")


@pytest.fixture
def ppo(round):
    return _asked(round, "swv PPO", "swv")


def _asked(round, name, kind):
    organisation = OrganisationFactory(
        region=round.region, name=name, short_name=name, kind=kind, municipality=None
    )
    return RoundPartyFactory(round=round, party__organisation=organisation).party


def _of(user, party):
    """Make `user` someone who speaks for `party`."""
    person = PersonFactory(region=party.region, user=user, name=user.name)
    return PositionFactory(person=person, organisation=party.organisation)


def _url(round, number=1, query=""):
    return f"/regio/{round.region.slug}/checklist/{round.pk}/stap/{number}/{query}"


def test_an_official_gives_the_verdict_of_the_own_party(client, sign_in, round, alkmaar):
    user = sign_in(Role.OFFICER)
    _of(user, alkmaar)
    data = {"eigen.oordeel": "deels", "eigen.oordeel--v": f"{alkmaar.pk}:0"}
    client.post(_url(round), data)
    view = StepView.objects.get()
    assert (view.party, view.step, view.verdict, view.status) == (
        alkmaar,
        "speelveld",
        "deels",
        "bezig",
    )
    change = Change.objects.of(view).get(field="verdict")
    assert (change.new, change.by, change.on_behalf_of) == ("deels", user, "")


def test_a_regisseur_gives_the_verdict_of_another_party_in_its_name(client, sign_in, round, ppo):
    user = sign_in(Role.DIRECTOR)
    data = {"eigen.oordeel": "geheel", "eigen.oordeel--v": f"{ppo.pk}:0", "namens": ppo.pk}
    client.post(_url(round, query=f"?namens={ppo.pk}"), data)
    change = Change.objects.of(StepView.objects.get()).get(field="verdict")
    assert (change.by, change.on_behalf_of) == (user, "swv PPO")
    page = client.get(_url(round)).content.decode()
    assert f"ingevuld namens swv PPO door {user.name}" in page


@pytest.mark.parametrize("role", [Role.READER, Role.ADMIN])
def test_who_only_reads_cannot_write(client, sign_in, round, alkmaar, role):
    sign_in(role)
    answer = client.post(_url(round), {QUESTION: "x", f"{QUESTION}--v": "0:0"})
    assert answer.status_code == 403
    assert Answer.objects.count() == 0
    assert "<textarea" not in client.get(_url(round)).content.decode()


def test_a_bestuurder_answers_for_the_own_party_and_not_for_all(client, sign_in, round, alkmaar):
    _of(sign_in(Role.EXECUTIVE), alkmaar)
    client.post(
        _url(round),
        {
            "eigen.oordeel": "niet",
            "eigen.oordeel--v": f"{alkmaar.pk}:0",
            QUESTION: "Nieuwe",
            f"{QUESTION}--v": "0:0",
            "gedeeld.verdict": "geheel",
            "gedeeld.verdict--v": "0:0",
        },
    )
    assert StepView.objects.get().verdict == "niet"
    assert (Answer.objects.count(), StepState.objects.count()) == (0, 0)


def test_an_official_cannot_answer_for_a_party_of_others(client, sign_in, round, alkmaar, ppo):
    _of(sign_in(Role.OFFICER), alkmaar)
    data = {"eigen.oordeel": "niet", "eigen.oordeel--v": f"{ppo.pk}:0", "namens": ppo.pk}
    client.post(_url(round), data)
    assert StepView.objects.count() == 0


def test_only_a_regisseur_sets_the_shared_verdict(client, sign_in, round, alkmaar):
    data = {"gedeeld.verdict": "deels", "gedeeld.verdict--v": "0:0"}
    _of(sign_in(Role.OFFICER), alkmaar)
    client.post(_url(round), data)
    assert StepState.objects.count() == 0
    sign_in(Role.DIRECTOR)
    client.post(_url(round), data)
    assert StepState.objects.get().verdict == "deels"


def test_one_official_answers_for_several_parties_and_leaves_who_deviates(
    client, sign_in, round, alkmaar, ppo
):
    user = sign_in(Role.OFFICER)
    bergen, heiloo, uitgeest = (
        _asked(round, n, "gemeente") for n in ("Bergen", "Heiloo", "Uitgeest")
    )
    work = PartyFactory(organisation__region=round.region, organisation__short_name="De BUCH")
    position = _of(user, work)
    for party in (bergen, heiloo, uitgeest):
        RepresentationFactory(position=position, party=party)
    records.write(
        StepView(round=round, step="speelveld", party=uitgeest), version=0, by=user, verdict="niet"
    )
    records.write(
        StepView.objects.get(), version=1, by=user, remark="Wij horen bij IJmond (27-11)."
    )
    page = client.get(_url(round)).content.decode()
    assert f'value="{bergen.pk}:0,{heiloo.pk}:0"' in page
    assert f'<a href="?namens={uitgeest.pk}">Uitgeest</a>: niet <span>' in page
    assert f'<a href="?namens={uitgeest.pk}">Uitgeest</a>: Wij horen bij IJmond (27-11). <' in page
    client.post(
        _url(round),
        {"eigen.oordeel": "geheel", "eigen.oordeel--v": f"{bergen.pk}:0,{heiloo.pk}:0"},
    )
    stored = dict(StepView.objects.values_list("party__organisation__short_name", "verdict"))
    assert stored == {"Bergen": "geheel", "Heiloo": "geheel", "Uitgeest": "niet"}


def test_a_party_that_changed_meanwhile_is_shown_and_not_overwritten(client, sign_in, round):
    user = sign_in(Role.OFFICER)
    bergen, heiloo = (_asked(round, name, "gemeente") for name in ("Bergen", "Heiloo"))
    for party in (bergen, heiloo):
        PositionFactory(
            person=round.region.people.filter(user=user).first()
            or PersonFactory(region=round.region, user=user),
            organisation=party.organisation,
        )
    other = MembershipFactory(region=round.region).user
    records.write(
        StepView(round=round, step="speelveld", party=heiloo), version=0, by=other, verdict="niet"
    )
    page = client.post(
        _url(round),
        {"eigen.oordeel": "geheel", "eigen.oordeel--v": f"{bergen.pk}:0,{heiloo.pk}:0"},
    ).content.decode()
    stored = dict(StepView.objects.values_list("party__organisation__short_name", "verdict"))
    assert stored == {"Bergen": "geheel", "Heiloo": "niet"}
    assert f"{other.name} veranderde dit antwoord" in page


def test_valid_fields_are_stored_and_the_invalid_one_comes_back_with_its_text(
    client, sign_in, round, alkmaar
):
    _of(sign_in(Role.OFFICER), alkmaar)
    page = client.post(
        _url(round),
        {
            QUESTION: "Kinderopvang.",
            f"{QUESTION}--v": "0:0",
            "gedeeld.due_on": "31-02-10000",
            "gedeeld.due_on--v": "0:0",
            "eigen.oordeel": "nvt",
            "eigen.oordeel--reason": " ",
            "eigen.oordeel--v": f"{alkmaar.pk}:0",
        },
    ).content.decode()
    assert Answer.objects.get().value == "Kinderopvang."
    assert StepState.objects.count() == StepView.objects.count() == 0
    assert 'value="31-02-10000"' in page
    assert "Vul een datum in" in page
    assert "waarom deze stap niet van toepassing is" in page


def test_a_date_that_nobody_can_mean_is_refused_at_the_field(client, sign_in, round, alkmaar):
    _of(sign_in(Role.OFFICER), alkmaar)
    typed = {"gedeeld.due_on": "0026-03-27", "gedeeld.due_on--v": "0:0"}
    page = client.post(_url(round), typed).content.decode()
    assert StepState.objects.count() == 0
    assert "Kies een datum tussen 1900 en 2200." in page
    assert 'value="0026-03-27"' in page


def test_two_texts_in_one_field_are_both_shown_and_can_be_settled(client, sign_in, round, alkmaar):
    user = sign_in(Role.OFFICER)
    _of(user, alkmaar)
    jan = MembershipFactory(region=round.region, user__name="Jan Winterkoning").user

    def answer():
        return Answer(round=round, question_key="speelveld-nieuwe-spelers", party=None)

    records.write(answer(), version=0, by=jan, value="Kinderopvang en het mbo.")
    mine = {QUESTION: "Kinderopvang en twee jeugdhulpaanbieders.", f"{QUESTION}--v": "0:0"}
    page = client.post(_url(round), mine).content.decode()
    assert "Jan Winterkoning veranderde dit antwoord" in page
    assert "<mark>twee jeugdhulpaanbieders</mark>" in page
    assert '<a href="#veld-vraag-speelveld-nieuwe-spelers">Welke nieuwe spelers zijn er?' in page
    assert "<mark>het mbo</mark>" in page
    assert Answer.objects.get().value == "Kinderopvang en het mbo."

    now = mine | {f"{QUESTION}--v": "0:1"}
    page = client.post(_url(round), now | {"los_op": f"{QUESTION}:samen"}).content.decode()
    assert "jeugdhulpaanbieders.\nKinderopvang en het mbo.</textarea>" in page
    client.post(_url(round), now | {"los_op": f"{QUESTION}:hunne"})
    assert Answer.objects.get().value == "Kinderopvang en het mbo."
    client.post(_url(round), now | {"los_op": f"{QUESTION}:mijn"})
    assert Answer.objects.get().value == "Kinderopvang en twee jeugdhulpaanbieders."


def test_with_javascript_only_the_field_and_the_figures_come_back(client, sign_in, round, alkmaar):
    _of(sign_in(Role.OFFICER), alkmaar)
    answer = client.post(
        _url(round), {QUESTION: "Mbo.", f"{QUESTION}--v": "0:0"}, headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in text
    assert text.count("data-field=") == text.count(f'data-field="{QUESTION}"') == 1
    assert "Opgeslagen om" in text
    assert 'id="steps-nav"' in text


def test_a_part_that_was_handed_in_is_locked_until_it_is_reopened(client, sign_in, round, alkmaar):
    _of(sign_in(Role.OFFICER), alkmaar)
    verdict = {"eigen.oordeel": "deels", "eigen.oordeel--v": f"{alkmaar.pk}:0"}
    client.post(_url(round), verdict)
    base = f"/regio/{round.region.slug}/checklist/{round.pk}"
    client.post(f"{base}/indienen/{alkmaar.pk}/")
    assert StepView.objects.get().status == "ingediend"
    page = client.post(_url(round), verdict | {"eigen.oordeel": "geheel"}).content.decode()
    assert "Heropen uw deel" in page
    assert StepView.objects.get().verdict == "deels"
    client.post(f"{base}/terugnemen/{alkmaar.pk}/")
    version = StepView.objects.get().version
    client.post(
        _url(round), {"eigen.oordeel": "geheel", "eigen.oordeel--v": f"{alkmaar.pk}:{version}"}
    )
    assert StepView.objects.get().verdict == "geheel"


def test_a_closed_round_can_be_read_and_not_written(client, sign_in, region, round):
    sign_in(Role.DIRECTOR)
    client.post(f"/regio/{region.slug}/checklist/{round.pk}/sluiten/")
    answer = client.post(_url(round), {QUESTION: "x", f"{QUESTION}--v": "0:0"})
    assert answer.status_code == 403
    assert "Deze ronde is gesloten" in client.get(_url(round)).content.decode()


def test_evidence_is_added_and_withdrawn_but_never_lost(client, sign_in, round, alkmaar):
    _of(sign_in(Role.OFFICER), alkmaar)
    url = f"{_url(round)}bewijs/"
    page = client.post(url, {"label": "Verslag", "url": "javascript:alert(1)"}).content.decode()
    assert round.evidences.count() == 0
    assert 'value="Verslag"' in page
    assert "Vul een adres in, zoals https://www.gemeente.nl/stuk." in page
    client.post(url, {"label": "Verslag", "url": "https://nest.example/v"})
    evidence = round.evidences.get()
    client.post(f"/regio/{round.region.slug}/checklist/{round.pk}/bewijs/{evidence.pk}/intrekken/")
    evidence.refresh_from_db()
    assert evidence.is_withdrawn is True


@pytest.mark.parametrize("number", [1, 7])
def test_a_step_page_costs_as_many_queries_for_thirty_parties_as_for_one(
    client, sign_in, round, alkmaar, django_assert_max_num_queries, number
):
    _of(sign_in(Role.OFFICER), alkmaar)
    counts = []
    for extra in (0, 29):
        for n in range(extra):
            _asked(round, f"Nest {n}", "gemeente")
        for party in Party.objects.all():
            records.write(
                StepView(round=round, step="speelveld", party=party),
                version=0,
                by=round.region.people.first().user,
                remark="gezien",
            )
        with django_assert_max_num_queries(15) as queries:
            client.get(_url(round, number))
        with django_assert_max_num_queries(15) as more:
            client.get(f"{_url(round, number)}feiten/")
        counts.append((len(queries), len(more)))
    assert counts[0] == counts[1]


def test_the_facts_are_a_part_of_the_page_and_a_page_of_their_own(client, sign_in, round):
    sign_in(Role.READER)
    part = client.get(f"{_url(round)}feiten/", headers={"HX-Request": "true"}).content.decode()
    page = client.get(f"{_url(round)}feiten/").content.decode()
    assert "gemeenten in de jeugdregio" in part
    assert "<html" not in part
    assert "gemeenten in de jeugdregio" in page
    assert "<html" in page


def _four(user, round):
    """Make `user` speak for four gemeenten; returns them."""
    parties = [_asked(round, name, "gemeente") for name in ("Ber", "Cas", "Hei", "Uit")]
    work = PartyFactory(organisation__region=round.region)
    position = _of(user, work)
    for party in parties:
        RepresentationFactory(position=position, party=party)
    return parties


def test_a_party_that_handed_in_meanwhile_is_named_and_its_text_comes_back(client, sign_in, round):
    four = _four(sign_in(Role.OFFICER), round)
    StepView.objects.create(
        round=round, step="speelveld", party=four[0], verdict="deels", status="ingediend", version=1
    )
    versions = ",".join(f"{party.pk}:{int(party == four[0])}" for party in four)
    data = {"eigen.toelichting": "Nieuwe tekst", "eigen.toelichting--v": versions}
    page = client.post(_url(round), data).content.decode()
    stored = dict(StepView.objects.values_list("party__organisation__short_name", "remark"))
    assert stored == {
        "Ber": "",
        "Cas": "Nieuwe tekst",
        "Hei": "Nieuwe tekst",
        "Uit": "Nieuwe tekst",
    }
    assert "Voor een partij kan dit niet meer worden opgeslagen" in page
    assert ">Nieuwe tekst</textarea>" in page


REMARK = "eigen.toelichting"
HTMX = {"HX-Request": "true"}


def _versions(page):
    return page.split(f'name="{REMARK}--v" value="')[1].split('"')[0]


def _conflict(page):
    """Return the part of the page that shows both texts."""
    return page.partition('<div class="conflict-two">')[2].partition("los_op")[0]


def _typed(page):
    return page.partition(f'name="{REMARK}"')[2].partition(">")[2].partition("</textarea>")[0]


@pytest.fixture
def two_texts(client, sign_in, round):
    """Someone who speaks for four and typed for all, while others wrote for the first two."""
    four = _four(sign_in(Role.OFFICER), round)
    other = MembershipFactory(region=round.region).user
    for party, text in zip(four, ["Appel", "Peer"], strict=False):
        view = StepView(round=round, step="speelveld", party=party)
        records.write(view, version=0, by=other, remark=text)
    data = {REMARK: "Mijn", f"{REMARK}--v": ",".join(f"{party.pk}:0" for party in four)}
    return data, client.post(_url(round), data, headers=HTMX).content.decode()


def _settle(client, round, two_texts, how):
    data, page = two_texts
    data = data | {f"{REMARK}--v": _versions(page), "los_op": f"{REMARK}:{how}"}
    return client.post(_url(round), data, headers=HTMX).content.decode()


def _remarks():
    return dict(StepView.objects.values_list("party__organisation__short_name", "remark"))


def test_two_texts_of_others_are_shown_one_after_the_other_before_mine_replaces_them(
    client, round, two_texts
):
    assert ("Appel" in _conflict(two_texts[1]), "Peer" in _conflict(two_texts[1])) == (True, False)
    page = _settle(client, round, two_texts, "mijn")
    assert _remarks() == {"Ber": "Mijn", "Cas": "Peer", "Hei": "Mijn", "Uit": "Mijn"}
    assert "Peer" in _conflict(page)
    assert "conflict" not in _settle(client, round, (two_texts[0], page), "mijn")
    assert set(_remarks().values()) == {"Mijn"}


def test_together_are_all_texts_of_others_with_mine(client, round, two_texts):
    page = _settle(client, round, two_texts, "samen")
    assert _typed(page) == "Mijn\nAppel\nPeer"
    data = {REMARK: "Mijn, appel en peer", f"{REMARK}--v": _versions(page)}
    client.post(_url(round), data, headers=HTMX)
    assert set(_remarks().values()) == {"Mijn, appel en peer"}


def test_theirs_leaves_every_text_of_others_and_names_who_deviates(client, round, two_texts):
    page = _settle(client, round, two_texts, "hunne")
    assert _remarks() == {"Ber": "Appel", "Cas": "Peer", "Hei": "Mijn", "Uit": "Mijn"}
    assert _typed(page) == "Mijn"
    assert ">Ber</a>: Appel" in page
    assert ">Cas</a>: Peer" in page
    assert len(_versions(page).split(",")) == 2


def test_what_was_saved_for_the_others_of_a_party_that_is_gone_is_no_conflict_with_oneself(
    client, sign_in, round
):
    four = _four(sign_in(Role.OFFICER), round)
    StepView.objects.create(
        round=round, step="speelveld", party=four[0], verdict="deels", status="ingediend", version=1
    )
    data = {REMARK: "Eerst", f"{REMARK}--v": ",".join(f"{party.pk}:0" for party in four)}
    page = client.post(_url(round), data, headers=HTMX).content.decode()
    data = {REMARK: "Daarna", f"{REMARK}--v": _versions(page)}
    page = client.post(_url(round), data, headers=HTMX).content.decode()
    assert _conflict(page) == ""
    assert _remarks() == {"Ber": "", "Cas": "Daarna", "Hei": "Daarna", "Uit": "Daarna"}


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_field_that_may_not_be_filled_in_any_more_gives_its_text_back(
    client, sign_in, round, alkmaar, headers
):
    _of(sign_in(Role.EXECUTIVE), alkmaar)
    data = {QUESTION: "Lang getypt", f"{QUESTION}--v": "0:0"}
    page = client.post(_url(round), data, headers=headers).content.decode()
    assert "Dit veld kan niet meer worden ingevuld" in page
    assert "Lang getypt" in page
    assert "Opgeslagen" not in page
    assert Answer.objects.count() == 0


def test_who_may_not_write_gets_the_typed_text_back(client, sign_in, round, alkmaar):
    sign_in(Role.READER)
    answer = client.post(_url(round), {QUESTION: "Lang getypt", f"{QUESTION}--v": "0:0"})
    assert answer.status_code == 403
    assert "Lang getypt" in answer.content.decode()


def test_an_owner_whose_function_ended_stays_until_another_is_chosen(
    client, sign_in, round, alkmaar
):
    _of(sign_in(Role.OFFICER), alkmaar)
    ended = PositionFactory(organisation=alkmaar.organisation, until=date(2026, 1, 1))
    state = StepState.objects.create(round=round, step="speelveld", owner=ended, version=1)
    data = {"gedeeld.owner": ended.pk, "gedeeld.owner--v": "0:1"}
    client.post(_url(round), data | {"gedeeld.to_do": "Bellen", "gedeeld.to_do--v": "0:1"})
    state.refresh_from_db()
    assert (state.owner, state.to_do) == (ended, "Bellen")


def test_a_conflict_that_a_regisseur_settles_is_still_in_the_name_of_the_party(
    client, sign_in, round, alkmaar
):
    other = MembershipFactory(region=round.region).user
    view = StepView(round=round, step="speelveld", party=alkmaar)
    records.write(view, version=0, by=other, remark="Van de gemeente")
    user = sign_in(Role.DIRECTOR)
    name = "eigen.toelichting"
    client.post(
        _url(round, query=f"?namens={alkmaar.pk}"),
        {name: "Anders", f"{name}--v": f"{alkmaar.pk}:1", "los_op": f"{name}:mijn"},
    )
    change = Change.objects.of(StepView.objects.get()).filter(new="Anders").get()
    assert (change.by, change.on_behalf_of) == (user, "Alkmaar")


def test_a_conflict_names_the_colleague_with_organisation_and_day(client, sign_in, round, alkmaar):
    jan = MembershipFactory(region=round.region, user__name="Jan Winterkoning").user
    _of(jan, _asked(round, "swv PPO", "swv"))
    with clock.standing_at(date(2026, 2, 20)):
        answer = Answer(round=round, question_key="speelveld-nieuwe-spelers", party=None)
        records.write(answer, version=0, by=jan, value="Het mbo.")
    _of(sign_in(Role.OFFICER), alkmaar)
    page = client.post(_url(round), {QUESTION: "Anders", f"{QUESTION}--v": "0:0"}).content.decode()
    assert "Jan Winterkoning (swv PPO) veranderde dit antwoord op 20-02-2026 om" in page


def test_all_own_parts_are_handed_in_at_once_as_they_were_shown(client, sign_in, round):
    user = sign_in(Role.OFFICER)
    four = _four(user, round)
    for party in four:
        view = StepView(round=round, step="speelveld", party=party)
        records.write(view, version=0, by=user, verdict="deels")
    url = f"/regio/{round.region.slug}/checklist/{round.pk}/indienen/"
    page = client.get(url).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    first = StepView.objects.get(party=four[0])
    records.write(first, version=1, by=user, verdict="niet")
    page = client.post(url, {"seen": seen}).content.decode()
    assert "Intussen is hier iets gewijzigd" in page
    assert StepView.objects.filter(status="ingediend").count() == 0
    seen = page.split('name="seen" value="')[1].split('"')[0]
    client.post(url, {"seen": seen})
    assert StepView.objects.filter(status="ingediend").count() == 4


def test_a_round_is_written_below_its_own_region_alone(client, sign_in, region, round):
    """Who directs one region and reads another directs nothing there."""
    other = MembershipFactory(user=sign_in(Role.DIRECTOR), role=Role.READER).region
    theirs = RoundFactory(region=other)
    here = _url(theirs).replace(other.slug, region.slug)
    data = {QUESTION: "x", f"{QUESTION}--v": "0:0"}
    assert (client.post(here, data).status_code, client.get(here).status_code) == (404, 404)
    assert client.post(_url(theirs), data).status_code == 403
    assert Answer.objects.count() == 0


def test_evidence_is_withdrawn_by_way_of_its_own_round_alone(client, sign_in, region, round):
    sign_in(Role.DIRECTOR)
    closed = EvidenceFactory(round__region=region, round__closed_on=DAY)
    for way, status in ((round, 404), (closed.round, 403)):
        url = f"/regio/{region.slug}/checklist/{way.pk}/bewijs/{closed.pk}/intrekken/"
        assert client.post(url).status_code == status
    closed.refresh_from_db()
    assert closed.is_withdrawn is False


@pytest.mark.parametrize("way", ["indienen/", "indienen/{party}/", "terugnemen/{party}/"])
@pytest.mark.parametrize("what", ["closed", "of another"])
def test_a_part_of_a_closed_round_or_of_another_is_neither_handed_in_nor_taken_back(
    client, sign_in, round, alkmaar, ppo, way, what
):
    user = sign_in(Role.OFFICER)
    if what == "closed":
        _of(user, alkmaar)
        records.write(round, version=1, by=user, closed_on=DAY)
    elif "party" in way:
        _of(user, ppo)
    before = "ingediend" if "terug" in way else "bezig"
    view = StepView.objects.create(
        round=round, step="speelveld", party=alkmaar, verdict="deels", status=before, version=1
    )
    url = f"/regio/{round.region.slug}/checklist/{round.pk}/{way.format(party=alkmaar.pk)}"
    assert client.post(url).status_code == 403
    view.refresh_from_db()
    assert view.status == before


@pytest.mark.parametrize("role", [Role.READER, Role.ADMIN])
def test_a_function_alone_gives_no_right_to_answer(client, sign_in, round, alkmaar, role):
    _of(sign_in(role), alkmaar)
    data = {"eigen.oordeel": "niet", "eigen.oordeel--v": f"{alkmaar.pk}:0"}
    assert client.post(_url(round), data).status_code == 403
    assert StepView.objects.count() == 0


@pytest.mark.parametrize("over", ["position", "party", "representation"])
def test_who_no_longer_speaks_for_a_party_answers_for_it_no_more(
    client, sign_in, round, alkmaar, ppo, over
):
    position = _of(sign_in(Role.OFFICER), alkmaar)
    representation = RepresentationFactory(position=position, party=ppo)
    party = ppo if over == "representation" else alkmaar
    ended = {"position": position, "party": alkmaar, "representation": representation}[over]
    type(ended).objects.filter(pk=ended.pk).update(until=DAY)
    data = {"eigen.oordeel": "niet", "eigen.oordeel--v": f"{party.pk}:0"}
    client.post(_url(round), data)
    assert StepView.objects.count() == 0


def test_a_reason_goes_when_the_step_applies_after_all(client, sign_in, round, alkmaar):
    _of(sign_in(Role.OFFICER), alkmaar)
    name = "eigen.oordeel"
    data = {name: "nvt", f"{name}--reason": "Geen mbo hier.", f"{name}--v": f"{alkmaar.pk}:0"}
    client.post(_url(round), data)
    assert StepView.objects.get().reason == "Geen mbo hier."
    client.post(_url(round), data | {name: "deels", f"{name}--v": f"{alkmaar.pk}:1"})
    view = StepView.objects.get()
    assert (view.verdict, view.reason) == ("deels", "")
