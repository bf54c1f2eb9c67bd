"""What the checklist writes over several rows."""

from django.db import transaction

from checklist.models import RoundParty, StepView
from records import actions as records


@transaction.atomic
def start_round(*, round, parties, by):
    """Store a new round and ask `parties` for their view; returns the round."""
    records.create(round, by=by)
    for party in parties:
        records.create(RoundParty(round=round, party=party), by=by)
    return round


@transaction.atomic
def change_round(*, round, version, by, added, removed, **changes):
    """Change a round, and ask `added` parties more and `removed` ones (keys) no more.

    Whom another asked meanwhile stays asked. Who is asked no more keeps its answers, unseen.
    Raises StaleError when the round itself was changed meanwhile.
    """
    round = records.write(round, version=version, by=by, **changes)
    rows = {row.party_id: row for row in round.asked.select_related("party__organisation")}
    for party in added:
        if party.pk in rows:
            _ask(rows[party.pk], True, by)
        else:
            records.create(RoundParty(round=round, party=party), by=by)
    for party_id in removed & rows.keys():
        _ask(rows[party_id], False, by)
    return round


def _ask(row, is_asked, by):
    records.write(row, version=row.version, by=by, is_asked=is_asked)


@transaction.atomic
def submit_part(*, round, party, by, on_behalf_of=""):
    """Hand in what `party` says: each step with a verdict; returns how many steps."""
    views = StepView.objects.filter(round=round, party=party).exclude(verdict="")
    return _set_status(views, StepView.Status.SUBMITTED, by, on_behalf_of)


@transaction.atomic
def reopen_part(*, round, party, by, on_behalf_of=""):
    """Take back what `party` handed in, to change it; returns how many steps."""
    views = StepView.objects.filter(round=round, party=party, status=StepView.Status.SUBMITTED)
    return _set_status(views, StepView.Status.BUSY, by, on_behalf_of)


def _set_status(views, status, by, on_behalf_of):
    rows = list(views.select_related("round__instrument", "round__region", "party__organisation"))
    for view in rows:
        records.write(view, version=view.version, by=by, on_behalf_of=on_behalf_of, status=status)
    return len(rows)
