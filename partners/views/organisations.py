"""Het register: every organisation that the region knows, whether it takes part or not."""

from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render

from partners import actions, duplicates
from partners.filters import OrganisationFilter
from partners.forms.organisations import JoinForm, OrganisationForm
from partners.models import AreaName, Organisation, OrganisationLink, Party, Position
from partners.models.elections import is_caretaker
from partners.permissions import can_edit, can_let_accounts_speak
from partners.rules.overlap import in_words
from partners.views.as_of import AsOf, query_of
from partners.views.organisation_forms import (
    link_form_page,
    organisation_form_page,
    warned_of_twins,
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


def organisation_list(request, slug):
    rows = Organisation.objects.visible_to(request.user).of_region(request.region)
    listing = OrganisationFilter(request.GET, queryset=rows.order_by("short_name", "pk"))
    day = listing.day
    held = Q(positions__in=Position.objects.on(day))
    shown = listing.qs.annotate(held=Count("positions", filter=held, distinct=True))
    parties = Party.objects.newest_first()
    if listing.asked:
        parties = parties.exclude(since__gt=day)
    shown = shown.prefetch_related(Prefetch("parties", parties), "earlier_names")
    context = listed(request, shown)
    for organisation in context["page"].object_list:
        organisation.then = organisation.called_on(day)
        organisation.party = _latest(marked_over(organisation.parties.all(), day))
    context |= {
        "form": listing.form,
        "op": query_of(listing.asked),
        "double": len(duplicates.of_region(request.region)),
        "told": told(context["page"].paginator.count, "organisatie", "organisaties", listing.asked),
        "is_filtered": bool(context["query"]),
        "can_edit": can_edit(request.user, request.region),
        "create_url": address(request, "organisation_create"),
        "list_url": address(request, "organisation_list"),
        "crumbs": crumbs(request, ("Organisaties", "")),
    }
    return render(request, "partners/organisation_list.html", context)


def _latest(parties):
    """Return the participation to name: the one that holds or comes, else the last one."""
    current = [party for party in parties if not party.is_over]
    return next(iter(current or parties), None)


def organisation_detail(request, slug, pk):
    rows = Organisation.objects.visible_to(request.user).filter(region=request.region)
    rows = rows.select_related("region", "municipality", "merged_into__region")
    organisation = get_object_or_404(rows, pk=pk)
    if organisation.merged_into_id:
        return redirect(organisation.merged_into)
    as_of = AsOf(request)
    day = as_of.day
    may_change = can_edit(request.user, request.region) and not as_of.is_other
    names = list(organisation.earlier_names.newest_first())
    parties = marked_over(as_of.rows(organisation.parties.newest_first()), day)
    positions = organisation.positions.on(day).select_related("person")
    positions = positions.annotate(is_caretaker=is_caretaker(day))
    context = {
        "organisation": organisation,
        "then": next((name for name in names if name.holds_on(day)), organisation),
        "as_of": as_of,
        "op": query_of(day),
        "areas": AreaName.objects.on(day)
        .filter(area__organisations=organisation)
        .select_related("area"),
        "names": names,
        "merged": organisation.merged.order_by("pk"),
        "parties": parties,
        "twins": [_other(p, organisation) for p in _twins(organisation, as_of)],
        "may_merge": can_let_accounts_speak(request.user, request.region) and not as_of.is_other,
        "may_join": all(party.until for party in parties),
        "positions": positions.order_by("person__sort_name", "pk"),
        "links": marked_over(as_of.rows(OrganisationLink.objects.of(organisation)), day),
        "can_edit": may_change,
        "edit_url": address(request, "organisation_edit", pk),
        "link_url": address(request, "organisation_link_create", pk),
        "crumbs": crumbs(request, room(request)),
    }
    return render(request, "partners/organisation_detail.html", context)


def _twins(organisation, as_of):
    """Return the pairs that may be one organisation; of another day nothing is to be mended."""
    return () if as_of.is_other else duplicates.like(organisation)


def _other(pair, organisation):
    """Return (the other of a pair, why the two may be one)."""
    other = pair.other if pair.one.pk == organisation.pk else pair.one
    return other, in_words(pair.reasons)


def find_organisation(request, pk):
    return find(Organisation.objects.select_related("region"), request, pk)


def room(request):
    return "Organisaties", address(request, "organisation_list")


def organisation_create(request, slug):
    require_editor(request)
    organisation = Organisation(region=request.region)
    form = OrganisationForm(posted(request), instance=organisation, region=request.region)
    back = address(request, "organisation_list")
    return form_page(
        request,
        form,
        lambda: actions.add_organisation(
            organisation=form.instance, areas=form.cleaned_data["areas"], by=request.user
        ),
        done=lambda saved: (
            f"{saved} staat in het register.",
            warned_of_twins(request, saved, address(request, "organisation_detail", saved.pk)),
        ),
        title="Organisatie toevoegen",
        line="Een organisatie die u wilt kennen. Doet zij zelf mee, voeg haar dan toe als partij.",
        crumbs=crumbs(request, ("Organisaties", back)),
        submit="Organisatie toevoegen",
        cancel_url=back,
    )


def organisation_edit(request, slug, pk):
    organisation = find_organisation(request, pk)
    back = address(request, "organisation_detail", pk)
    return organisation_form_page(request, organisation, back, room(request))


def organisation_link_create(request, slug, pk):
    organisation = find_organisation(request, pk)
    back = address(request, "organisation_detail", pk)
    return link_form_page(request, organisation, back, room(request))


def organisation_join(request, slug, pk):
    """Let an organisation of the register take part, or take part again."""
    organisation = find_organisation(request, pk)
    require_editor(request)
    party = Party(organisation=organisation)
    form = JoinForm(posted(request), instance=party, region=request.region)
    back = address(request, "organisation_detail", pk)
    return form_page(
        request,
        form,
        lambda: records.create(form.instance, by=request.user),
        done=lambda saved: (f"{saved} doet mee.", address(request, "party_detail", saved.pk)),
        title=f"{organisation} laten meedoen",
        line="De organisatie komt als partij in de lijsten, vanaf de dag die u kiest.",
        crumbs=crumbs(request, room(request), (str(organisation), back)),
        submit="Laten meedoen",
        cancel_url=back,
    )
