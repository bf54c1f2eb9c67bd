"""Rollen: what each party does on each theme, as a matrix, and one party's roles on one theme."""

from django.db.models import F
from django.shortcuts import get_object_or_404, render

from agenda import actions, forms
from agenda.models import Theme, ThemeRole
from agenda.permissions import can_edit
from agenda.rules import LETTERS, SIGNS
from agenda.standing import standings
from agenda.views.pages import (
    address,
    crumbs,
    find_row,
    find_theme,
    theme_form_page,
    unless_overlapping,
)
from partners.models import Organisation, Party
from partners.views.pages import listed, posted
from regio.lib import clock

ALWAYS = {Organisation.Kind.MUNICIPALITY, Organisation.Kind.SWV}


def role_matrix(request, slug):
    day = clock.today()
    themes = Theme.objects.visible_to(request.user).of_region(request.region).running(day)
    context = listed(request, themes.in_order())
    rows = standings(context["page"].object_list, day)
    parties = _columns(request, rows, day)
    context |= {
        "rows": [(row, *_cells(row, parties)) for row in rows],
        "parties": parties,
        "letters": [(letter, role.label) for role, letter in LETTERS.items()],
        "signs": [(sign, posture.label) for posture, sign in SIGNS.items()],
        "can_edit": can_edit(request.user, request.region),
        "create_url": address(request, "theme_create"),
        "crumbs": crumbs(request, ("Rollen", "")),
    }
    return render(request, "agenda/role_matrix.html", context)


def _columns(request, rows, day):
    """Return gemeenten and swv's, and every other party that has a role on one of the themes."""
    filled = {role.party_id for row in rows for role in row.roles}
    parties = Party.objects.visible_to(request.user).of_region(request.region).on(day)
    return [
        party
        for party in parties.with_organisation().by_kind()
        if party.organisation.kind in ALWAYS or party.pk in filled
    ]


def _cells(row, parties):
    """Return (party, its roles or None) for every party, and the parties that have none."""
    held = {role.party_id: role for role in row.roles}
    cells = [(party, held.get(party.pk)) for party in parties]
    return cells, [party for party, role in cells if role is None]


def role_edit(request, slug, pk, party_pk):
    """Roles of one party on one theme: the first row of now or to come, else a new one."""
    theme, party = _find(request, pk, party_pk)
    row = _lasting(theme, party).first() or ThemeRole(theme=theme, party=party)
    return _role_page(request, theme, party, row)


def role_create(request, slug, pk, party_pk):
    """More roles of one party on one theme, for another period."""
    theme, party = _find(request, pk, party_pk)
    return _role_page(request, theme, party, ThemeRole(theme=theme, party=party))


def role_row_edit(request, slug, pk):
    """One row of the roles of a party, whichever period it is of."""
    row = find_row(ThemeRole.objects.select_related("party__organisation"), request, pk)
    return _role_page(request, row.theme, row.party, row)


def _find(request, pk, party_pk):
    theme = find_theme(request, pk)
    parties = Party.objects.visible_to(request.user).of_region(request.region)
    return theme, get_object_or_404(parties.with_organisation(), pk=party_pk)


def _lasting(theme, party):
    """Return the rows of `party` on `theme` of now and to come, in order of time."""
    rows = ThemeRole.objects.filter(theme=theme, party=party).lasting_beyond(clock.today())
    return rows.order_by(F("since").asc(nulls_first=True), "pk")


def _role_page(request, theme, party, row):
    row.theme, row.party = theme, party
    form = forms.ThemeRoleForm(posted(request), instance=row, region=request.region)
    return theme_form_page(
        request,
        form,
        unless_overlapping(
            form,
            lambda: actions.set_roles(
                row, version=form.base_version, by=request.user, **form.changes()
            ),
        ),
        theme=theme,
        part="#rollen-titel",
        message=f"De rollen van {party} zijn opgeslagen.",
        title=f"Rollen van {party}",
        line=f"Wat {party.organisation.name} doet voor {theme}.",
        submit="Opslaan",
        template="agenda/role_form.html",
        others=_lasting(theme, party).exclude(pk=row.pk),
        slug=request.region.slug,
        create_url=address(request, "role_create", theme.pk, party.pk) if row.pk else "",
    )
