"""Agendapunten: one item, adding or proposing, changing, withdrawing, parking, the backlog."""

from collections import defaultdict

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from oogo import permissions
from oogo.actions import agenda
from oogo.agendas import Agenda, numbered_annexes
from oogo.forms.items import ItemForm, PlaceForm, WithdrawForm
from oogo.models import Action, AgendaItem, Annex, Decision, ItemOrigin, Meeting
from oogo.models.walls import sees
from oogo.thread import thread_of
from oogo.views.action_pages import action_url_from
from oogo.views.meeting_pages import (
    backlog_crumbs,
    find_item,
    find_meeting,
    item_form_page,
    meeting_crumbs,
    place_of,
    refuse_adopted,
    require_preparer,
    require_proposer,
    tabs,
    while_open,
)
from oogo.views.room import address, require_director
from partners.models import Organisation
from partners.views.pages import PER_PAGE, form_page, listed, posted
from regio.lib import clock
from regio.lib.sort_name import fold

OVER = "Dit overleg is geweest. Stel uw punt voor een volgend overleg voor."
CANCELLED = "Dit overleg is geannuleerd; er komen geen punten meer bij."


def item_detail(request, slug, number, pk):
    """One item; with `?draad` its thread too, which the page fetches by itself afterwards."""
    meeting = find_meeting(request, number)
    agenda_of_meeting = Agenda(meeting, request.user)
    item = agenda_of_meeting.items.get(pk)
    if item is None:
        raise Http404
    thread = thread_of(item, request.user) if "draad" in request.GET else None
    if thread and request.htmx:
        return render(request, "oogo/_item_thread.html", {"thread": thread})
    line = agenda_of_meeting.line_of(item)
    before, after = agenda_of_meeting.neighbours(item)
    shares = list(item.shares.kept().select_related("party__organisation"))
    can_prepare = permissions.can_prepare(request.user, item)
    context = {
        "meeting": meeting,
        "item": item,
        "place": line,
        "line": _about(item, line),
        "annexes": numbered_annexes(item, line.number if line else "", request.user),
        "parts": list(item.parts.kept()),
        "shares": sorted(shares, key=_by_kind),
        "shares_sum": sum(share.amount for share in shares),
        "thread": thread,
        "make_url": "" if item.is_withdrawn else action_url_from(request, item),
        "named": list(item.disclosed_to.with_organisation()) if item.is_confidential else [],
        "before": before,
        "after": after,
        "can_record": permissions.can_record(request.user, meeting),
        "can_prepare": can_prepare,
        "can_edit": can_prepare and not meeting.is_adopted,
        "tabs": tabs(meeting, "meeting_detail"),
        "crumbs": meeting_crumbs(request, meeting),
    }
    return render(request, "oogo/item_detail.html", context)


def _by_kind(share):
    """Sort shares as parties are: by the kind of organisation, then by name."""
    organisation = share.party.organisation
    return Organisation.Kind.values.index(organisation.kind), fold(str(share.party))


def _about(item, line):
    """Say in one line what an item is: Punt 3 · ter bespreking · 13.55 uur · 40 minuten."""
    kind, minutes = item.get_kind_display(), f"{item.minutes} minuten"
    if line is None:
        return f"{kind} · {minutes}"
    return f"Punt {line.number} · {kind.lower()} · {line.begins_at:%H.%M} uur · {minutes}"


def seen_origins(user, items):
    """Return {key of item: the things it comes from}, those that `user` sees."""
    rows = ItemOrigin.objects.kept().filter(
        Q(decision=None) | Q(decision__in=Decision.objects.visible_to(user)),
        Q(action=None) | Q(action__in=Action.objects.visible_to(user)),
        Q(source_item=None) | Q(source_item__in=AgendaItem.objects.visible_to(user)),
        item__in=items,
    )
    found = defaultdict(list)
    names = (
        "step__round__instrument",
        "step__round__region",
        "decision__region",
        "action__region",
        "theme__region",
        "subject__cycle__region",
        "subject__plan",
        "subject__kind",
        "source_item__meeting__region",
        "source_item__body__region",
    )
    for row in rows.select_related(*names):
        found[row.item_id].append(row.source)
    return found


@while_open
def item_create(request, slug, number):
    """A regisseur puts an item on the agenda; who may propose, proposes it."""
    meeting = find_meeting(request, number)
    require_proposer(request)
    if meeting.is_cancelled:
        messages.warning(request, CANCELLED)
        return redirect(meeting)
    refuse_adopted(request, meeting)
    can_direct = permissions.can_direct(request.user, request.region)
    if not can_direct and meeting.is_over_on(clock.today()):
        messages.warning(request, OVER)
        return redirect(meeting)
    status = AgendaItem.Status.PLANNED if can_direct else AgendaItem.Status.PROPOSED
    item = AgendaItem(body=meeting.body, meeting=meeting, status=status)
    form = ItemForm(posted(request), instance=item, region=request.region)
    verb = "toevoegen" if can_direct else "voorstellen"
    return form_page(
        request,
        form,
        lambda: _add(form, request.user),
        done=lambda item: (_added(request.user, item), place_of(request.user, item)),
        title=f"Agendapunt {verb}",
        line=f"{meeting}. {_who_decides(can_direct)}",
        crumbs=meeting_crumbs(request, meeting),
        submit=f"Punt {verb}",
        cancel_url=meeting.get_absolute_url(),
    )


def _who_decides(can_direct):
    if can_direct:
        return "Het punt komt onderaan de agenda; daarna kunt u het verplaatsen."
    return "De regisseur besluit of het punt op de agenda komt."


