"""Checklist, ronde 2026: open 1 February to 27 March 2026 (scenario 8).

'gemeenten zeggen' and "swv's zeggen" are the remarks of Alkmaar and of PPO. An owner is one
function here: the regisseursgroep has no function of its own, so its chair Ooievaar stands for it;
"Alk, PPO" is Bosuil, "VO, Alk" is Snip, "PPO" is Smient (who owns action A12). Of what the table
calls evidence the afspraken and actions hang on their steps (`oogo_actions.OUTCOMES`), the rest is
an address. Who filled in when is made up, within the round. Steps are handed in early by Dijk en
Waard and VO only: the others can still change theirs on 3 March.
"""

from datetime import date

from regio.demo.content import answers_2026
from regio.demo.content.round_2025 import PARTIES
from regio.demo.content.shapes import Filling, Proof, RoundContent, Shared

VERDICTS = {
    #   Alk D&W Ber Cas Hei Uit PPO VO  IJm MK
    1: " G   H   G   D   G   D   G   G   D   D",
    2: " D   D   D   N   D   N   H   G   –   –",
    3: " H   G   H   G   H   G   H   H   D   D",
    4: " G   D   D   D   D   X   G   D   X   X",
    5: " D   N   N   D   N   N   D   G   –   –",
    6: " N   –   –   –   –   –   D   –   –   –",
    7: " G   D   D   D   D   D   N   N   –   –",
    8: " D   –   –   –   –   –   –   –   –   –",
}  # fmt: skip

SPEAKERS = {
    # step: (what Alkmaar says, what PPO says)
    1: ("Zes gemeenten, drie indelingen; Castricum en Uitgeest vallen buiten 27-03.",
        "Bestuurlijk bekend; op beleidsniveau kennen wij IJmond en Midden-Kennemerland niet."),
    2: ("Cijfers komen laat en meten niet hetzelfde ('thuiszitter').",
        "Onze cijfers staan op het dashboard en zijn gedeeld."),
    3: ("Agenda gedeeld; niet in elk college besproken.",
        "Agenda staat; IJmond en Midden-K. lezen alleen mee."),
    4: ("Planning krap door verkiezingen en meivakantie.",
        "Plan ligt er; geen ruimte voor tweede ronde."),
    5: ("Afspraken zonder lokale uitwerking; acties lopen uit.",
        "Afspraken zijn helder; uitvoering bij gemeenten blijft achter."),
    6: ("Te veel overleggen met dezelfde mensen.",
        "Themagroep en ambtelijk overleg samenvoegen."),
    7: ("Trekkers zijn benoemd, op één na.",
        "Wij missen mandaat: niemand spreekt een ander aan."),
    8: ("Indicatoren gekozen, streefwaarden nog niet overal.", ""),
}  # fmt: skip

REMARKS = {
    (step, party): remark
    for step, pair in SPEAKERS.items()
    for party, remark in zip(("Alk", "PPO"), pair, strict=True)
} | {
    (1, "Cas"): "Wij horen bij andere samenwerkingsverbanden: 27-11 (po) en 27-04 (vo).",
    (1, "Uit"): "Wij horen bij andere samenwerkingsverbanden: 27-11 (po) en 27-04 (vo).",
}

OTHER_AREA = "Valt buiten gebied 27-03 en is geen partij bij het ondersteuningsplan vo."
LAST_DAY = date(2026, 3, 27)
BUCH = Filling(
    "Lotte Zwaluw",
    {date(2026, 2, 10): (1, 2, 3), date(2026, 2, 19): (4, 5), date(2026, 3, 2): (7,)},
    date(2026, 3, 24),
)
DIRECTOR = Filling("Mark Torenvalk", {date(2026, 2, 20): (1, 3, 4)}, LAST_DAY, in_name=True)

FILLINGS = {
    "Alk": Filling(
        "Sanne Bosuil",
        {
            date(2026, 2, 4): (1, 3),
            date(2026, 2, 12): (2, 4),
            date(2026, 2, 17): (5, 7),
            date(2026, 3, 2): (6, 8),
        },
        date(2026, 3, 26),
    ),
    "D&W": Filling(
        "Tom Spreeuw",
        {date(2026, 2, 9): (1, 2, 3), date(2026, 2, 18): (4, 5, 7)},
        date(2026, 2, 19),
    ),
    "Ber": BUCH,
    "Cas": BUCH,
    "Hei": BUCH,
    "Uit": BUCH,
    "PPO": Filling(
        "Jan Winterkoning",
        {date(2026, 2, 6): (1, 2, 3), date(2026, 2, 13): (4, 5), date(2026, 3, 2): (6, 7)},
        date(2026, 3, 25),
    ),
    "VO": Filling(
        "Eva Snip",
        {date(2026, 2, 11): (1, 2, 3), date(2026, 2, 16): (4, 5, 7)},
        date(2026, 2, 19),
    ),
    "IJm": DIRECTOR,
    "MK": DIRECTOR,
}

