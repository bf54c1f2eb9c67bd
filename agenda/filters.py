"""The list of themes; the query string is its state."""

import django_filters
from django import forms

from agenda.models import Theme
from agenda.rules import Scale
from partners.filters import FilterForm
from partners.models import Area, Portfolio
from regio.lib import clock


def _portfolios(request):
    return Portfolio.objects.of_region(request.region)


class ThemeFilter(django_filters.FilterSet):
    portefeuille = django_filters.ModelChoiceFilter(
        label="Portefeuille",
        field_name="portfolios",
        queryset=_portfolios,
        empty_label="Alle portefeuilles",
    )
    schaal = django_filters.ChoiceFilter(
        label="Schaal", field_name="scale", choices=Scale, empty_label="Elke schaal"
    )
    gebied = django_filters.ChoiceFilter(
        label="Raakt",
        choices=Area.Kind,
        method="touching",
        empty_label="Elke soort gebied",
    )
    eerder = django_filters.BooleanFilter(
        label="Ook geparkeerd en beëindigd", method="as_it_is", widget=forms.CheckboxInput
    )

    class Meta:
        model = Theme
        form = FilterForm
        fields = []

    def touching(self, themes, name, kind):
        return themes.touching(kind)

    def as_it_is(self, themes, name, value):
        return themes

    def filter_queryset(self, queryset):
        themes = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("eerder"):
            return themes
        today = clock.today()
        return themes.exclude(until__lte=today).exclude(parked_on__lte=today)