def _add(form, user):
    item = form.instance
    many = {name: form.cleaned_data[name] for name in ("portfolios", "disclosed_to")}
    item.pending_m2m = many
    return agenda.add_item(item=item, by=user)


def _added(user, item):
    """Say what became of a new item, also to who may not see it any more."""
    done = "Het punt is voorgesteld." if item.is_proposed else "Het punt staat op de agenda."
    if sees(user, item):
        return done
    return f"{done} U ziet het zelf niet meer: het is vertrouwelijk, en niet voor u."


@while_open
def item_edit(request, slug, pk):
    item = find_item(request, pk)
    require_preparer(request, item)
    refuse_adopted(request, item.meeting)
    line = item.title
    form = ItemForm(posted(request), instance=item, region=request.region)
    return item_form_page(
        request,
        form,
        lambda: agenda.change_item(
            item, version=form.base_version, by=request.user, **form.changes()
        ),
        item=item,
        message="Het agendapunt is opgeslagen.",
        title="Agendapunt wijzigen",
        line=line,
        submit="Opslaan",
    )


@require_POST
@while_open
def item_accept(request, slug, pk):
    """Put a proposed item on the agenda of its meeting."""
    item = find_item(request, pk)
    require_director(request)
    if item.meeting and item.is_proposed:
        agenda.accept(item=item, by=request.user)
        messages.success(request, f"“{item}” staat op de agenda, als laatste punt.")
    return redirect(item)


@while_open
def item_withdraw(request, slug, pk):
    """Withdraw an item, or decline a proposal; who proposed it reads why."""
    item = find_item(request, pk)
    require_director(request)
    refuse_adopted(request, item.meeting)
    line = item.title
    is_proposal = item.is_proposed
    form = WithdrawForm(posted(request), instance=item)
    return item_form_page(
        request,
        form,
        lambda: agenda.withdraw(
            item=item,
            version=form.base_version,
            by=request.user,
            reason=form.cleaned_data["withdrawn_because"],
        ),
        item=item,
        message="Het voorstel is afgewezen." if is_proposal else "Het agendapunt is ingetrokken.",
        title="Voorstel afwijzen" if is_proposal else "Agendapunt intrekken",
        line=line,
        submit="Afwijzen" if is_proposal else "Intrekken",
    )


@require_POST
@while_open
def item_restore(request, slug, pk):
    item = find_item(request, pk)
    require_director(request)
    if item.is_withdrawn:
        agenda.restore(item=item, by=request.user)
        messages.success(request, f"“{item}” is teruggezet.")
    return redirect(item)


@require_POST
@while_open
def item_park(request, slug, pk):
    """Take an item off its meeting, to wait in the backlog of its body."""
    item = find_item(request, pk)
    require_director(request)
    meeting = item.meeting
    if meeting is None:
        return redirect(item)
    agenda.park(item=item, by=request.user)
    messages.success(request, f"“{item}” wacht in de voorraad van {item.body}.")
    return redirect(meeting)


@while_open
def item_place(request, slug, pk):
    """Put an item of the backlog on the agenda of a meeting of its body."""
    item = find_item(request, pk)
    require_director(request)
    if item.meeting:
        return redirect(item)
    coming = Meeting.objects.visible_to(request.user).of_region(request.region)
    coming = coming.filter(body=item.body).coming(clock.today())
    form = PlaceForm(posted(request), meetings=coming)
    if not coming.exists():
        messages.warning(request, f"Er is nog geen overleg van {item.body} gepland.")
        return redirect("oogo:backlog", slug)
    return form_page(
        request,
        form,
        lambda: _placed(item, form.cleaned_data["meeting"], request),
        done=lambda meeting: (f"“{item}” staat op de agenda, als laatste punt.", meeting),
        title="Op de agenda zetten",
        line=item.title,
        crumbs=backlog_crumbs(request),
        submit="Op de agenda zetten",
        cancel_url=address(request, "backlog"),
    )


def _placed(item, meeting, request):
    agenda.place(item=item, meeting=meeting, by=request.user)
    meeting.region = request.region
    return meeting


def backlog(request, slug):
    """Items that wait for a meeting of their body."""
    rows = AgendaItem.objects.visible_to(request.user).of_region(request.region).parked()
    rows = rows.select_related("body", "submitter__organisation", "theme")
    context = listed(request, rows.order_by("body__name", "body", "pk"))
    items = list(context["page"].object_list)
    origins, annexes = seen_origins(request.user, items), _annexes(request.user, items)
    for item in items:
        item.body.region = request.region
        item.come_from, item.papers = origins[item.pk], annexes[item.pk]
    context |= {
        "items": items,
        "can_direct": permissions.can_direct(request.user, request.region),
        "can_prepare": permissions.can_propose(request.user, request.region),
        "withdrawn": _declined(request),
        "crumbs": [("OOGO", address(request, "cycle_list")), ("Voorraad", "")],
    }
    return render(request, "oogo/backlog.html", context)


def _declined(request):
    """Return the last items of the backlog that were declined."""
    rows = AgendaItem.objects.visible_to(request.user).of_region(request.region)
    return rows.filter(meeting=None, status=AgendaItem.Status.WITHDRAWN).order_by("-pk")[:PER_PAGE]


def _annexes(user, items):
    """Return {key of item: the annexes that `user` sees}."""
    found = defaultdict(list)
    for annex in Annex.objects.visible_to(user).kept().filter(item__in=items).order_by("order"):
        found[annex.item_id].append(annex)
    return found
