"""What people type about an item of an agenda."""

from django import forms

from agenda.models import Theme
from oogo.forms.meetings import in_words
from oogo.models import AgendaItem, CycleSubject, Meeting
from partners.forms.base import ManyField, RegionForm
from partners.models import Body
from regio.lib import clock
from regio.lib.forms import RegioForm, VersionedForm

MAX_MINUTES = 480
NO_MEETING = "nog geen overleg gepland: naar de voorraad"


class ConfidentialForm(RegionForm):
    """A form on a row that may be confidential; what is not has no ground and names no party."""

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("is_confidential"):
            cleaned |= {"ground": "", "disclosed_to": cleaned.get("disclosed_to", [])[:0]}
        elif not cleaned.get("ground") and "ground" not in self.errors:
            self.add_error("ground", "Vul in waarom dit vertrouwelijk is.")
        return cleaned


class MinutesField(forms.IntegerField):
    """How long an item may take."""

    def __init__(self):
        super().__init__(
            label="Minuten", min_value=0, max_value=MAX_MINUTES, help_text="0: hamerstuk."
        )


class ItemForm(ConfidentialForm):
    minutes = MinutesField()

    class Meta:
        model = AgendaItem
        fields = [
            "title",
            "kind",
            "minutes",
            "asked",
            "explanation",
            "submitter",
            "submitted_by",
            "theme",
            "subject",
            "portfolios",
            "is_standing",
            "is_confidential",
            "ground",
            "disclosed_to",
        ]
        field_classes = {"portfolios": ManyField, "disclosed_to": ManyField}
        help_texts = {"is_standing": "Staat op elke agenda van dit gremium."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.fields["subject"].queryset.exists():
            del self.fields["subject"]

    def choices_of(self, rows, stored):
        if rows.model is Theme:
            running = rows.of_region(self.region).running(clock.today())
            return (running | rows.of_region(self.region).filter(pk__in=stored)).in_order()
        if rows.model is CycleSubject:
            rows = rows.of_region(self.region).select_related("plan", "kind")
            of_cycle = rows.kept().filter(cycle__meeting=self.instance.meeting_id)
            return of_cycle | rows.filter(pk__in=stored)
        return super().choices_of(rows, stored)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("submitter") and cleaned.get("submitted_by"):
            self.add_error("submitted_by", "Kies een partij óf vul een ander in, niet allebei.")
        return cleaned


class BodyField(forms.ModelChoiceField):
    """A body, with the meeting that its next agenda is of; `coming` is {key of body: meeting}."""

    coming: dict = {}

    def label_from_instance(self, body):
        meeting = self.coming.get(body.pk)
        return f"{body}: {in_words(meeting) if meeting else NO_MEETING}"


class ForwardForm(RegionForm):
    """Something that a body must talk about, for its next agenda."""

    body = BodyField(label="Op de volgende agenda van", queryset=Body.objects.all())
    minutes = MinutesField()

    class Meta:
        model = AgendaItem
        fields = ["body", "title", "kind", "minutes", "asked"]

    def __init__(self, *args, coming, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].coming = coming


class WithdrawForm(VersionedForm):
    """Why an item is withdrawn, or a proposal declined."""

    withdrawn_because = forms.CharField(
        label="Reden", max_length=300, help_text="Wie het punt indiende, leest dit terug."
    )

    class Meta:
        model = AgendaItem
        fields = ["withdrawn_because"]


class MeetingField(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return in_words(meeting)


class PlaceForm(RegioForm):
    """On which agenda an item of the backlog comes."""

    meeting = MeetingField(
        label="Overleg", queryset=Meeting.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings
