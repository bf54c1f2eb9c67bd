"""What people type about who takes part in a meeting, and about what was said there."""

from django import forms

from oogo.forms.decisions import refuse_future
from oogo.models import AgendaItem, Meeting, Participant
from partners.forms.base import DayField, ManyField, RegionForm
from partners.models import Position
from regio.lib.forms import RegioForm

Attendance = Participant.Attendance
OFF_AGENDA = "Dit punt staat niet op de agenda van een overleg dat doorgaat."
NO_MINUTES = "Er is nog geen verslag. Schrijf eerst op wat besproken is."
LEFT_BEFORE = "Dit punt komt vóór het punt waarop deze deelnemer binnenkwam."
NO_REPLACEMENT = "Kies door wie deze deelnemer vervangen is."


class PeopleForm(RegionForm):
    """A form on a participant; who may be chosen holds a function on the day of the meeting."""

    def choices_of(self, rows, stored):
        if rows.model is Position:
            day = self.instance.meeting.day
            there = Position.objects.of_region(self.region).on(day)
            rows = there | Position.objects.of_region(self.region).filter(pk__in=stored)
            names = rows.select_related("person", "organisation")
            return names.order_by("person__sort_name", "pk")
        if rows.model is AgendaItem:
            return rows.filter(meeting=self.instance.meeting_id).on_agenda().in_order()
        return super().choices_of(rows, stored)


class ParticipantForm(PeopleForm):
    """Someone who is invited besides those who hold a seat."""

    class Meta:
        model = Participant
        fields = ["position", "party", "part"]
        help_texts = {"party": "Leeg voor wie namens niemand spreekt, zoals een gast."}

    def clean_position(self):
        position = self.cleaned_data["position"]
        if (
            position
            and Participant.objects.kept()
            .filter(meeting=self.instance.meeting_id, position=position)
            .exists()
        ):
            raise forms.ValidationError("Deze functie is al uitgenodigd.")
        return position


class ParticipantEditForm(PeopleForm):
    """Everything about one participant: how they take part, whether they come, what came of it."""

    class Meta:
        model = Participant
        fields = [
            "party",
            "part",
            "reply",
            "attendance",
            "replaced_by",
            "from_item",
            "until_item",
            "note",
        ]
        help_texts = {
            "replaced_by": "Wie er in plaats van deze deelnemer was of komt.",
            "from_item": "Voor wie later kwam. Leeg: vanaf het begin.",
            "until_item": "Voor wie eerder vertrok. Leeg: tot het einde.",
        }

    def clean(self):
        cleaned = super().clean()
        replaced = cleaned.get("attendance") == Attendance.REPLACED
        if replaced and not cleaned.get("replaced_by") and "replaced_by" not in self.errors:
            self.add_error("replaced_by", NO_REPLACEMENT)
        if cleaned.get("replaced_by") == self.instance.position:
            self.add_error("replaced_by", "Kies een ander dan de deelnemer zelf.")
        first, last = cleaned.get("from_item"), cleaned.get("until_item")
        if first and last and last.order < first.order:
            self.add_error("until_item", LEFT_BEFORE)
        return cleaned


class AttendanceForm(RegionForm):
    """Whether one of the list was there; who was replaced, and by whom, has a page of its own."""

    class Meta:
        model = Participant
        fields = ["attendance"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["attendance"]
        if self.instance.attendance != Attendance.REPLACED:
            field.choices = [one for one in field.choices if one[0] != Attendance.REPLACED]
        field.widget.attrs["class"] = "form-select"
        field.widget.attrs["aria-label"] = f"Aanwezigheid van {self.instance.position.person}"


class FollowForm(RegioForm):
    """Whom to invite and whom to take off the list, of what the seats of the day propose."""

    coming = forms.TypedMultipleChoiceField(
        label="Uitnodigen", required=False, widget=forms.CheckboxSelectMultiple
    )
    leaving = forms.TypedMultipleChoiceField(
        label="Niet meer uitnodigen", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, difference, **kwargs):
        super().__init__(*args, **kwargs)
        coming = [(one, f"{one.position.person}: {one.seat}") for one in difference.coming]
        coming += [
            (one, f"{one.position.person}: {one.seat} (stond niet meer op de lijst)")
            for one in difference.back
        ]
        leaving = [(row, f"{row.position}: {why}") for row, why in difference.leaving]
        self.initial = {
            "coming": [one.pk for one in difference.coming],
            "leaving": [row.pk for row, _ in difference.leaving],
        }
        self._offer("coming", coming)
        self._offer("leaving", leaving)

    def _offer(self, name, rows):
        field = self.fields[name]
        if not rows and not self.is_bound:
            del self.fields[name]
            return
        field.choices = [(row.pk, text) for row, text in rows]
        field.coerce = {str(row.pk): row for row, _ in rows}.__getitem__


class LimitForm(RegioForm):
    """At which items somebody speaks for another party as well."""

    items = ManyField(
        label="Alleen bij deze punten",
        queryset=AgendaItem.objects.none(),
        required=False,
        help_text="Niets gekozen: bij alle punten.",
    )

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = items


class OutcomeForm(RegionForm):
    """The minutes of one item."""

    status = forms.ChoiceField(
        label="Stand",
        choices=[
            (AgendaItem.Status.TREATED, AgendaItem.Status.TREATED.label),
            (AgendaItem.Status.POSTPONED, AgendaItem.Status.POSTPONED.label),
        ],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = AgendaItem
        fields = ["outcome", "status"]
        help_texts = {"outcome": "Wat besproken is en wat daar uit kwam. Opmaak met Markdown kan."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].widget.attrs["rows"] = 12
        if self.instance.status == AgendaItem.Status.PLANNED:
            self.initial["status"] = AgendaItem.Status.TREATED

    def clean(self):
        if not self.instance.is_on_agenda or self.instance.meeting.is_cancelled:
            raise forms.ValidationError(OFF_AGENDA)
        return super().clean()


class AdoptForm(RegionForm):
    """When the minutes were adopted."""

    minutes_adopted_on = DayField(
        label="Vastgesteld op",
        help_text="Daarna veranderen agenda, aanwezigheid, verslag en afspraken niet meer.",
    )

    class Meta:
        model = Meeting
        fields = ["minutes_adopted_on"]

    def clean_minutes_adopted_on(self):
        day = refuse_future(self.cleaned_data["minutes_adopted_on"])
        if self.instance.is_cancelled:
            raise forms.ValidationError("Dit overleg is geannuleerd: er is geen verslag.")
        if not self.instance.is_held:
            raise forms.ValidationError(NO_MINUTES)
        if day and day < self.instance.day:
            raise forms.ValidationError("Het verslag is van na het overleg.")
        return day


class ReopenForm(RegionForm):
    """Why the adoption of the minutes is taken back."""

    reopen_reason = forms.CharField(
        label="Reden",
        max_length=300,
        help_text="Iedereen die het verslag mag lezen, ziet dit erbij staan.",
    )

    class Meta:
        model = Meeting
        fields = ["reopen_reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["reopen_reason"] = ""


class CarryForm(RegioForm):
    """One line of what the earlier meeting left: taken over or not, under which title, how long."""

    is_taken = forms.BooleanField(label="Overnemen", required=False)
    title = forms.CharField(label="Titel", max_length=160)
    minutes = forms.IntegerField(label="Minuten", min_value=0, max_value=480)
