"""Rounds: the list, one round compared, its print view, handing in a party's part."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from checklist import actions, permissions
from checklist.forms import RoundForm
from checklist.models import InstrumentVersion, Round
from checklist.table import RoundTable
from checklist.views.steps import get_round
from partners.models import Organisation, Party
from records import actions as records
from regio.lib import clock

PER_PAGE = 30
USUALLY_ASKED = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.SWV)


def _crumbs(request, *more):
    return [("Checklist", reverse("checklist:round_list", args=[request.region.slug])), *more]


def round_list(request, slug):
    rounds = Round.objects.visible_to(request.user).of_region(request.region)
    rounds = rounds.select_related("region", "instrument").annotate(
        asked_count=Count("asked", filter=Q(asked__is_asked=True))
    )
    rounds = rounds.order_by("-opens_on", "-pk")
    page = Paginator(rounds, PER_PAGE).get_page(request.GET.get("pagina"))
    latest = page.object_list[0] if page.number == 1 and page.object_list else None
    return render(
        request,
        "checklist/round_list.html",
        {
            "page": page,
            "table": RoundTable(latest) if latest else None,
            "may_direct": permissions.can_direct_rounds(request.user, request.region),
            "create_url": reverse("checklist:round_create", args=[slug]),
        },
    )


def round_detail(request, slug, pk):
    round = get_round(request, pk)
    table = RoundTable(round)
    own = permissions.own_parties(request.user, round, table.parties, clock.today())
    return render(
        request,
        "checklist/round_detail.html",
        {
            "round": round,
            "table": table,
            "rows": [(cell, table.state(cell.step), _views(table, cell)) for cell in table.strip],
            "own": [(party, _submitted(table, party)) for party in own],
            "is_open": round.is_open_on(clock.today()),
            "may_direct": permissions.can_direct_rounds(request.user, request.region),
            "crumbs": _crumbs(request),
        },
    )


def _views(table, cell):
    return [(party, table.view(cell.step, party)) for party in table.parties]


def _submitted(table, party):
    """How many steps `party` handed in."""
    return sum(table.view(step, party).is_submitted for step in table.steps)


def round_create(request, slug):
    _check_direct(request)
    usual = Party.objects.of_region(request.region).on(clock.today())
    usual = usual.filter(organisation__kind__in=USUALLY_ASKED)
    instrument = InstrumentVersion.objects.order_by("-number").first()
    form = RoundForm(
        request.POST or None,
        region=request.region,
        day=clock.today(),
        initial={"parties": usual, "opens_on": clock.today(), "instrument": instrument},
    )
    if request.method == "POST" and form.is_valid():
        parties = form.cleaned_data["parties"]
        round = actions.start_round(round=form.instance, parties=parties, by=request.user)
        messages.success(request, "De ronde is gestart.")
        return redirect(round)
    context = {"form": form, "title": "Nieuwe ronde", "crumbs": _crumbs(request)}
    return render(request, "checklist/round_form.html", context)


def round_edit(request, slug, pk):
    _check_direct(request)
    round = get_round(request, pk)
    form = RoundForm(
        request.POST or None,
        instance=round,
        region=request.region,
        day=clock.today(),
        initial={"parties": [party.pk for party in round.asked_parties()]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_round(
                round=get_round(request, pk),
                version=form.base_version,
                by=request.user,
                **form.changes(),
            )
        except records.StaleError as stale:
            form.show_conflict(stale)
        else:
            messages.success(request, "De ronde is gewijzigd.")
            return redirect(round)
    crumbs = _crumbs(request, (round.title, round.get_absolute_url()))
    context = {"form": form, "title": "Ronde bewerken", "round": round, "crumbs": crumbs}
    return render(request, "checklist/round_form.html", context)


@require_POST
def round_close(request, slug, pk):
    return _set_closed(request, pk, clock.today(), "De ronde is gesloten.")


@require_POST
def round_reopen(request, slug, pk):
    return _set_closed(request, pk, None, "De ronde is weer open.")


def _set_closed(request, pk, day, message):
    round = get_round(request, pk)
    _check_direct(request)
    records.write(round, version=round.version, by=request.user, closed_on=day)
    messages.success(request, message)
    return redirect(round)


def _check_direct(request):
    if not permissions.can_direct_rounds(request.user, request.region):
        raise PermissionDenied


def part_submit(request, slug, pk, party_pk):
    """Show what a party is about to hand in; hand it in by POST."""
    round, table, party = _part(request, pk, party_pk)
    if request.method == "POST":
        count = actions.submit_part(
            round=round, party=party, by=request.user, on_behalf_of=_behalf(request, round, party)
        )
        messages.success(request, f"{count} van {len(table.steps)} stappen zijn ingediend.")
        return redirect(round)
    context = {
        "round": round,
        "party": party,
        "views": [(step, table.view(step, party)) for step in table.steps],
        "crumbs": _crumbs(request, (round.title, round.get_absolute_url())),
    }
    return render(request, "checklist/part_submit.html", context)


@require_POST
def part_reopen(request, slug, pk, party_pk):
    round, _, party = _part(request, pk, party_pk)
    behalf = _behalf(request, round, party)
    actions.reopen_part(round=round, party=party, by=request.user, on_behalf_of=behalf)
    messages.success(request, f"Het deel van {party} is weer te wijzigen.")
    return redirect(round)


def _part(request, pk, party_pk):
    """Return (round, its table, the party) for someone who may answer for that party."""
    round = get_round(request, pk)
    table = RoundTable(round)
    party = next((p for p in table.parties if p.pk == party_pk), None)
    if party is None:
        raise Http404
    own = permissions.own_parties(request.user, round, table.parties, clock.today())
    is_director = permissions.can_answer_all(request.user, round)
    if not round.is_open_on(clock.today()) or (party not in own and not is_director):
        raise PermissionDenied
    return round, table, party


def _behalf(request, round, party):
    """Name the party when the user is not one of its own people."""
    own = permissions.own_parties(request.user, round, [party], clock.today())
    return "" if own else str(party)
