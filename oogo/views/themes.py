"""The thread at a theme of the samenwerkingsagenda: a part of its page, or a page of its own."""

from django.shortcuts import render
from django.urls import reverse

from agenda.models import Theme
from oogo.theme_thread import thread_of_theme
from oogo.views.room import address
from partners.views.pages import find


def theme_thread(request, slug, pk):
    theme = find(Theme.objects.select_related("region"), request, pk)
    context = {
        "theme": theme,
        "stretches": thread_of_theme(theme, request.user),
        "decisions_url": f"{address(request, 'decision_list')}?thema={theme.pk}",
        "actions_url": f"{address(request, 'action_list')}?thema={theme.pk}&stand=alle",
        "crumbs": [
            ("Samenwerkingsagenda", reverse("agenda:theme_list", args=[slug])),
            (str(theme), theme.get_absolute_url()),
        ],
    }
    template = "oogo/_theme_thread.html" if request.htmx else "oogo/theme_thread.html"
    return render(request, template, context)
