"""The thread: where an item, an afspraak, an action or a step comes from and what came from it.

One link each way, only what the reader may see, in a constant number of queries (at most five).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from checklist.models import StepState
from oogo.models import Action, AgendaItem, Decision, ItemOrigin, Stance
from oogo.models.promises import ORIGINS

KIND = {
    "checklist.stepstate": "Checkliststap",
    "oogo.agendaitem": "Agendapunt",
    "oogo.meeting": "Overleg",
    "oogo.decision": "Afspraak",
    "oogo.stance": "Standpunt",
    "oogo.action": "Actie",
    "oogo.milestone": "Mijlpaal",
    "oogo.cyclesubject": "OOGO-onderwerp",
    "agenda.theme": "Thema",
}
ITEM = ("body__region", "meeting__region")
STEP = ("round__region", "round__instrument")


@dataclass(frozen=True)
class Link:
    """One click along the thread; `note` says more about it, `kind` is the tone of a chip."""

    what: str
    text: str
    url: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Thread:
    """Where something comes from and what came from it."""

    origins: list[Link] = field(default_factory=list)
    results: list[Link] = field(default_factory=list)


def thread_of(obj, user) -> Thread:
    """Return the thread of an AgendaItem, Decision, Action or StepState as far as `user` sees it.

    A StepState that nobody filled in yet (not stored) has nothing.
    """
    if obj.pk is None:
        return Thread()
    origins, results = _ENDS[type(obj)]
    return Thread(
        [link_of(row) for row in origins(obj, user)], [link_of(row) for row in results(obj, user)]
    )


# --- where it comes from


def _no_origin(obj, user) -> Iterator:
    yield from ()


def _origins_of_item(item, user):
    """What it names is seen as well: so says the wall of an origin."""
    origins = ItemOrigin.objects.visible_to(user).kept().filter(item=item)
    paths = [*_paths("step", STEP), *_paths("source_item", ITEM), "decision__region"]
    paths += ["action__region", "theme__region", "subject__cycle__region", "subject__kind"]
    for origin in origins.select_related(*paths, "subject__plan"):
        yield origin.source


def _origin_of_decision(decision, user):
    yield from _items(user).filter(pk=decision.item_id)
    yield from _decisions(user).filter(superseded_by=decision)


def _origin_of_action(action, user):
    """The one row that it comes from, asked for through the wall of its own model."""
    name = next((n for n in ORIGINS if getattr(action, f"{n}_id") is not None), None)
    if name:
        model = Action._meta.get_field(name).related_model
        paths = _ORIGIN_PATHS.get(name, ())
        rows = model.objects.visible_to(user).select_related(*paths)
        yield from rows.filter(pk=getattr(action, f"{name}_id"))


_ORIGIN_PATHS = {
    "from_step": STEP,
    "from_meeting": ("region", "body"),
    "from_item": ITEM,
    "from_decision": ("region",),
    "from_stance": ("decision__region", "party__organisation", "part"),
    "from_milestone": ("cycle__region",),
}


# --- what came from it


def _results_of_item(item, user):
    yield from _decisions(user).filter(item=item)
    yield from _actions(user).filter(from_item=item)
    yield from _items_from(user, source_item=item)


def _results_of_decision(decision, user):
    from_it = Q(from_decision=decision) | Q(from_stance__decision=decision)
    yield from _actions(user).filter(from_it)
    yield from _items_from(user, decision=decision)
    if decision.superseded_by_id:
        yield from _decisions(user).filter(pk=decision.superseded_by_id)


def _results_of_action(action, user):
    yield from _items_from(user, action=action)


def _results_of_step(state, user):
    yield from _items_from(user, step=state)
    yield from _actions(user).filter(from_step=state)


def _items(user):
    return AgendaItem.objects.visible_to(user).select_related(*ITEM).order_by("pk")


def _items_from(user, **origin):
    origins = ItemOrigin.objects.visible_to(user).kept().filter(**origin)
    return _items(user).kept().filter(pk__in=origins.values("item"))


def _decisions(user):
    decisions = Decision.objects.visible_to(user).kept().select_related("region")
    return decisions.order_by("year", "sequence", "pk")


def _actions(user):
    return Action.objects.visible_to(user).select_related("region").order_by("number")


# --- as links


def link_of(row) -> Link:
    """Return the click that leads to `row`, with how it stands where a reader wants to know."""
    label = KIND[row._meta.label_lower]
    return Link(label, _text(row), row.get_absolute_url(), *_state(row))


def _text(row):
    if isinstance(row, Action):
        return f"{row.code} {row.title}"
    if isinstance(row, Stance):
        return f"{row.party}: {row.get_value_display().lower()}"
    return str(row)


def _state(row):
    """Return (note, tone): how the row stands, where a reader wants to know."""
    if isinstance(row, Action):
        return row.get_status_display(), _TONES.get(row.status, "")
    if isinstance(row, Decision):
        return ("voorgesteld" if row.is_proposed else ""), ""
    if isinstance(row, Stance):
        return str(row.decision), ""
    if isinstance(row, AgendaItem):
        return (f"{row.meeting.day:%d-%m-%Y}" if row.meeting else "voorraad"), ""
    return "", ""


_TONES = {Action.Status.REPORTED: "info", Action.Status.DONE: "done"}


def _paths(name, below):
    return [f"{name}__{path}" for path in below]


_ENDS = {
    AgendaItem: (_origins_of_item, _results_of_item),
    Decision: (_origin_of_decision, _results_of_decision),
    Action: (_origin_of_action, _results_of_action),
    StepState: (_no_origin, _results_of_step),
}
