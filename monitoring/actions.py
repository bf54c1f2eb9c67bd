"""Takes in a delivery of figures: what would change, and then all of it or nothing."""

import hashlib
from dataclasses import dataclass

from django.db import transaction

from monitoring.models import Measurement
from monitoring.rules.delivery import Read
from partners.models import Municipality
from records import actions as records
from regio.lib.comparing import State

FIELDS = ("numerator", "denominator", "value", "reason", "is_provisional")


@dataclass(frozen=True)
class Difference:
    """A figure of a file beside the stored one (None: there is none yet)."""

    read: Read
    measurement: Measurement | None
    state: State

    @property
    def loses_weight(self):
        """Whether a value takes the place of numbers that counted in a weighted sum."""
        stored = self.measurement
        if stored is None or stored.is_withdrawn or self.read.figure.value is None:
            return False
        return stored.numerator is not None and stored.denominator is not None


def compare(indicator, reads) -> list[Difference]:
    """Lay what a file says beside what is stored, in one query."""
    stored = {
        (m.municipality.code, m.period): m
        for m in indicator.measurements.exclude(municipality=None).select_related("municipality")
    }
    return [_difference(indicator, read, stored.get((read.code, read.period))) for read in reads]


def _difference(indicator, read, measurement):
    if measurement is None:
        return Difference(read, None, State.NEW)
    known = {"", measurement.source, indicator.source if not measurement.source else ""}
    is_same = measurement.figure == read.figure and read.source in known
    is_same = is_same and not measurement.is_withdrawn
    return Difference(read, measurement, State.SAME if is_same else State.CHANGED)


def fingerprint(differences) -> str:
    """Return a text that is another one as soon as something else would be written."""
    lines = [
        f"{d.read.code} {d.read.period} {d.read.figure} {d.read.source} {d.state.value} "
        f"{d.measurement.version if d.measurement else 0}"
        for d in differences
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@transaction.atomic
def take_in(*, indicator, differences, delivered_on, by):
    """Store what is new and what changed, and return how many figures that were.

    Raises StaleError or IntegrityError when somebody was there first; then nothing is stored.
    """
    todo = [d for d in differences if d.state is not State.SAME]
    codes = {d.read.code for d in todo}
    rows = Municipality.objects.filter(code__in=codes).prefetch_related("names")
    municipalities = {m.code: m for m in rows}
    for difference in todo:
        municipality = municipalities[difference.read.code]
        if difference.measurement is None:
            _add(indicator, difference.read, municipality, delivered_on, by)
        else:
            _change(difference, municipality, delivered_on, by)
    return len(todo)


def _add(indicator, read, municipality, delivered_on, by):
    measurement = Measurement(
        indicator=indicator,
        municipality=municipality,
        delivered_on=delivered_on,
        source=read.source if read.source != indicator.source else "",
        **_values(read),
    )
    measurement.period = read.period
    records.create(measurement, by=by)


def _change(difference, municipality, delivered_on, by):
    measurement, read = difference.measurement, difference.read
    measurement.municipality = municipality
    source = {"source": read.source} if read.source else {}
    records.write(
        measurement,
        version=measurement.version,
        by=by,
        delivered_on=delivered_on,
        is_withdrawn=False,
        **source,
        **_values(read),
    )


def _values(read):
    return {name: getattr(read.figure, name) for name in FIELDS}
