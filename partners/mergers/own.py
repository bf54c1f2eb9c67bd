"""What a herindeling touches of the speelveld itself: relations, mandates, and seats."""

from collections import defaultdict
from functools import partial

from django.db.models import F, OuterRef, Q, Subquery

from partners.mergers.passing import Passed
from partners.mergers.seats import seats
from partners.models import (
    Mandate,
    OrganisationLink,
    Party,
    Representation,
)
from partners.rules.periods import spelled, uncovered
from partners.rules.presence import Period
from records import actions as records

OWN_MANDATE = "eindigt: het nieuwe bestuur geeft een eigen mandaat"
OWN_POWER = "eindigt: {} geeft zelf een nieuwe"


def touched_by(passing):
    """Return what is touched, in the order in which it has to be written."""
    return [*seats(passing), *links(passing), *mandates(passing), *representations(passing)]


def links(passing):
    """A relation goes on with the successor, in the periods in which that has not the same one
    already, unless it is the other one. Of several that become the same one goes on: the one that
    lasts longest."""
    own, after = passing.organisations, [h.organisation for h in passing.joining]
    keys = {*own, *(one.pk for one in after if one)}
    rows = OrganisationLink.objects.filter(Q(source__in=keys) | Q(target__in=keys))
    rows = rows.lasting_beyond(passing.day).select_related("source__region", "target")
    newest = Party.objects.filter(organisation=OuterRef("source")).order_by("-pk").values("pk")
    rows = rows.annotate(source_party=Subquery(newest[:1]))
    there, found, first = defaultdict(list), [], {}
    for link in rows.order_by("kind", F("until").desc(nulls_first=True), "pk"):
        if link.source_id in own or link.target_id in own:
            found.append(link)
        else:
            there[link.source_id, link.kind, link.target_id].append(link)
    heir = passing.heir_for("relaties")
    for link in found:
        source, target = (_side(side, own, heir) for side in (link.source, link.target))
        place = source, link.kind, target
        had = there.get(place, [])
        goes = heir is not None and source != target and place not in first
        rest = Period(passing.day, link.until)
        parts = uncovered(rest, had) if goes else []
        if parts:
            first[place] = link
        yield Passed(
            "Relatie",
            str(link),
            link.source.address_as(link.source_party),
            _link_becomes(passing, heir, rest, parts, had, None if parts else first.get(place)),
            (link,),
            partial(_pass_link, passing, link, heir, parts),
            passing.hindrance(link),
            tuple(had),
        )


def _link_becomes(passing, heir, rest, parts, had, after):
    """Say what becomes of a relation in `rest` of its period: in `parts` of it it goes over, in
    the others the successor `had` it, or has it by `after`."""
    if heir is None:
        return "eindigt"
    if parts:
        rest_is = passing.meanwhile(parts, rest.until, f"heeft {heir} deze relatie al")
        return f"gaat over naar {heir}{spelled(parts, passing.day)}{rest_is}"
    if had and not uncovered(rest, had):
        return f"eindigt: {heir} heeft deze relatie al"
    return f"gaat op in “{after}”" if after else f"eindigt: beide zijn dan {heir}"


def _side(organisation, own, heir):
    """Name one side of a relation, as it is after the herindeling."""
    if organisation.pk not in own or heir is None:
        return organisation.pk
    return heir.organisation.pk if heir.organisation else heir.code


def _pass_link(passing, link, heir, parts, by):
    records.write(link, version=link.version, by=by, until=passing.day)
    own = passing.organisations
    for part in parts:
        source, target = (
            heir.organisation if side.pk in own else side for side in (link.source, link.target)
        )
        after = OrganisationLink(source=source, kind=link.kind, target=target)
        after.since, after.until = part.since, part.until
        records.create(after, by=by)


def mandates(passing):
    """A mandate ends with the board that gave it; where the gemeente goes on, so does it."""
    rows = Mandate.objects.filter(position__in=passing.functions).lasting_beyond(passing.day)
    rows = rows.select_related("position__person__region")
    for mandate in rows.order_by("pk"):
        goes = passing.goes_on and passing.heir_of(mandate.position_id)
        yield Passed(
            "Mandaat",
            str(mandate),
            mandate.get_absolute_url(),
            "gaat mee" if goes else OWN_MANDATE,
            (mandate,),
            partial(_renew, passing, mandate, {}) if goes else None,
            passing.hindrance(mandate),
        )


def representations(passing):
    """Who speaks for a gemeente that ends speaks for it no more; nor does who leaves there for
    another. Where the gemeente goes on, that goes on too."""
    rows = Representation.objects.filter(
        Q(position__in=passing.functions) | Q(party__in=passing.parties)
    )
    rows = rows.lasting_beyond(passing.day).select_related(
        "position__person__region", "party__organisation"
    )
    for row in rows.order_by("pk"):
        goes = passing.goes_on and _goes_on(passing, row)
        heir = passing.heir_for("relaties")
        is_own = row.party_id in passing.parties
        yield Passed(
            "Vertegenwoordiging",
            str(row),
            row.get_absolute_url(),
            "gaat mee" if goes else OWN_POWER.format(heir) if is_own and heir else "eindigt",
            (row,),
            partial(_renew if goes else _end, passing, row, {"party": heir if is_own else None}),
            passing.hindrance(row),
        )


def _goes_on(passing, row):
    """Tell whether both who speaks and for whom are there after the herindeling."""
    speaks = passing.goes_along(row.position_id)
    return bool(speaks and (row.party_id not in passing.parties or passing.heir_for("relaties")))


def _end(passing, row, changes, by):
    records.write(row, version=row.version, by=by, until=passing.day)


def _renew(passing, row, changes, by):
    """End a mandate or representation, and begin the same for what came instead."""
    until = row.until
    records.write(row, version=row.version, by=by, until=passing.day)
    names = ("kind", "ceiling", "text", *(("granted_by",) if isinstance(row, Mandate) else ()))
    same = {name: getattr(row, name) for name in names}
    if isinstance(row, Representation):
        heir = changes.get("party")
        same["party"] = heir.party if heir else row.party
    position = passing.new_functions.get(row.position_id, row.position)
    new = type(row)(position=position, since=passing.day, until=until, **same)
    new.pending_m2m = {"portfolios": list(row.portfolios.all())}
    records.create(new, by=by)
