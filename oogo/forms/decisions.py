"""What people type about afspraken: their text, numbers, stances, and what came of them."""

from django import forms
from django.db.models import Q

from agenda.models import Theme
from oogo.models import Decision, LocalFollowUp, Stance
from partners.forms.base import DayField, LastDayField, ManyField, RegionForm
from partners.models import Party
from regio.lib import clock
from regio.lib.forms import RegioForm

FUTURE = "Deze dag moet nog komen. Kies vandaag of eerder."
ANSWERED_BEFORE = "Het standpunt is van {:%d-%m-%Y}. Kies die dag of later."
QUICK = {Stance.Value.AGREES, Stance.Value.REFUSES, Stance.Value.ABSTAINS}


def refuse_future(day):
    if day and day > clock.today():
        raise forms.ValidationError(FUTURE)
    return day


class DecisionForm(RegionForm):
    since = DayField(label="Geldt vanaf", required=False)
    until = LastDayField(
        label="Geldt t/m", required=False, help_text="De laatste dag. Leeg: voor onbepaalde tijd."
    )
    review_on = DayField(
        label="Herijken op", required=False, help_text="Wanneer u samen kijkt of het nog klopt."
    )

    class Meta:
        model = Decision
        fields = ["title", "text", "themes", "since", "until", "review_on"]
        field_classes = {"themes": ManyField}
        help_texts = {"title": "Wat er afgesproken wordt, in één zin."}

    def choices_of(self, rows, stored):
        if rows.model is not Theme:
            return super().choices_of(rows, stored)
        themes = Theme.objects.of_region(self.region)
        running = Q(pk__in=themes.running(clock.today()).values("pk"))
        return themes.filter(running | Q(pk__in=stored)).in_order()

    def clean(self):
        cleaned = super().clean()
        review_on, since = cleaned.get("review_on"), cleaned.get("since")
        if review_on and since and review_on < since:
            self.add_error("review_on", "Dit is voor de afspraak begint. Kies een latere dag.")
        return cleaned


class MinuteForm(RegionForm):
    minuted_on = DayField(
        label="Vastgelegd op", help_text="Het jaar van deze dag staat in het nummer."
    )

    class Meta:
        model = Decision
        fields = ["minuted_on"]

    def clean_minuted_on(self):
        day = refuse_future(self.cleaned_data["minuted_on"])
        meeting = self.instance.item.meeting if self.instance.item_id else None
        if meeting and day < meeting.day:
            raise forms.ValidationError(f"Het overleg is pas op {meeting.day:%d-%m-%Y}.")
        return day


class ReasonForm(RegionForm):
    """Why an afspraak no longer holds."""

    reason = forms.CharField(label="Reden", max_length=300)

    class Meta:
        model = Decision
        fields = ["reason"]


class RestoreForm(RegionForm):
    """Nothing to fill in: the button says it."""

    class Meta:
        model = Decision
        fields = []


class SupersedeForm(ReasonForm):
    class Meta:
        model = Decision
        fields = ["superseded_by", "reason"]
        help_texts = {"superseded_by": "De afspraak die in de plaats komt; die heeft een nummer."}

    field_order = ["superseded_by", "reason"]

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        other = self.fields["superseded_by"]
        other.queryset = choices
        other.required = self.instance.superseded_by_id is None
        self.fields["reason"].required = other.required
        other.empty_label = "Kies …" if other.required else "Niet meer vervangen"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("superseded_by") and not cleaned.get("reason"):
            if "reason" not in self.errors:
                self.add_error("reason", "Vul in waarom.")
        elif "superseded_by" in cleaned and not cleaned["superseded_by"]:
            cleaned["reason"] = ""
        return cleaned


