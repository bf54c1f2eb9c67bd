"""What people type about indicators: definition, breaks, targets."""

from django import forms

from monitoring.forms.fields import MonitoringForm, NumberField, PeriodField
from monitoring.models import Break, Indicator, Target
from partners.forms.areas import AreaChoiceField
from partners.forms.base import LAST_DAY_HELP, DayField, LastDayField, ManyField

FIXED = "Er zijn al cijfers: maak een nieuwe indicator als dit anders wordt."


class GoalChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, goal):
        return f"{goal.theme}: {goal}"


class IndicatorForm(MonitoringForm):
    class Meta:
        model = Indicator
        fields = [
            "title",
            "themes",
            "counts",
            "out_of",
            "definition",
            "unit",
            "direction",
            "decimals",
            "frequency",
            "source",
            "area",
            "threshold",
            "grace_months",
            "is_sample",
        ]
        field_classes = {"themes": ManyField, "area": AreaChoiceField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.fields["themes"].queryset.exists():
            del self.fields["themes"]

    def clean_title(self):
        title = self.cleaned_data["title"]
        same = Indicator.objects.of_region(self.region).filter(title__iexact=title)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Deze regio heeft al een indicator met deze naam.")
        return title


class IndicatorEditForm(IndicatorForm):
    """The unit and the frequency stay once there are figures: those would mean something else."""

    class Meta(IndicatorForm.Meta):
        fields = [*IndicatorForm.Meta.fields, "is_active"]
        help_texts = {"is_active": "Zonder vinkje staat de indicator niet meer in de lijst."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial_unit = self.instance.unit
        self.initial_frequency = self.instance.frequency

    def clean(self):
        cleaned = super().clean()
        changed = {
            "unit": self.initial_unit != cleaned.get("unit", self.initial_unit),
            "frequency": self.initial_frequency != cleaned.get("frequency", self.initial_frequency),
        }
        if any(changed.values()) and self.instance.measurements.exists():
            for name in changed:
                if changed[name]:
                    self.add_error(name, FIXED)
        return cleaned


class BreakForm(MonitoringForm):
    on = DayField(
        label="Vanaf", help_text="De eerste dag waarop de indicator iets anders betekent."
    )

    class Meta:
        model = Break
        fields = ["on", "text"]

    def clean_on(self):
        on = self.cleaned_data["on"]
        same = self.instance.indicator.breaks.kept().filter(on=on)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Op deze dag is al een breuk vastgelegd.")
        return on


class BreakEditForm(BreakForm):
    class Meta(BreakForm.Meta):
        fields = ["on", "text", "is_withdrawn"]
        help_texts = {"is_withdrawn": "De breuk wordt niet meer getekend."}


class TargetForm(MonitoringForm):
    period = PeriodField(label="Te bereiken in")
    value = NumberField(label="Streefwaarde")
    since = DayField(label="Vastgesteld op", required=False)
    until = LastDayField(
        label="Geldt t/m", required=False, help_text=f"{LAST_DAY_HELP} Leeg: nog steeds."
    )

    field_order = ["value", "period", "goal", "since", "until"]

    class Meta:
        model = Target
        fields = ["value", "goal", "since", "until"]
        field_classes = {"goal": GoalChoiceField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        indicator = self.instance.indicator
        self.fields["period"].set_kind(indicator.frequency)
        self.fields["value"].help_text = f"Eenheid: {indicator.get_unit_display()}."
        if self.instance.period_start:
            self.initial["period"] = self.instance.period

    def clean(self):
        cleaned = super().clean()
        period = cleaned.get("period")
        if period and not cleaned.get("until"):
            same = self.instance.indicator.targets.filter(
                period_kind=period.kind, period_start=period.start, until=None
            )
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("period", "Voor deze periode is er al een streefwaarde.")
        return cleaned

    def changes(self):
        changes = super().changes()
        period = changes.pop("period")
        return changes | {"period_kind": period.kind, "period_start": period.start}
