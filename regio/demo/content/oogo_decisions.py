"""The six afspraken with where every party stands, in three phases (scenario 6).

`VIEWS` has a row per afspraak and party: what it says, from which day. A ? of the scenario is no
row: nothing was said. The submitting party of the ondersteuningsplan and the overlapping swv take
no stance. "Tot 31-8-2026" of 2025-NK-009 is the end of the chair's function, who is there t/m that
day.
"""

from dataclasses import dataclass
from datetime import date

from oogo.models import LocalFollowUp, Stance
from regio.demo.content.oogo_meetings import OOGO_2, OOGO_3

AGREES, RESERVES, REFUSES = Stance.Value.AGREES, Stance.Value.RESERVES, Stance.Value.REFUSES
BEFORE, MEETING, WRITTEN = Stance.Given.BEFORE, Stance.Given.MEETING, Stance.Given.WRITTEN
EXECUTIVE, COUNCIL = Stance.ReservedFor.EXECUTIVE, Stance.ReservedFor.COUNCIL
SUPERVISION = Stance.ReservedFor.SUPERVISION
SETTLED, BUSY = LocalFollowUp.Status.SETTLED, LocalFollowUp.Status.BUSY


@dataclass(frozen=True)
class DecisionRow:
    """An afspraak: proposed with its item, numbered when the minutes were written."""

    key: str
    item: tuple
    title: str
    text: str
    proposed: date
    since: date | None
    until: date | None
    review_on: date | None
    themes: str
    year: int
    sequence: int
    minuted_on: date
    minuted: date


@dataclass(frozen=True)
class View:
    """What parties say of an afspraak, or of parts of it: a letter, when, and how it was given.

    `told` is the day on which it was written down. A reservation has of whom it is, about what and
    until when.
    """

    decision: str
    parties: str
    value: str
    given: str
    given_on: date
    told: date
    reserved_for: str = ""
    about: str = ""
    answer_by: date | None = None
    parts: tuple = (None,)


@dataclass(frozen=True)
class Ratified:
    """The body that a reservation was of said yes."""

    decision: str
    party: str
    on: date
    told: date
    parts: tuple = (None,)


@dataclass(frozen=True)
class FollowUp:
    """How far a gemeente is with an afspraak at home."""

    decision: str
    party: str
    status: str
    note: str
    on: date


SEPTEMBER, MINUTES_2025 = date(2025, 9, 25), date(2025, 9, 26)
OOGO, MINUTES_2026 = date(2026, 4, 16), date(2026, 4, 17)
PROPOSED_2025, PROPOSED_2026 = date(2025, 9, 2), date(2026, 2, 24)

