"""Who takes part in the region, and when."""

from django.db import models
from django.urls import reverse

from partners.models.organisations import Organisation, RegionRows, ends_after_start
from regio.lib.models import Dated, Versioned
from regio.lib.sort_name import fold
from regio.lib.telling import Telling

PLACES = {kind: place for place, kind in enumerate(Organisation.Kind.values)}
PARTY_RANK = models.Case(
    models.When(organisation__kind=Organisation.Kind.MUNICIPALITY, then=0),
    models.When(organisation__kind=Organisation.Kind.SWV, then=1),
    default=2,
)


class PartyQuerySet(RegionRows):
    region_path = "organisation__region"

    def of_region(self, region):
        """The parties of `region`, without those of an organisation that was merged into
        another: what hung on them hangs on the other's party."""
        return super().of_region(region).filter(organisation__merged_into=None)

    def names(self, most=None):
        """Return (key, what `str` says) of the first `most`."""
        return list(self.values_list("pk", "organisation__short_name")[:most])

    def in_order(self):
        """Gemeenten first, then samenwerkingsverbanden, then the others; each by name."""
        return self.order_by(PARTY_RANK, "organisation__short_name", "pk")

    def with_organisation(self):
        return self.select_related("organisation__region", "organisation__municipality")

    def with_names(self):
        """With what the organisation was called before."""
        return self.with_organisation().prefetch_related("organisation__earlier_names")

    def by_kind(self):
        """In the order of the kinds of organisation, then by name."""
        kinds = Organisation.Kind.values
        rank = models.Case(
            *(models.When(organisation__kind=kind, then=i) for i, kind in enumerate(kinds))
        )
        return self.order_by(rank, models.functions.Lower("organisation__short_name"), "pk")

    def of_user(self, user, day):
        """Parties for which `user` may speak on `day`: by function or by representation."""
        from partners.models.people import Position, Representation

        positions = Position.objects.on(day).filter(person__user=user)
        represented = Representation.objects.on(day).filter(position__in=positions)
        return self.spoken_for(positions.values("organisation"), represented.values("party"), day)

    def spoken_for(self, organisations, represented, day):
        """Parties of which `organisations` are, and those in `represented`, that are there on
        `day`."""
        own = models.Q(organisation__in=organisations) | models.Q(pk__in=represented)
        return self.on(day).filter(own)


class Party(Versioned, Dated):
    """An organisation takes part in the region, from one day to another."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="parties", verbose_name="organisatie"
    )
    successors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="predecessors", verbose_name="opvolgers"
    )

    objects = PartyQuerySet.as_manager()
    telling = Telling(title=("organisation",), part_of="organisation")

    class Meta:
        verbose_name = "partij"
        verbose_name_plural = "partijen"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(until=None),
                name="partners_party_one_open",
            ),
            ends_after_start("partners_party_ends_after_start"),
        ]

    def __str__(self):
        return str(self.organisation)

    @property
    def region(self):
        return self.organisation.region

    def get_absolute_url(self):
        return reverse("partners:party_detail", args=[self.region.slug, self.pk])

    @property
    def place(self):
        """Where it stands in a list that is sorted in Python: by kind of organisation, then by
        name."""
        kind, name = self.organisation.kind, self.organisation.short_name
        return PLACES[kind], fold(name), self.pk
