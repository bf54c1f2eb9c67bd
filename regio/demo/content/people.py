"""The people of Noord-Kennemerland (scenario 1) in their functions at three levels.

The scenario gives few first days of a function; where a mandate began with it, it is that day.
Where it gives no title the plain one stands here. Kievit is ill since 9 February 2026: her
function goes on, Scholekster acts for her. A second function for him (wethouder financiën) would
ask for a mandate of its own, so that his title names both.
"""

from datetime import date

from partners.models import Position
from regio.demo.content.shapes import Post

EXECUTIVE = Position.Level.EXECUTIVE
POLICY = Position.Level.POLICY
OPERATIONAL = Position.Level.OPERATIONAL
BOTH = "onderwijs, jeugd"
TERM = date(2022, 7, 1)
MERGER = date(2022, 1, 1)
# Most answered "Klopt dit nog" in September; Putter never did, Lijster a while ago.
MADE, VERIFIED = date(2025, 1, 8), date(2025, 9, 22)

POSITIONS = (
    # organisation, person, title, level, portfolios
    Post("Alk", "Hanna Merel", "wethouder onderwijs en jeugd", EXECUTIVE, BOTH, since=TERM),
    Post("Alk", "Sanne Bosuil", "beleidsmedewerker onderwijs", POLICY, "onderwijs"),
    Post("Alk", "Ruben Wulp", "projectleider jeugd", POLICY, "jeugd"),
    Post("Alk", "Nadia Karekiet", "coördinator leerplicht en Doorstroompunt", OPERATIONAL),
    Post("D&W", "Joris Grutto", "wethouder jeugd", EXECUTIVE, "jeugd", since=MERGER),
    Post("D&W", "Meryem Kwartel", "wethouder onderwijs", EXECUTIVE, "onderwijs", since=MERGER),
    Post("D&W", "Tom Spreeuw", "beleidsmedewerker", POLICY, BOTH),
    Post("D&W", "Guus Putter", "medewerker wijkteam", OPERATIONAL, verified=MADE),
    Post("Ber", "Fenna Kievit", "wethouder onderwijs en jeugd", EXECUTIVE, BOTH),
    Post("Ber", "Siebe Scholekster", "wethouder financiën, waarnemend onderwijs en jeugd",
         EXECUTIVE, BOTH, since=date(2026, 2, 9), acts_for="Fenna Kievit",
         added=date(2026, 2, 10), by="Lotte Zwaluw"),
    Post("Ber", "Anouk Vink", "medewerker wijkteam", OPERATIONAL),
    Post("Cas", "Paul Lepelaar", "wethouder onderwijs en jeugd", EXECUTIVE, BOTH, since=TERM),
    Post("Cas", "Renske Mees", "medewerker wijkteam", OPERATIONAL),
    Post("Hei", "Irma Tureluur", "wethouder onderwijs en jeugd", EXECUTIVE, BOTH, since=TERM),
    Post("Uit", "Karel Fuut", "wethouder sociaal domein", EXECUTIVE, BOTH),
    Post("Uit", "Joep Lijster", "medewerker wijkteam", OPERATIONAL,
         verified=date(2025, 5, 12)),
    Post("BUCH", "Lotte Zwaluw", "beleidsmedewerker onderwijs-jeugd", POLICY, BOTH),
    Post("BUCH", "Bram IJsvogel", "projectleider passend onderwijs", POLICY, "onderwijs"),
    Post("PPO", "Yara Smient", "directeur-bestuurder", EXECUTIVE),
    Post("PPO", "Jan Winterkoning", "beleidsmedewerker", POLICY),
    Post("PPO", "Lisa Pimpel", "consulent", OPERATIONAL),
    Post("VO", "Olaf Reiger", "directeur-bestuurder", EXECUTIVE),
    Post("VO", "Eva Snip", "beleidsmedewerker", POLICY),
    Post("VO", "Niek Wielewaal", "consulent", OPERATIONAL),
    Post("IJm", "Gijs Meerkoet", "directeur-bestuurder", EXECUTIVE),
    Post("MK", "Wilma Roerdomp", "directeur-bestuurder", EXECUTIVE),
    Post("Meerzicht", "Petra Kluut", "bestuurder, lid raad van toezicht PPO", EXECUTIVE),
    Post("Vuurtoren", "Henk Buizerd", "bestuurder, lid deelnemersraad VO", EXECUTIVE),
    Post("Lichtbaken", "Ineke Tapuit", "bestuurder", EXECUTIVE),
    Post("ROC", "Farid Havik", "lid college van bestuur", EXECUTIVE),
    Post("ROC", "Mirjam Zanglijster", "beleidsmedewerker", POLICY),
    Post("Brug", "Stef Ekster", "regiomanager", EXECUTIVE),
    Post("GI", "Mila Valk", "gebiedsmanager", EXECUTIVE),
    Post("GGD", "Ralf Sijs", "beleidsmedewerker jeugdgezondheidszorg", POLICY),
    Post("Stuifduin", "Kim Mus", "beleidsmedewerker", POLICY),
    Post("Waterkant", "Tess Kauw", "beleidsmedewerker", POLICY),
    Post("OPR", "Bas Goudvink", "voorzitter OPR vo", POLICY),
    Post("Panel", "Zoë Kuif", "lid jongerenpanel", POLICY),
    Post("", "Els Ooievaar", "onafhankelijk voorzitter", EXECUTIVE,
         since=date(2025, 9, 1), until=date(2026, 9, 1),
         added=date(2025, 8, 27), by="Mark Torenvalk"),
    Post("", "Mark Torenvalk", "procesregisseur, secretaris", POLICY),
)  # fmt: skip

PHONES = {
    "Hanna Merel": "072 000 01 01",
    "Sanne Bosuil": "072 000 01 02",
    "Tom Spreeuw": "072 000 01 03",
    "Lotte Zwaluw": "072 000 01 04",
    "Jan Winterkoning": "072 000 01 05",
    "Eva Snip": "072 000 01 06",
    "Mark Torenvalk": "072 000 01 07",
}
