"""Who joins a region, in which role, and who leaves.

Each action holds the region's row until it is done, so that two at once see each other. What the
user can mend is a ValidationError, for the form or as a message.
"""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower

from accounts.models import LINK_LIFETIME, Membership, Region, SignedLink, User
from partners.models import Person, Portfolio
from records import actions as records
from regio.lib import clock
from reminders.actions import queue_invitation

Role = Membership.Role

FIRST_PORTFOLIOS = ("onderwijs", "jeugd", "wmo", "financiën")

HAS_ROLE = "Dit lid heeft deze rol al."
INVITED = "Voor dit adres en deze rol staat al een uitnodiging open. U kunt die opnieuw versturen."
LAST_ADMIN = "Dit is de enige beheerder. Maak eerst iemand anders beheerder van deze regio."
ENDED = "Dit lidmaatschap is al beëindigd."
HAS_ADMIN = "Deze regio heeft intussen een beheerder; die nodigt de andere leden uit."
NOT_OPEN = "Deze uitnodiging is al gebruikt of ingetrokken."
PERSON_TAKEN = "Deze contactpersoon hoort al bij een ander account."


@transaction.atomic
def invite(*, region, email, name, role, by):
    """Invite an address to a role: a signed link, and the mail that carries it.

    Answers the same whether an account with that address exists. Raises ValidationError when the
    address has the role, or is invited to it. Returns the link.
    """
    _hold(region)
    current = Membership.objects.of_region(region).on(clock.today())
    if current.filter(user__email=email, role=role).exists():
        raise ValidationError({"email": HAS_ROLE})
    invitations = SignedLink.objects.of_region(region).open()
    if invitations.filter(email=email, role=role).exists():
        raise ValidationError({"email": INVITED})
    link = SignedLink(
        purpose=SignedLink.Purpose.INVITATION,
        region=region,
        email=email,
        name=name,
        role=role,
        created_by=by,
        expires_at=clock.real_now() + LINK_LIFETIME,
    )
    records.create(link, by=by)
    queue_invitation(link)
    return link


@transaction.atomic
def renew_invitation(*, link, by):
    """Send an open invitation once more, good for thirty days from now."""
    link = _hold_invitation(link)
    expires_at = clock.real_now() + LINK_LIFETIME
    link = records.write(link, version=link.version, by=by, expires_at=expires_at)
    queue_invitation(link)


@transaction.atomic
def revoke_invitation(*, link, by):
    """Close an open invitation: its link opens nothing from now on."""
    link = _hold_invitation(link)
    records.write(link, version=link.version, by=by, revoked_at=clock.real_now())


@transaction.atomic
def accept_invitation(*, link, user=None, name="", password=""):
    """Make the invited one a member from today; without `user` make the account as well.

    Only one call for a link does so: returns the user, or None when the link was not usable any
    more. A contactpersoon of the region with the same address gets the account.
    """
    _hold(link.region)
    link = SignedLink.objects.usable().filter(pk=link.pk).select_related("region").first()
    if link is None:
        return None
    if user is None:
        user = User(email=link.email, name=name)
        user.set_password(password)
        records.create(user, by=user)
    records.write(link, version=link.version, by=user, used_at=clock.real_now())
    open_now = Membership.objects.of_region(link.region).filter(until=None)
    if not open_now.filter(user=user, role=link.role).exists():
        member = Membership(user=user, region=link.region, role=link.role, since=clock.today())
        records.create(member, by=user)
    if person := person_to_link(link.region, user.email):
        records.write(person, version=person.version, by=user, user=user)
    return user


@transaction.atomic
def change_role(*, membership, version, by, role):
    """Give a member another role. Raises StaleError, or ValidationError for the last beheerder."""
    _hold(membership.region)
    _check_open(membership)
    if role != Role.ADMIN:
        _keep_an_admin(membership)
    others = Membership.objects.of_region(membership.region).filter(until=None, role=role)
    if others.filter(user=membership.user_id).exclude(pk=membership.pk).exists():
        raise ValidationError({"role": HAS_ROLE})
    return records.write(membership, version=version, by=by, role=role)


