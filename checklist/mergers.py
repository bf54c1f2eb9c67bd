"""Gemeenten merge: who is asked in a round of the checklist."""

from functools import partial

from checklist.models import RoundParty
from partners.mergers.passing import Passed
from records import actions as records


def rounds_of(passing):
    """A round that was open before the day keeps its old party: what it answered counts as said by
    the gemeente of then. One that opens later asks the successor."""
    rows = RoundParty.objects.filter(party__in=passing.parties, is_asked=True)
    rows = rows.filter(round__closed_on=None).select_related(
        "round__region", "round__instrument", "party__organisation"
    )
    for row in rows.order_by("round__opens_on", "round", "pk"):
        is_running = row.round.opens_on < passing.day
        heir = None if is_running else passing.heir_for("checklist")
        yield Passed(
            "Ronde van de checklist",
            f"{row.round}: {row.party}",
            row.round.get_absolute_url(),
            _becomes(row, is_running, heir),
            (row,),
            None if is_running else partial(_pass_on, row, heir),
        )


def _becomes(row, is_running, heir):
    if is_running:
        return f"blijft {row.party} vragen; na die dag vult een regisseur dat in"
    return f"vraagt {heir}" if heir else "vraagt deze gemeente niet meer"


def _pass_on(row, heir, by):
    records.write(row, version=row.version, by=by, is_asked=False)
    if heir is None:
        return
    asked = RoundParty.objects.filter(round=row.round, party=heir.party).first()
    if asked is None:
        records.create(RoundParty(round=row.round, party=heir.party), by=by)
    elif not asked.is_asked:
        records.write(asked, version=asked.version, by=by, is_asked=True)
