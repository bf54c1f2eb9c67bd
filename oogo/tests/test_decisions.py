"""Afspraken: proposed, numbered, changed until the minutes are adopted, superseded, withdrawn."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Membership
from agenda.tests.factories import ThemeFactory
from oogo.actions import decisions as actions
from oogo.actions.decisions import SETTLED
from oogo.actions.minutes import AdoptedError
from oogo.models import Decision, LocalFollowUp, Stance
from oogo.tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    ParticipantFactory,
    StanceFactory,
    SubjectPartyFactory,
)
from partners.tests.factories import PartyFactory
from records import actions as records
from records.models import Change

pytestmark = pytest.mark.usefixtures("third_of_march")
DIRECTOR = Membership.Role.DIRECTOR
HELD = date(2026, 2, 12)


@pytest.fixture
def meeting(region):
    return MeetingFactory(region=region, number=9007, day=HELD)


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(meeting=meeting, kind="besluitvorming", title="Hulp op school")


@pytest.fixture
def decision(region, item):
    return DecisionFactory(region=region, item=item, title="Variant B")


def numbered(region, item=None, **fields):
    return DecisionFactory(region=region, item=item, minuted=True, **fields)


# --- proposing


def test_a_regisseur_proposes_an_afspraak_at_an_item(client, region, sign_in, address, item, said):
    user = sign_in(DIRECTOR)
    theme = ThemeFactory(region=region)
    item.theme = theme
    item.save()
    url = address("decision_propose", 9007, item.pk)
    assert client.get(url).context["form"].initial["themes"] == [theme]

    answer = client.post(
        url,
        {"title": "Variant B", "text": "Per 2027.", "themes": [theme.pk], "until": "2028-12-31"},
    )

    decision = Decision.objects.get()
    assert (answer.url, said(answer)) == (
        address("meeting_decisions", 9007),
        ["De afspraak is voorgesteld. Zij krijgt een nummer als u haar vastlegt."],
    )
    assert (decision.item, decision.title, decision.until, decision.number) == (
        item,
        "Variant B",
        date(2029, 1, 1),
        "",
    )
    assert list(decision.themes.all()) == [theme]
    assert set(Change.objects.of(decision).values_list("field", "by")) == {
        (field, user.pk) for field in ("item", "title", "text", "until", "themes")
    }


def test_a_proposal_writes_no_stance_for_anybody(region, sign_in, item):
    ParticipantFactory(meeting=item.meeting, party=PartyFactory(organisation__region=region))
    actions.propose(item=item, by=sign_in(DIRECTOR), title="Variant B")
    assert Stance.objects.count() == 0


def test_on_a_subject_its_parties_say_who_takes_a_stance(region, sign_in, meeting):
    party = SubjectPartyFactory(subject__cycle__region=region)
    item = AgendaItemFactory(meeting=meeting, subject=party.subject)
    ParticipantFactory(meeting=meeting, party=PartyFactory(organisation__region=region))
    actions.propose(item=item, by=sign_in(DIRECTOR), title="Overeenstemming")
    assert Stance.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", "", "Vul dit in."),
        ("title", "x" * 161, "Gebruik ten hoogste 160 tekens; het zijn er nu 161."),
        ("title", "\0", "Null-tekens zijn niet toegestaan."),
        ("since", "10000-01-01", "Vul een datum in: dag, maand en jaar."),
        ("until", "2025-12-31", "De einddatum kan niet vóór de begindatum (01-01-2026) liggen."),
        ("review_on", "2025-12-31", "Dit is voor de afspraak begint. Kies een latere dag."),
        ("themes", "9" * 30, "Deze keuze is er niet of niet meer. Kies opnieuw."),
        ("text", "x" * 5001, "Gebruik ten hoogste 5000 tekens; het zijn er nu 5001."),
    ],
)
def test_bad_input_is_said_at_the_field(
    client, sign_in, address, errors, item, field, value, message
):
    sign_in(DIRECTOR)
    filled = {"title": "Variant B", "since": "2026-01-01"} | {field: value}
    page = client.post(address("decision_propose", 9007, item.pk), filled)
    assert errors(page) == {field: [message]}
    assert Decision.objects.count() == 0


def test_a_theme_of_elsewhere_is_no_choice(client, sign_in, address, errors, item):
    sign_in(DIRECTOR)
    other = ThemeFactory()
    page = client.post(
        address("decision_propose", 9007, item.pk), {"title": "Variant B", "themes": [other.pk]}
    )
    assert list(errors(page)) == ["themes"]


# --- numbering


def test_minuting_gives_the_next_number_of_the_region_and_the_year(
    client, region, sign_in, address, said, decision
):
    sign_in(DIRECTOR)
    numbered(region, year=2026, sequence=13)
    numbered(region, year=2025, sequence=40)
    DecisionFactory(minuted=True, year=2026, sequence=99)
    url = address("decision_minute", decision.pk)
    assert client.get(url).context["form"].initial["minuted_on"] == HELD

    answer = client.post(url, {"minuted_on": "2026-02-12", "version": 1})

    decision.refresh_from_db()
    assert (decision.number, decision.minuted_on, decision.version) == ("2026-NK-014", HELD, 2)
    assert (answer.url, said(answer)) == (
        decision.get_absolute_url(),
        ["De afspraak is vastgelegd als 2026-NK-014."],
    )


def test_the_year_of_the_number_is_that_of_the_day_it_was_minuted(region, sign_in):
    by = sign_in(DIRECTOR)
    numbered(region, year=2025, sequence=9)
    old, new, next_one = (DecisionFactory(region=region) for _ in range(3))
    days = [(old, date(2025, 12, 31)), (new, date(2026, 1, 1)), (next_one, date(2026, 1, 1))]
    minuted = [actions.minute(row, version=1, on=on, by=by) for row, on in days]
    assert [row.number for row in minuted] == ["2025-NK-010", "2026-NK-001", "2026-NK-002"]


def test_an_afspraak_keeps_its_number(region, sign_in):
    by = sign_in(DIRECTOR)
    row = numbered(region, year=2026, sequence=3)
    again = actions.minute(row, version=row.version, on=date(2026, 3, 3), by=by)
    assert (again.number, again.version) == ("2026-NK-003", 1)
    assert Change.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2026-03-04", "Deze dag moet nog komen. Kies vandaag of eerder."),
        ("2026-02-11", "Het overleg is pas op 12-02-2026."),
        ("", "Vul een datum in: dag, maand en jaar."),
        ("10000-01-01", "Vul een datum in: dag, maand en jaar."),
    ],
)
def test_a_day_that_cannot_be_is_said_at_the_field(
    client, sign_in, address, errors, decision, day, message
):
    sign_in(DIRECTOR)
    page = client.post(address("decision_minute", decision.pk), {"minuted_on": day, "version": 1})
    assert errors(page) == {"minuted_on": [message]}
    decision.refresh_from_db()
    assert decision.is_proposed


def test_before_the_meeting_there_is_nothing_to_minute(client, sign_in, address, said, decision):
    sign_in(DIRECTOR)
    meeting = decision.item.meeting
    meeting.day = date(2026, 3, 4)
    meeting.save()
    assert (
        address("decision_minute", decision.pk)
        not in client.get(decision.get_absolute_url()).content.decode()
    )
    answer = client.post(address("decision_minute", decision.pk), {"minuted_on": "2026-03-03"})
    assert said(answer) == ["Het overleg moet nog komen. Leg de afspraak vast als zij is gemaakt."]
    assert Decision.objects.get(pk=decision.pk).is_proposed


def test_a_member_of_the_meeting_that_said_nothing_has_no_stance_yet_when_it_is_minuted(
    region, sign_in, decision
):
    silent, agreeing = (PartyFactory(organisation__region=region) for _ in range(2))
    for party in (silent, agreeing):
        ParticipantFactory(meeting=decision.item.meeting, party=party)
    StanceFactory(decision=decision, party=agreeing)
    actions.minute(decision, version=1, on=HELD, by=sign_in(DIRECTOR))
    found = set(Stance.objects.values_list("party", "value"))
    assert found == {(silent.pk, "geen"), (agreeing.pk, "akkoord")}


def test_what_is_numbered_or_withdrawn_is_not_minuted_again(
    client, region, sign_in, address, said, decision
):
    sign_in(DIRECTOR)
    old = numbered(region, year=2026, sequence=3)
    answer = client.post(address("decision_minute", old.pk), {"minuted_on": "2026-03-03"})
    assert said(answer) == ["Deze afspraak heeft al nummer 2026-NK-003."]
    Decision.objects.filter(pk=decision.pk).update(is_withdrawn=True, reason="Vergissing")
    client.post(address("decision_minute", decision.pk), {"minuted_on": "2026-03-03"})
    assert Decision.objects.get(pk=decision.pk).is_proposed


# --- changing until the minutes are adopted


def test_the_text_changes_until_the_minutes_are_adopted(
    client, sign_in, address, said, errors, meeting, decision
):
    sign_in(DIRECTOR)
    url = address("decision_edit", decision.pk)
    client.post(url, {"title": "Variant B per 2027", "version": 1})
    decision.refresh_from_db()
    assert (decision.title, decision.version) == ("Variant B per 2027", 2)

    meeting.minutes_adopted_on = date(2026, 3, 1)
    meeting.save()
    assert said(client.get(url))[-1] == SETTLED
    page = client.post(url, {"title": "Variant A", "version": 2})
    assert errors(page) == {"__all__": [SETTLED]}
    assert "Variant A" in page.content.decode()
    decision.refresh_from_db()
    assert decision.title == "Variant B per 2027"


def test_minutes_that_are_adopted_meanwhile_close_the_text(sign_in, meeting, decision):
    by = sign_in(DIRECTOR)
    known = Decision.objects.with_names().get(pk=decision.pk)
    meeting.minutes_adopted_on = date(2026, 3, 1)
    meeting.save()
    with pytest.raises(AdoptedError):
        actions.revise(known, version=1, by=by, title="Variant A")
    assert Decision.objects.get(pk=decision.pk).title == "Variant B"


def test_two_who_change_the_same_text_see_each_others(client, sign_in, address, errors, decision):
    sign_in(DIRECTOR)
    url = address("decision_edit", decision.pk)
    client.post(url, {"title": "Variant A", "version": 1})
    page = client.post(url, {"title": "Variant C", "version": 1})
    assert "Variant A" in errors(page)["title"][0]
    assert Decision.objects.get(pk=decision.pk).title == "Variant A"


# --- superseding and withdrawing


def test_an_afspraak_is_superseded_by_another_with_a_reason(
    client, region, sign_in, address, said, errors
):
    sign_in(DIRECTOR)
    old, new = numbered(region), numbered(region)
    url = address("decision_supersede", old.pk)
    page = client.post(url, {"superseded_by": "", "reason": "", "version": 1})
    assert errors(page) == {"superseded_by": ["Kies dit."], "reason": ["Vul een reden in."]}

    answer = client.post(url, {"superseded_by": new.pk, "reason": "Ruimer", "version": 1})

    old.refresh_from_db()
    assert (old.superseded_by, old.reason, said(answer)) == (
        new,
        "Ruimer",
        ["De afspraak is vervangen."],
    )
    page = client.get(address("decision_detail", old.pk))
    assert page.context["entry"].state.word == f"vervangen door {new.number}"
    thread = client.get(address("decision_thread", new.pk)).context["thread"]
    assert [link.url for link in thread.origins] == [old.get_absolute_url()]


def test_superseding_can_be_undone(client, region, sign_in, address):
    sign_in(DIRECTOR)
    old = numbered(region, superseded_by=numbered(region), reason="Ruimer")
    client.post(address("decision_supersede", old.pk), {"superseded_by": "", "version": 1})
    old.refresh_from_db()
    assert (old.superseded_by, old.reason) == (None, "")


def test_afspraken_never_supersede_each_other_in_a_circle(client, region, sign_in, address, errors):
    by = sign_in(DIRECTOR)
    one, two = numbered(region), numbered(region)
    actions.supersede(one, version=1, by=by, superseded_by=two, reason="Ruimer")
    page = client.post(
        address("decision_supersede", two.pk),
        {"superseded_by": one.pk, "reason": "Toch niet", "version": 1},
    )
    assert errors(page) == {"superseded_by": ["Deze keuze is er niet of niet meer. Kies opnieuw."]}
    with pytest.raises(actions.OverError):
        actions.supersede(two, version=1, by=by, superseded_by=one, reason="Toch niet")


@pytest.mark.parametrize("is_numbered", [True, False])
def test_an_afspraak_is_withdrawn_with_a_reason_and_keeps_its_number(
    client, region, sign_in, address, errors, is_numbered
):
    sign_in(DIRECTOR)
    row = numbered(region) if is_numbered else DecisionFactory(region=region)
    url = address("decision_withdraw", row.pk)
    page = client.post(url, {"reason": " ", "version": 1})
    assert errors(page) == {"reason": ["Vul een reden in."]}
    client.post(url, {"reason": "Dubbel vastgelegd", "version": 1})
    stored = Decision.objects.with_names().get(pk=row.pk)
    assert (stored.is_withdrawn, stored.reason) == (True, "Dubbel vastgelegd")
    assert stored.number == row.number
    client.post(url, {"version": 2})
    stored.refresh_from_db()
    assert (stored.is_withdrawn, stored.reason, stored.version) == (False, "", 3)


def test_of_what_is_over_nothing_changes_any_more(client, region, sign_in, address, said):
    sign_in(DIRECTOR)
    row = numbered(region, superseded_by=numbered(region), reason="Ruimer")
    party = PartyFactory(organisation__region=region)
    stance = StanceFactory(decision=row, party=party)
    pages = [
        address("decision_edit", row.pk),
        address("decision_withdraw", row.pk),
        address("stance_choose", row.pk),
        address("stance_edit", row.pk, party.pk),
        address("stance_quick", row.pk),
        address("stance_ratify", stance.pk),
        address("follow_up_edit", row.pk, party.pk),
    ]
    for url in pages:
        answer = client.post(url, {"title": "Anders", "value": "niet_akkoord", "reason": "Weg"})
        assert (url, answer.status_code, answer.url) == (url, 302, row.get_absolute_url())
    stance.refresh_from_db()
    assert (stance.value, Decision.objects.get(pk=row.pk).version) == ("akkoord", 1)


# --- history


def test_the_history_of_an_afspraak_and_what_hangs_on_it_leads_back(
    client, region, sign_in, address
):
    by = sign_in(DIRECTOR)
    decision = numbered(region)
    party = PartyFactory(organisation__region=region)
    rows = [
        records.write(decision, version=1, by=by, title="Variant C"),
        records.create(Stance(decision=decision, party=party, value="akkoord"), by=by),
        records.create(LocalFollowUp(decision=decision, party=party), by=by),
    ]
    for row in rows:
        label = row._meta.label_lower
        page = client.get(reverse("records:object_history", args=[region.slug, label, row.pk]))
        room, itself, _ = page.context["crumbs"]
        assert room == ("OOGO", address("cycle_list"))
        assert itself[1] == decision.get_absolute_url()
