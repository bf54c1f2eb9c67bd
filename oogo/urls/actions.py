from django.urls import path

from oogo.views import (
    action_detail,
    action_forms,
    action_list,
    action_moves,
    step_outcomes,
    themes,
)

list_urls = [
    path("acties/", action_list.action_list, name="action_list"),
    path("acties/xlsx/", action_list.action_export, name="action_export"),
    path("acties/nieuw/", action_forms.action_create, name="action_create"),
    path("acties/<int:number>/", action_detail.action_detail, name="action_detail"),
    path("acties/<int:number>/wijzigen/", action_forms.action_edit, name="action_edit"),
]

move_urls = [
    path("acties/<int:number>/beginnen/", action_moves.action_begin, name="action_begin"),
    path("acties/<int:number>/gereed/", action_moves.action_report, name="action_report"),
    path("acties/<int:number>/bevestigen/", action_moves.action_confirm, name="action_confirm"),
    path("acties/<int:number>/oppakken/", action_moves.action_resume, name="action_resume"),
    path("acties/<int:number>/verschuiven/", action_moves.action_postpone, name="action_postpone"),
    path("acties/<int:number>/vervallen/", action_moves.action_lapse, name="action_lapse"),
]

step_urls = [
    path("acties/<int:number>/stap/", step_outcomes.action_step, name="action_step"),
    path("afspraken/<int:pk>/stap/", step_outcomes.decision_step, name="decision_step"),
    path("oogo/thema/<int:pk>/draad/", themes.theme_thread, name="theme_thread"),
    path("oogo/stap/<int:pk>/<int:number>/", step_outcomes.step_thread, name="step_thread"),
    path(
        "oogo/stap/<int:pk>/<int:number>/vervolg/",
        step_outcomes.step_outcome,
        name="step_outcome",
    ),
    path(
        "oogo/vervolg/<int:pk>/intrekken/",
        step_outcomes.outcome_withdraw,
        name="outcome_withdraw",
    ),
]

urlpatterns = [*list_urls, *move_urls, *step_urls]
