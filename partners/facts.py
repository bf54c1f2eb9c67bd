"""What the Speelveld knows beside the steps of the checklist."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from partners.field import Field
from partners.models import Body
from partners.rules.borders import holds
from partners.rules.overlap import in_words
from partners.rules.presence import EMAIL, LEVEL, PERSON

SHOWN_BUSIEST = 3


@dataclass(frozen=True)
class Fact:
    """A figure beside a step: the number, what it counts, which they are, and where to see them.

    `tone` is empty, or late, soon, done, info: how the number is coloured.
    """

    number: int | str
    text: str
    detail: str = ""
    url: str = ""
    tone: str = ""


def facts_for(region, day) -> dict[int, list[Fact]]:
    """Return the facts of `region` on `day` by step of the main instrument, in seven queries."""
    field = Field(region)
    borders_url = reverse("partners:playing_field", args=[region.slug])
    missing_url = reverse("partners:missing_list", args=[region.slug])
    mandates_url = f"{missing_url}?wat=mandaat"
    states, missing = field.mandates(day), field.missing_people(day)
    return {
        1: [
            *_borders(field.matrix(day), borders_url),
            _without_contact(missing, f"{missing_url}?wat=mens"),
            _without_email(missing, f"{missing_url}?wat=adres"),
            _mandates("verlopen", states, mandates_url),
        ],
        7: [
            _valid_mandates(states, missing_url),
            _mandates("verlopen", states, mandates_url),
            _mandates("geen", states, mandates_url),
        ],
    }


def body_facts(region, day) -> dict[int, list[Fact]]:
    """Return what is known beside step 6 (overlegstructuur) on `day`, in two queries."""
    bodies = Field(region).bodies
    url = reverse("partners:body_list", args=[region.slug])
    missing_url = reverse("partners:missing_list", args=[region.slug])
    present = [body for body in bodies.rows if holds(body, day)]
    crowding = bodies.crowding(day)
    return {
        6: [
            Fact(
                len(present),
                "gremium" if len(present) == 1 else "gremia",
                _by_scale(present),
                url,
            ),
            _vacant(bodies.vacancies(day), f"{missing_url}?wat=zetel"),
            *_busiest(crowding.people, f"{url}#drukte"),
            _alike(crowding.alike, f"{url}#drukte"),
        ]
    }


def _by_scale(bodies):
    counted = Counter(body.scale for body in bodies)
    return ", ".join(
        f"{counted[scale]} {label.lower()}"
        for scale, label in reversed(Body.Scale.choices)
        if counted[scale]
    )


def _vacant(vacancies, url):
    bodies = ", ".join(dict.fromkeys(gap.seat.name for gap in vacancies))
    text = "zetel is leeg" if len(vacancies) == 1 else "zetels zijn leeg"
    return Fact(len(vacancies), text, bodies, url, "late" if vacancies else "")


def _busiest(loads, url):
    """Name who sits in the most meetings; nothing while no hours are known."""
    busiest = [load for load in loads if load.minutes][:SHOWN_BUSIEST]
    if not busiest:
        return []
    first, *others = busiest
    detail = "; ".join(f"{o.who.name} {hours(o.minutes)} uur" for o in others)
    text = f"uur per jaar overlegt {first.who.name}, in {_gremia(len(first.bodies))}"
    return [Fact(hours(first.minutes), text, detail and f"Daarna {detail}", url)]


def _alike(pairs, url):
    text = "paar gremia" if len(pairs) == 1 else "paren gremia"
    detail = "; ".join(
        f"{pair.one.name} en {pair.other.name}: {pair.shared} van de {pair.people}"
        for pair in pairs
    )
    return Fact(len(pairs), f"{text} met bijna dezelfde mensen", detail, url)


def _gremia(number):
    return "één gremium" if number == 1 else f"{number} gremia"


def hours(minutes):
    """Say minutes as hours: 63, or 4,5."""
    return f"{minutes / 60:.1f}".removesuffix(".0").replace(".", ",")


def _borders(matrix, url):
    po, vo = matrix.column("swv_po"), matrix.column("swv_vo")
    rmc = matrix.column("rmc")
    inside = [row for row in matrix.rows if _is_usual(matrix, row, "jeugd")]
    together = [
        row for row in inside if all(_is_usual(matrix, row, kind) for kind in ("swv_po", "swv_vo"))
    ]
    other_swv = _elsewhere(matrix, ["swv_po", "swv_vo"])
    other_rmc = _elsewhere(matrix, ["rmc"])
    swvs = [column.usual_label for column in (po, vo) if column.usual]
    return [
        Fact(
            len(inside),
            "gemeente in de jeugdregio" if len(inside) == 1 else "gemeenten in de jeugdregio",
            f"{len(together)} daarvan in {in_words(swvs)}" if inside and swvs else "",
            url,
        ),
        Fact(
            len(other_swv),
            "ligt in andere swv’s" if len(other_swv) == 1 else "liggen in andere swv’s",
            _where(matrix, other_swv, ["swv_po", "swv_vo"]),
            url,
        ),
        Fact(len(other_rmc), f"ander {rmc.label}", _where(matrix, other_rmc, ["rmc"]), url),
    ]


def _is_usual(matrix, row, kind):
    cell = matrix.cell(row, kind)
    return bool(cell.areas) and not cell.differs


def _elsewhere(matrix, kinds):
    """Return the rows of gemeenten that lie, for one of `kinds`, where most do not."""
    return [
        row
        for row in matrix.rows
        if any(cell.differs and cell.areas for cell in (matrix.cell(row, k) for k in kinds))
    ]


def _where(matrix, rows, kinds):
    """Say where gemeenten lie, those with the same areas together."""
    groups = {}
    for row in rows:
        cells = [str(matrix.cell(row, kind)) for kind in kinds]
        groups.setdefault(in_words(cells), []).append(row.name)
    return "; ".join(f"{in_words(names)}: {where}" for where, names in groups.items())


def _without_contact(missing, url):
    open_levels = {}
    for item in missing:
        if item.what in (LEVEL, PERSON):
            open_levels.setdefault(item.level or "niemand", []).append(item.party.name)
    count = sum(len(names) for names in open_levels.values())
    detail = "; ".join(f"{level}: {', '.join(names)}" for level, names in open_levels.items())
    text = "functie zonder contactpersoon" if count == 1 else "functies zonder contactpersoon"
    return Fact(count, text, detail, url, "late" if count else "")


def _without_email(missing, url):
    people = [item.person.name for item in missing if item.what == EMAIL]
    text = "mens zonder e-mailadres" if len(people) == 1 else "mensen zonder e-mailadres"
    return Fact(len(people), text, ", ".join(people), url, "soon" if people else "")


def _mandates(state, states, url):
    text = {"verlopen": ("mandaat verlopen", "mandaten verlopen")}.get(
        state, ("bestuurder zonder mandaat", "bestuurders zonder mandaat")
    )
    found = [s for s in states if s.state == state]
    detail = ", ".join(f"{s.position.person.name} ({s.party.name})" for s in found)
    return Fact(len(found), text[len(found) != 1], detail, url, "late" if found else "")


def _valid_mandates(states, url):
    valid = sum(1 for s in states if s.state == "geldig")
    acting = [
        f"Voor {s.position.person.name} neemt {s.acting.name} waar."
        for s in states
        if s.state == "waargenomen"
    ]
    return Fact(
        valid,
        f"van {len(states)} bestuurders met een geldig mandaat",
        " ".join(acting),
        url,
    )
