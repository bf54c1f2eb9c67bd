"""A page as it stands today, or as it stood on the day that the address asks for."""

from partners.forms.areas import DayForm
from regio.lib import clock


class AsOf:
    """The `day` of a page; `is_other` than today shows what held then, and changes nothing."""

    def __init__(self, request, form_class=DayForm):
        self.day, self.form = asked_day(request, form_class)
        self.is_other = self.day != clock.today()
        others = request.GET.copy()
        others.pop("op", None)
        self.url = f"{request.path}?{others.urlencode()}" if others else request.path

    def rows(self, rows):
        """Return dated rows: of another day those that held then, else all."""
        return rows.on(self.day) if self.is_other else rows


def query_of(day):
    """Return what keeps a day in an address: nothing for today, or without a day."""
    return f"?op={day:%Y-%m-%d}" if day and day != clock.today() else ""


def asked_day(request, form_class=DayForm):
    """Return the day that the address asks for (today when it is empty or no day), and its form."""
    if not request.GET.keys() & form_class.base_fields.keys():
        return clock.today(), form_class(initial={"op": clock.today()})
    form = form_class({"op": clock.today().isoformat()} | request.GET.dict())
    if form.is_valid():
        return form.cleaned_data["op"] or clock.today(), form
    # A date field of a browser shows nothing that is not a day: what was typed must stay.
    form.fields["op"].widget.input_type = "text"
    return clock.today(), form
