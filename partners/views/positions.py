"""Functies, and what hangs on them: mandaten and vertegenwoordigingen."""

from datetime import date

from partners import actions, handover, inquiries, leaving
from partners.forms import people as forms
from partners.models import Mandate, Party, Person, Position, Representation
from partners.permissions import can_let_accounts_speak
from partners.views.pages import (
    address,
    back_from,
    crumbs,
    end_message,
    find,
    form_page,
    posted,
    require_editor,
    require_right_to_let_speak,
)
from partners.views.people import warn_of_double
from records import actions as records
from regio.lib import clock

WITH_PLACE = ("person__region", "organisation")


def _trail(request, person):
    """Return the crumbs to a person, and the address of the person's page."""
    back = address(request, "person_detail", person.pk)
    people = ("Mensen", address(request, "person_list"))
    return {"crumbs": crumbs(request, people, (str(person), back)), "cancel_url": back}


def position_create(request, slug, pk):
    person = find(Person.objects.known().select_related("region"), request, pk)
    require_right_to_let_speak(request, person)
    form = _speaking_form(request, forms.PositionForm, Position(person=person))
    trail = _trail(request, person)
    return form_page(
        request,
        form,
        lambda: actions.add_position(
            position=form.instance,
            person=person,
            portfolios=form.cleaned_data["portfolios"],
            by=request.user,
        ),
        done=lambda saved: (f"{saved.title} is toegevoegd.", trail["cancel_url"]),
        title="Functie toevoegen",
        line=f"Voor {person}.",
        submit="Functie toevoegen",
        **trail,
    )


def party_position_create(request, slug, pk):
    """A function at a party, for someone who is chosen or added on the spot."""
    party = find(Party.objects.with_organisation(), request, pk)
    require_editor(request)
    level = request.GET.get("niveau")
    position = Position(organisation=party.organisation)
    initial = {"level": level} if level in Position.Level else {}
    form = _speaking_form(request, forms.PartyPositionForm, position, initial=initial)
    page = address(request, "party_detail", party.pk)
    back = back_from(request, page)

    def done(saved):
        warn_of_double(request, saved.person)
        return f"{saved.person} is toegevoegd aan {party}.", back

    return form_page(
        request,
        form,
        lambda: actions.add_position(
            position=form.instance,
            person=form.unsaved_or_chosen_person(),
            portfolios=form.cleaned_data["portfolios"],
            by=request.user,
        ),
        done=done,
        title=f"Persoon bij {party}",
        line="Kies iemand die al in de lijst staat, of voeg iemand toe."
        if form.has_people
        else "Wie spreekt er voor deze partij?",
        crumbs=crumbs(request, ("Partijen", address(request, "party_list")), (str(party), page)),
        submit="Toevoegen",
        cancel_url=back,
    )


def position_edit(request, slug, pk):
    position = find(Position.objects.select_related(*WITH_PLACE), request, pk)
    require_editor(request)
    name, trail = str(position), _trail(request, position.person)
    form = _speaking_form(request, forms.PositionEditForm, position)
    return form_page(
        request,
        form,
        lambda: actions.change_position(
            position, version=form.base_version, by=request.user, **form.changes()
        ),
        done=lambda saved: ("De functie is opgeslagen.", trail["cancel_url"]),
        title="Functie wijzigen",
        line=name,
        submit="Opslaan",
        **trail,
    )


def position_end(request, slug, pk):
    known = Position.objects.filter(person__anonymised_on=None)
    known = inquiries.with_reported_end(known.select_related(*WITH_PLACE))
    position = find(known, request, pk)
    require_editor(request)
    today, likely = clock.today(), None
    if request.method == "GET" and position.until is None:
        likely = leaving.successor_of(position, today)
    initial: dict = {"successor": likely} if likely else {}
    if position.reported_end:
        initial["until"] = date.fromisoformat(position.reported_end)
    form = _speaking_form(request, forms.PositionEndForm, position, initial=initial)
    trail = _trail(request, position.person)
    return form_page(
        request,
        form,
        lambda: leaving.leave(
            position,
            version=form.base_version,
            until=form.cleaned_data["until"],
            successor=form.cleaned_data["successor"],
            by=request.user,
        ),
        done=lambda left: (_left(*left, form.cleaned_data["successor"]), trail["cancel_url"]),
        template="partners/position_end.html",
        title="Functie beëindigen",
        line=str(position),
        submit="Functie beëindigen",
        ending=leaving.powers_of([position], today),
        goes_on=handover.hanging_on([position], today, request.user),
        **trail,
    )


