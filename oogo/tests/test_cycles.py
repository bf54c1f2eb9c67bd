"""Cycles: starting one, its milestones, its page and the room."""

from datetime import date, datetime, time

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.models import Membership
from agenda.models import Plan
from agenda.tests.factories import PlanFactory
from oogo.calendar import Calendar
from oogo.models import Cycle, Meeting, Milestone, Participant, SubjectKind
from oogo.tests.factories import (
    CycleFactory,
    CycleSubjectFactory,
    MeetingFactory,
    MilestoneFactory,
    SubjectKindFactory,
    SubjectPartyFactory,
)
from partners.tests.factories import BodyFactory, PartyFactory, SeatHoldingFactory
from records.models import Change
from regio.lib import clock

Role = Membership.Role
OOGO = date(2026, 4, 16)
pytestmark = pytest.mark.usefixtures("third_of_march")


@pytest.fixture
def third_of_march(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def address(region):
    return lambda name, *args: reverse(f"oogo:{name}", args=[region.slug, *args])


@pytest.fixture
def director(sign_in):
    return sign_in(Role.DIRECTOR)


@pytest.fixture
def body(region):
    return BodyFactory(region=region, kind="oogo", name="OOGO", is_open=True)


def errors(page):
    return {field: list(found) for field, found in page.context["form"].errors.items()}


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def start_form(of, **changes):
    return {
        "title": "OOGO 2026",
        "body": of.pk,
        "day": "2026-04-16",
        "starts_at": "13:30",
        "ends_at": "15:30",
        "place": "Stadhuis",
        "subjects": ["ondersteuningsplan_vo"],
        **changes,
    }


def milestone_form(**changes):
    return {"title": "Kadernota", "rule": "hand", "due_on": "2026-03-27", "side": "vóór", **changes}


# --- starting


def test_a_regisseur_starts_a_cycle_with_meeting_subject_and_milestones(
    client, director, region, body, address
):
    holder = SeatHoldingFactory(seat__body=body, position__person__region=region)
    plan = PlanFactory(
        region=region,
        kind=Plan.Kind.SUPPORT_VO,
        since=date(2026, 8, 1),
        until=date(2030, 8, 1),
        is_concept=True,
    )
    answer = client.post(address("cycle_create"), start_form(body))
    cycle = Cycle.objects.get()
    assert (answer.status_code, answer.url) == (302, address("cycle_detail", cycle.pk))
    meeting = cycle.meeting
    assert (meeting.number, meeting.body, meeting.day) == (1, body, OOGO)
    assert (meeting.starts_at, meeting.ends_at) == (time(13, 30), time(15, 30))
    assert [p.position for p in Participant.objects.all()] == [holder.position]
    [subject] = cycle.subjects.all()
    assert (subject.kind.key, subject.plan) == ("ondersteuningsplan_vo", plan)
    days = dict(cycle.milestones.values_list("key", "due_on"))
    assert days["stukken"] == date(2026, 4, 2)
    assert days["inspectie-vo"] == date(2026, 4, 30)
    assert days["start-vo"] == date(2026, 8, 1)
    assert Change.objects.filter(model="oogo.milestone", by=director, field="due_on").count() == (
        cycle.milestones.count()
    )


def test_starting_a_cycle_warns_of_the_day_of_its_meeting(client, director, region, body, address):
    page = client.post(address("cycle_create"), start_form(body, day="2026-05-14"))
    assert page.context["warnings"] == ["Dit is geen werkdag: Hemelvaartsdag."]
    assert page.context["form"]["subjects"].value() == ["ondersteuningsplan_vo"]
    assert Cycle.objects.count() == 0
    client.post(address("cycle_create"), start_form(body, day="2026-05-14", seen="2026-05-14"))
    assert Cycle.objects.get().meeting.day == date(2026, 5, 14)


def test_the_next_meeting_of_a_region_gets_the_next_number(client, director, region, body, address):
    MeetingFactory(region=region, number=7)
    MeetingFactory(number=40)
    client.post(address("cycle_create"), start_form(body))
    assert Cycle.objects.get().meeting.number == 8


def test_the_shipped_subjects_are_stored_when_they_are_first_chosen(
    client, director, region, body, address
):
    own = SubjectKindFactory(region=region, key="ondersteuningsplan_po", name="Plan po")
    client.post(
        address("cycle_create"), start_form(body, subjects=[own.pk, "ondersteuningsplan_vo"])
    )
    stored = SubjectKind.objects.of_region(region).order_by("pk").values_list("key", "name")
    assert list(stored) == [
        ("ondersteuningsplan_po", "Plan po"),
        ("ondersteuningsplan_vo", "Ondersteuningsplan vo"),
    ]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            {"ends_at": "13:30"},
            "ends_at",
            "Het overleg eindigt vóór het begint.",
        ),
        ({"starts_at": "25:61"}, "starts_at", "Vul een tijd in, zoals 13:30."),
        ({"day": "10000-01-01"}, "day", "Vul een datum in: dag, maand en jaar."),
        ({"day": "2300-01-01"}, "day", "Kies een datum tussen 1900 en 2200."),
        ({"title": "oogo 2025"}, "title", "Er is al een cyclus met deze naam."),
        ({"body": 2**70}, "body", "Deze keuze is er niet of niet meer. Kies opnieuw."),
        ({"subjects": ["9"]}, "subjects", "Deze keuze is er niet of niet meer. Kies opnieuw."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(
    client, director, region, body, address, changes, field, message
):
    CycleFactory(region=region, title="OOGO 2025")
    page = client.post(address("cycle_create"), start_form(body, **changes))
    assert errors(page) == {field: [message]}
    assert "Stadhuis" in page.content.decode()
    assert Cycle.objects.count() == 1
    assert Meeting.objects.count() == 1


def test_a_region_without_body_is_led_to_making_one(client, director, region, address):
    page = client.get(address("cycle_create"))
    assert reverse("partners:body_create", args=[region.slug]) in page.content.decode()


# --- milestones


@pytest.fixture
def cycle(region, body):
    return CycleFactory(
        region=region,
        title="OOGO 2026",
        meeting__body=body,
        meeting__day=OOGO,
        meeting__number=1003,
    )


@pytest.mark.parametrize(
    ("changes", "rule", "offset", "due_on"),
    [
        ({}, "hand", None, date(2026, 3, 27)),
        ({"rule": "weken", "count": 2, "due_on": ""}, "weken", -2, date(2026, 4, 2)),
        ({"rule": "weken", "count": 6, "side": "na"}, "weken", 6, date(2026, 5, 28)),
        ({"rule": "werkdagen", "count": 32, "due_on": "x"}, "werkdagen", -32, date(2026, 2, 27)),
        ({"rule": "wettelijk", "article": "Artikel 18a"}, "wettelijk", None, date(2026, 3, 27)),
    ],
)
def test_a_milestone_is_counted_from_the_meeting_or_stands_on_its_own_day(
    client, director, cycle, address, changes, rule, offset, due_on
):
    party = PartyFactory(organisation__region=cycle.region)
    form = milestone_form(parties=[party.pk], **changes)
    client.post(address("milestone_create", cycle.pk), form)
    milestone = Milestone.objects.get()
    assert (milestone.rule, milestone.offset, milestone.due_on) == (rule, offset, due_on)
    assert list(milestone.parties.all()) == [party]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"due_on": ""}, "due_on", "Vul een datum in: dag, maand en jaar."),
        ({"rule": "weken"}, "count", "Vul in hoeveel weken of werkdagen."),
        (
            {"rule": "weken", "count": 53},
            "count",
            "Vul een getal in van ten hoogste 52.",
        ),
        (
            {"rule": "werkdagen", "count": 10**30},
            "count",
            "Vul een getal in van ten hoogste 260.",
        ),
        (
            {"rule": "wettelijk"},
            "article",
            "Vul het artikel in waaruit deze datum volgt.",
        ),
    ],
)
def test_a_milestone_without_a_day_is_refused_at_the_field(
    client, director, cycle, address, changes, field, message
):
    page = client.post(address("milestone_create", cycle.pk), milestone_form(**changes))
    assert errors(page) == {field: [message]}
    assert Milestone.objects.count() == 0


