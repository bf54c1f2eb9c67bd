"""Na de verkiezingen: which gemeenten voted, who sits there, and how far each college is."""

from django.shortcuts import render

from partners import elections, handover
from partners.colleges import members_of
from partners.forms.elections import ElectionForm
from partners.models import Election, Formation, SeatHolding
from partners.permissions import can_edit
from partners.rules.elections import proposed_election
from partners.views.pages import address, crumbs, find, form_page, posted, require_editor
from regio.lib import clock
from regio.templatetags.regio import long_date

TITLE = "Na de verkiezingen"


def room(request):
    return TITLE, address(request, "election_list")


def election_list(request, slug):
    rows = Election.objects.visible_to(request.user).of_region(request.region)
    found = list(rows.prefetch_related("formations__organisation"))
    for election in found:
        election.region = request.region
        kept = [row for row in election.formations.all() if not row.is_withdrawn]
        election.gemeenten = [row.organisation for row in kept]
    context = {
        "elections": found,
        "likely": proposed_election(clock.today()),
        "can_edit": can_edit(request.user, request.region),
        "create_url": address(request, "election_create"),
        "crumbs": crumbs(request, ("Mensen", address(request, "person_list")), (TITLE, "")),
    }
    return render(request, "partners/election_list.html", context)


def election_detail(request, slug, pk):
    election = find(Election.objects, request, pk)
    election.region = request.region
    rows = Formation.objects.kept().filter(election=election).select_related("organisation")
    formations = sorted(rows, key=lambda row: row.organisation.short_name.casefold())
    for formation in formations:
        formation.election = election
    may = can_edit(request.user, request.region)
    members = members_of(formations)
    positions = [member.position for found in members.values() for member in found]
    hanging = handover.hanging_on(positions, clock.today(), request.user)
    if may:
        _count_what_hangs(members, hanging)
    seats = _seats(hanging)
    for formation in formations:
        formation.members = members[formation.pk]
        for member in formation.members:
            member.seats = seats.get(member.position.pk, [])
        open_ones = [member for member in formation.members if member.is_open]
        formation.left, formation.decided = len(open_ones), sum(m.is_decided for m in open_ones)
        formation.is_settled = not open_ones and any(m.is_settled for m in formation.members)
    settled = sum(formation.is_settled for formation in formations)
    context = {
        "election": election,
        "formations": formations,
        "line": f"Gestemd op {long_date(election.held_on)}. {_told(settled, len(formations))}",
        "today": clock.today(),
        "can_edit": may,
        "edit_url": address(request, "election_edit", pk),
        "crumbs": crumbs(request, room(request)),
    }
    return render(request, "partners/election_detail.html", context)


def _told(settled, number):
    if not number:
        return "Nog geen gemeente gekozen."
    colleges = "college is" if number == 1 else "colleges zijn"
    return f"{settled} van {number} nieuwe {colleges} vastgelegd."


def _count_what_hangs(members, hanging):
    """Give each member of whom it is still open the numbers of what hangs on the function."""
    waiting = {m.position.pk: m for found in members.values() for m in found if m.is_open}
    numbers = {key: {} for key in waiting}
    for one in hanging:
        if one.position in numbers:
            counted = numbers[one.position]
            counted[one.kind] = counted.get(one.kind, 0) + 1
    for key, counted in numbers.items():
        waiting[key].counts = [(kind, n) for kind, n in counted.items() if kind != "Zetel"]


def _seats(hanging):
    """Return {key of a function: the seats that it holds today or will}."""
    held = {}
    for one in hanging:
        if isinstance(one.row, SeatHolding):
            held.setdefault(one.position, []).append(one.row.seat)
    return held


def election_create(request, slug):
    require_editor(request)
    form = ElectionForm(
        posted(request), instance=Election(region=request.region), region=request.region
    )
    return form_page(
        request,
        form,
        lambda: elections.add_election(
            form.instance, organisations=form.cleaned_data["organisations"], by=request.user
        ),
        done=lambda saved: (
            f"{saved}: vul per gemeente in wat er verandert.",
            _page(request, saved),
        ),
        title="Verkiezing toevoegen",
        line="Wie in het college zit blijft tot de opvolger is benoemd. Dat legt u zelf vast.",
        crumbs=crumbs(request, room(request)),
        submit="Verkiezing toevoegen",
        cancel_url=address(request, "election_list"),
    )


def election_edit(request, slug, pk):
    election = find(Election.objects.select_related("region"), request, pk)
    require_editor(request)
    name, back = str(election), _page(request, election)
    form = ElectionForm(posted(request), instance=election, region=request.region)
    return form_page(
        request,
        form,
        lambda: elections.change_election(
            election, version=form.base_version, by=request.user, **form.changes()
        ),
        done=lambda saved: ("De verkiezing is opgeslagen.", back),
        title="Verkiezing wijzigen",
        line="Een gemeente waarvan nog niets is vastgelegd kan eraf; wat u invulde blijft bewaard.",
        crumbs=crumbs(request, room(request), (name, back)),
        submit="Opslaan",
        cancel_url=back,
    )


def _page(request, election):
    return address(request, "election_detail", election.pk)
