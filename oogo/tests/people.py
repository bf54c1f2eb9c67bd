"""Members of a region who speak for a party, for the tests of actions."""

from accounts.tests.factories import MembershipFactory
from partners.tests.factories import PersonFactory, PositionFactory


def speaker(region, party, role="beleidsmedewerker"):
    """Return a member of `region` in `role` with a function at `party`; its `position` is that."""
    user = MembershipFactory(region=region, role=role).user
    person = PersonFactory(region=region, user=user)
    user.position = PositionFactory(person=person, organisation=party.organisation)
    return user
