"""What people type about cycles: their meeting, milestones, subjects and parties."""

from django import forms

from agenda.models import Plan
from oogo.content import kinds
from oogo.forms.meetings import SeenDayForm, TimeField
from oogo.models import Cycle, CycleSubject, Meeting, Milestone, SubjectKind, SubjectParty
from oogo.rules import milestones as rules
from partners.forms.base import DayField, ManyField, RegionForm
from regio.lib import clock
from regio.lib.forms import VersionedForm

MAX_COUNT = {Milestone.Rule.WEEKS: 52, Milestone.Rule.WORKING_DAYS: 260}
COUNTED = tuple(MAX_COUNT)
BEFORE, AFTER = "vóór", "na"


def kinds_of(region):
    """Return {value in a form: SubjectKind}: those of the region, and the shipped ones that it
    does not have yet, unsaved."""
    own = list(SubjectKind.objects.of_region(region).order_by("pk"))
    known = {kind.key for kind in own}
    shipped = [
        SubjectKind(region=region, key=kind.key, name=kind.name, article=kind.article)
        for kind in kinds()
        if kind.key not in known
    ]
    return {str(kind.pk or kind.key): kind for kind in [*own, *shipped]}


class CycleStartForm(SeenDayForm):
    """A new cycle with the meeting that it leads to."""

    title = forms.CharField(label="Naam van de cyclus", max_length=80)
    starts_at = TimeField(label="Van")
    ends_at = TimeField(label="Tot")
    subjects = forms.MultipleChoiceField(
        label="Onderwerpen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Hieruit volgen de partijen en de mijlpalen. U kunt later onderwerpen toevoegen.",
    )

    field_order = ["title", "body", "day", "starts_at", "ends_at", "place", "subjects"]

    class Meta:
        model = Meeting
        fields = ["body", "day", "starts_at", "ends_at", "place"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds = kinds_of(self.region)
        self.fields["subjects"].choices = [(value, str(kind)) for value, kind in self.kinds.items()]

    def clean_title(self):
        return free_title(self.region, self.cleaned_data["title"])

    @property
    def chosen_kinds(self):
        return [self.kinds[value] for value in self.cleaned_data["subjects"]]


def free_title(region, title, own=None):
    """Return a title that no other cycle of the region has."""
    same = Cycle.objects.of_region(region).filter(title__iexact=title)
    if same.exclude(pk=own).exists():
        raise forms.ValidationError("Er is al een cyclus met deze naam.")
    return title


class CycleForm(RegionForm):
    class Meta:
        model = Cycle
        fields = ["title"]

    def clean_title(self):
        return free_title(self.region, self.cleaned_data["title"], self.instance.pk)


class MeetingMoveForm(SeenDayForm):
    """Where a meeting goes."""

    starts_at = TimeField(label="Van")
    ends_at = TimeField(label="Tot")
    field_order = ["day", "starts_at", "ends_at", "place"]

    class Meta:
        model = Meeting
        fields = ["day", "starts_at", "ends_at", "place"]


class MeetingCancelForm(VersionedForm):
    cancel_reason = forms.CharField(
        label="Reden",
        max_length=300,
        help_text="Wie is uitgenodigd leest deze reden.",
        widget=forms.TextInput,
    )

    class Meta:
        model = Meeting
        fields = ["cancel_reason"]


class MilestoneForm(RegionForm):
    """A milestone: counted from the meeting, or on a day of its own."""

    due_on = DayField(
        label="Datum",
        required=False,
        help_text="Voor een datum die u met de hand zet, of die de wet noemt.",
    )
    count = forms.IntegerField(label="Aantal weken of werkdagen", required=False, min_value=0)
    side = forms.ChoiceField(
        label="Vóór of na het overleg",
        required=False,
        choices=[(BEFORE, "vóór het overleg"), (AFTER, "na het overleg")],
    )

    field_order = [
        *("title", "rule", "count", "side", "due_on"),
        *("who", "parties", "article", "note", "is_for_information"),
    ]

    class Meta:
        model = Milestone
        fields = [
            *("title", "rule", "due_on"),
            *("who", "parties", "article", "note", "is_for_information"),
        ]
        field_classes = {"parties": ManyField}
        labels = {"rule": "Hoe de datum tot stand komt"}
        help_texts = {
            "rule": "Weken en werkdagen tellen vanaf het overleg en schuiven mee als het overleg "
            "verplaatst wordt. De andere blijven staan.",
            "parties": "Van wie deze mijlpaal is.",
        }

    def __init__(self, *args, closed, **kwargs):
        super().__init__(*args, **kwargs)
        self.closed, self.meeting = closed, self.instance.cycle.meeting
        if rules.is_no_task(self.instance.key):
            del self.fields["is_for_information"]
        offset = self.instance.offset
        if offset is not None:
            self.initial |= {"count": abs(offset), "side": BEFORE if offset <= 0 else AFTER}

    def clean(self):
        cleaned = super().clean()
        rule = cleaned.get("rule")
        if rule in COUNTED:
            self._count(rule)
        elif rule and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Vul een datum in: dag, maand en jaar.")
        if rule == Milestone.Rule.STATUTORY and not cleaned.get("article"):
            self.add_error("article", "Vul het artikel in waaruit deze datum volgt.")
        cleaned["offset"] = self._offset()
        return cleaned

    def _count(self, rule):
        cleaned = self.cleaned_data
        count = cleaned.get("count")
        if "count" in self.errors:
            return
        if count is None:
            self.add_error("count", "Vul in hoeveel weken of werkdagen.")
        elif count > MAX_COUNT[rule]:
            self.add_error("count", f"Vul een getal in van ten hoogste {MAX_COUNT[rule]}.")
        else:
            self.errors.pop("due_on", None)
            cleaned["due_on"] = rules.day_of(rule, self._offset(), self.meeting.day, self.closed)

    def _offset(self):
        """Return how far from the meeting; None for a day of its own."""
        cleaned = self.cleaned_data
        count = cleaned.get("count")
        if cleaned.get("rule") not in COUNTED or count is None:
            return None
        return count if cleaned.get("side") == AFTER else -count

    def _post_clean(self):
        self.instance.offset = self.cleaned_data.get("offset")
        super()._post_clean()

    def changes(self):
        return {n: v for n, v in super().changes().items() if n not in ("count", "side")}


class MilestoneEditForm(MilestoneForm):
    """A milestone that is there: when it was done can be said as well."""

    done_on = DayField(label="Gereed op", required=False, help_text="Leeg: nog niet gereed.")

    field_order = [*MilestoneForm.field_order, "done_on", "is_withdrawn"]

    class Meta(MilestoneForm.Meta):
        fields = [*MilestoneForm.Meta.fields, "done_on", "is_withdrawn"]
        labels = {**MilestoneForm.Meta.labels, "is_withdrawn": "Ingetrokken: doet niet meer mee"}

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        if day and day > clock.today():
            raise forms.ValidationError("Deze dag moet nog komen.")
        return day


class SubjectForm(RegionForm):
    """The plan that lies on the table at a subject."""

    class Meta:
        model = CycleSubject
        fields = ["plan"]
        help_texts = {"plan": "Zijn looptijd bepaalt de wettelijke termijn."}

    def choices_of(self, rows, stored):
        if rows.model is Plan:
            return rows.of_region(self.region).kept().order_by("title", "pk")
        return super().choices_of(rows, stored)


class SubjectAddForm(SubjectForm):
    subject = forms.ChoiceField(label="Onderwerp")

    field_order = ["subject", "plan"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        there = set(self.instance.cycle.subjects.kept().values_list("kind_id", flat=True))
        self.kinds = {
            value: kind for value, kind in kinds_of(self.region).items() if kind.pk not in there
        }
        choices = [(value, str(kind)) for value, kind in self.kinds.items()]
        self.fields["subject"].choices = [("", "Kies …"), *choices]

    @property
    def chosen_kind(self):
        return self.kinds[self.cleaned_data["subject"]]


class SubjectKindForm(RegionForm):
    last_held_on = DayField(
        label="Laatst besproken op",
        required=False,
        help_text="De dag van het laatste OOGO hierover, als dat niet in Regio staat.",
    )

    class Meta:
        model = SubjectKind
        fields = ["key", "name", "article", "last_held_on"]
        help_texts = {
            "key": "Bepaalt wie partij is en welke termijn geldt.",
            "article": "De tekst die bij de termijn en in de stukken staat.",
        }

    def clean_name(self):
        name = self.cleaned_data["name"]
        same = SubjectKind.objects.of_region(self.region).filter(name__iexact=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Er is al een onderwerp met deze naam.")
        return name


class SubjectPartyForm(RegionForm):
    """What a party is at a subject, as someone sets it by hand."""

    class Meta:
        model = SubjectParty
        fields = ["capacity", "reason", "is_withdrawn", "is_by_hand"]
        labels = {
            "is_withdrawn": "Geen partij bij dit onderwerp",
            "is_by_hand": "Zo laten staan als de partijen opnieuw worden afgeleid",
        }
        help_texts = {"capacity": "Alleen overeenstemming telt mee voor het akkoord."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["is_by_hand"] = True
