"""Who takes part in the region, and when."""

from collections import defaultdict
from datetime import date

from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Membership
from accounts.permissions import APPLY_MERGERS
from partners.models.mergers import MergerPlan
from partners.models.organisations import Organisation, RegionRows, ends_after_start
from partners.models.reference import Succession
from partners.rules.overlap import in_words
from regio.lib import clock
from regio.lib.models import Dated, Versioned
from regio.lib.occasions import Occasion
from regio.lib.sort_name import fold
from regio.lib.telling import Telling

MERGER = "herindeling"
SPLIT = Succession.Kind.SPLIT
FIRST_DAY = models.Value(date.min, models.DateField())
LAST_DAY = models.Value(date.max, models.DateField())
TO_CHOOSE = "Kies wie wat overneemt, en voer haar door: dan gaat het in één keer over."
CHOSEN = "De keuzes staan klaar. Kijk na wat er gebeurt, en voer haar door."

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

    def followed(self, ended, day, *, kept=()):
        """Return who on `day` came of the parties `ended` of one region, also over several
        herindelingen. A line that comes at a party of `kept` ends there, without it."""
        links = defaultdict(list)
        region = ended[0].organisation.region_id if ended else None
        through = Party.successors.through.objects.filter(from_party__organisation__region=region)
        for old, new, until in through.values_list("from_party", "to_party", "to_party__until"):
            links[old].append((new, until is not None and until <= day))
        seen, found, ahead = {party.pk for party in kept}, set(), [party.pk for party in ended]
        while ahead:
            heirs = [heir for heir in links[ahead.pop()] if heir[0] not in seen]
            seen |= {key for key, _ in heirs}
            found |= {key for key, is_over in heirs if not is_over}
            ahead += [key for key, is_over in heirs if is_over]
        return self.filter(pk__in=found).on(day)

    def ending(self):
        """Parties that still have to end by a herindeling: `ends_on` its day, `merger` the key of
        its first row, `is_ready` whether somebody chose already what passes to whom."""
        rows = Succession.objects.filter(
            old=OuterRef("organisation__municipality"),
            on__gt=Coalesce(OuterRef("since"), FIRST_DAY),
            on__lt=Coalesce(OuterRef("until"), LAST_DAY),
        ).order_by("on", "pk")
        names = {"ends_on": "on", "ends_kind": "kind", "ends_into": "new"}
        found = self.filter(
            organisation__merged_into=None, organisation__municipality__isnull=False
        ).annotate(
            **{name: models.Subquery(rows.values(field)[:1]) for name, field in names.items()}
        )
        is_part = Q(kind=SPLIT, old=OuterRef("organisation__municipality"))
        is_part |= ~Q(kind=SPLIT) & Q(new=OuterRef("ends_into"))
        event = Succession.objects.filter(
            is_part, on=OuterRef("ends_on"), kind=OuterRef("ends_kind")
        )
        chosen = MergerPlan.objects.filter(
            region=OuterRef("organisation__region"), succession=OuterRef("merger")
        )
        found = found.annotate(merger=models.Subquery(event.order_by("pk").values("pk")[:1]))
        return found.exclude(ends_on=None).annotate(is_ready=models.Exists(chosen))

    def to_remind(self):
        """Of each herindeling that is not carried out in a region, the party that stands for it:
        the first one that ends there, with what a reminder says of it."""
        path = "organisation__municipality__successions"
        before = Party.objects.filter(
            Q(since=None) | Q(since__lt=OuterRef("ends_on")),
            Q(until=None) | Q(until__gt=OuterRef("ends_on")),
            pk__lt=OuterRef("pk"),
            organisation__merged_into=None,
            organisation__region=OuterRef("organisation__region"),
            **{f"{path}__on": OuterRef("ends_on"), f"{path}__kind": OuterRef("ends_kind")},
            **{f"{path}__new": OuterRef("ends_into")},
        )
        may_apply = Membership.objects.on(clock.today()).filter(
            role__in=APPLY_MERGERS, user__is_active=True
        )
        rows = self.ending().filter(~models.Exists(before) | Q(ends_kind=SPLIT))
        return rows.with_organisation().prefetch_related(
            "organisation__municipality__names",
            f"{path}__new__predecessions__old__names",
            models.Prefetch(
                "organisation__region__memberships",
                may_apply.select_related("user").order_by("pk"),
                to_attr="applying",
            ),
        )


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

    def reminder(self, rule, day):
        """Tell who may do so that the herindeling by which it ends can be carried out; None once
        that was done. For rows that were fetched `to_remind`."""
        if rule != MERGER:
            return None
        people = dict.fromkeys(one.user for one in self.region.applying)
        return Occasion(
            due_on=self.ends_on,
            title=f"Herindeling: {in_words(self._ending_together)}",
            role="voert haar door in de regio",
            recipients=tuple(people),
            note=CHOSEN if self.is_ready else TO_CHOOSE,
            path=reverse("partners:merger_detail", args=[self.region.slug, self.merger]),
        )

    @property
    def _ending_together(self):
        """The gemeenten that end by the same herindeling, in the country."""
        town = self.organisation.municipality
        names = {str(town)}
        for row in town.successions.all():
            if row.new_id == self.ends_into and self.ends_kind != SPLIT:
                rows = row.new.predecessions.all()
                names |= {
                    str(one.old)
                    for one in rows
                    if (one.on, one.kind) == (self.ends_on, self.ends_kind)
                }
        return sorted(names, key=fold)

    @property
    def place(self):
        """Where it stands in a list that is sorted in Python: by kind of organisation, then by
        name."""
        kind, name = self.organisation.kind, self.organisation.short_name
        return PLACES[kind], fold(name), self.pk