@transaction.atomic
def end_membership(*, membership, version, by):
    """End a membership today; the next request of the member is a stranger's."""
    _hold(membership.region)
    _check_open(membership)
    _keep_an_admin(membership)
    return records.write(membership, version=version, by=by, until=clock.today())


@transaction.atomic
def link_person(*, region, user, person, was, by):
    """Tie the account of `user` to a contactpersoon of the region, or to none.

    `was` is the id of the one that was tied when the page was made (None: nobody).
    """
    _hold(region)
    people = Person.objects.of_region(region)
    current = people.filter(user=user).first()
    if current == person:
        return
    if (current.pk if current else None) != was:
        who = current or "niemand"
        raise ValidationError({"person": f"Iemand anders koppelde intussen: {who}. Kies opnieuw."})
    if current:
        records.write(current, version=current.version, by=by, user=None)
    if person:
        person = people.get(pk=person.pk)
        if person.user_id:
            raise ValidationError({"person": PERSON_TAKEN})
        records.write(person, version=person.version, by=by, user=user)


@transaction.atomic
def create_region(*, region, admin_email, admin_name, by):
    """Make a region with its first portefeuilles, and invite its first beheerder.

    It opens nothing to `by`: only who accepts an invitation is a member.
    """
    records.create(region, by=by)
    for name in FIRST_PORTFOLIOS:
        records.create(Portfolio(region=region, name=name), by=by)
    invite(region=region, email=admin_email, name=admin_name, role=Role.ADMIN, by=by)
    return region


@transaction.atomic
def invite_first_admin(*, region, email, name, by):
    """Invite another address as the first beheerder; what stood open for that opens nothing more.

    Raises ValidationError when the region has had a beheerder by now. Returns the link.
    """
    _hold(region)
    if not Region.objects.without_admin().filter(pk=region.pk).exists():
        raise ValidationError(HAS_ADMIN)
    for link in SignedLink.objects.of_region(region).open().filter(role=Role.ADMIN):
        records.write(link, version=link.version, by=by, revoked_at=clock.real_now())
    return invite(region=region, email=email, name=name, role=Role.ADMIN, by=by)


def people_to_link(region, emails):
    """Return {address: contactpersoon} of those that an invitation to each address will link.

    It is the only one of the region with that address; who has an account stays out, and so does
    an address whose account is a contactpersoon of the region already.
    """
    people = Person.objects.of_region(region)
    taken = set(people.filter(user__email__in=emails).values_list("user__email", flat=True))
    found = defaultdict(list)
    free = people.filter(user=None).annotate(address=Lower("email"))
    for person in free.filter(address__in=set(emails) - taken):
        found[person.address].append(person)
    return {address: same[0] for address, same in found.items() if len(same) == 1}


def person_to_link(region, email):
    return people_to_link(region, [email]).get(email)


def _hold(region):
    """Let two actions on one region wait for each other (SQLite: every transaction does)."""
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)


def _hold_invitation(link):
    _hold(link.region)
    link = SignedLink.objects.select_for_update().get(pk=link.pk)
    if link.used_at or link.revoked_at:
        raise ValidationError(NOT_OPEN)
    return link


def _check_open(membership):
    if not Membership.objects.on(clock.today()).filter(pk=membership.pk).exists():
        raise ValidationError(ENDED)


def _keep_an_admin(membership):
    """Refuse to take away the last beheerder who can sign in."""
    admins = Membership.objects.of_region(membership.region).on(clock.today())
    admins = admins.filter(role=Role.ADMIN, user__is_active=True)
    if set(admins.values_list("pk", flat=True)) == {membership.pk}:
        raise ValidationError(LAST_ADMIN)
