"""What people type on the samenwerkingsagenda."""

from django import forms
from django.core.validators import MaxValueValidator

from agenda.fields import AreaKindsField, RolesField
from agenda.models import Goal, Plan, PlanLink, Theme, ThemeRole, Trekker
from agenda.rules import Relation
from partners.forms.base import (
    ENDS_TOO_EARLY,
    LAST_DAY_HELP,
    DayField,
    EndForm,
    LastDayField,
    ManyField,
    RegionForm,
)
from partners.models import Position
from regio.lib.forms import VersionedForm
from regio.lib.uploads import PaperField

OPEN_ENDED = f"{LAST_DAY_HELP} Leeg: voor onbepaalde tijd."
MAX_KEY = 2**63 - 1


class ThemeForm(RegionForm):
    since = DayField(label="Op de agenda vanaf", required=False)
    area_kinds = AreaKindsField(
        label="Gebieden die het thema raakt",
        required=False,
        help_text="De soorten gebied waarvan de grenzen of de taken ertoe doen. Het thema staat "
        "dan ook op de pagina van die gebieden.",
    )

    class Meta:
        model = Theme
        fields = [
            "title",
            "ambition",
            "result",
            "portfolios",
            "scale",
            "phase",
            "programme",
            "area_kinds",
            "since",
        ]
        field_classes = {"portfolios": ManyField}

    def clean_title(self):
        title = self.cleaned_data["title"]
        same = Theme.objects.of_region(self.region).filter(title__iexact=title, until=None)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Deze regio heeft al een thema met deze titel.")
        return title


class ThemeEndForm(RegionForm):
    """Set a theme aside for a while, end it, or take it up again by leaving both days empty."""

    parked_on = DayField(
        label="Geparkeerd vanaf",
        required=False,
        help_text="Het thema blijft in de lijst, zonder signalen. Leeg: het loopt.",
    )
    until = LastDayField(
        label="Beëindigd: t/m", required=False, help_text=f"{LAST_DAY_HELP} Leeg: het loopt door."
    )

    class Meta:
        model = Theme
        fields = ["parked_on", "until", "closing_note"]

    def clean_until(self):
        until = self.cleaned_data["until"]
        same = Theme.objects.of_region(self.region).filter(
            title__iexact=self.instance.title, until=None
        )
        if until is None and same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Er loopt al een ander thema met deze titel.")
        return until


