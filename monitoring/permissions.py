"""Who may do what in monitoring (domain: who may what): indicators go with partners and themes.

Those who enter figures see small numbers in the form in which they correct them, and nowhere else.
"""

from accounts.permissions import EDIT_PARTNERS, has_right

EDIT_INDICATORS = EDIT_PARTNERS


def can_edit(user, region):
    return has_right(user, region, EDIT_INDICATORS)
