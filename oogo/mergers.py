"""Gemeenten merge: what passes of promises, invitations, subjects, milestones and stances."""

from functools import partial

from django.db.models import Q

from oogo.merger_papers import follow_ups, shares, submitted
from oogo.models import (
    Action,
    Meeting,
    Milestone,
    Participant,
    Stance,
    SubjectParty,
)
from partners.mergers.passing import Passed
from records import actions as records


def touched_by(passing):
    """Return what is touched, as far as who looks may see it."""
    return [
        *promises(passing),
        *invitations(passing),
        *subjects(passing),
        *submitted(passing, _planned(passing)),
        *shares(passing, _planned(passing)),
        *milestones(passing),
        *stances(passing),
        *follow_ups(passing),
    ]


def _planned(passing):
    """The meetings that can still be held otherwise: what was held stays as it was."""
    rows = Meeting.objects.filter(status=Meeting.Status.PLANNED, region=passing.region)
    return rows.filter(day__gte=passing.first_open_day).order_by().values("pk")


# --- actions


def promises(passing):
    """An action that is not over goes to the successor, and so does helping with it."""
    named = Q(owner_party__in=passing.parties) | Q(helpers__in=passing.parties)
    keys = Action.objects.of_region(passing.region).filter(named).order_by().values("pk")
    rows = Action.objects.visible_to(passing.user).running().filter(pk__in=keys)
    rows = rows.select_related("region", "owner_position__person")
    heir = passing.heir_for("acties")
    for action in rows.order_by("number"):
        yield Passed(
            "Actie",
            f"{action.code} {action.title}",
            action.get_absolute_url(),
            _promise_becomes(passing, action, heir),
            (action,),
            partial(_pass_promise, passing, action, heir) if heir else None,
        )


def _promise_becomes(passing, action, heir):
    if heir is None:
        return "blijft staan, zonder eigenaar of helper"
    if action.owner_party_id not in passing.parties:
        return f"{heir} helpt"
    person = action.owner_position and action.owner_position.person
    if action.owner_position_id not in passing.functions:
        return f"gaat over naar {heir}"
    if passing.heir_of(action.owner_position_id):
        return f"gaat over naar {heir}, met {person}"
    return f"gaat over naar {heir}, zonder {person}"


def _pass_promise(passing, action, heir, by):
    changes = {}
    if action.owner_party_id in passing.parties:
        changes["owner_party"] = heir.party
        if action.owner_seat_id:
            changes["owner_seat"] = passing.seat_on(passing.first_open_day, action.owner_seat_id)
        if action.owner_position_id in passing.functions:
            after = passing.new_functions.get(action.owner_position_id)
            changes["owner_position"] = after
    helpers = list(action.helpers.all())
    if any(party.pk in passing.parties for party in helpers):
        others = [party for party in helpers if party.pk not in passing.parties]
        is_owner = changes.get("owner_party", action.owner_party_id) in (
            heir.party,
            heir.party.pk,
        )
        changes["helpers"] = [*others, *([] if is_owner else [heir.party])]
    records.write(action, version=action.version, by=by, **changes)


# --- meetings


def invitations(passing):
    """Who is invited for a gemeente that ends comes for the successor; whose function ends is
    invited no more."""
    rows = Participant.objects.visible_to(passing.user).kept().with_names()
    rows = rows.filter(Q(position__in=passing.functions) | Q(party__in=passing.parties))
    rows = rows.filter(meeting__in=_planned(passing)).select_related("meeting__body")
    for row in rows.order_by("meeting__day", "meeting", "pk"):
        leaves = row.position_id in passing.functions and not passing.heir_of(row.position_id)
        heir = _invites(passing, row)
        yield Passed(
            "Overleg",
            f"{row.meeting}: {row.position.person}",
            row.get_absolute_url(),
            "niet meer uitgenodigd" if leaves or heir is None else f"komt namens {heir}",
            (row,),
            partial(_pass_invitation, passing, row, None if leaves else heir),
        )


def _invites(passing, row):
    if row.position_id in passing.functions:
        return passing.heir_of(row.position_id)
    return passing.heir_for("overleggen")


