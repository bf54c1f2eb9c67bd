"""Who was there, for whom, by which right and from when: in the minutes and in the papers."""

from datetime import date

import pytest

from accounts.models import Membership
from oogo.attendance import AttendanceList
from oogo.models import Participant
from oogo.papers.printing import Edition, common_html
from oogo.papers.whole import Whole
from oogo.powers import MandateCheck
from oogo.tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    ParticipantFactory,
    RepresentationItemFactory,
)
from partners.tests.factories import PartyFactory, RepresentationFactory

pytestmark = pytest.mark.usefixtures("third_of_march")
Role = Membership.Role
HELD_ON = date(2026, 2, 12)


@pytest.fixture
def meeting(region):
    return MeetingFactory(region=region, number=9007, day=HELD_ON, status="gehouden")


@pytest.fixture
def items(meeting):
    return [
        AgendaItemFactory(meeting=meeting, order=n, number=str(n), kind="besluitvorming")
        for n in (1, 2, 3)
    ]


@pytest.fixture
def numbers(items):
    return {item.pk: item.number for item in items}


@pytest.fixture
def somebody(meeting):
    """Return a function that lets somebody with a name take part for a party of that name."""

    def make(name, party=None, **fields):
        fields = {"attendance": "aanwezig"} | fields
        if party:
            fields["party"] = PartyFactory(
                organisation__region=meeting.region, organisation__short_name=party
            )
        return ParticipantFactory(
            meeting=meeting, position__person__name=name, position__title="wethouder", **fields
        )

    return make


def present(meeting, numbers):
    return {
        str(one.position.person): (
            [(str(v.party or ""), v.right, v.points) for v in one.voices],
            one.span,
        )
        for one in AttendanceList(meeting, numbers).present
    }


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        (None, None, ""),
        (2, None, "vanaf punt 3"),
        (None, 0, "t/m punt 1"),
        (1, 2, "punt 2 t/m 3"),
    ],
)
def test_from_which_item_until_which_somebody_was_there(
    meeting, items, numbers, somebody, since, until, told
):
    somebody(
        "Meryem Kwartel",
        "Dijk en Waard",
        from_item=None if since is None else items[since],
        until_item=None if until is None else items[until],
    )
    assert present(meeting, numbers) == {
        "Meryem Kwartel": ([("Dijk en Waard", "eigen functie", "")], told)
    }


def test_of_an_item_that_is_hidden_no_number_is_told(meeting, items, somebody):
    somebody("Meryem Kwartel", from_item=items[1], until_item=items[2])
    [one] = AttendanceList(meeting, {}).present
    assert one.span == "later gekomen, eerder vertrokken"


def test_who_speaks_for_another_party_does_so_by_a_right_and_at_some_items(
    meeting, items, numbers, somebody
):
    lepelaar = somebody("Paul Lepelaar", "Castricum")
    fuut = somebody("Karel Fuut", "Uitgeest", attendance="afwezig_bericht")
    speaks = RepresentationFactory(
        position=lepelaar.position,
        party=fuut.party,
        kind="machtiging",
        since=HELD_ON,
        until=date(2026, 2, 13),
    )
    for item in items[1:]:
        RepresentationItemFactory(item=item, representation=speaks)
    assert present(meeting, numbers) == {
        "Paul Lepelaar": (
            [
                ("Castricum", "eigen functie", ""),
                ("Uitgeest", "machtiging", "(punten 2 en 3)"),
            ],
            "",
        )
    }
    [away] = AttendanceList(meeting, numbers).absent
    assert away.text == ("afwezig met bericht; vertegenwoordigd door Paul Lepelaar (punten 2 en 3)")
    [away] = AttendanceList(meeting, {}).absent
    assert away.instead == "vertegenwoordigd door Paul Lepelaar (niet bij alle punten)"


def test_who_comes_for_another_stands_there_once_with_both(meeting, numbers, somebody):
    lepelaar = somebody("Paul Lepelaar", "Castricum")
    tureluur = somebody(
        "Irma Tureluur", "Heiloo", attendance="vervangen", replaced_by=lepelaar.position
    )
    RepresentationFactory(position=lepelaar.position, party=tureluur.party, kind="machtiging")
    assert present(meeting, numbers) == {
        "Paul Lepelaar": (
            [
                ("Castricum", "eigen functie", ""),
                ("Heiloo", "vervangt Irma Tureluur, machtiging", ""),
            ],
            "",
        )
    }


