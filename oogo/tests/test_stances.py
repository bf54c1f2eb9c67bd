"""Standpunten: whose they are, reservations, ratified, per part, several at once, seen by whom."""

from datetime import date

import pytest

from accounts.models import Membership
from oogo.models import LocalFollowUp, Stance
from oogo.tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    ItemPartFactory,
    LocalFollowUpFactory,
    MeetingFactory,
    ParticipantFactory,
    StanceFactory,
    SubjectPartyFactory,
)
from partners.tests.factories import PartyFactory, PositionFactory, RepresentationFactory
from records.models import Change

pytestmark = pytest.mark.usefixtures("third_of_march")
Role = Membership.Role
TODAY = date(2026, 3, 3)


def party_of(region, name, **fields):
    return PartyFactory(
        organisation__region=region,
        organisation__short_name=name,
        organisation__name=name,
        **fields,
    )


@pytest.fixture
def alkmaar(region):
    return party_of(region, "Alkmaar", organisation__kind="gemeente")


@pytest.fixture
def uitgeest(region):
    return party_of(region, "Uitgeest", organisation__kind="gemeente")


@pytest.fixture
def decision(region):
    item = AgendaItemFactory(meeting__region=region, meeting__number=9007, kind="besluitvorming")
    return DecisionFactory(region=region, item=item, title="Variant B")


@pytest.fixture
def executive(region, sign_in, alkmaar):
    """Sign in as the wethouder of Alkmaar."""
    user = sign_in(Role.EXECUTIVE)
    position = PositionFactory(
        organisation=alkmaar.organisation, person__region=region, person__user=user
    )
    user.position = position
    return user


def reservation(**changes):
    return {
        "value": "voorbehoud",
        "reserved_for": "raad",
        "about": "begroting 2027",
        "answer_by": "2026-11-12",
    } | changes


# --- one's own party, and on behalf of another


def test_an_executive_records_the_stance_of_the_own_party_before_the_meeting(
    client, address, said, executive, alkmaar, decision
):
    url = address("stance_edit", decision.pk, alkmaar.pk)
    answer = client.get(address("stance_choose", decision.pk))
    assert answer.url == url
    assert client.get(url).context["form"].initial["given"] == "vooraf"

    answer = client.post(url, {"value": "akkoord", "given": "vooraf", "version": 0})

    stance = Stance.objects.get()
    assert (stance.party, stance.value, stance.given, stance.given_on) == (
        alkmaar,
        "akkoord",
        "vooraf",
        TODAY,
    )
    assert said(answer) == ["Het standpunt van Alkmaar is vastgelegd."]
    changes = Change.objects.of(stance)
    assert set(changes.values_list("by", "on_behalf_of")) == {(executive.pk, "")}


def test_who_speaks_for_two_parties_says_on_behalf_of_which(
    client, address, executive, alkmaar, uitgeest, decision
):
    RepresentationFactory(position=executive.position, party=uitgeest)
    url = address("stance_choose", decision.pk)
    page = client.get(url)
    assert list(page.context["form"].fields["namens"].queryset) == [alkmaar, uitgeest]
    answer = client.get(url, {"namens": uitgeest.pk})
    assert answer.url == address("stance_edit", decision.pk, uitgeest.pk)

    client.post(answer.url, {"value": "akkoord", "version": 0})

    stance = Stance.objects.get()
    assert stance.party == uitgeest
    assert set(Change.objects.of(stance).values_list("on_behalf_of", flat=True)) == {"Uitgeest"}


@pytest.mark.parametrize("namens", ["0", "abc", "9" * 30, ""])
def test_on_behalf_of_nobody_known_is_said_at_the_field(
    client, address, errors, executive, uitgeest, decision, namens
):
    RepresentationFactory(position=executive.position, party=uitgeest)
    page = client.get(address("stance_choose", decision.pk), {"namens": namens})
    assert list(errors(page)) == ["namens"]


def test_an_executive_records_no_stance_of_another_party(
    client, address, executive, uitgeest, decision
):
    answer = client.post(address("stance_edit", decision.pk, uitgeest.pk), {"value": "akkoord"})
    assert (answer.status_code, Stance.objects.count()) == (403, 0)


def test_an_officer_of_the_party_records_no_stance(
    client, region, sign_in, address, alkmaar, decision
):
    user = sign_in(Role.OFFICER)
    PositionFactory(organisation=alkmaar.organisation, person__region=region, person__user=user)
    answer = client.post(address("stance_edit", decision.pk, alkmaar.pk), {"value": "akkoord"})
    assert (answer.status_code, Stance.objects.count()) == (403, 0)


