"""Walls inside a region: whose parties these are, who directs, what is confidential.

What a user may see rests on a few short lists of keys (`Sight`), read once a request; with these
every wall is one flat condition, which both databases answer fast.
"""

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from accounts.models import Membership, RegionScopedQuerySet
from partners.models import Party
from regio.lib import clock


class Sight:
    """What decides over what `user` sees today, as lists of keys. Read once, when first asked."""

    def __init__(self, user):
        self.user = user
        self.day = clock.today()

    @cached_property
    def directed_regions(self):
        """The regions in which the user is regisseur."""
        role = Membership.Role.DIRECTOR
        return [m.region_id for m in self.user.current_memberships if m.role == role]

    @cached_property
    def parties(self):
        """The parties for which the user speaks, by key."""
        own = Party.objects.of_user(self.user, self.day).with_organisation()
        return {party.pk: party for party in own}

    @property
    def own_parties(self):
        """Their keys."""
        return list(self.parties)

    def own_parties_in(self, region):
        """The keys of those in `region`."""
        return [pk for pk, party in self.parties.items() if party.region == region]

    @property
    def attended_meetings(self):
        """A sub-select of the meetings to which the user is invited, or which the user attended."""
        rows = apps.get_model("oogo", "Participant").objects.filter(is_withdrawn=False)
        who = Q(position__person__user=self.user) | Q(replaced_by__person__user=self.user)
        return rows.filter(who).values("meeting")

    @cached_property
    def hidden_items(self):
        """The confidential items of the user's regions that are not for the user."""
        regions = {m.region_id for m in self.user.current_memberships}
        item = apps.get_model("oogo", "AgendaItem")
        rows = item.objects.filter(is_confidential=True, body__region__in=regions)
        seen = self.disclosed(item, region="body__region", meeting="meeting")
        return list(rows.exclude(seen).values_list("pk", flat=True))

    def disclosed(self, model, *, region, meeting):
        """Return the condition under which the user sees rows of `model`, a Confidential one.

        `region` and `meeting` are the paths from a row to both. What else it hangs on is not asked.
        """
        column = model._meta.model_name
        named = model.disclosed_to.through.objects
        return (
            Q(is_confidential=False)
            | Q(**{f"{region}__in": self.directed_regions})
            | Q(pk__in=named.filter(party__in=self.own_parties).values(column))
            | ~Q(pk__in=named.values(column)) & Q(**{f"{meeting}__in": self.attended_meetings})
        )

    def papers(self, path=""):
        """Return the condition under which the user sees the papers of a meeting at `path`.

        Papers of a body are for its parties' members, its participants and regisseurs, unless the
        body is open to the whole region.
        """
        return self._of_body(path, region=f"{path}region", meeting=f"{path}pk")

    def item_papers(self, path=""):
        """Return the same condition on the item at `path`, also where it waits for a meeting."""
        return self._of_body(path, region=f"{path}body__region", meeting=f"{path}meeting")

    def _of_body(self, path, *, region, meeting):
        seats = apps.get_model("partners", "Seat").objects.on(self.day)
        return (
            Q(**{f"{path}body__is_open": True})
            | Q(**{f"{region}__in": self.directed_regions})
            | Q(**{f"{meeting}__in": self.attended_meetings})
            | Q(**{f"{path}body__in": seats.filter(party__in=self.own_parties).values("body")})
        )

    def agreed(self, path=""):
        """Return the condition that the afspraak at `path` hangs on no item that is hidden, and
        that one without number lies in no body of which the user does not see the papers."""
        papers = Q(**{f"{path}item": None}) | self.item_papers(f"{path}item__")
        is_numbered = Q(**{f"{path}sequence__isnull": False})
        return self.without_hidden(f"{path}item") & (is_numbered | papers)

    def without_hidden(self, path):
        """Return the condition that the item at `path`, if any, is not hidden from the user."""
        return ~Q(**{f"{path}__in": self.hidden_items})


class AnyMember(Sight):
    """What every member of a region sees, whoever it is: for counts that are made for no reader."""

    directed_regions = own_parties = ()

    def __init__(self, region):
        super().__init__(user=None)
        self.region = region

    @property
    def attended_meetings(self):
        return apps.get_model("oogo", "Participant").objects.none().values("meeting")

    @cached_property
    def hidden_items(self):
        """Every confidential item of the region."""
        rows = apps.get_model("oogo", "AgendaItem").objects.of_region(self.region)
        return list(rows.filter(is_confidential=True).values_list("pk", flat=True))


def sight_of(user):
    """Return what decides over what `user` sees, once for a user object and day."""
    sight = getattr(user, "_oogo_sight", None)
    if sight is None or sight.day != clock.today():
        sight = user._oogo_sight = Sight(user)
    return sight


class WalledQuerySet(RegionScopedQuerySet):
    """Rows of a region of which `wall` says which of them a member sees."""

    def wall(self, sight):
        """Return the condition under which a row is seen by whom `sight` is of."""
        raise NotImplementedError

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        return super().visible_to(user).filter(self.wall(sight_of(user)))

    def open_to_region(self, region):
        """Rows of `region` that every member of it sees."""
        return self.of_region(region).filter(self.wall(AnyMember(region)))


class Confidential(models.Model):
    """A row that may be confidential, with its ground, for the parties that it names.

    Without named parties it is for the participants of its meeting. Regisseurs see it always.
    """

    is_confidential = models.BooleanField("vertrouwelijk", default=False)
    ground = models.CharField(
        "grond",
        max_length=200,
        blank=True,
        help_text="Waarom dit vertrouwelijk is, met het artikel van de wet.",
    )
    disclosed_to = models.ManyToManyField(
        Party,
        blank=True,
        related_name="+",
        verbose_name="alleen voor",
        help_text="Geen gekozen: alleen voor de deelnemers van het overleg.",
    )

    class Meta:
        abstract = True
