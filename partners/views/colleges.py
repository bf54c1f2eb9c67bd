"""One college after an election: choices that are kept, a look at what goes over, settling it."""

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render

from partners import elections, settling
from partners.field import Field
from partners.forms.elections import Choices, FormationForm, HandoverForm, SittingForm
from partners.models import Formation
from partners.permissions import can_let_accounts_speak
from partners.views.elections import room
from partners.views.missing import gaps
from partners.views.pages import address, crumbs, find, posted, require_editor, stored
from records import actions as records
from records.actions import ClosedError, StaleError
from regio.lib import clock
from regio.templatetags.regio import long_date

MOVED = "Intussen is er iets veranderd. Dit is wat er nu zou gebeuren: kijk het nog eens na."
LATER = "Van {} is dit intussen vastgelegd: wat u daar nu koos is niet opgeslagen."


def formation_edit(request, slug, pk):
    """Say what becomes of each sitting member. Each is stored on its own: what is wrong comes
    back, the others stay."""
    formation = _find(request, pk)
    require_editor(request)
    members = settling.members_of([formation])[formation.pk]
    waiting = [member for member in members if member.is_open]
    form = FormationForm(posted(request), instance=formation, region=request.region)
    may = can_let_accounts_speak(request.user, request.region)
    choices = Choices(request.region)
    forms = [
        SittingForm(
            posted(request),
            member=member,
            prefix=f"s{member.position.pk}",
            choices=choices,
            can_let_accounts_speak=may,
        )
        for member in waiting
    ]
    if request.method == "POST":
        done = [_store_day(form, request.user), *(_store(one, request.user) for one in forms)]
        _warn_of_settled(request, members)
        if all(done):
            return _saved(request, formation)
    context = {
        "formation": formation,
        "form": form,
        "rows": list(zip(waiting, forms, strict=True)),
        "others": [member for member in members if not member.is_open],
        "faults": sum(bool(one.errors) for one in [form, *forms]),
        "line": f"Gestemd op {long_date(formation.election.held_on)}.",
        "gaps": _gaps(request, formation, members),
        "crumbs": _trail(request, formation),
        "cancel_url": formation.get_absolute_url(),
    }
    return render(request, "partners/formation_edit.html", context)


def _find(request, pk):
    formation = find(Formation.objects.kept().with_names(), request, pk)
    formation.election.region = formation.organisation.region = request.region
    return formation


def _trail(request, formation, *steps):
    election = formation.election
    return crumbs(request, room(request), (str(election), formation.get_absolute_url()), *steps)


def _store_day(form, by):
    def write():
        return records.write(form.instance, version=form.base_version, by=by, **form.changes())

    return stored(form, write)


def _store(form, by):
    def write():
        return elections.choose(form.instance, version=form.base_version, by=by, **form.changes())

    return stored(form, write)


def _warn_of_settled(request, members):
    """Say of whom a choice came too late: somebody else settled it."""
    for member in members:
        sent = request.POST.get(f"s{member.position.pk}-outcome")
        if member.is_settled and sent and sent != member.sitting.outcome:
            messages.warning(request, LATER.format(member.position.person))


def _saved(request, formation):
    if "look" in request.POST:
        return redirect(address(request, "formation_settle", formation.pk))
    messages.success(request, "Opgeslagen. Er verandert pas iets als u het vastlegt.")
    return redirect(address(request, "formation_edit", formation.pk))


def _gaps(request, formation, members):
    """Return what is missing at a gemeente from the day on which its new college began; None as
    long as nothing is settled."""
    days = [member.sitting.settled_on for member in members if member.is_settled]
    if not days:
        return None
    field = Field(request.region, about=[formation.organisation_id])
    own = {p.ref for p in field.parties if p.organisation == formation.organisation_id}
    return [gap for gap in gaps(request, field, max(days)) if gap.missing.party in own]


def formation_settle(request, slug, pk):
    """Look at what goes over to whom; the second step does it."""
    formation = _find(request, pk)
    require_editor(request)
    settlement = settling.Settlement(formation, request.user)
    form = HandoverForm(posted(request), settlement=settlement)
    if request.method == "POST" and form.is_valid() and _settled(request, formation, form):
        return redirect(address(request, "formation_edit", pk))
    here = address(request, "formation_edit", pk)
    context = {
        "formation": formation,
        "settlement": settlement,
        "departures": _with_fields(settlement, form),
        "form": form,
        "fingerprint": "" if settlement.refusals else settlement.fingerprint,
        "line": _line(formation),
        "cancel_url": here,
        "crumbs": _trail(request, formation, (f"College van {formation.organisation}", here)),
    }
    return render(request, "partners/formation_settle.html", context)


def _line(formation):
    if not formation.appointed_on:
        return "De dag van benoeming is nog niet bekend."
    word = "wordt" if formation.appointed_on > clock.today() else "is"
    return f"Het nieuwe college {word} benoemd op {long_date(formation.appointed_on)}."


def _with_fields(settlement, form):
    """Return each departure with its lines, and the field of each that may go over."""
    return [
        (
            departure,
            settlement.recipients.get(departure.heir),
            [(line, form[line.key] if line.hanging.may_pass else None) for line in departure.lines],
        )
        for departure in settlement.departures
    ]


def _settled(request, formation, form):
    """Settle as it was shown; tell whether it was done, by now or before."""
    data = form.cleaned_data
    try:
        made, passed = settling.settle(
            formation, seen=data["seen"], chosen=form.chosen, by=request.user
        )
    except (settling.SettlementError, ClosedError, StaleError, IntegrityError):
        messages.warning(request, MOVED)
        return False
    if passed is None:
        messages.info(request, "Dit college was al vastgelegd.")
    else:
        messages.success(request, _told(made, passed))
    return True


def _told(made, passed):
    things = (
        "1 zaak ging" if passed == 1 else f"{passed} zaken gingen" if passed else "er ging niets"
    )
    return (
        f"Het college van {made.formation.organisation} is vastgelegd vanaf "
        f"{long_date(made.day)}: {things} over."
    )
