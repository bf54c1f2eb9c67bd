"""Start van een regio: from a choice of samenwerkingsverbanden to gemeenten, areas and parties.

Four steps, each a page with a form that carries all that was answered; only the last one writes.
"""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.utils.formats import date_format

from partners import actions
from partners.actions import NewParty
from partners.atlas import Atlas
from partners.forms.start import StartAnswers
from partners.models import RegionArea
from partners.start import Preview, Start
from partners.views.pages import TAKEN, address, crumbs, require_editor
from regio.lib import clock

STEPS = ("Samenwerkingsverbanden", "Gemeenten en gebieden", "Partijen", "Nakijken")
SHOWN = 30
NOTHING_CHOSEN = "Kies ten minste één samenwerkingsverband."
NO_TOWN = "Kies ten minste één gemeente."
CHANGED = "Het voorstel is veranderd door wat u koos. Kijk het na en ga dan verder."
NOTHING_NEW = "Dit was al vastgelegd: er is niets dubbel toegevoegd."


def start_choose(request, slug):
    """Step 1: which samenwerkingsverbanden."""
    return _choose(request, _answers(request))


def start_areas(request, slug):
    """Step 2: which gemeenten and areas follow, from which day."""
    answers = _answers(request)
    if not answers.start.chosen:
        return _nothing_chosen(request, answers)
    return _areas(request, answers)


def start_parties(request, slug):
    """Step 3: who takes part, under which name."""
    answers = _answers(request)
    if not answers.start.chosen:
        return _nothing_chosen(request, answers)
    if not answers.is_reviewed:
        return _areas(request, answers)
    return _parties(request, answers)


def start_confirm(request, slug):
    """Step 4: all that will be written, and writing it."""
    answers = _answers(request)
    if not answers.start.chosen:
        return _nothing_chosen(request, answers)
    if not answers.is_reviewed:
        return _areas(request, answers)
    if not answers.are_parties_reviewed:
        return _parties(request, answers)
    if request.method == "POST" and "vastleggen" in request.POST:
        return _write(request, answers)
    return _page(
        request,
        answers,
        4,
        carried=answers.carried(),
        areas=[line for line in answers.areas if line.is_ticked],
        parties=[line for line in answers.parties if line.is_ticked],
        there=[line for line in answers.parties if line.is_there],
    )


def _answers(request):
    require_editor(request)
    data = request.POST if request.method == "POST" else request.GET
    return StartAnswers(data, request.region)


def _choose(request, answers, *, error=""):
    """Show what is chosen, and what the search finds; the chosen ones of before come along."""
    data, verbanden = answers.data, Start(request.region, answers.day).verbanden
    codes = set(answers.codes or ([] if "swv" in data or "zoek" in data else _own_codes(request)))
    asked = data.get("zoek", "").strip()[:100]
    found = [v for v in verbanden if v.area.code not in codes and v.is_found_by(asked)]
    carried = answers.carried("swv")
    return _page(
        request,
        answers,
        1,
        method="post" if [name for name, _ in carried if name != "vanaf"] else "get",
        carried=carried,
        asked=asked,
        chosen=[verband for verband in verbanden if verband.area.code in codes],
        found=found[:SHOWN] if asked else [],
        count=len(found) if asked else 0,
        more=max(len(found) - SHOWN, 0),
        has_reference=bool(verbanden),
        error=error,
    )


def _own_codes(request):
    """Return the verbanden that the region is about already: who starts again goes on with them."""
    rows = RegionArea.objects.of_region(request.region).filter(until=None)
    return rows.filter(area__kind__startswith="swv_").values_list("area__code", flat=True)


def _nothing_chosen(request, answers):
    if request.method == "GET" and "swv" not in answers.data:
        return redirect(address(request, "start_choose"))
    return _choose(request, answers, error=NOTHING_CHOSEN)


def _areas(request, answers):
    return _page(
        request,
        answers,
        2,
        carried=answers.carried("vanaf", "gemeente", "gebied", "gezien"),
        notice=_why_areas_again(answers),
        atlas=None if request.htmx else _atlas(answers),
    )


def _why_areas_again(answers):
    """Say why the page of gemeenten and areas comes back; nothing where it was asked for."""
    if not answers.was_shown("gezien") or not answers.has_day:
        return ""
    if not answers.own:
        return NO_TOWN
    return "" if answers.is_reviewed else CHANGED


def _atlas(answers):
    """Return the map of the gemeenten: the first chosen kind of verband in colour."""
    first = answers.start.chosen[0].kind
    other = "swv_vo" if first == "swv_po" else "swv_po"
    preview = Preview(answers.start, answers.own)
    return Atlas(preview, answers.day, kinds=(first, other)) if answers.own else None


def _parties(request, answers):
    shown = answers.was_shown("gezien_partijen")
    wrong = [line for line in answers.parties if line.is_wrong]
    return _page(
        request,
        answers,
        3,
        carried=answers.carried("partij", "gezien_partijen"),
        lines=answers.parties,
        wrong=wrong,
        notice=CHANGED if shown and not wrong and not answers.are_parties_reviewed else "",
    )


def _write(request, answers):
    areas = [line.proposal.reach.area for line in answers.areas if line.is_ticked]
    parties = [_new_party(line) for line in answers.parties if line.is_ticked]
    try:
        with transaction.atomic():
            started = actions.start_region(
                region=request.region,
                since=answers.day,
                areas=areas,
                parties=parties,
                by=request.user,
            )
    except IntegrityError:
        messages.error(request, TAKEN)
        return _parties(request, StartAnswers(answers.data, request.region))
    messages.success(request, _said(started, answers.day))
    later = f"?op={answers.day:%Y-%m-%d}" if answers.day > clock.today() else ""
    return redirect(address(request, "playing_field") + later)


def _new_party(line):
    if line.form is None or not line.form.is_bound:
        return NewParty(line.proposal, line.proposal.name, line.proposal.short_name)
    return NewParty(line.proposal, **line.form.cleaned_data)


def _said(started, day):
    if not any(started):
        return NOTHING_NEW
    areas = f"{started.areas} {'gebied' if started.areas == 1 else 'gebieden'}"
    parties = f"{started.parties} {'partij' if started.parties == 1 else 'partijen'}"
    return f"De regio is gestart: {areas} en {parties} vanaf {date_format(day, 'D j F Y').lower()}."


def _page(request, answers, step, **context):
    names = ("choose", "areas", "parties", "confirm")
    return render(
        request,
        f"partners/start_{names[step - 1]}.html",
        {
            "answers": answers,
            "day": answers.day,
            "step": step,
            "steps": STEPS,
            "urls": {name: address(request, f"start_{name}") for name in names},
            "crumbs": crumbs(request, ("Regio starten", "")),
            **context,
        },
    )
