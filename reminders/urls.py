from django.urls import path

from reminders import views
from reminders.ledger import Verdict

app_name = "reminders"
urlpatterns = [
    path("", views.mail_list, name="mail_list"),
    path("instellingen/", views.settings_edit, name="settings_edit"),
    *(
        path(f"<int:pk>/{verdict}/", views.mail_settle, {"verdict": verdict}, name=name)
        for name, verdict in {
            "mail_sent": Verdict.SENT,
            "mail_again": Verdict.AGAIN,
            "mail_drop": Verdict.DROPPED,
        }.items()
    ),
]
