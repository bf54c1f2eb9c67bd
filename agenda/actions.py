"""Writes on the samenwerkingsagenda that touch several rows. All else is one `records` call."""

from django.db import transaction
from django.db.models import Max

from accounts.models import Region
from agenda import rules
from agenda.models import Goal, Theme, ThemeRole, Trekker
from records import actions as records
from records import documents
from records.actions import ClosedError
from records.models import Document


class OverlapError(Exception):
    """Another row holds on the same days; `other` is that row."""

    def __init__(self, other):
        super().__init__(f"{other._meta.label} {other.pk} holds on some of these days")
        self.other = other


@transaction.atomic
def add_theme(*, theme, portfolios, by):
    """Store a new theme with the next number of its region."""
    Region.objects.select_for_update().get(pk=theme.region_id)
    last = Theme.objects.of_region(theme.region).aggregate(last=Max("number"))["last"]
    theme.number = (last or 0) + 1
    theme.pending_m2m = {"portfolios": portfolios}
    return records.create(theme, by=by)


@transaction.atomic
def add_goal(*, goal, by):
    """Store a new goal as the last of its theme."""
    last = Goal.objects.filter(theme=goal.theme_id).aggregate(last=Max("order"))["last"]
    goal.order = (last or 0) + 1
    return records.create(goal, by=by)


@transaction.atomic
def add_plan(*, plan, file, by):
    """Store a new plan; `file` is an Upload, or None."""
    if file:
        document = Document(region=plan.region, title=plan.title)
        plan.document = documents.store_upload(document, file, by=by)
    return records.create(plan, by=by)


@transaction.atomic
def replace_document(plan, *, version, file, by):
    """Let a plan point at a file, as the next version of its document; what was there stays.

    Raises StaleError when somebody else changed the document meanwhile.
    """
    held = plan.document
    document = held.document if held else Document(region=plan.region, title=plan.title)
    stored = documents.store_upload(document, file, by=by)
    return records.write(plan, version=version, by=by, document=stored)


@transaction.atomic
def withdraw_plan(plan, *, by):
    """Take a plan off every list, with what it says; refuse it (ClosedError) while what another
    plan says is laid beside it."""
    beside = plan.comparisons().first()
    if beside:
        raise ClosedError(
            f"Bij {beside.theme} ligt {beside.plan} ernaast: wijzig daar eerst de samenhang."
        )
    return records.write(plan, version=plan.version, by=by, is_withdrawn=True)


@transaction.atomic
def restore_plan(plan, *, by):
    """Put a withdrawn plan back; refuse it (ClosedError) where another took over its title."""
    if plan.has_namesake():
        raise ClosedError("Er is al een plan met deze titel: geef dat eerst een andere titel.")
    return records.write(plan, version=plan.version, by=by, is_withdrawn=False)


@transaction.atomic
def appoint_trekker(*, trekker, succeeds, by):
    """Store a new trekker; `succeeds`, who leads until then, ends on the day this one begins.

    `succeeds` is None where there is nobody. Raises OverlapError when somebody else leads on one
    of the days; then nothing is written.
    """
    _lock(trekker.theme)
    if succeeds and _can_end(succeeds, trekker.since):
        records.write(succeeds, version=succeeds.version, by=by, until=trekker.since)
    _check_free(trekker, trekker.since, trekker.until)
    return records.create(trekker, by=by)


@transaction.atomic
def change_trekker(trekker, *, version, by, **changes):
    """Change a trekker. Raises OverlapError, or StaleError as `records.write` does."""
    _lock(trekker.theme)
    _check_free(trekker, changes.get("since", trekker.since), changes.get("until", trekker.until))
    return records.write(trekker, version=version, by=by, **changes)


@transaction.atomic
def set_roles(row, *, version, by, **changes):
    """Store the roles of one party on a theme, new (version 0) or changed.

    Raises OverlapError when the party has other roles there on some of these days.
    """
    _lock(row.theme)
    own = ThemeRole.objects.filter(theme=row.theme_id, party=row.party_id)
    if row.pk:
        own = own.exclude(pk=row.pk)
    elif changes["until"] is None:
        own = own.exclude(until=None)  # a second open row is a conflict of `records.write`
    _refuse_overlap(rules.Span(changes["since"], changes["until"]), own)
    if row.pk is None:
        row = ThemeRole(theme=row.theme, party=row.party)  # what a form put into it is no base
    return records.write(row, version=version, by=by, **changes)


def _lock(theme):
    """Let one writer at a time look at and change the dated rows of a theme."""
    Theme.objects.select_for_update().get(pk=theme.pk)


def _can_end(row, day):
    """Tell whether `row` holds on the day before `day`, so that it can end there."""
    return (
        day is not None
        and (row.since is None or row.since < day)
        and (row.until is None or row.until > day)
    )


def _check_free(trekker, since, until):
    others = Trekker.objects.filter(theme=trekker.theme_id).exclude(pk=trekker.pk)
    _refuse_overlap(rules.Span(since, until), others)


def _refuse_overlap(span, rows):
    other = rules.overlapping(span, rows.order_by("pk"))
    if other:
        raise OverlapError(other)
