"""What somebody says of the own data: only what differs from what is kept is a correction."""

from datetime import date, timedelta

from django import forms

from partners.forms.base import LastDayField
from partners.models import Correction
from regio.lib.forms import RegioForm

Field = Correction.Field
EARLIEST_END = "De functie begon op {:%d-%m-%Y}; een eerdere dag kan niet."
NOTHING_WRONG = "U wijzigde niets. Klopt alles, gebruik dan de knop hierboven."


class CorrectionForm(RegioForm):
    """The data of a person and, for each function held, its title and its last day."""

    def __init__(self, *args, person, positions, **kwargs):
        self.person, self.positions = person, positions
        self.base_fields = _fields_of_person(person)
        for position in positions:
            self.base_fields |= _fields_of_position(position)
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        for position in self.positions:
            name = f"until_{position.pk}"
            until = cleaned.get(name)
            if until and position.since and until <= position.since:
                self.add_error(name, EARLIEST_END.format(position.since))
        if not self.errors and not self.corrections():
            self.add_error(None, NOTHING_WRONG)
        return cleaned

    def corrections(self):
        """Return what is not as it is kept, as unsaved corrections."""
        found = [
            self._correction(name, getattr(self.person, name), None, name)
            for name in (Field.NAME, Field.EMAIL, Field.PHONE)
        ]
        for position in self.positions:
            for field in (Field.TITLE, Field.END):
                kept, name = getattr(position, field), f"{field}_{position.pk}"
                found.append(self._correction(field, kept, position, name))
        return [correction for correction in found if correction]

    def _correction(self, field, kept, position, name):
        value = self.cleaned_data.get(name)
        if (value or "") == (kept or "") or (field == Field.END and not value):
            return None
        text = f"{value:%Y-%m-%d}" if isinstance(value, date) else value
        return Correction(person=self.person, position=position, field=field, value=text)


def _fields_of_person(person):
    return {
        "name": _text("Uw naam", person, "name"),
        "email": forms.EmailField(label="Uw e-mailadres", max_length=254, initial=person.email),
        "phone": _text("Uw telefoonnummer", person, "phone", required=False),
    }


def _fields_of_position(position):
    place = f" bij {position.organisation}" if position.organisation_id else ""
    return {
        f"title_{position.pk}": _text(f"Uw functie{place}", position, "title"),
        f"until_{position.pk}": LastDayField(
            label=f"Laatste dag als {position.title}{place}",
            required=False,
            initial=position.until,
            help_text="Alleen als u met deze functie stopt of bent gestopt.",
        ),
    }


def _text(label, row, name, *, required=True):
    longest = row._meta.get_field(name).max_length
    return forms.CharField(
        label=label, max_length=longest, required=required, initial=getattr(row, name)
    )


def as_read(correction):
    """Return what a correction says, as a member reads it: an end as the last day."""
    if not correction.is_end:
        return correction.value
    return f"{date.fromisoformat(correction.value) - timedelta(days=1):%d-%m-%Y}"
