"""What people send about many people at once: a workbook, and the go-ahead for what it changes."""

import json
from urllib.parse import quote_plus

from django import forms

from regio.lib import sheets
from regio.lib.forms import RegioForm
from regio.lib.sheets import Cell

MAX_ROWS, MAX_TEXT = 3000, 1_500_000
# What a browser makes of the rows when it sends them again, below DATA_UPLOAD_MAX_MEMORY_SIZE.
MAX_SENT = 2_300_000


class RosterForm(RegioForm):
    file = forms.FileField(
        label="Excel-bestand",
        help_text=f"Ten hoogste {MAX_ROWS:,} regels. Eerst ziet u wat er zou veranderen.".replace(
            ",", "."
        ),
        widget=forms.FileInput(attrs={"accept": f".xlsx,{sheets.CONTENT_TYPE}"}),
    )
    skip_unknown = forms.BooleanField(
        label="Regels met een onbekende organisatie overslaan", required=False
    )

    def clean_file(self):
        """Return the rows that the file holds."""
        file = self.cleaned_data["file"]
        try:
            rows = sheets.read_cells(file.read(sheets.MAX_BYTES + 1), max_rows=MAX_ROWS)
        except sheets.SheetError as error:
            raise forms.ValidationError(str(error)) from error
        text = as_text(rows)
        if len(text) > MAX_TEXT or len(quote_plus(text)) > MAX_SENT:
            raise forms.ValidationError("In dit bestand staat te veel tekst voor een namenlijst.")
        return rows


class TakeInForm(RegioForm):
    """The rows that were shown, and what they would do: nothing else is taken in."""

    rows = forms.CharField(widget=forms.HiddenInput, max_length=MAX_TEXT, strip=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    skip_unknown = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def clean_rows(self):
        try:
            return [
                (int(number), [Cell(str(text), str(problem)) for text, problem in cells])
                for number, cells in json.loads(self.cleaned_data["rows"])[: MAX_ROWS + 1]
            ]
        except (ValueError, TypeError, RecursionError, OverflowError) as error:
            raise forms.ValidationError("Kies het bestand opnieuw.") from error


def as_text(rows) -> str:
    """Return rows of cells as the hidden field carries them."""
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
