"""Every address of Regio."""

from django.urls import include, path

urlpatterns = [
    path("", include("regio.home.urls")),
    path("", include("regio.members.urls")),
    path("accounts/", include("accounts.urls")),
    path("klopt-dit-nog/", include("partners.inquiry_urls")),
    path("referentiegegevens/", include("partners.reference_urls")),
    path("regio/<slug:slug>/speelveld/", include("partners.urls")),
    path("regio/<slug:slug>/speelveld/mensen/", include("regio.privacy.urls")),
    path("regio/<slug:slug>/agenda/", include("agenda.urls")),
    path("regio/<slug:slug>/checklist/", include("checklist.urls")),
    path("regio/<slug:slug>/monitoring/", include("monitoring.urls")),
    path("regio/<slug:slug>/", include("oogo.urls")),
    path("regio/<slug:slug>/leden/berichten/", include("reminders.urls")),
    path("regio/<slug:slug>/geschiedenis/", include("records.urls")),
]

handler400 = "regio.lib.middleware.bad_request"
handler403 = "regio.home.errors.permission_denied"
handler404 = "regio.home.errors.page_not_found"
handler500 = "regio.home.errors.server_error"
