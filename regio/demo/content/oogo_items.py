"""The agendas (scenario 5): both OOGO's as told, with origins, parts, shares and annexes.

The scenario has no agenda for the OOGO of 10 April 2025 nor for the smaller meetings: these are
made up around the actions and themes that come from them.
"""

from dataclasses import dataclass
from datetime import date

from oogo.models import AgendaItem
from regio.demo.content.oogo_cycle import SIX
from regio.demo.content.oogo_meetings import (
    AO_1,
    AO_2,
    OOGO_1,
    OOGO_2,
    OOGO_3,
    OOGO_4,
    PORA,
    RG_1,
    RG_2,
    RG_3,
)

NOTE, DISCUSS = AgendaItem.Kind.NOTE, AgendaItem.Kind.DISCUSS
DECIDE, ADOPT = AgendaItem.Kind.DECIDE, AgendaItem.Kind.ADOPT
CHAIR, SECRETARY, DIRECTORS = "voorzitter", "secretaris", "regisseursgroep"


@dataclass(frozen=True)
class ItemRow:
    """An item; `submitter` is the key of a party, or who else submits it.

    `origins` are (kind, which): a step (round, number), an action's number, a theme, a subject.
    `shares` are {party: euros a year}. `outcome` is what the minutes say.
    """

    meeting: str
    number: str
    title: str
    kind: str
    minutes: int
    submitter: str
    made: date
    asked: str = ""
    explanation: str = ""
    theme: str = ""
    subject: str = ""
    portfolios: str = ""
    is_standing: bool = False
    parts: tuple = ()
    origins: tuple = ()
    outcome: str = ""
    by: str = "Mark Torenvalk"

    @property
    def key(self):
        return self.meeting, self.number


@dataclass(frozen=True)
class AnnexRow:
    """A bijlage: its title, the text of its pages, and for whom it is when it is confidential."""

    meeting: str
    item: str
    title: str
    lines: tuple
    added: date
    by: str = "Mark Torenvalk"
    ground: str = ""
    only_for: str = ""


APRIL_2025 = date(2025, 3, 11)
AUTUMN_2025 = date(2025, 9, 1)
SPRING_2026 = date(2026, 2, 16)
LATER_2026 = date(2026, 2, 24)
AFTER_ROUND_2025 = date(2025, 3, 28)

