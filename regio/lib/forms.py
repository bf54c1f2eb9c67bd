"""Forms that change a versioned row, in one look."""

from copy import copy
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from regio.lib import clock


class DateInput(forms.DateInput):
    """A day, picked or typed, in the notation that browsers send."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class RegioForm(forms.Form):
    """A form in our look; the page supplies the form tag and its buttons."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class VersionedForm(forms.ModelForm):
    """A form that carries the version of the row which the user saw.

    `changes()` is what goes to `records.write`; `show_conflict` puts the other's text beside each
    field that both changed, keeps what was typed, and lets the next send replace the other's.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

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
