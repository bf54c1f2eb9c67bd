"""The gremia of Noord-Kennemerland (scenario 2), their seats and who holds them.

Where the scenario names who sits in a body, that is here; where it says no more than
"schoolbesturen" or "per opdracht", people are chosen such that nobody sits in more bodies than
Zwaluw, Smient and Reiger (scenario 10). Without a person a seat is vacant, as the scenario has
nobody for it: on beleidsniveau at IJmond and Midden-Kennemerland, uitvoerend at Heiloo.
"""

from dataclasses import dataclass
from datetime import date

from partners.models import Body, Seat

Kind, Scale, Power = Body.Kind, Body.Scale, Body.Power
CHAIR, SECRETARY = Seat.Kind.CHAIR, Seat.Kind.SECRETARY
AGENDA, OUTER = Seat.Membership.AGENDA, Seat.Membership.OUTER
ILL = date(2026, 2, 9)


@dataclass(frozen=True)
class Place:
    """A seat: for which organisation (empty: for none), what it is called, and who holds it."""

    organisation: str
    title: str
    person: str = ""
    kind: str = Seat.Kind.PARTY
    membership: str = Seat.Membership.MEMBER


@dataclass(frozen=True)
class Gremium:
    """A body with its places; `parent` is the key of the body that it reports to."""

    key: str
    kind: str
    name: str
    scale: str
    power: str
    rhythm: str
    meetings: int
    places: tuple[Place, ...]
    parent: str = ""
    assignment: str = ""
    minutes: int = 90
    delivery: str = ""
    evaluation_on: date | None = None
    is_open: bool = False


@dataclass(frozen=True)
class Takeover:
    """Someone takes every seat that another holds, from a day on."""

    person: str
    successor: str
    since: date
    added: date
    by: str


@dataclass(frozen=True)
class Closed:
    """A day that the region closes."""

    day: date
    reason: str
    added: date


def local_agenda(organisation, chair, *members, town):
    """The LEA of one gemeente: its wethouder in the chair, boards and childcare around it."""
    return Gremium(
        f"LEA {organisation}", Kind.LEA, f"LEA {town}", Scale.LOCAL, Power.DECIDES,
        "3× per jaar", 3,
        (Place(organisation, "wethouder", chair, CHAIR), *members),
        assignment="Lokaal overleg van gemeente, schoolbesturen en kinderopvang, met eigen "
        "besluiten.",
    )  # fmt: skip


CHAIRWOMAN = Place("", "onafhankelijk voorzitter", "Els Ooievaar", CHAIR)
SECRETARIAT = Place("", "secretaris", "Mark Torenvalk", SECRETARY)
COUNCILLORS = (
    Place("Alk", "wethouder onderwijs en jeugd", "Hanna Merel"),
    Place("D&W", "wethouder jeugd", "Joris Grutto"),
    Place("D&W", "wethouder onderwijs", "Meryem Kwartel"),
    Place("Ber", "wethouder onderwijs en jeugd", "Fenna Kievit"),
    Place("Cas", "wethouder onderwijs en jeugd", "Paul Lepelaar"),
    Place("Hei", "wethouder onderwijs en jeugd", "Irma Tureluur"),
    Place("Uit", "wethouder sociaal domein", "Karel Fuut"),
)
KLUUT = Place("Meerzicht", "schoolbestuur po", "Petra Kluut")
BUIZERD = Place("Vuurtoren", "schoolbestuur vo", "Henk Buizerd")
TAPUIT = Place("Lichtbaken", "schoolbestuur so/vso", "Ineke Tapuit")
MUS = Place("Stuifduin", "kinderopvang", "Kim Mus")
ZWALUW = Place("BUCH", "ambtelijk secretaris", "Lotte Zwaluw", SECRETARY)

