"""Afspraken: the register, one afspraak, proposing, minuting, changing, ending."""

from collections import defaultdict

from django.shortcuts import get_object_or_404, render

from oogo import permissions, register
from oogo.actions import decisions as actions
from oogo.actions.decisions import SETTLED
from oogo.actions.minutes import ADOPTED
from oogo.decision_filters import DecisionFilter
from oogo.forms import decisions as forms
from oogo.models import AgendaItem, Decision, LocalFollowUp
from oogo.models.walls import sight_of
from oogo.outcomes import outcomes_of
from oogo.thread import thread_of
from oogo.views.action_pages import can_promise_here
from oogo.views.decision_pages import (
    OVER,
    crumbs,
    decision_form_page,
    find_decision,
    refused,
)
from oogo.views.meeting_pages import refuse_adopted, while_open
from oogo.views.room import address, require_director
from partners.models import Organisation, Party
from partners.views.pages import form_page, listed, posted
from records import actions as records
from regio.lib import clock
from regio.lib.models import fetched
from regio.templatetags.regio import long_date


def decision_list(request, slug):
    decisions = request.region.decisions.visible_to(request.user)
    listing = DecisionFilter(request.GET, queryset=decisions, request=request)

    def entries(rows):
        rows = _with_themes(rows, listing.themes)
        return register.entries(rows, request.user, clock.today(), listing.parties)

    if listing.asks_for_stances:
        found = entries(listing.qs.newest_first().as_rows())
        context = listed(request, [entry for entry in found if listing.fits(entry)])
        shown = context["page"].object_list
    else:
        context = listed(request, _keys(listing))
        keys = context["page"].object_list
        shown = entries(fetched(keys, request.region.decisions.as_rows()))
    context |= {
        "entries": shown,
        "form": listing.form,
        "is_filtered": bool(context["query"]),
        "list_url": address(request, "decision_list"),
        "crumbs": crumbs(request)[:1],
    }
    return render(request, "oogo/decision_list.html", context)


def _keys(listing):
    if listing.keys is not None:
        return listing.keys
    return list(listing.qs.newest_first().values_list("pk", flat=True))


def _with_themes(rows, themes):
    """Return `rows` as a list, each with the titles of its themes (`told_themes`): those of
    `themes`, {key: title}, which the list read already to choose from."""
    rows, found = list(rows), defaultdict(set)
    links = Decision.themes.through.objects.filter(decision__in=[row.pk for row in rows])
    for decision, theme in links.values_list("decision", "theme"):
        found[decision].add(theme)
    for row in rows:
        row.told_themes = [title for key, title in themes.items() if key in found[row.pk]]
    return rows


def decision_detail(request, slug, pk):
    decision = find_decision(request, pk)
    [entry] = register.entries([decision], request.user, clock.today())
    own = sight_of(request.user).own_parties
    can_direct = permissions.can_direct(request.user, request.region)
    lines = [(line, _can_answer(request, entry, line, own)) for line in entry.lines]
    context = {
        "entry": entry,
        "decision": decision,
        "themes": list(decision.themes.in_order()),
        "line": _line(entry),
        "lines": lines,
        "advice": register.advice_for(entry),
        "follow_ups": _follow_ups(request, entry, own),
        "can_direct": can_direct,
        "can_edit": can_direct and not decision.is_over and not decision.is_settled,
        "can_speak": not decision.is_over and (can_direct or any(may for _, may in lines)),
        "crumbs": crumbs(request),
    }
    return render(request, "oogo/decision_detail.html", context)


def _line(entry):
    """Say in one line which afspraak it is, and of which meeting."""
    meeting = entry.item.meeting if entry.item else None
    parts = [entry.decision.number, meeting and f"{meeting.body} van {long_date(meeting.day)}"]
    return " · ".join(filter(None, parts))


def _can_answer(request, entry, line, own):
    return not entry.decision.is_over and permissions.can_take_stance(
        request.user, request.region, line.party.pk, own
    )


def _follow_ups(request, entry, own):
    """Return how far gemeenten are at home: (party, row or None, whether the visitor may say it).

    Those that are party to a numbered afspraak, and those that said something. Who ended and said
    nothing is followed by its successors.
    """
    if entry.decision.is_proposed:
        return []
    rows = LocalFollowUp.objects.visible_to(request.user).filter(decision=entry.decision)
    said = {row.party: row for row in rows.select_related("party__organisation")}
    parties = _still_there(
        [
            line.party
            for line in entry.lines
            if line.party.organisation.kind == Organisation.Kind.MUNICIPALITY
        ],
        said,
        entry.day,
    )
    return [
        (party, said.get(party), _can_settle(request, entry, party, own))
        for party in [*parties, *(party for party in said if party not in parties)]
    ]


def _still_there(parties, said, day):
    """Return `parties` with who came of those that ended by `day` and said nothing."""
    gone = [p for p in parties if p not in said and p.until is not None and p.until <= day]
    if not gone:
        return parties
    kept = [party for party in parties if party not in gone]
    heirs = Party.objects.with_organisation().followed(gone, day, kept=[*kept, *said])
    return [*kept, *heirs.in_order()]


def _can_settle(request, entry, party, own):
    return not entry.decision.is_over and permissions.can_settle(
        request.user, request.region, party.pk, own
    )


def decision_thread(request, slug, pk):
    """Where it comes from and what came of it: a part of its page, or a page of its own."""
    decision = find_decision(request, pk)
    context = {
        "decision": decision,
        "thread": thread_of(decision, request.user),
        "action_url": f"{address(request, 'action_create')}?uit=decision:{decision.pk}",
        "can_promise": not decision.is_over and can_promise_here(request),
        "outcomes": outcomes_of(decision, request.user),
        "can_link": permissions.can_link_steps(request.user, request.region),
        "link_url": address(request, "decision_step", decision.pk),
        "crumbs": crumbs(request, (str(decision), decision.get_absolute_url())),
    }
    template = "oogo/_decision_thread.html" if request.htmx else "oogo/decision_thread.html"
    return render(request, template, context)


