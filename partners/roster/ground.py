"""Everything of a region that a row of the list of people can name."""

from collections import defaultdict

from django.db.models import Prefetch

from partners.models import Mandate, Organisation, Person, Portfolio, Position
from regio.lib.sort_name import fold


class Ground:
    """Read once, in six queries."""

    def __init__(self, region):
        self.region = region
        mandates = Prefetch("mandates", Mandate.objects.order_by("pk"))
        rows = Position.objects.of_region(region).select_related("organisation")
        self.held = defaultdict(list)
        for position in rows.prefetch_related("portfolios", mandates).order_by("pk"):
            self.held[position.person_id].append(position)
        self.people = list(Person.objects.of_region(region).known().order_by("sort_name", "pk"))
        self.by_email, self.by_name = defaultdict(list), defaultdict(list)
        for person in self.people:
            if person.email:
                self.by_email[person.email.casefold()].append(person)
            self.by_name[fold(person.name)].append(person)
        self.organisations = defaultdict(set)
        for organisation in Organisation.objects.of_region(region):
            for name in (organisation.name, organisation.short_name, organisation.abbreviation):
                self.organisations[fold(name)] |= {organisation} if name else set()
        portfolios = Portfolio.objects.of_region(region).filter(is_active=True)
        self.portfolios = {fold(one.name): one for one in portfolios}


def lasting(position, day):
    """Return the mandates of a function that hold on `day`, or come."""
    return [m for m in position.mandates.all() if m.until is None or m.until > day]
