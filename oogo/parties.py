"""Reads what the parties to a subject of the OOGO follow from, and what stands there."""

from oogo.models import SubjectParty
from oogo.rules.deriving import Line, Stored, compare
from partners.field import Field
from partners.rules.borders import AreaKey
from partners.rules.presence import Ref
from partners.rules.subjects import Derivation, Ground, parties_to


def derivations(region, subjects, day) -> dict[int, Derivation]:
    """Return {key of a subject: the parties to it on `day`}, in at most nine queries."""
    field = Field(region)
    ground = Ground(
        day,
        tuple(field.parties_on(day)),
        field.borders,
        tuple(field.own_areas_on(day)),
    )
    return {
        subject.pk: parties_to(subject.kind.key, ground, owner_areas=_owner_areas(subject))
        for subject in subjects
    }


def _owner_areas(subject):
    owner = subject.tabled.owner if subject.tabled else None
    return frozenset(AreaKey(a.kind, a.code) for a in owner.areas.all()) if owner else frozenset()


def preview(subject) -> tuple[list[Line], tuple[str, ...]]:
    """Return what deriving does to the parties of `subject` on the day of its meeting, and what
    a reader should know besides."""
    day = subject.cycle.meeting.day
    derivation = derivations(subject.cycle.region, [subject], day)[subject.pk]
    rows = SubjectParty.objects.filter(subject=subject).select_related("party__organisation")
    stored = [
        Stored(
            Ref(row.party_id, str(row.party)),
            row.capacity,
            row.reason,
            row.is_by_hand,
            row.is_withdrawn,
            row,
        )
        for row in rows.order_by("pk")
    ]
    return compare(stored, derivation.parties), derivation.notes
