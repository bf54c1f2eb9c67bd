"""Gemeenten merge: what passes of the items they submitted, what those cost, and what they settle
at home."""

from functools import partial

from django.db.models import Q

from monitoring.rules.figures import written
from oogo.models import AgendaItem, Decision, ItemShare, LocalFollowUp
from partners.mergers.passing import Passed
from partners.rules.lines import SPLIT
from records import actions as records

ItemStatus, Progress = AgendaItem.Status, LocalFollowUp.Status
NOTE_LENGTH = LocalFollowUp._meta.get_field("note").max_length


def _still_to_treat(path, planned):
    """Return the condition that the item at `path` is still to be treated: it waits for a meeting,
    or is of one of `planned`. What was treated stays as it was."""
    waits = Q(**{f"{path}meeting": None}) | Q(**{f"{path}meeting__in": planned})
    return waits & ~Q(**{f"{path}status__in": [ItemStatus.TREATED, ItemStatus.WITHDRAWN]})


def _by_place(rows, place, passing, heir, passes):
    """Return {key of `place`: the rows of who ends for which `passes`} and {key: that of `heir`}.

    Rows are in their order; each hangs on what its field `place` names.
    """
    olds, own = {}, {}
    for row in rows.order_by(place, "pk"):
        key = getattr(row, f"{place}_id")
        if row.party_id in passing.parties:
            if passes(row):
                olds.setdefault(key, []).append(row)
        elif heir and heir.party and row.party_id == heir.party.pk:
            own[key] = row
    return olds, own


# --- who submits an item


def submitted(passing, planned):
    """An item that is still to be treated is submitted by the successor; what was treated stays
    with who brought it in. `planned`: the meetings that can still be held otherwise."""
    rows = AgendaItem.objects.visible_to(passing.user).filter(submitter__in=passing.parties)
    rows = rows.filter(_still_to_treat("", planned), body__region=passing.region)
    rows = rows.select_related("body__region", "meeting__region", "submitter__organisation")
    heir = passing.heir_for("overleggen")
    for item in rows.order_by("meeting__day", "meeting", "order", "pk"):
        yield Passed(
            "Ingediend agendapunt",
            f"{item}: {item.submitter}",
            item.get_absolute_url(),
            _submitted_becomes(item, heir),
            (item,),
            partial(_pass_item, item, heir) if heir else None,
        )


def _submitted_becomes(item, heir):
    if heir is None:
        return f"blijft op naam van {item.submitter}"
    if item.subject_id:
        return f"wordt ingediend door {heir}, die daar als indiener akkoord is tot zij anders zegt"
    return f"wordt ingediend door {heir}"


def _pass_item(item, heir, by):
    records.write(item, version=item.version, by=by, submitter=heir.party)


# --- what an item asks


def shares(passing, planned):
    """What an item to come asks of a gemeente is asked of the successor: of several that go into
    one it is the sum. Over a division nothing is computed."""
    rows = ItemShare.objects.visible_to(passing.user)
    rows = rows.filter(party__in=[*passing.parties, *passing.heir_parties])
    rows = rows.filter(_still_to_treat("item__", planned))
    rows = rows.select_related(
        "item__body__region", "item__meeting__region", "item__meeting__body", "party__organisation"
    )
    heir = passing.heir_for("overleggen")
    asked, there = _by_place(rows, "item", passing, heir, lambda row: not row.is_withdrawn)
    for item, olds in asked.items():
        yield from _shares_at(passing, heir, olds, there.get(item))


def _shares_at(passing, heir, olds, own):
    """Return what passes at one item; `own` is the share of the successor there, if any."""
    counted = own is not None and not own.is_withdrawn
    stays = heir is None or (passing.kind == SPLIT and counted)
    takes_over = own or olds[0]
    total = sum(row.amount for row in olds) + (own.amount if counted else 0)
    for row in olds:
        goes = partial(_pass_share, row, takes_over, heir, total) if not stays else None
        yield Passed(
            "Aandeel in een agendapunt",
            f"{row.item}: {row.party}",
            row.item.get_absolute_url(),
            _share_becomes(passing, row, heir, total if counted or len(olds) > 1 else 0),
            (row, takes_over),
            goes,
        )


def _share_becomes(passing, row, heir, together):
    """Say what becomes of a share; `together`: the sum with another share there, else 0."""
    if heir is None:
        return f"blijft op naam van {row.party}"
    if passing.kind != SPLIT:
        return f"gaat over naar {heir}" + (
            f", samen € {written(together)} per jaar" if together else ""
        )
    if together:
        return f"blijft op naam van {row.party}: {heir} heeft daar al een aandeel, verdeel het zelf"
    return f"gaat in zijn geheel over naar {heir}: verdeel het zelf"


def _pass_share(row, takes_over, heir, total, by):
    """Let one row carry the sum; the others are withdrawn."""
    if row.pk != takes_over.pk:
        records.write(row, version=row.version, by=by, is_withdrawn=True)
        if takes_over.party_id != heir.party.pk:
            return
    changes = {"party": heir.party, "amount": total, "is_withdrawn": False}
    records.write(takes_over, version=takes_over.version, by=by, **changes)


# --- what is settled at home


def follow_ups(passing):
    """An afspraak that holds and is not settled at home yet is for the successor to settle. What
    was settled stays with the gemeente that did so."""
    standing = Decision.objects.visible_to(passing.user).of_region(passing.region).kept().numbered()
    standing = standing.filter(superseded_by=None).on(passing.first_open_day).order_by()
    rows = LocalFollowUp.objects.visible_to(passing.user).filter(decision__in=standing.values("pk"))
    rows = rows.filter(party__in=[*passing.parties, *passing.heir_parties])
    rows = rows.select_related("decision__region", "party__organisation")
    heir = passing.heir_for("overleggen")
    open_rows, there = _by_place(
        rows, "decision", passing, heir, lambda row: row.status != Progress.SETTLED
    )
    for decision, olds in open_rows.items():
        yield from _follow_ups_of(heir, olds, there.get(decision))


def _follow_ups_of(heir, olds, own):
    """Return what passes at one afspraak: the first goes over with what all of them said; beside a
    row of the successor's own they stay."""
    for row in olds:
        is_first = row.pk == olds[0].pk
        goes = heir is not None and own is None and is_first
        yield Passed(
            "Lokale uitwerking",
            str(row),
            row.get_absolute_url(),
            _follow_up_becomes(row, heir, own, is_first=is_first),
            (row, *([own] if own else [])),
            partial(_pass_follow_up, row, olds, heir) if goes else None,
        )


def _follow_up_becomes(row, heir, own, *, is_first):
    if heir is None:
        return f"blijft die van {row.party}"
    if own:
        status = own.get_status_display().lower()
        return f"blijft die van {row.party}: bij {heir} staat al “{status}”, kijk of dat nog klopt"
    if is_first:
        return f"gaat over naar {heir}: {heir} werkt het verder uit"
    return f"blijft die van {row.party}, en staat ook bij {heir}"


def _pass_follow_up(row, olds, heir, by):
    is_busy = any(one.status == Progress.BUSY for one in olds)
    status = Progress.BUSY if is_busy else row.status
    changes = {"party": heir.party, "status": status, "note": _note_of(olds)}
    records.write(row, version=row.version, by=by, **changes)


def _note_of(olds):
    """Return what was said of where it stands; of several with who said it."""
    if len(olds) == 1:
        return olds[0].note
    told = "; ".join(f"{row.party}: {row.note}" for row in olds if row.note)
    return told if len(told) <= NOTE_LENGTH else f"{told[: NOTE_LENGTH - 1]}…"
