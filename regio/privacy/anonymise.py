"""Let go of who somebody was: the row stays, with its functions, and names nobody any more.

One transaction. What was printed (the bytes of sent dossiers) stays as it was; what people typed is
shown before and not touched.
"""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Membership, SignedLink, User
from oogo.models import Action
from partners import handover
from partners.models import ANONYMOUS, Correction, Person
from records import actions as records
from records.actions import ClosedError
from records.models import Change, Job
from regio.lib import clock
from regio.lib.sort_name import sort_name
from regio.privacy.holding import about, tied_keys
from regio.privacy.identity import GONE_ADDRESS, REMOVED, Identity
from reminders.models import Mail, Reminder

TEXTS_OF_CHANGE = ("object_label", "old", "new", "old_label", "new_label", "on_behalf_of")
FORMER_MEMBER = "Voormalig lid"
DROPPED = "De ontvanger is geanonimiseerd."
FIRST = "Er is eerst nog iets te doen; kijk hierboven wat."


@dataclass(frozen=True)
class Hindrance:
    """Why somebody cannot be anonymised yet, and where that is mended."""

    text: str
    url: str = ""


def hindrances(person, user) -> list[Hindrance]:
    """Return what has to end first: functions, open work, membership."""
    today, slug = clock.today(), person.region.slug
    positions = list(person.positions.select_related("organisation").order_by("pk"))
    over = [position for position in positions if position.until and position.until <= today]
    found = [
        Hindrance(
            f"De functie {position.with_place} loopt nog.",
            reverse("partners:position_end", args=[slug, position.pk]),
        )
        for position in positions
        if position not in over
    ]
    found += [
        Hindrance(f"{hanging.kind}: {hanging.text}.", hanging.url)
        for hanging in handover.hanging_on(over, today, user)
    ]
    return found + _hidden_actions(person, user) + _memberships(person, today)


def _hidden_actions(person, user):
    """Say that there are open actions which `user` may not see."""
    running = Action.objects.running().filter(owner_position__person=person)
    hidden = running.exclude(pk__in=Action.objects.visible_to(user).values("pk")).count()
    text = (
        "een actie die u niet mag zien" if hidden == 1 else f"{hidden} acties die u niet mag zien"
    )
    return [Hindrance(f"Open: {text}. Een regisseur kan helpen.")] if hidden else []


def _memberships(person, today):
    rows = Membership.objects.of_region(person.region).filter(user=person.user_id)
    for row in rows.filter(Q(until=None) | Q(until__gt=today)) if person.user_id else ():
        return [Hindrance("Het account is nog lid van deze regio.", row.get_absolute_url())]
    return []


def own_account(person):
    """Return the account of a person when nobody and nothing else uses it, else None."""
    user = person.user
    if user is None or user.is_functional_admin:
        return None
    elsewhere = Membership.objects.filter(user=user).exclude(region=person.region)
    others = Person.objects.filter(user=user).exclude(pk=person.pk)
    return None if elsewhere.exists() or others.exists() else user


