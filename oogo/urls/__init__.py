"""The addresses of the OOGO below a region; one module per group of pages."""

from oogo.urls import actions, cycles, decisions, dossiers, meetings, participants

app_name = "oogo"
urlpatterns = [
    *cycles.urlpatterns,
    *meetings.urlpatterns,
    *participants.urlpatterns,
    *dossiers.urlpatterns,
    *decisions.urlpatterns,
    *actions.urlpatterns,
]
