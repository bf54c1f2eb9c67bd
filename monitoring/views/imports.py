"""A delivery: a file is laid beside what is stored; then all of it is taken in, or nothing."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render

from monitoring import actions
from monitoring.forms.measurements import DeliveryForm, TakeInForm
from monitoring.ground import Ground
from monitoring.rules.cells import DeliveryError, Places, decode
from monitoring.rules.delivery import Delivery, read_delivery
from monitoring.rules.figures import figure_in_words
from monitoring.views.pages import address, crumbs_of, find_indicator, require_editor
from partners.views.pages import posted
from records.actions import StaleError
from regio.lib import clock
from regio.lib.comparing import State

SHOWN = 100
MOVED = "Intussen zijn er cijfers veranderd. Dit is de vergelijking van nu: kijk haar nog eens na."

LOSES_WEIGHT = "vervangt teller en noemer door een waarde; telt niet meer mee in het gewogen totaal"


@dataclass(frozen=True)
class Line:
    """One difference, in words."""

    line: int
    place: str
    period: str
    before: str
    after: str
    warning: str = ""


@dataclass(frozen=True)
class Report:
    """What a file would do: every difference, and what stands in the way."""

    delivery: Delivery
    differences: list
    skip_unknown: bool

    def of(self, state):
        return [d for d in self.differences if d.state is state]

    @property
    def new(self):
        return self.of(State.NEW)

    @property
    def changed(self):
        return self.of(State.CHANGED)

    @property
    def same(self):
        return self.of(State.SAME)

    @property
    def lighter(self):
        """Figures that would count no more in the weighted sum of the region."""
        return [d for d in self.changed if d.loses_weight]

    @property
    def stops(self):
        """What must be mended first: nothing is taken in while there is any."""
        unknown = () if self.skip_unknown else self.delivery.unknown
        return sorted((*self.delivery.faults, *unknown), key=lambda fault: fault.line)

    @property
    def todo(self):
        return len(self.new) + len(self.changed)


def measurement_import(request, slug, pk):
    indicator = find_indicator(request, pk)
    require_editor(request)
    ground = Ground(request.region, clock.today())
    if "fingerprint" in request.POST:
        return _take_in(request, indicator, ground)
    form = DeliveryForm(posted(request), request.FILES or None)
    if form.is_valid():
        try:
            text = decode(form.cleaned_data["file"].read())
            report = _report(indicator, ground, text, form.cleaned_data["skip_unknown"])
        except DeliveryError as error:
            form.add_error("file", str(error))
        else:
            return _report_page(request, indicator, ground, text, report, form.cleaned_data)
    context = {
        "form": form,
        "indicator": indicator,
        "template_url": address(request, "measurement_template", pk),
        "cancel_url": address(request, "indicator_detail", pk),
        "crumbs": crumbs_of(request, indicator, ("Cijfers inlezen", "")),
    }
    return render(request, "monitoring/measurement_import.html", context)


def _take_in(request, indicator, ground):
    """Take in what the report showed; when something moved since, show the report again."""
    form = TakeInForm(request.POST)
    again = redirect(address(request, "measurement_import", indicator.pk))
    if not form.is_valid():
        messages.error(request, "Kies het bestand opnieuw.")
        return again
    asked = form.cleaned_data
    try:
        report = _report(indicator, ground, asked["text"], asked["skip_unknown"])
    except DeliveryError as error:
        messages.error(request, str(error))
        return again
    if not report.stops and actions.fingerprint(report.differences) == asked["fingerprint"]:
        try:
            count = actions.take_in(
                indicator=indicator,
                differences=report.differences,
                delivered_on=asked["delivered_on"],
                by=request.user,
            )
        except (StaleError, IntegrityError):
            report = _report(indicator, ground, asked["text"], asked["skip_unknown"])
        else:
            messages.success(request, _taken_in(count))
            return redirect(indicator)
    messages.warning(request, MOVED)
    return _report_page(request, indicator, ground, asked["text"], report, asked)


def _taken_in(count):
    if not count:
        return "Alle cijfers stonden er al: er is niets veranderd."
    return "1 cijfer is ingelezen." if count == 1 else f"{count} cijfers zijn ingelezen."


def _report(indicator, ground, text, skip_unknown):
    delivery = read_delivery(
        text,
        unit=indicator.unit,
        decimals=indicator.decimals,
        kind=indicator.frequency,
        places=Places(ground.places),
        day=ground.day,
    )
    return Report(delivery, actions.compare(indicator, delivery.reads), skip_unknown)


def _report_page(request, indicator, ground, text, report, asked):
    form = TakeInForm(
        initial={
            "text": text,
            "fingerprint": actions.fingerprint(report.differences),
            "delivered_on": asked["delivered_on"],
            "skip_unknown": asked["skip_unknown"],
        }
    )
    back = address(request, "measurement_import", indicator.pk)
    todo = report.new + report.changed
    context = {
        "form": form,
        "report": report,
        "stops": report.stops[:SHOWN],
        "differences": [_in_words(ground, d) for d in todo[:SHOWN]],
        "more": max(0, len(todo) - SHOWN),
        "indicator": indicator,
        "cancel_url": back,
        "crumbs": crumbs_of(request, indicator, ("Cijfers inlezen", back)),
    }
    return render(request, "monitoring/measurement_report.html", context)


def _in_words(ground, difference):
    read, stored = difference.read, difference.measurement
    before, after = _before(stored), figure_in_words(read.figure)
    if before == after:
        before, after = f"{before} ({_source(stored)})", f"{after} ({read.source})"
    warning = LOSES_WEIGHT if difference.loses_weight else ""
    return Line(read.line, ground.name(read.code), read.period.label, before, after, warning)


def _before(measurement):
    if measurement is None:
        return ""
    return "ingetrokken" if measurement.is_withdrawn else figure_in_words(measurement.figure)


def _source(measurement):
    return measurement.source or measurement.indicator.source or "zonder bron"
