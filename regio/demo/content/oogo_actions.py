"""The fourteen actions and those of the OOGO of 16 April 2026 (scenario 7), with what became of
them.

Up to 3 March each stands as the table says. What happens after that day is made up, but for A04
(reported on 5 March): what the OOGO needs is done in time, A01 and A11 are still late there. A17 is
one action per gemeente; its first one carries the number, the others follow on A18.
"""

from dataclasses import dataclass
from datetime import date

from oogo.models import Action
from regio.demo.content.oogo_meetings import AO_1, OOGO_1, RG_1, RG_2

BUSY, REPORTED = Action.Status.BUSY, Action.Status.REPORTED
DONE, LAPSED = Action.Status.DONE, Action.Status.LAPSED
TORENVALK = "Mark Torenvalk"


@dataclass(frozen=True)
class ActionRow:
    """A promise; its owner is a party (with a person or a seat of it) or a person of no party.

    `origin` is (kind, which): a meeting, decision, stance, milestone or step. `due_on` is the day
    that was promised first. `written` is the day on which it was written down, if not `arose_on`.
    """

    number: int
    title: str
    party: str
    origin: tuple
    arose_on: date
    due_on: date
    person: str = ""
    seat: tuple = ()
    helpers: str = ""
    theme: str = ""
    by: str = TORENVALK
    written: date | None = None


@dataclass(frozen=True)
class Moved:
    """A promised day that was moved."""

    number: int
    due_on: date
    reason: str
    on: date
    by: str = TORENVALK


@dataclass(frozen=True)
class Turn:
    """The state of an action became another."""

    number: int
    status: str
    on: date
    note: str = ""
    by: str = TORENVALK


OOGO_IN_SPRING, OOGO_IN_AUTUMN = date(2025, 4, 10), date(2025, 9, 25)
AFTER_SPRING, AFTER_AUTUMN = date(2025, 4, 11), date(2025, 9, 26)
JANUARY_9, JANUARY_29, FEBRUARY_12 = date(2026, 1, 9), date(2026, 1, 29), date(2026, 2, 12)
OOGO, AFTER_OOGO = date(2026, 4, 16), date(2026, 4, 17)
AFTER_STANCES = {"arose_on": OOGO, "written": AFTER_OOGO}
BUDGET = "Begroting 2027: aandeel hulp op school opnemen"

