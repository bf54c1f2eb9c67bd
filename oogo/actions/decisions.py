"""Writes on afspraken."""

from typing import Any

from oogo.models import Decision
from records import actions as records


def propose(*, item, by, **fields):
    """Store a proposed afspraak of an item, without number; it has the title of the item, and its
    theme, unless `fields` say otherwise."""
    themes = fields.pop("themes", [item.theme] if item.theme_id else [])
    decision: Any = Decision(region=item.region, item=item, **{"title": item.title} | fields)
    decision.pending_m2m = {"themes": themes}
    return records.create(decision, by=by)