def test_a_milestone_is_reported_done_today_and_opened_again(client, director, cycle, address):
    milestone = MilestoneFactory(cycle=cycle)
    answer = client.post(address("milestone_done", milestone.pk))
    milestone.refresh_from_db()
    assert answer.url == f"{address('cycle_detail', cycle.pk)}#mijlpalen"
    assert milestone.done_on == date(2026, 3, 3)
    client.post(address("milestone_reopen", milestone.pk))
    milestone.refresh_from_db()
    assert milestone.done_on is None
    told = Change.objects.of(milestone).order_by("pk").values_list("field", "old", "new")
    assert list(told) == [("done_on", None, "2026-03-03"), ("done_on", "2026-03-03", None)]


def test_a_milestone_for_information_is_never_late_and_nobody_is_reminded_of_it(
    client, director, cycle, address
):
    form = milestone_form(due_on="2026-03-02", is_for_information="on")
    client.post(address("milestone_create", cycle.pk), form)
    milestone = Milestone.objects.get()
    late = MilestoneFactory(cycle=cycle, due_on=date(2026, 3, 2))
    page = client.get(address("cycle_detail", cycle.pk))
    states = {line.milestone.pk: line.state for line in page.context["run"].standings}
    assert states == {milestone.pk: "geweest", late.pk: "te laat"}
    rule = "milestone_due"
    assert milestone.reminder(rule, date(2026, 3, 1)) is None
    assert late.reminder(rule, date(2026, 3, 1)) is not None


