"""Referentiegegevens: outside the regions, for the functioneel beheerder."""

from django.urls import path

from partners.views import reference

app_name = "reference"
urlpatterns = [
    path("", reference.overview, name="overview"),
    path("inlezen/", reference.edition_create, name="edition_create"),
    path("inlezen/<int:pk>/", reference.edition_detail, name="edition_detail"),
]
