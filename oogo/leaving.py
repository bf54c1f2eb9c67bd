"""Who leaves has promised actions and is invited to meetings: how those go over."""

from functools import partial

from oogo.models import Action, Meeting, Participant
from oogo.permissions import can_direct
from partners.handover import Hanging, with_portfolios
from records import actions as records


def promises_of(positions, day, user):
    """The actions of functions that are not over, as far as `user` sees them."""
    rows = Action.objects.visible_to(user).running().filter(owner_position__in=positions)
    rows = rows.select_related("region", "owner_party").order_by("number")
    for action, portfolios in with_portfolios(rows, "theme__portfolios"):
        may = can_direct(user, action.region)
        yield Hanging(
            action.owner_position_id,
            action,
            "Actie",
            f"{action.code} {action.title}",
            action.get_absolute_url(),
            "zonder eigenaar",
            partial(_pass_action, action) if may else None,
            portfolios,
        )


def _pass_action(action, successor, day, by):
    """Hand over an action; one of a party stays with the people of that party."""
    party = action.owner_party
    if party and party.organisation_id != successor.organisation_id:
        return False
    records.write(action, version=action.version, by=by, owner_position=successor)
    return True


def meetings_of(positions, day, user):
    """The meetings from `day` on to which functions are invited, and that were not held yet."""
    coming = Meeting.objects.coming(day).exclude(status=Meeting.Status.HELD).order_by()
    rows = Participant.objects.visible_to(user).kept().with_names()
    rows = rows.filter(position__in=positions, meeting__in=coming).select_related("meeting__body")
    for participant in rows.order_by("meeting__day", "pk"):
        may = can_direct(user, participant.meeting.region)
        yield Hanging(
            participant.position_id,
            participant,
            "Overleg",
            str(participant.meeting),
            participant.get_absolute_url(),
            "niemand op deze plaats",
            partial(_pass_invitation, participant) if may else None,
        )


def _pass_invitation(participant, successor, day, by):
    """Invite the successor in the same part; who leaves is invited no more. Who comes on in another
    function has answered already."""
    meeting = participant.meeting
    records.write(participant, version=participant.version, by=by, is_withdrawn=True)
    same = {name: getattr(participant, name) for name in ("seat", "party", "part")}
    if successor.person_id == participant.position.person_id:
        same["reply"] = participant.reply
    invited = meeting.participants.filter(position=successor).first()
    if invited is None:
        records.create(Participant(meeting=meeting, position=successor, **same), by=by)
    elif invited.is_withdrawn:
        records.write(invited, version=invited.version, by=by, is_withdrawn=False, **same)
    return True