BODIES = (
    Gremium(
        "OOGO", Kind.OOGO, "OOGO", Scale.REGIONAL, Power.ALIGNS, "2× per jaar", 2,
        (
            CHAIRWOMAN,
            SECRETARIAT,
            *COUNCILLORS,
            Place("PPO", "directeur-bestuurder", "Yara Smient"),
            Place("VO", "directeur-bestuurder", "Olaf Reiger"),
            Place("IJm", "directeur-bestuurder", "Gijs Meerkoet"),
            Place("MK", "directeur-bestuurder", "Wilma Roerdomp"),
            Place("ROC", "college van bestuur", "Farid Havik"),
            Place("Brug", "jeugdhulpaanbieder", "Stef Ekster", membership=AGENDA),
            Place("GI", "gecertificeerde instelling", "Mila Valk", membership=AGENDA),
        ),
        minutes=120,
        is_open=True,
        assignment="Integraal en gespiegeld overleg over de ondersteuningsplannen en het "
        "jeugdplan. Overeenstemming per onderwerp; het besluit ligt bij de colleges en de "
        "samenwerkingsverbanden.",
    ),
    Gremium(
        "PORA", Kind.PORA, "PORA blok sociaal", Scale.REGIONAL, Power.ADVISES,
        "1e woensdag van de maand", 12, COUNCILLORS, minutes=120,
        delivery="uiterlijk de 15e",
        assignment="Portefeuillehoudersoverleg Regio Alkmaar: advies aan de zes colleges. "
        "De voorzitter wisselt.",
    ),
    Gremium(
        "RG", Kind.DIRECTORS, "Regisseursgroep", Scale.REGIONAL, Power.ALIGNS,
        "elke 4 tot 6 weken", 10,
        (
            CHAIRWOMAN,
            SECRETARIAT,
            Place("Alk", "projectleider jeugd", "Ruben Wulp"),
            Place("BUCH", "projectleider passend onderwijs", "Bram IJsvogel"),
            Place("PPO", "directeur-bestuurder", "Yara Smient"),
            Place("VO", "directeur-bestuurder", "Olaf Reiger"),
        ),
        parent="OOGO",
        evaluation_on=date(2026, 6, 25),
        assignment="Bereidt het OOGO voor en bewaakt de afspraken.",
    ),
    Gremium(
        "AO", Kind.OFFICIALS, "Ambtelijk overleg onderwijs-jeugd", Scale.REGIONAL, Power.ADVISES,
        "6 weken voor elk OOGO en tussentijds", 6,
        (
            Place("", "voorzitter", "Mark Torenvalk", CHAIR),
            Place("Alk", "beleidsmedewerker", "Sanne Bosuil"),
            Place("D&W", "beleidsmedewerker", "Tom Spreeuw"),
            Place("Ber", "beleidsmedewerker", "Lotte Zwaluw"),
            Place("Cas", "beleidsmedewerker", "Lotte Zwaluw"),
            Place("Hei", "beleidsmedewerker", "Lotte Zwaluw"),
            Place("Uit", "beleidsmedewerker", "Lotte Zwaluw"),
            Place("PPO", "beleidsmedewerker", "Jan Winterkoning"),
            Place("VO", "beleidsmedewerker", "Eva Snip"),
            Place("IJm", "beleidsmedewerker", membership=OUTER),
            Place("MK", "beleidsmedewerker", membership=OUTER),
            Place("ROC", "beleidsmedewerker", "Mirjam Zanglijster", membership=OUTER),
            Place("GGD", "jeugdgezondheidszorg", "Ralf Sijs", membership=OUTER),
            Place("Stuifduin", "kinderopvang", "Kim Mus", membership=OUTER),
            Place("Waterkant", "welzijn", "Tess Kauw", membership=OUTER),
            Place("OPR", "voorzitter OPR vo", "Bas Goudvink", membership=OUTER),
            Place("Panel", "jongerenpanel", "Zoë Kuif", membership=OUTER),
        ),
        parent="RG",
        assignment="Ambtelijk advies over de stukken voor het OOGO.",
    ),
    Gremium(
        "TT", Kind.THEME_GROUP, "Themagroep thuiszitters", Scale.REGIONAL, Power.ADVISES,
        "maandelijks", 12,
        (
            Place("Alk", "coördinator leerplicht en Doorstroompunt", "Nadia Karekiet", CHAIR),
            Place("Alk", "beleidsmedewerker", "Sanne Bosuil"),
            Place("D&W", "beleidsmedewerker", "Tom Spreeuw"),
            Place("BUCH", "beleidsmedewerker", "Lotte Zwaluw"),
            Place("PPO", "directeur-bestuurder", "Yara Smient"),
            Place("PPO", "beleidsmedewerker", "Jan Winterkoning"),
            Place("VO", "directeur-bestuurder", "Olaf Reiger"),
            Place("VO", "beleidsmedewerker", "Eva Snip"),
        ),
        parent="RG",
        assignment="Opdracht van het OOGO: één regionale aanpak van thuiszitten en verzuim.",
    ),
    Gremium(
        "TOJ", Kind.THEME_GROUP, "Themagroep onderwijs-jeugdhulp", Scale.SUBREGIONAL,
        Power.ADVISES, "maandelijks", 12,
        (
            Place("VO", "beleidsmedewerker", "Eva Snip", CHAIR),
            Place("Alk", "beleidsmedewerker", "Sanne Bosuil"),
            Place("Alk", "projectleider jeugd", "Ruben Wulp"),
            Place("D&W", "beleidsmedewerker", "Tom Spreeuw"),
            Place("BUCH", "beleidsmedewerker", "Lotte Zwaluw"),
            Place("PPO", "directeur-bestuurder", "Yara Smient"),
            Place("PPO", "beleidsmedewerker", "Jan Winterkoning"),
            Place("VO", "directeur-bestuurder", "Olaf Reiger"),
            Place("Brug", "regiomanager", "Stef Ekster", membership=AGENDA),
        ),
        parent="RG",
        assignment="Opdracht van het OOGO: hulp op school, dichtbij en zonder wachttijd.",
    ),
    Gremium(
        "NET", Kind.NETWORK, "Netwerkgroepen po–wijk", Scale.LOCAL, Power.ALIGNS,
        "6× per jaar", 6,
        (
            Place("D&W", "wijkteam", "Guus Putter"),
            Place("Ber", "wijkteam", "Anouk Vink"),
            Place("Cas", "wijkteam", "Renske Mees"),
            Place("Hei", "wijkteam"),
            Place("Uit", "wijkteam", "Joep Lijster"),
            Place("PPO", "consulent", "Lisa Pimpel"),
            Place("GGD", "jeugdgezondheidszorg", "Ralf Sijs"),
        ),
        parent="TOJ",
        is_open=True,
        assignment="Uitvoering: scholen, wijkteam en jeugdgezondheidszorg in één wijk.",
    ),
    local_agenda("Alk", "Hanna Merel", KLUUT, BUIZERD, TAPUIT, MUS, town="Alkmaar"),
    local_agenda("D&W", "Meryem Kwartel", KLUUT, BUIZERD, MUS, town="Dijk en Waard"),
    local_agenda("Ber", "Fenna Kievit", ZWALUW, BUIZERD, town="Bergen"),
    local_agenda("Cas", "Paul Lepelaar", ZWALUW, KLUUT, town="Castricum"),
    local_agenda("Hei", "Irma Tureluur", ZWALUW, TAPUIT, town="Heiloo"),
    local_agenda("Uit", "Karel Fuut", ZWALUW, MUS, town="Uitgeest"),
)  # fmt: skip

TAKEOVERS = (Takeover("Fenna Kievit", "Siebe Scholekster", ILL, date(2026, 2, 10), "Lotte Zwaluw"),)

CLOSED_DAYS = (
    Closed(
        date(2026, 5, 15), "Dag na Hemelvaart: de gemeentehuizen zijn dicht", date(2025, 11, 18)
    ),
)
