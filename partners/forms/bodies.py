"""What people type about gremia, their seats and who holds them."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.db.models import Case, When

from partners.forms.areas import DayForm
from partners.forms.base import DayField, EndForm, HangingEndForm, RegionForm
from partners.models import Body, Party, Seat, SeatHolding
from partners.rules.bodies import descendants
from regio.lib import clock
from regio.lib.forms import RegioForm


class BodyForm(RegionForm):
    since = DayField(
        label="Bestaat sinds", required=False, help_text="Leeg: al langer dan bekend is."
    )
    evaluation_on = DayField(label="Evaluatie op", required=False)

    class Meta:
        model = Body
        fields = [
            "kind",
            "name",
            "parent",
            "scale",
            "power",
            "assignment",
            "rhythm",
            "delivery",
            "meetings_per_year",
            "minutes",
            "evaluation_on",
            "is_open",
            "since",
        ]
        help_texts = {
            "parent": "Het gremium dat dit instelde of waaraan het verslag doet.",
            "rhythm": "Zoals: eerste woensdag van de maand.",
            "delivery": "Wanneer stukken uiterlijk binnen moeten zijn.",
            "meetings_per_year": "Hieruit volgt hoeveel uur mensen kwijt zijn.",
            "is_open": "Anders zijn agenda, verslag en dossier voor de partijen in het gremium.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        parent.empty_label = "Geen: het staat bovenaan"
        if self.instance.pk:
            bodies = Body.objects.of_region(self.region)
            below = descendants(self.instance.pk, dict(bodies.values_list("pk", "parent")))
            parent.queryset |= bodies.filter(pk=self.instance.parent_id)
            parent.queryset = parent.queryset.exclude(pk__in=below)

    def clean_name(self):
        name = self.cleaned_data["name"]
        same = Body.objects.of_region(self.region).filter(name__iexact=name)
        if same.lasting_beyond(clock.today()).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Deze regio heeft al een gremium met deze naam.")
        return name


class BodyEndForm(HangingEndForm):
    class Meta:
        model = Body
        fields = ["until"]


class SeatForm(RegionForm):
    since = DayField(label="Vanaf", required=False)

    class Meta:
        model = Seat
        fields = ["kind", "party", "title", "membership", "since"]
        help_texts = {
            "party": "Namens wie. Bij voorzitter en secretaris mag dit leeg blijven.",
            "title": "Zoals: wethouder onderwijs, beleidsmedewerker.",
            "membership": "Een agendalid komt per punt, de buitenschil leest mee. "
            "Alleen leden tellen mee bij de drukte.",
        }

    def __init__(self, *args, instance, initial=None, **kwargs):
        # The row itself, not its key: its name need not be asked for.
        own = {"party": instance.party} if instance.party_id else {}
        super().__init__(*args, instance=instance, initial=own | (initial or {}), **kwargs)
        chosen = Party.objects.of_region(self.region).filter(pk=self.instance.party_id)
        self.fields["party"].queryset |= chosen.with_organisation()

    def clean(self):
        cleaned = super().clean()
        is_for_party = cleaned.get("kind") == Seat.Kind.PARTY
        if is_for_party and not cleaned.get("party") and "party" not in self.errors:
            self.add_error("party", "Kies namens welke partij deze zetel is.")
        return cleaned


class SeatEndForm(HangingEndForm):
    class Meta:
        model = Seat
        fields = ["until"]


class SeatFillForm(RegionForm):
    """Who takes a seat, and when. `last` is the latest holding, over or not, or None."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    since = DayField(label="Vanaf")

    class Meta:
        model = SeatHolding
        fields = ["position", "since"]
        help_texts = {"position": "Wie de zetel nu heeft, houdt die tot de dag hieronder."}

    def __init__(self, *args, seat, last, **kwargs):
        self.seat, self.last = seat, last
        super().__init__(*args, **kwargs)
        position = self.fields["position"]
        position.label = "Wie, in welke functie"
        if seat.party:
            own = Case(When(organisation=seat.party.organisation_id, then=0), default=1)
            position.queryset = position.queryset.order_by(own, "person__sort_name", "pk")
        self.initial |= {"since": clock.today(), "seen": last.pk if last else None}
        self.initial |= {"version": last.version if last else 0}
        if last is None:
            self.fields["since"].required = False
            self.fields["since"].help_text = "Leeg: al langer dan bekend is."
            del self.initial["since"]

    def clean(self):
        cleaned = super().clean()
        position, since = cleaned.get("position"), cleaned.get("since")
        if position and "since" not in self.errors:
            since = cleaned["since"] = since or self._first_day(position)
            if problem := self._problem(position, since):
                self.add_error("since", problem)
        return cleaned

    def _first_day(self, position):
        """Return the first day on which both the seat and the function are there, if known."""
        return max((row.since for row in (self.seat, position) if row.since), default=None)

    def _problem(self, position, since):
        """Say why `position` cannot take the seat on `since`; nothing when it can."""
        for row, what in ((position, "De functie"), (self.seat, "De zetel")):
            if row.since and since < row.since:
                return f"{what} begint op {row.since:%d-%m-%Y}."
            if row.until and since and since >= row.until:
                return f"{what} loopt t/m {row.last_day:%d-%m-%Y}."
        return self._problem_with_last(position, since) if self.last else ""

    def _problem_with_last(self, position, since):
        last, who = self.last, self.last.position.person
        if last.since and since < last.since:
            return f"Vanaf {last.since:%d-%m-%Y} staat {who} vast. Kies die dag of een latere."
        lasts = last.until is None or last.until > since
        if lasts and last.position_id == position.pk and last.since != since:
            return f"{who} heeft deze zetel al."
        return ""

    def show_conflict(self, stale):
        """Say who holds the seat meanwhile; the next send replaces that."""
        held, change = stale.current, stale.conflicts[0].change
        self.data = self.data.copy()
        self.data["seen"], self.data["version"] = held.pk, held.version
        self.add_error(
            "position",
            f"{change.by if change else 'Iemand anders'} vulde deze zetel terwijl u koos: "
            f"{held.position}{f', vanaf {held.since:%d-%m-%Y}' if held.since else ''}. "
            "Uw keuze staat hier nog. Opslaan vervangt de andere; annuleren laat die staan.",
        )


