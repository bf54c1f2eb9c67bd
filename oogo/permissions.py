"""Who may do what around a meeting (domain: who may what)."""

from accounts import permissions
from accounts.permissions import has_right
from oogo.models.walls import sight_of
from partners.models import Party
from regio.lib import clock


def can_direct(user, region):
    """Keep cycles, meetings, agendas, minutes and afspraken; send a dossier; confirm actions."""
    return has_right(user, region, permissions.DIRECT_MEETINGS)


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
    own = Party.objects.of_region(region).of_user(user, clock.today())
    return set(own.values_list("pk", flat=True))


def can_take_stance(user, region, party_pk, own):
    """A regisseur records any stance, a bestuurder that of `own` parties (keys)."""
    if can_direct(user, region):
        return True
    return has_right(user, region, permissions.TAKE_OWN_STANCE) and party_pk in own


def can_follow(user, action, own):
    """Report on an action: a regisseur on any, others on those of their `own` parties (keys) and
    on those that their own function promised."""
    if can_direct(user, action.region):
        return True
    if not has_right(user, action.region, permissions.FOLLOW_OWN_ACTIONS):
        return False
    position = action.owner_position
    is_personal = position is not None and position.person.user_id == user.pk
    return is_personal or action.owner_party_id in own


def takes_part(user, meeting):
    """Read what is for participants alone (where the parties stand): they, and regisseurs."""
    if can_direct(user, meeting.region):
        return True
    attended = sight_of(user).attended_meetings
    return attended.filter(meeting=meeting).exists()
