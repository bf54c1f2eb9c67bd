from django.urls import path

from oogo.views import following, minutes, participants

BASE = "overleg/<int:number>/"

urlpatterns = [
    path(f"{BASE}deelnemers/", participants.participant_list, name="participant_list"),
    path(f"{BASE}deelnemers/nieuw/", participants.participant_create, name="participant_create"),
    path(f"{BASE}deelnemers/bijwerken/", following.participant_follow, name="participant_follow"),
    path(
        f"{BASE}deelnemers/<int:pk>/wijzigen/",
        participants.participant_edit,
        name="participant_edit",
    ),
    path(
        f"{BASE}deelnemers/<int:pk>/antwoord/",
        participants.participant_reply,
        name="participant_reply",
    ),
    path(
        f"{BASE}deelnemers/<int:pk>/uitnodiging/",
        participants.participant_withdraw,
        name="participant_withdraw",
    ),
    path(f"{BASE}aanwezigheid/", participants.attendance_edit, name="attendance_edit"),
    path(f"{BASE}namens/<int:pk>/", participants.representation_limit, name="representation_limit"),
    path(f"{BASE}mandaten/", participants.mandate_check, name="mandate_check"),
    path(f"{BASE}verslag/", minutes.minutes_detail, name="minutes_detail"),
    path(f"{BASE}verslag/vaststellen/", minutes.minutes_adopt, name="minutes_adopt"),
    path(f"{BASE}verslag/terugnemen/", minutes.minutes_reopen, name="minutes_reopen"),
    path(f"{BASE}punten/<int:pk>/verslag/", minutes.item_minutes, name="item_minutes"),
    path(f"{BASE}overnemen/", minutes.carry_over, name="carry_over"),
]
