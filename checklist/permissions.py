"""Who may fill in what in a round."""

from accounts import permissions
from accounts.permissions import has_right
from partners.speaking import speaking_of


def can_direct_rounds(user, region):
    """Start, change, close a round, and set a shared verdict."""
    return has_right(user, region, permissions.DIRECT_ROUNDS)


def can_answer_shared(user, round, day):
    return round.is_open_on(day) and has_right(user, round.region, permissions.ANSWER_SHARED)


def own_parties(user, round, asked, day):
    """Return those of the `asked` parties for which `user` speaks on `day`, in their order."""
    if not has_right(user, round.region, permissions.ANSWER_OWN_PARTY):
        return []
    own = speaking_of(user).parties_on(day)
    return [party for party in asked if party.pk in own]


def can_answer_all(user, round):
    return has_right(user, round.region, permissions.ANSWER_ALL_PARTIES)
