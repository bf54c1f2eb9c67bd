"""Gemeenten merge: what passes of their roles at themes and of their plans."""

from functools import partial

from agenda import rules
from agenda.models import Plan, ThemeRole
from partners.mergers.passing import Passed
from records import actions as records


def touched_by(passing):
    return [*roles_of(passing), *plans_of(passing)]


def roles_of(passing):
    """A role at a theme goes on with the successor. What several did there, it does together; one
    that had a role there already keeps its own."""
    rows = ThemeRole.objects.filter(party__in=[*passing.parties, *passing.heir_parties])
    rows = rows.lasting_beyond(passing.day).select_related("theme__region", "party__organisation")
    found, taken = [], {}
    for row in rows.order_by("theme__number", "party", "pk"):
        if row.party_id in passing.heir_parties:
            taken[passing.heir_parties[row.party_id].code, row.theme_id] = row
        else:
            found.append(row)
    heir = passing.heir_for("themas")
    for row in found:
        place = heir and (heir.code, row.theme_id)
        first = taken.get(place)
        yield Passed(
            "Rol bij een thema",
            f"{row.theme}: {row.party}, {row.words}",
            row.theme.get_absolute_url(),
            _becomes(heir, first, row),
            (row,),
            partial(_pass_role, passing, row, heir, first),
            passing.hindrance(row),
        )
        if heir:
            taken.setdefault(place, row)


def _becomes(heir, first, row):
    if heir is None:
        return "eindigt"
    if first is None:
        return f"gaat over naar {heir}"
    is_own = first.party_id != row.party_id and heir.party and first.party_id == heir.party.pk
    return f"eindigt: {heir} heeft daar al een rol" if is_own else f"gaat samen over naar {heir}"


def _pass_role(passing, row, heir, first, by):
    records.write(row, version=row.version, by=by, until=passing.day)
    if heir is None:
        return
    own = ThemeRole.objects.filter(theme=row.theme_id, party=heir.party)
    own = own.lasting_beyond(passing.day).first()
    if own is None:
        same = ("theme", "roles", "posture", "phase", "goal", "interest", "until")
        fields = {name: getattr(row, name) for name in same}
        records.create(ThemeRole(party=heir.party, since=passing.day, **fields), by=by)
    elif own.since == passing.day and first and first.party_id in passing.parties:
        records.write(own, version=own.version, by=by, **_together(own, row))


def _together(own, row):
    """Return the roles of both, and what both want, for the one that takes over from both."""
    texts = {
        name: "\n".join(dict.fromkeys(t for t in (getattr(own, name), getattr(row, name)) if t))
        for name in ("goal", "interest")
    }
    leads = rules.Posture.LEADS in (own.posture, row.posture)
    return texts | {
        "roles": rules.join_roles([*own.role_list, *row.role_list]),
        "posture": rules.Posture.LEADS if leads else own.posture,
    }


def plans_of(passing):
    """A plan stays with who adopted it: by law it holds until the successor replaces it."""
    rows = Plan.objects.filter(owner__in=passing.organisations).kept()
    for plan in rows.lasting_beyond(passing.day).select_related("region").order_by("title", "pk"):
        owner = passing.organisations[plan.owner_id]
        becomes = f"blijft op naam van {owner}, tot er een nieuw plan is"
        yield Passed("Plan", str(plan), plan.get_absolute_url(), becomes, (plan,))
