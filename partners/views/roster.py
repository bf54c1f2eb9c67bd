"""De lijst van mensen als werkmap: downloaden, en inlezen na een blik op wat er verandert."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render

from partners.forms.roster import RosterForm, TakeInForm, as_text
from partners.models import Mandate, Position
from partners.permissions import can_let_accounts_speak, can_see_contact_details
from partners.roster import book
from partners.roster.compare import Comparison, compare
from partners.roster.store import take_in
from partners.rules.people_sheet import Sheet, read_sheet
from partners.views.pages import address, crumbs, posted, require_editor
from records.actions import StaleError
from regio.lib import clock, sheets
from regio.lib.comparing import State
from regio.lib.downloads import attachment

SHOWN = 100
MOVED = "Intussen is er iets veranderd. Dit is de vergelijking van nu: kijk haar nog eens na."


@dataclass(frozen=True)
class Report:
    """What a file would do, and what must be mended first."""

    sheet: Sheet
    comparison: Comparison
    skip_unknown: bool

    @property
    def new(self):
        return self.comparison.of(State.NEW)

    @property
    def changed(self):
        return self.comparison.of(State.CHANGED)

    @property
    def same(self):
        return self.comparison.of(State.SAME)

    @property
    def todo(self):
        return self.comparison.todo

    @property
    def stops(self):
        unknown = [] if self.skip_unknown else self.comparison.unknown
        found = [*self.sheet.faults, *self.comparison.faults, *unknown]
        return sorted(found, key=lambda fault: fault.row)


def roster_export(request, slug):
    day = clock.today()
    with_details = can_see_contact_details(request.user, request.region)
    data = book.people_book(request.region, day, with_details=with_details)
    return _download(data, f"mensen-{request.region.slug}-{day:%Y-%m-%d}.xlsx")


def roster_template(request, slug):
    require_editor(request)
    return _download(book.template(), "mensen-sjabloon.xlsx")


def _download(data, name):
    return attachment(data, name=name, content_type=sheets.CONTENT_TYPE)


def roster_import(request, slug):
    require_editor(request)
    if "seen" in request.POST:
        return _take_in(request)
    form = RosterForm(posted(request), request.FILES or None)
    if form.is_valid():
        rows, skip = form.cleaned_data["file"], form.cleaned_data["skip_unknown"]
        try:
            report = _report(request, rows, skip)
        except sheets.SheetError as error:
            form.add_error("file", str(error))
        else:
            return _report_page(request, rows, report)
    context = {
        "form": form,
        "template_url": address(request, "roster_template"),
        "cancel_url": address(request, "person_list"),
        "crumbs": crumbs(request, ("Mensen", address(request, "person_list"))),
    }
    return render(request, "partners/roster_import.html", context)


def _report(request, rows, skip_unknown):
    sheet = read_sheet(
        rows, levels=dict(Position.Level.choices), mandates=dict(Mandate.Kind.choices)
    )
    comparison = compare(
        request.region,
        sheet.lines,
        day=clock.today(),
        may_let_speak=can_let_accounts_speak(request.user, request.region),
    )
    return Report(sheet, comparison, skip_unknown)


def _take_in(request):
    """Take in what the report showed; when something moved since, show the report again."""
    form = TakeInForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Kies het bestand opnieuw.")
        return redirect(address(request, "roster_import"))
    rows, skip = form.cleaned_data["rows"], form.cleaned_data["skip_unknown"]
    try:
        report = _report(request, rows, skip)
        if not report.stops and report.comparison.fingerprint == form.cleaned_data["seen"]:
            count = take_in(request.region, report.todo, by=request.user)
            messages.success(request, _taken_in(count))
            return redirect(address(request, "person_list"))
    except sheets.SheetError as error:
        messages.error(request, str(error))
        return redirect(address(request, "roster_import"))
    except (StaleError, IntegrityError):
        report = _report(request, rows, skip)
    messages.warning(request, MOVED)
    return _report_page(request, rows, report)


def _taken_in(count):
    if not count:
        return "Alles stond er al: er is niets veranderd."
    return "1 regel is ingelezen." if count == 1 else f"{count} regels zijn ingelezen."


def _report_page(request, rows, report):
    fields = {
        "rows": as_text(rows),
        "seen": report.comparison.fingerprint,
        "skip_unknown": report.skip_unknown,
    }
    back = address(request, "roster_import")
    stops = report.stops
    context = {
        "form": TakeInForm(initial=fields),
        "report": report,
        "skipped": report.comparison.unknown if report.skip_unknown else [],
        "stops": stops[:SHOWN],
        "more_stops": max(0, len(stops) - SHOWN),
        "differences": report.todo[:SHOWN],
        "more": max(0, len(report.todo) - SHOWN),
        "cancel_url": back,
        "crumbs": crumbs(
            request, ("Mensen", address(request, "person_list")), ("Mensen inlezen", back)
        ),
    }
    return render(request, "partners/roster_report.html", context)