def _pass_invitation(passing, row, heir, by):
    """Change for whom one comes; who comes in another function by then is invited in that, when
    the function is handed over."""
    if heir is None:
        records.write(row, version=row.version, by=by, is_withdrawn=True)
        return
    changes = {}
    if row.party_id in passing.parties:
        changes["party"] = heir.party
    if row.seat_id in passing.new_seats:
        changes["seat"] = passing.seat_on(row.meeting.day, row.seat_id)
    records.write(row, version=row.version, by=by, **changes)


# --- subjects of the OOGO


def subjects(passing):
    """A gemeente that is party to a subject of an OOGO to come is followed there."""
    parties = [*passing.parties, *passing.heir_parties]
    rows = SubjectParty.objects.filter(
        party__in=parties,
        subject__is_withdrawn=False,
        subject__cycle__meeting__in=_planned(passing),
    )
    rows = rows.select_related("subject__cycle__region", "subject__kind", "subject__plan")
    heir, found, taken = passing.heir_for("overleggen"), [], set()
    for row in rows.select_related("party__organisation").order_by("subject", "pk"):
        if row.party_id in passing.parties:
            found += [] if row.is_withdrawn else [row]
        elif not row.is_withdrawn:
            taken.add((passing.heir_parties[row.party_id].code, row.subject_id))
    for row in found:
        place = heir and (heir.code, row.subject_id)
        is_there = place in taken
        taken.add(place)
        capacity = row.get_capacity_display().lower()
        yield Passed(
            "Onderwerp van het OOGO",
            f"{row.subject}: {row.party} ({capacity})",
            row.get_absolute_url(),
            f"{heir} {'is al partij' if is_there else 'wordt partij'}"
            if heir
            else "geen partij meer",
            (row,),
            partial(_pass_subject, row, heir),
        )


def _pass_subject(row, heir, by):
    records.write(row, version=row.version, by=by, is_withdrawn=True)
    if heir is None:
        return
    same = {"subject": row.subject, "party": heir.party}
    said = {name: getattr(row, name) for name in ("capacity", "reason", "is_by_hand")}
    there = SubjectParty.objects.filter(**same).first()
    if there is None:
        records.create(SubjectParty(**same, **said), by=by)
    elif there.is_withdrawn:
        records.write(there, version=there.version, by=by, is_withdrawn=False, **said)


# --- milestones and stances


def milestones(passing):
    """A milestone that is not done waits for the successor."""
    rows = Milestone.objects.of_region(passing.region).kept().filter(done_on=None)
    rows = rows.filter(parties__in=passing.parties).exclude(
        cycle__meeting__status=Meeting.Status.CANCELLED
    )
    heir = passing.heir_for("overleggen")
    rows = rows.select_related("cycle__region").distinct()
    for milestone in rows.order_by("due_on", "pk"):
        yield Passed(
            "Mijlpaal",
            f"{milestone} ({milestone.cycle})",
            milestone.get_absolute_url(),
            f"wacht op {heir}" if heir else "wacht op de andere partijen",
            (milestone,),
            partial(_pass_milestone, passing, milestone, heir),
        )


def _pass_milestone(passing, milestone, heir, by):
    parties = [p for p in milestone.parties.all() if p.pk not in passing.parties]
    parties += [heir.party] if heir and heir.party not in parties else []
    records.write(milestone, version=milestone.version, by=by, parties=parties)


def stances(passing):
    """What a gemeente said stays its own. An afspraak that waits for it waits for the successor,
    which also answers for a reservation."""
    waits = Q(decision__sequence=None) | Q(value=Stance.Value.RESERVES, ratified_on=None)
    rows = Stance.objects.visible_to(passing.user).with_names().filter(waits)
    rows = rows.filter(
        party__in=passing.parties, decision__is_withdrawn=False, decision__superseded_by=None
    )
    heir = passing.heir_for("overleggen")
    for stance in rows.order_by("decision", "pk"):
        yield Passed(
            "Standpunt",
            str(stance),
            stance.get_absolute_url(),
            _stance_becomes(stance, heir),
            (stance,),
        )


def _stance_becomes(stance, heir):
    if heir is None:
        return f"blijft dat van {stance.party}"
    if stance.is_pending:
        return f"blijft dat van {stance.party}; {heir} beantwoordt het voorbehoud"
    return f"blijft dat van {stance.party}; {heir} neemt zelf een standpunt in"
