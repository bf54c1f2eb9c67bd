"""Who may do what on the speelveld (domain: who may what)."""

from accounts.permissions import EDIT_PARTNERS, MANAGE_MEMBERS, SEE_CONTACT_DETAILS, has_right


def can_edit(user, region):
    return has_right(user, region, EDIT_PARTNERS)


def can_see_contact_details(user, region):
    """Phone numbers, and the ceilings of mandates."""
    return has_right(user, region, SEE_CONTACT_DETAILS)


def can_link_accounts(user, region):
    """An account that is linked to a person may speak for that person's parties."""
    return has_right(user, region, MANAGE_MEMBERS)