DECISIONS = (
    DecisionRow(
        "007", (OOGO_2, "3"), "Eén regionale aanpak thuiszitters",
        "Er komt één regionale aanpak van thuiszitters, uiterlijk 1 september 2026 ingevoerd. "
        "De wethouder van Alkmaar is trekker, met mandaat van alle partners.",
        PROPOSED_2025, SEPTEMBER, date(2029, 8, 1), date(2027, 10, 1), "T1",
        2025, 7, SEPTEMBER, MINUTES_2025,
    ),
    DecisionRow(
        "008", (OOGO_2, "4"), "Leerlingstromen en verzuimcijfers elk jaar vóór 1 februari",
        "Gemeenten leveren elk jaar vóór 1 februari leerlingstromen en verzuimcijfers aan: alleen "
        "aantallen.",
        PROPOSED_2025, SEPTEMBER, None, date(2027, 3, 1), "T5 T1",
        2025, 8, SEPTEMBER, MINUTES_2025,
    ),
    DecisionRow(
        "009", (OOGO_2, "5"), "Kosten onafhankelijk voorzitter 2026",
        "De onafhankelijk voorzitter kost in 2026 € 18.000. De gemeenten betalen de helft, naar "
        "inwoners; swv PPO en swv VO elk een kwart.",
        PROPOSED_2025, SEPTEMBER, date(2026, 9, 1), date(2026, 6, 25), "",
        2025, 9, SEPTEMBER, MINUTES_2025,
    ),
    DecisionRow(
        "001", (OOGO_3, "3"), "Overeenstemming over het concept-ondersteuningsplan vo 2026–2030",
        "Er is overeenstemming over het concept-ondersteuningsplan vo 2026–2030.",
        PROPOSED_2026, date(2026, 8, 1), date(2030, 8, 1), None, "",
        2026, 1, OOGO, MINUTES_2026,
    ),
    DecisionRow(
        "002", (OOGO_3, "4"), "Hulp op school: variant B per 1 januari 2027",
        "Hulp op school volgens variant B vanaf 1 januari 2027, € 240.000 per jaar.",
        PROPOSED_2026, date(2027, 1, 1), date(2029, 1, 1), date(2027, 10, 1), "T2",
        2026, 2, OOGO, MINUTES_2026,
    ),
    DecisionRow(
        "003", (OOGO_3, "5"), "Trekker ‘Overgang naar werk’",
        "De wethouder van Dijk en Waard (zetel jeugd) is trekker van ‘Overgang naar werk’, met "
        "mandaat van de partners. ROC Kustland is plaatsvervanger.",
        PROPOSED_2026, OOGO, date(2028, 8, 1), None, "T4",
        2026, 3, OOGO, MINUTES_2026,
    ),
)  # fmt: skip

OTHER_PARTS = ("jeugdhulp", "leerplicht en verzuim", "onderwijshuisvesting")
ALL_PARTS = ("jeugdhulp", "leerlingenvervoer", "leerplicht en verzuim", "onderwijshuisvesting")
WITH_TRANSPORT = (None, "leerlingenvervoer")
PARAGRAPH = "alinea leerlingenvervoer"
BUDGET = "begroting 2027"
BY_21_APRIL, BY_12_MAY = date(2026, 4, 21), date(2026, 5, 12)
BY_19_MAY, BY_12_NOVEMBER = date(2026, 5, 19), date(2026, 11, 12)
PREPARED = date(2026, 3, 26)
COLLEGES = date(2026, 4, 1)

