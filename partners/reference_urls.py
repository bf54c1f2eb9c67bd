"""Referentiegegevens: outside the regions, for the functioneel beheerder."""

from django.urls import path

from partners.views import reference, reference_texts, successions

app_name = "reference"
urlpatterns = [
    path("", reference.overview, name="overview"),
    path("herindelingen/", successions.succession_list, name="succession_list"),
    path("inlezen/", reference.edition_create, name="edition_create"),
    path("inlezen/<int:pk>/", reference.edition_detail, name="edition_detail"),
    path("soorten/<str:kind>/", reference_texts.kind_detail, name="kind_detail"),
    path("soorten/<str:kind>/tekst/", reference_texts.text_edit, name="text_edit"),
    path(
        "soorten/<str:kind>/<str:code>/tekst/",
        reference_texts.text_edit_of_area,
        name="text_edit_of_area",
    ),
]
