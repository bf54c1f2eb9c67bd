"""Adding, proposing, changing, parking and withdrawing an item."""

from datetime import timedelta

import pytest

from agenda.tests.factories import ThemeFactory
from checklist.models import StepState
from checklist.tests.factories import RoundFactory
from oogo.models import AgendaItem, Decision, ItemOrigin, Meeting
from oogo.tests.factories import (
    ActionFactory,
    AgendaItemFactory,
    CycleFactory,
    CycleSubjectFactory,
    DecisionFactory,
    MeetingFactory,
)
from partners.tests.factories import (
    BodyFactory,
    PartyFactory,
    PortfolioFactory,
    PositionFactory,
)
from records.models import Change
from regio.lib import clock

pytestmark = pytest.mark.usefixtures("third_of_march")


@pytest.fixture
def meeting(region):
    return MeetingFactory(region=region, number=3, version=1)


@pytest.fixture
def party(region):
    return PartyFactory(organisation__region=region)


def filled(**changes):
    return {"title": "Hulp op school", "kind": "bespreking", "minutes": "25"} | changes


def speaks_for(user, party):
    position = PositionFactory(organisation=party.organisation)
    position.person.user = user
    position.person.save()


# --- adding


def test_a_regisseur_puts_an_item_on_the_agenda_with_all_that_it_says(
    client, region, sign_in, address, meeting, party
):
    user = sign_in("regisseur")
    AgendaItemFactory(meeting=meeting, order=4)
    theme, youth = ThemeFactory(region=region), PortfolioFactory(region=region)
    subject = CycleSubjectFactory(cycle=CycleFactory(region=region, meeting=meeting))
    sent = filled(
        asked="Kies een variant.",
        explanation="**Twee** varianten.",
        submitter=party.pk,
        theme=theme.pk,
        subject=subject.pk,
        portfolios=[youth.pk],
        is_standing="on",
        is_confidential="on",
        ground="Woo 5.1",
        disclosed_to=[party.pk],
    )

    page = client.post(address("item_create", 3), sent)

    item = AgendaItem.objects.get(title="Hulp op school")
    assert page.url == address("item_detail", 3, item.pk)
    assert (item.meeting, item.body, item.order, item.status, item.minutes) == (
        meeting,
        meeting.body,
        5,
        "geagendeerd",
        25,
    )
    assert (item.submitter, item.theme, item.subject, item.is_standing) == (
        party,
        theme,
        subject,
        True,
    )
    assert (item.ground, list(item.disclosed_to.all())) == ("Woo 5.1", [party])
    assert list(item.portfolios.all()) == [youth]
    assert set(Change.objects.of(item).values_list("field", "by")) >= {
        ("asked", user.pk),
        ("portfolios", user.pk),
        ("disclosed_to", user.pk),
    }
    meeting.refresh_from_db()
    assert meeting.version == 2
    shown = client.get(page.url).content.decode()
    assert "<strong>Twee</strong> varianten." in shown


def test_a_beleidsmedewerker_proposes_and_the_regisseur_accepts(
    client, sign_in, address, meeting, said
):
    sign_in("beleidsmedewerker")
    page = client.post(address("item_create", 3), filled(kind="besluitvorming"))
    item = AgendaItem.objects.get()
    assert (item.status, said(page)) == ("voorgesteld", ["Het punt is voorgesteld."])
    assert Decision.objects.count() == 0
    AgendaItemFactory(meeting=meeting, order=8)

    sign_in("regisseur")
    client.post(address("item_accept", item.pk))

    item.refresh_from_db()
    assert (item.status, item.order) == ("geagendeerd", 9)
    assert Decision.objects.get().item == item


def test_a_proposal_is_declined_with_a_reason_that_its_proposer_reads(
    client, sign_in, address, meeting, errors
):
    sign_in("regisseur")
    item = AgendaItemFactory(meeting=meeting, status="voorgesteld")
    page = client.post(address("item_withdraw", item.pk), {"version": 1})
    assert errors(page) == {"withdrawn_because": ["Vul een reden in."]}

    sent = {"version": 1, "withdrawn_because": "Hoort in het ambtelijk overleg."}
    client.post(address("item_withdraw", item.pk), sent)

    item.refresh_from_db()
    assert (item.status, item.withdrawn_because) == (
        "ingetrokken",
        "Hoort in het ambtelijk overleg.",
    )
    sign_in("beleidsmedewerker")
    assert (
        "Hoort in het ambtelijk overleg." in client.get(meeting.get_absolute_url()).content.decode()
    )
    assert client.post(address("item_restore", item.pk)).status_code == 403


