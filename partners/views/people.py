"""Mensen: the contactpersonen of the region."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import render

from partners import actions
from partners.filters import PersonFilter
from partners.forms.inquiries import as_read
from partners.forms.people import PersonForm
from partners.models import Correction, Mandate, Person, Position, Representation, SeatHolding
from partners.models.elections import is_caretaker
from partners.permissions import (
    can_anonymise,
    can_edit,
    can_export,
    can_let_speak,
    can_link_accounts,
    can_see_contact_details,
    can_verify,
)
from partners.rules import verifying
from partners.views.as_of import AsOf, query_of
from partners.views.pages import (
    address,
    back_from,
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


def person_list(request, slug):
    people = Person.objects.visible_to(request.user).of_region(request.region)
    listing = PersonFilter(request.GET, queryset=people.order_by("sort_name", "pk"))
    day = listing.day
    positions = Position.objects.select_related("organisation").newest_first()
    positions = positions.prefetch_related("organisation__earlier_names")
    positions = positions.on(day) if listing.asked else positions
    positions = positions.annotate(is_caretaker=is_caretaker(day))
    people = listing.qs.prefetch_related(
        Prefetch("positions", positions),
        Prefetch("corrections", Correction.objects.open().filter(field=Correction.Field.END)),
    )
    context = listed(request, people)
    for person in context["page"].object_list:
        held = marked_over(person.positions.all(), day)
        for position in held:
            position.place = position.organisation and position.organisation.called_on(day)
        person.current = [p for p in held if not p.is_over]
        person.earlier = [p for p in held if p.is_over]
        person.verified_on = min((p.verified_on for p in person.current), default=None)
        person.is_unverified = any(verifying.is_overdue(p.verified_on, day) for p in person.current)
        person.ends = [as_read(correction) for correction in person.corrections.all()]
    context |= {
        "form": listing.form,
        "op": query_of(listing.asked),
        "told": told(context["page"].paginator.count, "persoon", "personen", listing.asked),
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
    as_of = AsOf(request)
    positions = _positions(person, as_of)
    can_edit_now = can_edit(request.user, request.region) and not as_of.is_other
    can_edit_now = can_edit_now and not person.anonymised_on
    context = {
        "person": person,
        "as_of": as_of,
        "current": [p for p in positions if not p.is_over],
        "earlier": [p for p in positions if p.is_over],
        "namesakes": Person.objects.with_email_of(person),
        "can_edit": can_edit_now,
        "can_let_speak": can_edit_now and can_let_speak(request.user, person),
        "can_verify": can_verify(request.user, person) and not as_of.is_other,
        "can_export": can_export(request.user, person) and not as_of.is_other,
        "can_anonymise": can_anonymise(request.user, request.region) and not as_of.is_other,
        "corrections": _corrections(person) if can_edit_now else [],
        "can_see_contact_details": can_see_contact_details(request.user, request.region),
        "crumbs": crumbs(request, ("Mensen", address(request, "person_list"))),
        "edit_url": address(request, "person_edit", person.pk),
        "position_url": address(request, "position_create", person.pk),
    }
    return render(request, "partners/person_detail.html", context)


def _corrections(person):
    """Return what the person reported and nobody settled, each with what it says in words and,
    of the person itself, what is kept now."""
    found = list(person.corrections.open().select_related("position").order_by("pk"))
    for correction in found:
        correction.text = as_read(correction)
        correction.kept = "" if correction.of_position else getattr(person, correction.field)
        correction.row_version = (correction.position or person).version
    return found


def _positions(person, as_of):
    """Return the functions of a person with all that hangs on them; of another day than today
    what held then."""
    represents = Representation.objects.select_related("party__organisation")
    hanging = {
        "mandates": Mandate.objects.prefetch_related("portfolios"),
        "representations": represents.prefetch_related("portfolios"),
        "holdings": SeatHolding.objects.with_names(),
    }
    rows = as_of.rows(
        person.positions.select_related("organisation", "acts_for__person", "verified_by")
    )
    rows = rows.annotate(is_caretaker=is_caretaker(as_of.day))
    rows = rows.newest_first().prefetch_related(
        "portfolios",
        "organisation__earlier_names",
        *(Prefetch(name, as_of.rows(some).newest_first()) for name, some in hanging.items()),
    )
    positions = marked_over(rows, as_of.day)
    for position in positions:
        position.place = position.organisation and position.organisation.called_on(as_of.day)
        position.is_unverified = verifying.is_overdue(position.verified_on, as_of.day)
        for name in hanging:
            marked_over(getattr(position, name).all(), as_of.day)
    return positions


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
    person = find(Person.objects.known().select_related("region"), request, pk)
    require_editor(request)
    name, back = str(person), address(request, "person_detail", pk)
    form = _person_form(request, person)
    return form_page(
        request,
        form,
        lambda: actions.change_person(
            person, version=form.base_version, by=request.user, **form.changes()
        ),
        done=lambda saved: (
            "De gegevens zijn opgeslagen.",
            back_from(request, _warned(request, saved)),
        ),
        title=f"{name} wijzigen",
        crumbs=crumbs(request, ("Mensen", address(request, "person_list")), (name, back)),
        submit="Opslaan",
        cancel_url=back_from(request, back),
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