def test_a_regisseur_records_any_stance_on_behalf_of_the_party(
    client, sign_in, address, alkmaar, decision
):
    sign_in(Role.DIRECTOR)
    client.post(address("stance_edit", decision.pk, alkmaar.pk), reservation(version=0))
    stance = Stance.objects.get()
    assert (stance.value, stance.reserved_for, stance.about, stance.answer_by) == (
        "voorbehoud",
        "raad",
        "begroting 2027",
        date(2026, 11, 12),
    )
    assert set(Change.objects.of(stance).values_list("on_behalf_of", flat=True)) == {"Alkmaar"}


def test_a_party_of_elsewhere_takes_no_stance(client, sign_in, address, decision):
    sign_in(Role.DIRECTOR)
    url = address("stance_edit", decision.pk, PartyFactory().pk)
    assert client.post(url, {"value": "akkoord"}).status_code == 404


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"value": ""}, {"value": ["Kies een standpunt."]}),
        ({"value": "misschien"}, {"value": ["Deze keuze is er niet of niet meer. Kies opnieuw."]}),
        ({"reserved_for": ""}, {"reserved_for": ["Kies van wie het voorbehoud is."]}),
        ({"answer_by": ""}, {"answer_by": ["Vul in wanneer het antwoord er uiterlijk is."]}),
        (
            {"answer_by": "10000-01-01"},
            {"answer_by": ["Vul een datum in: dag, maand en jaar."]},
        ),
        (
            {"given_on": "2026-03-04"},
            {"given_on": ["Deze dag moet nog komen. Kies vandaag of eerder."]},
        ),
        (
            {"given_on": "2026-03-02", "answer_by": "2026-03-01"},
            {"answer_by": ["Het standpunt is van 02-03-2026. Kies die dag of later."]},
        ),
        ({"about": "\0"}, {"about": ["Null-tekens zijn niet toegestaan."]}),
    ],
)
def test_a_stance_that_says_too_little_is_said_at_the_field(
    client, sign_in, address, errors, alkmaar, decision, changes, expected
):
    sign_in(Role.DIRECTOR)
    url = address("stance_edit", decision.pk, alkmaar.pk)
    page = client.post(url, reservation(version=0) | changes)
    assert errors(page) == expected
    assert Stance.objects.count() == 0


def test_a_reservation_that_is_answered_with_no_becomes_a_refusal(
    client, sign_in, address, alkmaar, decision
):
    sign_in(Role.DIRECTOR)
    stance = StanceFactory(
        decision=decision,
        party=alkmaar,
        **reservation(answer_by=TODAY),
        ratified_on=TODAY,
        ratified_by="Raad 3 maart",
    )
    client.post(
        address("stance_edit", decision.pk, alkmaar.pk),
        reservation(value="niet_akkoord", about="blijft bij variant A", version=1),
    )
    stance.refresh_from_db()
    assert (stance.value, stance.about) == ("niet_akkoord", "blijft bij variant A")
    assert (stance.reserved_for, stance.answer_by) == ("", None)
    assert (stance.ratified_on, stance.ratified_by) == (None, "")


def test_a_stance_that_is_taken_back_leaves_nothing(client, sign_in, address, alkmaar, decision):
    sign_in(Role.DIRECTOR)
    stance = StanceFactory(decision=decision, party=alkmaar, given="overleg", given_on=TODAY)
    client.post(
        address("stance_edit", decision.pk, alkmaar.pk),
        {"value": "geen", "given": "overleg", "given_on": "2026-03-03", "version": 1},
    )
    stance.refresh_from_db()
    assert (stance.value, stance.given, stance.given_on) == ("geen", "", None)


def test_two_who_record_the_first_stance_of_a_party_see_each_other(
    client, sign_in, address, errors, alkmaar, decision
):
    sign_in(Role.DIRECTOR)
    url = address("stance_edit", decision.pk, alkmaar.pk)
    client.post(url, {"value": "akkoord", "version": 0})
    page = client.post(url, {"value": "niet_akkoord", "version": 0})
    assert "Akkoord" in errors(page)["value"][0]
    assert Stance.objects.get().value == "akkoord"


# --- per part


