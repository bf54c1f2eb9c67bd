"""Partijen: who takes part in the region, and how organisations stand to each other."""

from collections import defaultdict

from django.db.models import Q
from django.shortcuts import render

from partners import actions
from partners.field import Field
from partners.filters import PartyFilter
from partners.forms import parties as forms
from partners.forms.organisations import PartyCreateForm
from partners.models import (
    AreaName,
    Mandate,
    Organisation,
    OrganisationLink,
    Party,
    Position,
    Representation,
)
from partners.models.elections import is_caretaker
from partners.permissions import can_edit, can_see_contact_details
from partners.rules.presence import EMAIL, VERIFIED
from partners.views.as_of import AsOf, query_of
from partners.views.missing import short_text
from partners.views.organisation_forms import (
    link_form_page,
    organisation_form_page,
    warned_of_twins,
)
from partners.views.pages import (
    address,
    addresses,
    crumbs,
    end_message,
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

Level = Position.Level


def party_list(request, slug):
    parties = Party.objects.visible_to(request.user).of_region(request.region)
    listing = PartyFilter(request.GET, queryset=parties.with_names().by_kind())
    context = listed(request, listing.qs)
    parties = list(context["page"].object_list)
    shown = Field(request.region, about=[party.organisation_id for party in parties])
    _fill_columns(parties, shown, listing.day, addresses(request, "person_detail"))
    context |= {
        "form": listing.form,
        "op": query_of(listing.day),
        "told": told(context["page"].paginator.count, "partij", "partijen", listing.day),
        "day": listing.day,
        "levels": Level.labels,
        "is_filtered": bool(context["query"]),
        "can_edit": can_edit(request.user, request.region),
        "create_url": address(request, "party_create"),
        "start_url": address(request, "start_choose"),
        "list_url": address(request, "party_list"),
        "crumbs": crumbs(request, ("Partijen", "")),
    }
    return render(request, "partners/party_list.html", context)


def _fill_columns(parties, field, day, address_of):
    """Give each party its `columns` (per level the people, and who works for it there) and what is
    `missing`; `address_of` gives the address of a person."""
    missing = defaultdict(dict)
    for gap in field.missing(day):
        if gap.party:
            missing[gap.party.pk][short_text(gap)] = (
                "soon" if gap.what in (EMAIL, VERIFIED) else "late"
            )
    workers = field.workers_on(day)
    held, names = _held([party.organisation_id for party in parties], workers, day, address_of)
    for party in parties:
        party.then = party.organisation.called_on(day)
        party.missing = missing[party.pk].items()
        party.is_over = bool(party.until and party.until <= day)
        party.columns = [
            {
                "label": Level(level).label,
                "people": held[party.organisation_id, level],
                "via": [names[s] for s in workers[party.organisation_id] if held[s, level]],
            }
            for level in Level.values
        ]


def _held(organisations, workers, day, address_of):
    """Return {(organisation, level): people} at `organisations` and who works for them, and
    {organisation: its name}; as values: there are many on a page."""
    sources = {source for organisation in organisations for source in workers[organisation]}
    positions = Position.objects.on(day).filter(organisation__in={*organisations, *sources})
    positions = positions.annotate(is_caretaker=is_caretaker(day))
    rows = positions.order_by("person__sort_name", "pk").values_list(
        "organisation_id",
        "organisation__short_name",
        "level",
        "person_id",
        "person__name",
        "is_caretaker",
    )
    held, names = defaultdict(list), {}
    for organisation, called, level, person, name, waits in rows:
        names[organisation] = called
        who = {"name": name, "url": address_of(person), "is_caretaker": waits}
        held[organisation, level].append(who)
    return held, names


def party_detail(request, slug, pk):
    party = find(Party.objects.with_organisation(), request, pk)
    organisation, as_of = party.organisation, AsOf(request)
    day = as_of.day
    names = list(organisation.earlier_names.newest_first())
    representations = marked_over(as_of.rows(_representations(party)), day)
    everyone = marked_over(as_of.rows(_positions(organisation, day)), day)
    positions = [p for p in everyone if p.organisation_id == organisation.pk]
    workers = [p for p in everyone if p.organisation_id != organisation.pk and p.holds_on(day)]
    context = {
        "party": party,
        "organisation": organisation,
        "then": next((name for name in names if name.holds_on(day)), organisation),
        "as_of": as_of,
        "is_over": bool(party.until and party.until <= day),
        "is_coming": bool(party.since and party.since > day),
        "areas": AreaName.objects.on(day)
        .filter(area__organisations=organisation)
        .select_related("area"),
        "levels": [
            (
                label,
                [p for p in positions if p.level == level and not p.is_over],
                [p for p in workers if p.level == level],
                f"{address(request, 'party_position_create', party.pk)}?niveau={level}",
            )
            for level, label in Level.choices
        ],
        "earlier": [p for p in positions if p.is_over],
        "speakers": [r for r in representations if r.party_id == party.pk],
        "represents": [r for r in representations if r.party_id != party.pk],
        "mandates": marked_over(as_of.rows(_mandates(organisation)), day),
        "links": marked_over(as_of.rows(OrganisationLink.objects.of(organisation)), day),
        "mergers": _mergers(party),
        "can_edit": can_edit(request.user, request.region) and not as_of.is_other,
        "can_see_contact_details": can_see_contact_details(request.user, request.region),
        "crumbs": crumbs(request, ("Partijen", address(request, "party_list"))),
        "edit_url": address(request, "party_edit", party.pk),
        "link_url": address(request, "link_create", party.pk),
        "names": names,
    }
    return render(request, "partners/party_detail.html", context)


def _positions(organisation, day):
    """Return the functions at an organisation, and at those that work for it."""
    links = OrganisationLink.objects.on(day).filter(target=organisation)
    workers = links.filter(kind=OrganisationLink.Kind.WORKS_FOR).values("source")
    rows = Position.objects.filter(Q(organisation=organisation) | Q(organisation__in=workers))
    rows = rows.select_related("person", "organisation").prefetch_related("portfolios")
    return rows.annotate(is_caretaker=is_caretaker(day)).order_by("person__sort_name", "pk")


def _mandates(organisation):
    rows = Mandate.objects.filter(position__organisation=organisation)
    rows = rows.select_related("position__person").prefetch_related("portfolios")
    return rows.order_by("position__person__sort_name", "pk")


def _representations(party):
    """Return who speaks for `party`, and for whom its own people speak."""
    involved = Q(party=party) | Q(position__organisation=party.organisation_id)
    rows = Representation.objects.filter(involved).prefetch_related("portfolios")
    rows = rows.select_related("position__person", "position__organisation", "party__organisation")
    return rows.order_by("position__person__sort_name", "pk")


def _mergers(party):
    """Return the herindelingen of a party: (word, the other party)."""
    through = Party.successors.through.objects
    rows = through.filter(Q(from_party=party) | Q(to_party=party))
    rows = rows.select_related("from_party__organisation", "to_party__organisation")
    return [
        ("gaat verder als", row.to_party)
        if row.from_party_id == party.pk
        else ("voortgekomen uit", row.from_party)
        for row in rows
    ]


def party_create(request, slug):
    require_editor(request)
    organisation = Organisation(region=request.region)
    form = PartyCreateForm(posted(request), instance=organisation, region=request.region)
    back = address(request, "party_list")
    return form_page(
        request,
        form,
        lambda: actions.add_party(
            organisation=form.instance,
            areas=form.cleaned_data["areas"],
            since=form.cleaned_data["since"],
            by=request.user,
        ),
        done=lambda party: (
            f"{party} doet mee.",
            warned_of_twins(
                request, party.organisation, address(request, "party_detail", party.pk)
            ),
        ),
        title="Partij toevoegen",
        line="Een organisatie die in deze regio meedoet.",
        crumbs=crumbs(request, ("Partijen", back)),
        submit="Partij toevoegen",
        cancel_url=back,
    )


def party_edit(request, slug, pk):
    """Change the organisation of a party; the party itself only ends."""
    party = find(Party.objects.with_organisation(), request, pk)
    require_editor(request)
    back = address(request, "party_detail", party.pk)
    trail = ("Partijen", address(request, "party_list"))
    return organisation_form_page(request, party.organisation, back, trail)


def party_end(request, slug, pk):
    party = find(Party.objects.with_organisation(), request, pk)
    require_editor(request)
    form = forms.PartyEndForm(posted(request), instance=party, region=request.region)
    back = address(request, "party_detail", party.pk)
    return form_page(
        request,
        form,
        lambda: records.write(party, version=form.base_version, by=request.user, **form.changes()),
        done=lambda saved: (end_message(f"De deelname van {saved}", saved), back),
        title=f"Deelname van {party} beëindigen",
        line="De partij blijft in de lijst staan als eerdere partij.",
        crumbs=crumbs(request, ("Partijen", address(request, "party_list")), (str(party), back)),
        submit="Deelname beëindigen",
        cancel_url=back,
        hanging_title="Dit verandert niet mee",
        hanging_text="Functies, vertegenwoordigingen en zetels lopen door tot u ze beëindigt.",
        hanging=_hanging_on(request, party),
    )


def _hanging_on(request, party):
    """Return what still hangs on a party: (text, row, address of the page that ends it)."""
    today = clock.today()
    positions = party.organisation.positions.lasting_beyond(today).select_related("person")
    representations = party.representations.lasting_beyond(today)
    representations = representations.select_related("position__person", "party__organisation")
    seats = party.seats.lasting_beyond(today).with_names()
    return [
        *((f"{p.person}, {p.title}", p, address(request, "position_end", p.pk)) for p in positions),
        *((str(r), r, address(request, "representation_end", r.pk)) for r in representations),
        *((f"Zetel {s} in {s.body}", s, address(request, "seat_end", s.pk)) for s in seats),
    ]


def link_create(request, slug, pk):
    party = find(Party.objects.with_organisation(), request, pk)
    back = address(request, "party_detail", party.pk)
    trail = ("Partijen", address(request, "party_list"))
    return link_form_page(request, party.organisation, back, trail)


def link_end(request, slug, pk):
    links = OrganisationLink.objects.select_related("source__region", "target")
    link = find(links, request, pk)
    require_editor(request)
    form = forms.LinkEndForm(posted(request), instance=link, region=request.region)
    back = link.source.get_absolute_url()
    return form_page(
        request,
        form,
        lambda: records.write(link, version=form.base_version, by=request.user, **form.changes()),
        done=lambda saved: (end_message("De relatie", saved), back),
        title="Relatie beëindigen",
        line=str(link),
        crumbs=crumbs(request, (str(link.source), back)),
        submit="Relatie beëindigen",
        cancel_url=back,
    )
