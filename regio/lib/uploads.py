"""Files that people send in: what they are by their content, how large they may be."""

from dataclasses import dataclass

from django import forms

from regio.lib import file_types
from regio.lib.forms import one_line

MAX_MEGABYTES = 25
MAX_NAME = 120
KINDS = ", ".join(kind.label for kind in file_types.ALL)
TAKEN = f"Kies een bestand van ten hoogste {MAX_MEGABYTES} MB: {KINDS}."
MESSAGES = {
    "required": "Kies een bestand.",
    "invalid": "Kies een bestand.",
    "missing": "Kies een bestand.",
    "empty": "Dit bestand is leeg.",
    "too_big": f"Dit bestand is groter dan {MAX_MEGABYTES} MB.",
    "kind": f"Dit soort bestand past hier niet. {TAKEN} Macro’s mogen er niet in.",
}


@dataclass(frozen=True)
class Upload:
    """A file that came in: what it is by its content, and the name that readers get it as."""

    name: str
    data: bytes
    kind: file_types.FileType

    @property
    def stem(self):
        return self.name.rpartition(".")[0]


class PaperField(forms.FileField):
    """A file that people send in to be read by others; its value is an Upload."""

    widget = forms.FileInput(
        attrs={"accept": ",".join(f".{kind.ending}" for kind in file_types.ALL)}
    )

    def __init__(self, **kwargs):
        kwargs = {"label": "Bestand", "help_text": TAKEN} | kwargs
        super().__init__(error_messages=MESSAGES, **kwargs)

    def clean(self, value, initial=None):
        file = super().clean(value, initial)
        if file is None:
            return None
        if file.size > MAX_MEGABYTES * 1_000_000:
            raise forms.ValidationError(self.error_messages["too_big"], "too_big")
        data = file.read()
        kind = file_types.type_of(data)
        if kind is None:
            raise forms.ValidationError(self.error_messages["kind"], "kind")
        return Upload(_name(file.name, kind), data, kind)


def _name(given, kind):
    """Return the name a reader gets a file as: on one line, with the ending of what it is."""
    stem = one_line(given.rpartition(".")[0] or given).replace("\0", "").strip(". ")
    return f"{stem[:MAX_NAME] or 'stuk'}.{kind.ending}"
