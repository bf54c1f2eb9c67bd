"""Mensen: the contactpersonen of the region."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import render

from partners import actions
from partners.filters import PersonFilter
from partners.forms.people import PersonForm
from partners.models import Mandate, Person, Position, Representation, SeatHolding
from partners.permissions import (
    can_edit,
    can_let_speak,
    can_link_accounts,
    can_see_contact_details,
)
from partners.views.pages import (
    address,
    crumbs,
    find,
    form_page,
    listed,
    marked_over,
    posted,
    require_editor,
    told,
)
from records import actions as records
from regio.lib import clock


def person_list(request, slug):
    people = Person.objects.visible_to(request.user).of_region(request.region)
    listing = PersonFilter(request.GET, queryset=people.order_by("sort_name", "pk"))
    positions = Position.objects.select_related("organisation").newest_first()
    context = listed(request, listing.qs.prefetch_related(Prefetch("positions", positions)))
    for person in context["page"].object_list:
        held = marked_over(person.positions.all(), clock.today())
        person.current = [p for p in held if not p.is_over]
        person.earlier = [p for p in held if p.is_over]
    context |= {
        "form": listing.form,
        "told": told(context["page"].paginator.count, "persoon", "personen"),
        "is_filtered": bool(context["query"]),
        "can_edit": can_edit(request.user, request.region),
        "can_see_contact_details": can_see_contact_details(request.user, request.region),
        "create_url": address(request, "person_create"),
        "list_url": address(request, "person_list"),
        "crumbs": crumbs(request, ("Mensen", "")),
    }
    return render(request, "partners/person_list.html", context)


def person_detail(request, slug, pk):
    person = find(Person.objects.select_related("user", "region"), request, pk)
    mandates = Mandate.objects.prefetch_related("portfolios").newest_first()
    represents = Representation.objects.select_related("party__organisation").newest_first()
    positions = person.positions.select_related("organisation", "acts_for__person").newest_first()
    positions = positions.prefetch_related(
        "portfolios",
        Prefetch("mandates", mandates),
        Prefetch("representations", represents.prefetch_related("portfolios")),
        Prefetch("holdings", SeatHolding.objects.with_names().newest_first()),
    )
    positions = marked_over(positions, today := clock.today())
    for position in positions:
        marked_over(position.mandates.all(), today)
        marked_over(position.representations.all(), today)
        marked_over(position.holdings.all(), today)
    context = {
        "person": person,
        "current": [p for p in positions if not p.is_over],
        "earlier": [p for p in positions if p.is_over],
        "namesakes": Person.objects.with_email_of(person),
        "can_edit": can_edit(request.user, request.region),
        "can_let_speak": can_let_speak(request.user, person),
        "can_see_contact_details": can_see_contact_details(request.user, request.region),
        "crumbs": crumbs(request, ("Mensen", address(request, "person_list"))),
        "edit_url": address(request, "person_edit", person.pk),
        "position_url": address(request, "position_create", person.pk),
    }
    return render(request, "partners/person_detail.html", context)


def person_create(request, slug):
    require_editor(request)
    form = _person_form(request, Person(region=request.region))
    back = address(request, "person_list")
    return form_page(
        request,
        form,
        lambda: records.create(form.instance, by=request.user),
        done=lambda person: (
            f"{person} staat in de lijst. Voeg hieronder een functie toe.",
            _warned(request, person),
        ),
        title="Persoon toevoegen",
        line="Iemand die in deze regio meedoet, uit hoofde van een functie.",
        crumbs=crumbs(request, ("Mensen", back)),
        submit="Persoon toevoegen",
        cancel_url=back,
    )


def person_edit(request, slug, pk):
    person = find(Person.objects.select_related("region"), request, pk)
    require_editor(request)
    name, back = str(person), address(request, "person_detail", pk)
    form = _person_form(request, person)
    return form_page(
        request,
        form,
        lambda: actions.change_person(
            person, version=form.base_version, by=request.user, **form.changes()
        ),
        done=lambda saved: ("De gegevens zijn opgeslagen.", _warned(request, saved)),
        title=f"{name} wijzigen",
        crumbs=crumbs(request, ("Mensen", address(request, "person_list")), (name, back)),
        submit="Opslaan",
        cancel_url=back,
    )


def _person_form(request, person):
    return PersonForm(
        posted(request),
        instance=person,
        region=request.region,
        can_link_accounts=can_link_accounts(request.user, request.region),
    )


def _warned(request, person):
    """Point out who else has the same e-mail address; return the address of the person's page."""
    warn_of_double(request, person)
    return address(request, "person_detail", person.pk)


def warn_of_double(request, person):
    others = [str(other) for other in Person.objects.with_email_of(person)[:3]]
    if others:
        text = f"Let op: {', '.join(others)} heeft hetzelfde e-mailadres. Is dit dezelfde persoon?"
        messages.warning(request, text)
