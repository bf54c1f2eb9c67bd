from django.urls import path

from oogo.views import decisions, meeting_decisions, stances

meeting_urls = [
    path(
        "overleg/<int:number>/afspraken/",
        meeting_decisions.meeting_decisions,
        name="meeting_decisions",
    ),
    path(
        "overleg/<int:number>/punten/<int:pk>/afspraken/nieuw/",
        decisions.decision_propose,
        name="decision_propose",
    ),
]

decision_urls = [
    path("afspraken/", decisions.decision_list, name="decision_list"),
    path("afspraken/<int:pk>/", decisions.decision_detail, name="decision_detail"),
    path("afspraken/<int:pk>/draad/", decisions.decision_thread, name="decision_thread"),
    path("afspraken/<int:pk>/wijzigen/", decisions.decision_edit, name="decision_edit"),
    path("afspraken/<int:pk>/vastleggen/", decisions.decision_minute, name="decision_minute"),
    path("afspraken/<int:pk>/vervangen/", decisions.decision_supersede, name="decision_supersede"),
    path("afspraken/<int:pk>/intrekken/", decisions.decision_withdraw, name="decision_withdraw"),
]

stance_urls = [
    path("afspraken/<int:pk>/standpunt/", stances.stance_choose, name="stance_choose"),
    path("afspraken/<int:pk>/standpunten/", stances.stance_quick, name="stance_quick"),
    path("afspraken/<int:pk>/standpunten/<int:party_pk>/", stances.stance_edit, name="stance_edit"),
    path(
        "afspraken/<int:pk>/standpunten/<int:party_pk>/<int:part_pk>/",
        stances.part_stance_edit,
        name="part_stance_edit",
    ),
    path("standpunten/<int:pk>/bekrachtigen/", stances.stance_ratify, name="stance_ratify"),
    path(
        "afspraken/<int:pk>/uitwerking/<int:party_pk>/",
        stances.follow_up_edit,
        name="follow_up_edit",
    ),
]

urlpatterns = [*meeting_urls, *decision_urls, *stance_urls]
