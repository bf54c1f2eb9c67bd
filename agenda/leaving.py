"""Who leaves leads a theme, or stands in for who does: how that goes over."""

from functools import partial

from django.db.models import Q

from agenda import actions
from agenda.models import Trekker
from agenda.permissions import can_edit
from partners.handover import Hanging
from records import actions as records


def themes_of(positions, day, user):
    keys = {position.pk for position in positions}
    rows = Trekker.objects.lasting_beyond(day).filter(Q(position__in=keys) | Q(deputy__in=keys))
    may = can_edit(user, positions[0].region)
    for trekker in rows.select_related("theme__region", "position", "deputy").order_by("pk"):
        if trekker.position_id in keys:
            how = ("Trekker", "zonder trekker", _pass_lead, trekker.position_id)
            yield _hanging(trekker, may, *how)
        if trekker.deputy_id in keys:
            how = ("Plaatsvervangend trekker", "zonder plaatsvervanger", _pass_deputy)
            yield _hanging(trekker, may, *how, trekker.deputy_id)


def _hanging(trekker, may, kind, left, move, function):
    theme = trekker.theme
    passing = partial(move, trekker) if may else None
    return Hanging(kind, str(theme), theme.get_absolute_url(), left, passing, function, trekker)


def _pass_deputy(trekker, successor, day, by):
    deputy = None if trekker.position_id == successor.pk else successor
    records.write(trekker, version=trekker.version, by=by, deputy=deputy)
    return True


def _pass_lead(trekker, successor, day, by):
    """Let the successor lead; the mandate of the partners is reserved until they give it again."""
    deputy = None if trekker.deputy_id == successor.pk else trekker.deputy
    if trekker.since and trekker.since >= day:
        changes = {"position": successor, "deputy": deputy}
        actions.change_trekker(trekker, version=trekker.version, by=by, **changes)
        return True
    after = Trekker(
        theme=trekker.theme,
        position=successor,
        deputy=deputy,
        granted_by=trekker.granted_by,
        granted_until=trekker.granted_until,
        is_reserved=bool(trekker.granted_by),
        since=day,
        until=trekker.until,
    )
    try:
        actions.appoint_trekker(trekker=after, succeeds=trekker, by=by)
    except actions.OverlapError:
        return False
    return True
