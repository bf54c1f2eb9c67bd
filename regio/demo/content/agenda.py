"""The samenwerkingsagenda of Noord-Kennemerland (scenario 4 and the samenhang of 6).

The themes were set up in February 2025 and put before the OOGO of 10 April 2025. Theme 4 has had
no trekker since 1 January 2026; after the OOGO of 16 April 2026 it has one again.
"""

from dataclasses import dataclass
from datetime import date

from agenda.models import Plan
from agenda.rules import Phase, Relation, Scale

SETTING_UP = date(2025, 2, 10)
FILLING_IN = date(2025, 2, 13)
OOGO_SPRING_2025 = date(2025, 4, 10)
OOGO_AUTUMN_2025 = date(2025, 9, 25)
NEW_YEAR = date(2026, 1, 1)
REGISSEUR = "Mark Torenvalk"


@dataclass(frozen=True)
class ThemeRow:
    """A theme; `key` is how the other tables name it."""

    key: str
    title: str
    ambition: str
    result: str
    portfolios: str
    scale: str
    phase: str
    programme: str
    area_kinds: str = ""


@dataclass(frozen=True)
class TrekkerRow:
    """Who leads a theme; `until` is known when the row is written only if `ended` is empty."""

    theme: str
    person: str
    since: date
    deputy: str = ""
    granted_by: str = ""
    granted_until: date | None = None
    is_reserved: bool = False
    added: date = OOGO_SPRING_2025
    until: date | None = None
    ended: date | None = None


@dataclass(frozen=True)
class GoalRow:
    theme: str
    text: str
    due_on: date | None


@dataclass(frozen=True)
class PlanRow:
    """A plan; `owner` is the key of an organisation, `path` the last part of its address.

    On the day `adopted` it was no longer a concept, and the note became `adopted_note`.
    """

    key: str
    kind: str
    title: str
    owner: str
    path: str
    since: date | None = None
    until: date | None = None
    is_concept: bool = False
    note: str = ""
    by: str = REGISSEUR
    added: date = FILLING_IN
    adopted: date | None = None
    adopted_note: str = ""


@dataclass(frozen=True)
class LinkRow:
    """What a plan says on a theme, beside another plan where one is named."""

    theme: str
    plan: str
    text: str
    other: str = ""
    relation: str = ""


THEMES = (
    ThemeRow(
        "T1",
        "Thuiszitters en verzuim",
        "Geen kind zit langer dan drie maanden thuis zonder passend aanbod.",
        "Een kind dat uitvalt krijgt binnen vier weken een plan, en binnen drie maanden een plek.",
        "onderwijs, jeugd",
        Scale.REGIONAL,
        Phase.EXECUTION,
        "themagroep thuiszitters",
        "swv_po, swv_vo, rmc",
    ),
    ThemeRow(
        "T2",
        "Onderwijs-jeugdhulp",
        "Hulp op school, dichtbij en zonder wachttijd.",
        "Kinderen en ouders vinden hulp op hun eigen school, van iemand die zij kennen.",
        "jeugd",
        Scale.SUBREGIONAL,
        Phase.PREPARATION,
        "themagroep onderwijs-jeugdhulp",
        "swv_po, swv_vo, jeugd",
    ),
    ThemeRow(
        "T3",
        "Leerlingenvervoer",
        "Kinderen reizen zo zelfstandig mogelijk naar school.",
        "Wie het kan leert zelf reizen; wie het niet kan houdt zijn vervoer.",
        "onderwijs",
        Scale.SUBREGIONAL,
        Phase.START,
        "ambtelijk overleg onderwijs-jeugd",
    ),
    ThemeRow(
        "T4",
        "Overgang naar werk (pro, vso, mbo)",
        "Elke jongere haalt een startkwalificatie of vindt duurzaam werk.",
        "Jongeren uit pro, vso en mbo raken na school niet uit beeld.",
        "onderwijs",
        Scale.REGIONAL,
        Phase.START,
        "lijn in het regionaal programma Doorstroompunt 2026–2029",
        "swv_vo, rmc, arbeidsmarkt",
    ),
    ThemeRow(
        "T5",
        "Doorgaande lijn en inclusief onderwijs (0–14)",
        "Kinderen gaan thuisnabij en samen naar school.",
        "Kinderen met en zonder extra ondersteuning groeien op in dezelfde groep.",
        "onderwijs",
        Scale.LOCAL,
        Phase.EXECUTION,
        "LEA per gemeente",
        "swv_po",
    ),
)

# S subsidieverstrekker, O opdrachtgever, R regievoerder, U mede-uitvoerder, P samenwerkingspartner,
# H handhaver; + initiërend, - volgend; a dot where a party has no role.
ROLE_PARTIES = ("Alk", "D&W", "Ber", "Cas", "Hei", "Uit", "PPO", "VO", "IJm", "MK", "ROC", "Brug")
ROLES = {
    "T1": "RH+ HU+ H- HU- H- H- U+ U+ P- P- P- P-",
    "T2": "OS+ OS+ S- SU+ S- S- R+ U+ P- P- . U-",
    "T3": "O- RO+ O- O- O- O- P- P+ . . . .",
    "T4": "O+ U- . . . . . P- . P- U+ .",
    "T5": "S+ S- S- SU+ S- S- R+ . P- . . .",
}