def test_a_party_takes_a_stance_on_a_part(client, sign_in, address, alkmaar, decision):
    sign_in(Role.DIRECTOR)
    part = ItemPartFactory(item=decision.item, title="Leerlingenvervoer")
    StanceFactory(decision=decision, party=alkmaar)
    url = address("part_stance_edit", decision.pk, alkmaar.pk, part.pk)
    client.post(url, reservation(version=0))
    assert list(Stance.objects.order_by("pk").values_list("part", "value")) == [
        (None, "akkoord"),
        (part.pk, "voorbehoud"),
    ]
    page = client.get(decision.get_absolute_url())
    [(line, _)] = page.context["lines"]
    assert (line.word, [stance.value for _, stance in line.parts]) == ("voorbehoud", ["voorbehoud"])


def test_a_part_of_another_item_is_not_found(client, sign_in, address, alkmaar, decision):
    sign_in(Role.DIRECTOR)
    part = ItemPartFactory(item__meeting=decision.item.meeting)
    url = address("part_stance_edit", decision.pk, alkmaar.pk, part.pk)
    assert client.get(url).status_code == 404


# --- ratifying


def test_the_answer_to_a_reservation_is_kept_with_its_document(
    client, sign_in, address, said, errors, alkmaar, decision
):
    sign_in(Role.DIRECTOR)
    stance = StanceFactory(
        decision=decision, party=alkmaar, **reservation(answer_by=date(2026, 11, 12))
    )
    url = address("stance_ratify", stance.pk)
    page = client.post(url, {"version": 1})
    assert errors(page) == {
        "ratified_on": ["Vul een datum in: dag, maand en jaar."],
        "ratified_by": ["Vul dit in."],
    }
    answer = client.post(
        url, {"ratified_on": "2026-03-02", "ratified_by": "Raadsbesluit 12", "version": 1}
    )
    stance.refresh_from_db()
    assert (stance.ratified_on, stance.ratified_by) == (date(2026, 3, 2), "Raadsbesluit 12")
    assert said(answer) == ["Het voorbehoud van Alkmaar is bekrachtigd."]
    answer = client.post(url, {"ratified_on": "", "ratified_by": "Raadsbesluit 12", "version": 2})
    stance.refresh_from_db()
    assert (stance.ratified_on, stance.ratified_by) == (None, "")


def test_the_same_reservation_on_a_part_is_answered_with_the_whole(
    client, sign_in, address, alkmaar, decision
):
    sign_in(Role.DIRECTOR)
    asked = reservation(answer_by=date(2026, 11, 12))
    whole = StanceFactory(decision=decision, party=alkmaar, **asked)
    same, other = (
        StanceFactory(
            decision=decision, party=alkmaar, part=ItemPartFactory(item=decision.item), **fields
        )
        for fields in (asked, asked | {"about": "formatie"})
    )
    [(line, _)] = client.get(decision.get_absolute_url()).context["lines"]
    assert line.reservations == [whole, other]
    client.post(
        address("stance_ratify", whole.pk),
        {"ratified_on": "2026-03-02", "ratified_by": "Raadsbesluit 12", "version": 1},
    )
    days = [Stance.objects.get(pk=row.pk).ratified_on for row in (whole, same, other)]
    assert days == [date(2026, 3, 2), date(2026, 3, 2), None]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2026-03-04", "Deze dag moet nog komen. Kies vandaag of eerder."),
        (
            "2026-01-31",
            "Het voorbehoud is pas gemaakt op 01-02-2026. Kies een latere dag.",
        ),
    ],
)
def test_a_reservation_is_answered_after_it_was_made(
    client, sign_in, address, errors, alkmaar, decision, day, message
):
    sign_in(Role.DIRECTOR)
    stance = StanceFactory(
        decision=decision,
        party=alkmaar,
        given_on=date(2026, 2, 1),
        **reservation(answer_by=TODAY),
    )
    page = client.post(
        address("stance_ratify", stance.pk),
        {"ratified_on": day, "ratified_by": "Besluit", "version": 1},
    )
    assert errors(page) == {"ratified_on": [message]}


def test_what_is_no_reservation_is_not_ratified(client, sign_in, address, said, alkmaar, decision):
    sign_in(Role.DIRECTOR)
    stance = StanceFactory(decision=decision, party=alkmaar)
    answer = client.get(address("stance_ratify", stance.pk))
    assert said(answer) == ["Dit standpunt is geen voorbehoud."]


# --- several at once


