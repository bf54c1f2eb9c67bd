"""Gemeenten merge: what passes of their roles at themes and of their plans."""

from collections import defaultdict
from datetime import date
from functools import partial

from agenda import rules
from agenda.models import Plan, ThemeRole
from partners.mergers.passing import Passed
from partners.rules.periods import spelled, uncovered
from partners.rules.presence import Period
from records import actions as records


def touched_by(passing):
    return [*roles_of(passing), *plans_of(passing)]


def roles_of(passing):
    """A role at a theme goes on with the successor, on the days on which that has none there
    itself. What several did there on the same days, it does together."""
    rows = ThemeRole.objects.filter(party__in=[*passing.parties, *passing.heir_parties])
    rows = rows.lasting_beyond(passing.day).select_related("theme__region", "party__organisation")
    going, there = defaultdict(list), defaultdict(list)
    for row in rows.order_by("theme__number", "party", "pk"):
        if own := passing.heir_parties.get(row.party_id):
            there[own.code, row.theme_id].append(row)
        else:
            going[row.theme_id].append(row)
    heir = passing.heir_for("themas")
    for theme, found in going.items():
        had = there.get((heir.code, theme), []) if heir else []
        turns = _turns(passing.day, found, had) if heir else []
        for row in found:
            yield Passed(
                "Rol bij een thema",
                f"{row.theme}: {row.party}, {row.words}",
                row.theme.get_absolute_url(),
                _becomes(passing, heir, row, had, turns),
                (row,),
                partial(_pass_role, passing, row, heir, turns),
                passing.hindrance(row),
                tuple(had),
            )


def _turns(day, going, had):
    """Return (period, roles that go on together in it), in the days on which the successor `had`
    none. All of them go on from `day`: until the first ends, all do so."""
    turns, taken = [], list(had)
    for until in sorted({row.until for row in going}, key=_end):
        lasting = [row for row in going if _end(row.until) >= _end(until)]
        parts = uncovered(Period(day, until), taken)
        turns += [(part, lasting) for part in parts]
        taken += parts
    return turns


def _end(until):
    return until or date.max


def _becomes(passing, heir, row, had, turns):
    if heir is None:
        return "eindigt"
    parts = uncovered(Period(passing.day, row.until), had)
    if not parts:
        return f"eindigt: {heir} heeft daar al een rol"
    follows = any(row in together[1:] for _, together in turns)
    said = f"gaat {'samen ' if follows else ''}over naar {heir}{spelled(parts, passing.day)}"
    return said + passing.meanwhile(parts, row.until, f"heeft {heir} daar al een rol")


def _pass_role(passing, row, heir, turns, by):
    """End a role, and begin at the successor those of which it is the first."""
    records.write(row, version=row.version, by=by, until=passing.day)
    for part, together in turns:
        if together[0] == row:
            new = ThemeRole(theme=row.theme, party=heir.party, phase=row.phase)
            new.since, new.until = part.since, part.until
            for name, value in _joined(together).items():
                setattr(new, name, value)
            records.create(new, by=by)


def _joined(rows):
    """Return the roles of all of `rows`, and what each wants, for the one that takes over."""
    texts = {
        name: "\n".join(dict.fromkeys(text for row in rows if (text := getattr(row, name))))
        for name in ("goal", "interest")
    }
    leads = any(row.posture == rules.Posture.LEADS for row in rows)
    return texts | {
        "roles": rules.join_roles([role for row in rows for role in row.role_list]),
        "posture": rules.Posture.LEADS if leads else rows[0].posture,
    }


def plans_of(passing):
    """A plan stays with who adopted it: by law it holds until the successor replaces it."""
    rows = Plan.objects.filter(owner__in=passing.organisations).kept()
    for plan in rows.lasting_beyond(passing.day).select_related("region").order_by("title", "pk"):
        owner = passing.organisations[plan.owner_id]
        becomes = f"blijft op naam van {owner}, tot er een nieuw plan is"
        yield Passed("Plan", str(plan), plan.get_absolute_url(), becomes, (plan,))
