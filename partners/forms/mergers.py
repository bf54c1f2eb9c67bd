"""What a regisseur chooses at a herindeling."""

from crispy_forms.layout import Fieldset, Layout
from django import forms

from partners.rules.passing import GROUPS, NOBODY, Choices
from regio.lib.forms import RegioForm

ENDS = "niemand"
NOT_JOINING = "{} doet niet mee in deze regio. Kies iets anders, of laat {} meedoen."


class MergerForm(RegioForm):
    """Who takes part, and who takes over what; `seen` is the fingerprint of what was shown."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args, passing, version=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.passing = passing
        self.initial["version"] = version
        heirs = [(heir.code, heir.name) for heir in passing.heirs.values()]
        self.names = {
            "joins": self._add_joins(),
            "groups": self._add_groups(heirs),
            "functions": self._add_functions(heirs),
        }
        labels = {
            "joins": "Wie doet mee",
            "groups": "Wie neemt wat over",
            "functions": "Wat er met de functies gebeurt",
        }
        self.helper.layout = Layout(
            "seen",
            "version",
            *(Fieldset(labels[part], *own) for part, own in self.names.items() if own),
        )

    @property
    def asks_something(self):
        return any(self.names.values())

    def _add_joins(self):
        names = []
        for code, joins in self.passing.choices.joins.items():
            names.append(f"meedoen_{code}")
            heir = self.passing.heirs[code]
            self.fields[names[-1]] = forms.BooleanField(
                label=f"{heir} doet mee in deze regio", required=False, initial=joins
            )
        return names

    def _add_groups(self, heirs):
        names = []
        for key, code in self.passing.choices.groups.items():
            names.append(f"naar_{key}")
            choices = [*heirs, (ENDS, "eindigt")]
            label = GROUPS[key]
            self.fields[names[-1]] = self._choice(label, choices, code)
        return names

    def _add_functions(self, heirs):
        names = []
        for key, code in self.passing.choices.functions.items():
            names.append(f"functie_{key}")
            function = self.passing.functions[key]
            choices = [
                *((code, f"gaat over naar {name}") for code, name in heirs),
                (ENDS, "eindigt"),
            ]
            self.fields[names[-1]] = self._choice(str(function), choices, code)
        return names

    def _choice(self, label, choices, initial):
        return forms.ChoiceField(label=label, choices=choices, initial=initial or ENDS)

    def clean(self):
        cleaned = super().clean()
        out = {
            code: self.passing.heirs[code]
            for code in self.passing.choices.joins
            if not cleaned.get(f"meedoen_{code}")
        }
        for name in (*self.names["groups"], *self.names["functions"]):
            if heir := out.get(cleaned.get(name)):
                self.add_error(name, NOT_JOINING.format(heir, heir))
        return cleaned

    def chosen(self) -> Choices:
        """Return what was chosen, by the names that its parts have in the rules."""
        parts = {
            part: {name.partition("_")[2]: self._chosen(name) for name in own}
            for part, own in self.names.items()
        }
        functions = {int(key): code for key, code in parts["functions"].items()}
        return Choices(parts["joins"], parts["groups"], functions)

    def _chosen(self, name):
        value = self.cleaned_data[name]
        return NOBODY if value == ENDS else value

    def show_conflict(self, stale):
        """Let the next send replace what another chose."""
        typed = self.data.copy()
        typed["version"] = stale.current.version
        self.data = typed

    def show(self, plan):
        """Carry what is shown: what is done is nothing else."""
        if self.is_bound:
            typed = self.data.copy()
            typed["seen"] = plan.fingerprint
            self.data = typed
        else:
            self.initial["seen"] = plan.fingerprint
