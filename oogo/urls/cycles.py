from django.urls import path

from oogo.views import cycles, milestones, moving, subjects

urlpatterns = [
    path("oogo/", cycles.cycle_list, name="cycle_list"),
    path("oogo/cycli/nieuw/", cycles.cycle_create, name="cycle_create"),
    path("oogo/cycli/<int:pk>/", cycles.cycle_detail, name="cycle_detail"),
    path("oogo/cycli/<int:pk>/wijzigen/", cycles.cycle_edit, name="cycle_edit"),
    path("oogo/cycli/<int:pk>/opnieuw/", moving.cycle_replan, name="cycle_replan"),
    path(
        "oogo/cycli/<int:pk>/mijlpalen/nieuw/", milestones.milestone_create, name="milestone_create"
    ),
    path("oogo/mijlpalen/<int:pk>/", milestones.milestone_edit, name="milestone_edit"),
    path("oogo/mijlpalen/<int:pk>/gereed/", milestones.milestone_done, name="milestone_done"),
    path(
        "oogo/mijlpalen/<int:pk>/heropenen/", milestones.milestone_reopen, name="milestone_reopen"
    ),
    path("oogo/cycli/<int:pk>/onderwerpen/nieuw/", subjects.subject_create, name="subject_create"),
    path("oogo/onderwerpen/<int:pk>/", subjects.subject_edit, name="subject_edit"),
    path(
        "oogo/onderwerpen/<int:pk>/intrekken/", subjects.subject_withdraw, name="subject_withdraw"
    ),
    path("oogo/onderwerpen/<int:pk>/afleiden/", subjects.subject_derive, name="subject_derive"),
    path("oogo/onderwerpen/<int:pk>/partijen/", subjects.subject_parties, name="subject_parties"),
    path(
        "oogo/onderwerpen/<int:pk>/partijen/<int:party_pk>/",
        subjects.subject_party,
        name="subject_party",
    ),
    path("oogo/soorten/nieuw/", cycles.subjectkind_create, name="subjectkind_create"),
    path("oogo/soorten/<int:pk>/", cycles.subjectkind_edit, name="subjectkind_edit"),
    path("overleg/<int:number>/verplaatsen/", moving.meeting_move, name="meeting_move"),
    path("overleg/<int:number>/annuleren/", moving.meeting_cancel, name="meeting_cancel"),
]
