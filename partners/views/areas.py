"""Gebieden: which areas this region is about, and which gemeenten lie in them."""

from django.shortcuts import render


def area_list(request, slug):
    return render(request, "partners/area_list.html", {})


def area_create(request, slug):
    return render(request, "partners/area_create.html", {})


def area_end(request, slug, pk):
    return render(request, "partners/area_end.html", {})