@while_open
def decision_propose(request, slug, number, pk):
    items = AgendaItem.objects.visible_to(request.user).of_region(request.region)
    items = items.select_related("body__region", "meeting__region", "meeting__body", "theme")
    item = get_object_or_404(items, meeting__number=number, pk=pk)
    require_director(request)
    refuse_adopted(request, item.meeting)
    back = address(request, "meeting_decisions", number)
    form = forms.DecisionForm(
        posted(request),
        instance=Decision(region=request.region, item=item),
        region=request.region,
        initial={"themes": [item.theme] if item.theme else []},
    )
    return form_page(
        request,
        form,
        lambda: actions.propose(item=item, by=request.user, **form.changes()),
        done=lambda decision: (
            "De afspraak is voorgesteld. Zij krijgt een nummer als u haar vastlegt.",
            back,
        ),
        title="Afspraak voorstellen",
        line=f"Bij {item.title}, {item.meeting}.",
        crumbs=crumbs(request, (str(item.meeting), back)),
        submit="Voorstellen",
        cancel_url=back,
    )


def decision_edit(request, slug, pk):
    decision = find_decision(request, pk)
    require_director(request)
    if decision.is_over or (decision.is_settled and request.method != "POST"):
        return refused(request, decision, OVER if decision.is_over else SETTLED)
    form = forms.DecisionForm(posted(request), instance=decision, region=request.region)
    return decision_form_page(
        request,
        form,
        lambda: actions.revise(
            decision, version=form.base_version, by=request.user, **form.changes()
        ),
        decision=decision,
        message="De afspraak is opgeslagen.",
        title="Afspraak wijzigen",
        line="Dat kan tot het verslag is vastgesteld. Daarna wordt een afspraak vervangen.",
        submit="Opslaan",
    )


def decision_minute(request, slug, pk):
    """Give a proposed afspraak its number."""
    decision = find_decision(request, pk)
    require_director(request)
    if not decision.is_ripe_on(clock.today()):
        return refused(request, decision, _not_ripe(decision))
    meeting = decision.item.meeting if decision.item_id else None
    day = meeting.day if meeting else clock.today()
    form = forms.MinuteForm(
        posted(request), instance=decision, region=request.region, initial={"minuted_on": day}
    )
    return decision_form_page(
        request,
        form,
        lambda: actions.minute(
            decision,
            version=form.base_version,
            on=form.cleaned_data["minuted_on"],
            by=request.user,
        ),
        decision=decision,
        message=lambda saved: f"De afspraak is vastgelegd als {saved.number}.",
        title="Afspraak vastleggen",
        line=f"{decision.title}: de afspraak krijgt het volgende nummer. Haar standpunten zijn "
        "dan zichtbaar voor wie haar mag lezen.",
        submit="Vastleggen",
    )


def _not_ripe(decision):
    if decision.is_over:
        return OVER
    if not decision.is_proposed:
        return f"Deze afspraak heeft al nummer {decision.number}."
    if decision.is_settled:
        return ADOPTED
    return "Het overleg moet nog komen. Leg de afspraak vast als zij is gemaakt."


def decision_supersede(request, slug, pk):
    decision = find_decision(request, pk)
    require_director(request)
    if decision.is_withdrawn or decision.is_proposed:
        return refused(
            request, decision, "Alleen een geldige afspraak met een nummer is te vervangen."
        )
    form = forms.SupersedeForm(
        posted(request),
        instance=decision,
        region=request.region,
        choices=_successors(request, decision),
    )

    def write():
        try:
            return actions.supersede(
                decision, version=form.base_version, by=request.user, **form.changes()
            )
        except actions.OverError:
            form.add_error("superseded_by", "Deze afspraak geldt zelf niet meer. Kies een andere.")
            return None

    return decision_form_page(
        request,
        form,
        write,
        decision=decision,
        message=lambda saved: (
            "De afspraak is vervangen." if saved.superseded_by_id else "De afspraak geldt weer."
        ),
        title="Afspraak vervangen",
        line=f"Kies de afspraak die in de plaats komt van {decision}.",
        submit="Opslaan",
    )


def _successors(request, decision):
    """Return the afspraken that may take its place: numbered, and not over themselves."""
    rows = Decision.objects.visible_to(request.user).of_region(request.region).numbered().kept()
    rows = rows.filter(superseded_by=None) | rows.filter(pk=decision.superseded_by_id)
    return rows.exclude(pk=decision.pk).select_related("region").newest_first()


def decision_withdraw(request, slug, pk):
    """Withdraw an afspraak with a reason, keeping its number; or let it hold again."""
    decision = find_decision(request, pk)
    require_director(request)
    if decision.superseded_by_id:
        return refused(request, decision, "Deze afspraak is al vervangen.")
    is_back = decision.is_withdrawn
    form_class = forms.RestoreForm if is_back else forms.ReasonForm
    form = form_class(posted(request), instance=decision, region=request.region)
    return decision_form_page(
        request,
        form,
        lambda: records.write(
            decision,
            version=form.base_version,
            by=request.user,
            is_withdrawn=not is_back,
            reason=form.cleaned_data.get("reason", ""),
        ),
        decision=decision,
        message="De afspraak geldt weer." if is_back else "De afspraak is ingetrokken.",
        title="Afspraak weer laten gelden" if is_back else "Afspraak intrekken",
        line="Een nummer dat is gegeven blijft bij de afspraak.",
        submit="Weer laten gelden" if is_back else "Intrekken",
    )
