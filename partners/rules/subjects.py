"""Who is party to a subject of the OOGO on a day, in which capacity, and why."""

from dataclasses import dataclass
from datetime import date

from partners.rules.borders import AreaKey, Borders
from partners.rules.overlap import SMALL_SHARE, area_number, in_words
from partners.rules.presence import PartyRow, Ref

PO, VO, YOUTH = "ondersteuningsplan_po", "ondersteuningsplan_vo", "jeugdplan"
AGREEMENT, CONSULTED, LISTENER = "overeenstemming", "overleg", "toehoorder"
CAPACITIES = (AGREEMENT, CONSULTED, LISTENER)
# The kind of area of a support plan, and that of the verbanden it is talked over with.
AREA_KINDS = {PO: ("swv_po", "swv_vo"), VO: ("swv_vo", "swv_po")}
SWV_KINDS = frozenset(kind for kinds in AREA_KINDS.values() for kind in kinds)
# Since this day an mbo-instelling with a vestiging in the area must be invited for vo.
MBO_SINCE = date(2019, 1, 1)
NO_YOUTH_REGION = "Leg eerst vast welke jeugdregio deze regio heeft: daaruit volgen de partijen."
NO_SWV_AREA = (
    "Leg eerst vast welk gebied van een samenwerkingsverband {} deze regio heeft: daaruit volgen "
    "de partijen."
)


@dataclass(frozen=True)
class Derived:
    """A party to a subject, its capacity, and the reason for it."""

    party: Ref
    capacity: str
    reason: str


@dataclass(frozen=True)
class Derivation:
    """The parties to a subject, and what a reader should know besides."""

    parties: tuple[Derived, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What parties follow from on a day: who takes part, where gemeenten lie, the own areas."""

    day: date
    parties: tuple[PartyRow, ...]
    borders: Borders
    own_areas: tuple[AreaKey, ...]

    def codes_in(self, area) -> frozenset[str]:
        """Return the gemeenten (codes) that take part and lie in `area`, for more than a sliver."""
        return frozenset(code for code, share in self._shares(area) if not _is_sliver(share))

    def slivers_in(self, area) -> list[str]:
        """Return the names of the gemeenten of which only a sliver lies in `area`."""
        return [
            self.borders.name(code, self.day)
            for code, share in self._shares(area)
            if _is_sliver(share)
        ]

    def areas_of_kind(self, kind) -> list[AreaKey]:
        return sorted(area for area in self.own_areas if area.kind == kind)

    def _shares(self, area):
        for party in self.parties:
            if party.municipality is None:
                continue
            for found in self.borders.areas_of(party.municipality, area.kind, self.day):
                if found.area == area:
                    yield party.municipality, found.share


def _is_sliver(share):
    return share is not None and share < SMALL_SHARE


def parties_to(subject, ground: Ground, *, owner_areas=frozenset()) -> Derivation:
    """Derive the parties to `subject` (the key of a subject kind; a free one has none).

    `owner_areas`: the areas of the verband that owns the plan; without these the plan is that of
    the areas which the region is about.
    """
    if subject == YOUTH:
        return _youth(ground)
    if subject in AREA_KINDS:
        return _support(subject, ground, owner_areas)
    return Derivation()


def _support(subject, ground, owner_areas):
    """Wpo article 18a lid 9, for vo its mirror: overeenstemming with the gemeenten of the area,
    overleg with the verbanden of the other kind that overlap it."""
    own_kind, other_kind = AREA_KINDS[subject]
    owned = sorted(area for area in owner_areas if area.kind == own_kind)
    areas = owned or ground.areas_of_kind(own_kind)
    if not areas:
        return Derivation(notes=(NO_SWV_AREA.format(own_kind[-2:]),))
    codes = frozenset().union(*(ground.codes_in(area) for area in areas))
    youth = _youth_codes(ground)
    name = in_words([area_number(area) for area in areas])
    found = [
        _at_support(party, areas, other_kind, codes, youth, name, ground)
        for party in ground.parties
    ]
    if subject == VO and ground.day >= MBO_SINCE:
        found += [_mbo(party) for party in ground.parties if party.kind == "mbo"]
    slivers = [town for area in areas for town in ground.slivers_in(area)]
    return Derivation(_in_order(found), _sliver_notes(slivers, name))


def _at_support(party, areas, other_kind, codes, youth, name, ground):
    """Return what `party` is at the support plan of `areas` (called `name`); None: nothing."""
    if party.municipality in codes:
        return Derived(party.ref, AGREEMENT, f"ligt in {name}")
    if party.areas & set(areas):
        return Derived(party.ref, AGREEMENT, f"samenwerkingsverband van {name}, dient het plan in")
    verbanden = [area for area in sorted(party.areas) if area.kind in SWV_KINDS]
    covered = {area: ground.codes_in(area) for area in verbanden}
    for area, own in covered.items():
        if area.kind == other_kind and own & codes:
            reason = f"overlappend samenwerkingsverband {other_kind[-2:]} ({area_number(area)})"
            return Derived(party.ref, CONSULTED, reason)
    if party.municipality in youth:
        return Derived(party.ref, LISTENER, f"ligt in de jeugdregio, niet in {name}")
    if any(own & youth for own in covered.values()):
        return Derived(party.ref, LISTENER, f"overlapt de jeugdregio, niet {name}")
    return None


def _mbo(party):
    return Derived(
        party.ref,
        AGREEMENT,
        "mbo: partij sinds 1-1-2019 bij een vestiging in het gebied; ga na of die er is",
    )


def _youth(ground):
    """Jeugdwet article 2.2 lid 3: the gemeenten of the jeugdregio with the verbanden po and vo."""
    areas = ground.areas_of_kind("jeugd")
    if not areas:
        return Derivation(notes=(NO_YOUTH_REGION,))
    codes = _youth_codes(ground)
    found = [_at_youth(party, codes, ground) for party in ground.parties]
    slivers = [town for area in areas for town in ground.slivers_in(area)]
    return Derivation(_in_order(found), _sliver_notes(slivers, "de jeugdregio"))


def _at_youth(party, codes, ground):
    if party.municipality in codes:
        return Derived(party.ref, AGREEMENT, "ligt in de jeugdregio")
    areas = [
        area
        for area in sorted(party.areas)
        if area.kind in SWV_KINDS and ground.codes_in(area) & codes
    ]
    if not areas:
        return None
    name = in_words([area_number(area) for area in areas])
    return Derived(party.ref, AGREEMENT, f"{name} overlapt de jeugdregio")


def _youth_codes(ground):
    return frozenset().union(*(ground.codes_in(area) for area in ground.areas_of_kind("jeugd")))


def _in_order(found):
    """By capacity; within one as the parties came."""
    kept = [row for row in found if row is not None]
    return tuple(sorted(kept, key=lambda row: CAPACITIES.index(row.capacity)))


def _sliver_notes(names, where):
    if not names:
        return ()
    verb = "ligt" if len(names) == 1 else "liggen"
    return (f"{in_words(names)} {verb} voor minder dan 10 % in {where}: niet voorgesteld.",)
