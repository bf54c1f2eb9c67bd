"""By what a person is known in a region: every name, address and number that was ever kept."""

import re
from functools import cached_property

from django.db.models import CharField, Q, TextField, Value
from django.db.models.functions import Cast

from accounts.models import Membership
from partners.models import ANONYMOUS, Organisation, Person
from records.models import Change
from regio.lib.models import in_one_query

REMOVED = "(verwijderd)"
GONE_ADDRESS = "geanonimiseerd@regio.invalid"
SHORTEST, SHORTEST_SURNAME = 3, 4
FIELDS, OTHERS = ("name", "email", "phone"), "others"
PARTICLES = {"de", "den", "der", "van", "ten", "ter", "het"}


class Identity:
    """The values that name `person`, and text without them.

    What somebody else is known by as well (a namesake, the address of a secretariat) is `shared`:
    it says nothing of this person alone and is found by keys only.
    """

    def __init__(self, person, account=None):
        self.person, self.account = person, account

    @cached_property
    def values(self):
        """Every value by field: {"name": …, "email": …, "phone": …}."""
        found = {field: {getattr(self.person, field)} for field in FIELDS}
        for field in FIELDS:
            found[field] |= self._kept[field]
        if self.account:
            found["name"].add(self.account.name)
            found["email"].add(self.account.email)
        return {
            field: {text for text in texts if text and len(text) >= SHORTEST and text != ANONYMOUS}
            for field, texts in found.items()
        }

    @property
    def _all_values(self):
        return {text for texts in self.values.values() for text in texts}

    @cached_property
    def shared(self):
        """Those values by which somebody else in the region is known too."""
        known = {text.casefold() for text in self._kept[OTHERS]}
        return {text for text in self._all_values if text.casefold() in known}

    @cached_property
    def _kept(self):
        """The texts of the person's history by field, and those of others in the region: read in
        one query."""
        region = self.person.region
        others = Person.objects.of_region(region).exclude(pk=self.person.pk)
        members = Membership.objects.of_region(region)
        if self.account or self.person.user_id:
            members = members.exclude(user=self.account or self.person.user_id)
        organisations = Organisation._base_manager.filter(region=region)
        named = ("name", "short_name", "abbreviation", "secretariat_email")
        changes = Change.objects.of(self.person)
        branches = [
            *(_texts(changes.filter(field=f), f, side) for f in FIELDS for side in ("old", "new")),
            *(_texts(others, OTHERS, column) for column in FIELDS),
            *(_texts(members, OTHERS, f"user__{column}") for column in ("name", "email")),
            *(_texts(organisations, OTHERS, column) for column in named),
        ]
        found = {kind: set() for kind in (*FIELDS, OTHERS)}
        for kind, text in in_one_query(branches):
            found[kind].add(text or "")
        return found

    @property
    def emails(self):
        """Addresses that are this person's alone."""
        return self.values["email"] - self.shared

    @cached_property
    def own_values(self):
        """What names this person alone, in any text; a name of one word is a word like others."""
        words = {name for name in self.values["name"] if not name.split()[1:]}
        return self._all_values - self.shared - words

    @cached_property
    def surnames(self):
        """The last word of each name, where it says enough to be looked for by itself."""
        words = {name.split()[-1] for name in self.values["name"] if name.split()[1:]}
        return {word for word in words if len(word) >= SHORTEST_SURNAME} - PARTICLES

    def condition(self, columns, values=None):
        """Return the condition that one of `columns` holds one of the values."""
        found = Q(pk__in=[])
        for column in columns:
            for text in self.own_values if values is None else values:
                found |= Q(**{f"{column}__icontains": text})
        return found

    def without(self, text, *, by_key=False):
        """Return `text` with what names the person replaced; `by_key`: it is known to be about
        this person, so that shared values go as well."""
        if not text:
            return text
        for pattern, instead in self._every_pattern if by_key else self._own_patterns:
            text = pattern.sub(instead, text)
        return text

    @cached_property
    def _every_pattern(self):
        return self._patterns(self._all_values)

    @cached_property
    def _own_patterns(self):
        return self._patterns(self.own_values)

    def _patterns(self, values):
        """Return (pattern, what stands instead) for each value, the longest first."""
        return [
            (word_pattern(text), ANONYMOUS if text in self.values["name"] else REMOVED)
            for text in sorted(values, key=len, reverse=True)
        ]


def _texts(rows, kind, column):
    """Return what stands in a column of `rows`, as (kind, text)."""
    text = Cast(column, TextField())
    rows = rows.annotate(of_kind=Value(kind, CharField()), text_of=text)
    return rows.order_by().values_list("of_kind", "text_of")


def word_pattern(text):
    """Return a pattern for `text` as words of its own, whatever its capitals."""
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", re.IGNORECASE)
