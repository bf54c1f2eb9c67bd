from django.urls import path

from regio.home import views

app_name = "home"
urlpatterns = [
    path("", views.work, name="work"),
    path("regio/<slug:slug>/", views.region_detail, name="region_detail"),
    path("regio/<slug:slug>/overzicht/themas/", views.themes, name="themes"),
    path("regio/<slug:slug>/overzicht/indicatoren/", views.indicators, name="indicators"),
    path("regio/<slug:slug>/overzicht/ontbreekt/", views.gaps, name="gaps"),
    path("regio/<slug:slug>/overzicht/wijzigingen/", views.changes, name="changes"),
    path("regio/<slug:slug>/overzicht/mandaten/", views.mandates, name="mandates"),
    path("health/live", views.health_live, name="health_live"),
    path("health/ready", views.health_ready, name="health_ready"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
