"""Rounds: the list, one round compared, handing in a party's part."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from checklist import actions, permissions
from checklist.forms import RoundForm
from checklist.models import InstrumentVersion, Round
from checklist.table import RoundTable
from checklist.views.steps import get_round, posted_version
from partners.models import Organisation, Party
from records import actions as records
from regio.lib import clock
from regio.templatetags.regio import long_date

PER_PAGE = 30
TAKEN = "Deze regio heeft al een ronde met deze naam."
USUALLY_ASKED = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.SWV)


def _crumbs(request, *more):
    return [("Checklist", reverse("checklist:round_list", args=[request.region.slug])), *more]


def round_list(request, slug):
    day = clock.today()
    visible = Round.objects.visible_to(request.user).of_region(request.region)
    rounds = visible.select_related("region", "instrument").annotate(
        asked_count=Count("asked", filter=Q(asked__is_asked=True))
    )
    page = Paginator(rounds.order_by("-opens_on", "-pk"), PER_PAGE).get_page(
        request.GET.get("pagina")
    )
    begun = visible.begun_on(day).select_related("instrument", "region").first()
    return render(
        request,
        "checklist/round_list.html",
        {
            "page": page,
            "rows": [(round, round.stage_on(day)) for round in page],
            "table": RoundTable(begun) if begun else None,
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
    day = clock.today()
    usual = Party.objects.of_region(request.region).on(day)
    usual = usual.filter(organisation__kind__in=USUALLY_ASKED)
    instrument = InstrumentVersion.objects.order_by("-number").first()
    form = RoundForm(
        request.POST or None,
        region=request.region,
        day=day,
        initial={"parties": usual, "opens_on": day, "instrument": instrument},
    )
    if request.method == "POST" and form.is_valid():
        parties = form.cleaned_data["parties"]
        try:
            round = actions.start_round(round=form.instance, parties=parties, by=request.user)
        except IntegrityError:
            form.add_error("title", TAKEN)
        else:
            opens = f"De ronde gaat open op {long_date(round.opens_on)}."
            messages.success(request, "De ronde is gestart." if round.is_open_on(day) else opens)
            return redirect(round)
    context = {"form": form, "title": "Nieuwe ronde", "crumbs": _crumbs(request)}
    return render(request, "checklist/round_form.html", context)


def round_edit(request, slug, pk):
    round = get_round(request, pk)
    _check_direct(request)
    form = RoundForm(
        request.POST or None,
        instance=round,
        region=request.region,
        day=clock.today(),
        initial={"parties": [party.pk for party in round.asked_parties()]},
    )
    if request.method == "POST" and form.is_valid() and _change(request, pk, form):
        messages.success(request, "De ronde is gewijzigd.")
        return redirect(round)
    crumbs = _crumbs(request, (round.title, round.get_absolute_url()))
    context = {"form": form, "title": "Ronde bewerken", "round": round, "crumbs": crumbs}
    return render(request, "checklist/round_form.html", context)


def _change(request, pk, form):
    """Write the form; tell whether it went, else the form says why."""
    changes = form.changes()
    try:
        actions.change_round(
            round=get_round(request, pk), version=form.base_version, by=request.user, **changes
        )
    except records.StaleError as stale:
        form.show_conflict(stale)
    except IntegrityError:
        form.add_error("title", TAKEN)
    else:
        return True
    return False


def round_close(request, slug, pk):
    """Show what is still open before a round is closed; close it by POST."""
    round = get_round(request, pk)
    _check_direct(request)
    if request.method == "POST":
        return _set_closed(request, round, clock.today(), "De ronde is gesloten.")
    table = RoundTable(round)
    context = {
        "round": round,
        "table": table,
        "open_count": table.progress.applicable - table.progress.given,
        "crumbs": _crumbs(request, (round.title, round.get_absolute_url())),
    }
    return render(request, "checklist/round_close.html", context)


@require_POST
def round_reopen(request, slug, pk):
    round = get_round(request, pk)
    _check_direct(request)
    return _set_closed(request, round, None, "De ronde is weer open.")


def _set_closed(request, round, day, message):
    version = posted_version(request, round)
    try:
        records.write(round, version=version, by=request.user, closed_on=day)
    except records.StaleError as stale:
        messages.warning(request, _changed_close(stale))
    else:
        messages.success(request, message)
    return redirect(round)


def _changed_close(stale):
    """Say who closed or reopened the round since the page was made."""
    change = stale.conflicts[0].change
    did = "heropende" if stale.current.closed_on is None else "sloot"
    return f"{change.by} {did} deze ronde intussen, {clock.moment(change.at)}. Dat is zo gelaten."


def _check_direct(request):
    if not permissions.can_direct_rounds(request.user, request.region):
        raise PermissionDenied


def part_submit(request, slug, pk, party_pk):
    """Show what a party is about to hand in; hand it in by POST."""
    round, table, party = _part(request, pk, party_pk)
    return _submit(request, round, table, [party])


def parts_submit(request, slug, pk):
    """The same for all parties at once for which the user speaks."""
    round = get_round(request, pk)
    table = RoundTable(round)
    own = permissions.own_parties(request.user, round, table.parties, clock.today())
    if not own or not round.is_open_on(clock.today()):
        raise PermissionDenied
    return _submit(request, round, table, own)


def _submit(request, round, table, parties):
    """Hand in by POST what the page showed; what changed meanwhile is shown first."""
    shown = [(party, [(s, table.view(s, party)) for s in table.steps]) for party in parties]
    seen = ",".join(f"{v.pk}:{v.version}" for _, views in shown for _, v in views if v.pk)
    if request.method == "POST":
        if request.POST.get("seen", seen) == seen:
            return _hand_in(request, round, parties)
        messages.warning(request, "Intussen is hier iets gewijzigd. Kijk nog eens en dien dan in.")
    context = {
        "round": round,
        "parts": shown,
        "seen": seen,
        "crumbs": _crumbs(request, (round.title, round.get_absolute_url())),
    }
    return render(request, "checklist/part_submit.html", context)


def _hand_in(request, round, parties):
    for party in parties:
        behalf = _behalf(request, round, party)
        count = actions.submit_part(round=round, party=party, by=request.user, on_behalf_of=behalf)
        text = f"{party}: {count} van {len(round.steps)} stappen zijn ingediend."
        messages.success(request, text)
    return redirect(round)


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