OWN = {
    # (theme, party): own goal, own interest
    ("T1", "Alk"): (
        "Elke school meldt verzuim na drie dagen.",
        "De wettelijke taak van leerplicht",
    ),
    ("T1", "VO"): ("Voor elke leerling een plek binnen het verband.", "Dekkend aanbod"),
    ("T2", "PPO"): ("Eén vaste hulpverlener per school.", "Minder verwijzingen naar sbo en so"),
    ("T2", "Uit"): ("", "Een uitvoering die de begroting aankan"),
    ("T3", "D&W"): ("Veertig leerlingen reizen in 2027 zelf.", "De kosten van het vervoer"),
    ("T4", "ROC"): ("Minder uitval in het eerste jaar.", "Doorstroom naar niveau 2"),
}

TREKKERS = (
    TrekkerRow("T1", "Hanna Merel", OOGO_AUTUMN_2025, "Olaf Reiger", "afspraak 2025-NK-007",
               date(2029, 8, 1), added=date(2025, 11, 12)),
    TrekkerRow("T2", "Yara Smient", OOGO_SPRING_2025, "Irma Tureluur", "OOGO 10-04-2025"),
    TrekkerRow("T3", "Meryem Kwartel", OOGO_SPRING_2025, "", "OOGO 10-04-2025"),
    TrekkerRow("T4", "Karel Fuut", OOGO_SPRING_2025, until=NEW_YEAR, ended=date(2025, 12, 18)),
    TrekkerRow("T5", "Petra Kluut", OOGO_SPRING_2025, "Paul Lepelaar",
               "partners van het OOGO, na instemming van de raad van toezicht van swv PPO",
               is_reserved=True),
    TrekkerRow("T4", "Joris Grutto", date(2026, 4, 22), "Farid Havik", "afspraak 2026-NK-003",
               date(2028, 8, 1), added=date(2026, 4, 22)),
)  # fmt: skip

GOALS = (
    GoalRow("T1", "Hooguit 1,5 thuiszitter per 1.000 leerplichtige jongeren in schooljaar 2027/28",
            date(2028, 7, 31)),
    GoalRow("T2", "Hulp op school begint binnen vier weken", date(2027, 12, 31)),
    GoalRow("T2", "Het gebruik van jeugdhulp volgen, zonder streefwaarde", None),
    GoalRow("T3", "40 leerlingen meer reizen zelfstandig", date(2027, 12, 31)),
    GoalRow("T4", "Hooguit 1,6 % voortijdig schoolverlaters in schooljaar 2028/29",
            date(2029, 7, 31)),
    GoalRow("T5", "In elke gemeente één startgroep", date(2027, 12, 31)),
)  # fmt: skip

PLANS = (
    PlanRow("po", Plan.Kind.SUPPORT_PO, "Ondersteuningsplan po 2024–2028", "PPO",
            "ondersteuningsplan-po-2024-2028", date(2024, 8, 1), date(2028, 8, 1)),
    PlanRow("vo", Plan.Kind.SUPPORT_VO, "Ondersteuningsplan vo 2022–2026", "VO",
            "ondersteuningsplan-vo-2022-2026", date(2022, 8, 1), date(2026, 8, 1)),
    PlanRow("concept", Plan.Kind.SUPPORT_VO, "Ondersteuningsplan vo 2026–2030", "VO",
            "ondersteuningsplan-vo-2026-2030", date(2026, 8, 1), date(2030, 8, 1), True,
            "Versie 0.8, op de agenda van het OOGO van 16 april 2026.", "Eva Snip",
            date(2026, 1, 29), date(2026, 4, 23), "Vastgesteld op 23 april 2026."),
    PlanRow("jeugd", Plan.Kind.YOUTH, "Beleidsplan jeugd en regiovisie", "",
            "beleidsplan-jeugd"),
    PlanRow("doorstroom", Plan.Kind.TRANSITION, "Regionaal programma Doorstroompunt 2026–2029",
            "Alk", "programma-doorstroompunt", NEW_YEAR, date(2030, 1, 1),
            added=date(2025, 12, 16)),
)  # fmt: skip

LINKS_ON = date(2026, 2, 12)
LINKS = (
    LinkRow("T1", "concept", "Aanpak binnen 4 weken"),
    LinkRow("T1", "jeugd", "Aanpak binnen 4 weken", "concept", Relation.FITS),
    LinkRow("T2", "concept", "Vaste hulpverlener per locatie"),
    LinkRow("T2", "jeugd", "Inzet via wijkteam", "concept", Relation.DIFFERS),
    LinkRow("T3", "concept", "Zelfstandig reizen vanaf 14 jaar"),
    LinkRow("T3", "jeugd", "", "concept", Relation.SILENT),
    LinkRow("T4", "concept", "Begeleiding tot 6 maanden na uitstroom"),
    LinkRow("T4", "jeugd", "Begeleiding tot 23 jaar", "concept", Relation.DIFFERS),
)
