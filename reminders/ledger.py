"""The ledger follows what the region holds: rows are planned, withheld, revived, put in a mail.

Each of these may run twice, or two at once: the unique row and the conditional update decide.
"""

from collections import defaultdict
from datetime import timedelta
from enum import StrEnum

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from partners.models import Party, Person, Seat
from records import actions as records
from regio.lib import clock, doorbell, workdays
from regio.lib.occasions import Occasion
from reminders.actions import SEND
from reminders.models import Mail, Reminder, ReminderSettings
from reminders.recipients import Directory
from reminders.rules import half_past_seven

State = Reminder.State
REMEMBERED = timedelta(days=35)
BATCH = 2_000
SETTLED = "Iemand anders stelde dit intussen al vast."


# --- planning


@transaction.atomic
def plan(*, region, wanted, changes_after, closed, day):
    """Make the ledger of `region` hold on `day` what is `wanted`, and nothing else to come.

    `changes_after` names the rules of which those who were told a date are told that it moved;
    `closed` are the days on which nobody is. Returns how many rows are new.
    """
    expire(region, day)
    objects = {_target(w.obj): w.obj for w in wanted}
    rows = {row.key: row for row in map(_row_of(region), wanted)}
    rows |= {row.key: row for row in _changes(region, changes_after, objects, closed, day)}
    stored = {row.key: row for row in _stored(region, day)}
    for key, row in stored.items():
        _follow(row, rows.get(key))
    new = [row for key, row in rows.items() if key not in stored]
    Reminder.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    return len(new)


def expire(region, day):
    """Let rows that nobody needs any more be: their day has passed."""
    gone = Reminder.objects.of_region(region).free().filter(last_day__lt=day)
    return gone.update(state=State.EXPIRED)


def _stored(region, day):
    """The rows that what is wanted is compared with."""
    rows = Reminder.objects.of_region(region)
    return rows.filter(last_day__gte=day) | rows.filter(reference_date__gte=day - 2 * REMEMBERED)


def _row_of(region):
    def row(wanted):
        return _row(
            region,
            wanted.rule,
            wanted.obj,
            wanted.occasion,
            wanted.recipient,
            nth=wanted.sending.nth,
            due_at=half_past_seven(wanted.sending.on),
            last_day=wanted.sending.last_day,
        )

    return row


def _row(region, rule, obj, occasion, recipient, **fields):
    model, object_id = _target(obj)
    return Reminder(
        region=region,
        rule=rule,
        model=model,
        object_id=object_id,
        seat=recipient if isinstance(recipient, Seat) else None,
        party=recipient if isinstance(recipient, Party) else None,
        person=recipient if isinstance(recipient, Person) else None,
        user=recipient if isinstance(recipient, User) else None,
        reference_date=occasion.due_on,
        title=occasion.title[:200],
        path=occasion.path or obj.get_absolute_url(),
        **fields,
    )


def _follow(row, wanted):
    """Withhold a planned row that is not wanted, revive a withheld one that is, move its hour."""
    mine = Reminder.objects.filter(pk=row.pk, mail=None)
    if wanted is None:
        if row.state == State.PLANNED and row.mail_id is None:
            mine.filter(state=State.PLANNED).update(state=State.WITHHELD)
        return
    fields = {name: getattr(wanted, name) for name in ("due_at", "last_day", "title", "path")}
    is_same = all(getattr(row, name) == value for name, value in fields.items())
    if row.state in (State.WITHHELD, State.EXPIRED):
        mine.filter(state=row.state).update(state=State.PLANNED, **fields)
    elif row.state == State.PLANNED and row.mail_id is None and not is_same:
        mine.filter(state=State.PLANNED).update(**fields)


def _changes(region, rules, objects, closed, day):
    """Give a row for each one who was told a date that is not the object's date any more."""
    told = defaultdict(list)
    rows = Reminder.objects.of_region(region).filter(state=State.SENT, rule__in=rules)
    for row in rows.filter(reference_date__gte=day - REMEMBERED).with_recipient():
        told[row.rule, row.target, row.recipient_key].append(row)
    found = fetch({target for _, target, _ in told} - objects.keys()) | objects
    for (rule, target, _), sent in told.items():
        last = max(sent, key=lambda row: (row.mail_id, row.pk))
        obj = found.get(target)
        occasion = obj and obj.reminder(rule, day)
        if not occasion or occasion.due_on == last.reference_date:
            continue
        if last.recipient not in occasion.recipients:
            continue
        yield _row(
            region,
            rule,
            obj,
            occasion,
            last.recipient,
            is_change=True,
            nth=1 + sum(row.is_change for row in sent),
            told_on=last.reference_date,
            due_at=half_past_seven(workdays.working_day_after(day, closed)),
            last_day=max(occasion.due_on, day + REMEMBERED),
        )


