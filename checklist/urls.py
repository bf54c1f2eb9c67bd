from django.urls import path

from checklist import views

app_name = "checklist"
urlpatterns = [path("", views.round_list, name="round_list")]