class TrekkerForm(RegionForm):
    """Who leads a theme. `succeeds` names the trekker whom the page showed as the present one."""

    since = DayField(label="Trekker vanaf", required=False)
    granted_until = LastDayField(
        label="Mandaat t/m", required=False, help_text="Leeg: zolang het trekkerschap duurt."
    )
    succeeds = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    class Meta:
        model = Trekker
        fields = ["position", "deputy", "since", "granted_by", "is_reserved", "granted_until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["succeeds"].validators.append(MaxValueValidator(MAX_KEY))

    def choices_of(self, rows, stored):
        """A trekker is a wethouder or bestuurder; who is chosen already stays a choice."""
        if rows.model is not Position:
            return super().choices_of(rows, stored)
        executives = super().choices_of(rows, ()).filter(level=Position.Level.EXECUTIVE)
        chosen = Position.objects.of_region(self.region).filter(pk__in=stored)
        both = executives | chosen.select_related("person", "organisation")
        return both.order_by("person__sort_name", "pk")

    def clean_deputy(self):
        deputy = self.cleaned_data["deputy"]
        position = self.cleaned_data.get("position", getattr(self.instance, "position", None))
        if deputy and deputy == position:
            raise forms.ValidationError("Kies een ander dan de trekker.")
        return deputy

    def clean(self):
        cleaned = super().clean()
        since = cleaned.get("since", self.instance.since)
        until = cleaned.get("granted_until")
        if since and until and until <= since:
            self.add_error("granted_until", ENDS_TOO_EARLY.format(since))
        return cleaned

    def changes(self):
        return {name: v for name, v in super().changes().items() if name != "succeeds"}

    def show_overlap(self, other):
        """Say who leads on one of these days."""
        name = other.position.person
        message = (
            f"Op een van deze dagen is {name} trekker. Een thema heeft één trekker tegelijk: "
            "kies een andere dag, of beëindig dat eerst."
        )
        self.add_error("since" if "since" in self.fields else "until", message)


class TrekkerEditForm(TrekkerForm):
    class Meta(TrekkerForm.Meta):
        fields = TrekkerForm.Meta.fields[1:]


class TrekkerEndForm(EndForm):
    class Meta:
        model = Trekker
        fields = ["until"]

    show_overlap = TrekkerForm.show_overlap


class ThemeRoleForm(RegionForm):
    """All roles of one party on one theme."""

    roles = RolesField(
        label="Rollen",
        error_messages={
            "required": "Kies ten minste één rol. Heeft de partij geen rol meer? Laat de rollen "
            "staan en vul bij “T/m” de laatste dag in."
        },
    )
    since = DayField(label="Vanaf", required=False)
    until = LastDayField(label="T/m", required=False, help_text=OPEN_ENDED)

    class Meta:
        model = ThemeRole
        fields = ["roles", "posture", "phase", "goal", "interest", "since", "until"]
        widgets = {"posture": forms.RadioSelect}
        help_texts = {
            "posture": "Neemt de partij het initiatief, of volgt zij?",
            "goal": "Wat deze partij zelf met het thema wil bereiken.",
            "interest": "Wat er voor deze partij op het spel staat.",
        }

    def show_overlap(self, other):
        """Say which other period of the same party is in the way."""
        last = f" t/m {other.last_day:%d-%m-%Y}" if other.until else ""
        first = f" van {other.since:%d-%m-%Y}" if other.since else ""
        self.add_error(
            "since", f"Deze partij heeft hier al rollen{first}{last}. Kies een dag daarbuiten."
        )


class GoalForm(RegionForm):
    due_on = DayField(label="Uiterlijk", required=False)

    class Meta:
        model = Goal
        fields = ["text", "due_on"]
        help_texts = {"text": "Zo dat straks te zien is of het gelukt is: wat, hoeveel, wanneer."}


class WithdrawnGoalForm(GoalForm):
    """A goal that was withdrawn can be taken up again."""

    class Meta(GoalForm.Meta):
        fields = [*GoalForm.Meta.fields, "is_withdrawn"]


class PlanForm(RegionForm):
    since = DayField(label="Vanaf", required=False)
    until = LastDayField(label="T/m", required=False, help_text="De laatste dag van het plan.")
    url = forms.URLField(
        label="Adres",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=Plan._meta.get_field("url").help_text,
    )

    class Meta:
        model = Plan
        fields = ["kind", "title", "is_concept", "owner", "since", "until", "url", "note"]

    def clean_title(self):
        title = self.cleaned_data["title"]
        if Plan(pk=self.instance.pk, region=self.region, title=title).has_namesake():
            raise forms.ValidationError("Deze regio heeft al een plan met deze titel.")
        return title

    def clean_url(self):
        url = self.cleaned_data["url"]
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError("Het adres begint met https://.")
        return url


class NewPlanForm(PlanForm):
    """A new plan, at once with its file where there is one."""

    file = PaperField(label="Document", required=False)
    field_order = ["kind", "title", "is_concept", "owner", "since", "until", "file", "url"]


class PlanDocumentForm(VersionedForm):
    """The file of a plan, the first or the next version."""

    file = PaperField(label="Document")

    class Meta:
        model = Plan
        fields = []


class PlanLinkForm(RegionForm):
    """What a plan says on a theme; beside another plan, or by itself."""

    class Meta:
        model = PlanLink
        fields = ["plan", "text", "compared_with", "relation"]
        help_texts = {
            "text": "Leeg als het plan er niets over zegt: kies dan bij samenhang “Zwijgt”.",
            "compared_with": "Het plan waarnaast u dit legt.",
            "relation": "Hoe dit plan zich op dit thema verhoudt tot het andere.",
        }

    def choices_of(self, rows, stored):
        if rows.model is Plan:
            return rows.of_region(self.region).kept().order_by("title", "pk")
        return super().choices_of(rows, stored)

    def clean_plan(self):
        plan = self.cleaned_data["plan"]
        same = PlanLink.objects.kept().filter(theme=self.instance.theme_id, plan=plan)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Bij dit thema staat al wat dit plan zegt.")
        return plan

    def clean_compared_with(self):
        other = self.cleaned_data["compared_with"]
        if other and other == self.cleaned_data.get("plan"):
            raise forms.ValidationError("Kies een ander plan dan het plan zelf.")
        return other

    def clean(self):
        cleaned = super().clean()
        relation, other = cleaned.get("relation"), cleaned.get("compared_with")
        is_silent = relation == Relation.SILENT
        if "text" in cleaned and not cleaned["text"] and not is_silent:
            self.add_error("text", "Vul in wat het plan zegt, of kies bij samenhang “Zwijgt”.")
        if is_silent and cleaned.get("text"):
            self.add_error("relation", "Een plan dat zwijgt zegt niets: maak de tekst leeg.")
        if other and not relation:
            self.add_error("relation", "Kies hoe de twee plannen zich verhouden.")
        if relation and not is_silent and not other and "compared_with" not in self.errors:
            self.add_error("compared_with", "Kies met welk plan u vergelijkt.")
        return cleaned


class PlanLinkEditForm(PlanLinkForm):
    class Meta(PlanLinkForm.Meta):
        fields = [*PlanLinkForm.Meta.fields, "is_withdrawn"]
