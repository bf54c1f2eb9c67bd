"""What becomes of an action: begun, reported done, confirmed, taken up again, postponed, lapsed."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from checklist.views.steps import posted_version
from oogo.actions import promises
from oogo.actions.promises import NotPossibleError
from oogo.forms.promises import LapseForm, PostponeForm, ReportForm
from oogo.views.action_pages import (
    action_form_page,
    cannot,
    find_action,
    moved,
    require,
    way_back,
)
from partners.views.pages import posted
from regio.lib import clock


def _move(request, number, verb, move, message):
    """Answer a button: `move(action, version=…, by=…)` does it."""
    action = find_action(request, number)
    require(request, action, verb)
    version = posted_version(request, action)
    moved(request, action, lambda: move(action, version=version, by=request.user), message)
    return redirect(way_back(request, action))


@require_POST
def action_begin(request, slug, number):
    return _move(request, number, "begin", promises.begin, "De actie is begonnen.")


@require_POST
def action_confirm(request, slug, number):
    def confirm(action, **given):
        return promises.confirm(action, day=clock.today(), **given)

    return _move(request, number, "confirm", confirm, "De actie is afgerond.")


@require_POST
def action_resume(request, slug, number):
    return _move(request, number, "resume", promises.resume, "De actie staat weer open.")


def action_report(request, slug, number):
    def report(action, form, **given):
        note = form.cleaned_data["report_note"]
        return promises.report_done(action, day=clock.today(), note=note, **given)

    return _asked(
        request,
        number,
        "report",
        ReportForm,
        report,
        message=lambda saved: f"{saved.code} is gereed gemeld. De regisseur bevestigt dat.",
        title="Actie gereed melden",
        line="{action}. De regisseur bevestigt daarna dat de actie is afgerond.",
        submit="Gereed melden",
    )


def action_postpone(request, slug, number):
    def postpone(action, form, **given):
        due_on, reason = form.cleaned_data["due_on"], form.cleaned_data["reason"]
        day = clock.today()
        return promises.postpone(action, day=day, due_on=due_on, reason=reason, **given)

    return _asked(
        request,
        number,
        "postpone",
        PostponeForm,
        postpone,
        message=lambda saved: f"{saved.code} moet nu af zijn op {saved.due_on:%d-%m-%Y}.",
        title="Actie verschuiven",
        line="{action}. Nu uiterlijk {day}; die datum blijft bewaard.",
        submit="Verschuiven",
    )


def action_lapse(request, slug, number):
    def lapse(action, form, **given):
        return promises.lapse(action, reason=form.cleaned_data["lapse_reason"], **given)

    return _asked(
        request,
        number,
        "lapse",
        LapseForm,
        lapse,
        message=lambda saved: f"{saved.code} is vervallen. Het nummer blijft bewaard.",
        title="Actie laten vervallen",
        line="{action}. De actie hoeft dan niet meer te gebeuren; zij blijft te lezen.",
        submit="Laten vervallen",
    )


def _asked(request, number, verb, form_class, write, *, line, **context):
    """Answer a page that asks something before `write(action, form, version=…, by=…)` does it."""
    action = find_action(request, number)
    require(request, action, verb)
    if not action.may(verb):
        messages.warning(request, cannot(action))
        return redirect(action)
    form = form_class(posted(request), instance=action, region=request.region)

    def tried():
        try:
            return write(action, form, version=form.base_version, by=request.user)
        except NotPossibleError:
            form.add_error(None, cannot(action))
            return None

    return action_form_page(
        request, form, tried, action=action, line=_line(action, line), **context
    )


def _line(action, text):
    """Fill in the line of a page of ours; what people typed is never a pattern."""
    day = f"{action.due_on:%d-%m-%Y}"
    return text.replace("{day}", day).replace("{action}", f"{action.code} {action.title}")