def _target(obj):
    return obj._meta.label_lower, obj.pk


def fetch(targets):
    """Return {(model, id): object} with what their reminders need, in one query for each model."""
    keys = defaultdict(set)
    for model, pk in targets:
        keys[model].add(pk)
    return {
        (model, obj.pk): obj
        for model, pks in keys.items()
        for obj in apps.get_model(model).objects.to_remind().filter(pk__in=pks)
    }


# --- into the outbox


def gather(region, day):
    """Put what is due in the outbox of a region: one mail for each person.

    A row for which nobody can be told waits: the page of the mails names it. Returns the number of
    mails.
    """
    if ReminderSettings.of(region).is_paused:
        return 0
    rows = list(Reminder.objects.of_region(region).due().with_recipient()[:BATCH])
    by_address = defaultdict(list)
    for row, told in told_by(region, rows, day):
        if told:
            by_address[told.addressee.email.lower()].append((row, told))
    return sum(_put(region, group) for group in by_address.values())


@transaction.atomic
def _put(region, group):
    """Make one mail of the rows of `group` that no other tick took; tell whether there were."""
    email = group[0][1].addressee.email
    mail = Mail.objects.create(kind=Mail.Kind.REMINDER, region=region, to=email)
    keys = [row.pk for row, _ in group]
    if Reminder.objects.free().filter(pk__in=keys).update(mail=mail):
        return 1
    mail.delete()
    return 0


class Told:
    """What a row tells now, of which object, and to whom."""

    def __init__(self, row, obj, occasion: Occasion, addressee):
        self.row, self.obj = row, obj
        self.occasion, self.addressee = occasion, addressee


def told_by(region, rows, day):
    """Give each row with what it tells on `day`; None where nothing is due any more, or nobody can
    be told."""
    objects = fetch({row.target for row in rows})
    directory = Directory(region, day, objects.values())
    for row in rows:
        obj = objects.get(row.target)
        occasion = obj and obj.reminder(row.rule, day)
        if not is_due(row, occasion):
            yield row, None
            continue
        addressee = directory.addressee(row.recipient, occasion, obj)
        yield row, Told(row, obj, occasion, addressee) if addressee else None


def is_due(row, occasion):
    """Tell whether a row says what its object says now."""
    return (
        occasion is not None
        and occasion.due_on == row.reference_date
        and row.recipient in occasion.recipients
    )


def recheck(mail, day):
    """Return what a claimed mail tells after all; let go of the rows that it does not.

    They go back to the ledger, where the next tick withholds them or finds another to tell.
    """
    rows = list(mail.reminders.planned().with_recipient().order_by("reference_date", "pk"))
    kept, freed = [], []
    for row, told in told_by(mail.region, rows, day):
        same = told and told.addressee.email.lower() == mail.to.lower()
        if same and row.last_day >= day:
            kept.append(told)
        else:
            freed.append(row.pk)
    mail.reminders.filter(pk__in=freed).update(mail=None)
    return kept


# --- what people say


class Verdict(StrEnum):
    """What a person says of a mail of which nobody knows, or which could not be sent."""

    SENT = "verzonden"
    AGAIN = "opnieuw"
    DROPPED = "vervalt"


def settle(*, mail, verdict, by):
    """A person says what became of a mail in need: it was sent, goes out again, or is dropped.

    Raises ValidationError when it is not in need any more.
    """
    fields = {
        Verdict.SENT: {"state": Mail.State.SENT, "sent_at": clock.now()},
        Verdict.AGAIN: {
            "state": Mail.State.WAITING,
            "not_before": clock.real_now(),
            "attempts": 0,
        },
        Verdict.DROPPED: {"state": Mail.State.FAILED},
    }[verdict]
    with transaction.atomic():
        mine = Mail.objects.filter(pk=mail.pk, state=mail.state, settled_by=mail.settled_by)
        if mail.state not in Mail.IN_NEED or not mine.update(error="", settled_by=by, **fields):
            raise ValidationError(SETTLED)
        if verdict == Verdict.SENT:
            mail.mark_told()
        elif verdict == Verdict.DROPPED:
            mail.reminders.planned().update(state=State.WITHHELD)
        else:
            doorbell.ring(SEND)


def choose(*, settings, version, by, is_paused, test_address):
    """Pause or resume the reminders of a region, and say to which address they go for a trial.

    Raises StaleError.
    """
    changes = {"test_address": test_address}
    if is_paused != settings.is_paused:
        changes |= {
            "paused_since": clock.now() if is_paused else None,
            "paused_by": by if is_paused else None,
        }
    return records.write(settings, version=version, by=by, **changes)
