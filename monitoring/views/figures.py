"""Figures and targets: entered by hand, corrected, listed, sent away as CSV."""

from django.shortcuts import render

from monitoring import export
from monitoring.forms.indicators import TargetForm
from monitoring.forms.measurements import FigureEditForm, MeasurementForm
from monitoring.ground import Ground
from monitoring.models import Measurement, Target
from monitoring.permissions import can_edit
from monitoring.views.pages import (
    address,
    crumbs_of,
    find_indicator,
    find_row,
    picture_of,
    require_editor,
)
from partners.views.pages import form_page, listed, posted
from records import actions as records
from regio.lib import clock
from regio.lib.downloads import attachment


def measurement_list(request, slug, pk):
    indicator = find_indicator(request, pk)
    picture = picture_of(request, indicator)
    context = listed(request, picture.entries)
    context |= {
        "indicator": indicator,
        "picture": picture,
        "can_edit": can_edit(request.user, request.region),
        "create_url": address(request, "measurement_create", pk),
        "crumbs": crumbs_of(request, indicator, ("Cijfers", "")),
    }
    return render(request, "monitoring/measurement_list.html", context)


def measurement_create(request, slug, pk):
    indicator = find_indicator(request, pk)
    require_editor(request)
    back = address(request, "measurement_list", pk)
    measurement = Measurement(indicator=indicator)
    form = MeasurementForm(
        posted(request),
        instance=measurement,
        region=request.region,
        ground=Ground(request.region, clock.today()),
        initial={
            "place": request.GET.get("gemeente"),
            "period": request.GET.get("periode"),
            "delivered_on": clock.today(),
        },
    )
    return form_page(
        request,
        form,
        lambda: records.create(measurement, by=request.user),
        done=lambda saved: (f"Het cijfer van {saved.place} over {saved.period} staat erin.", back),
        title="Cijfer invoeren",
        line=str(indicator),
        crumbs=crumbs_of(request, indicator, ("Cijfers", back)),
        submit="Cijfer opslaan",
        cancel_url=back,
    )


def measurement_edit(request, slug, pk):
    rows = Measurement.objects.select_related("municipality", "area")
    measurement = find_row(rows, request, pk)
    indicator = measurement.indicator
    back = address(request, "measurement_list", indicator.pk)
    form = FigureEditForm(posted(request), instance=measurement, region=request.region)
    return form_page(
        request,
        form,
        lambda: records.write(
            measurement, version=form.base_version, by=request.user, **form.changes()
        ),
        done=lambda saved: (_said_of(saved), back),
        title=f"Cijfer verbeteren: {measurement.place}, {measurement.period}",
        line=_small_number(indicator),
        crumbs=crumbs_of(request, indicator, ("Cijfers", back)),
        submit="Opslaan",
        cancel_url=back,
    )


def target_create(request, slug, pk):
    indicator = find_indicator(request, pk)
    require_editor(request)
    target = Target(indicator=indicator, since=clock.today())
    form = TargetForm(posted(request), instance=target, region=request.region)

    def write():
        target.period = form.cleaned_data["period"]
        return records.create(target, by=request.user)

    return _target_page(request, form, write, "Streefwaarde toevoegen")


def target_edit(request, slug, pk):
    target = find_row(Target.objects, request, pk)
    form = TargetForm(posted(request), instance=target, region=request.region)
    return _target_page(
        request,
        form,
        lambda: records.write(target, version=form.base_version, by=request.user, **form.changes()),
        "Streefwaarde wijzigen",
    )


def measurement_template(request, slug, pk):
    indicator = find_indicator(request, pk)
    return _file(indicator, "sjabloon", export.template(picture_of(request, indicator)))


def measurement_export(request, slug, pk):
    indicator = find_indicator(request, pk)
    return _file(indicator, "cijfers", export.shown(picture_of(request, indicator)))


def _target_page(request, form, write, title):
    indicator = form.instance.indicator
    return form_page(
        request,
        form,
        write,
        done=lambda saved: ("De streefwaarde is vastgelegd.", indicator.get_absolute_url()),
        title=title,
        line=str(indicator),
        crumbs=crumbs_of(request, indicator, (title, "")),
        submit="Vastleggen",
        cancel_url=indicator.get_absolute_url(),
    )


def _said_of(measurement):
    became = "ingetrokken" if measurement.is_withdrawn else "verbeterd"
    return f"Het cijfer van {measurement.place} is {became}."


def _small_number(indicator):
    if not indicator.threshold:
        return str(indicator)
    return (
        f"{indicator}. Aantallen onder {indicator.threshold} staan alleen in dit formulier en "
        "worden nergens getoond."
    )


def _file(indicator, what, content):
    name = export.file_name(indicator, what)
    response = attachment(content, name=name, content_type="text/csv; charset=utf-8")
    response["X-Content-Type-Options"] = "nosniff"
    return response