ACTIONS = (
    ActionRow(1, "Leerlingstromen 2025 aanleveren", "Cas", ("decision", "008"), OOGO_IN_AUTUMN,
              date(2026, 1, 30), seat=("AO", "Cas", "beleidsmedewerker"), theme="T5",
              written=AFTER_AUTUMN),
    ActionRow(2, "Voorstel toeleiding intensieve jeugdhulp", "VO", ("meeting", RG_2), JANUARY_29,
              date(2026, 2, 27), "Eva Snip", theme="T2", written=date(2026, 1, 30)),
    ActionRow(3, "Reactie op concept-ondersteuningsplan vo", "D&W", ("milestone", "M5"),
              JANUARY_29, date(2026, 2, 27), "Tom Spreeuw"),
    ActionRow(4, "Thuiszitterspact evalueren", "Alk", ("decision", "007"), OOGO_IN_AUTUMN,
              date(2026, 3, 6), "Sanne Bosuil", theme="T1", written=AFTER_AUTUMN),
    ActionRow(5, "Kandidaat-trekker ‘Overgang naar werk’", "", ("meeting", RG_1), JANUARY_9,
              date(2026, 3, 31), "Els Ooievaar", theme="T4", written=date(2026, 1, 12)),
    ActionRow(6, "Mandaat wethouder jeugd vernieuwen", "D&W", ("step", (2026, 1)), FEBRUARY_12,
              date(2026, 3, 20), seat=("OOGO", "D&W", "wethouder jeugd")),
    ActionRow(7, "Contactpersonen beleidsniveau IJm en MK vastleggen", "", ("step", (2026, 1)),
              FEBRUARY_12, date(2026, 3, 13), TORENVALK),
    ActionRow(8, "AVG-toets gegevensset leerlingstromen", "Ber", ("stance", ("008", "Ber")),
              OOGO_IN_AUTUMN, date(2025, 12, 9), seat=("AO", "Ber", "beleidsmedewerker"),
              theme="T5", written=AFTER_AUTUMN),
    ActionRow(9, "Rekenmodel variant A en B", "PPO", ("meeting", RG_2), JANUARY_29,
              date(2026, 3, 20), "Jan Winterkoning", theme="T2", written=date(2026, 1, 30)),
    ActionRow(10, "Aantallen leerlingenvervoer per gemeente (geen namen)", "Alk",
              ("meeting", AO_1), FEBRUARY_12, date(2026, 3, 3), "Sanne Bosuil",
              helpers="D&W BUCH", theme="T3", written=date(2026, 2, 13)),
    ActionRow(11, "Begrippenlijst verzuim, thuiszitter, vrijstelling", "Alk", ("step", (2025, 2)),
              OOGO_IN_SPRING, date(2025, 12, 19), "Nadia Karekiet", theme="T1",
              written=AFTER_SPRING),
    ActionRow(12, "Voorstel minder overleggen", "PPO", ("step", (2025, 6)), JANUARY_29,
              date(2026, 7, 2), "Yara Smient", written=date(2026, 1, 30)),
    ActionRow(13, "Kosten voorzitter factureren", "Alk", ("decision", "009"), OOGO_IN_AUTUMN,
              date(2026, 1, 30), "Ruben Wulp", written=AFTER_AUTUMN),
    ActionRow(14, "Regionale ouderbijeenkomst", "Hei", ("meeting", OOGO_1), OOGO_IN_SPRING,
              date(2025, 12, 19), seat=("AO", "Hei", "beleidsmedewerker"), theme="T5",
              written=AFTER_SPRING),
    ActionRow(15, "Alinea leerlingenvervoer herschrijven", "VO", ("decision", "001"),
              due_on=date(2026, 4, 20), person="Eva Snip", **AFTER_STANCES),
    ActionRow(16, "Raadsinformatiebrief, één concept", "", ("decision", "002"),
              due_on=date(2026, 5, 8), person=TORENVALK, theme="T2", **AFTER_STANCES),
    ActionRow(18, "Verkenning variant A+ voor Uitgeest", "Uit", ("decision", "002"),
              due_on=date(2026, 9, 24), seat=("OOGO", "Uit", "wethouder sociaal domein"),
              helpers="IJm", theme="T2", **AFTER_STANCES),
    *(
        ActionRow(number, BUDGET, party, ("decision", "002"),
                  due_on=date(2026, 6, 12), theme="T2", **AFTER_STANCES)
        for number, party in zip((17, *range(19, 24)), ("Alk", "D&W", "Ber", "Cas", "Hei", "Uit"),
                                 strict=True)
    ),
)  # fmt: skip

MOVES = (
    Moved(1, date(2026, 2, 19), "De levering komt later.", date(2026, 1, 29), "Lotte Zwaluw"),
    Moved(3, date(2026, 3, 4), "Het college behandelt de reactie later.", date(2026, 2, 24),
          "Tom Spreeuw"),
    Moved(11, date(2026, 1, 30), "Nog geen overeenstemming over ‘thuiszitter’.",
          date(2025, 12, 18)),
    Moved(11, date(2026, 2, 27), "Leerplicht van Dijk en Waard leest nog mee.",
          date(2026, 1, 29)),
    Moved(11, date(2026, 3, 27), "Samen met de checklist af te ronden.", date(2026, 2, 26)),
    Moved(1, date(2026, 5, 1), "Afgesproken in het OOGO van 16 april.", AFTER_OOGO),
    Moved(6, date(2026, 5, 29), "Na de benoeming van het nieuwe college.", AFTER_OOGO),
    Moved(7, date(2026, 5, 28), "Beide samenwerkingsverbanden wijzen nog iemand aan.",
          AFTER_OOGO),
    Moved(11, date(2026, 6, 25), "Laatste keer, afgesproken in het OOGO van 16 april.",
          AFTER_OOGO),
)  # fmt: skip

