"""Referentiegegevens: outside the regions, for the functioneel beheerder."""

from django.urls import path

from partners.views import reference, successions

app_name = "reference"
urlpatterns = [
    path("", reference.overview, name="overview"),
    path("herindelingen/", successions.succession_list, name="succession_list"),
    path("inlezen/", reference.edition_create, name="edition_create"),
    path("inlezen/<int:pk>/", reference.edition_detail, name="edition_detail"),
]
