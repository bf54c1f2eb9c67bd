"""For the twin of the fuzz: a view that trusts its input."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from regio.urls import handler400, handler403, handler404, handler500, urlpatterns


@login_not_required
def trusting(request):
    values = [*request.GET.values(), *request.POST.values()]
    return HttpResponse([date.fromisoformat(value) for value in values])


urlpatterns = [path("vertrouwt/", trusting), *urlpatterns]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
