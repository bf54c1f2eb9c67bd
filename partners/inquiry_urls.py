"""Public: what the yearly mail leads to."""

from django.urls import path

from partners.views import inquiries

app_name = "inquiry"
urlpatterns = [
    path("bedankt/", inquiries.inquiry_thanks, name="thanks"),
    path("<str:token>/", inquiries.inquiry_answer, name="answer"),
]
