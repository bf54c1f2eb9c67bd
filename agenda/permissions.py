"""Who may do what on the samenwerkingsagenda (domain: who may what)."""

from accounts.permissions import EDIT_PARTNERS, has_right


def can_edit(user, region):
    """Themes go with partners, people and bodies: who keeps those, keeps these."""
    return has_right(user, region, EDIT_PARTNERS)