def test_what_was_withdrawn_can_be_put_back(client, sign_in, address, meeting):
    sign_in("regisseur")
    AgendaItemFactory(meeting=meeting, order=3)
    item = AgendaItemFactory(
        meeting=meeting, order=1, status="ingetrokken", withdrawn_because="Vergissing."
    )
    client.post(address("item_restore", item.pk))
    item.refresh_from_db()
    assert (item.status, item.order, item.withdrawn_because) == ("geagendeerd", 4, "")


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"title": ""}, "title", "Vul een titel in."),
        ({"minutes": "-1"}, "minutes", "Vul een getal in van 0 of meer."),
        ({"minutes": "481"}, "minutes", "Vul een getal in van ten hoogste 480."),
        ({"minutes": "een uur"}, "minutes", "Vul een heel getal in."),
        ({"is_confidential": "on"}, "ground", "Vul in waarom dit vertrouwelijk is."),
        ({"theme": "9" * 30}, "theme", "Deze keuze is er niet of niet meer. Kies opnieuw."),
        ({"kind": "besluit"}, "kind", "Deze keuze is er niet of niet meer. Kies opnieuw."),
        ({"explanation": "\0"}, "explanation", "Null-tekens zijn niet toegestaan."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    client, sign_in, address, meeting, errors, changes, field, message
):
    sign_in("regisseur")
    page = client.post(address("item_create", 3), filled(**changes))
    assert errors(page) == {field: [message]}
    assert AgendaItem.objects.count() == 0


def test_a_submitter_is_a_party_or_somebody_else(client, sign_in, address, meeting, party, errors):
    sign_in("regisseur")
    sent = filled(submitter=party.pk, submitted_by="voorzitter")
    page = client.post(address("item_create", 3), sent)
    assert errors(page) == {"submitted_by": ["Kies een partij óf vul een ander in, niet allebei."]}


def test_what_is_not_confidential_has_no_ground_and_names_nobody(
    client, sign_in, address, meeting, party
):
    sign_in("regisseur")
    client.post(address("item_create", 3), filled(ground="Woo 5.1", disclosed_to=[party.pk]))
    item = AgendaItem.objects.get()
    assert (item.ground, list(item.disclosed_to.all())) == ("", [])


def test_who_makes_an_item_that_is_not_for_own_eyes_is_told(
    client, sign_in, address, meeting, party, said
):
    sign_in("beleidsmedewerker")
    sent = filled(is_confidential="on", ground="Woo 5.1", disclosed_to=[party.pk])
    page = client.post(address("item_create", 3), sent)
    assert page.url == address("meeting_list")
    assert said(page) == [
        "Het punt is voorgesteld. U ziet het zelf niet meer: het is vertrouwelijk, en niet voor u."
    ]


def test_a_cancelled_meeting_takes_no_items(client, region, sign_in, address, said):
    sign_in("regisseur")
    meeting = MeetingFactory(region=region, status="geannuleerd", cancel_reason="Storm")
    page = client.post(address("item_create", meeting.number), filled())
    assert page.url == meeting.get_absolute_url()
    assert AgendaItem.objects.count() == 0


# --- the proposed afspraak of a decision item


def test_a_decision_item_has_a_proposed_afspraak_for_as_long_as_it_is_one(
    client, region, sign_in, address, meeting
):
    sign_in("regisseur")
    theme = ThemeFactory(region=region)
    client.post(address("item_create", 3), filled(kind="besluitvorming", theme=theme.pk))
    item, decision = AgendaItem.objects.get(), Decision.objects.get()
    assert (decision.item, decision.title, decision.sequence) == (item, "Hulp op school", None)
    assert list(decision.themes.all()) == [theme]

    def becomes(kind):
        item.refresh_from_db()
        client.post(address("item_edit", item.pk), filled(kind=kind, version=item.version))
        return list(Decision.objects.values_list("pk", "is_withdrawn"))

    assert becomes("bespreking") == [(decision.pk, True)]
    assert becomes("besluitvorming") == [(decision.pk, False)]


def test_a_minuted_afspraak_stays_whatever_becomes_of_its_item(client, sign_in, address, meeting):
    sign_in("regisseur")
    item = AgendaItemFactory(meeting=meeting, kind="besluitvorming")
    decision = DecisionFactory(region=meeting.region, item=item, minuted=True)
    sent = {"version": 1, "withdrawn_because": "Vergissing."}
    client.post(address("item_withdraw", item.pk), sent)
    decision.refresh_from_db()
    assert not decision.is_withdrawn


# --- changing


def test_an_item_is_changed_and_a_conflict_keeps_both_texts(
    client, sign_in, address, meeting, errors
):
    user = sign_in("regisseur")
    item = AgendaItemFactory(meeting=meeting)
    place = address("item_edit", item.pk)
    client.post(place, filled(version=1, asked="Eerste"))
    page = client.post(place, filled(version=1, asked="Tweede"))
    assert errors(page)["asked"][0].startswith(f"{user} veranderde dit om 12.00 uur")
    item.refresh_from_db()
    assert item.asked == "Eerste"


