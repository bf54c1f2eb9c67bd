"""One area as a region sees it on a day: gemeenten, line, map, and who stands for it."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from partners.atlas import Atlas
from partners.models import Area, AreaContact, AreaMembership, AreaText, Organisation
from partners.reading import read_members
from partners.rules import area_lines, kinds
from partners.rules.borders import AreaKey, Name, holds, name_on, sort_key
from partners.rules.overlap import AreaLabel, percentage
from partners.rules.presence import Period, Ref

TITLES = {"task": "Taak", "law": "Wettelijke grondslag", "funding": "Bekostiging"}


@dataclass(frozen=True)
class Lying:
    """A gemeente and the part of it in the area; `elsewhere`: where it lies if not in the area."""

    code: str
    name: str
    share: str
    is_own: bool
    elsewhere: tuple[AreaKey, ...] = ()


@dataclass(frozen=True)
class Speaker:
    """Who speaks for an organisation: the person, in which function, at which level."""

    person: Ref
    title: str
    level: str


@dataclass(frozen=True)
class Standing:
    """An organisation that stands for an area, with its people of the day, the highest first."""

    organisation: Ref
    email: str
    party: Ref | None
    speakers: tuple[Speaker, ...]


class Division(Atlas):
    """The area `area` (a row) on `day`: a map of its gemeenten and those of the region, of its
    kind alone. Read in ten queries at most, beside the row itself."""

    def __init__(self, field, day, area: Area):
        super().__init__(field, day, kinds=(area.kind,))
        self.row, self.key = area, AreaKey(area.kind, area.code)

    @cached_property
    def own(self) -> frozenset[str]:
        return frozenset(self.field.municipalities_on(self.day, self.borders))

    @cached_property
    def members(self) -> frozenset[str]:
        """The gemeenten that lie in the area on the day, wholly or partly."""
        return frozenset(self.borders.municipalities_of(self.key, self.day))

    @cached_property
    def codes(self) -> list[str]:
        found = self.members | self.own if self.is_near else self.members
        return sorted(found, key=lambda c: (c not in self.own, sort_key(self.name(c))))

    @cached_property
    def labels(self) -> dict[AreaKey, AreaLabel]:
        labels = {
            area: AreaLabel(name_on(names, self.day) or area.code)
            for area, names in self._names.items()
        }
        labels.setdefault(self.key, AreaLabel(self.key.code))
        return labels | self.field.party_labels(self.day)

    @property
    def label(self) -> AreaLabel:
        return self.labels[self.key]

    @cached_property
    def gemeenten(self) -> list[Lying]:
        """Every gemeente in the area, and those of the region where it is near; by name."""
        return [self._lying(code) for code in self.codes]

    @property
    def is_near(self) -> bool:
        """Tell whether a gemeente of the region lies in it, or the region is about it."""
        return bool(self.members & self.own) or self.is_ours

    @property
    def inside(self) -> list[Lying]:
        """Those of the region that lie in it."""
        return [one for one in self.gemeenten if one.is_own and one.code in self.members]

    @property
    def missing(self) -> list[Lying]:
        """Those of the region that do not."""
        return [one for one in self.gemeenten if one.code not in self.members]

    @property
    def outside(self) -> list[Lying]:
        """Those in it that are not of the region."""
        return [one for one in self.gemeenten if not one.is_own]

    @property
    def sources(self) -> list[str]:
        """Name the editions that say so."""
        found = {f for code in self.members for f in self._found(code) if f.area == self.key}
        return sorted({f"{f.source}, indeling {f.edition}" for f in found})

    @property
    def is_counted_back(self) -> bool:
        return any(
            f.is_counted_back for code in self.members for f in self._found(code)
            if f.area == self.key
        )  # fmt: skip

    @property
    def periods(self) -> list[Period]:
        """When the region is or was about this area."""
        return self.field.periods_of(self.key)

    @property
    def is_ours(self) -> bool:
        return any(holds(period, self.day) for period in self.periods)

    @property
    def events(self) -> list[area_lines.AreaEvent]:
        names = self._names.get(self.key, ())
        return area_lines.events(self.borders, self.key, labels=self.labels, names=names)

    @property
    def count_sentence(self) -> str:
        found = area_lines.counts(self.borders.members, self.key.kind)
        return area_lines.count_sentence(self.key.kind, found, self.day)

    @cached_property
    def facts(self) -> dict[str, kinds.Said]:
        """Task, law and funding as they are written on the day."""
        return kinds.facts_on(self.key.kind, texts_of(self.key.kind, self.row), self.day)

    @cached_property
    def contact(self) -> AreaContact | None:
        """Whom the region spoke to on the day."""
        rows = AreaContact.objects.of_region(self.field.region).on(self.day).filter(area=self.row)
        return rows.select_related("area", "position__person", "position__organisation").first()

    @property
    def contact_position(self):
        """The function of the contact, where it is held on the day."""
        position = self.contact and self.contact.position
        return position if position and position.holds_on(self.day) else None

    @cached_property
    def standing(self) -> list[Standing]:
        """The organisations of the region that stand for this area, in one query."""
        rows = Organisation.objects.of_region(self.field.region).filter(areas=self.row)
        rows = rows.order_by("short_name", "pk", "positions__person__sort_name", "positions__pk")
        found = defaultdict(list)
        for pk, name, email, *position in rows.values_list(
            "pk",
            "short_name",
            "secretariat_email",
            "positions__person",
            "positions__person__name",
            "positions__title",
            "positions__level",
            "positions__since",
            "positions__until",
        ):
            found[Ref(pk, name), email] += [position] if position[0] else []
        parties = {p.organisation: p.ref for p in self.field.parties_on(self.day)}
        return [
            Standing(ref, email, parties.get(ref.pk), self._speakers(held))
            for (ref, email), held in found.items()
        ]

    def _speakers(self, held):
        levels = ["bestuurlijk", "beleidsmatig", "uitvoerend"]
        current = [row for row in held if holds(Period(*row[4:]), self.day)]
        current.sort(key=lambda row: levels.index(row[3]))
        return tuple(Speaker(Ref(pk, name), title, level) for pk, name, title, level, *_ in current)

    def _lying(self, code):
        found = self._found(code)
        shares = {f.area: f.share for f in found}
        share = shares.get(self.key, 1)
        return Lying(
            code,
            self.name(code),
            "deel onbekend" if share is None else "" if share == 1 else percentage(share),
            code in self.own,
            () if self.key in shares else tuple(f.area for f in found),
        )

    def _found(self, code):
        return self.borders.areas_of(code, self.key.kind, self.day)

    @cached_property
    def _members(self):
        return read_members(AreaMembership.objects.filter(area__kind=self.key.kind))

    @cached_property
    def _names(self) -> dict[AreaKey, tuple[Name, ...]]:
        return {member.area: names for member, names in self._members}


def texts_of_all() -> dict[str, list[kinds.Text]]:
    """Return what is said of each kind of area, whenever."""
    found = defaultdict(list)
    for text in AreaText.objects.filter(area=None):
        found[text.kind].append(text.as_said)
    return found


def texts_of(kind, area=None) -> list[kinds.Text]:
    """Return what is, was and will be said of `kind`, and of `area` (a row, or None)."""
    rows = AreaText.objects.filter(kind=kind, area=None)
    if area:
        rows = rows | AreaText.objects.filter(area=area)
    return [text.as_said for text in rows]