def test_what_is_no_task_by_what_it_is_cannot_be_made_one(client, director, cycle, address):
    milestone = MilestoneFactory(cycle=cycle, key="verkiezingen")
    page = client.get(address("milestone_edit", milestone.pk))
    assert "is_for_information" not in page.context["form"].fields


def test_setting_a_day_by_hand_keeps_the_milestone_there(client, director, cycle, address):
    milestone = MilestoneFactory(cycle=cycle, rule="weken", offset=-2, due_on=date(2026, 4, 2))
    form = milestone_form(title="Stukken", due_on="2026-04-01", version=1)
    client.post(address("milestone_edit", milestone.pk), form)
    milestone.refresh_from_db()
    assert (milestone.rule, milestone.offset, milestone.due_on) == ("hand", None, date(2026, 4, 1))


def test_a_withdrawn_milestone_leaves_the_table_and_can_come_back(client, director, cycle, address):
    milestone = MilestoneFactory(cycle=cycle, title="Kadernota")
    form = milestone_form(is_withdrawn="on", version=1)
    client.post(address("milestone_edit", milestone.pk), form)
    page = client.get(address("cycle_detail", cycle.pk))
    assert page.context["run"].standings == []
    assert page.context["run"].withdrawn == [milestone]
    client.post(address("milestone_edit", milestone.pk), milestone_form(version=2))
    page = client.get(address("cycle_detail", cycle.pk))
    assert [s.milestone for s in page.context["run"].standings] == [milestone]


def test_a_milestone_cannot_be_done_tomorrow(client, director, cycle, address):
    milestone = MilestoneFactory(cycle=cycle)
    form = milestone_form(version=1, done_on="2026-03-04")
    page = client.post(address("milestone_edit", milestone.pk), form)
    assert errors(page) == {"done_on": ["Deze dag moet nog komen."]}


def test_two_who_change_one_milestone_both_see_it(client, director, cycle, address):
    milestone = MilestoneFactory(cycle=cycle, title="Kadernota", due_on=date(2026, 3, 27))
    url = address("milestone_edit", milestone.pk)
    client.post(url, milestone_form(version=1, note="De mijne."))
    page = client.post(url, milestone_form(version=1, note="De andere."))
    assert "De mijne." in errors(page)["note"][0]
    assert "De andere." in page.content.decode()
    milestone.refresh_from_db()
    assert milestone.note == "De mijne."


# --- pages


def test_the_room_shows_the_coming_cycle_its_days_left_and_what_is_late(
    client, sign_in, region, cycle, address
):
    sign_in(Role.READER)
    MilestoneFactory(cycle=cycle, title="Reacties", due_on=date(2026, 2, 27))
    MilestoneFactory(cycle=cycle, title="Verkiezingen", key="verkiezingen", due_on=date(2026, 3, 2))
    page = client.get(address("cycle_list"))
    [run] = page.context["runs"]
    assert (run.cycle, run.days_left) == (cycle, 44)
    assert [s.milestone.title for s in run.late] == ["Reacties"]
    assert [m.pk for m, _ in page.context["meetings"]] == [cycle.meeting.pk]
    assert address("cycle_create") not in page.content.decode()


def test_a_cancelled_cycle_is_no_coming_one_and_is_never_late(client, sign_in, cycle, address):
    sign_in(Role.READER)
    MilestoneFactory(cycle=cycle, due_on=date(2026, 2, 27))
    Meeting.objects.update(status="geannuleerd", cancel_reason="Verkiezingen.")
    page = client.get(address("cycle_list"))
    assert page.context["runs"] == []
    page = client.get(address("cycle_detail", cycle.pk))
    assert page.context["run"].late == []
    assert "Verkiezingen." in page.content.decode()


