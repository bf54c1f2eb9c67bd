"""Who signs in. Eight accounts with one password; two colleagues whose changes are in the history
have an account without one, so that Geschiedenis names who did it.
"""

from datetime import date

from accounts.models import Membership
from regio.demo.content.shapes import Member

PASSWORD = "regio-demo-2026"
Role = Membership.Role
START = date(2025, 1, 6)

MEMBERS = (
    # e-mail, name, role, since; the first one makes the region
    Member("beheerder@demo.test", "Marit Nachtegaal", Role.ADMIN, START, is_functional_admin=True),
    Member("regisseur@demo.test", "Mark Torenvalk", Role.DIRECTOR, START),
    Member("beleid.gemeente@demo.test", "Sanne Bosuil", Role.OFFICER, date(2025, 1, 20)),
    Member("beleid.swv@demo.test", "Jan Winterkoning", Role.OFFICER, date(2025, 1, 20)),
    Member("beleid.buch@demo.test", "Lotte Zwaluw", Role.OFFICER, date(2025, 1, 20)),
    Member("wethouder@demo.test", "Hanna Merel", Role.EXECUTIVE, date(2025, 3, 3)),
    Member("lezer@demo.test", "Koen Leeuwerik", Role.READER, date(2025, 9, 15)),
    Member("tom.spreeuw@dijkenwaard.example", "Tom Spreeuw", Role.OFFICER, date(2025, 1, 20),
           may_sign_in=False),
    Member("eva.snip@vo.example", "Eva Snip", Role.OFFICER, date(2025, 1, 20), may_sign_in=False),
)  # fmt: skip

STRANGER = Member("vreemde@demo.test", "Femke Grauwgors", Role.ADMIN, date(2025, 11, 3))

SIGN_INS = (*(member for member in MEMBERS if member.may_sign_in), STRANGER)
