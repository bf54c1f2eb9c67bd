from datetime import date, timedelta

import factory

from accounts.tests.factories import InvitationFactory, RegionFactory, UserFactory
from partners.tests.factories import PersonFactory
from regio.lib import clock
from reminders.models import Mail, Reminder


class InvitationMailFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mail

    kind = Mail.Kind.INVITATION
    link = factory.SubFactory(InvitationFactory)
    region = factory.SelfAttribute("link.region")
    to = factory.SelfAttribute("link.email")


class PasswordMailFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mail

    kind = Mail.Kind.PASSWORD_RESET
    user = factory.SubFactory(UserFactory)
    to = factory.SelfAttribute("user.email")


class ReminderMailFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mail

    kind = Mail.Kind.REMINDER
    region = factory.SubFactory(RegionFactory)
    to = factory.Sequence(lambda n: f"lezer{n}@nest.example")


class ReminderFactory(factory.django.DjangoModelFactory):
    """A row of the ledger about a person of the region, to that person; `is_uncertain`: it is in a
    mail of which nobody knows."""

    class Meta:
        model = Reminder

    class Params:
        is_uncertain = factory.Trait(
            mail=factory.SubFactory(
                ReminderMailFactory,
                region=factory.SelfAttribute("..region"),
                state=Mail.State.UNCERTAIN,
                error="De verzending brak af.",
                claimed_at=factory.LazyFunction(clock.real_now),
            )
        )

    region = factory.SubFactory(RegionFactory)
    rule = Reminder.Rule.ACTION
    person = factory.SubFactory(PersonFactory, region=factory.SelfAttribute("..region"))
    model = "partners.person"
    object_id = factory.SelfAttribute("person.pk")
    reference_date = date(2026, 3, 27)
    due_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=1))
    last_day = date(2026, 3, 27)
    title = "Actie A01: Cijfers aanleveren"
    path = "/regio/noord-kennemerland/"
