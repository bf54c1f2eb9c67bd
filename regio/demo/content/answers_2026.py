"""Answers of ronde 2026. Their facts are the scenario's; a good part of the questions is open.

Bosuil's text on the new players is the one that Winterkoning runs into in the demonstration.
"""

from datetime import date, time

from regio.demo.content.shapes import Said

BOSUIL = "Sanne Bosuil"
TORENVALK = "Mark Torenvalk"
WINTERKONING = "Jan Winterkoning"
ZWALUW = "Lotte Zwaluw"
SNIP = "Eva Snip"

SHARED_ANSWERS = (
    Said(
        "speelveld-schaal",
        "Per thema verschillend. Lokaal, regionaal gevolgd: doorgaande lijn en inclusief "
        "onderwijs. Subregionaal: onderwijs-jeugdhulp en leerlingenvervoer. "
        "Regionaal: thuiszitters en overgang naar werk.",
        TORENVALK,
        date(2026, 2, 5),
    ),
    Said(
        "speelveld-gemeenten",
        "Alkmaar, Bergen, Dijk en Waard en Heiloo liggen bij po en vo in gebied 27-03. "
        "Castricum en Uitgeest horen bij 27-11 (po) en 27-04 (vo).",
        BOSUIL,
        date(2026, 2, 4),
    ),
    Said("speelveld-vertegenwoordiging", "Bestuurlijk compleet.", BOSUIL, date(2026, 2, 4)),
    Said(
        "speelveld-vertegenwoordiging",
        "Bestuurlijk compleet. De BUCH vertegenwoordigt Bergen, Uitgeest, Castricum en Heiloo "
        "op beleidsniveau.",
        ZWALUW,
        date(2026, 2, 10),
    ),
    Said(
        "speelveld-nieuwe-spelers",
        "Kinderopvang en twee jeugdhulpaanbieders.",
        BOSUIL,
        date(2026, 3, 2),
        time(14, 2),
    ),
    Said(
        "kennis-begrippen",
        "Verzuim, thuiszitter en vrijstelling. Nadia Karekiet (Alkmaar) maakt de begrippenlijst.",
        BOSUIL,
        date(2026, 2, 12),
    ),
    Said(
        "kennis-kerncijfers",
        "Leerlingstromen en verzuimcijfers, elk jaar vóór 1 februari, alleen aantallen "
        "(2025-NK-008). De leerlingstromen 2025 van Castricum zijn er nog niet.",
        WINTERKONING,
        date(2026, 2, 6),
    ),
    Said(
        "agenda-visie",
        "Kinderen gaan thuisnabij samen naar school, met hulp op school waar dat nodig is, en elke "
        "jongere haalt een startkwalificatie of vindt duurzaam werk.",
        WINTERKONING,
        date(2026, 2, 6),
    ),
    Said(
        "agenda-themas",
        "Thuiszitters en verzuim; onderwijs-jeugdhulp; leerlingenvervoer; overgang naar werk (pro, "
        "vso, mbo); doorgaande lijn en inclusief onderwijs (0–14).",
        TORENVALK,
        date(2026, 2, 5),
    ),
    Said(
        "agenda-onderling",
        "In het ambtelijk overleg onderwijs-jeugd; bestuurlijk in het PORA. Lotte Zwaluw doet het "
        "voor Bergen, Castricum, Heiloo en Uitgeest.",
        ZWALUW,
        date(2026, 2, 10),
    ),
    Said(
        "agenda-pilots",
        "De verzuimcoach in Alkmaar en Dijk en Waard; het geld daarvoor eindigt op 31 juli 2027.",
        BOSUIL,
        date(2026, 2, 4),
    ),
    Said("agenda-basis", "deels", TORENVALK, date(2026, 2, 5)),
    Said(
        "oogo-ritme",
        "Twee keer per jaar. Het volgende is op donderdag 16 april 2026, daarna op 24 september.",
        TORENVALK,
        date(2026, 2, 5),
    ),
    Said(
        "oogo-plannen",
        "Ondersteuningsplan vo 2026–2030: concept 0.8 van 29 januari 2026. "
        "Ondersteuningsplan po 2024–2028: loopt.",
        SNIP,
        date(2026, 2, 16),
    ),
    Said(
        "afspraken-werkgroepen",
        "Themagroep thuiszitters (Karekiet) en themagroep onderwijs-jeugdhulp (Snip), in opdracht "
        "van het OOGO.",
        SNIP,
        date(2026, 2, 16),
    ),
    Said(
        "rolverdeling-trekkers",
        "Overgang naar werk heeft sinds 1 januari 2026 geen trekker. De voorzitter zoekt een "
        "kandidaat.",
        TORENVALK,
        date(2026, 2, 23),
    ),
    Said(
        "monitoring-indicatoren",
        "Thuiszitters langer dan drie maanden, voortijdig schoolverlaters en jongeren met "
        "jeugdhulp.",
        BOSUIL,
        date(2026, 3, 2),
    ),
)

OWN_ANSWERS = {
    "speelveld-gegevens": {
        "Alk": "ja", "D&W": "deels", "Ber": "ja", "Cas": "ja", "Hei": "deels", "PPO": "ja",
        "VO": "ja", "IJm": "deels", "MK": "deels",
    },
    "speelveld-overzicht": {"D&W": "5", "PPO": "3", "VO": "4"},
    "kennis-taal": {"Alk": "2", "D&W": "3", "PPO": "4", "VO": "3"},
    "kennis-gelijke-informatie": {
        "Alk": "deels", "Ber": "deels", "Cas": "nee", "Hei": "deels", "Uit": "nee", "PPO": "ja",
    },
    "agenda-bekend": {"Alk": "4", "D&W": "3", "PPO": "4", "VO": "4"},
    "agenda-intern": {
        "Alk": "ja", "D&W": "deels", "Ber": "ja", "Hei": "ja", "PPO": "ja", "VO": "ja",
    },
    "oogo-voorbereid": {"Alk": "4", "D&W": "2", "PPO": "4", "VO": "3"},
    "afspraken-lokaal": {
        "Alk": "ja", "D&W": "ja", "Cas": "deels", "Ber": "nee", "Hei": "nee", "Uit": "nee",
    },
    "afspraken-helder": {"Alk": "3", "VO": "4"},
    "rolverdeling-aanspreken": {"Alk": "3", "VO": "2"},
}  # fmt: skip
