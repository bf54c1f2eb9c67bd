"""The workbook of people: one row a function."""

from partners.models import Mandate, Position
from partners.roster.ground import Ground, lasting
from partners.rules.people_sheet import HEADINGS, SEVERAL
from regio.lib import sheets

WIDTHS = (28, 34, 16, 26, 32, 14, 26, 18, 12, 12, 12, 12)
COLUMNS = dict(zip(HEADINGS.values(), WIDTHS, strict=True))
GUARDED = ("phone", "ceiling")


def template() -> bytes:
    """Return an empty workbook, with a second sheet that says what goes where."""
    book = sheets.new_book("Mensen, sjabloon")
    sheets.add_table(book, "Mensen", COLUMNS, [])
    levels, kinds = ", ".join(Position.Level.labels), ", ".join(Mandate.Kind.labels)
    rows = [
        ("Naam", "Verplicht. Voornaam en achternaam."),
        ("E-mailadres", "Hieraan herkent Regio iemand; anders aan naam en organisatie."),
        ("Telefoon", "Zakelijk nummer."),
        ("Organisatie", "Naam, korte naam of afkorting uit het register. Leeg: een vrije rol."),
        ("Functie", "Eén regel per functie. Leeg: alleen de persoon."),
        ("Niveau", f"Eén van: {levels}. Verplicht bij een nieuwe functie."),
        ("Portefeuilles", "Uit de lijst van de regio, met komma’s ertussen."),
        ("Mandaat", f"Eén van: {kinds}."),
        ("Plafond", "Hele euro’s, zoals 50.000."),
        ("Vanaf en t/m", "Een datum, zoals 31-12-2026. T/m is de laatste dag."),
        ("Nagekeken", "De dag waarop iemand zei dat dit klopt. Een eerdere dag verandert niets."),
        ("Een lege cel", "Zegt niets: wat er staat, blijft staan."),
    ]
    sheets.add_table(book, "Uitleg", {"Kolom": 18, "Wat u invult": 80}, rows)
    return sheets.as_bytes(book)


def people_book(region, day, *, with_details) -> bytes:
    """Return everyone with each function that holds on `day`, or comes; without `with_details`
    no phone numbers and ceilings."""
    ground = Ground(region)
    rows = []
    for person in ground.people:
        positions = [p for p in ground.held[person.pk] if p.until is None or p.until > day]
        rows += [_values(person, position, day) for position in positions or [None]]
    shown = [role for role in HEADINGS if with_details or role not in GUARDED]
    book = sheets.new_book(f"Mensen van {region}, stand van {day:%d-%m-%Y}")
    columns = {HEADINGS[role]: COLUMNS[HEADINGS[role]] for role in shown}
    sheets.add_table(book, "Mensen", columns, ([row[role] for role in shown] for row in rows))
    return sheets.as_bytes(book)


def _values(person, position, day):
    row = dict.fromkeys(HEADINGS, "") | {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
    }
    if position is None:
        return row
    mandates = lasting(position, day)
    if len(mandates) == 1:
        row |= {"mandate": mandates[0].get_kind_display(), "ceiling": mandates[0].ceiling}
    elif mandates:
        row["mandate"] = SEVERAL
    return row | {
        "organisation": position.organisation.short_name if position.organisation else "",
        "title": position.title,
        "level": position.get_level_display(),
        "portfolios": ", ".join(sorted(p.name for p in position.portfolios.all())),
        "since": position.since or "",
        "until": position.last_day or "",
        "verified": position.verified_on,
    }
