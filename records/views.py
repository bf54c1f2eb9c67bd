from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from records import rules, visibility
from records.models import Change

PER_PAGE = 50


def change_list(request, slug):
    changes = Change.objects.visible_to(request.user).filter(region=request.region)
    page = _page(request, changes)
    crumbs = [(request.region.name, request.region.get_absolute_url()), ("Geschiedenis", "")]
    context = {"page": page, "acts": rules.acts(page), "crumbs": crumbs}
    return render(request, "records/change_list.html", context)


def object_history(request, slug, label, pk):
    objects = visibility.visible_objects(label, request.user)
    if objects is None:
        raise Http404
    obj = get_object_or_404(objects, pk=pk)
    changes = Change.objects.visible_to(request.user).filter(region=request.region).of(obj)
    page = _page(request, changes)
    if not page.paginator.count:
        raise Http404
    context = {"page": page, "acts": rules.acts(page), "object": obj, "crumbs": _crumbs(obj)}
    return render(request, "records/object_history.html", context)


def _page(request, changes):
    return Paginator(changes.select_related("by"), PER_PAGE).get_page(request.GET.get("pagina"))


def _crumbs(obj):
    """Lead back to the object itself, where it has a page of its own."""
    address = getattr(obj, "get_absolute_url", str)
    return [(str(obj), address() if address is not str else ""), ("Geschiedenis", "")]
