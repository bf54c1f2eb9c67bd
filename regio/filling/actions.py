"""Fills a region of a size: everything at once, or nothing."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from accounts.models import Membership, Region, User
from checklist.instruments import load_instruments
from partners.reference.load import load_reference
from regio.demo.content.members import PASSWORD
from regio.filling.figures import add_indicators, add_rounds
from regio.filling.ground import lay_ground
from regio.filling.meetings import add_meetings
from regio.filling.plot import Plot
from regio.filling.promises import add_actions, add_decisions

Role = Membership.Role
# Who signs in: the number of the person that carries the account, and the role.
ACCOUNTS = {0: ("bestuurder", Role.EXECUTIVE), 1: ("beleid", Role.OFFICER)}
BESIDES = {"regisseur": Role.DIRECTOR, "beheerder": Role.ADMIN, "lezer": Role.READER}


class FillingError(Exception):
    """The region may not be made here; the message says why, in a line."""


@transaction.atomic
def fill(*, size, day):
    """Make the region of `size` as it would stand on `day`; returns the Region.

    The same size and day give the same rows. Raises FillingError; then nothing is changed.
    """
    if not settings.DEVELOPMENT:
        raise FillingError("Filling is for development mode only (REGIO_DEBUG=1).")
    if Region.objects.filter(slug=size.slug).exists():
        raise FillingError(f"The region {size.slug} is there already. Nothing was changed.")
    load_reference()
    load_instruments()
    region = Region.objects.create(
        name=f"Regio van maat {size.key}", slug=size.slug, code=size.code, version=1
    )
    users = _add_users(region, size)
    plot = Plot(size=size, day=day, region=region, by=users["regisseur"])
    lay_ground(plot, {number: users[name] for number, (name, _) in ACCOUNTS.items()})
    add_rounds(plot)
    add_meetings(plot)
    add_decisions(plot)
    add_actions(plot)
    add_indicators(plot)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database does by itself that fills over the years
    return region


def _add_users(region, size):
    """Return {name: user}, each a member since the first day of the region."""
    password = make_password(PASSWORD)
    users = {}
    for name, role in (*ACCOUNTS.values(), *BESIDES.items()):
        user = User(email=f"{name}@{size.slug}.test", name=name.capitalize(), version=1)
        user.password = password
        user.save(force_insert=True)
        Membership.objects.create(user=user, region=region, role=role, version=1)
        users[name] = user
    return users
