"""Who may do what on the speelveld (domain: who may what)."""

from accounts.permissions import (
    ANONYMISE_PEOPLE,
    APPLY_MERGERS,
    EDIT_PARTNERS,
    EXPORT_PEOPLE,
    LET_ACCOUNTS_SPEAK,
    MANAGE_MEMBERS,
    SEE_CONTACT_DETAILS,
    has_right,
)


def can_edit(user, region):
    return has_right(user, region, EDIT_PARTNERS)


def can_see_contact_details(user, region):
    """Phone numbers, and the ceilings of mandates."""
    return has_right(user, region, SEE_CONTACT_DETAILS)


def can_link_accounts(user, region):
    """An account that is linked to a person may speak for that person's parties."""
    return has_right(user, region, MANAGE_MEMBERS)


def can_let_accounts_speak(user, region):
    """Decide for which parties an account speaks (docs/adr/0008-who-speaks-for-a-party.md).

    Functions and representations of the person who carries an account open the checklist of their
    parties: who may fill it in for one party must not be able to choose that party.
    """
    return has_right(user, region, LET_ACCOUNTS_SPEAK)


def can_let_speak(user, person):
    """Give `person` a function or a representation: narrower where the person has an account."""
    if person.user_id:
        return can_let_accounts_speak(user, person.region)
    return can_edit(user, person.region)


def can_apply_mergers(user, region):
    """Choose who takes over what of a gemeente that ends. It touches functions, meetings and
    rounds alike, and is for who may write all of those."""
    return has_right(user, region, APPLY_MERGERS)


def can_verify(user, person):
    """Say that a function is right: who may change it, and whose it is."""
    return can_edit(user, person.region) or person.user_id == user.pk


def can_export(user, person):
    """See all that is kept of a person: for whoever asks in the region, and for the person."""
    return has_right(user, person.region, EXPORT_PEOPLE) or person.user_id == user.pk


def can_anonymise(user, region):
    return has_right(user, region, ANONYMISE_PEOPLE)


def can_edit_reference(user):
    """Gemeenten and areas have no tenant: the functioneel beheerder brings in new editions."""
    return user.is_authenticated and user.is_functional_admin
