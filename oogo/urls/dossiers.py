from django.urls import path

from oogo.views import dossiers, sending

own = "overleg/<int:number>/dossier/"
urlpatterns = [
    path(own, dossiers.dossier_list, name="dossier_list"),
    path(f"{own}concept/", dossiers.dossier_concept, name="dossier_concept"),
    path(f"{own}concept/<int:pk>/", dossiers.dossier_preview, name="dossier_preview"),
    path(f"{own}versturen/", sending.dossier_send, name="dossier_send"),
    path(f"{own}taak/<int:pk>/", sending.dossier_job, name="dossier_job"),
    path(f"{own}versie/<int:pk>/", dossiers.dossier_pdf, name="dossier_pdf"),
    path(f"{own}versie/<int:pk>/web/", dossiers.dossier_html, name="dossier_html"),
    path(f"{own}versie/<int:pk>/inhoud/", dossiers.dossier_manifest, name="dossier_manifest"),
    path(f"{own}lezer/<int:pk>/voor-u/", dossiers.reader_personal, name="reader_personal"),
    path(f"{own}lezer/<int:pk>/leesexemplaar/", dossiers.reader_copy, name="reader_copy"),
]
