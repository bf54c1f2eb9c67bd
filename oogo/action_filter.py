"""The list of actions; the query string is its state, so that a filtered list can be mailed."""

from functools import cached_property

import django_filters
from django import forms
from django.db.models import Q, Value

from agenda.models import Theme
from oogo.models import Action, Meeting
from oogo.models.promises import doers_of
from partners.filters import FilterForm
from partners.models import Body, Party, Person
from regio.lib import clock
from regio.lib.sort_name import sort_name

MINE, NOBODY = "mij", "niemand"
PERSON, BODY = "persoon", "gremium"
BOARD = "bord"
RUNNING = ""
NAMED = ("owner_party", "owner_position", "owner_seat", "owner_body", "theme")
STANDS = {
    "te_laat": ("Te laat", lambda rows, day: rows.overdue(day)),
    "deze_week": ("Deze week", lambda rows, day: rows.due_this_week(day)),
    "later": ("Later", lambda rows, day: rows.due_later(day)),
    "open": ("Nog te doen", lambda rows, day: rows.open()),
    "niet_begonnen": ("Niet begonnen", lambda rows, day: rows.filter(status="open")),
    "bezig": ("Bezig", lambda rows, day: rows.filter(status="bezig")),
    "gereed_gemeld": ("Gereed gemeld", lambda rows, day: rows.filter(status="gereed_gemeld")),
    "afgerond": ("Afgerond", lambda rows, day: rows.filter(status="afgerond")),
    "vervallen": ("Vervallen", lambda rows, day: rows.filter(status="vervallen")),
    "alle": ("Alle", lambda rows, day: rows),
}


def _meetings(request):
    meetings = Meeting.objects.visible_to(request.user).of_region(request.region)
    named = meetings.select_related("body").only("number", "day", "body__name")
    return named.order_by("-day", "-pk")


def _as_kind(rows, kind):
    return rows.annotate(of_kind=Value(kind)).order_by().values_list("of_kind", "pk", "name")


class ActionFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(label="Zoek", method="named", max_length=100)
    partij = django_filters.ModelChoiceFilter(
        label="Partij", field_name="owner_party", empty_label="Alle partijen"
    )
    eigenaar = django_filters.ChoiceFilter(
        label="Eigenaar", method="owned", choices=[], empty_label="Iedereen"
    )
    thema = django_filters.ModelChoiceFilter(
        label="Thema", field_name="theme", empty_label="Alle thema’s"
    )
    stand = django_filters.ChoiceFilter(
        label="Stand",
        method="as_it_is",
        choices=[(key, name) for key, (name, _) in STANDS.items()],
        empty_label="Lopend",
    )
    overleg = django_filters.ModelChoiceFilter(
        label="Uit overleg",
        method="from_meeting",
        queryset=_meetings,
        to_field_name="number",
        empty_label="Elk overleg",
    )
    beeld = django_filters.ChoiceFilter(
        method="as_it_is", choices=[(BOARD, "Bord")], widget=forms.HiddenInput
    )

    class Meta:
        model = Action
        form = FilterForm
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = clock.today()
        self.filters["eigenaar"].extra["choices"] = self._owners()
        parties = Party.objects.filter(pk__in=self._named["owner_party"])
        parties = parties.select_related("organisation").only("organisation__short_name")
        self.filters["partij"].queryset = parties.in_order()
        themes = Theme.objects.filter(pk__in=self._named["theme"]).only("number", "title")
        self.filters["thema"].queryset = themes.in_order()

    @cached_property
    def _named(self):
        """What the actions that are seen name: {field: keys}."""
        actions = Action.objects.visible_to(self.request.user).of_region(self.request.region)
        rows = list(actions.order_by().values_list(*NAMED).distinct())
        return {name: {row[at] for row in rows} - {None} for at, name in enumerate(NAMED)}

    def _owners(self):
        """Return who may be chosen: oneself, nobody, and the people and bodies with actions."""
        named = self._named
        doers = doers_of(named["owner_position"], named["owner_seat"], self.day)
        people = Person.objects.filter(doers)
        bodies = Body.objects.filter(pk__in=named["owner_body"])
        found = _as_kind(people, PERSON).union(_as_kind(bodies, BODY))
        rows = sorted(found, key=lambda row: sort_name(row[2]))
        groups = [
            (label, [(f"{kind}:{pk}", name) for of, pk, name in rows if of == kind])
            for label, kind in (("Personen", PERSON), ("Gremia", BODY))
        ]
        return [(MINE, "Ik"), (NOBODY, "Zonder eigenaar"), *groups]

    @property
    def is_board(self):
        return self.form.cleaned_data.get("beeld") == BOARD

    @property
    def chosen_stand(self):
        return self.form.cleaned_data.get("stand") or RUNNING

    def as_it_is(self, actions, name, value):
        return actions

    def named(self, actions, name, text):
        """Actions with `text` in their title, or of that number: 7, A7 or A07."""
        number = text.strip().upper().removeprefix("A")
        by_number = Q(number=int(number)) if number.isdecimal() and len(number) < 9 else Q()
        return actions.filter(Q(title__icontains=text) | by_number)

    def owned(self, actions, name, value):
        if value == MINE:
            return actions.of_user(self.request.user, self.day)
        if value == NOBODY:
            return actions.without_owner(self.day)
        kind, _, pk = value.partition(":")
        if kind == BODY:
            return actions.filter(owner_body=pk)
        return actions.of_people([pk], self.day)

    def from_meeting(self, actions, name, meeting):
        return actions.of_meeting(meeting)

    @property
    def unsorted(self):
        """The actions that fit all but the chosen stand: what the counts count."""
        self.form.is_valid()
        return super().filter_queryset(self.queryset.all())

    def filter_queryset(self, queryset):
        if self.chosen_stand:
            return STANDS[self.chosen_stand][1](self.unsorted, self.day)
        return self.unsorted if self.is_board else self.unsorted.running()
