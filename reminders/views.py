"""Berichten: what will be mailed, what was, and what nobody knows of."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from accounts.permissions import can_manage_members
from records.actions import StaleError
from regio.lib import clock
from reminders import ledger
from reminders.forms import SettingsForm
from reminders.models import Mail, Reminder, ReminderSettings
from reminders.permissions import can_see_mails, can_set_reminders

PER_PAGE = 30
FORESEEN, LOOKED_BACK, SHOWN = timedelta(days=30), timedelta(days=14), 30
SOON = timedelta(minutes=10)
SAID = {
    ledger.Verdict.SENT: "Vastgelegd: het bericht aan {} is verzonden.",
    ledger.Verdict.AGAIN: "Het bericht aan {} gaat opnieuw.",
    ledger.Verdict.DROPPED: "Vastgelegd: het bericht aan {} vervalt.",
}


def mail_list(request, slug):
    _require_reader(request)
    settings, now = ReminderSettings.of(request.region), clock.now()
    coming = Reminder.objects.visible_to(request.user).of_region(request.region).free()
    coming = coming.filter(due_at__lt=now + FORESEEN).with_recipient().in_order()
    page = Paginator(_things(coming), PER_PAGE).get_page(request.GET.get("pagina"))
    mails = Mail.objects.visible_to(request.user).of_region(request.region).reminding()
    sent = mails.filter(state=Mail.State.SENT, sent_at__gte=now - LOOKED_BACK)
    sent = sent.annotate(number=Count("reminders")).select_related("settled_by")
    context = {
        "crumbs": _crumbs(request)[:1],
        "page": page,
        "days": _by_day(page),
        "unreachable": 0 if settings.is_paused else coming.filter(due_at__lt=now - SOON).count(),
        "in_need": _in_need(request),
        "sent": sent.order_by("-sent_at", "-pk")[:SHOWN],
        "settings": settings,
        "can_set": can_set_reminders(request.user, request.region),
        "manages": can_manage_members(request.user, request.region),
        "mails_url": _list_url(request),
    }
    return render(request, "reminders/mail_list.html", context)


def _things(rows):
    """Return [(row, names of whom it tells), …]: one line for each thing at one moment."""
    things = {}
    for row in rows:
        key = (row.due_at, row.rule, row.is_change, row.target)
        things.setdefault(key, (row, []))[1].append(row.recipient_name)
    return list(things.values())


def _by_day(things):
    """Return [(day, what is told on it), …]."""
    days = {}
    for thing in things:
        days.setdefault(localtime(thing[0].due_at).date(), []).append(thing)
    return list(days.items())


@require_POST
def mail_settle(request, slug, pk, verdict):
    mails = Mail.objects.visible_to(request.user).of_region(request.region).reminding()
    mail = get_object_or_404(mails, pk=pk)
    _require_reader(request)
    try:
        ledger.settle(mail=mail, verdict=verdict, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, SAID[verdict].format(mail.to))
    return redirect(_list_url(request))


def settings_edit(request, slug):
    if not can_set_reminders(request.user, request.region):
        raise PermissionDenied
    settings = ReminderSettings.of(request.region)
    form = SettingsForm(request.POST or None, instance=settings)
    if form.is_valid():
        stored = ReminderSettings.of(request.region)
        try:
            ledger.choose(
                settings=stored, version=form.base_version, by=request.user, **form.changes()
            )
        except StaleError as stale:
            form.show_conflict(stale)
        else:
            messages.success(request, "De instellingen van de herinneringen zijn opgeslagen.")
            return redirect(_list_url(request))
    context = {
        "crumbs": _crumbs(request),
        "form": form,
        "cancel_url": _list_url(request),
        "history": settings,
    }
    return render(request, "reminders/settings_edit.html", context)


def _in_need(request):
    """Return the mails that need a person, each with what it tells as far as the reader sees it."""
    mails = Mail.objects.visible_to(request.user).of_region(request.region).in_need()
    mails = list(mails.order_by("-claimed_at", "-pk")[:SHOWN])
    rows = Reminder.objects.visible_to(request.user).filter(mail__in=mails).planned()
    told = {}
    for row in rows.order_by("reference_date", "pk"):
        told.setdefault(row.mail_id, []).append(row)
    return [(mail, told.get(mail.pk, [])) for mail in mails]


def _require_reader(request):
    if not can_see_mails(request.user, request.region):
        raise PermissionDenied


def _list_url(request):
    return reverse("reminders:mail_list", args=[request.region.slug])


def _crumbs(request):
    return [
        (request.region.name, request.region.get_absolute_url()),
        ("Berichten", _list_url(request)),
    ]
