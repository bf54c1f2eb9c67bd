"""Who may do what with what is mailed."""

from accounts.permissions import SEE_MAILS, SET_REMINDERS, has_right


def can_see_mails(user, region):
    """See what will be mailed, and say what became of a mail of which nobody knows."""
    return has_right(user, region, SEE_MAILS)


def can_set_reminders(user, region):
    return has_right(user, region, SET_REMINDERS)
