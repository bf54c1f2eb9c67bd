"""How tests of the scenario read where parties stand."""

from collections import Counter
from datetime import date

from oogo.models import Decision, Stance

OOGO = date(2026, 4, 16)
LETTERS = {"akkoord": "A", "voorbehoud": "V", "niet_akkoord": "N"}
PER_PART = {
    "jeugdhulp": {"akkoord": 4},
    "leerlingenvervoer": {"akkoord": 2, "voorbehoud": 2},
    "leerplicht en verzuim": {"akkoord": 4},
    "onderwijshuisvesting": {"akkoord": 4},
}


def letters(decision):
    """Return {party: stance} as the table of the scenario writes it; S: in writing."""
    rows = Stance.objects.filter(decision=decision, part=None).select_related("party__organisation")
    return {
        row.party.organisation.abbreviation: LETTERS[row.value]
        + ("S" if row.given == Stance.Given.WRITTEN else "")
        for row in rows
    }


def pairs(text):
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def decision_of(order):
    return Decision.objects.get(item__meeting__day=OOGO, item__order=order)


def stances_per_part(decision):
    """Return {part: {stance: how many}}."""
    rows = Stance.objects.filter(decision=decision).exclude(part=None).select_related("part")
    return {
        part: Counter(row.value for row in rows if row.part.title == part)
        for part in sorted({row.part.title for row in rows})
    }
