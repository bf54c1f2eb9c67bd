"""What a meeting may take over from the one before it, read in a constant number of queries."""

from collections import Counter

from oogo.actions.attendance import taken_over
from oogo.models import Action, AgendaItem, Decision, Meeting, Stance
from oogo.models.promises import OPEN
from oogo.rules.carrying import Before, proposals


def previous_meeting(meeting, user):
    """Return the last meeting of the same body before `meeting` that went on, or None."""
    rows = Meeting.objects.visible_to(user).not_cancelled().filter(body=meeting.body_id)
    rows = rows.filter(day__lt=meeting.day).with_body()
    return rows.order_by("-day", "-starts_at", "-pk").first()


def carried_from(meeting, earlier, user):
    """Return what `meeting` may still take over from `earlier`, each with its reasons."""
    items = AgendaItem.objects.visible_to(user).filter(meeting=earlier).on_agenda().in_order()
    items = items.exclude(pk__in=taken_over(meeting))
    items = list(items.select_related("meeting__region"))
    actions, stances = _open_actions(items, user), _open_stances(items, user)
    return proposals(
        Before(
            item,
            is_treated=item.status == AgendaItem.Status.TREATED,
            is_standing=item.is_standing,
            open_actions=actions[item.pk],
            open_stances=stances[item.pk],
        )
        for item in items
    )


def _open_actions(items, user):
    """Count the open actions that come from each item or from an afspraak of it."""
    rows = Action.objects.visible_to(user).filter(status__in=OPEN)
    own = rows.filter(from_item__in=items).values_list("from_item", flat=True)
    hung = rows.filter(from_decision__item__in=items)
    return Counter(own) + Counter(hung.values_list("from_decision__item", flat=True))


def _open_stances(items, user):
    """Count the stances that are not given yet, and the reservations that wait for an answer."""
    decisions = Decision.objects.visible_to(user).kept().filter(item__in=items)
    rows = Stance.objects.visible_to(user).filter(decision__in=decisions)
    waiting = rows.filter(value=Stance.Value.NONE) | rows.filter(
        value=Stance.Value.RESERVES, ratified_on=None
    )
    return Counter(waiting.values_list("decision__item", flat=True))
