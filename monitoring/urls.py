from django.urls import path

from monitoring.views import detail, figures, imports, indicators

app_name = "monitoring"
urlpatterns = [
    path("", indicators.indicator_list, name="indicator_list"),
    path("nieuw/", indicators.indicator_create, name="indicator_create"),
    path("<int:pk>/", detail.indicator_detail, name="indicator_detail"),
    path("<int:pk>/wijzigen/", indicators.indicator_edit, name="indicator_edit"),
    path("<int:pk>/breuken/nieuw/", indicators.break_create, name="break_create"),
    path("breuken/<int:pk>/wijzigen/", indicators.break_edit, name="break_edit"),
    path("<int:pk>/streefwaarden/nieuw/", figures.target_create, name="target_create"),
    path("streefwaarden/<int:pk>/wijzigen/", figures.target_edit, name="target_edit"),
    path("<int:pk>/cijfers/", figures.measurement_list, name="measurement_list"),
    path("<int:pk>/cijfers/nieuw/", figures.measurement_create, name="measurement_create"),
    path("cijfers/<int:pk>/wijzigen/", figures.measurement_edit, name="measurement_edit"),
    path("<int:pk>/inlezen/", imports.measurement_import, name="measurement_import"),
    path("<int:pk>/sjabloon.csv", figures.measurement_template, name="measurement_template"),
    path("<int:pk>/cijfers.csv", figures.measurement_export, name="measurement_export"),
]
