"""What people type about the days that their region closes."""

from django import forms

from partners.forms.base import DayField, RegionForm
from partners.models import ClosedDay
from regio.lib import workdays

WEEKDAYS = {5: "zaterdag", 6: "zondag"}


class ClosedDayForm(RegionForm):
    day = DayField(label="Dag")

    class Meta:
        model = ClosedDay
        fields = ["day", "reason"]
        help_texts = {"reason": "Zoals: brugdag, de gemeentehuizen zijn dicht."}

    def clean_day(self):
        day = self.cleaned_data["day"]
        if weekday := WEEKDAYS.get(day.weekday()):
            raise forms.ValidationError(f"Dit is een {weekday}: die telt al niet als werkdag.")
        if holiday := workdays.dutch_holidays(day.year).get(day):
            raise forms.ValidationError(f"Dit is al een feestdag: {holiday}.")
        if there := ClosedDay.objects.holding_for(self.region).filter(day=day).first():
            raise forms.ValidationError(f"Deze dag staat er al: {there.reason}.")
        return day
