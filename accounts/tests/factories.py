from datetime import timedelta

import factory

from accounts.models import LINK_LIFETIME, Membership, Region, SignedLink, User
from regio.lib import clock


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"vogel{n}@regio.test")
    name = factory.Sequence(lambda n: f"Vogel {n}")
    version = 1


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region

    name = factory.Sequence(lambda n: f"Regio {n}")
    slug = factory.Sequence(lambda n: f"regio-{n}")
    code = factory.Sequence(lambda n: "".join(chr(65 + n // 26**i % 26) for i in (2, 1, 0)))
    version = 1


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    region = factory.SubFactory(RegionFactory)
    role = Membership.Role.OFFICER
    version = 1


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SignedLink

    class Params:
        expired = factory.Trait(
            expires_at=factory.LazyFunction(lambda: clock.real_now() - timedelta(minutes=1))
        )

    purpose = SignedLink.Purpose.INVITATION
    region = factory.SubFactory(RegionFactory)
    email = factory.Sequence(lambda n: f"genodigde{n}@regio.test")
    name = "Guusje Genodigde"
    role = Membership.Role.OFFICER
    created_by = factory.SubFactory(UserFactory, name="Bas Beheerder")
    expires_at = factory.LazyFunction(lambda: clock.real_now() + LINK_LIFETIME)
    version = 1
