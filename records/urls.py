from django.urls import path

from records import views

app_name = "records"
urlpatterns = [
    path("", views.change_list, name="change_list"),
    path("<str:label>/<int:pk>/", views.object_history, name="object_history"),
]
