"""Who was at a meeting: in which function, for which parties and by which right, and from when.

One answer for the minutes on screen and for the papers. Somebody who came for another stands there
once, with all parties that this one spoke for.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from oogo.models import Participant, RepresentationItem
from partners.models import Party, Position, Representation
from partners.rules.overlap import in_words

Attendance = Participant.Attendance
STAYED = {Attendance.PRESENT, Attendance.OPEN}
THERE = {Attendance.PRESENT, Attendance.REPLACED}
OWN_RIGHT = "eigen functie"
LATER, EARLIER = "later gekomen", "eerder vertrokken"


@dataclass(frozen=True)
class Voice:
    """A party for which somebody spoke, by which right, and at which items if not at all."""

    party: Party | None
    right: str
    points: str = ""


@dataclass
class Present:
    """Somebody who was there; `span` says from which item until which, if not all the time."""

    position: Position
    row: Participant
    voices: list[Voice] = field(default_factory=list)
    span: str = ""

    @property
    def part(self):
        """How this one took part, where that is not as a member."""
        is_member = self.row.part == Participant.Part.MEMBER
        return "" if is_member else self.row.get_part_display().lower()


@dataclass(frozen=True)
class Absent:
    """Somebody who was invited and was not there, or was replaced; `instead` says who spoke for
    the party."""

    row: Participant
    word: str
    instead: str = ""

    @property
    def text(self):
        return "; ".join(filter(None, [self.word, self.instead]))


class AttendanceList:
    """Who was at `meeting`. `numbers` are {key of an item: its number}, of items that the reader
    sees; of others no number is told. Read in three queries."""

    def __init__(self, meeting, numbers):
        self.meeting, self.numbers = meeting, numbers
        self.rows = list(meeting.participants.kept().with_names().members_first())
        self.present = self._present()
        away = [row for row in self.rows if row.attendance not in STAYED]
        self.absent = [self._absent(row) for row in away]

    @property
    def unknown(self):
        """How many are not recorded yet."""
        return sum(row.attendance == Attendance.OPEN for row in self.rows)

    @property
    def is_recorded(self):
        return bool(self.present or self.absent)

    def _present(self):
        there = [row for row in self.rows if row.attendance in THERE]
        spoken = _representations(self.meeting, [row.speaker for row in there])
        found: dict[int, Present] = {}
        # Who came in an own function comes first: a replacement of another is added to it.
        for row in sorted(there, key=lambda row: row.attendance == Attendance.REPLACED):
            one = found.setdefault(row.speaker.pk, Present(row.speaker, row))
            one.voices.append(Voice(row.party, _right(row, spoken[row.speaker.pk])))
            if row is one.row:
                one.span = self._span(row)
        for one in found.values():
            known = {voice.party for voice in one.voices}
            one.voices += [
                Voice(row.party, row.get_kind_display().lower(), self._points(row, limits))
                for row, limits in spoken[one.position.pk]
                if row.party not in known
            ]
        return sorted(found.values(), key=lambda one: self.rows.index(one.row))

    def _absent(self, row):
        if row.attendance == Attendance.REPLACED:
            return Absent(row, f"vervangen door {row.replaced_by.person}")
        names = [
            " ".join(filter(None, [str(one.position.person), voice.points]))
            for one in self.present
            for voice in one.voices
            if row.party is not None and voice.party == row.party and voice.right != OWN_RIGHT
        ]
        instead = f"vertegenwoordigd door {in_words(names)}" if names else ""
        return Absent(row, row.get_attendance_display().lower(), instead)

    def _span(self, row):
        since, until = (self._number(item) for item in (row.from_item, row.until_item))
        if since and until:
            return f"punt {since} t/m {until}"
        told = [f"vanaf punt {since}" if since else LATER if row.from_item_id else ""]
        told += [f"t/m punt {until}" if until else EARLIER if row.until_item_id else ""]
        return ", ".join(filter(None, told))

    def _number(self, item):
        return self.numbers.get(item.pk, "") if item else ""

    def _points(self, representation, limits):
        """Say at which items a representation holds, if not at all of the meeting."""
        if not limits:
            return ""
        seen = [self.numbers[pk] for pk in limits if pk in self.numbers]
        if not seen:
            return "(niet bij alle punten)"
        return f"({'punt' if len(seen) == 1 else 'punten'} {in_words(seen)})"


def _right(row, spoken):
    """Say by which right who came in the place of a participant spoke for its party."""
    if row.attendance != Attendance.REPLACED:
        return OWN_RIGHT
    kinds = [r.get_kind_display().lower() for r, _ in spoken if r.party_id == row.party_id]
    return ", ".join([f"vervangt {row.position.person}", *kinds[:1]])


def _representations(meeting, positions):
    """{key of a function: [(a representation that held that day, keys of the items that it is
    limited to, in order)]}; one that is limited to items of other meetings alone holds at all."""
    limits = defaultdict(list)
    rows = RepresentationItem.objects.kept().filter(item__meeting=meeting)
    for representation, item in rows.order_by("item__order", "item__pk").values_list(
        "representation", "item"
    ):
        limits[representation].append(item)
    found = defaultdict(list)
    held = Representation.objects.on(meeting.day).filter(position__in=positions).order_by("pk")
    for row in held.select_related("party__organisation"):
        found[row.position_id].append((row, limits[row.pk]))
    return found
