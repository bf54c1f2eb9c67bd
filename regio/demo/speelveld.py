"""Writes a region of the demonstration and its Speelveld from their tables."""

from datetime import timedelta

from django.utils.text import slugify

from accounts.models import Membership, Region, User
from partners.models import (
    Area,
    AreaContact,
    Mandate,
    Municipality,
    Organisation,
    OrganisationLink,
    Party,
    Person,
    Portfolio,
    Position,
    RegionArea,
    Representation,
)
from records import actions as records


def add_users(members, password_hash):
    """Store the accounts; those that may not sign in get no password. Returns them by name."""
    users = {}
    for member in members:
        user = User(
            email=member.email,
            name=member.name,
            is_functional_admin=member.is_functional_admin,
            version=1,
        )
        user.set_unusable_password()
        if member.may_sign_in:
            user.password = password_hash
        user.save(force_insert=True)
        users[member.name] = user
    return users


class SpeelveldWriter:
    """Writes one region, row by row, each by who did it on the day that it was done.

    Afterwards `region`, `users` (by name), `parties` (by key) and `positions` (by person) are what
    a round needs.
    """

    def __init__(self, content, users, diary):
        self.content = content
        self.users = users
        self.diary = diary
        self.admin = users[content.members[0].name]
        self.organisations, self.parties, self.positions = {}, {}, {}

    def write(self):
        first = self.content.made_on
        self._add_region(first)
        self._add_members()
        self._add_organisations(first + timedelta(days=1))
        self._add_people(first + timedelta(days=2))
        self._add_links(first + timedelta(days=3))
        self._add_representations(first + timedelta(days=3))
        self._add_mandates(first + timedelta(days=3))
        self._add_secretariats()
        self._add_area_contacts(first + timedelta(days=3))
        return self

    def _create(self, obj, on, by=None, **m2m):
        obj.pending_m2m = m2m
        with self.diary.on(on):
            return records.create(obj, by=by or self.admin)

    def _add_area_contacts(self, on):
        for (kind, code), person, note in self.content.area_contacts:
            area = Area.objects.get(kind=kind, code=code)
            contact = AreaContact(
                region=self.region, area=area, position=self.positions[person], note=note
            )
            self._create(contact, on)

    def _user(self, row):
        return self.users[row.by] if row.by else self.admin

    def _add_region(self, on):
        content = self.content
        region = Region(name=content.name, slug=content.slug, code=content.code)
        self.region = self._create(region, on)
        for kind, code in content.areas:
            area = Area.objects.get(kind=kind, code=code)
            self._create(RegionArea(region=self.region, area=area), on)
        self.portfolios = {
            name: self._create(Portfolio(region=self.region, name=name), on)
            for name in content.portfolios
        }

    def _add_members(self):
        for member in self.content.members:
            if member.since <= self.diary.day:
                membership = Membership(
                    user=self.users[member.name],
                    region=self.region,
                    role=member.role,
                    since=member.since,
                )
                self._create(membership, member.since)

    def _add_organisations(self, on):
        codes = [row.municipality for row in self.content.organisations if row.municipality]
        municipalities = {m.code: m for m in Municipality.objects.filter(code__in=codes)}
        for row in self.content.organisations:
            organisation = Organisation(
                region=self.region,
                kind=row.kind,
                name=row.name,
                short_name=row.short_name,
                abbreviation=row.abbreviation,
                municipality=municipalities[row.municipality] if row.municipality else None,
                note=row.note,
            )
            areas = [Area.objects.get(kind=row.area[0], code=row.area[1])] if row.area else []
            self.organisations[row.key] = self._create(organisation, on, areas=areas)
            party = Party(organisation=organisation, since=row.party_since)
            self.parties[row.key] = self._create(party, on)

    def _add_people(self, day):
        for row in self.content.positions:
            on = row.added or day
            if not self.diary.has_come(on):
                continue
            position = Position(
                person=self._add_person(row, on),
                organisation=self.organisations.get(row.organisation),
                title=row.title,
                level=row.level,
                since=row.since,
                until=row.until,
                acts_for=self.positions.get(row.acts_for),
                **self._verified(row, on),
            )
            self.positions[row.person] = self._create(
                position, on, self._user(row), portfolios=self._named_portfolios(row)
            )

    def _verified(self, row, on):
        """Tell when the person said by the yearly mail that the data are right, if at all."""
        day = row.verified or self.content.verified
        if day is None or day <= on or day > self.diary.day:
            return {"verified_on": on}
        return {"verified_on": day, "verified_how": Position.Verified.SELF}

    def _add_person(self, row, on):
        user = self.users.get(row.person)
        person = Person(
            region=self.region,
            name=row.person,
            email=self._address(row),
            phone=self.content.phones.get(row.person, ""),
            user=user,
        )
        return self._create(person, on, self._user(row))

    def _address(self, row):
        first, _, last = row.person.partition(" ")
        domains = {o.key: o.domain for o in self.content.organisations}
        domain = domains.get(row.organisation, self.content.domain)
        return f"{slugify(first)}.{slugify(last)}@{domain}.example"

    def _named_portfolios(self, row):
        names = row.portfolios.split(", ") if row.portfolios else []
        return [self.portfolios[name] for name in names]

    def _add_links(self, on):
        for row in self.content.links:
            link = OrganisationLink(
                source=self.organisations[row.source],
                kind=row.kind,
                target=self.organisations[row.target],
            )
            self._create(link, on)

    def _add_representations(self, day):
        for row in self.content.representations:
            representation = Representation(
                position=self.positions.get(row.person),
                party=self.parties[row.organisation],
                **_power(row),
            )
            self._add_power(representation, row, day)

    def _add_mandates(self, day):
        for row in self.content.mandates:
            mandate = Mandate(
                position=self.positions.get(row.person), granted_by=row.granted_by, **_power(row)
            )
            self._add_power(mandate, row, day, portfolios=self._named_portfolios(row))

    def _add_power(self, power, row, day, **m2m):
        on = row.added or day
        if self.diary.has_come(on):
            self._create(power, on, self._user(row), **m2m)

    def _add_secretariats(self):
        for row in self.content.secretariats:
            organisation = self.organisations[row.organisation]
            with self.diary.on(row.added):
                records.write(
                    organisation,
                    version=organisation.version,
                    by=self._user(row),
                    secretariat_email=row.email,
                )


def _power(row):
    """The fields that a mandate and a representation share."""
    return {name: getattr(row, name) for name in ("kind", "ceiling", "since", "until", "text")}
