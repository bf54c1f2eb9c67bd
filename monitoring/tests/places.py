"""Noord-Kennemerland as the reference files have it, without a database."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from monitoring.rules.table import Question, cells
from monitoring.rules.territory import Territory
from partners.rules.borders import AreaKey, Borders, Member, Merger, Name, Place

FOLDER = Path(__file__).parents[2] / "partners" / "tests" / "noord_holland"
YOUTH, SWV, RMC = AreaKey("jeugd", "JZ06"), AreaKey("swv_po", "PO2703"), AreaKey("rmc", "MC24")
LABOUR = AreaKey("arbeidsmarkt", "NHN")
CODES = ("GM0361", "GM0373", "GM0383", "GM1980", "GM0399", "GM0450")
HEERHUGOWAARD, LANGEDIJK, DIJK_EN_WAARD = "GM0398", "GM0416", "GM1980"
HEILOO, UITGEEST = "GM0399", "GM0450"


def rows(name):
    with (FOLDER / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def day(text):
    return date.fromisoformat(text) if text else None


def noord_kennemerland():
    places = {
        r["code"]: Place(r["code"], (Name(r["name"]),), day(r["since"]), day(r["until"]))
        for r in rows("municipalities.csv")
    }
    mergers = tuple(
        Merger(r["old"], r["new"], day(r["on"]), r["kind"]) for r in rows("successions.csv")
    )
    members = tuple(
        Member(
            AreaKey(r["kind"], r["area"]),
            r["municipality"],
            Decimal(r["share"]),
            day(r["since"]),
            day(r["until"]),
            r["edition"],
            r["source"],
        )
        for r in rows("memberships.csv")
    )
    return Territory(Borders(places, mergers, members))


def table_of(content, *, areas=(YOUTH, SWV, RMC, LABOUR), threshold=5):
    """Return {period label: cells} of an indicator of the demonstration."""
    territory, measured = noord_kennemerland(), {}
    for code, period, figure, _ in content.measured():
        measured.setdefault(period, {})[code] = figure
    return {
        period.label: cells(
            Question(period.last_day, CODES, areas, content.unit, threshold), territory, figures
        )
        for period, figures in measured.items()
    }
