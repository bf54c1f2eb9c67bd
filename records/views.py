from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from records import visibility
from records.models import Change

PER_PAGE = 50


def change_list(request, slug):
    changes = Change.objects.visible_to(request.user).filter(region=request.region)
    page = Paginator(changes.select_related("by"), PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "records/change_list.html", {"page": page})


def object_history(request, slug, label, pk):
    objects = visibility.visible_objects(label, request.user)
    if objects is None:
        raise Http404
    changes = Change.objects.visible_to(request.user).filter(region=request.region)
    obj = get_object_or_404(objects, pk=pk)
    changes = changes.of(obj).select_related("by")
    if not changes.exists():
        raise Http404
    page = Paginator(changes, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "records/object_history.html", {"page": page, "object": obj})