VIEWS = (
    View("007", "Alk Ber D&W Hei PPO VO IJm MK ROC", AGREES, MEETING, SEPTEMBER, MINUTES_2025),
    View("007", "Cas", RESERVES, MEETING, SEPTEMBER, MINUTES_2025, EXECUTIVE,
         "aansluiting op IJmond en Midden-Kennemerland", date(2025, 11, 11)),
    View("008", "Alk Cas D&W Hei PPO VO IJm MK", AGREES, MEETING, SEPTEMBER, MINUTES_2025),
    View("008", "Ber", RESERVES, MEETING, SEPTEMBER, MINUTES_2025, EXECUTIVE, "AVG-toets",
         date(2025, 12, 16)),
    View("009", "Alk Ber Cas D&W Hei PPO VO", AGREES, MEETING, SEPTEMBER, MINUTES_2025),
    View("009", "IJm", REFUSES, MEETING, SEPTEMBER, MINUTES_2025),
    *(View(key, "Uit", AGREES, WRITTEN, date(2025, 9, 22), MINUTES_2025)
      for key in ("007", "008", "009")),
    # before the OOGO of 16 April 2026
    View("002", "Uit", REFUSES, BEFORE, date(2026, 2, 24), date(2026, 2, 25),
         about="Uitgeest blijft bij variant A"),
    View("001", "Alk D&W", RESERVES, BEFORE, date(2026, 3, 24), PREPARED, EXECUTIVE, PARAGRAPH,
         BY_21_APRIL, WITH_TRANSPORT),
    View("001", "Alk D&W", AGREES, BEFORE, date(2026, 3, 24), PREPARED, parts=OTHER_PARTS),
    View("001", "Ber Hei", AGREES, BEFORE, date(2026, 3, 31), COLLEGES, parts=(None, *ALL_PARTS)),
    View("001", "ROC", AGREES, BEFORE, date(2026, 3, 24), PREPARED),
    View("002", "Alk", RESERVES, BEFORE, date(2026, 3, 24), PREPARED, COUNCIL, BUDGET,
         BY_12_NOVEMBER),
    View("002", "Cas Hei", AGREES, BEFORE, date(2026, 3, 31), COLLEGES),
    View("002", "PPO", AGREES, BEFORE, date(2026, 3, 24), PREPARED),
    View("002", "VO", RESERVES, BEFORE, date(2026, 3, 24), PREPARED, SUPERVISION,
         "meerjarenbegroting", BY_19_MAY),
    View("003", "Alk PPO VO IJm ROC", AGREES, BEFORE, date(2026, 3, 24), PREPARED),
    View("003", "Ber Cas Hei Uit", AGREES, BEFORE, date(2026, 3, 31), COLLEGES),
    # at the OOGO and after it
    View("001", "Alk D&W", RESERVES, MEETING, OOGO, MINUTES_2026, EXECUTIVE, PARAGRAPH,
         BY_21_APRIL, WITH_TRANSPORT),
    View("001", "Alk D&W", AGREES, MEETING, OOGO, MINUTES_2026, parts=OTHER_PARTS),
    View("001", "Ber Hei", AGREES, MEETING, OOGO, MINUTES_2026, parts=(None, *ALL_PARTS)),
    View("001", "ROC", AGREES, MEETING, OOGO, MINUTES_2026),
    View("002", "Alk D&W", RESERVES, MEETING, OOGO, MINUTES_2026, COUNCIL, BUDGET,
         BY_12_NOVEMBER),
    View("002", "Ber", RESERVES, MEETING, OOGO, MINUTES_2026, EXECUTIVE,
         "kosten; waarnemer zonder financieel mandaat", BY_12_MAY),
    View("002", "Hei", RESERVES, MEETING, OOGO, MINUTES_2026, EXECUTIVE,
         "kosten boven mandaat (€ 10.000)", BY_12_MAY),
    View("002", "VO", RESERVES, MEETING, OOGO, MINUTES_2026, SUPERVISION, "meerjarenbegroting",
         BY_19_MAY),
    View("002", "Cas PPO IJm", AGREES, MEETING, OOGO, MINUTES_2026),
    View("002", "Uit", REFUSES, WRITTEN, date(2026, 4, 14), MINUTES_2026,
         about="Uitgeest blijft bij variant A"),
    View("003", "Alk Ber Cas D&W Hei Uit PPO VO IJm ROC", AGREES, MEETING, OOGO, MINUTES_2026),
    *(View(key, "MK", AGREES, WRITTEN, date(2026, 4, 22), date(2026, 4, 22))
      for key in ("002", "003")),
)  # fmt: skip

RATIFICATIONS = (
    Ratified("007", "Cas", date(2025, 11, 11), date(2025, 11, 12)),
    Ratified("008", "Ber", date(2025, 12, 16), date(2025, 12, 17)),
    Ratified("001", "Alk", date(2026, 4, 21), date(2026, 4, 22), WITH_TRANSPORT),
    Ratified("001", "D&W", date(2026, 4, 21), date(2026, 4, 22), WITH_TRANSPORT),
)

FOLLOW_UPS = (
    FollowUp("007", "Alk", SETTLED, "Uitvoeringsplan leerplicht 2026, vastgesteld door het "
             "college", date(2025, 12, 9)),
    FollowUp("007", "D&W", SETTLED, "Werkafspraken van wijkteam en leerplicht",
             date(2026, 1, 15)),
    FollowUp("007", "Cas", BUSY, "Voorstel ligt bij het college", date(2026, 2, 18)),
)  # fmt: skip
