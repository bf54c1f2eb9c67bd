"""Who may come in, and where: users, regions and memberships."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property

from regio.lib import clock
from regio.lib.models import Dated, DatedQuerySet, Versioned
from regio.lib.telling import Telling

LINK_LIFETIME = timedelta(days=30)


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())

    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.strip().lower(), version=1, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(Versioned, AbstractBaseUser):
    """Someone who signs in; the e-mail address is the sign-in name."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=150, blank=True)
    is_active = models.BooleanField("actief", default=True)
    is_functional_admin = models.BooleanField("functioneel beheerder", default=False)

    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")),
                name="accounts_user_email_lower_case",
            )
        ]

    def __str__(self):
        return self.name or self.email

    @property
    def initials(self):
        words = [word for word in self.name.split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"

    @cached_property
    def current_memberships(self):
        """The memberships that hold today, regions fetched. Read once per request."""
        return list(self.memberships.current())

    @property
    def current_regions(self):
        """The keys of the regions of which the user is a member today."""
        return list({m.region_id for m in self.current_memberships})

    def roles_in(self, region):
        """Return the set of roles that this user holds today in `region`."""
        return {m.role for m in self.current_memberships if m.region_id == region.pk}


class RegionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(pk__in=user.current_regions) if user.is_authenticated else self.none()

    def without_admin(self):
        """Regions whose first beheerder has not come in yet; who had one keeps the wall."""
        admins = Membership.objects.filter(role=Membership.Role.ADMIN)
        return self.exclude(pk__in=admins.values("region"))


class Region(Versioned):
    """One collaboration of gemeenten, samenwerkingsverbanden and partners; the tenant.

    `school_region` empty: by the provinces of its gemeenten (partners.school_region).
    """

    class SchoolRegion(models.TextChoices):
        NORTH = "noord", "Regio Noord"
        CENTRE = "midden", "Regio Midden"
        SOUTH = "zuid", "Regio Zuid"

    name = models.CharField("naam", max_length=80)
    slug = models.SlugField(
        "adres",
        max_length=60,
        unique=True,
        help_text="Het deel achter /regio/ in het adres: kleine letters, cijfers en streepjes.",
    )
    code = models.CharField(
        "code",
        max_length=4,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,4}\Z", "Twee tot vier hoofdletters, zoals NK.")],
        help_text="Twee tot vier hoofdletters; staat in het nummer van elke afspraak.",
    )

    school_region = models.CharField(
        "schoolvakanties van",
        max_length=8,
        blank=True,
        choices=SchoolRegion,
        help_text="Op de tijdlijn en bij het verplaatsen van een overleg waarschuwen deze "
        "vakanties.",
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "regio"
        verbose_name_plural = "regio's"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("home:region_detail", args=[self.slug])


class RegionScopedQuerySet(models.QuerySet):
    """Rows that belong to a region: the wall. `region_path` leads from the row to its region."""

    region_path = "region"

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return self.filter(**{f"{self.region_path}__in": user.current_regions})

    def of_region(self, region):
        return self.filter(**{self.region_path: region})


class MembershipQuerySet(RegionScopedQuerySet, DatedQuerySet):
    def current(self):
        """Those that hold today, regions fetched, in the order of these."""
        return self.on(clock.today()).select_related("region").order_by("region__name", "pk")


class Membership(Versioned, Dated):
    """A user takes part in a region in a role, from one day to another."""

    class Role(models.TextChoices):
        ADMIN = "beheerder", "Beheerder"
        DIRECTOR = "regisseur", "Regisseur"
        OFFICER = "beleidsmedewerker", "Beleidsmedewerker"
        EXECUTIVE = "bestuurder", "Bestuurder"
        READER = "lezer", "Lezer"

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="lid")
    region = models.ForeignKey(Region, models.PROTECT, related_name="memberships")
    role = models.CharField("rol", max_length=20, choices=Role)

    objects = MembershipQuerySet.as_manager()
    telling = Telling(title=("user",))

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "region", "role"],
                condition=models.Q(until=None),
                name="accounts_membership_one_open_per_role",
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display().lower()}"

    def get_absolute_url(self):
        return reverse("members:member_detail", args=[self.region.slug, self.pk])


class SignedLinkQuerySet(RegionScopedQuerySet):
    def visible_to(self, user):
        """Links are for those who manage members: a lezer has no business with who is invited."""
        if not user.is_authenticated:
            return self.none()
        current = Membership.objects.on(clock.today()).filter(user=user)
        managed = current.filter(role=Membership.Role.ADMIN)
        return self.filter(region__in=managed.values("region"))

    def open(self):
        """Neither used nor revoked; it may have expired, and be renewed."""
        return self.filter(used_at=None, revoked_at=None)

    def usable(self):
        return self.open().filter(expires_at__gt=clock.real_now())

    def find(self, token, purpose):
        """Return the usable link that `token` opens, or None."""
        return self.usable().filter(token_hash=hash_token(token), purpose=purpose).first()


class SignedLink(Versioned):
    """A way in that was mailed: one purpose, thirty days, only the hash of its token is kept.

    The token is made when the mail is rendered, so that it stands in no table and no log.
    `created_by` is empty for what Regio asks by itself.
    """

    class Purpose(models.TextChoices):
        INVITATION = "uitnodiging", "Uitnodiging"
        INQUIRY = "navraag", "Klopt dit nog"

    purpose = models.CharField("doel", max_length=20, choices=Purpose)
    region = models.ForeignKey(Region, models.PROTECT, related_name="signed_links")
    email = models.EmailField("e-mailadres", blank=True)
    name = models.CharField("naam", max_length=150, blank=True)
    role = models.CharField("rol", max_length=20, choices=Membership.Role, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="gemaakt door"
    )
    created_at = models.DateTimeField("gemaakt op", default=clock.real_now)
    expires_at = models.DateTimeField("verloopt op")
    used_at = models.DateTimeField("gebruikt op", null=True, blank=True)
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects = SignedLinkQuerySet.as_manager()
    telling = Telling(
        created="verstuurd",
        title=("purpose", "email", "created_by", "created_at"),
        part_of="region",
        words={
            "used_at": ("aangenomen", "weer te gebruiken"),
            "revoked_at": ("ingetrokken", "weer geldig"),
        },
    )

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "email", "role"],
                condition=models.Q(purpose="uitnodiging", used_at=None, revoked_at=None),
                name="accounts_signedlink_one_open_invitation",
            )
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} voor {self.email}"

    def get_absolute_url(self):
        return reverse("members:member_list", args=[self.region.slug]) + "?toon=uitnodigingen"

    @property
    def is_expired(self):
        return self.expires_at <= clock.real_now()

    def renew_token(self):
        """Make a token, store its hash, and return the token: the only moment that it is known."""
        token = secrets.token_urlsafe(32)
        self.token_hash = hash_token(token)
        self.save(update_fields=["token_hash"])
        return token


def hash_token(token: str) -> str:
    """Return the hash by which a token is stored (hex, 64 characters)."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
