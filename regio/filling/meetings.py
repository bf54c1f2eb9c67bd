"""The meetings of a filled region with their agendas, and a cycle for every OOGO in spring."""

from datetime import time, timedelta

from oogo.models import (
    AgendaItem,
    Annex,
    Cycle,
    CycleSubject,
    ItemOrigin,
    ItemPart,
    ItemShare,
    Meeting,
    Milestone,
    Participant,
    SubjectKind,
    SubjectParty,
)
from records import documents
from records.models import Document
from regio.demo import paper
from regio.lib import workdays

# The bodies of twelve meetings, the last one first: the next OOGO ends the row.
PATTERN = (
    "OOGO", "AO", "RG", "PORA", "TT", "RG", "OOGO", "AO", "RG", "PORA", "AO", "TT"
)  # fmt: skip
OOGO_IN = timedelta(days=45)
WEEKS_AROUND = (
    -13, -12, -11, -10, -9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16
)  # fmt: skip
Kind, Status = AgendaItem.Kind, AgendaItem.Status
MINUTES_EACH = 15


def add_meetings(plot):
    _add_meetings(plot)
    _add_participants(plot)
    _add_items(plot)
    _add_what_hangs(plot)
    _add_cycles(plot)


def _add_meetings(plot):
    size = plot.size
    apart = timedelta(days=365 * size.years / size.meetings)
    meetings = []
    for number in range(size.meetings):
        left = size.meetings - 1 - number
        day = workdays.working_day_before(plot.day + OOGO_IN - left * apart, ())
        key = PATTERN[left % len(PATTERN)]
        meeting = Meeting(
            region=plot.region,
            number=number + 1,
            body=plot.bodies[key],
            day=day,
            starts_at=time(13, 30),
            ends_at=time(15, 30),
            place="Stadhuis",
            status=Meeting.Status.HELD if day < plot.day else Meeting.Status.PLANNED,
            minutes_adopted_on=day + timedelta(days=60) if left > 6 else None,
        )
        meeting.key = key
        meetings.append(meeting)
    plot.meetings = plot.store(meetings, field="place", on=lambda row: row.day)


def _add_participants(plot):
    rows = [
        Participant(
            meeting=meeting,
            position=position,
            seat=seat,
            party=seat.party,
            reply=Participant.Reply.COMES if plot.often(0.9) else Participant.Reply.DECLINES,
            attendance=_attendance(plot, meeting),
        )
        for meeting in plot.meetings
        for seat, position in plot.seats[meeting.key]
        if position
    ]
    plot.store(rows, field="reply", on=lambda row: row.meeting.day)


def _attendance(plot, meeting):
    if not meeting.is_held:
        return Participant.Attendance.OPEN
    return Participant.Attendance.PRESENT if plot.often(0.9) else Participant.Attendance.EXCUSED


def _add_items(plot):
    """Spread the items evenly; the next OOGO has its own number of them."""
    *others, coming = plot.meetings
    each, more = divmod(plot.size.items - plot.size.coming_items, len(others))
    numbers = [each + (place < more) for place in range(len(others))]
    items = []
    for meeting, number in zip([*others, coming], [*numbers, plot.size.coming_items], strict=True):
        items += [_item(plot, meeting, order) for order in range(1, number + 1)]
    plot.items = plot.store(items, field="title", on=lambda row: row.meeting.day)
    plot.join(items, "portfolios", lambda row: plot.portfolios[:1])


def _item(plot, meeting, order):
    is_for_decision = order % 3 != 1
    is_confidential = order % 12 == 5
    return AgendaItem(
        body=meeting.body,
        meeting=meeting,
        order=order,
        number=str(order) if meeting.is_held else "",
        title=plot.about(f"Punt {order}:"),
        kind=Kind.DECIDE if is_for_decision else Kind.DISCUSS,
        minutes=MINUTES_EACH,
        submitter=plot.parties[order % len(plot.parties)],
        asked="Richting geven aan de uitwerking.",
        explanation="Wat er ligt:\n\n- een *voorstel*;\n- de kosten per partij.",
        theme=plot.random.choice(plot.themes),
        is_confidential=is_confidential,
        ground="persoonlijke levenssfeer (Woo 5.1)" if is_confidential else "",
        status=Status.TREATED if meeting.is_held else Status.PLANNED,
        outcome="De deelnemers zijn het eens over de richting." if meeting.is_held else "",
    )


def _add_what_hangs(plot):
    """Parts, money, origins and a bijlage with a part of the items, and with each that comes."""
    chosen = [row for row in plot.items if not row.meeting.is_held or plot.often(0.2)]
    first = [row for row in chosen if row.is_for_decision]
    day = {"on": lambda row: row.item.meeting.day}
    parts = [
        ItemPart(item=item, title=title, order=order)
        for item in first
        for order, title in enumerate(("jeugdhulp", "leerplicht"), start=1)
    ]
    plot.store(parts, field="title", **day)
    shares = [
        ItemShare(item=item, party=party, amount=5_000) for item in first for party in plot.voters
    ]
    plot.store(shares, field="amount", **day)
    plot.store([ItemOrigin(item=item, theme=item.theme) for item in chosen], field="theme", **day)
    file = documents.store(
        document=Document(region=plot.region, title="Notitie"),
        file_name="notitie.pdf",
        data=paper.pdf("Notitie", ("Eén regel.",)),
        content_type="application/pdf",
        by=plot.by,
    )
    annexes = [Annex(item=item, order=1, title="Notitie", document=file) for item in chosen]
    plot.store(annexes, field="title", **day)


def _add_cycles(plot):
    """A cycle for each second OOGO, the coming one first of all, about two subjects."""
    kinds = plot.store(
        [
            SubjectKind(region=plot.region, key=key, name=key.label)
            for key in (SubjectKind.Key.SUPPORT_VO, SubjectKind.Key.YOUTH)
        ],
        field="name", on=plot.since,
    )  # fmt: skip
    meetings = [row for row in plot.meetings if row.key == "OOGO"][::-2]
    cycles = plot.store(
        [Cycle(region=plot.region, title=f"OOGO {row.day}", meeting=row) for row in meetings],
        field="title", on=lambda row: row.meeting.day - timedelta(days=180),
    )  # fmt: skip
    day = {"on": lambda row: row.cycle.meeting.day - timedelta(days=180)}
    subjects = [CycleSubject(cycle=cycle, kind=kind) for cycle in cycles for kind in kinds]
    plot.store(subjects, field="kind", **day)
    parties = [
        SubjectParty(
            subject=subject,
            party=party,
            capacity=SubjectParty.Capacity.AGREEMENT,
            reason="ligt in de jeugdregio",
        )
        for subject in subjects
        for party in plot.voters
    ]
    plot.store(parties, field="capacity")
    milestones = [_milestone(plot, cycle, weeks) for cycle in cycles for weeks in WEEKS_AROUND]
    plot.store(milestones, field="title", **day)


def _milestone(plot, cycle, weeks):
    day = cycle.meeting.day + timedelta(weeks=weeks)
    return Milestone(
        cycle=cycle,
        title=f"Stap op {weeks} weken",
        rule=Milestone.Rule.WEEKS,
        offset=weeks,
        due_on=day,
        who="secretaris",
        done_on=day if day < plot.day else None,
    )
