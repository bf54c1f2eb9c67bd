from django.urls import path

from partners.views import areas, playing_field

app_name = "partners"

field_urls = [
    path("", playing_field.playing_field, name="playing_field"),
    path("gebieden/", areas.area_list, name="area_list"),
    path("gebieden/nieuw/", areas.area_create, name="area_create"),
    path("gebieden/<int:pk>/beeindigen/", areas.area_end, name="area_end"),
]

party_urls = []

urlpatterns = [*field_urls, *party_urls]
