from django.urls import path

from regio.members import views

app_name = "members"
urlpatterns = []