def test_a_beleidsmedewerker_prepares_what_is_proposed_or_of_an_own_party_until_it_is_sent(
    client, sign_in, address, meeting, party
):
    user = sign_in("beleidsmedewerker")
    speaks_for(user, party)
    proposed = AgendaItemFactory(meeting=meeting, status="voorgesteld")
    own = AgendaItemFactory(meeting=meeting, submitter=party)
    sent = AgendaItemFactory(meeting=meeting, submitter=party, number="3")
    treated = AgendaItemFactory(meeting=meeting, submitter=party, status="behandeld")
    gone = AgendaItemFactory(meeting=meeting, submitter=party, status="ingetrokken")
    other = AgendaItemFactory(meeting=meeting)
    items = [proposed, own, sent, treated, gone, other]
    found = [client.get(address("item_edit", item.pk)).status_code for item in items]
    assert found == [200, 200, 403, 403, 403, 403]


# --- the backlog


def test_an_item_goes_to_the_backlog_and_back(client, region, sign_in, address, meeting, said):
    sign_in("regisseur")
    item = AgendaItemFactory(meeting=meeting, number="2", order=2)
    page = client.post(address("item_park", item.pk))
    assert page.url == meeting.get_absolute_url()
    item.refresh_from_db()
    assert (item.meeting, item.number, item.order, item.status) == (None, "", 0, "voorgesteld")
    assert item.title in client.get(address("backlog")).content.decode()
    assert said(client.post(address("item_park", item.pk)))[-1:] != [""]

    later = MeetingFactory(region=region, body=meeting.body)
    page = client.get(address("item_place", item.pk))
    assert list(page.context["form"].fields["meeting"].queryset) == [meeting, later]
    page = client.post(address("item_place", item.pk), {"meeting": later.pk})
    assert page.url == later.get_absolute_url()
    item.refresh_from_db()
    assert (item.meeting, item.status, item.order) == (later, "geagendeerd", 1)


@pytest.mark.parametrize("choice", ["", "abc", "9" * 30])
def test_a_choice_of_meeting_that_is_none_is_refused(
    client, sign_in, address, meeting, errors, choice
):
    sign_in("regisseur")
    item = AgendaItemFactory(meeting=None, body=meeting.body)
    page = client.post(address("item_place", item.pk), {"meeting": choice})
    assert list(errors(page)) == ["meeting"]


def test_without_a_meeting_to_come_an_item_stays_in_the_backlog(
    client, region, sign_in, address, said
):
    sign_in("regisseur")
    item = AgendaItemFactory(meeting=None, body=BodyFactory(region=region, name="REA"))
    page = client.get(address("item_place", item.pk))
    assert page.url == address("backlog")
    assert said(page) == ["Er is nog geen overleg van REA gepland."]


def test_a_confidential_item_in_the_backlog_is_for_regisseurs_and_named_parties(
    client, region, sign_in, address, party
):
    item = AgendaItemFactory(
        meeting=None,
        body=BodyFactory(region=region, is_open=True),
        title="Kanarie",
        is_confidential=True,
        ground="Woo 5.1",
    )
    sign_in("beleidsmedewerker")
    assert "Kanarie" not in client.get(address("backlog")).content.decode()
    user = sign_in("lezer")
    speaks_for(user, party)
    item.disclosed_to.set([party])
    assert "Kanarie" in client.get(address("backlog")).content.decode()


def test_the_backlog_takes_as_many_queries_for_one_item_as_for_thirty(
    client, region, sign_in, address, party, django_assert_max_num_queries
):
    sign_in("regisseur")
    body = BodyFactory(region=region)

    def wait():
        item = AgendaItemFactory(meeting=None, body=body, submitter=party)
        ItemOrigin.objects.create(item=item, theme=ThemeFactory(region=region), version=1)

    wait()
    with django_assert_max_num_queries(15) as first:
        client.get(address("backlog"))
    for _ in range(29):
        wait()
    with django_assert_max_num_queries(len(first)):
        page = client.get(address("backlog"))
    assert len(page.context["items"]) == 30


# --- from a step, from a theme


def forward(body, **changes):
    return {"body": body.pk, "title": "Verschil", "kind": "bespreking", "minutes": "20"} | changes


