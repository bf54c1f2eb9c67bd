"""What a map shows: which kinds of area, of which day, the region or the country."""

from crispy_forms.layout import Layout
from django import forms

from partners.forms.base import DayField
from partners.models import Area
from partners.rules.overlap import kind_label
from regio.lib import clock
from regio.lib.forms import RegioForm

COLOUR, LINES = "swv_po", "jeugd"


class MapForm(RegioForm):
    """Every field may be left out of the address; what is wrong there falls back, and is said."""

    soort = forms.ChoiceField(label="In kleur", required=False)
    ook = forms.ChoiceField(label="Met lijnen", required=False)
    op = DayField(label="Zoals op", required=False, widget=forms.Select)
    land = forms.BooleanField(label="Heel Nederland", required=False)
    gemeente = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__({"soort": COLOUR, "ook": LINES} | {k: data[k] for k in data})
        self.helper.layout = Layout("soort", "ook", "op", "land", "gemeente")
        self._name_kinds(clock.today())
        self.is_valid()
        self._name_kinds(self.day)

    def _name_kinds(self, day):
        kinds = [(kind, kind_label(kind, day)) for kind in Area.Kind.values]
        self.fields["soort"].choices = kinds
        self.fields["ook"].choices = [("geen", "geen tweede soort"), *kinds]

    @property
    def day(self):
        return self.cleaned_data.get("op") or clock.today()

    @property
    def kinds(self) -> tuple[str, str]:
        """Return the kind in colour, and the one in lines; the same twice is once."""
        colour = self.cleaned_data.get("soort") or COLOUR
        lines = self.cleaned_data.get("ook") or LINES
        return colour, "" if lines in (colour, "geen") else lines

    @property
    def is_whole(self) -> bool:
        return bool(self.cleaned_data.get("land"))

    def offer_days(self, days, today):
        """Let the day be chosen from `days` ({date: what changed}), today, and the one shown."""
        names = {self.day: "gekozen dag"} | days | {today: "vandaag"}
        self.fields["op"].widget.choices = [
            ("" if day == today else day.isoformat(), f"{day:%d-%m-%Y} · {names[day]}")
            for day in sorted(names, reverse=True)
        ]