ITEMS = (
    # OOGO 10 April 2025
    ItemRow(OOGO_1, "1", "Opening en mededelingen", NOTE, 10, CHAIR, APRIL_2025,
            is_standing=True, outcome="De vergadering is geopend."),
    ItemRow(OOGO_1, "2", "Samenwerkingsagenda: vijf thema’s en hun trekkers", DISCUSS, 50,
            DIRECTORS, APRIL_2025, "Ambities en trekkers bespreken.",
            outcome="De partners onderschrijven de vijf thema’s. Trekkers zijn genoemd voor alle "
            "vijf; die van thema 5 onder voorbehoud van de raad van toezicht van swv PPO."),
    ItemRow(OOGO_1, "3", "Beeld uit de checklist, ronde 2025", DISCUSS, 40, DIRECTORS,
            AFTER_ROUND_2025,
            "Zien waar gemeenten en samenwerkingsverbanden anders kijken.",
            origins=(("step", (2025, 2)), ("step", (2025, 6))),
            outcome="Begrippen lopen uiteen: er komt één lijst (leerplicht Alkmaar)."),
    ItemRow(OOGO_1, "4", "Rondvraag", NOTE, 20, CHAIR, APRIL_2025, is_standing=True,
            outcome="Heiloo onderzoekt een regionale ouderbijeenkomst."),
    # OOGO 25 September 2025
    ItemRow(OOGO_2, "1", "Opening en mededelingen", NOTE, 10, CHAIR, AUTUMN_2025,
            is_standing=True,
            outcome="De onafhankelijk voorzitter is begonnen op 1 september 2025. Uitgeest is "
            "afwezig met bericht en stuurde standpunten op; Lepelaar spreekt ook voor Heiloo."),
    ItemRow(OOGO_2, "2", "Verslag OOGO 10-04-2025 en actielijst", ADOPT, 15, SECRETARY,
            AUTUMN_2025, "Verslag vaststellen.", is_standing=True,
            outcome="Het verslag is vastgesteld. Vier acties gaan mee naar dit overleg."),
    ItemRow(OOGO_2, "3", "Thuiszitters: één regionale aanpak", DECIDE, 40, "Alk", AUTUMN_2025,
            "Eén aanpak afspreken, met één trekker.",
            "Nu heeft elke gemeente een eigen route. Het voorstel:\n\n"
            "- één aanpak voor de hele regio, uiterlijk **1 september 2026**;\n"
            "- een plan binnen vier weken nadat een kind uitvalt;\n"
            "- de wethouder van Alkmaar als trekker, met mandaat van alle partners.",
            "T1", portfolios="onderwijs, jeugd", origins=(("theme", "T1"),),
            outcome="Afgesproken. Castricum maakt een voorbehoud: de aanpak moet aansluiten op "
            "IJmond en Midden-Kennemerland."),
    ItemRow(OOGO_2, "4", "Leerlingstromen en verzuimcijfers delen", DECIDE, 30, "PPO",
            AUTUMN_2025, "Afspreken wie wat wanneer levert.",
            "Alleen **aantallen per gemeente en school**, geen namen. Levering vóór 1 februari.",
            "T5", portfolios="onderwijs", origins=(("step", (2025, 2)),),
            outcome="Afgesproken. Bergen wacht de AVG-toets af."),
    ItemRow(OOGO_2, "5", "Cyclus 2026, kosten voorzitter, rondvraag", DECIDE, 25, SECRETARY,
            AUTUMN_2025, "Kosten van de voorzitter verdelen.",
            "€ 18.000 in 2026: gemeenten de helft naar inwoners, swv PPO en swv VO elk een kwart.",
            outcome="Afgesproken met wie akkoord is. Swv IJmond is niet akkoord: het betaalt niet "
            "mee en neemt niet deel aan de kosten."),
    # OOGO 16 April 2026
    ItemRow(OOGO_3, "1", "Opening, mededelingen, samenstelling colleges na de verkiezingen", NOTE,
            5, CHAIR, SPRING_2026, is_standing=True,
            outcome="De colleges blijven tot hun opvolgers zijn benoemd. Scholekster neemt waar "
            "voor Kievit; Lepelaar spreekt voor Uitgeest bij punt 2, 5, 6 en 7."),
    ItemRow(OOGO_3, "2", "Verslag OOGO 25-09-2025 en actielijst", ADOPT, 15, SECRETARY,
            SPRING_2026, "Verslag vaststellen; te late acties bespreken.", is_standing=True,
            origins=(("action", 1), ("action", 11)),
            outcome="Het verslag is vastgesteld. Castricum levert de leerlingstromen vóór 1 mei; "
            "de begrippenlijst komt in juni en wordt niet nog eens verschoven."),
    ItemRow(OOGO_3, "3", "Concept-ondersteuningsplan vo 2026–2030", DECIDE, 25, "VO",
            SPRING_2026, "Overeenstemming vaststellen, per onderdeel.",
            "Op tafel ligt versie 0.8. Gemeenten en ROC Kustland reageerden schriftelijk.\n\n"
            "Het plan gaat in op **1 augustus 2026** en moet vóór 1 mei bij de inspectie zijn: "
            "voor een tweede overleg is geen ruimte.",
            subject="vo", portfolios="onderwijs",
            parts=("jeugdhulp", "leerlingenvervoer", "leerplicht en verzuim",
                   "onderwijshuisvesting"),
            origins=(("subject", "vo"),),
            outcome="Overeenstemming, met een voorbehoud van Alkmaar en van Dijk en Waard bij de "
            "alinea over leerlingenvervoer. VO herschrijft die alinea; beide colleges antwoorden "
            "uiterlijk 21 april."),
    ItemRow(OOGO_3, "4", "Hulp op school: variant A of B", DECIDE, 25, "PPO", SPRING_2026,
            "Variant kiezen en kosten verdelen.",
            "- **Variant A**: inzet via het wijkteam, € 180.000 per jaar.\n"
            "- **Variant B**: een vaste hulpverlener per school, € 240.000 per jaar vanaf "
            "1 januari 2027.",
            "T2", "jeugd", "jeugd", origins=(("action", 9), ("step", (2026, 3))),
            outcome="Variant B, onder voorbehoud van raden, colleges en intern toezicht. Uitgeest "
            "blijft bij variant A: met Uitgeest is geen overeenstemming. Midden-Kennemerland was "
            "er niet en antwoordt schriftelijk."),
    ItemRow(OOGO_3, "5", "Trekker ‘Overgang naar werk’", DECIDE, 10, DIRECTORS, LATER_2026,
            "Trekker aanwijzen met mandaat van de partners.",
            "Het thema heeft sinds 1 januari 2026 geen trekker en geen regievoerder.",
            "T4", portfolios="onderwijs",
            origins=(("step", (2026, 7)), ("action", 5)),
            outcome="De wethouder van Dijk en Waard (zetel jeugd) wordt trekker, ROC Kustland "
            "plaatsvervanger."),
    ItemRow(OOGO_3, "6", "Leerlingenvervoer: zelfstandig reizen", DISCUSS, 20, "D&W", LATER_2026,
            "Richting geven aan de uitwerking.",
            "Het ondersteuningsplan noemt zelfstandig reizen vanaf 14 jaar; het jeugdplan zwijgt "
            "erover.",
            "T3", "jeugd", "onderwijs", origins=(("theme", "T3"),),
            outcome="Eerst de leerlingen van 14 jaar en ouder op lijnen met een goede bus. "
            "Uitwerking in het ambtelijk overleg."),
    ItemRow(OOGO_3, "7", "Cijfers, beeld uit de checklist, rondvraag", DISCUSS, 20, DIRECTORS,
            LATER_2026, "Twee verschillen van beeld bespreken: stap 2 en stap 7.",
            subject="jeugd", portfolios="onderwijs, jeugd",
            origins=(("step", (2026, 2)), ("step", (2026, 7)),
                     ("step", (2026, 8))),
            outcome="Het verschil bij stap 2 zit in de begrippen, bij stap 7 in wie een ander mag "
            "aanspreken. Beide komen terug in september."),
    # the smaller meetings
    ItemRow(RG_1, "1", "Trekker ‘Overgang naar werk’", DISCUSS, 40, CHAIR, date(2025, 12, 15),
            "Kandidaten noemen.", theme="T4", origins=(("theme", "T4"),),
            outcome="De voorzitter zoekt een kandidaat vóór het OOGO."),
    ItemRow(RG_1, "2", "Voortgang van afspraken en acties", DISCUSS, 50, SECRETARY,
            date(2025, 12, 15), is_standing=True,
            outcome="De AVG-toets van Bergen is afgerond."),
    ItemRow(RG_2, "1", "Toeleiding naar intensieve jeugdhulp", DISCUSS, 30, "VO",
            date(2026, 1, 19), "Opdracht geven voor een voorstel.", theme="T2",
            origins=(("theme", "T2"),), outcome="VO maakt een voorstel."),
    ItemRow(RG_2, "2", "Rekenmodel hulp op school", DISCUSS, 30, "PPO", date(2026, 1, 19),
            "Uitgangspunten kiezen.", theme="T2", origins=(("theme", "T2"),),
            outcome="PPO rekent variant A en B door."),
    ItemRow(RG_2, "3", "Agenda van het OOGO van 16 april", DISCUSS, 30, SECRETARY,
            date(2026, 1, 19), outcome="Zeven punten, samen 120 minuten."),
    ItemRow(AO_1, "1", "Leerlingenvervoer: aantallen per gemeente", DISCUSS, 30, "D&W",
            date(2026, 2, 3), "Afspreken wie de aantallen verzamelt.", theme="T3",
            origins=(("theme", "T3"),),
            outcome="Alkmaar verzamelt, Dijk en Waard en De BUCH helpen. Aantallen, geen namen."),
    ItemRow(AO_1, "2", "Samenhang tussen ondersteuningsplan en jeugdplan", DISCUSS, 40, "VO",
            date(2026, 2, 3), "Vier thema’s naast elkaar leggen.",
            outcome="Twee thema’s verschillen, over leerlingenvervoer zwijgt het jeugdplan."),
    ItemRow(AO_1, "3", "Checklist, ronde 2026", DISCUSS, 20, SECRETARY, date(2026, 2, 3),
            outcome="Mandaten en contactpersonen worden aangevuld."),
    ItemRow(PORA, "1", "Voorbespreking ondersteuningsplan vo 2026–2030", DISCUSS, 40, "Alk",
            date(2026, 2, 16), "Inzet van de gemeenten bespreken.",
            outcome="De alinea over leerlingenvervoer vraagt aandacht."),
    ItemRow(PORA, "2", "Voorbespreking hulp op school", DISCUSS, 60, "Alk", date(2026, 2, 16),
            "Variant A of B, en de verdeling van de kosten.", theme="T2",
            outcome="Vijf gemeenten neigen naar variant B; Uitgeest blijft bij A."),
    ItemRow(AO_2, "1", "Stukken voor het OOGO van 16 april", DISCUSS, 60, SECRETARY,
            date(2026, 2, 26), "Stukken compleet maken.",
            outcome="Het rekenmodel volgt op 20 maart, de rest is compleet."),
    ItemRow(AO_2, "2", "Voorstel toeleiding intensieve jeugdhulp", DISCUSS, 30, "VO",
            date(2026, 2, 26), "Voorstel bespreken.", theme="T2",
            outcome="Het voorstel is besproken en gaat naar de themagroep."),
    ItemRow(RG_3, "1", "Evaluatie van de rol van onafhankelijk voorzitter", DISCUSS, 45, SECRETARY,
            LATER_2026, "Doorgaan, aanpassen of stoppen."),
    ItemRow(OOGO_4, "1", "Opening en mededelingen", NOTE, 10, CHAIR, LATER_2026, is_standing=True),
    ItemRow(OOGO_4, "2", "Verslag OOGO 16-04-2026 en actielijst", ADOPT, 15, SECRETARY,
            LATER_2026, "Verslag vaststellen.", is_standing=True),
    ItemRow(OOGO_4, "3", "Begroting 2027", DISCUSS, 40, DIRECTORS, LATER_2026),
)  # fmt: skip

