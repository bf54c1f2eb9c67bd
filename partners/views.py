from django.shortcuts import render


def playing_field(request, slug):
    return render(request, "partners/playing_field.html", {})
