"""Checklist, ronde 2025: closed on 28 March 2025 (scenario 8).

The scenario gives no shared view of that year but for what later became actions A11 (step 2) and
A12 (step 6). Who filled in when is made up, within the round.
"""

from datetime import date

from regio.demo.content.shapes import Filling, RoundContent, Shared

PARTIES = ("Alk", "D&W", "Ber", "Cas", "Hei", "Uit", "PPO", "VO", "IJm", "MK")
OTHER_AREA = "Valt buiten gebied 27-03 en was geen partij bij het OOGO over het ondersteuningsplan."

VERDICTS = {
    #   Alk D&W Ber Cas Hei Uit PPO VO  IJm MK
    1: " D   G   D   D   D   D   D   D   –   –",
    2: " D   D   D   D   D   D   G   G   –   –",
    3: " D   D   D   D   D   D   G   G   –   –",
    4: " G   G   G   D   G   X   G   G   X   X",
    5: " D   D   D   D   D   D   D   D   –   –",
    6: " N   N   N   N   N   N   N   D   –   –",
    7: " D   D   D   D   D   D   D   N   –   –",
    8: " N   N   N   N   N   N   N   N   –   –",
}  # fmt: skip


def _in_two_days(by, first, second, submitted_on, *, in_name=False):
    return Filling(by, {first: (1, 2, 3, 4), second: (5, 6, 7, 8)}, submitted_on, in_name)


BUCH = _in_two_days("Lotte Zwaluw", date(2025, 2, 18), date(2025, 3, 6), date(2025, 3, 26))
DIRECTOR = _in_two_days(
    "Mark Torenvalk", date(2025, 3, 20), date(2025, 3, 21), date(2025, 3, 27), in_name=True
)

ROUND_2025 = RoundContent(
    title="Ronde 2025",
    made_on=date(2025, 1, 28),
    made_by="Mark Torenvalk",
    opens_on=date(2025, 2, 1),
    due_on=date(2025, 3, 28),
    closed_on=date(2025, 3, 28),
    parties=PARTIES,
    verdicts=VERDICTS,
    fillings={
        "Alk": _in_two_days("Sanne Bosuil", date(2025, 2, 10), date(2025, 3, 3), date(2025, 3, 25)),
        "D&W": _in_two_days("Tom Spreeuw", date(2025, 2, 13), date(2025, 3, 10), date(2025, 3, 27)),
        "Ber": BUCH,
        "Cas": BUCH,
        "Hei": BUCH,
        "Uit": BUCH,
        "PPO": _in_two_days(
            "Jan Winterkoning", date(2025, 2, 12), date(2025, 3, 4), date(2025, 3, 25)
        ),
        "VO": _in_two_days("Eva Snip", date(2025, 2, 26), date(2025, 3, 12), date(2025, 3, 24)),
        "IJm": DIRECTOR,
        "MK": DIRECTOR,
    },
    reasons={"Uit": OTHER_AREA, "IJm": OTHER_AREA, "MK": OTHER_AREA},
    shared=(
        Shared(
            2,
            "begrippenlijst verzuim, thuiszitter, vrijstelling",
            "Mark Torenvalk",
            date(2025, 3, 27),
            owner="Nadia Karekiet",
            due_on=date(2025, 12, 19),
        ),
        Shared(6, "voorstel minder overleggen", "Mark Torenvalk", date(2025, 3, 27), "Yara Smient"),
    ),
    own_answers={
        "speelveld-overzicht": {"Alk": "3", "D&W": "3", "PPO": "3", "VO": "2"},
        "kennis-taal": {"Alk": "2", "D&W": "3", "PPO": "3", "VO": "3"},
        "agenda-bekend": {"Alk": "2", "PPO": "3", "VO": "3"},
        "oogo-voorbereid": {"Alk": "4", "D&W": "4", "PPO": "4", "VO": "4"},
        "afspraken-helder": {"Alk": "3", "D&W": "2", "PPO": "3"},
    },
)
