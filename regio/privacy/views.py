"""Of one person: all that is kept, and letting go of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify

from partners.models import Person
from partners.permissions import can_anonymise, can_export
from partners.views.pages import crumbs, listed, posted, stored
from regio.lib import sheets
from regio.lib.downloads import attachment
from regio.privacy import anonymise
from regio.privacy.export import Export, as_book, read
from regio.privacy.forms import AnonymiseForm
from regio.privacy.identity import Identity
from regio.privacy.texts import texts_naming

# So many rows of a kind, and so many kinds on a page: each is a query.
SHOWN, KINDS = 10, 5


def person_export(request, slug, pk):
    person = _find(request, pk)
    _require(can_export(request.user, person))
    found = Export(person, request.user)
    context = listed(request, found.parts, per_page=KINDS)
    sections = read(context["page"].object_list)
    context |= {
        "person": person,
        "found": found,
        "sections": [(section, section.rows[:SHOWN]) for section in sections],
        "crumbs": _crumbs(request, person),
        "download_url": _address("person_download", person),
    }
    return render(request, "privacy/person_export.html", context)


def person_download(request, slug, pk):
    person = _find(request, pk)
    _require(can_export(request.user, person))
    name = f"gegevens-{slugify(person.name) or person.pk}-{request.region.slug}.xlsx"
    data = as_book(Export(person, request.user))
    answer = attachment(data, name=name, content_type=sheets.CONTENT_TYPE)
    answer["Cache-Control"] = "no-store, private"
    return answer


def person_anonymise(request, slug, pk):
    person = _find(request, pk)
    _require(can_anonymise(request.user, request.region))
    account = anonymise.own_account(person)
    identity = Identity(person, account)
    form, name = AnonymiseForm(posted(request), instance=person), str(person)
    if request.method == "POST" and stored(form, lambda: _act(form, request)):
        messages.success(request, "De persoon is geanonimiseerd.")
        return redirect(person)
    context = {
        "person": person,
        "name": name,
        "form": form,
        "hindrances": anonymise.hindrances(person, request.user),
        "known_by": sorted(identity.own_values, key=str.casefold),
        "texts": texts_naming(identity, request.user),
        "loses_account": account is not None,
        "keeps_account": person.user_id and account is None,
        "crumbs": _crumbs(request, person),
        "cancel_url": person.get_absolute_url(),
    }
    return render(request, "privacy/person_anonymise.html", context)


def _act(form, request):
    return anonymise.anonymise(form.instance, version=form.base_version, by=request.user)


def _find(request, pk):
    """Return a person of whom something is kept yet."""
    people = Person.objects.visible_to(request.user).of_region(request.region).known()
    return get_object_or_404(people.select_related("region", "user"), pk=pk)


def _require(is_allowed):
    if not is_allowed:
        raise PermissionDenied


def _address(name, person):
    return reverse(f"privacy:{name}", args=[person.region.slug, person.pk])


def _crumbs(request, person):
    request.room = "partners"
    people = reverse("partners:person_list", args=[request.region.slug])
    return crumbs(request, ("Mensen", people), (str(person), person.get_absolute_url()))
