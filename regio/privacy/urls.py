from django.urls import path

from regio.privacy import views

app_name = "privacy"
urlpatterns = [
    path("<int:pk>/gegevens/", views.person_export, name="person_export"),
    path("<int:pk>/gegevens/downloaden/", views.person_download, name="person_download"),
    path("<int:pk>/anonimiseren/", views.person_anonymise, name="person_anonymise"),
]
