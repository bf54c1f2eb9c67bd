"""Fields for periods, numbers with a comma, and places; the form that all forms here build on."""

from django import forms
from django.db.models import Q

from agenda.models import Goal, Theme
from monitoring.rules.cells import CellError, read_number
from monitoring.rules.figures import written
from monitoring.rules.periods import EXAMPLES, Period, PeriodError, read_period
from partners.forms.base import DayField, RegionForm
from partners.models import Area, RegionArea
from regio.lib import clock


class PastDayField(DayField):
    """A day that has come."""

    def clean(self, value):
        day = super().clean(value)
        if day and day > clock.today():
            raise forms.ValidationError("Deze dag moet nog komen. Kies vandaag of eerder.")
        return day


class PeriodField(forms.CharField):
    """A period, as people write it; its value is a Period of `kind`."""

    def __init__(self, *, kind=None, **kwargs):
        super().__init__(max_length=30, **kwargs)
        self.kind = kind

    def prepare_value(self, value):
        return value.label if isinstance(value, Period) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_period(text, self.kind)
        except PeriodError as error:
            raise forms.ValidationError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None

    def set_kind(self, kind):
        """Take periods of this kind only, and say how they are written."""
        self.kind = kind
        self.help_text = f"Zoals {EXAMPLES[str(kind)]}."


class NumberField(forms.CharField):
    """A number as Dutch people write it: 15.400 or 2,4. Its value is a Decimal, or an int."""

    def __init__(self, *, is_count=False, **kwargs):
        super().__init__(max_length=20, **kwargs)
        self.is_count = is_count
        self.widget.attrs["inputmode"] = "numeric" if is_count else "decimal"

    def prepare_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return str(value) if self.is_count else written(value, 2).replace(".", "")

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            number = read_number(text, is_count=self.is_count)
        except CellError as error:
            raise forms.ValidationError(f"{error}.") from None
        if self.is_count:
            return int(number)
        if number.as_tuple().exponent < -2:
            raise forms.ValidationError("Schrijf het met ten hoogste twee decimalen.")
        return number


class MonitoringForm(RegionForm):
    """A form whose themes, goals and areas are those of the region."""

    def choices_of(self, rows, stored):
        if rows.model is Theme:
            return rows.of_region(self.region)
        if rows.model is Goal:
            return rows.of_region(self.region).kept().select_related("theme")
        if rows.model is Area:
            own = RegionArea.objects.of_region(self.region).lasting_beyond(clock.today())
            chosen = getattr(self.instance, "area_id", None)
            rows = rows.filter(Q(pk__in=own.values("area")) | Q(pk=chosen))
            return rows.prefetch_related("names")
        return super().choices_of(rows, stored)
