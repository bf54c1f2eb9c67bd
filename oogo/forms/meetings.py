"""What people type when they plan a meeting, or change its times and place."""

from django import forms

from oogo.models import Meeting
from partners.forms.base import DayField, RegionForm

TIME_NEEDED = "Vul een tijd in, zoals 13:30."
ENDS_BEFORE_START = "Het overleg eindigt vóór het begint."


class TimeField(forms.TimeField):
    """A time of day, in hours and minutes."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **kwargs):
        messages = {"required": TIME_NEEDED, "invalid": TIME_NEEDED}
        formats = ["%H:%M", "%H:%M:%S", "%H.%M"]
        super().__init__(input_formats=formats, error_messages=messages, **kwargs)

    def clean(self, value):
        at = super().clean(value)
        return at.replace(second=0, microsecond=0) if at else at


class WithTimes(RegionForm):
    """A form about a meeting: it ends after it starts."""

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", ENDS_BEFORE_START)
        return cleaned

    def show_conflict(self, stale):
        """Show the other's times as this form does."""
        for conflict in stale.conflicts:
            if conflict.change and isinstance(self.fields.get(conflict.field), TimeField):
                conflict.change.new_label = f"{conflict.theirs:%H:%M}"
        super().show_conflict(stale)


class SeenDayForm(WithTimes):
    """A form on the day of a meeting. `seen` is the day of which the page showed what it means."""

    day = DayField(label="Dag")
    seen = DayField(required=False, widget=forms.HiddenInput)

    def changes(self):
        return {name: v for name, v in super().changes().items() if name != "seen"}

    @property
    def was_seen(self):
        """Whether the page showed what there is to heed on this day."""
        return self.cleaned_data.get("seen") == self.cleaned_data["day"]

    def note_as_seen(self):
        """Let the next send carry the day of which the page shows what there is to heed."""
        typed = self.data.copy()
        typed[self.add_prefix("seen")] = self.cleaned_data["day"].isoformat()
        self.data = typed


class TimesForm(WithTimes):
    """When on its day a meeting is, and where."""

    starts_at = TimeField(label="Van")
    ends_at = TimeField(label="Tot")

    class Meta:
        model = Meeting
        fields = ["starts_at", "ends_at", "place"]


class MeetingForm(SeenDayForm, TimesForm):
    """A new meeting."""

    field_order = ["body", "day", "starts_at", "ends_at", "place"]

    class Meta(TimesForm.Meta):
        fields = ["body", "day", *TimesForm.Meta.fields]
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
    return f"{meeting.day:%d-%m-%Y}, {meeting.starts_at:%H.%M} uur{place}"