class HoldingEndForm(EndForm):
    """The last day on which someone holds a seat; the seat is vacant after it."""

    class Meta:
        model = SeatHolding
        fields = ["until"]

    def clean_until(self):
        until = self.cleaned_data["until"]
        position, seat = self.instance.position, self.instance.seat
        for row, what in ((position, "De functie"), (seat, "De zetel")):
            if row.until and (until is None or until > row.until):
                raise forms.ValidationError(
                    f"{what} loopt t/m {row.last_day:%d-%m-%Y}; dit kan niet langer."
                )
        if other := self.instance.others_until(until).filter(since__isnull=False).first():
            raise forms.ValidationError(
                f"Vanaf {other.since:%d-%m-%Y} heeft {other.position.person} deze zetel."
            )
        return until


class LoadForm(DayForm):
    """The day, and of whom the hours are asked."""

    wie = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class CompareForm(RegioForm):
    """Which two of `bodies` (BodyRows) are laid beside each other, and on which day."""

    gremium = forms.TypedChoiceField(label="Gremium", coerce=int, required=False)
    met = forms.TypedChoiceField(label="Naast", coerce=int, required=False)
    op = DayField(label="Zoals op", required=False)

    def __init__(self, data, *, bodies, day):
        super().__init__({"op": day.isoformat()} | data.dict())
        self.bodies = {body.pk: body for body in bodies}
        choices = [("", "Kies een gremium"), *((body.pk, body.name) for body in bodies)]
        self.fields["gremium"].choices = self.fields["met"].choices = choices
        self.helper.layout = Layout(Div(*self.fields, css_class="row"))

    def clean_met(self):
        other = self.cleaned_data["met"]
        if other and other == self.cleaned_data.get("gremium"):
            raise forms.ValidationError("Kies een ander gremium dan het eerste.")
        return other

    @property
    def chosen(self):
        """Return the two bodies; None while they are not both chosen."""
        if not self.is_valid():
            return None
        one, other = self.cleaned_data["gremium"], self.cleaned_data["met"]
        return (self.bodies[one], self.bodies[other]) if one and other else None
