"""Writes on the papers of an item: annexes, parts and shares.

What parties took a stance on (parts, shares) is closed once the minutes are adopted (AdoptedError).
"""

from django.db import transaction
from django.db.models import Max

from oogo.actions.agenda import put_in_order
from oogo.actions.minutes import keep_open
from oogo.models import AgendaItem, Annex, ItemPart, ItemShare
from oogo.rules.agenda import moved
from records import actions as records
from records import documents
from records.models import Document


@transaction.atomic
def add_annex(*, annex, file, disclosed_to, by):
    """Store a new annex as the last of its item; `file` is an Upload."""
    document = Document(region=annex.item.region, title=annex.title)
    annex.document = documents.store_upload(document, file, by=by)
    annex.order = _next(Annex, annex.item)
    annex.pending_m2m = {"disclosed_to": disclosed_to}
    return records.create(annex, by=by)


@transaction.atomic
def replace_file(annex, *, version, file, by):
    """Let an annex point at a new version of its document; the old one stays what it was.

    Raises StaleError when somebody else replaced it meanwhile.
    """
    stored = documents.store_upload(annex.document.document, file, by=by)
    return records.write(annex, version=version, by=by, document=stored)


@transaction.atomic
def move_annex(*, item, version, annex, place, by):
    """Put an annex at a place among those of its item, counted from 1, based on `version` of the
    item.

    Raises StaleError when the item changed since and the annex does not stand there already.
    """
    AgendaItem.objects.select_for_update().get(pk=item.pk)
    annexes = list(item.annexes.kept().order_by("order", "pk"))
    fresh = {row.pk: row for row in [annex, *annexes]}[annex.pk]
    wanted = moved(annexes, fresh, place)
    if wanted == annexes:
        return
    records.claim(item, version=version)
    put_in_order(wanted, by=by)


@transaction.atomic
def add_part(*, part, by):
    """Store a new part as the last of its item."""
    keep_open(part.item.meeting)
    part.order = _next(ItemPart, part.item)
    return records.create(part, by=by)


@transaction.atomic
def set_share(*, item, party, amount, by):
    """Store what an item asks of a party, also where its share was withdrawn before."""
    keep_open(item.meeting)
    share = ItemShare.objects.filter(item=item, party=party, is_withdrawn=True).first()
    if share is None:
        return records.create(ItemShare(item=item, party=party, amount=amount), by=by)
    share.item, share.party = item, party
    return records.write(share, version=share.version, by=by, amount=amount, is_withdrawn=False)


@transaction.atomic
def change_row(row, *, version, by, **changes):
    """Change a part or a share. Raises StaleError as `records.write` does."""
    keep_open(row.item.meeting)
    return records.write(row, version=version, by=by, **changes)


def _next(model, item):
    """Return the place after the last row of `model` at `item`, for one writer at a time."""
    AgendaItem.objects.select_for_update().get(pk=item.pk)
    last = model.objects.filter(item=item).aggregate(last=Max("order"))["last"]
    return (last or 0) + 1