@transaction.atomic
def anonymise(person, *, version, by):
    """Anonymise a person as seen at `version`; returns the row.

    Raises ClosedError while something has to end first, StaleError when the person was changed
    meanwhile; then nothing is written.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if hindrances(person, by):
        raise ClosedError(FIRST)
    person = records.write(person, version=version, by=by, anonymised_on=clock.today())
    account = own_account(person)
    identity = Identity(person, account)
    _rewrite_links(identity)
    _rewrite_mails(identity)
    _rewrite_reminders(identity)
    _rewrite_jobs(identity)
    _rewrite_changes(identity)
    declined = {"outcome": Correction.Outcome.DECLINED, "settled_by": by}
    person.corrections.open().update(settled_on=clock.today(), **declined)
    person.corrections.update(value="")
    if account:
        _close_account(account)
    fields = {"name": ANONYMOUS, "sort_name": sort_name(ANONYMOUS), "email": "", "phone": ""}
    Person.objects.filter(pk=person.pk).update(user=None, **fields)
    person.refresh_from_db()
    return person


def _rewrite_links(identity):
    """Nothing opens any more what was mailed to the person; no address stays with it."""
    region = identity.person.region
    mailed = Q(inquiry__person=identity.person) | _is_one_of("email", identity.emails)
    links = SignedLink.objects.filter(mailed, region=region)
    keys = list(links.values_list("pk", flat=True))
    links = SignedLink.objects.filter(pk__in=keys)
    links.open().update(revoked_at=clock.real_now(), version=F("version") + 1)
    links.exclude(email="").update(email=GONE_ADDRESS)
    links.exclude(name="").update(name=ANONYMOUS)


def _rewrite_mails(identity):
    """What waits does not go out; what went out keeps no address."""
    mine = Q(region=identity.person.region) & _is_one_of("to", identity.emails)
    if identity.account:
        mine |= Q(user=identity.account)
    mails = Mail.objects.filter(mine)
    mails.filter(state=Mail.State.WAITING).update(state=Mail.State.FAILED, error=DROPPED)
    mails.update(to=GONE_ADDRESS)


def _rewrite_reminders(identity):
    rows = Reminder.objects.of_region(identity.person.region)
    mine = rows.filter(person=identity.person)
    mine.planned().update(state=Reminder.State.WITHHELD)
    for row in rows.filter(identity.condition(["title"])):
        Reminder.objects.filter(pk=row.pk).update(title=identity.without(row.title)[:200])


def _rewrite_jobs(identity):
    for job in Job.objects.of_region(identity.person.region):
        now = {
            name: _without(getattr(job, name), identity)
            for name in ("arguments", "result", "message")
        }
        if any(getattr(job, name) != value for name, value in now.items()):
            Job.objects.filter(pk=job.pk).update(**now)


def _without(value, identity):
    """Return a JSON value in which no text names the person."""
    if isinstance(value, str):
        return identity.without(value)
    if isinstance(value, list):
        return [_without(one, identity) for one in value]
    if isinstance(value, dict):
        return {identity.without(key): _without(one, identity) for key, one in value.items()}
    return value


def _rewrite_changes(identity):
    """The history tells what was done, and to what, without naming the person."""
    person = identity.person
    changes = Change.objects.filter(region=person.region)
    by_key = changes.filter(about(person, tied_keys(person)))
    if identity.account:
        own = Change.objects.filter(model="accounts.user", object_id=identity.account.pk)
        by_key |= own
    for change in by_key.order_by():
        _rewrite(change, identity, by_key=True)
    for change in changes.filter(identity.condition(TEXTS_OF_CHANGE)).order_by():
        _rewrite(change, identity, by_key=False)


def _rewrite(change, identity, *, by_key):
    now = {name: identity.without(getattr(change, name), by_key=by_key) for name in TEXTS_OF_CHANGE}
    if change.model == Person._meta.label_lower and change.object_id == identity.person.pk:
        now |= _emptied(change)
    if any(getattr(change, name) != value for name, value in now.items()):
        now["object_label"] = now["object_label"][:200]
        now["on_behalf_of"] = now["on_behalf_of"][:120]
        Change.objects.filter(pk=change.pk).update(**now)


def _emptied(change):
    """Return what is left of a value of the person: that there was one."""
    instead = {"name": ANONYMOUS, "email": REMOVED, "phone": REMOVED, "user": None}
    if change.field not in instead:
        return {"object_label": ANONYMOUS}
    left = {
        name: instead[change.field] if getattr(change, name) else None for name in ("old", "new")
    }
    labels = {name: REMOVED if getattr(change, name) else "" for name in ("old_label", "new_label")}
    return {"object_label": ANONYMOUS, **left, **labels}


def _close_account(user):
    """Close an account that served this person alone: nobody signs in with it again."""
    EmailAddress.objects.filter(user=user).delete()
    closed = User(pk=user.pk)
    closed.set_unusable_password()
    User.objects.filter(pk=user.pk).update(
        name=FORMER_MEMBER,
        email=f"voormalig-lid-{user.pk}@regio.invalid",
        password=closed.password,
        is_active=False,
        version=F("version") + 1,
    )


def _is_one_of(column, emails):
    found = Q(pk__in=[])
    for email in emails:
        found |= Q(**{f"{column}__iexact": email})
    return found