def test_the_meeting_records_the_answer_of_several_parties_at_once(
    client, region, sign_in, address, said, alkmaar, uitgeest, decision
):
    sign_in(Role.DIRECTOR)
    bergen = party_of(region, "Waterkant", organisation__kind="welzijn")
    waiting = [
        StanceFactory(decision=decision, party=party, value="geen")
        for party in (alkmaar, uitgeest, bergen)
    ]
    page = client.get(address("meeting_decisions", 9007))
    [(_, _, [(_, left)])] = page.context["groups"]
    assert left == [(f"{row.party_id}:1", row.party) for row in waiting]

    keys = [f"{alkmaar.pk}:1", f"{uitgeest.pk}:1"]
    answer = client.post(address("stance_quick", decision.pk), {"party": keys, "value": "akkoord"})

    assert answer.url == f"{address('meeting_decisions', 9007)}#afspraak-{decision.pk}"
    assert said(answer) == ["2 standpunten zijn vastgelegd."]
    assert [Stance.objects.get(pk=row.pk).value for row in waiting] == [
        "akkoord",
        "akkoord",
        "geen",
    ]
    behalf = Change.objects.filter(field="value").values_list("on_behalf_of", flat=True)
    assert set(behalf) == {"Alkmaar", "Uitgeest"}


def test_a_party_at_the_subject_without_a_row_is_recorded_too(
    client, region, sign_in, address, alkmaar
):
    sign_in(Role.DIRECTOR)
    party = SubjectPartyFactory(subject__cycle__region=region, party=alkmaar)
    item = AgendaItemFactory(meeting__region=region, subject=party.subject)
    decision = DecisionFactory(region=region, item=item)
    client.post(
        address("stance_quick", decision.pk),
        {"party": f"{alkmaar.pk}:0", "value": "niet_akkoord"},
    )
    assert list(Stance.objects.values_list("party", "value")) == [(alkmaar.pk, "niet_akkoord")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"value": "akkoord"}, "Kies ten minste één partij."),
        (
            {"party": "9:9:9", "value": "akkoord"},
            "Deze keuze is er niet of niet meer. Kies opnieuw.",
        ),
        ({"party": "\0", "value": "akkoord"}, "Deze keuze is er niet of niet meer. Kies opnieuw."),
    ],
)
def test_quick_entry_of_nothing_known_records_nothing(
    client, sign_in, address, said, alkmaar, decision, data, message
):
    sign_in(Role.DIRECTOR)
    StanceFactory(decision=decision, party=alkmaar, value="geen")
    answer = client.post(address("stance_quick", decision.pk), data)
    assert said(answer) == [message]
    assert Stance.objects.get().value == "geen"


def test_quick_entry_does_not_run_over_what_was_recorded_meanwhile(
    client, sign_in, address, alkmaar, decision
):
    sign_in(Role.DIRECTOR)
    StanceFactory(decision=decision, party=alkmaar, value="niet_akkoord", version=2)
    client.post(
        address("stance_quick", decision.pk), {"party": f"{alkmaar.pk}:1", "value": "akkoord"}
    )
    assert Stance.objects.get().value == "niet_akkoord"


def test_quick_entry_is_for_a_regisseur(client, address, executive, alkmaar, decision):
    StanceFactory(decision=decision, party=alkmaar, value="geen")
    answer = client.post(
        address("stance_quick", decision.pk), {"party": f"{alkmaar.pk}:1", "value": "akkoord"}
    )
    assert (answer.status_code, Stance.objects.get().value) == (403, "geen")


# --- seen by whom


@pytest.fixture
def both(alkmaar, uitgeest, decision):
    """Alkmaar agrees, Uitgeest refuses; nothing is minuted."""
    StanceFactory(decision=decision, party=alkmaar)
    StanceFactory(decision=decision, party=uitgeest, value="niet_akkoord", about="Blijft bij A")


def told(page):
    entry = page.context["entry"]
    return {line.party.organisation.short_name: line.word for line in entry.lines}, entry.tally


def test_until_it_is_minuted_a_party_sees_its_own_stance_alone(
    client, address, executive, decision, both
):
    page = client.get(decision.get_absolute_url())
    assert told(page) == ({"Alkmaar": "akkoord"}, [])
    assert "Blijft bij A" not in page.content.decode()
    row = client.get(address("decision_list")).context["entries"][0]
    assert (row.tally, row.state.word) == ([], "voorgesteld")


def test_who_sees_no_stance_is_not_told_that_there_is_none(client, sign_in, decision, both):
    sign_in(Role.READER)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "Nog geen partij heeft een standpunt" not in page
    assert "ziet u alleen standpunten van partijen waarvoor u spreekt" in page
    sign_in(Role.DIRECTOR)
    Stance.objects.all().delete()
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "Nog geen partij heeft een standpunt" in page


