"""Klopt dit nog: a person is asked by a link, and says what is right and what is not."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from accounts.models import LINK_LIFETIME, SignedLink
from partners import actions
from partners.models import Correction, Inquiry, Position
from records import actions as records
from records.actions import StaleError
from regio.lib import clock

Field, Outcome, Verified = Correction.Field, Correction.Outcome, Position.Verified
BY_LINK = "de persoon zelf, via de link"


@dataclass(frozen=True)
class Asked:
    """What a link opens: whose data, and the functions that the person holds today."""

    inquiry: Inquiry
    positions: tuple[Position, ...]

    @property
    def person(self):
        return self.inquiry.person

    @property
    def region(self):
        return self.inquiry.person.region

    @property
    def fingerprint(self):
        """Return a text that is another one as soon as the page would say something else."""
        said = [self.person.name, self.person.email, self.person.phone]
        said += [(p.pk, p.with_place, p.level, p.since, p.until) for p in self.positions]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


@transaction.atomic
def ask(person):
    """Return the token of a link for `person`; one that was mailed before opens nothing more."""
    link = SignedLink.objects.open().filter(inquiry__person=person).first()
    fresh = {"expires_at": clock.real_now() + LINK_LIFETIME, "email": person.email}
    if link is None:
        link = SignedLink.objects.create(
            purpose=SignedLink.Purpose.INQUIRY, region=person.region, version=1, **fresh
        )
        Inquiry.objects.create(person=person, link=link)
    else:
        SignedLink.objects.filter(pk=link.pk).update(**fresh)
    return link.renew_token()


def find(token) -> Asked | None:
    """Return what a token opens; None once it was used, is too old, the functions ended, or mail
    to the person goes to another address than the link went to."""
    link = SignedLink.objects.find(token, SignedLink.Purpose.INQUIRY)
    if link is None:
        return None
    inquiry = Inquiry.objects.select_related("person__region", "link").get(link=link)
    if not _goes_to(inquiry.person, link):
        return None
    held = current_positions(inquiry.person)
    return Asked(inquiry, tuple(held)) if held else None


def _goes_to(person, link):
    """Tell whether mail to `person` still goes to the address that the link was mailed to."""
    return person.email.casefold() == link.email.casefold()


def current_positions(person):
    rows = person.positions.on(clock.today()).select_related("organisation")
    return list(rows.newest_first())


@transaction.atomic
def answer(asked, corrections):
    """Record what the person says, once: `corrections` are unsaved; what none is about is right.

    Returns False where the link was used or revoked in the meantime; then nothing is written.
    """
    used = SignedLink.objects.usable().filter(pk=asked.inquiry.link_id)
    if not used.update(used_at=clock.real_now(), version=F("version") + 1):
        return False
    today = clock.today()
    Inquiry.objects.filter(pk=asked.inquiry.pk).update(answered_on=today)
    wrong = {correction.position_id for correction in corrections}
    right = [position.pk for position in asked.positions if position.pk not in wrong]
    Position.objects.filter(pk__in=right).update(
        verified_on=today, verified_how=Verified.SELF, verified_by=None
    )
    for correction in corrections:
        same = asked.person.corrections.open()
        same = same.filter(position=correction.position, field=correction.field)
        same.update(outcome=Outcome.REPLACED, settled_on=today)
        correction.save(force_insert=True)
    return True


@transaction.atomic
def verify(position, *, version, by):
    """Say that a function is right, as seen at `version`. Raises StaleError where it is at another:
    nobody says that of what they did not see."""
    current = Position.objects.select_for_update(no_key=True).get(pk=position.pk)
    if current.version != version:
        raise StaleError(current, [])
    return records.write(
        position,
        version=version,
        by=by,
        verified_on=clock.today(),
        verified_how=Verified.MEMBER,
        verified_by=by,
    )


@transaction.atomic
def take(correction, *, version, by):
    """Write what was reported, as `by` saw it at `version` of the row that it is about.

    Of an end it is `actions.end_position` that writes it. Returns False when another settled it
    first. Raises StaleError.
    """
    if not settle(correction, Outcome.TAKEN, by=by):
        return False
    change = {correction.field: correction.value}
    if correction.of_position:
        position = correction.position
        records.write(position, version=version, by=by, on_behalf_of=BY_LINK, **change)
    else:
        person = correction.person
        actions.change_person(person, version=version, by=by, on_behalf_of=BY_LINK, **change)
    return True


def settle(correction, outcome, *, by):
    """Record what became of a correction; tell whether it was still open."""
    open_one = Correction.objects.open().filter(pk=correction.pk)
    return bool(open_one.update(outcome=outcome, settled_by=by, settled_on=clock.today()))


def with_reported_end(positions):
    """Give each function `reported_end`: its first day without, as its holder reported it."""
    ends = Correction.objects.open().filter(position=OuterRef("pk"), field=Field.END)
    return positions.annotate(reported_end=Subquery(ends.values("value")[:1]))
