"""The organisations of Noord-Kennemerland (scenario 1): who takes part, and who stands to whom."""

from datetime import date

from partners.models import Organisation, OrganisationLink
from regio.demo.content.shapes import Link, Org, Secretariat

Kind = Organisation.Kind
MEMBER_OF = OrganisationLink.Kind.MEMBER_OF
SUPERVISES = OrganisationLink.Kind.SUPERVISES
WORKS_FOR = OrganisationLink.Kind.WORKS_FOR

AREAS = (
    ("jeugd", "JZ06"),
    ("swv_po", "PO2703"),
    ("swv_vo", "VO2703"),
    ("rmc", "MC24"),
    ("arbeidsmarkt", "NHN"),
)

PORTFOLIOS = ("onderwijs", "jeugd", "wmo", "financiën")

GEMEENTE = Kind.MUNICIPALITY
AGENDALID = "Agendalid van het OOGO: sluit aan per punt."

ORGANISATIONS = (
    # key, kind, name, short name, domain, abbreviation, and what it is in the reference data
    Org("Alk", GEMEENTE, "gemeente Alkmaar", "Alkmaar", "alkmaar", "Alk", "GM0361",
        note="Contactgemeente Doorstroompunt (aanname)."),
    Org("D&W", GEMEENTE, "gemeente Dijk en Waard", "Dijk en Waard", "dijkenwaard", "D&W", "GM1980",
        party_since=date(2022, 1, 1)),
    Org("Ber", GEMEENTE, "gemeente Bergen (NH.)", "Bergen", "bergen", "Ber", "GM0373"),
    Org("Cas", GEMEENTE, "gemeente Castricum", "Castricum", "castricum", "Cas", "GM0383"),
    Org("Hei", GEMEENTE, "gemeente Heiloo", "Heiloo", "heiloo", "Hei", "GM0399"),
    Org("Uit", GEMEENTE, "gemeente Uitgeest", "Uitgeest", "uitgeest", "Uit", "GM0450"),
    Org("BUCH", Kind.WORK_ORGANISATION, "Werkorganisatie De BUCH", "De BUCH", "debuch"),
    Org("PPO", Kind.SWV, "swv PPO Noord-Kennemerland", "swv PPO", "ppo", "PPO",
        area=("swv_po", "PO2703")),
    Org("VO", Kind.SWV, "swv VO Noord-Kennemerland", "swv VO", "vo", "VO",
        area=("swv_vo", "VO2703")),
    Org("IJm", Kind.SWV, "swv Passend Onderwijs IJmond", "swv IJmond", "ijmond", "IJm",
        area=("swv_po", "PO2711")),
    Org("MK", Kind.SWV, "swv VO Midden-Kennemerland", "swv Midden-Kennemerland",
        "middenkennemerland", "MK", area=("swv_vo", "VO2704")),
    Org("Meerzicht", Kind.BOARD_PO, "Onderwijsgroep Meerzicht", "Meerzicht", "meerzicht"),
    Org("Vuurtoren", Kind.BOARD_VO, "Scholengroep De Vuurtoren", "De Vuurtoren", "devuurtoren"),
    Org("Lichtbaken", Kind.BOARD_SO, "Stichting Lichtbaken", "Lichtbaken", "lichtbaken"),
    Org("ROC", Kind.MBO, "ROC Kustland", "ROC Kustland", "kustland", "ROC"),
    Org("Brug", Kind.YOUTH_CARE, "Jeugdhulp De Brug", "De Brug", "debrug", note=AGENDALID),
    Org("GI", Kind.CERTIFIED, "GI Noorderwacht", "Noorderwacht", "noorderwacht", note=AGENDALID),
    Org("GGD", Kind.GGD, "GGD Hollands Noorden", "GGD", "ggdhollandsnoorden",
        area=("ggd", "GG2707"), note="Jeugdgezondheidszorg."),
    Org("Stuifduin", Kind.CHILDCARE, "Kinderopvang Stuifduin", "Stuifduin", "stuifduin"),
    Org("Waterkant", Kind.WELFARE, "Welzijn Waterkant", "Waterkant", "waterkant"),
    Org("OPR", Kind.CO_DETERMINATION, "OPR vo", "OPR vo", "oprvo",
        note="Ondersteuningsplanraad van swv VO."),
    Org("Panel", Kind.PARENTS_YOUTH, "Jongerenpanel regio", "Jongerenpanel", "jongerenpanel"),
)  # fmt: skip

LINKS = (
    Link("BUCH", WORKS_FOR, "Ber"),
    Link("BUCH", WORKS_FOR, "Uit"),
    Link("BUCH", WORKS_FOR, "Cas"),
    Link("BUCH", WORKS_FOR, "Hei"),
    Link("Meerzicht", MEMBER_OF, "PPO"),
    Link("Meerzicht", SUPERVISES, "PPO"),
    Link("Vuurtoren", MEMBER_OF, "VO"),
    Link("Vuurtoren", SUPERVISES, "VO"),
    Link("Lichtbaken", MEMBER_OF, "PPO"),
    Link("Lichtbaken", MEMBER_OF, "VO"),
)

AREA_CONTACTS = (
    # area, whom the region speaks to about it, and what it wants to remember
    (("jeugd", "JZ06"), "Ruben Wulp", "Alkmaar houdt de agenda van de jeugdregio bij (aanname)."),
    (("rmc", "MC24"), "Nadia Karekiet", "Alkmaar is contactgemeente (aanname)."),
)

BOARD_OFFICE = "bestuurssecretariaat@{}.example"

SECRETARIATS = (
    # organisation, address, added on and by
    Secretariat("Alk", BOARD_OFFICE.format("alkmaar"), date(2025, 1, 21), "Sanne Bosuil"),
    Secretariat("D&W", BOARD_OFFICE.format("dijkenwaard"), date(2025, 1, 22), "Tom Spreeuw"),
    Secretariat("BUCH", BOARD_OFFICE.format("debuch"), date(2025, 1, 22), "Lotte Zwaluw"),
    Secretariat("PPO", BOARD_OFFICE.format("ppo"), date(2025, 1, 23), "Jan Winterkoning"),
    Secretariat("VO", BOARD_OFFICE.format("vo"), date(2025, 1, 27), "Eva Snip"),
)