HELP_AT_SCHOOL = (OOGO_3, "4")
SHARES = {
    "Alk": 76_339, "D&W": 66_089, "Cas": 24_547, "Ber": 16_994, "Hei": 16_050, "Uit": 9_981,
    "PPO": 7_500, "VO": 7_500, "IJm": 7_500, "MK": 7_500,
}  # fmt: skip

SPEAKS_FOR_UITGEEST = ("2", "5", "6", "7")
SPEAKS_FROM = date(2026, 2, 25)
TRADE_SECRETS = "Bedrijfs- en fabricagegegevens (artikel 5.1, lid 1, onder c, Woo)"

ANNEXES = (
    AnnexRow(OOGO_2, "3", "Voorstel regionale aanpak thuiszitters",
             ("Binnen vier weken een plan, binnen drie maanden een plek.",
              "Eén meldpunt bij leerplicht en Doorstroompunt.",
              "Trekker: wethouder van Alkmaar."), AUTUMN_2025, "Sanne Bosuil"),
    AnnexRow(OOGO_2, "4", "Gegevensset leerlingstromen",
             ("Aantallen per gemeente, per school en per soort onderwijs.",
              "Geen namen, geen aantallen onder vijf."), AUTUMN_2025, "Jan Winterkoning"),
    AnnexRow(OOGO_3, "2", "Conceptverslag OOGO 25 september 2025",
             ("Afspraken 2025-NK-007, 2025-NK-008 en 2025-NK-009.",
              "Swv IJmond is niet akkoord met de verdeling van de kosten van de voorzitter."),
             SPRING_2026),
    AnnexRow(OOGO_3, "3", "Concept-ondersteuningsplan vo 2026–2030, versie 0.8",
             ("Hoofdstuk 1. Dekkend aanbod in het gebied 27-03.",
              "Hoofdstuk 2. Onderwijs en jeugdhulp: een vaste hulpverlener per locatie.",
              "Hoofdstuk 3. Leerlingenvervoer: zelfstandig reizen vanaf 14 jaar.",
              "Hoofdstuk 4. Thuiszitters: aanpak binnen 4 weken.",
              "Hoofdstuk 5. Overgang naar werk: begeleiding tot 6 maanden na uitstroom."),
             date(2026, 2, 17), "Eva Snip"),
    AnnexRow(OOGO_3, "3", "Reacties van gemeenten en ROC",
             ("Alkmaar: alinea leerlingenvervoer aanpassen.",
              "Bergen en Heiloo: geen opmerkingen.",
              "Dijk en Waard: alinea leerlingenvervoer aanpassen.",
              "ROC Kustland: akkoord."), date(2026, 3, 5), "Eva Snip"),
    AnnexRow(OOGO_3, "4", "Varianten A en B: kosten en verdeling",
             ("Variant A: 180.000 euro per jaar, uit het jeugdhulpbudget.",
              "Variant B: 240.000 euro per jaar vanaf 2027.",
              "Gemeenten 210.000 euro naar jeugdigen, elk samenwerkingsverband 7.500 euro."),
             date(2026, 2, 26), "Jan Winterkoning"),
    AnnexRow(OOGO_3, "4", "Tarieven aanbieder De Brug",
             ("Tarief per uur, hulp op school: 84 euro.",
              "Tarief per uur, begeleiding thuis: 91 euro."),
             date(2026, 2, 26), "Jan Winterkoning", TRADE_SECRETS, SIX),
    AnnexRow(OOGO_3, "4", "Rekenmodel variant A en B",
             ("Aandeel per gemeente en per samenwerkingsverband, in euro per jaar.",
              *(f"{party}: {amount}" for party, amount in SHARES.items())),
             date(2026, 3, 20), "Jan Winterkoning"),
    AnnexRow(OOGO_3, "6", "Aantallen leerlingenvervoer per gemeente",
             ("Alkmaar 310, Bergen 64, Castricum 88, Dijk en Waard 265, Heiloo 57, Uitgeest 31.",
              "Leerlingen met vervoer op 1 februari 2026. Geen namen."),
             date(2026, 3, 5), "Sanne Bosuil"),
)  # fmt: skip
