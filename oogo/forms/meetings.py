"""What people type when they plan a meeting, or change when and where it is."""

from django import forms

from oogo.models import Meeting
from partners.forms.base import DayField, RegionForm
from regio.lib import clock

TIME_NEEDED = "Vul een tijd in, zoals 13:30."


class ClockField(forms.TimeField):
    """A time of day, in hours and minutes."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})

    def __init__(self, **kwargs):
        messages = {"required": TIME_NEEDED, "invalid": TIME_NEEDED}
        formats = ["%H:%M", "%H:%M:%S", "%H.%M"]
        super().__init__(input_formats=formats, error_messages=messages, **kwargs)

    def clean(self, value):
        at = super().clean(value)
        return at.replace(second=0, microsecond=0) if at else at


class TimesForm(RegionForm):
    """When on its day a meeting is, and where."""

    starts_at = ClockField(label="Van")
    ends_at = ClockField(label="Tot")

    class Meta:
        model = Meeting
        fields = ["starts_at", "ends_at", "place"]

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", "Het overleg eindigt vóór het begint.")
        return cleaned

    def show_conflict(self, stale):
        """Show the other's times as this form does."""
        for conflict in stale.conflicts:
            if conflict.change and isinstance(self.fields.get(conflict.field), ClockField):
                conflict.change.new_label = f"{conflict.theirs:%H:%M}"
        super().show_conflict(stale)


class LooseMeetingForm(TimesForm):
    """A meeting from which no cycle counts back: its day may be changed here as well."""

    day = DayField(label="Dag")

    class Meta(TimesForm.Meta):
        fields = ["day", *TimesForm.Meta.fields]


class MeetingForm(LooseMeetingForm):
    """A new meeting."""

    field_order = ["body", "day", "starts_at", "ends_at", "place"]

    class Meta(TimesForm.Meta):
        fields = ["body", *LooseMeetingForm.Meta.fields]
        help_texts = {"body": "Wie op die dag een zetel in dit gremium heeft, wordt uitgenodigd."}

    def clean(self):
        cleaned = super().clean()
        body, day = cleaned.get("body"), cleaned.get("day")
        if body and day and not body.holds_on(day):
            self.add_error("body", "Dit gremium bestaat niet op de dag van het overleg.")
        return cleaned


def in_words(meeting):
    """Say which meeting it is, for who chooses one: 16-04-2026, 13.30 uur, Stadhuis."""
    place = f", {meeting.place}" if meeting.place else ""
    is_past = " (geweest)" if meeting.day < clock.today() else ""
    return f"{meeting.day:%d-%m-%Y}, {meeting.starts_at:%H.%M} uur{place}{is_past}"
