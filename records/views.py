from django.apps import apps
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from records import rules, visibility
from records.models import Change

PER_PAGE = 30
LONGEST_NUMBER = 6


def change_list(request, slug):
    changes = Change.objects.visible_to(request.user).filter(region=request.region)
    readable = Change.objects.readable_by(request.user)
    request.room = "home"
    crumbs = [("Overzicht", request.region.get_absolute_url()), ("Geschiedenis", "")]
    context = {**_listed(request, changes, readable), "crumbs": crumbs}
    return render(request, "records/change_list.html", context)


def object_history(request, slug, label, pk):
    objects = visibility.visible_objects(label, request.user)
    if objects is None:
        raise Http404
    obj = get_object_or_404(objects.select_related(), pk=pk)
    # The object was seen: the walls of all other models need not be asked.
    seen = Change.objects.of_seen(obj, request.user)
    context = _listed(request, seen.filter(region=request.region), seen)
    if not context["acts"]:
        raise Http404
    kind = str(obj._meta.verbose_name).capitalize()
    context |= {
        "object": obj,
        "line": f"{kind}: wie wat wijzigde, het nieuwste eerst.",
        "crumbs": _crumbs(request, obj),
    }
    return render(request, "records/object_history.html", context)


def _listed(request, changes, readable):
    """Return a page of acts: a page never cuts one in two. How many there are is not counted.

    The wall is asked of the heads of acts, among `changes`; what else an act changed, only whether
    it is among the `readable`.
    """
    heads = changes.heads(readable).only("model", "object_id", "version")
    number = _page_number(request)
    found = _page(heads, number)
    if not found and number > 1:
        number, found = 1, _page(heads, 1)
    return {
        "acts": rules.acts(readable.of_acts(found[:PER_PAGE]).select_related("by")),
        "earlier": number + 1 if len(found) > PER_PAGE else None,
        "later": number - 1,
    }


def _page(heads, number):
    """Return the heads on a page, and one more where another page follows."""
    return list(heads[(number - 1) * PER_PAGE : number * PER_PAGE + 1])


def _page_number(request):
    """Return the page that is asked for; the first for what is no page."""
    asked = request.GET.get("pagina", "")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_NUMBER
    return max(int(asked), 1) if is_number else 1


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