def test_a_filter_does_not_tell_what_is_not_released(
    client, address, executive, alkmaar, uitgeest, decision, both
):
    url = address("decision_list")
    assert len(client.get(url, {"partij": alkmaar.pk}).context["entries"]) == 1
    assert len(client.get(url, {"partij": uitgeest.pk}).context["entries"]) == 0
    Stance.objects.filter(party=uitgeest).update(value="voorbehoud", reserved_for="raad")
    assert len(client.get(url, {"voorbehoud": "on"}).context["entries"]) == 0


def test_a_participant_and_a_regisseur_see_all_stances(
    client, region, sign_in, address, executive, decision, both
):
    everybody = (
        {"Alkmaar": "akkoord", "Uitgeest": "niet akkoord"},
        [("akkoord", 1), ("niet akkoord", 1)],
    )
    ParticipantFactory(meeting=decision.item.meeting, position=executive.position)
    assert told(client.get(decision.get_absolute_url())) == everybody
    sign_in(Role.DIRECTOR)
    assert told(client.get(decision.get_absolute_url())) == everybody


def test_parties_at_the_subject_show_no_stance_that_is_not_released(
    client, region, executive, alkmaar, uitgeest
):
    one = SubjectPartyFactory(subject__cycle__region=region, party=alkmaar)
    SubjectPartyFactory(subject=one.subject, party=uitgeest)
    item = AgendaItemFactory(meeting__region=region, subject=one.subject)
    decision = DecisionFactory(region=region, item=item)
    StanceFactory(decision=decision, party=uitgeest, value="niet_akkoord")
    page = client.get(decision.get_absolute_url())
    assert told(page) == (
        {"Alkmaar": "nog geen standpunt", "Uitgeest": "nog niet vrijgegeven"},
        [],
    )


def test_the_item_of_a_closed_body_is_not_named_to_who_does_not_see_it(client, region, sign_in):
    sign_in(Role.READER)
    item = AgendaItemFactory(
        meeting=MeetingFactory(region=region, body__is_open=False), title="Besloten punt"
    )
    decision = DecisionFactory(region=region, item=item, minuted=True)
    page = client.get(decision.get_absolute_url())
    assert page.context["entry"].item is None
    assert "Besloten punt" not in page.content.decode()


# --- at home


def test_a_gemeente_says_how_far_it_is_at_home(client, region, sign_in, address, said, alkmaar):
    user = sign_in(Role.OFFICER)
    PositionFactory(organisation=alkmaar.organisation, person__region=region, person__user=user)
    decision = DecisionFactory(region=region, minuted=True)
    StanceFactory(decision=decision, party=alkmaar)
    StanceFactory(decision=decision, party=party_of(region, "PPO", organisation__kind="swv"))
    page = client.get(decision.get_absolute_url())
    assert page.context["follow_ups"] == [(alkmaar, None, True)]

    answer = client.post(
        address("follow_up_edit", decision.pk, alkmaar.pk),
        {"status": "vastgelegd", "note": "Beleidsplan jeugd 2026", "version": 0},
    )

    row = LocalFollowUp.objects.get()
    assert (row.party, row.status, row.note) == (alkmaar, "vastgelegd", "Beleidsplan jeugd 2026")
    assert said(answer) == ["De lokale uitwerking van Alkmaar is opgeslagen."]


def test_of_another_gemeente_only_a_regisseur_says_it(
    client, region, sign_in, address, uitgeest, executive
):
    decision = DecisionFactory(region=region, minuted=True)
    url = address("follow_up_edit", decision.pk, uitgeest.pk)
    assert client.post(url, {"status": "bezig", "version": 0}).status_code == 403
    sign_in(Role.DIRECTOR)
    client.post(url, {"status": "bezig", "version": 0})
    row = LocalFollowUp.objects.get()
    assert row.status == "bezig"
    assert set(Change.objects.of(row).values_list("on_behalf_of", flat=True)) == {"Uitgeest"}


def test_of_a_proposal_there_is_nothing_to_settle(client, sign_in, address, alkmaar, decision):
    sign_in(Role.DIRECTOR)
    url = address("follow_up_edit", decision.pk, alkmaar.pk)
    assert client.get(url).status_code == 404
    assert client.get(decision.get_absolute_url()).context["follow_ups"] == []


def test_a_gemeente_that_settled_it_is_named_without_a_stance_too(client, region, sign_in, alkmaar):
    sign_in(Role.READER)
    decision = DecisionFactory(region=region, minuted=True)
    row = LocalFollowUpFactory(decision=decision, party=alkmaar, status="bezig")
    page = client.get(decision.get_absolute_url())
    assert page.context["follow_ups"] == [(alkmaar, row, False)]
