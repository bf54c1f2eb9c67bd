from django.urls import path

from checklist.views import papers, rounds, steps

app_name = "checklist"
urlpatterns = [
    path("", rounds.round_list, name="round_list"),
    path("nieuw/", rounds.round_create, name="round_create"),
    path("<int:pk>/", rounds.round_detail, name="round_detail"),
    path("<int:pk>/bewerken/", rounds.round_edit, name="round_edit"),
    path("<int:pk>/sluiten/", rounds.round_close, name="round_close"),
    path("<int:pk>/heropenen/", rounds.round_reopen, name="round_reopen"),
    path("<int:pk>/afdrukken/", papers.round_print, name="round_print"),
    path("<int:pk>/pdf/", papers.round_pdf, name="round_pdf"),
    path("<int:pk>/indienen/", rounds.parts_submit, name="parts_submit"),
    path("<int:pk>/indienen/<int:party_pk>/", rounds.part_submit, name="part_submit"),
    path("<int:pk>/terugnemen/<int:party_pk>/", rounds.part_reopen, name="part_reopen"),
    path("<int:pk>/stap/<int:number>/", steps.step_detail, name="step_detail"),
    path("<int:pk>/stap/<int:number>/feiten/", steps.step_facts, name="step_facts"),
    path("<int:pk>/stap/<int:number>/bewijs/", steps.evidence_create, name="evidence_create"),
    path(
        "<int:pk>/bewijs/<int:evidence_pk>/intrekken/",
        steps.evidence_withdraw,
        name="evidence_withdraw",
    ),
]
