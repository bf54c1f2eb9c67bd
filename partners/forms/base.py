"""Fields and forms that all forms of the speelveld share.

Every choice is limited to the region: an id of elsewhere is a message at the field.
"""

import re
from datetime import date, timedelta

from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db.models import Model, Q
from django.urls import reverse

from partners.models import Area, Body, Organisation, Party, Person, Portfolio, Position
from partners.rules.borders import sort_key
from regio.lib import clock
from regio.lib.choices import label_of, let_type, names_of
from regio.lib.forms import DateInput, VersionedForm

# What there may be by the hundred.
TYPED = (Area, Organisation, Party, Position, Person)
BETWEEN = "Kies een datum tussen 1900 en 2200."
LAST_DAY_HELP = "De laatste dag waarop dit geldt."
ENDS_TOO_EARLY = "De einddatum kan niet vóór de begindatum ({:%d-%m-%Y}) liggen."
MAX_TEXT = 5000
MAX_EURO, MAX_EURO_LENGTH = 2_000_000_000, 30
NO_EURO = "Vul een bedrag in hele euro’s in, zoals 50.000."
TOO_MUCH = "Vul een bedrag van ten hoogste 2.000.000.000 euro in."


class DayField(forms.DateField):
    """A day that people can mean."""

    widget = DateInput
    default_validators = [
        MinValueValidator(date(1900, 1, 1), BETWEEN),
        MaxValueValidator(date(2200, 12, 31), BETWEEN),
    ]


class LastDayField(DayField):
    """The day "t/m"; its value is `until`, the day after."""

    def prepare_value(self, value):
        return value - timedelta(days=1) if isinstance(value, date) else value

    def clean(self, value):
        day = super().clean(value)
        return day + timedelta(days=1) if day else None


class EuroField(forms.Field):
    """Whole euros as people write them: 50000, 50.000 or € 50.000; shown with thousands points."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": MAX_EURO_LENGTH})
    notation = re.compile(r"(?:€\s*)?([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?:00|-))?")

    def to_python(self, value):
        typed = (value or "").strip()
        if not typed:
            return None
        found = self.notation.fullmatch(typed)
        if not found or len(typed) > MAX_EURO_LENGTH:
            raise forms.ValidationError(NO_EURO)
        euros = int(found[1].replace(".", ""))
        if euros > MAX_EURO:
            raise forms.ValidationError(TOO_MUCH)
        return euros

    def prepare_value(self, value):
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class ByNameIterator(forms.models.ModelChoiceIterator):
    """The choices in the order of their names, as Dutch readers expect it on every database."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for obj in sorted(self.queryset.all(), key=lambda row: sort_key(str(row))):
            yield self.choice(obj)


class ByNameField(forms.ModelChoiceField):
    iterator = ByNameIterator


class NamesIterator(forms.models.ModelChoiceIterator):
    """The choices by key and name, without making the rows."""

    def __iter__(self):
        return iter(names_of(self.queryset.all(), label=label_of(self.field)))


class ManyField(forms.ModelMultipleChoiceField):
    """Several rows; refuses ids that no database column holds, on which SQLite would stumble."""

    widget = forms.CheckboxSelectMultiple
    iterator = NamesIterator

    def clean(self, value):
        for pk in value or ():
            if len(str(pk)) > 18:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": str(pk)[:20]}
                )
        return super().clean(value)


class RegionForm(VersionedForm):
    """A form whose choices are rows of one region."""

    def __init__(self, *args, region, **kwargs):
        super().__init__(*args, **kwargs)
        self.region = region
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                stored = _keys(self.initial.get(name))
                field.queryset = self.choices_of(field.queryset, stored)
                if field.queryset.model in TYPED and type(field.widget) is forms.Select:
                    kind = field.queryset.model._meta.model_name
                    known = [row for row in [self.initial.get(name)] if isinstance(row, Model)]
                    let_type(field, f"{self.names_url}?soort={kind}", known)
            if isinstance(field.widget, forms.Textarea):
                field.max_length = MAX_TEXT
                field.widget.attrs |= {"rows": 4}
                field.validators.append(MaxLengthValidator(MAX_TEXT))

    @property
    def names_url(self):
        """Where names are found while one types."""
        return reverse("partners:name_list", args=[self.region.slug])

    def choices_of(self, rows, stored):
        """Return what may be chosen now, and what is `stored` (keys): saving something else must
        not clear a choice that is not current any more."""
        if rows.model is Area:
            return rows.prefetch_related("names")
        if rows.model not in (Body, Portfolio, Organisation, Party, Position, Person):
            return rows
        rows = rows.of_region(self.region)
        if rows.model is Portfolio:
            return rows.filter(Q(is_active=True) | Q(pk__in=stored))
        if rows.model is Organisation:
            return rows.order_by("short_name", "pk")
        if rows.model is Person:
            return rows.filter(Q(anonymised_on=None) | Q(pk__in=stored))
        rows = rows.lasting_beyond(clock.today()) | rows.filter(pk__in=stored)
        if rows.model is Body:
            return rows.order_by("name", "pk")
        if rows.model is Party:
            return rows.select_related("organisation")
        return rows.select_related("person", "organisation").order_by("person__sort_name", "pk")

    def clean(self):
        """Refuse an end before the start, whichever of the two this form holds."""
        cleaned = super().clean()
        since = cleaned.get("since", getattr(self.instance, "since", None))
        until = cleaned.get("until", getattr(self.instance, "until", None))
        if since and until and until <= since:
            field = "until" if "until" in self.fields else "since"
            self.add_error(field, ENDS_TOO_EARLY.format(since))
        return cleaned

    def show_conflict(self, stale):
        """Show the other's dates and amounts as this form does."""
        for conflict in stale.conflicts:
            field = self.fields.get(conflict.field)
            if not conflict.change or conflict.theirs is None:
                continue
            if isinstance(field, DayField):
                day = field.prepare_value(conflict.theirs)
                conflict.change.new_label = f"{day:%d-%m-%Y}"
            elif isinstance(field, EuroField):
                conflict.change.new_label = field.prepare_value(conflict.theirs)
        super().show_conflict(stale)


def _keys(value):
    """Return the keys in the initial value of a choice: a key, rows, or nothing."""
    rows = value if isinstance(value, list | tuple) else [] if value is None else [value]
    return [getattr(row, "pk", row) for row in rows]


class EndForm(RegionForm):
    """The last day of a dated row; a row that ended may get another last day, or none."""

    until = LastDayField(label="T/m", help_text=LAST_DAY_HELP)
    empty_end = "het loopt weer door."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        until = self.fields["until"]
        if self.instance.until is None:
            self.initial["until"] = self.initial.get("until") or clock.today() + timedelta(days=1)
        else:
            until.required = False
            until.help_text = f"{LAST_DAY_HELP} Leeg: {self.empty_end}"


class HangingEndForm(EndForm):
    """The end of a row on which others hang: those end with it, and cannot begin after it."""

    def clean(self):
        """Ask what hangs on it only of an end that nothing else refuses."""
        cleaned = super().clean()
        until = None if self.errors else cleaned.get("until")
        late = self.instance.hanging_beyond(until) if until else ()
        late = [row for row in late if row.since and row.since >= until]
        if late:
            text = (
                f"{late[0]} begint pas op {late[0].since:%d-%m-%Y}. Wijzig of beëindig dat eerst."
            )
            self.add_error("until", text)
        return cleaned
