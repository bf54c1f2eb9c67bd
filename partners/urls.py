from django.urls import path

from partners import views

app_name = "partners"
urlpatterns = [path("", views.playing_field, name="playing_field")]