def test_meetings_of_a_closed_body_are_not_told_to_a_reader(client, sign_in, region, address):
    MeetingFactory(region=region, body__is_open=False)
    sign_in(Role.READER)
    assert client.get(address("cycle_list")).context["meetings"] == []
    sign_in(Role.DIRECTOR)
    assert len(client.get(address("cycle_list")).context["meetings"]) == 1


@pytest.mark.parametrize("role", [Role.READER, Role.DIRECTOR])
def test_the_pages_cost_as_many_queries_for_thirty_as_for_one(
    client, sign_in, region, cycle, address, role, django_assert_max_num_queries
):
    sign_in(role)
    subject = CycleSubjectFactory(cycle=cycle, kind__key="ondersteuningsplan_vo")
    for name in ("cycle_list", "cycle_detail"):
        args = [cycle.pk] if name == "cycle_detail" else []
        client.get(address(name, *args))
        with django_assert_max_num_queries(15) as few:
            client.get(address(name, *args))
        for _ in range(30):
            milestone = MilestoneFactory(cycle=cycle)
            milestone.parties.add(PartyFactory(organisation__region=region))
            SubjectPartyFactory(subject=subject)
            CycleFactory(region=region, meeting__body=cycle.meeting.body)
        with django_assert_max_num_queries(15) as many:
            client.get(address(name, *args))
        assert len(many) == len(few)


# --- what others read


def test_the_calendar_gives_the_cycle_of_the_next_oogo_else_the_last(region, body):
    held = CycleFactory(
        region=region,
        meeting__body=body,
        meeting__day=date(2025, 4, 10),
        meeting__status="gehouden",
    )
    assert Calendar(region, date(2026, 3, 3)).current.cycle == held
    later = CycleFactory(region=region, meeting__body=body, meeting__day=date(2026, 9, 24))
    coming = CycleFactory(region=region, meeting__body=body, meeting__day=OOGO)
    assert Calendar(region, date(2026, 3, 3)).current.cycle == coming
    assert Calendar(region, OOGO).current.cycle == coming
    assert Calendar(region, date(2026, 4, 17)).current.cycle == later


def test_the_calendar_of_a_region_without_cycle_is_empty(region):
    calendar = Calendar(region, date(2026, 3, 3))
    assert (calendar.current, calendar.watched) == (None, [])


def test_the_calendar_is_read_in_seven_queries_however_much_there_is(
    region, cycle, django_assert_num_queries
):
    kind = SubjectKindFactory(
        region=region, key="ondersteuningsplan_vo", last_held_on=date(2022, 2, 17)
    )
    CycleSubjectFactory(cycle=cycle, kind=kind)
    PlanFactory(
        region=region,
        kind=Plan.Kind.SUPPORT_VO,
        since=date(2022, 8, 1),
        until=date(2026, 8, 1),
        is_concept=False,
    )
    for _ in range(30):
        MilestoneFactory(cycle=cycle)
    with django_assert_num_queries(7):
        calendar = Calendar(region, date(2026, 3, 3))
        run, watched = calendar.current, calendar.watched
    assert (run.days_left, len(run.standings)) == (44, 30)
    [vo] = watched
    assert (vo.watch.term, vo.watch.days_left) == ("inspectie vóór 1 mei 2026", 58)


def test_sending_the_plan_to_the_inspectorate_settles_its_own_subject_only(region, cycle):
    for key in ("ondersteuningsplan_po", "ondersteuningsplan_vo"):
        kind = SubjectKindFactory(region=region, key=key)
        CycleSubjectFactory(cycle=cycle, kind=kind)
        PlanFactory(
            region=region,
            kind=key,
            since=date(2022, 8, 1),
            until=date(2026, 8, 1),
            is_concept=False,
        )
    MilestoneFactory(cycle=cycle, key="inspectie-vo", done_on=date(2026, 3, 2))
    tones = {w.watch.key: w.watch.tone for w in Calendar(region, date(2026, 3, 3)).watched}
    assert tones == {"ondersteuningsplan_po": "soon", "ondersteuningsplan_vo": "done"}


def test_the_article_of_a_subject_is_a_text_that_a_regisseur_changes(
    client, director, region, address
):
    kind = SubjectKindFactory(region=region, key="ondersteuningsplan_vo", name="Vo")
    form = {"key": kind.key, "name": "Vo", "article": "Artikel 2.89 WVO 2020", "version": 1}
    client.post(address("subjectkind_edit", kind.pk), form)
    kind.refresh_from_db()
    assert kind.article == "Artikel 2.89 WVO 2020"
    assert "Artikel 2.89 WVO 2020" in client.get(address("cycle_list")).content.decode()
