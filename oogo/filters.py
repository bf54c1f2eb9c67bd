"""The lists of the room OOGO; the query string is their state."""

import django_filters
from django import forms

from oogo.models import Meeting
from partners.filters import FilterForm
from partners.models import Body
from regio.lib import clock


def _bodies(request):
    """Return the bodies of which the visitor sees a meeting."""
    meetings = Meeting.objects.visible_to(request.user).of_region(request.region)
    return Body.objects.filter(pk__in=meetings.values("body")).order_by("name", "pk")


class MeetingFilter(django_filters.FilterSet):
    """Meetings that are still to come, the first one first; with `eerder` all, the newest first."""

    gremium = django_filters.ModelChoiceFilter(
        label="Gremium", field_name="body", queryset=_bodies, empty_label="Alle gremia"
    )
    eerder = django_filters.BooleanFilter(
        label="Ook eerdere overleggen", method="as_it_is", widget=forms.CheckboxInput
    )

    class Meta:
        model = Meeting
        form = FilterForm
        fields = []

    def as_it_is(self, meetings, name, value):
        return meetings

    def filter_queryset(self, queryset):
        meetings = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("eerder"):
            return meetings.order_by("-day", "-starts_at", "-pk")
        return meetings.filter(day__gte=clock.today()).order_by("day", "starts_at", "pk")
