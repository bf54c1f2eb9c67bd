"""Speelveld: which gemeenten, in which areas, and who is missing."""

from django.shortcuts import render


def playing_field(request, slug):
    return render(request, "partners/playing_field.html", {})
