"""Doelen of a theme."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from agenda import actions, forms
from agenda.models import Goal
from agenda.views.pages import address, find_row, find_theme, theme_form_page
from partners.views.pages import posted
from records import actions as records

PART = "#doelen-titel"


def goal_create(request, slug, pk):
    theme = find_theme(request, pk)
    form = forms.GoalForm(posted(request), instance=Goal(theme=theme), region=request.region)
    return theme_form_page(
        request,
        form,
        lambda: actions.add_goal(goal=form.instance, by=request.user),
        theme=theme,
        part=PART,
        message="Het doel is toegevoegd.",
        title="Doel toevoegen",
        line=f"Wat {theme} moet bereiken.",
        submit="Doel toevoegen",
    )


def goal_edit(request, slug, pk):
    goal = find_row(Goal.objects, request, pk)
    form_class = forms.WithdrawnGoalForm if goal.is_withdrawn else forms.GoalForm
    form = form_class(posted(request), instance=goal, region=request.region)
    return theme_form_page(
        request,
        form,
        lambda: records.write(goal, version=form.base_version, by=request.user, **form.changes()),
        theme=goal.theme,
        part=PART,
        message="Het doel is opgeslagen.",
        title="Doel wijzigen",
        submit="Opslaan",
    )


@require_POST
def goal_withdraw(request, slug, pk):
    """Take a goal off the list; it can be taken up again on its page."""
    goal = find_row(Goal.objects, request, pk)
    records.write(goal, version=goal.version, by=request.user, is_withdrawn=True)
    messages.success(request, "Het doel is ingetrokken.")
    return redirect(f"{address(request, 'theme_detail', goal.theme_id)}{PART}")
