from django.apps import apps
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from records import rules, visibility
from records.models import Change

PER_PAGE = 30


def change_list(request, slug):
    changes = Change.objects.visible_to(request.user).filter(region=request.region)
    request.room = "home"
    crumbs = [("Overzicht", request.region.get_absolute_url()), ("Geschiedenis", "")]
    context = {**_listed(request, changes), "crumbs": crumbs}
    return render(request, "records/change_list.html", context)


def object_history(request, slug, label, pk):
    objects = visibility.visible_objects(label, request.user)
    if objects is None:
        raise Http404
    obj = get_object_or_404(objects.select_related(), pk=pk)
    changes = Change.objects.visible_to(request.user).filter(region=request.region).of(obj)
    context = _listed(request, changes)
    if not context["acts"]:
        raise Http404
    kind = str(obj._meta.verbose_name).capitalize()
    context |= {
        "object": obj,
        "line": f"{kind}: wie wat wijzigde, het nieuwste eerst.",
        "crumbs": _crumbs(request, obj),
    }
    return render(request, "records/object_history.html", context)


def _listed(request, changes):
    """Return a page of acts: a page never cuts one in two.

    The wall is asked of the heads of acts; what else an act changed, only whether it may be read.
    """
    readable = Change.objects.readable_by(request.user)
    heads = changes.heads(readable).only("model", "object_id", "version")
    page = Paginator(heads, PER_PAGE).get_page(request.GET.get("pagina"))
    return {"page": page, "acts": rules.acts(readable.of_acts(page).select_related("by"))}


def _crumbs(request, obj):
    """Lead from the room by way of the object; mark the room in the navigation."""
    own = obj.get_absolute_url() if visibility.can_open_page(request.user, obj) else ""
    if obj == request.region:
        request.room = "home"
        return [("Overzicht", own), ("Geschiedenis", "")]
    app = apps.get_app_config(obj._meta.app_label)
    request.room = app.front_page.partition(":")[0]
    room = (app.verbose_name, reverse(app.front_page, args=[request.region.slug]))
    return [room, (str(obj), own), ("Geschiedenis", "")]