def test_a_difference_goes_to_the_next_agenda_of_a_body(client, region, sign_in, address, said):
    user = sign_in("regisseur")
    round = RoundFactory(region=region)
    body = BodyFactory(region=region, is_open=True)
    MeetingFactory(region=region, body=body, day="2026-03-02")
    MeetingFactory(region=region, body=body, day="2026-05-01")
    coming = MeetingFactory(region=region, body=body, day="2026-03-04")
    MeetingFactory(
        region=region, body=body, day="2026-03-03", status="geannuleerd", cancel_reason="Storm"
    )

    page = client.get(address("item_from_step", round.pk, 1))
    assert page.context["form"]["title"].value().startswith("Verschil van beeld: stap 1, ")
    page = client.post(address("item_from_step", round.pk, 1), forward(body))

    item = AgendaItem.objects.get()
    state = StepState.objects.get(round=round)
    assert (item.meeting, item.status) == (coming, "geagendeerd")
    assert item.origins.get().source == state
    assert Change.objects.of(item.origins.get()).get(field="step").by == user
    client.post(address("item_from_step", round.pk, 1), forward(body, title="Nog een"))
    assert StepState.objects.count() == 1


def test_the_body_of_the_coming_cycle_is_chosen_beforehand(client, region, sign_in, address):
    sign_in("regisseur")
    round = RoundFactory(region=region)
    assert (
        client.get(address("item_from_step", round.pk, 1)).context["form"]["body"].value() is None
    )
    meeting = MeetingFactory(region=region, day="2026-04-16")
    CycleFactory(region=region, meeting=meeting)
    page = client.get(address("item_from_step", round.pk, 1))
    assert page.context["form"]["body"].value() == meeting.body_id


def test_without_a_meeting_it_waits_as_a_proposal(client, region, sign_in, address, said):
    sign_in("beleidsmedewerker")
    round = RoundFactory(region=region)
    body = BodyFactory(region=region, name="REA", is_open=True)
    page = client.post(address("item_from_step", round.pk, 1), forward(body))
    item = AgendaItem.objects.get()
    assert (item.meeting, item.body, item.status) == (None, body, "voorgesteld")
    assert page.url == address("backlog")
    assert said(page) == ["Het punt wacht in de voorraad van REA: er is nog geen overleg gepland."]


def test_a_theme_goes_to_an_agenda_and_stays_its_theme(client, region, sign_in, address):
    sign_in("beleidsmedewerker")
    theme = ThemeFactory(region=region)
    meeting = MeetingFactory(region=region)
    client.post(address("item_from_theme", theme.pk), forward(meeting.body))
    item = AgendaItem.objects.get()
    assert (item.meeting, item.theme, item.status) == (meeting, theme, "voorgesteld")
    assert item.origins.get().source == theme


def test_the_next_meeting_of_a_closed_body_is_not_told_to_who_is_outside(
    client, region, sign_in, address
):
    sign_in("beleidsmedewerker")
    meeting = MeetingFactory(region=region, body__is_open=False, place="Geheime kamer")
    theme = ThemeFactory(region=region)
    page = client.get(address("item_from_theme", theme.pk))
    assert meeting.body.name in page.content.decode()
    assert "Geheime kamer" not in page.content.decode()
    page = client.post(address("item_from_theme", theme.pk), forward(meeting.body))
    assert page.url == address("meeting_list")


def test_a_step_that_is_none_does_not_exist(client, region, sign_in, address):
    sign_in("regisseur")
    round = RoundFactory(region=region)
    assert client.get(address("item_from_step", round.pk, 99)).status_code == 404


def test_what_was_withdrawn_returns_to_the_backlog_when_its_meeting_is_cancelled(
    client, sign_in, address, meeting
):
    sign_in("regisseur")
    item = AgendaItemFactory(meeting=meeting, status="ingetrokken", number="4")
    Meeting.objects.filter(pk=meeting.pk).update(status="geannuleerd", cancel_reason="Ziek.")
    client.post(address("item_restore", item.pk))
    item.refresh_from_db()
    assert (item.meeting, item.number, item.status) == (None, "", "voorgesteld")


def test_an_item_that_waits_for_a_closed_body_is_not_for_the_whole_region(
    client, region, sign_in, address
):
    AgendaItemFactory(meeting=None, body=BodyFactory(region=region), title="Kanarie")
    sign_in("lezer")
    assert "Kanarie" not in client.get(address("backlog")).content.decode()
    sign_in("regisseur")
    assert "Kanarie" in client.get(address("backlog")).content.decode()


def test_who_proposes_to_a_closed_body_is_not_told_when_it_meets(
    client, region, sign_in, address, said
):
    sign_in("beleidsmedewerker")
    round, body = RoundFactory(region=region), BodyFactory(region=region, name="REA")
    MeetingFactory(region=region, body=body, day=clock.today() + timedelta(7))
    answer = client.post(address("item_from_step", round.pk, 1), forward(body))
    assert said(answer) == ["Het punt is voorgesteld aan REA."]


def test_the_actions_of_a_meeting_are_found_by_its_number(client, region, sign_in, address):
    meeting = MeetingFactory(region=region, number=4711)
    ActionFactory(region=region, from_meeting=meeting, title="Uit dit overleg")
    sign_in("lezer")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert f'href="{address("action_list")}?overleg=4711"' in page
