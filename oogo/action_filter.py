"""The list of actions; the query string is its state, so that a filtered list can be mailed."""

from functools import cached_property

import django_filters
from django import forms
from django.db.models import F, Q, Value

from agenda.models import Theme
from oogo.models import Action, Meeting
from oogo.models.promises import doers_of, done_by_user
from oogo.rules.promises import counts_of
from partners.filters import FilterForm, LongChoiceFilter
from partners.models import Body, Party, Person
from partners.models.parties import PARTY_RANK
from regio.lib import clock
from regio.lib.models import in_one_query
from regio.lib.sort_name import sort_name

MINE, NOBODY = "mij", "niemand"
PERSON, BODY, PARTY, THEME = "persoon", "gremium", "partij", "thema"
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


def _as_kind(rows, kind, name="name", place=None):
    """Return (place, kind, key, name) of `rows`: what may be joined to others in one query."""
    rows = rows.annotate(place=place or Value(0), of_kind=Value(kind)).order_by()
    return rows.values_list("place", "of_kind", "pk", name)


class ActionFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(label="Zoek", method="named", max_length=100)
    partij = LongChoiceFilter(label="Partij", field_name="owner_party", empty_label="Alle partijen")
    eigenaar = LongChoiceFilter(label="Eigenaar", method="owned", empty_label="Iedereen")
    thema = LongChoiceFilter(label="Thema", field_name="theme", empty_label="Alle thema’s")
    stand = LongChoiceFilter(
        label="Stand",
        method="as_it_is",
        choices=[(key, name) for key, (name, _) in STANDS.items()],
        empty_label="Lopend",
    )
    overleg = LongChoiceFilter(
        label="Uit overleg", method="from_meeting", empty_label="Elk overleg"
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
        for name, choices in self._choices().items():
            self.filters[name].extra["choices"] = choices

    @cached_property
    def _seen(self):
        """All actions that are seen, added up by what they name and how they stand."""
        own = done_by_user(self.request.user, self.day)
        return list(self.queryset.added_up(*NAMED, own=own))

    @cached_property
    def _named(self):
        """What the actions that are seen name: {field: keys}."""
        return {name: {row[at] for row in self._seen} - {None} for at, name in enumerate(NAMED)}

    @cached_property
    def all_counts(self):
        """The Counts of all actions that are seen, with what the reader has to do of them."""
        return counts_of((row[len(NAMED) :] for row in self._seen), self.day)

    @cached_property
    def counts(self):
        """The Counts of those that fit all but the chosen stand."""
        return self.unsorted.counted(self.day) if self.is_narrowed else self.all_counts

    def _choices(self):
        """Return what may be chosen of what actions name; of owners also oneself, and nobody."""
        found = self._rows()
        groups = [
            (label, [(f"{kind}:{pk}", name) for pk, name in found[kind]])
            for label, kind in (("Personen", PERSON), ("Gremia", BODY))
        ]
        owners = [(MINE, "Ik"), (NOBODY, "Zonder eigenaar"), *groups]
        return {
            "partij": found[PARTY],
            "eigenaar": owners,
            "thema": found[THEME],
            "overleg": self._meetings(),
        }

    def _meetings(self):
        """Return (number, name) of the meetings that the visitor sees, the last one first."""
        rows = Meeting.objects.visible_to(self.request.user).of_region(self.request.region)
        rows = rows.order_by("-day", "-pk").values_list("number", "body__name", "day")
        return [(number, f"{body} {day:%d-%m-%Y}") for number, body, day in rows]

    def _rows(self):
        """Return {kind: [(key, name)]} of what actions name, each in its order, in one query."""
        found = {kind: [] for kind in (PERSON, BODY, PARTY, THEME)}
        rows = in_one_query(self._branches())
        for _, kind, pk, name in sorted(rows, key=lambda row: (row[0], sort_name(row[3]), row[2])):
            found[kind].append((pk, name))
        return found

    def _branches(self):
        """Yield what that query consists of: what no action names is not asked for."""
        named = self._named
        if named["owner_position"] or named["owner_seat"]:
            doers = doers_of(named["owner_position"], named["owner_seat"], self.day)
            yield _as_kind(Person.objects.filter(doers), PERSON)
        if keys := named["owner_body"]:
            yield _as_kind(Body.objects.filter(pk__in=keys), BODY)
        if keys := named["owner_party"]:
            parties = Party.objects.filter(pk__in=keys)
            yield _as_kind(parties, PARTY, "organisation__short_name", PARTY_RANK)
        if keys := named["theme"]:
            yield _as_kind(Theme.objects.filter(pk__in=keys), THEME, "title", F("number"))

    @property
    def is_board(self):
        return self.form.cleaned_data.get("beeld") == BOARD

    @property
    def is_narrowed(self):
        """Whether more is chosen than how actions stand, and how they are shown."""
        self.form.is_valid()
        chosen = self.form.cleaned_data.items()
        return any(value for name, value in chosen if name not in ("stand", "beeld"))

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

    def from_meeting(self, actions, name, number):
        meetings = Meeting.objects.of_region(self.request.region)
        return actions.of_meeting(meetings.get(number=number))

    @property
    def unsorted(self):
        """The actions that fit all but the chosen stand."""
        self.form.is_valid()
        return super().filter_queryset(self.queryset.all())

    def filter_queryset(self, queryset):
        if self.chosen_stand:
            return STANDS[self.chosen_stand][1](self.unsorted, self.day)
        return self.unsorted if self.is_board else self.unsorted.running()
