"""What each kind of regional division is for, on which law it rests, and who pays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from partners.rules.borders import holds

ASPECTS = ("task", "law", "funding")


class KindFacts(NamedTuple):
    task: str
    law: str
    funding: str


def join_kinds(values: Iterable[str]) -> str:
    """Write a set of kinds of area as it is stored: in their order, separated by commas."""
    chosen = set(values)
    return ", ".join(kind for kind in KIND_FACTS if kind in chosen)


def kinds_of(text: str) -> list[str]:
    """Read a stored set of kinds."""
    return text.split(", ") if text else []


@dataclass(frozen=True)
class Text:
    """What is said of an area (`is_own`) or of its whole kind, from a day on, and by whom."""

    is_own: bool
    task: str
    law: str
    funding: str
    source: str
    since: date | None = None
    until: date | None = None


class Said(NamedTuple):
    """One thing that is said, and where that is written; without source it is ours."""

    text: str
    source: str = ""


def facts_on(kind, texts: Iterable[Text], day) -> dict[str, Said]:
    """Return {aspect: Said} of an area of `kind` on `day`.

    What is said of the area itself comes before what is said of the kind; what neither says is in
    `KIND_FACTS`.
    """
    current = sorted((text for text in texts if holds(text, day)), key=lambda t: not t.is_own)
    said = {}
    for aspect in ASPECTS:
        found = (Said(getattr(text, aspect), text.source) for text in current)
        ours = Said(getattr(KIND_FACTS[kind], aspect))
        said[aspect] = next((one for one in found if one.text), ours)
    return said


KIND_FACTS = {
    # Wpo 18a; its mirror for vo lies in the WVO 2020, of which the article is not named here.
    "swv_po": KindFacts(
        "Passend onderwijs: een dekkend aanbod van ondersteuning, in het ondersteuningsplan",
        "Wet op het primair onderwijs, artikel 18a",
        "Bekostiging van de ondersteuning door het ministerie van OCW",
    ),
    "swv_vo": KindFacts(
        "Passend onderwijs: een dekkend aanbod van ondersteuning, in het ondersteuningsplan",
        "Wet voortgezet onderwijs 2020",
        "Bekostiging van de ondersteuning door het ministerie van OCW",
    ),
    "jeugd": KindFacts(
        "Jeugdhulp die gemeenten samen inkopen en organiseren, met een regiovisie",
        "Jeugdwet, hoofdstuk 2",
        "Gemeentefonds, bijeengebracht door de gemeenten",
    ),
    "rmc": KindFacts(
        "Jongeren van 12 tot 27 jaar naar school, een startkwalificatie of werk begeleiden",
        "Wet educatie en beroepsonderwijs; sinds 2026 heet het Doorstroompunt",
        "Uitkering van het ministerie van OCW aan de contactgemeente",
    ),
    "arbeidsmarkt": KindFacts(
        "Werkzoekenden en werkgevers samen bedienen",
        "Wet structuur uitvoeringsorganisatie werk en inkomen, artikel 10",
        "Uitkering van het ministerie van SZW aan de centrumgemeente",
    ),
    "ggd": KindFacts(
        "Publieke gezondheid, met de jeugdgezondheidszorg",
        "Wet publieke gezondheid, artikel 14",
        "Bijdragen van de gemeenten",
    ),
    "provincie": KindFacts(
        "Toezicht op gemeenten, en wat de regio overstijgt",
        "Provinciewet",
        "Provinciefonds",
    ),
}
