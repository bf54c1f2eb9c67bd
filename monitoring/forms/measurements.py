"""What people type, or send in a file, about figures."""

from django import forms

from monitoring.forms.fields import MonitoringForm, NumberField, PastDayField, PeriodField
from monitoring.models import Measurement
from monitoring.rules.cells import MAX_BYTES
from monitoring.rules.figures import Unit
from partners.forms.base import DayField
from partners.models import Area, Municipality
from regio.lib import clock
from regio.lib.forms import RegioForm

KNOWN = "Voor deze periode is er al een cijfer. Verbeter dat in de lijst."
WITHDRAWN = "Voor deze periode is er een cijfer dat is ingetrokken. Zet dat in de lijst terug."
ONE_OF = "Vul een teller met noemer in, of een waarde, of waarom er geen cijfer is: één van deze."


class FigureForm(MonitoringForm):
    """The figure itself; of an indicator that counts only, a number and nothing else."""

    numerator = NumberField(label="Teller", required=False, is_count=True)
    denominator = NumberField(label="Noemer", required=False, is_count=True)
    value = NumberField(
        label="Of alleen de waarde",
        required=False,
        help_text="Zonder teller en noemer telt het cijfer niet mee in een regiototaal.",
    )
    delivered_on = PastDayField(label="Geleverd op", required=False)

    field_order = [
        "place",
        "period",
        "numerator",
        "denominator",
        "value",
        "reason",
        "is_provisional",
        "source",
        "delivered_on",
    ]

    class Meta:
        model = Measurement
        fields = [
            "numerator",
            "denominator",
            "value",
            "reason",
            "is_provisional",
            "source",
            "delivered_on",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        indicator = self.instance.indicator
        self.fields["reason"].label = "Of waarom er geen cijfer is"
        self.fields["source"].help_text = f"Leeg: {indicator.source or 'als bij de indicator'}."
        self.fields["value"].help_text += f" Eenheid: {indicator.get_unit_display()}."
        if indicator.counts:
            self.fields["numerator"].help_text = f"Aantal {indicator.counts}."
        if indicator.out_of:
            self.fields["denominator"].help_text = f"Aantal {indicator.out_of}."
        if indicator.unit == Unit.COUNT:
            self.fields["numerator"].label = "Aantal"
            del self.fields["denominator"], self.fields["value"]

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        number, total = cleaned.get("numerator"), cleaned.get("denominator")
        said = [number is not None, cleaned.get("value") is not None, bool(cleaned.get("reason"))]
        if sum(said) != 1:
            self.add_error("numerator", ONE_OF)
        elif number is not None:
            self._check_ratio(number, total)
        elif total is not None and not cleaned.get("reason"):
            self.add_error("denominator", "Een waarde alleen heeft geen noemer.")
        return cleaned

    def _check_ratio(self, number, total):
        if "denominator" in self.fields and not total:
            self.add_error("denominator", "Vul de noemer in, groter dan 0.")
        elif self.instance.indicator.unit == Unit.PERCENT and number > total:
            self.add_error("numerator", "De teller is groter dan de noemer.")


class FigureEditForm(FigureForm):
    """A figure that is there: of the wrong gemeente or period it is withdrawn."""

    field_order = [*FigureForm.field_order, "is_withdrawn"]

    class Meta(FigureForm.Meta):
        fields = [*FigureForm.Meta.fields, "is_withdrawn"]
        labels = {"is_withdrawn": "Ingetrokken: telt nergens meer mee"}
        help_texts = {
            "is_withdrawn": "Voor een cijfer van de verkeerde gemeente of periode. Het blijft in "
            "de lijst staan; zonder vinkje telt het weer mee."
        }


class MeasurementForm(FigureForm):
    """A new figure: of which gemeente (or area, when the source gave a total), and when."""

    place = forms.ChoiceField(label="Gemeente of gebied")
    period = PeriodField(label="Periode")

    def __init__(self, *args, ground, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = _places(ground)
        self.fields["period"].set_kind(self.instance.indicator.frequency)

    def clean(self):
        """Find the row of the place, and refuse a second figure for it."""
        cleaned = super().clean()
        place, period = cleaned.get("place"), cleaned.get("period")
        if not place or not period:
            return cleaned
        measurement = self.instance
        measurement.period = period
        if period.start > clock.today():
            self.add_error("period", "Deze periode moet nog beginnen.")
        kind, _, code = place.partition(":")
        if code:
            measurement.area = Area.objects.get(kind=kind, code=code)
        else:
            measurement.municipality = Municipality.objects.get(code=place)
        same = measurement.indicator.measurements.filter(
            municipality=measurement.municipality,
            area=measurement.area,
            period_kind=period.kind,
            period_start=period.start,
        )
        if there := same.first():
            self.add_error("period", WITHDRAWN if there.is_withdrawn else KNOWN)
        return cleaned


class DeliveryForm(RegioForm):
    """A file with figures."""

    file = forms.FileField(
        label="CSV-bestand",
        help_text=f"Ten hoogste {MAX_BYTES // 1000} kB. Eerst ziet u wat er zou veranderen.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )
    delivered_on = PastDayField(label="Geleverd op")
    skip_unknown = forms.BooleanField(
        label="Regels van gemeenten buiten deze regio overslaan", required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["delivered_on"].initial = clock.today()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(f"Dit bestand is groter dan {MAX_BYTES // 1000} kB.")
        return file


class TakeInForm(RegioForm):
    """What the report was made of, to be taken in: nothing else than what was shown."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=MAX_BYTES, strip=False)
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
    delivered_on = DayField(widget=forms.HiddenInput)
    skip_unknown = forms.BooleanField(widget=forms.HiddenInput, required=False)


def _places(ground):
    """Return the choices: gemeenten of now, those that they came from, and areas."""
    today, borders = ground.codes, ground.borders
    own = set().union(*(borders.origin_of(code) for code in today)) - set(today)
    around = set(borders.places) - own - set(today)
    areas = [(f"{a.kind}:{a.code}", ground.area_name(a)) for a in ground.areas]
    groups = [
        ("Gemeenten", [(code, ground.name(code)) for code in today]),
        ("Eerdere gemeenten", _named(ground, own)),
        ("Andere gemeenten in uw gebieden", _named(ground, around)),
        ("Gebieden (als de bron een totaal gaf)", areas),
    ]
    return [("", "Kies…"), *(group for group in groups if group[1])]


def _named(ground, codes):
    return sorted(((code, ground.name(code)) for code in codes), key=lambda choice: choice[1])
