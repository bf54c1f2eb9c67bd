"""The overlap matrix: gemeente × kind of area on a day, every difference named."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from partners.rules.borders import AreaKey, Borders, Found, sort_key

KINDS = ("swv_po", "swv_vo", "jeugd", "rmc", "arbeidsmarkt")
# Below this share of its postcodes a gemeente is said to lie in an area, but not counted to it.
SMALL_SHARE = Decimal("0.10")
# Since this day the law calls the RMC-regio a Doorstroompunt.
DOORSTROOMPUNT_SINCE = date(2026, 1, 1)


class AreaLabel(NamedTuple):
    """What an area is called, and the number beside it where that says more."""

    name: str
    number: str = ""

    def __str__(self):
        return f"{self.name} ({self.number})" if self.number else self.name


@dataclass(frozen=True)
class Cell:
    """Where one gemeente lies for one kind of area: nowhere when that is unknown.

    `labels` stand beside `areas`; `shares` say how much of the gemeente, where that is not all.
    """

    areas: tuple[AreaKey, ...]
    labels: tuple[AreaLabel, ...]
    shares: tuple[str, ...]
    differs: bool

    @property
    def parts(self):
        """Name each area, say what is to be said of it, and which it is."""
        return [
            (label.name, ", ".join(text for text in (label.number, share) if text), area)
            for label, share, area in zip(self.labels, self.shares, self.areas, strict=True)
        ]

    @property
    def text(self):
        """Say all of it on one line, with the shares."""
        parts = [f"{name} ({detail})" if detail else name for name, detail, _ in self.parts]
        return "; ".join(parts) or "onbekend"

    def __str__(self):
        return in_words([str(label) for label in self.labels] or ["onbekend"])


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """A kind of area: what is usual in the region, who differs, in sentences, and the edition.

    `found` says where each gemeente (name) lies. What that comes to is worked out when it is asked:
    a map of the country tells none of its sentences.
    """

    kind: str
    day: date
    usual: AreaKey | None
    found: dict[str, tuple[Found, ...]]
    labels: dict[AreaKey, AreaLabel]

    @property
    def label(self) -> str:
        return kind_label(self.kind, self.day)

    @property
    def usual_label(self) -> str:
        return str(self.labels[self.usual]) if self.usual else ""

    @cached_property
    def differing(self) -> tuple[str, ...]:
        """The gemeenten that lie elsewhere than is usual."""
        if self.usual is None:
            return ()
        return tuple(n for n, areas in self.found.items() if _counted(areas) != (self.usual,))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        asked = self.kind, self.day, self.found
        return (
            *_difference_sentences(*asked, self.usual, self.labels),
            *_sliver_sentences(*asked, self.labels),
        )

    @property
    def edition(self) -> str:
        return in_words(_editions(self.found)) if any(self.found.values()) else ""

    @property
    def is_counted_back(self) -> bool:
        return any(f.is_counted_back for areas in self.found.values() for f in areas)


@dataclass(frozen=True)
class Matrix:
    day: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    sources: tuple[str, ...]

    @property
    def is_counted_back(self) -> bool:
        return any(column.is_counted_back for column in self.columns)

    @property
    def only_differences(self) -> "Matrix":
        """Return the same with the gemeenten alone that lie elsewhere for some kind of area."""
        rows = (row for row in self.rows if any(cell.differs for cell in row.cells))
        return replace(self, rows=tuple(rows))

    def column(self, kind) -> Column:
        return next(column for column in self.columns if column.kind == kind)

    def cell(self, row, kind) -> Cell:
        return row.cells[[column.kind for column in self.columns].index(kind)]


@dataclass(frozen=True)
class MergerText:
    """A merger as told on screen."""

    on: date
    text: str


def kind_label(kind, day) -> str:
    """Return what a kind of area was called on `day`."""
    if kind == "rmc":
        return "Doorstroompunt" if day >= DOORSTROOMPUNT_SINCE else "RMC-regio"
    return {
        "swv_po": "Samenwerkingsverband po",
        "swv_vo": "Samenwerkingsverband vo",
        "jeugd": "Jeugdregio",
        "arbeidsmarkt": "Arbeidsmarktregio",
        "ggd": "GGD-regio",
        "provincie": "Provincie",
    }[kind]


def area_number(area) -> str:
    """Write the code of an area as people do: PO2703 is PO 27-03."""
    code = area.code
    if area.kind in ("swv_po", "swv_vo") and len(code) == 6:
        return f"{code[:2]} {code[2:4]}-{code[4:]}"
    return code


def in_words(names) -> str:
    """Join names as a sentence does: Alkmaar, Bergen en Castricum."""
    *first, last = names
    return f"{', '.join(first)} en {last}" if first else last


def overlap(borders: Borders, codes, day, *, preferred, labels, kinds=KINDS) -> Matrix:
    """Compare the gemeenten `codes` on `day` for each of `kinds` of area.

    `preferred`: the areas (AreaKey) that the region is about on that day; `labels`: the AreaLabel
    of each area. Usual is the preferred area that most gemeenten share, else the most shared one.
    """
    codes = sorted(codes, key=lambda code: sort_key(borders.name(code, day)))
    names = {code: borders.name(code, day) for code in codes}
    columns, cells, sources = [], {code: [] for code in codes}, {}
    for kind in kinds:
        found = {code: borders.areas_of(code, kind, day) for code in codes}
        counted = {code: _counted(areas) for code, areas in found.items()}
        usual = _usual(kind, counted, preferred)
        for code in codes:
            cells[code].append(_cell(found[code], counted[code], usual, labels))
        by_name = {names[code]: found[code] for code in codes}
        columns.append(Column(kind, day, usual, by_name, labels))
        sources |= {f.source: None for areas in found.values() for f in areas}
    rows = tuple(Row(code, names[code], tuple(cells[code])) for code in codes)
    return Matrix(day, tuple(columns), rows, tuple(sources))


def merger_texts(borders: Borders, codes) -> list[MergerText]:
    """Tell the mergers that led to the gemeenten `codes`, the last one first."""
    goal, groups = set(codes), {}
    for merger in borders.mergers:
        if borders.line_of(merger.old) & goal:
            own = merger.old if merger.kind == "splitsing" else merger.new
            groups.setdefault((merger.on, merger.kind, own), []).append(merger)
    texts = [
        MergerText(on, merger_sentence(kind, on, mergers, borders))
        for (on, kind, _), mergers in groups.items()
    ]
    return sorted(texts, key=lambda text: (-text.on.toordinal(), text.text))


def merger_sentence(kind, on, mergers, borders) -> str:
    """Tell the mergers of one event in a sentence."""

    def names(attribute):
        found = {borders.name(getattr(m, attribute), on) for m in mergers}
        return in_words(sorted(found, key=sort_key))

    old, new, several = names("old"), names("new"), len(mergers) > 1
    return {
        "nieuw": f"{old} {'vormen' if several else 'vormt'} de nieuwe gemeente {new}.",
        "samenvoeging": f"{old} {'gaan' if several else 'gaat'} op in {new}.",
        "splitsing": f"{old} wordt verdeeld over {new}.",
        "naamswijziging": f"{old} heet voortaan {new}.",
    }[kind]


def _counted(found):
    """Return the areas that a gemeente is counted to: not those that hold a sliver of it."""
    if len(found) == 1:  # by far the most, and asked by the thousand for the country
        return (found[0].area,) if counts(found[0]) else ()
    return tuple(f.area for f in found if counts(f))


def counts(found) -> bool:
    """Tell whether a gemeente is counted to an area that it lies in."""
    return found.share is None or found.share >= SMALL_SHARE


def _usual(kind, counted, preferred):
    counts = Counter(area for areas in counted.values() for area in areas)
    own = sorted(area for area in preferred if area.kind == kind)
    candidates = own or sorted(counts)
    return max(candidates, key=lambda area: counts[area], default=None)


def _cell(found, areas, usual, labels):
    shares = {f.area: f.share for f in found}
    return Cell(
        areas,
        tuple([labels[area] for area in areas]),
        tuple(["" if shares[a] in (None, 1) else percentage(shares[a]) for a in areas]),
        usual is not None and areas != (usual,),
    )


def percentage(share) -> str:
    """Write a share as a reader wants it: 12,5 %."""
    return f"{float(share * 100):.3g} %".replace(".", ",")


def _editions(found):
    """Return the editions that were used: indeling 2025, teruggerekend."""
    used = sorted(
        {(f.edition, f.is_counted_back, f.is_ahead) for areas in found.values() for f in areas}
    )
    return [
        f"indeling {edition}{', teruggerekend' * back}{', over de herindeling heen' * ahead}"
        for edition, back, ahead in used
    ]


def _difference_sentences(kind, day, found, usual, labels):
    """Say who lies elsewhere, gemeenten with the same areas together; or that all lie together."""
    if usual is None:
        return [f"Van geen gemeente is een {_noun(kind, day)} bekend."] if found else []
    groups = {}
    for name, areas in found.items():
        groups.setdefault(_counted(areas), []).append(name)
    if list(groups) == [(usual,)]:
        names = groups[usual,]
        who = f"Alle {len(names)} gemeenten liggen" if len(names) > 1 else f"{names[0]} ligt"
        return [f"{who} in {_called(usual, day, labels)}."]
    return [
        _difference(kind, day, names, areas, usual, labels)
        for areas, names in groups.items()
        if areas != (usual,)
    ]


def _difference(kind, day, names, areas, usual, labels):
    if not areas:
        return f"Van {in_words(names)} is geen {_noun(kind, day)} bekend."
    part = "deels in " if len(areas) > 1 else "in "
    where = in_words([part + _called(area, day, labels) for area in areas])
    not_there = "" if usual in areas else f", niet in {_called(usual, day, labels)}"
    return f"{in_words(names)} {'liggen' if len(names) > 1 else 'ligt'} {where}{not_there}."


def _sliver_sentences(kind, day, found, labels):
    return [
        f"{name} ligt voor {percentage(f.share)} in {_called(f.area, day, labels)}; "
        "dat telt niet mee."
        for name, areas in found.items()
        for f in areas
        if f.area not in _counted(areas)
    ]


def _noun(kind, day):
    label = kind_label(kind, day)
    return label if kind in ("rmc", "ggd") else label[0].lower() + label[1:]


def _called(area, day, labels):
    """Name an area in a sentence: a samenwerkingsverband by itself, others after their kind."""
    if area.kind in ("swv_po", "swv_vo"):
        return str(labels[area])
    return f"{_noun(area.kind, day)} {labels[area]}"
