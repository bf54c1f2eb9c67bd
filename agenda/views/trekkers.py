"""Trekkers: appointing, changing the mandate, ending."""

from agenda import actions, forms
from agenda.models import Trekker
from agenda.views.pages import find_row, find_theme, theme_form_page, unless_overlapping
from partners.views.pages import end_message, posted
from regio.lib import clock

PART = "#trekker-titel"


def trekker_create(request, slug, pk):
    theme = find_theme(request, pk)
    rows = theme.trekkers.lasting_beyond(clock.today()).select_related("position__person")
    present = rows.newest_first().first()
    form = forms.TrekkerForm(
        posted(request),
        instance=Trekker(theme=theme),
        region=request.region,
        initial={"succeeds": present.pk if present else None, "since": clock.today()},
    )

    def write():
        succeeds = theme.trekkers.filter(pk=form.cleaned_data["succeeds"] or 0).first()
        return actions.appoint_trekker(trekker=form.instance, succeeds=succeeds, by=request.user)

    return theme_form_page(
        request,
        form,
        unless_overlapping(form, write),
        theme=theme,
        part=PART,
        message=lambda saved: f"{saved.position.person} is trekker van {theme}.",
        title="Trekker benoemen",
        line=_line(theme, present),
        submit="Trekker benoemen",
    )


def _line(theme, present):
    if present is None:
        return f"Een wethouder of bestuurder die {theme} trekt, met mandaat van de andere partners."
    return (
        f"{present.position.person} trekt {theme}. Dat eindigt op de dag waarop de nieuwe trekker "
        "begint."
    )


def trekker_edit(request, slug, pk):
    trekker = find_row(_trekkers(), request, pk)
    form = forms.TrekkerEditForm(posted(request), instance=trekker, region=request.region)
    return theme_form_page(
        request,
        form,
        unless_overlapping(form, lambda: _changed(request, trekker, form)),
        theme=trekker.theme,
        part=PART,
        message="De gegevens van de trekker zijn opgeslagen.",
        title="Plaatsvervanger en mandaat",
        line=str(trekker),
        submit="Opslaan",
    )


def trekker_end(request, slug, pk):
    trekker = find_row(_trekkers(), request, pk)
    form = forms.TrekkerEndForm(posted(request), instance=trekker, region=request.region)
    return theme_form_page(
        request,
        form,
        unless_overlapping(form, lambda: _changed(request, trekker, form)),
        theme=trekker.theme,
        part=PART,
        message=lambda saved: end_message("Dit trekkerschap", saved),
        title="Trekkerschap beëindigen",
        line=f"{trekker}. Daarna heeft het thema geen trekker, tot u een ander benoemt.",
        submit="Trekkerschap beëindigen",
    )


def _trekkers():
    return Trekker.objects.select_related("position__person")


def _changed(request, trekker, form):
    return actions.change_trekker(
        trekker, version=form.base_version, by=request.user, **form.changes()
    )
