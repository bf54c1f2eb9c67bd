"""The ground of a filled region: organisations, people, mandates, themes and bodies."""

from datetime import timedelta

from agenda.models import Goal, Theme, ThemeRole, Trekker
from agenda.rules import Posture, Role
from partners.models import (
    Area,
    Body,
    Mandate,
    Municipality,
    Organisation,
    Party,
    Person,
    Portfolio,
    Position,
    RegionArea,
    Seat,
    SeatHolding,
)
from regio.lib.sort_name import sort_name

Kind, Level = Organisation.Kind, Position.Level
AREAS = (("jeugd", "JZ06"), ("swv_po", "PO2703"), ("swv_vo", "VO2703"))
GEMEENTEN = ("GM0361", "GM1980", "GM0373", "GM0383", "GM0399", "GM0450")
VERBANDEN = (("swv_po", "PO2703"), ("swv_vo", "VO2703"), ("swv_po", "PO2711"), ("swv_vo", "VO2704"))
OTHERS = (
    Kind.BOARD_PO, Kind.BOARD_VO, Kind.BOARD_SO, Kind.MBO, Kind.YOUTH_CARE, Kind.CERTIFIED,
    Kind.CHILDCARE, Kind.WELFARE, Kind.CARE, Kind.SPORT,
)  # fmt: skip
FIRST = ("Anne", "Bas", "Coby", "Daan", "Eva", "Fleur", "Gijs", "Hanna", "Ilse", "Joost")
LAST = (
    "Buizerd", "Ekster", "Fuut", "Grutto", "Havik", "Kievit", "Koolmees", "Lijster", "Merel", "Mus",
    "Ooievaar", "Putter", "Reiger", "Roodborst", "Snip", "Spreeuw", "Tureluur", "Valk", "Vink",
    "Wulp",
)  # fmt: skip
LEVELS = (Level.EXECUTIVE, Level.POLICY, Level.OPERATIONAL)
TITLES = {
    Level.EXECUTIVE: "bestuurder",
    Level.POLICY: "beleidsmedewerker",
    Level.OPERATIONAL: "medewerker",
}
BODIES = {
    # key: kind, name, parties at the table, minutes, meetings a year, open to the region
    "OOGO": (Body.Kind.OOGO, "OOGO", 16, 120, 2, True),
    "PORA": (Body.Kind.PORA, "PORA blok sociaal", 6, 120, 2, False),
    "RG": (Body.Kind.DIRECTORS, "Regisseursgroep", 6, 90, 4, False),
    "AO": (Body.Kind.OFFICIALS, "Ambtelijk overleg", 12, 90, 4, False),
    "TT": (Body.Kind.THEME_GROUP, "Themagroep", 8, 90, 2, False),
}
OFFICIALS = {"AO", "TT"}


def lay_ground(plot, users):
    """Store what a region needs before it meets; `users` (by level) get a person of their own."""
    plot.since = plot.day - timedelta(days=365 * plot.size.years + 60)
    _add_organisations(plot)
    _add_people(plot, users)
    _add_themes(plot)
    for key, row in BODIES.items():
        _add_body(plot, key, *row)
    for number in range(plot.size.groups):
        row = (Body.Kind.WORKING_GROUP, f"Werkgroep {number + 1}", 12, 60, 6, False)
        _add_body(plot, f"WG{number + 1}", *row, first=number)


def _add_organisations(plot):
    areas = {(a.kind, a.code): a for a in Area.objects.filter(kind__in=[k for k, _ in AREAS])}
    plot.store(
        [RegionArea(region=plot.region, area=areas[key]) for key in AREAS],
        field="area", on=plot.since,
    )  # fmt: skip
    plot.portfolios = plot.store(
        [Portfolio(region=plot.region, name=name) for name in ("onderwijs", "jeugd", "financiën")],
        field="name", on=plot.since,
    )  # fmt: skip
    organisations = [*_gemeenten(plot), *_verbanden(plot)]
    for number in range(plot.size.organisations - len(organisations)):
        kind = OTHERS[number % len(OTHERS)]
        organisations.append(_organisation(plot, kind, f"{kind.label} {number + 1}"))
    plot.organisations = plot.store(organisations, field="name", on=plot.since)
    verbanden = plot.organisations[len(GEMEENTEN) : len(GEMEENTEN) + len(VERBANDEN)]
    keys = dict(zip(verbanden, VERBANDEN, strict=True))
    plot.join(verbanden, "areas", lambda row: [areas[keys[row]]])
    parties = [Party(organisation=organisation) for organisation in plot.organisations]
    plot.parties = plot.store(parties, field="organisation", on=plot.since)