EARLIER = {
    (1, "Alk"): ("deels", date(2026, 2, 3)),
    (2, "PPO"): ("grotendeels", date(2026, 2, 5)),
    (2, "Cas"): ("deels", date(2026, 2, 9)),
    (7, "PPO"): ("deels", date(2026, 2, 13)),
}

TORENVALK = "Mark Torenvalk"
AFTER_TALKS = date(2026, 2, 12)
AFTER_VIEWS = date(2026, 2, 23)
MONDAY = date(2026, 3, 2)

SHARED = (
    # step, what must still happen, written by and on; owner, due; shared verdict, set on
    Shared(1, "contactpersonen en verlopen mandaten aanvullen", TORENVALK, AFTER_TALKS,
           TORENVALK, date(2026, 3, 13), "grotendeels", AFTER_VIEWS),
    Shared(2, "één begrippenlijst, één levering per jaar", "Sanne Bosuil", date(2026, 2, 13),
           "Sanne Bosuil", date(2026, 3, 27),
           remark="Nog geen gedeeld oordeel: verschil van beeld."),
    Shared(3, "shortlist laten vaststellen na de collegevorming", TORENVALK, AFTER_TALKS,
           "Els Ooievaar", date(2026, 9, 24), "grotendeels", AFTER_VIEWS),
    Shared(4, "punten met voorbehoud vooraf oplossen", "Eva Snip", date(2026, 2, 16),
           "Eva Snip", date(2026, 4, 9), "deels", AFTER_VIEWS),
    Shared(5, "lokale uitwerking van NK-007 per gemeente vastleggen", TORENVALK,
           date(2026, 2, 20), "Hanna Merel", date(2026, 9, 1), "deels", MONDAY),
    Shared(6, "voorstel minder overleggen", "Jan Winterkoning", MONDAY,
           "Yara Smient", date(2026, 7, 2)),
    Shared(7, "mandaat per trekker vastleggen; trekker T4", TORENVALK, AFTER_VIEWS,
           "Els Ooievaar", date(2026, 4, 16),
           remark="Nog geen gedeeld oordeel: verschil van beeld."),
    Shared(8, "drie indicatoren vaststellen", TORENVALK, AFTER_VIEWS,
           "Els Ooievaar", date(2026, 9, 24)),
)  # fmt: skip

EVIDENCE = (
    # step, label, last part of the address, added by and on
    Proof(3, "Concept-agenda 2026–2030", "agenda/concept-2026-2030", TORENVALK, AFTER_VIEWS),
    Proof(4, "Cyclus OOGO 16-04-2026", "oogo/2026-04-16", TORENVALK, AFTER_VIEWS),
    Proof(4, "M5 Schriftelijke reacties gemeenten en ROC", "mijlpalen/M5", "Eva Snip",
          date(2026, 2, 16)),
    Proof(4, "M15 Voorbehouden bij punt 3 beantwoord", "mijlpalen/M15", "Eva Snip",
          date(2026, 2, 16)),
    Proof(8, "I1 Thuiszitters langer dan drie maanden", "indicatoren/I1", TORENVALK, AFTER_VIEWS),
    Proof(8, "I2 Voortijdig schoolverlaters", "indicatoren/I2", TORENVALK, AFTER_VIEWS),
    Proof(8, "I3 Jongeren met jeugdhulp", "indicatoren/I3", TORENVALK, AFTER_VIEWS),
)  # fmt: skip

ROUND_2026 = RoundContent(
    title="Ronde 2026",
    made_on=date(2026, 1, 27),
    made_by=TORENVALK,
    opens_on=date(2026, 2, 1),
    due_on=LAST_DAY,
    closed_on=LAST_DAY,
    parties=PARTIES,
    verdicts=VERDICTS,
    fillings=FILLINGS,
    reasons={"Uit": OTHER_AREA, "IJm": OTHER_AREA, "MK": OTHER_AREA},
    remarks=REMARKS,
    earlier=EARLIER,
    shared=SHARED,
    evidence=EVIDENCE,
    answers=answers_2026.SHARED_ANSWERS,
    own_answers=answers_2026.OWN_ANSWERS,
)
