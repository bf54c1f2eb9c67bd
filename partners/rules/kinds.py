"""What each kind of regional division is for, on which law it rests, and who pays."""

from typing import NamedTuple


class KindFacts(NamedTuple):
    task: str
    law: str
    funding: str


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