def test_who_was_replaced_is_named_with_who_came(meeting, numbers, somebody):
    other = somebody("Siebe Scholekster", attendance="open")
    somebody("Fenna Kievit", "Bergen", attendance="vervangen", replaced_by=other.position)
    [away] = AttendanceList(meeting, numbers).absent
    assert (str(away.row.position.person), away.text) == (
        "Fenna Kievit",
        "vervangen door Siebe Scholekster",
    )


def test_what_is_not_recorded_yet_is_counted(meeting, numbers, somebody):
    somebody("Wilma Roerdomp", attendance="open")
    found = AttendanceList(meeting, numbers)
    assert (found.unknown, found.is_recorded) == (1, False)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.READER])
def test_the_minutes_show_it(client, sign_in, address, items, somebody, role):
    sign_in(role)
    somebody("Meryem Kwartel", "Dijk en Waard", from_item=items[2])
    somebody("Wilma Roerdomp", "swv MK", attendance="afwezig")
    page = client.get(address("minutes_detail", 9007)).content.decode()
    for text in ("Meryem Kwartel", "vanaf punt 3", "eigen functie", "afwezig zonder bericht"):
        assert text in page


def test_the_papers_of_a_meeting_that_was_held_show_it(meeting, items, somebody):
    somebody("Meryem Kwartel", "Dijk en Waard", from_item=items[2])
    somebody("Wilma Roerdomp", "swv MK", attendance="afwezig")
    lepelaar = somebody("Paul Lepelaar", "Castricum", until_item=items[0])
    uitgeest = PartyFactory(
        organisation__region=meeting.region, organisation__short_name="Uitgeest"
    )
    RepresentationFactory(position=lepelaar.position, party=uitgeest, kind="machtiging")
    whole = Whole(meeting, HELD_ON)
    came = {str(a.row.position.person): a.came for a in whole.attendees}
    assert came == {
        "Meryem Kwartel": "vanaf punt 3",
        "Wilma Roerdomp": "afwezig zonder bericht",
        "Paul Lepelaar": "t/m punt 1",
    }
    html = common_html(whole, whole.agenda.shared, Edition())
    for text in ("vanaf punt 3", "Uitgeest", "machtiging", ">Aanwezig</th>"):
        assert text in html


def test_the_papers_name_no_number_of_what_is_confidential(meeting, items, somebody):
    items[2].is_confidential, items[2].ground = True, "Woo 5.1"
    items[2].save()
    somebody("Meryem Kwartel", "Dijk en Waard", from_item=items[2])
    [attendee] = Whole(meeting, HELD_ON).attendees
    assert attendee.came == "later gekomen"


def test_who_left_speaks_for_nobody_after_that(meeting, items, somebody, sign_in):
    row = somebody("Hanna Merel", "Alkmaar", until_item=items[1])
    for item in items:
        DecisionFactory(region=meeting.region, item=item)
    checks = MandateCheck(meeting, sign_in(Role.DIRECTOR)).checks
    assert [[r.speakers for r in check.rows] for check in checks] == [
        [[row.position]],
        [[row.position]],
        [[]],
    ]


def test_who_leaves_before_coming_is_a_mistake(client, sign_in, address, errors, items, somebody):
    sign_in(Role.DIRECTOR)
    row = somebody("Hanna Merel")
    url = address("participant_edit", 9007, row.pk)
    filled = {"part": "lid", "reply": "komt", "attendance": "aanwezig", "version": 1}
    page = client.post(url, filled | {"from_item": items[1].pk, "until_item": items[0].pk})
    assert errors(page) == {
        "until_item": ["Dit punt komt vóór het punt waarop deze deelnemer binnenkwam."]
    }
    client.post(url, filled | {"from_item": items[0].pk, "until_item": items[1].pk})
    stored = Participant.objects.get()
    assert (stored.from_item, stored.until_item) == (items[0], items[1])
    page = client.get(address("participant_list", 9007)).content.decode()
    assert f"t/m “{items[1]}”" in page


@pytest.mark.parametrize("many", [1, 30])
def test_thirty_people_cost_no_more_queries(
    client, sign_in, address, items, somebody, django_assert_max_num_queries, many
):
    sign_in(Role.DIRECTOR)
    for n in range(many):
        row = somebody(f"Vogel {n}", f"Partij {n}", from_item=items[1])
        RepresentationFactory(position=row.position, party=row.party)
    with django_assert_max_num_queries(15):
        client.get(address("minutes_detail", 9007))
