"""What a region can start from: a choice of samenwerkingsverbanden, and what follows from it on a
day: the gemeenten in them, the areas around those, and parties."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from partners.rules.borders import AreaKey, Borders, sort_key
from partners.rules.overlap import KINDS, SMALL_SHARE, area_number, kind_label, percentage
from partners.rules.reach import Reach
from regio.lib.sort_name import fold

SWV_KINDS = ("swv_po", "swv_vo")
# A provincie is named to know where one is: no region is about one.
AROUND_KINDS = (*KINDS, "ggd", "provincie")
PROVINCE = "provincie"
PARTY_KINDS = {"swv_po": "swv", "swv_vo": "swv", "ggd": "ggd", "rmc": "rmc"}
MAX_NAME, MAX_SHORT = 120, 40
SAID_BEFORE_CODE = re.compile(r"^(?:swv|samenwerkingsverband(?:en)?)+")


@dataclass(frozen=True)
class Verband:
    """A samenwerkingsverband that a region can start from; `words` is what it is found by."""

    area: AreaKey
    label: str
    number: str
    towns: tuple[str, ...]
    words: str

    def is_found_by(self, text) -> bool:
        """Tell whether `text` is its code in any writing, or words of its name and gemeenten."""
        typed = fold(text)
        bare = SAID_BEFORE_CODE.sub("", re.sub(r"[^0-9a-z]", "", typed))
        if bare and any(c.isdigit() for c in bare) and bare in self.area.code.lower():
            return True
        return all(word in self.words for word in typed.split())


@dataclass(frozen=True)
class TownProposal:
    """A gemeente in the chosen verbanden: in which, and whether enough of it lies there.

    `ended` is the first day without it, where that is known by now.
    """

    code: str
    name: str
    lies: tuple[str, ...]
    is_proposed: bool
    is_counted_back: bool
    ended: date | None = None

    @property
    def key(self):
        return self.code


@dataclass(frozen=True)
class AreaProposal:
    """An area in which gemeenten of the region lie; `why` says so where it is not proposed."""

    reach: Reach
    is_proposed: bool
    why: str

    @property
    def key(self):
        return key_of(self.reach.area)


@dataclass(frozen=True)
class PartyProposal:
    """An organisation that may take part: a gemeente (code) or the one that works for an area."""

    key: str
    kind: str
    name: str
    short_name: str
    why: str
    is_proposed: bool
    municipality: str = ""
    area: AreaKey | None = None


def key_of(area: AreaKey) -> str:
    """Return how a form names an area: jeugd.JZ06."""
    return f"{area.kind}.{area.code}"


def verbanden(borders: Borders, day, labels) -> list[Verband]:
    """Return every samenwerkingsverband in which a gemeente lies on `day`, po first, by code."""
    towns: dict[AreaKey, list[str]] = {}
    words: dict[AreaKey, list[str]] = {}
    merged = {merger.new for merger in borders.mergers}
    for code in borders.existing(day):
        name = borders.name(code, day)
        former = borders.origin_of(code) - {code} if code in merged else ()
        for found in (f for kind in SWV_KINDS for f in borders.areas_of(code, kind, day)):
            towns.setdefault(found.area, []).append(_with_share(name, found.share))
            words.setdefault(found.area, []).extend(borders.name(one, day) for one in former)
    return [
        _verband(area, labels[area], sorted(towns[area], key=sort_key), words[area], day)
        for area in sorted(towns)
    ]


def _verband(area, label, towns, former, day):
    number = area_number(area)
    said = [str(label), number, kind_label(area.kind, day), *towns, *former]
    return Verband(area, label.name, number, tuple(towns), fold(" ".join(said)))


def towns_in(borders: Borders, areas, day, *, today) -> list[TownProposal]:
    """Return the gemeenten that on `day` lie in one of `areas`, by name."""
    chosen = set(areas)
    kinds = sorted({area.kind for area in chosen})
    proposals = []
    for code in borders.existing(day):
        found = [f for kind in kinds for f in borders.areas_of(code, kind, day)]
        found = [f for f in found if f.area in chosen]
        if found:
            until = borders.places[code].until
            proposal = TownProposal(
                code,
                borders.name(code, day),
                tuple(_with_share(area_number(f.area), f.share) for f in found),
                any(f.share is None or f.share >= SMALL_SHARE for f in found),
                any(f.is_counted_back for f in found),
                until if until and until <= today else None,
            )
            proposals.append(proposal)
    return sorted(proposals, key=lambda town: sort_key(town.name))


def _with_share(name, share):
    return name if share in (None, 1) else f"{name} ({percentage(share)})"


def areas_around(reaches, chosen) -> list[AreaProposal]:
    """Say of each area that lies in the region whether it is proposed: the `chosen` verbanden, and
    what lies in it for more than a sliver."""
    chosen = set(chosen)
    kinds = {area.kind for area in chosen}
    proposals = []
    for found in reaches:
        why = "" if found.area in chosen else _why_not(found, kinds)
        proposals.append(AreaProposal(found, not why, why))
    return proposals


def _why_not(found, chosen_kinds):
    if found.area.kind == PROVINCE:
        return "ter oriëntatie"
    if found.share < Fraction(SMALL_SHARE):
        return "minder dan 10 % ligt in de regio"
    if found.area.kind in chosen_kinds:
        return "niet het samenwerkingsverband dat u koos"
    return ""


def parties(towns, areas, ticked) -> list[PartyProposal]:
    """Propose a party for each of `towns`, and for each verband in `areas` (AreaProposal); `ticked`
    are the keys of the areas that the region is about. A GGD or Doorstroompunt is only offered."""
    found = [
        PartyProposal(
            town.code,
            "gemeente",
            f"gemeente {town.name}"[:MAX_NAME],
            town.name[:MAX_SHORT],
            f"ligt in {', '.join(town.lies)}",
            True,
            municipality=town.code,
        )
        for town in towns
    ]
    verbanden = [a for a in areas if a.reach.area.kind in SWV_KINDS]
    others = [a for a in areas if a.reach.area.kind in ("ggd", "rmc") and a.key in ticked]
    return [*found, *(_of_area(area, ticked) for area in (*verbanden, *others))]


def _of_area(proposal, ticked):
    area, name = proposal.reach.area, proposal.reach.label.name
    kind = PARTY_KINDS[area.kind]
    if kind == "rmc":
        name = f"Doorstroompunt {name}"
    inside = proposal.reach.percentage
    is_own = kind == "swv" and proposal.key in ticked
    why = "" if is_own else f"{inside} % van zijn gebied ligt in de regio"
    return PartyProposal(
        proposal.key,
        kind,
        name[:MAX_NAME],
        name[:MAX_SHORT],
        why or f"verband van {area_number(area)}",
        is_own,
        area=area if kind == "swv" else None,
    )
