"""For which parties a user speaks: by a function at their organisation, or by representing them."""

from django.utils.functional import cached_property

from partners.models import Position
from regio.lib.models import lasts

# From a function to a party that it speaks for, with the region of that, and to what has to last.
SPOKEN_FOR = {
    "organisation__parties": "organisation__region",
    "representations__party": "representations__party__organisation__region",
}
TERMS = ("", "organisation__parties__", "representations__", "representations__party__")


class Speaking:
    """The functions that `user` has or had, and for whom they speak; None is nobody. Read once,
    when first asked."""

    def __init__(self, user):
        self.user = user

    def positions_on(self, day):
        """Return the keys of the functions that the user has on `day`."""
        return list({row["pk"] for row in self._rows if _lasts(row, "", day)})

    @property
    def positions(self):
        """The keys of those of any day."""
        return list({row["pk"] for row in self._rows})

    def parties_on(self, day):
        """Return the parties for which the user speaks on `day`: {key: key of its region}."""
        found = {}
        for row in self._rows:
            for party, region in SPOKEN_FOR.items():
                paths = [path for path in TERMS if f"{party}__".startswith(path)]
                if row[party] and all(_lasts(row, path, day) for path in paths):
                    found[row[party]] = row[region]
        return found

    @cached_property
    def _rows(self):
        if self.user is None:
            return []
        rows = Position.objects.filter(person__user=self.user)
        keys = [key for key, region in SPOKEN_FOR.items() for key in (key, region)]
        terms = [f"{path}{end}" for path in TERMS for end in ("since", "until")]
        return list(rows.order_by("pk").values("pk", *keys, *terms))


def _lasts(row, path, day):
    return lasts(row[f"{path}since"], row[f"{path}until"], day)


def speaking_of(user):
    """Return for whom `user` speaks, read once for a user object."""
    if getattr(user, "_speaking", None) is None:
        user._speaking = Speaking(user)
    return user._speaking


def read_anew(user):
    """Forget what was read: what was just written may have changed it."""
    user._speaking = None