def _left(position, passed, successor):
    """Say until when a function holds, and what went over."""
    text = end_message(f"De functie {position.title}", position)
    if not successor:
        return text
    count = (
        "1 zaak ging" if passed == 1 else f"{passed} zaken gingen" if passed else "Er ging niets"
    )
    return f"{text} {count} over naar {successor.person}."


def _speaking_form(request, form_class, row, **options):
    """Make the form of a row by which a person speaks for a party."""
    return form_class(
        posted(request),
        instance=row,
        region=request.region,
        can_let_accounts_speak=can_let_accounts_speak(request.user, request.region),
        **options,
    )


def representation_create(request, slug, pk):
    position = find(Position.objects.select_related(*WITH_PLACE), request, pk)
    require_right_to_let_speak(request, position.person)
    return _power_create(
        request,
        forms.RepresentationForm,
        Representation(position=position),
        title="Vertegenwoordiging toevoegen",
        line=f"{position} spreekt ook namens een andere partij.",
        submit="Vertegenwoordiging toevoegen",
    )


def mandate_create(request, slug, pk):
    position = find(Position.objects.select_related(*WITH_PLACE), request, pk)
    require_editor(request)
    return _power_create(
        request,
        forms.MandateForm,
        Mandate(position=position),
        title="Mandaat toevoegen",
        line=f"Wat {position} mag beslissen.",
        submit="Mandaat toevoegen",
    )


def _power_create(request, form_class, row, **context):
    form = form_class(posted(request), instance=row, region=request.region)
    trail = _trail(request, row.position.person)
    trail["cancel_url"] = back_from(request, trail["cancel_url"])

    def write():
        form.instance.pending_m2m = {"portfolios": form.cleaned_data["portfolios"]}
        return records.create(form.instance, by=request.user)

    return form_page(
        request,
        form,
        write,
        done=lambda saved: (f"Vastgelegd: {saved}.", trail["cancel_url"]),
        **context,
        **trail,
    )


def mandate_edit(request, slug, pk):
    mandate = find(_mandates(), request, pk)
    require_editor(request)
    form = forms.MandateForm(posted(request), instance=mandate, region=request.region)
    trail = _trail(request, mandate.position.person)
    return form_page(
        request,
        form,
        lambda: records.write(
            mandate, version=form.base_version, by=request.user, **form.changes()
        ),
        done=lambda saved: ("Het mandaat is opgeslagen.", trail["cancel_url"]),
        title="Mandaat wijzigen",
        line=str(mandate.position),
        submit="Opslaan",
        **trail,
    )


def mandate_end(request, slug, pk):
    mandate = find(_mandates(), request, pk)
    require_editor(request)
    form = forms.MandateEndForm(posted(request), instance=mandate, region=request.region)
    return _power_end(request, mandate, form, "Mandaat")


def representation_end(request, slug, pk):
    rows = Representation.objects.select_related(
        "position__person__region", "position__organisation", "party__organisation"
    )
    row = find(rows, request, pk)
    require_editor(request)
    form = _speaking_form(request, forms.RepresentationEndForm, row)
    return _power_end(request, row, form, "Vertegenwoordiging")


def _mandates():
    return Mandate.objects.select_related("position__person__region", "position__organisation")


def _power_end(request, row, form, noun):
    trail = _trail(request, row.position.person)
    return form_page(
        request,
        form,
        lambda: records.write(row, version=form.base_version, by=request.user, **form.changes()),
        done=lambda saved: (end_message(f"{noun}: dit", saved), trail["cancel_url"]),
        title=f"{noun} beëindigen",
        line=str(row),
        submit=f"{noun} beëindigen",
        **trail,
    )
