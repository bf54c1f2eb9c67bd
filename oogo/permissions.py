"""Who may do what around a meeting (domain: who may what)."""

from accounts import permissions
from accounts.permissions import has_right
from oogo.models.walls import sight_of


def can_direct(user, region):
    """Keep cycles, meetings, agendas, minutes and afspraken; send a dossier; confirm actions."""
    return has_right(user, region, permissions.DIRECT_MEETINGS)


def can_record(user, meeting):
    """Change the agenda of a meeting, who was there and its minutes: a regisseur, until those are
    adopted."""
    return can_direct(user, meeting.region) and not meeting.is_adopted


def can_propose(user, region):
    """Propose an item, and prepare its papers."""
    return has_right(user, region, permissions.PROPOSE_ITEMS)


def can_prepare(user, item):
    """Change an item and its papers: a regisseur any, who proposes one that is only proposed, or,
    until the papers are sent, one that an own party submitted."""
    if can_direct(user, item.region):
        return True
    if not can_propose(user, item.region) or item.is_withdrawn:
        return False
    if item.is_proposed:
        return True
    is_open = item.status == item.Status.PLANNED and not item.number
    return is_open and item.submitter_id in own_party_keys(user, item.region)


def own_party_keys(user, region):
    """Return the keys of the parties in `region` for which `user` speaks today."""
    return set(sight_of(user).own_parties_in(region))


def can_take_stance(user, region, party_pk, own):
    """A regisseur records any stance, a bestuurder that of `own` parties (keys)."""
    if can_direct(user, region):
        return True
    return has_right(user, region, permissions.TAKE_OWN_STANCE) and party_pk in own


def can_follow(user, action, own, owner=None):
    """Report on an action: a regisseur on any, who does it (`owner`: oogo.owners) on that one,
    others on those of their `own` parties (keys)."""
    if can_direct(user, action.region) or (owner and owner.is_user(user)):
        return True
    has_part = has_right(user, action.region, permissions.FOLLOW_OWN_ACTIONS)
    return has_part and action.owner_party_id in own


def can_promise(user, region, own):
    """Make an action: a regisseur for anyone, others for their `own` parties (keys)."""
    if can_direct(user, region):
        return True
    return bool(own) and has_right(user, region, permissions.FOLLOW_OWN_ACTIONS)


def can_link_steps(user, region):
    """Let an afspraak or an action count at a checklist step: who fills in what is shared."""
    return has_right(user, region, permissions.ANSWER_SHARED)


def can_settle(user, region, party_pk, own):
    """Say how far a gemeente is at home: a regisseur of any, others of their `own` parties."""
    if can_direct(user, region):
        return True
    return has_right(user, region, permissions.FOLLOW_OWN_ACTIONS) and party_pk in own


def takes_part(user, meeting):
    """Read what is for participants alone (where the parties stand): they, and regisseurs."""
    if can_direct(user, meeting.region):
        return True
    return meeting.pk in sight_of(user).attended_meetings
