"""The two regions of the demonstration."""

from datetime import date

from partners.models import Mandate, Organisation, Position
from regio.demo.content import mandates, members, organisations, people
from regio.demo.content.shapes import Grant, Org, Post, RegionContent

NOORD_KENNEMERLAND = RegionContent(
    name="Noord-Kennemerland",
    slug="noord-kennemerland",
    code="NK",
    made_on=members.START,
    domain="noordkennemerland",
    areas=organisations.AREAS,
    portfolios=organisations.PORTFOLIOS,
    members=members.MEMBERS,
    organisations=organisations.ORGANISATIONS,
    links=organisations.LINKS,
    secretariats=organisations.SECRETARIATS,
    area_contacts=organisations.AREA_CONTACTS,
    positions=people.POSITIONS,
    verified=people.VERIFIED,
    phones=people.PHONES,
    representations=mandates.REPRESENTATIONS,
    mandates=mandates.MANDATES,
)

GEMEENTE = Organisation.Kind.MUNICIPALITY
SWV = Organisation.Kind.SWV
EXECUTIVE = Position.Level.EXECUTIVE
POLICY = Position.Level.POLICY
DECIDES = Mandate.Kind.DECIDES
BOTH = people.BOTH

KOP_VAN_NOORD_HOLLAND = RegionContent(
    name="Kop van Noord-Holland",
    slug="kop-van-noord-holland",
    code="KN",
    made_on=date(2025, 11, 3),
    domain="kopvannoordholland",
    areas=(
        ("jeugd", "JZ03"),
        ("swv_po", "PO2701"),
        ("swv_vo", "VO2701"),
        ("rmc", "MC23"),
        ("arbeidsmarkt", "NHN"),
    ),
    portfolios=("onderwijs", "jeugd"),
    members=(members.STRANGER,),
    organisations=(
        Org("DH", GEMEENTE, "gemeente Den Helder", "Den Helder", "denhelder", "DH", "GM0400"),
        Org("HK", GEMEENTE, "gemeente Hollands Kroon", "Hollands Kroon", "hollandskroon", "HK",
            "GM1911"),
        Org("Sch", GEMEENTE, "gemeente Schagen", "Schagen", "schagen", "Sch", "GM0441"),
        Org("Tex", GEMEENTE, "gemeente Texel", "Texel", "texel", "Tex", "GM0448"),
        Org("PO", SWV, "swv PO 27-01", "swv PO 27-01", "po2701", area=("swv_po", "PO2701")),
        Org("VO", SWV, "swv VO 27-01", "swv VO 27-01", "vo2701", area=("swv_vo", "VO2701")),
        Org("Strandjutter", Organisation.Kind.BOARD_PO, "Scholengroep De Strandjutter",
            "De Strandjutter", "destrandjutter"),
    ),
    positions=(
        Post("DH", "Wouter Aalscholver", "wethouder onderwijs en jeugd", EXECUTIVE, BOTH),
        Post("DH", "Anna Tjiftjaf", "beleidsmedewerker onderwijs", POLICY, "onderwijs"),
        Post("HK", "Joke Rietgors", "wethouder jeugd", EXECUTIVE, "jeugd"),
        Post("Sch", "Bart Steltkluut", "beleidsmedewerker jeugd", POLICY, "jeugd"),
        Post("Tex", "Rixt Eidereend", "wethouder onderwijs en jeugd", EXECUTIVE, BOTH),
        Post("PO", "Ilse Bontbekplevier", "directeur-bestuurder", EXECUTIVE),
        Post("VO", "Dirk Steenloper", "directeur-bestuurder", EXECUTIVE),
    ),
    mandates=(
        Grant("Wouter Aalscholver", DECIDES, "college Den Helder", "", 40_000, people.TERM),
        Grant("Dirk Steenloper", DECIDES, "statuten swv VO 27-01"),
    ),
)  # fmt: skip

REGIONS = (NOORD_KENNEMERLAND, KOP_VAN_NOORD_HOLLAND)