TURNS = (
    Turn(14, LAPSED, AFTER_AUTUMN, "Gaat op in de Jongerentop."),
    Turn(8, BUSY, date(2025, 10, 14), by="Lotte Zwaluw"),
    Turn(8, REPORTED, date(2025, 12, 9), "De AVG-toets is gedaan: aantallen onder vijf gaan niet "
         "mee.", "Lotte Zwaluw"),
    Turn(8, DONE, JANUARY_9),
    Turn(13, REPORTED, date(2026, 1, 28), "Facturen zijn verstuurd.", "Sanne Bosuil"),
    Turn(5, BUSY, date(2026, 1, 19)),
    Turn(2, BUSY, date(2026, 2, 9), by="Eva Snip"),
    Turn(3, BUSY, date(2026, 2, 10), by="Tom Spreeuw"),
    Turn(9, BUSY, date(2026, 2, 11), by="Jan Winterkoning"),
    Turn(10, BUSY, date(2026, 2, 23), by="Sanne Bosuil"),
    # after 3 March
    Turn(10, REPORTED, date(2026, 3, 3), "Aantallen van zes gemeenten.", "Sanne Bosuil"),
    Turn(3, REPORTED, date(2026, 3, 4), "Reactie van het college verstuurd.", "Tom Spreeuw"),
    Turn(4, REPORTED, date(2026, 3, 5), "Evaluatie ligt bij de themagroep.", "Sanne Bosuil"),
    Turn(10, DONE, date(2026, 3, 5)),
    Turn(3, DONE, date(2026, 3, 5)),
    Turn(2, REPORTED, date(2026, 3, 11), "Voorstel ligt voor in het vooroverleg.", "Eva Snip"),
    Turn(2, DONE, date(2026, 3, 13)),
    Turn(7, BUSY, date(2026, 3, 16)),
    Turn(9, REPORTED, date(2026, 3, 20), "Bijlage bij punt 4 van het OOGO.", "Jan Winterkoning"),
    Turn(9, DONE, date(2026, 3, 26)),
    Turn(5, REPORTED, date(2026, 3, 31), "De wethouder jeugd van Dijk en Waard is bereid."),
    Turn(4, DONE, AFTER_OOGO),
    Turn(5, DONE, AFTER_OOGO),
    Turn(13, DONE, AFTER_OOGO),
    Turn(15, REPORTED, date(2026, 4, 20), "Nieuwe alinea verstuurd aan beide colleges.",
         "Eva Snip"),
    Turn(15, DONE, date(2026, 4, 22)),
    Turn(16, BUSY, date(2026, 4, 23)),
)  # fmt: skip

# What became of the steps of the checklist: afspraken and actions (scenario 8, last column).
OUTCOMES = (
    # (round, step), the afspraak or the action, written by and on
    ((2025, 2), "action", 11, TORENVALK, AFTER_SPRING),
    ((2025, 6), "action", 12, TORENVALK, date(2026, 1, 30)),
    ((2026, 1), "action", 6, TORENVALK, FEBRUARY_12),
    ((2026, 1), "action", 7, TORENVALK, FEBRUARY_12),
    ((2026, 2), "action", 1, "Sanne Bosuil", date(2026, 2, 13)),
    ((2026, 2), "action", 11, "Sanne Bosuil", date(2026, 2, 13)),
    ((2026, 5), "decision", "007", TORENVALK, date(2026, 2, 20)),
    ((2026, 5), "action", 4, "Sanne Bosuil", date(2026, 2, 20)),
    ((2026, 6), "action", 12, "Jan Winterkoning", date(2026, 3, 2)),
    ((2026, 7), "action", 5, TORENVALK, date(2026, 2, 23)),
    ((2026, 7), "decision", "003", TORENVALK, AFTER_OOGO),
)
