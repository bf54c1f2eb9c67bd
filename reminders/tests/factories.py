import factory

from accounts.tests.factories import InvitationFactory, UserFactory
from reminders.models import Mail


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
