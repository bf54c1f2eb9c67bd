"""Who leaves leads a theme, or stands in for who does: how that goes over."""

from functools import partial

from django.db.models import Q

from agenda import actions
from agenda.models import Trekker
from agenda.permissions import can_edit
from partners.handover import Hanging, with_portfolios
from records import actions as records


def themes_of(positions, day, user):
    keys = {position.pk for position in positions}
    rows = Trekker.objects.lasting_beyond(day).filter(Q(position__in=keys) | Q(deputy__in=keys))
    rows = rows.select_related("theme__region", "position", "deputy").order_by("pk")
    for trekker, portfolios in with_portfolios(rows, "theme__portfolios"):
        may = can_edit(user, trekker.theme.region)
        for key in [trekker.position_id, trekker.deputy_id]:
            if key in keys:
                is_deputy = key == trekker.deputy_id
                yield _hanging(trekker, key, portfolios, is_deputy=is_deputy, may=may)


def _hanging(trekker, position, portfolios, *, is_deputy, may):
    move = partial(_pass_deputy if is_deputy else _pass_lead, trekker)
    return Hanging(
        position,
        trekker,
        "Plaatsvervangend trekker" if is_deputy else "Trekker",
        str(trekker.theme),
        trekker.theme.get_absolute_url(),
        "zonder plaatsvervanger" if is_deputy else "zonder trekker",
        move if may else None,
        portfolios,
    )


def _pass_deputy(trekker, successor, day, by):
    deputy = None if trekker.position_id == successor.pk else successor
    records.write(trekker, version=trekker.version, by=by, deputy=deputy)
    return True


def _pass_lead(trekker, successor, day, by):
    """Let the successor lead; the mandate of the partners is reserved until they give it again.

    Who leads on in another function keeps the mandate as it was. The deputy may have left in the
    same go: it is the one that stands there now who stays.
    """
    is_same = successor.person_id == trekker.position.person_id
    trekker.refresh_from_db(fields=["deputy", "version"])
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
        is_reserved=trekker.is_reserved if is_same else bool(trekker.granted_by),
        since=day,
        until=trekker.until,
    )
    try:
        actions.appoint_trekker(trekker=after, succeeds=trekker, by=by)
    except actions.OverlapError:
        return False
    return True
