from django.urls import path

from regio.home import views

app_name = "home"
urlpatterns = [
    path("", views.region_list, name="region_list"),
    path("regio/<slug:slug>/", views.region_detail, name="region_detail"),
    path("health/live", views.health_live, name="health_live"),
    path("health/ready", views.health_ready, name="health_ready"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