class StanceForm(RegionForm):
    given_on = DayField(label="Gegeven op", required=False)
    answer_by = DayField(label="Antwoord uiterlijk", required=False)

    class Meta:
        model = Stance
        fields = ["value", "given", "given_on", "reserved_for", "about", "answer_by"]
        widgets = {"value": forms.RadioSelect}
        help_texts = {
            "given": "Vooraf of schriftelijk kan ook, voor wie er niet bij is.",
            "reserved_for": "Alleen bij een voorbehoud: wie er nog ja op moet zeggen.",
            "about": "Waar het voorbehoud over gaat, of waarom de partij niet akkoord gaat.",
            "answer_by": "Alleen bij een voorbehoud.",
        }

    def clean_given_on(self):
        return refuse_future(self.cleaned_data["given_on"])

    def clean(self):
        cleaned = super().clean()
        value = cleaned.get("value")
        if value == Stance.Value.RESERVES:
            self._ask_for_reservation(cleaned)
        else:
            cleaned |= {"reserved_for": "", "answer_by": None}
            self.errors.pop("answer_by", None)
        if value == Stance.Value.NONE:
            cleaned |= {"given": "", "given_on": None, "about": ""}
        elif value and not cleaned.get("given_on") and "given_on" not in self.errors:
            cleaned["given_on"] = clock.today()
        return cleaned

    def _ask_for_reservation(self, cleaned):
        if not cleaned.get("reserved_for") and "reserved_for" not in self.errors:
            self.add_error("reserved_for", "Kies van wie het voorbehoud is.")
        given_on, answer_by = cleaned.get("given_on"), cleaned.get("answer_by")
        if not answer_by and "answer_by" not in self.errors:
            self.add_error("answer_by", "Vul in wanneer het antwoord er uiterlijk is.")
        elif answer_by and given_on and answer_by < given_on:
            self.add_error("answer_by", ANSWERED_BEFORE.format(given_on))

    def changes(self):
        """A stance that is a reservation no more is not ratified either."""
        changes = super().changes()
        if changes["value"] != Stance.Value.RESERVES:
            changes |= {"ratified_on": None, "ratified_by": ""}
        return changes


class RatifyForm(RegionForm):
    """The yes of the body that a reservation waited for; an empty day takes it back."""

    ratified_on = DayField(label="Bekrachtigd op")

    class Meta:
        model = Stance
        fields = ["ratified_on", "ratified_by"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_ratified = self.instance.ratified_on is not None
        self.fields["ratified_on"].required = not is_ratified
        self.fields["ratified_by"].required = not is_ratified
        if is_ratified:
            self.fields["ratified_on"].help_text = "Leeg: toch niet bekrachtigd."

    def clean_ratified_on(self):
        day = refuse_future(self.cleaned_data["ratified_on"])
        given_on = self.instance.given_on
        if day and given_on and day < given_on:
            raise forms.ValidationError(
                f"Het voorbehoud is pas gemaakt op {given_on:%d-%m-%Y}. Kies een latere dag."
            )
        return day

    def clean(self):
        cleaned = super().clean()
        if "ratified_on" in cleaned and not cleaned["ratified_on"]:
            cleaned["ratified_by"] = ""
        elif not cleaned.get("ratified_by") and "ratified_by" not in self.errors:
            self.add_error("ratified_by", "Vul in waar dat staat.")
        return cleaned


class FollowUpForm(RegionForm):
    class Meta:
        model = LocalFollowUp
        fields = ["status", "note"]
        widgets = {"status": forms.RadioSelect}
        help_texts = {"note": "Het besluit, beleidsplan of de begroting waarin het is geregeld."}


class BehalfForm(RegioForm):
    """On behalf of which party; the answer leads to its stance."""

    namens = forms.ModelChoiceField(label="Namens", queryset=Party.objects.none())

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["namens"].queryset = parties


class QuickForm(RegioForm):
    """One answer of several parties, as the meeting gives it; each comes as party:version."""

    party = forms.MultipleChoiceField(
        label="Partijen", error_messages={"required": "Kies ten minste één partij."}
    )
    value = forms.ChoiceField(choices=[(v, v.label) for v in Stance.Value if v in QUICK])

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [(quick_key(row), row.party) for row in lines]

    @property
    def chosen(self):
        """Return the keys of the parties with the version that was seen of each."""
        pairs = (key.split(":") for key in self.cleaned_data["party"])
        return {int(party): int(version) for party, version in pairs}


def quick_key(line):
    """Name a party with the version of its stance, for a tick in a form."""
    return f"{line.party.pk}:{line.whole.version if line.whole else 0}"
