"""All that is kept of one person in one region: pages to read, and the same as a workbook.

A workbook (XLSX) and no JSON: whoever asks what is kept of them must be able to open and read it;
a program reads it as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial

from django.db.models import Q
from django.utils.timezone import localtime

from accounts.models import SignedLink
from oogo.models import Action, Participant
from partners.models import AreaContact, Position
from records.models import Change
from records.rules import acts, as_read
from regio.lib import sheets
from regio.privacy.holding import about, tied_and_seen_keys
from regio.privacy.identity import Identity
from reminders.models import Mail

MOST = 5_000
# What a row is called by, besides what it always has.
NAMED_BY = {
    Action: ("region",),
    Participant: ("meeting__body",),
    Position: ("person__region", "organisation"),
}
LISTED_BY = {AreaContact: ("area__names",)}
FORBIDDEN = "[]:*?/" + chr(92)
COLUMNS = {"Wat": 60, "Vanaf": 14, "T/m": 14, "Gegevens": 90}
EVENT_COLUMNS = {"Wat": 60, "Wanneer": 14, "Gegevens": 90}
UNTOLD = {"version", "since", "until", "sort_name", "path", "model", "object_id", "token_hash"}
ORDER = ("Position", "Mandate", "Representation", "SeatHolding", "Trekker", "Action", "Participant")


@dataclass(frozen=True)
class Row:
    """One thing that is kept: what, from when until when, and its values."""

    what: str
    since: date | None = None
    until: date | None = None
    details: str = ""
    url: str = ""


@dataclass(frozen=True)
class Section:
    """Rows of one kind; `are_events`: each happened on its day, and lasts no longer."""

    title: str
    rows: tuple[Row, ...]
    are_events: bool = False


@dataclass(frozen=True)
class Part:
    """A kind of thing that is kept; `rows` reads what there is of it, in one query."""

    title: str
    rows: Callable
    are_events: bool = False

    def read(self) -> Section:
        return Section(self.title, tuple(self.rows()), self.are_events)


class Export:
    """What is kept of `person`, as far as `user` may see it: part by part, each read apart."""

    def __init__(self, person, user):
        self.person, self.user = person, user
        self.identity = Identity(person)

    @cached_property
    def _found(self):
        return tied_and_seen_keys(self.person, self.user)

    @property
    def hidden(self):
        """How many things the reader may not see."""
        tied, seen = (sum(map(len, keys.values())) for keys in self._found)
        return tied - seen

    @property
    def contact(self):
        person = self.person
        return (
            ("Naam", person.name),
            ("E-mailadres", person.email or "niet ingevuld"),
            ("Telefoon", person.phone or "niet ingevuld"),
            ("Account", person.user.email if person.user else "niet gekoppeld"),
            ("Regio", person.region.name),
        )

    @property
    def parts(self) -> list[Part]:
        """Every part of which there may be something: what people know first, logs last."""
        person, user = self.person, self.user
        keys, seen = self._found
        tied = [
            Part(
                str(model._meta.verbose_name_plural).capitalize(),
                partial(_rows, model, seen[model], user),
            )
            for model in sorted(seen, key=_place)
        ]
        events = {
            "Uitnodigingen": partial(_links, person, self.identity),
            "Berichten": partial(_mails, person, self.identity),
            "Wijzigingen in deze gegevens": partial(_changes, person, keys, user),
        }
        if person.user_id:
            events["Wijzigingen door deze persoon"] = partial(_changes_by, person, user)
        return [*tied, *(Part(title, rows, are_events=True) for title, rows in events.items())]


def read(parts) -> list[Section]:
    """Return the sections of `parts` in which there is something."""
    return [section for part in parts if (section := part.read()).rows]


def as_book(found: Export) -> bytes:
    """Return the workbook: one sheet a kind."""
    book = sheets.new_book(f"Gegevens van {found.person}, {found.person.region}")
    sheets.add_table(book, "Contact", {"Wat": 20, "Gegevens": 60}, found.contact)
    for number, section in enumerate(read(found.parts), start=1):
        columns = EVENT_COLUMNS if section.are_events else COLUMNS
        rows = (_cells(row, section) for row in section.rows)
        sheets.add_table(book, _sheet_name(number, section.title), columns, rows, wrap=True)
    return sheets.as_bytes(book)


def _cells(row, section):
    days = [row.since] if section.are_events else [row.since, row.until]
    return [row.what, *(day or "" for day in days), row.details]


def _sheet_name(number, title):
    """Return a name that a workbook takes: short, without signs that mean something there."""
    return "".join(c for c in f"{number} {title}" if c not in FORBIDDEN)[:31]


def _place(model):
    name = model.__name__
    return (ORDER.index(name) if name in ORDER else len(ORDER), str(model._meta.verbose_name))


def _rows(model, keys, user):
    seen = model.objects.visible_to(user).filter(pk__in=keys)
    seen = seen.with_names() if hasattr(seen, "with_names") else seen.select_related()
    if also := NAMED_BY.get(model):
        seen = seen.select_related(*also)
    if lists := LISTED_BY.get(model):
        seen = seen.prefetch_related(*lists)
    # A list of one page reads the columns of its row alone; here every one is told.
    return map(_row, seen.defer(None).order_by("-pk")[:MOST])


def _row(obj):
    """Return a row of any model as its reader knows it."""
    until = getattr(obj, "last_day", None)
    url = obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else getattr(obj, "path", "")
    is_dated = hasattr(obj, "since")
    return Row(
        obj.with_place if isinstance(obj, Position) else str(obj),
        obj.since if is_dated else None,
        until if is_dated else None,
        "; ".join(_details(obj)),
        url,
    )


def _details(obj):
    for field in obj._meta.concrete_fields:
        if field.is_relation or field.primary_key or field.name in UNTOLD:
            continue
        value = field.value_from_object(obj)
        if value in (None, "", False):
            continue
        label = str(field.verbose_name)
        text = dict(field.flatchoices).get(value) or as_read(field, str(value))
        yield f"{label}: {text}"


def _links(person, identity):
    named = Q(pk__in=[])
    for email in identity.emails:
        named |= Q(email__iexact=email)
    links = SignedLink.objects.filter(named, region=person.region)
    for link in links.order_by("-created_at")[:MOST]:
        yield Row(str(link), _day(link.created_at), None, "; ".join(_details(link)))


def _mails(person, identity):
    named = Q(reminders__person=person)
    for email in identity.emails:
        named |= Q(to__iexact=email)
    mails = Mail.objects.filter(named, region=person.region).distinct()
    for mail in mails.order_by("-created_at", "-pk")[:MOST]:
        yield Row(
            mail.get_kind_display(),
            _day(mail.sent_at or mail.created_at),
            None,
            f"aan: {mail.to}; stand: {mail.get_state_display().lower()}",
        )


def _changes(person, keys, user):
    rows = Change.objects.visible_to(user).filter(about(person, keys), region=person.region)
    return _told(rows)


def _changes_by(person, user):
    if not person.user_id:
        return ()
    rows = Change.objects.visible_to(user).filter(by=person.user_id, region=person.region)
    return _told(rows)


def _told(rows):
    for act in acts(rows.select_related("by").order_by("-at", "-pk")[:MOST]):
        lines = "; ".join(f"{one.field}: {one.old or '–'} → {one.new or '–'}" for one in act.lines)
        what = f"{act.change.object_label}: {act.said}"
        yield Row(what, _day(act.change.at), None, f"door {act.change.by}; {lines}".rstrip("; "))


def _day(moment: datetime):
    return localtime(moment).date()
