"""Forms in our look and our words, and those that change a versioned row."""

import unicodedata
from copy import copy
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from regio.lib import clock

PASSWORD_RULES = (
    "Ten minste twaalf tekens. Niet uw naam of e-mailadres, en geen wachtwoord dat veel mensen "
    "gebruiken."
)
CHOOSE = "Kies …"
# More digits are no version, place or key of ours, and too much for a database.
MOST_DIGITS = 9
NO_NOUNS = {"Met", "Vanaf"}
EMAIL_NEEDED = "Vul een e-mailadres in, zoals naam@gemeente.nl."
ADDRESS_NEEDED = "Vul een adres in, zoals https://www.gemeente.nl/stuk."
DATE_NEEDED = "Vul een datum in: dag, maand en jaar."
NOT_A_CHOICE = "Deze keuze is er niet of niet meer. Kies opnieuw."
MESSAGES = {
    forms.Field: {"required": "Vul {what} in."},
    forms.CharField: {
        "max_length": "Gebruik ten hoogste %(limit_value)d tekens; het zijn er nu %(show_value)d."
    },
    forms.EmailField: {"required": EMAIL_NEEDED, "invalid": EMAIL_NEEDED},
    forms.URLField: {"required": ADDRESS_NEEDED, "invalid": ADDRESS_NEEDED},
    forms.DateField: {"required": DATE_NEEDED, "invalid": DATE_NEEDED},
    forms.IntegerField: {
        "invalid": "Vul een heel getal in.",
        "min_value": "Vul een getal in van %(limit_value)s of meer.",
        "max_value": "Vul een getal in van ten hoogste %(limit_value)s.",
    },
    forms.ChoiceField: {"required": "Kies {what}.", "invalid_choice": NOT_A_CHOICE},
    forms.ModelMultipleChoiceField: {"invalid_pk_value": NOT_A_CHOICE},
}


class DateInput(forms.DateInput):
    """A day, picked or typed, in the notation that browsers send."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in a form: where on the page (an id), at which label, what."""

    place: str
    label: str
    text: str


class FormInOurWords(forms.BaseForm):
    """What every form of ours shares; the page supplies the form tag and its buttons."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for field in self.fields.values():
            field.error_messages |= _messages_of(field)
            _invite_to_choose(field)
        if self.is_bound:
            self.data = self._on_one_line()

    def _on_one_line(self):
        """Return what was posted, the text of one-line fields without what nobody can see."""
        data: Any = copy(self.data)
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            is_line = isinstance(field, forms.CharField) and isinstance(
                field.widget, forms.TextInput
            )
            if is_line and isinstance(typed := data.get(key), str):
                data[key] = one_line(typed)
        return data

    @property
    def faults(self):
        """Return what is wrong, in the order of the page; what belongs to no field comes first."""
        faults = [Fault("", "", str(text)) for text in self.non_field_errors()]
        for field in self:
            place = field.id_for_label or f"div_{field.auto_id}"
            place, label = ("", "") if field.is_hidden else (place, str(field.label))
            faults += [Fault(place, label, str(text)) for text in field.errors]
        return faults


def one_line(text: str) -> str:
    """Return `text` on one line: white space and control characters become one space, characters
    without width go; NUL stays, for the field to refuse."""
    seen = (c for c in text if unicodedata.category(c) != "Cf")
    spaced = "".join(c if c.isprintable() or c == "\0" else " " for c in seen)
    return " ".join(spaced.split())


def _messages_of(field):
    """Return our words for what can be wrong in a field, but where it brought words of its own."""
    ours: dict[str, str] = {}
    for kind, messages in MESSAGES.items():
        if isinstance(field, kind):
            ours |= messages
    standard: dict[str, Any] = {}
    for cls in reversed(type(field).__mro__):
        standard |= getattr(cls, "default_error_messages", {})
    return {
        code: text.format(what=_named(field))
        for code, text in ours.items()
        if field.error_messages.get(code) == standard.get(code)
    }


def _named(field):
    """Name what a field asks for, where its label is a noun: een naam, uw naam; else: dit."""
    label = str(field.label or "")
    noun = label[:1].lower() + label[1:]
    if label.startswith("Uw "):
        return noun
    return f"een {noun}" if label.isalpha() and label not in NO_NOUNS else "dit"


def _invite_to_choose(field):
    """Let a list of one choice open with words instead of with dashes."""
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == "---------":
            field.empty_label = CHOOSE
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        field.choices = [(v, CHOOSE if (v, w) == ("", "---------") else w) for v, w in choices]


class RegioForm(FormInOurWords, forms.Form):
    """A form that changes no row, or several."""


class VersionedForm(FormInOurWords, forms.ModelForm):
    """A form that carries the version of the row which the user saw.

    `changes()` is what goes to `records.write`; `show_conflict` puts the other's text beside each
    field that both changed, keeps what was typed, and lets the next send replace the other's.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version

    @property
    def base_version(self):
        return self.cleaned_data["version"] or 0

    def changes(self):
        return {name: v for name, v in self.cleaned_data.items() if name != "version"}

    def show_conflict(self, stale):
        typed: Any = copy(self.data)
        typed[self.add_prefix("version")] = stale.current.version
        self.data = typed
        for conflict in stale.conflicts:
            who = conflict.change.by if conflict.change else "Iemand anders"
            when = f" {clock.moment(conflict.change.at)}" if conflict.change else ""
            text = conflict.change.new_label or conflict.change.new or "(leeg)"
            self.add_error(
                conflict.field if conflict.field in self.fields else None,
                f"{who} veranderde dit{when}, terwijl u typte, in: “{text}”. "
                "Uw tekst staat hier nog. Opslaan vervangt de andere; annuleren laat die staan.",
            )


def whole_number(text):
    """Return a number that a button sends; 0 for what no button of ours sends."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0
