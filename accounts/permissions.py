"""The table of rights (domain: who may what). A right is asked of a user in a region.

Rights that hang on a party as well (its own checklist answers) build on these in higher apps.
"""

from accounts.models import Membership

Role = Membership.Role
EVERYONE = frozenset(Role)

MANAGE_MEMBERS = frozenset({Role.ADMIN})
SET_REGION = frozenset({Role.ADMIN})
# Which reminders go out to whom; settle what became of a mail.
SEE_MAILS = frozenset({Role.ADMIN, Role.DIRECTOR})
SET_REMINDERS = frozenset({Role.ADMIN})
# Partners, and with them people, bodies, themes and indicators.
EDIT_PARTNERS = frozenset({Role.ADMIN, Role.DIRECTOR, Role.OFFICER})
# Carry out a herindeling: all that hangs on a gemeente goes over.
APPLY_MERGERS = frozenset({Role.DIRECTOR})
LET_ACCOUNTS_SPEAK = frozenset({Role.ADMIN, Role.DIRECTOR})
# Give somebody all that is kept of them; let go of it for good (retention).
EXPORT_PEOPLE = frozenset({Role.ADMIN, Role.DIRECTOR})
ANONYMISE_PEOPLE = frozenset({Role.ADMIN})
ANSWER_ALL_PARTIES = frozenset({Role.DIRECTOR})
ANSWER_OWN_PARTY = frozenset({Role.OFFICER, Role.EXECUTIVE})
ANSWER_SHARED = frozenset({Role.DIRECTOR, Role.OFFICER})
DIRECT_ROUNDS = frozenset({Role.DIRECTOR})
DIRECT_MEETINGS = frozenset({Role.DIRECTOR})
PROPOSE_ITEMS = frozenset({Role.DIRECTOR, Role.OFFICER})
TAKE_OWN_STANCE = frozenset({Role.EXECUTIVE})
FOLLOW_OWN_ACTIONS = frozenset({Role.OFFICER, Role.EXECUTIVE})
SEE_CONTACT_DETAILS = EVERYONE - {Role.READER}


def has_right(user, region, right):
    """Tell whether one of the user's present roles in `region` carries `right` (a set of roles)."""
    return bool(user.roles_in(region) & right)


def can_manage_members(user, region):
    return has_right(user, region, MANAGE_MEMBERS)


def can_make_regions(user):
    return user.is_authenticated and user.is_functional_admin
