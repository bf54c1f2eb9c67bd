"""The thread of a theme: from the steps of the checklist by way of items and afspraken to actions,
and back to the steps at which those count. Only what the reader may see, in six queries.
"""

from dataclasses import dataclass, replace

from django.db.models import F, Q

from checklist.models import StepState
from oogo.models import Action, AgendaItem, Decision, ItemOrigin, StepOutcome
from oogo.thread import ITEM, STEP, Link, link_of

MOST = 10


@dataclass(frozen=True)
class Stretch:
    """The rows of one kind along the thread, the newest first; `is_cut`: there are more."""

    heading: str
    links: list[Link]
    is_cut: bool = False


def thread_of_theme(theme, user) -> list[Stretch]:
    """Return the stretches of the thread of `theme` that have something to show."""
    items, decisions, actions = _items(theme, user), _decisions(theme, user), _actions(theme, user)
    found = [
        ("Uit de checklist", _steps(items, actions, user)),
        ("Agendapunten", items.select_related(*ITEM)),
        ("Afspraken", decisions),
        ("Acties", actions),
    ]
    stretches = [_stretch(heading, rows, link_of) for heading, rows in found]
    stretches.append(_stretch("Telt mee bij de checklist", _outcomes(theme, user), _evidence))
    return [stretch for stretch in stretches if stretch.links]


def _stretch(heading, rows, link):
    rows = list(rows[: MOST + 1])
    links = [replace(link(row), what="") for row in rows[:MOST]]  # the heading says what
    return Stretch(heading, links, is_cut=len(rows) > MOST)


def _items(theme, user):
    """The items about a theme, or put on an agenda from it."""
    origins = ItemOrigin.objects.visible_to(user).kept().filter(theme=theme)
    rows = AgendaItem.objects.visible_to(user).kept()
    rows = rows.filter(Q(theme=theme) | Q(pk__in=origins.values("item")))
    return rows.order_by(F("meeting__day").desc(nulls_first=True), "-pk")


def _decisions(theme, user):
    rows = Decision.objects.visible_to(user).kept().filter(themes=theme)
    return rows.select_related("region").newest_first()


def _actions(theme, user):
    rows = Action.objects.visible_to(user).filter(theme=theme)
    return rows.select_related("region").order_by("-number")


def _steps(items, actions, user):
    """The steps that led to these items or actions."""
    origins = ItemOrigin.objects.visible_to(user).kept().filter(item__in=_keys(items))
    rows = StepState.objects.visible_to(user).filter(
        Q(pk__in=origins.exclude(step=None).values("step"))
        | Q(pk__in=actions.order_by().exclude(from_step=None).values("from_step"))
    )
    return rows.select_related(*STEP).order_by("-round__opens_on", "step", "pk")


def _keys(rows):
    return rows.order_by().values("pk")


def _outcomes(theme, user):
    """Where an afspraak or an action of the theme counts at a step."""
    decisions = Decision.objects.visible_to(user).kept().filter(themes=theme)
    rows = StepOutcome.objects.visible_to(user).filter(is_withdrawn=False)
    rows = rows.filter(Q(decision__in=_keys(decisions)) | Q(action__theme=theme))
    paths = [f"step__{path}" for path in STEP]
    return rows.select_related(*paths, "decision__region", "action__region").order_by("-pk")


def _evidence(row):
    step = row.step
    return Link("Checkliststap", str(step), step.get_absolute_url(), _named(row))


def _named(row):
    return row.decision.number if row.decision else row.action.code
