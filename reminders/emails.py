"""Render a mail at the moment of sending: the only moment at which its token exists."""

from dataclasses import dataclass
from datetime import date

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from accounts.models import LINK_LIFETIME, User
from partners import inquiries
from regio.lib import clock
from regio.lib.occasions import Own
from reminders import ledger
from reminders.models import Mail, Reminder, ReminderSettings
from reminders.recipients import Directory

Rule = Reminder.Rule

CONFIDENTIAL = "Iets vertrouwelijks"
QUESTION = (
    "Met de link hieronder bevestigt u dit, of geeft u door wat er anders is. U hoeft niet in te "
    "loggen. De link werkt één keer, t/m {}. Stuur hem niet door."
)
TRIAL_QUESTION = "In het echte bericht staan hier de gegevens, met een link om te antwoorden."
HEADERS = {"Auto-Submitted": "auto-generated", "Content-Language": "nl"}


class NotWantedError(Exception):
    """The mail has lost its reason since it was queued; the text says why."""


def build(mail, connection=None):
    """Return the message that `mail` stands for, with a fresh token or key in it.

    Raises NotWantedError when the link was used, revoked or expired, the account was closed, or
    nothing is left to remind of.
    """
    subject, template, context = _CONTENTS[mail.kind](mail)
    context = {"base_url": settings.BASE_URL, "to": mail.to} | context
    message = EmailMultiAlternatives(
        one_line(subject),
        render_to_string(f"reminders/mail/{template}.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [context["to"]],
        headers=HEADERS | {"Message-ID": mail.message_id},
        connection=connection,
    )
    message.attach_alternative(
        render_to_string(f"reminders/mail/{template}.html", context), "text/html"
    )
    return message


def one_line(text):
    """Return `text` without line breaks or control characters: names end up in mail headers."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _invitation(mail):
    link = mail.link
    if not type(link).objects.usable().filter(pk=link.pk).exists():
        raise NotWantedError("De uitnodiging is gebruikt, ingetrokken of verlopen.")
    path = reverse("members:invitation_accept", args=[link.renew_token()])
    context = {
        "name": one_line(link.name),
        "inviter": one_line(str(link.created_by)),
        "inviter_email": link.created_by.email,
        "region": one_line(link.region.name),
        "role": link.get_role_display().lower(),
        "url": settings.BASE_URL + path,
        "expires_at": link.expires_at,
    }
    return f"Uitnodiging voor {link.region.name} in Regio", "invitation", context


def _password_reset(mail):
    if not mail.user.is_active:
        raise NotWantedError("Het account is gesloten.")
    path = reverse(
        "account_reset_password_from_key",
        args=[user_pk_to_url_str(mail.user), default_token_generator.make_token(mail.user)],
    )
    context = {
        "name": one_line(mail.user.name),
        "url": settings.BASE_URL + path,
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    return "Nieuw wachtwoord voor Regio", "password_reset", context


def _reminder(mail):
    """One mail of all that someone is reminded of; for a trial it goes to another address."""
    told = ledger.recheck(mail, clock.today())
    if not told:
        raise NotWantedError("Er was niets meer te melden.")
    test_address = ReminderSettings.of(mail.region).test_address
    hidden = hidden_from(test_address, told) if test_address else set()
    lines = lines_of(told, hidden, is_trial=bool(test_address))
    subject = lines[0].title if len(lines) == 1 else f"{len(lines)} herinneringen"
    context = {
        "name": one_line(told[0].addressee.name),
        "region": one_line(mail.region.name),
        "lines": lines,
        "has_tasks": any(line.is_task for line in lines),
        "is_question": all(line.is_question for line in lines),
        "field_url": settings.BASE_URL + reverse("partners:playing_field", args=[mail.region.slug]),
        "meant_for": "",
    }
    if test_address:
        context |= {"to": test_address, "meant_for": mail.to}
        subject = f"[Proef] {subject}"
    return f"{subject} ({mail.region.name})", "reminder", context


def hidden_from(address, told):
    """Return the objects that who reads a trial at `address` may not read about."""
    user = User.objects.filter(email__iexact=address, is_active=True).first()
    directory = Directory(told[0].row.region, clock.today(), [one.obj for one in told])
    return {one.row.target for one in told if not directory.may_see(user, one.occasion, one.obj)}


def lines_of(told, hidden=frozenset(), *, is_trial=False):
    """Return what a mail says: one line for each object, where it moved that it did so.

    What is in `hidden` is told without its name; a trial holds no link that opens something, nor
    what only the reader it was meant for may know.
    """
    by_object = {}
    for one in sorted(told, key=lambda t: not t.row.is_change):
        by_object.setdefault(one.row.target, []).append(one)
    lines = [
        _line(group, is_hidden=target in hidden, is_trial=is_trial)
        for target, group in by_object.items()
    ]
    return sorted(lines, key=lambda line: line.day)


def _line(told, *, is_hidden, is_trial):
    """Return what a mail says of one object, to a reader who may get it for several parties."""
    first, today = told[0], clock.today()
    is_question = first.row.rule == Rule.INQUIRY
    own = Own() if is_hidden else _own(first)
    path = first.occasion.path or first.obj.get_absolute_url()
    if is_question:
        own, path = _question(first.obj, own, path, is_trial=is_trial)
    return Line(
        day=first.row.reference_date,
        title=CONFIDENTIAL if is_hidden else one_line(first.occasion.title),
        words=f"{in_words(first.row, today)} {one_line(first.occasion.note)}".strip(),
        whys=list(dict.fromkeys(one_line(one.addressee.why) for one in told)),
        url=settings.BASE_URL + path,
        is_late=first.row.rule == Rule.LATE_ACTION,
        is_task=first.row.rule not in (Rule.CANCELLED, Rule.DOSSIER, Rule.INQUIRY),
        is_question=is_question,
        own=[one_line(text) for text in own.sentences],
        links=[(name, settings.BASE_URL + path) for name, path in own.paths.items()],
    )


def _question(person, own, path, *, is_trial):
    """Return what a person is asked and the way to answer: a fresh link, which no trial holds."""
    if is_trial:
        return Own((TRIAL_QUESTION,)), path
    last_day = localtime(clock.real_now() + LINK_LIFETIME).date()
    says = QUESTION.format(long_date(last_day))
    return Own((*own.sentences, says)), reverse("inquiry:answer", args=[inquiries.ask(person)])


def _own(told):
    """Return what is told to this reader alone; who has no account is not sent to a closed door."""
    if told.occasion.own is None:
        return Own()
    own = told.occasion.own(told.row.recipient)
    if told.addressee.user:
        return own
    return Own(tuple(filter(None, [*own.sentences, own.without_account])))


@dataclass(frozen=True)
class Line:
    """One thing in a mail: what, when, why this reader, and where to find it.

    `own` are sentences for this reader alone, `links` (name, address) what is theirs.
    """

    day: date
    title: str
    words: str
    whys: list[str]
    url: str
    is_late: bool
    is_task: bool
    is_question: bool
    own: list[str]
    links: list[tuple[str, str]]


def in_words(row, today):
    """Say what a reminder is about: what is due when, or what moved to when."""
    day = long_date(row.reference_date)
    if row.is_change:
        return f"De datum is verplaatst: niet meer {long_date(row.told_on)}, maar {day}."
    late = _days((today - row.reference_date).days)
    return {
        Rule.MILESTONE: f"Deze mijlpaal staat op {day}.",
        Rule.ACTION: f"Deze actie moet op {day} klaar zijn.",
        Rule.LATE_ACTION: f"Deze actie moest op {day} klaar zijn: {late} te laat.",
        Rule.STANCE: f"Het overleg is op {day}. Het standpunt is nog niet vastgelegd.",
        Rule.RESERVATION: f"Over dit voorbehoud wordt uiterlijk op {day} antwoord verwacht.",
        Rule.CANCELLED: f"Het overleg van {day} gaat niet door.",
        Rule.DOSSIER: f"Verzonden op {day}.",
        Rule.STEP: f"Deze stap moet op {day} klaar zijn.",
        Rule.INQUIRY: "Wij vragen dit eens per jaar.",
        Rule.MERGER: f"Deze herindeling geldt vanaf {day}.",
    }[Rule(row.rule)]


def long_date(day):
    return date_format(day, "l j F Y").lower()


def _days(number):
    return "één dag" if number == 1 else f"{number} dagen"


_CONTENTS = {
    Mail.Kind.INVITATION: _invitation,
    Mail.Kind.PASSWORD_RESET: _password_reset,
    Mail.Kind.REMINDER: _reminder,
}