def _gemeenten(plot):
    found = {m.code: m for m in Municipality.objects.filter(code__in=GEMEENTEN)}
    for code in GEMEENTEN:
        gemeente = _organisation(plot, Kind.MUNICIPALITY, str(found[code]))
        gemeente.municipality = found[code]
        yield gemeente


def _verbanden(plot):
    for _, code in VERBANDEN:
        yield _organisation(plot, Kind.SWV, f"swv {code}")


def _organisation(plot, kind, name):
    return Organisation(
        region=plot.region, kind=kind, name=name, short_name=name[:40], abbreviation=name[:3]
    )


def _add_people(plot, users):
    """Give every organisation people at its levels in turn; some have ended."""
    people = [_person(plot, number, users) for number in range(plot.size.people)]
    positions = [
        _position(plot, people[number % plot.size.people], number)
        for number in range(plot.size.functions)
    ]
    plot.store(people, field="name", on=plot.since)
    plot.positions = plot.store(positions, field="title", on=plot.since)
    plot.join(positions, "portfolios", lambda row: plot.portfolios[:2])
    _add_mandates(plot)


def _person(plot, number, users):
    name = f"{FIRST[number % 10]} {LAST[number // 10 % 20]} {number + 1}"
    return Person(
        region=plot.region,
        name=name,
        sort_name=sort_name(name),
        email=f"vogel{number + 1}@{plot.size.slug}.example",
        user=users.get(number),
    )


def _position(plot, person, number):
    """Return a function; who has a second one has it elsewhere, and of those none has ended."""
    count = plot.size.organisations
    turn, is_second = number // count, number >= plot.size.people
    level = LEVELS[turn % 3]
    has_left = number >= 3 * count and not is_second and plot.often(0.3)
    return Position(
        person=person,
        organisation=plot.organisations[(number + is_second * (turn + 1)) % count],
        title=TITLES[level],
        level=level,
        since=plot.since,
        until=plot.day - timedelta(days=400) if has_left else None,
    )


def _add_mandates(plot):
    leaders = [row for row in plot.positions if row.level == Level.EXECUTIVE][: len(plot.voters)]
    mandates = [
        Mandate(
            position=row,
            kind=Mandate.Kind.DECIDES,
            granted_by=f"college of bestuur van {row.organisation}",
            ceiling=25_000,
            since=plot.since,
        )
        for row in leaders
    ]
    plot.store(mandates, field="kind", on=plot.since)


def _add_themes(plot):
    themes = [
        Theme(
            region=plot.region,
            number=number + 1,
            title=plot.about(f"Thema {number + 1}:"),
            ambition="Elk kind op zijn plek, dichtbij huis.",
            since=plot.since,
        )
        for number in range(plot.size.themes)
    ]
    plot.themes = plot.store(themes, field="title", on=plot.since)
    plot.join(themes, "portfolios", lambda row: plot.portfolios[:1])
    roles = [
        ThemeRole(
            theme=theme,
            party=party,
            roles=plot.random.choice(list(Role)).value,
            posture=plot.random.choice(list(Posture)),
            since=plot.since,
        )
        for theme in themes
        for party in plot.parties[:12]
    ]
    plot.store(roles, field="roles", on=plot.since)
    leads = [
        Trekker(
            theme=theme,
            position=plot.positions[theme.number],
            granted_by="afspraak",
            since=plot.since,
        )
        for theme in themes[:-1]
    ]
    plot.store(leads, field="granted_by", on=plot.since)
    goals = [
        Goal(theme=theme, text=plot.about("Minder wachten bij"), order=order)
        for theme in themes
        for order in (1, 2)
    ]
    plot.store(goals, field="text", on=plot.since)


def _add_body(plot, key, kind, name, seats, minutes, meetings, is_open, first=0):
    body = Body(
        region=plot.region, kind=kind, name=name, minutes=minutes, meetings_per_year=meetings,
        is_open=is_open, since=plot.since, scale=Body.Scale.REGIONAL, power=Body.Power.ADVISES,
    )  # fmt: skip
    [plot.bodies[key]] = plot.store([body], field="name", on=plot.since)
    level = Level.POLICY if key in OFFICIALS else Level.EXECUTIVE
    at_level = [row for row in plot.positions if row.level == level and row.until is None]
    holders = {row.organisation: row for row in reversed(at_level)}
    parties = plot.parties[first : first + seats]
    rows = [Seat(body=body, party=party, title=TITLES[level]) for party in parties]
    plot.seats[key] = list(
        zip(
            plot.store(rows, field="title", on=plot.since),
            [holders.get(party.organisation) for party in parties],
            strict=True,
        )
    )
    holdings = [
        SeatHolding(seat=seat, position=position, since=plot.since)
        for seat, position in plot.seats[key]
        if position
    ]
    plot.store(holdings, field="position", on=plot.since)
