"""Who may decide what, and who speaks for another party (scenario 1).

Ends without "t/m" are the first day on which a mandate no longer holds; "tot benoeming opvolger"
has no end yet. The directors of both swv's decide on what asks no money besides the budget, and on
the rest after their intern toezicht: two mandates. The authorisations of Lepelaar, for Heiloo and
for Uitgeest, are representations, each for one day.
"""

from datetime import date

from partners.models import Mandate, Representation
from regio.demo.content.people import MERGER, TERM
from regio.demo.content.shapes import Grant, Speaks

DECIDES = Mandate.Kind.DECIDES
RESERVED = Mandate.Kind.RESERVED
ADVISES = Mandate.Kind.ADVISES
MANDATE = Representation.Kind.MANDATE
AUTHORISATION = Representation.Kind.AUTHORISATION
NEW_YEAR = date(2026, 1, 1)
SUCCESSOR = "Geldt tot de benoeming van een opvolger."
WITHIN_BUDGET = "Alles wat binnen de vastgestelde begroting past."
SUPERVISED = "Plan en begroting: na goedkeuring van het intern toezicht."

MANDATES = (
    # person, kind, granted by, portfolios (empty: all), ceiling, since, until
    Grant("Hanna Merel", DECIDES, "college Alkmaar", "", 50_000, TERM, text=SUCCESSOR),
    Grant("Joris Grutto", DECIDES, "college Dijk en Waard", "jeugd", 50_000, MERGER, NEW_YEAR),
    Grant("Meryem Kwartel", DECIDES, "college Dijk en Waard", "onderwijs", 25_000, MERGER,
          text=SUCCESSOR),
    Grant("Siebe Scholekster", RESERVED, "college Bergen (waarneming)", "", 0,
          date(2026, 2, 9), date(2026, 6, 30), added=date(2026, 2, 10), by="Lotte Zwaluw"),
    Grant("Paul Lepelaar", DECIDES, "college Castricum", "", 25_000, TERM, text=SUCCESSOR),
    Grant("Irma Tureluur", DECIDES, "college Heiloo", "", 10_000, TERM, text=SUCCESSOR),
    Grant("Yara Smient", DECIDES, "statuten swv PPO", ceiling=0, text=WITHIN_BUDGET),
    Grant("Yara Smient", RESERVED, "statuten swv PPO", text=SUPERVISED),
    Grant("Olaf Reiger", DECIDES, "statuten swv VO", ceiling=0, text=WITHIN_BUDGET),
    Grant("Olaf Reiger", RESERVED, "statuten swv VO", text=SUPERVISED),
    Grant("Wilma Roerdomp", ADVISES, "statuten swv Midden-Kennemerland", "jeugd", None,
          date(2025, 1, 1), NEW_YEAR, text="Alleen jeugdhulp."),
)  # fmt: skip

BUCH_SINCE = date(2024, 1, 1)

REPRESENTATIONS = (
    *(
        Speaks(person, organisation, MANDATE, BUCH_SINCE, text="Op beleidsniveau.")
        for person in ("Lotte Zwaluw", "Bram IJsvogel")
        for organisation in ("Ber", "Cas", "Hei", "Uit")
    ),
    Speaks(
        "Paul Lepelaar",
        "Hei",
        AUTHORISATION,
        date(2025, 9, 25),
        date(2025, 9, 26),
        text="Machtiging van het college van Heiloo, alleen voor het OOGO van 25 september 2025.",
        added=date(2025, 9, 18),
        by="Lotte Zwaluw",
    ),
    Speaks(
        "Paul Lepelaar",
        "Uit",
        AUTHORISATION,
        date(2026, 4, 16),
        date(2026, 4, 17),
        ceiling=0,
        text=(
            "Machtiging van het college van Uitgeest van 24 februari 2026, alleen voor het OOGO "
            "van 16 april 2026: punten 2, 5, 6 en 7, onder voorbehoud; niet voor punt 4."
        ),
        added=date(2026, 2, 25),
        by="Lotte Zwaluw",
    ),
)
