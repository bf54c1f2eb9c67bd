"""The register of afspraken; the query string is its state."""

from operator import attrgetter

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from agenda.models import Theme
from oogo import register
from oogo.asked import asks
from oogo.models import Decision, Stance, SubjectParty
from oogo.rules.agreement import Kind
from partners.filters import FilterForm, LongChoiceFilter
from partners.models import Party
from regio.lib import clock


class DecisionFilter(django_filters.FilterSet):
    """How an afspraak stands follows from its stances: `fits` decides what `qs` leaves open."""

    jaar = LongChoiceFilter(label="Jaar", field_name="year", empty_label="Alle jaren")
    thema = LongChoiceFilter(label="Thema", field_name="themes", empty_label="Alle thema’s")
    partij = LongChoiceFilter(label="Partij", method="of_party", empty_label="Alle partijen")
    stand = LongChoiceFilter(
        label="Stand", choices=Kind, method="standing", empty_label="Elke stand"
    )
    voorbehoud = django_filters.BooleanFilter(
        label="Met open voorbehoud", method="reserved", widget=forms.CheckboxInput
    )
    herijken = django_filters.BooleanFilter(
        label="Nu herijken", method="due_for_review", widget=forms.CheckboxInput
    )

    class Meta:
        model = Decision
        form = FilterForm
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        region = self.request.region
        self.filters["jaar"].extra["choices"] = [(str(y), str(y)) for y in self._years()]
        self.themes = dict(Theme.objects.of_region(region).in_order().values_list("pk", "title"))
        themes = [(str(key), title) for key, title in self.themes.items()]
        self.filters["thema"].extra["choices"] = themes
        parties = Party.objects.of_region(region).select_related("organisation")
        self.parties = {p.pk: p for p in sorted(parties, key=attrgetter("place"))}
        names = [(str(key), str(party)) for key, party in self.parties.items()]
        self.filters["partij"].extra["choices"] = names

    def _years(self):
        """Return the years in which an afspraak that is seen has its number, the last one first.

        Where nothing is asked the list has all of those: its `keys` are read with them at once.
        """
        if set(self.data) - {"pagina"}:
            self.keys = None
            years = self.queryset.numbered().order_by("-year").values_list("year", flat=True)
            return years.distinct()
        rows = list(self._kept(self.queryset).newest_first().values_list("pk", "year"))
        self.keys = [key for key, _ in rows]
        return list(dict.fromkeys(year for _, year in rows if year))

    def of_party(self, decisions, name, party):
        """Afspraken on which the party is asked where it stands, or took a stance that is seen."""
        stances = Stance.objects.visible_to(self.request.user).filter(party=party)
        subjects = SubjectParty.objects.kept().filter(
            party=party, capacity=SubjectParty.Capacity.AGREEMENT
        )
        return decisions.filter(
            Q(Exists(stances.filter(decision=OuterRef("pk"))))
            | Q(Exists(subjects.filter(subject=OuterRef("item__subject"))))
            | asks(party)
        )

    def standing(self, decisions, name, kind):
        return register.narrowed(decisions, kind, clock.today())

    def reserved(self, decisions, name, is_asked):
        if not is_asked:
            return decisions
        stances = Stance.objects.visible_to(self.request.user)
        open_ones = stances.filter(value=Stance.Value.RESERVES, ratified_on=None)
        return decisions.filter(pk__in=open_ones.values("decision"))

    @property
    def asks_for_stances(self):
        """Whether `fits` has anything to decide."""
        self.form.is_valid()
        asked = self.form.cleaned_data
        return bool(asked.get("stand") or asked.get("voorbehoud"))

    def fits(self, entry):
        asked = self.form.cleaned_data
        stands_so = not asked.get("stand") or entry.state.fits(asked["stand"])
        return stands_so and (not asked.get("voorbehoud") or entry.is_reserved)

    def due_for_review(self, decisions, name, is_asked):
        if not is_asked:
            return decisions
        day = clock.today()
        running = decisions.kept().filter(Q(until=None) | Q(until__gt=day), superseded_by=None)
        return running.filter(review_on__lte=day)

    def filter_queryset(self, queryset):
        """Leave out what was withdrawn before it had a number, unless it is asked for."""
        decisions = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("stand") == Kind.WITHDRAWN:
            return decisions
        return self._kept(decisions)

    @staticmethod
    def _kept(decisions):
        return decisions.exclude(is_withdrawn=True, sequence=None)
