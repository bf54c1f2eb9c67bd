from django.shortcuts import render


def round_list(request, slug):
    return render(request, "checklist/round_list.html", {})
