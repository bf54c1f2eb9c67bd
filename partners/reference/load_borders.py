"""Bring the borders of a file into the database: all of them, or nothing."""

from collections import Counter
from datetime import date

from django.db import transaction

from partners.models import Municipality, MunicipalityOutline
from partners.reference.reader import MAX_PROBLEMS, ReferenceFileError
from partners.rules.geometry import path_of
from partners.rules.topology import simplify


@transaction.atomic
def load_borders(shapes, *, since: date, source: str) -> Counter:
    """Store `shapes` ({code: rings}), simplified, as the borders from `since` on.

    Gemeenten that the reference data do not know are counted as unknown and left out. Returns how
    many were new, changed, unchanged, unknown. Raises ReferenceFileError when none is known, or one
    did not exist on that day; then nothing is written.
    """
    places = {m.code: m for m in Municipality.objects.all()}
    known = [code for code in shapes if code in places]
    if not known:
        raise ReferenceFileError(["geen van de gemeenten in het bestand staat in de naslag"])
    _check_day([places[code] for code in known], since)
    paths = {code: path_of(rings) for code, rings in simplify(shapes).items()}
    stored = {o.municipality_id: o for o in MunicipalityOutline.objects.filter(since=since)}
    counts = Counter(new=0, changed=0, unchanged=0, unknown=len(shapes) - len(known))
    for code in known:
        counts[_store(places[code], since, stored, path=paths[code], source=source)] += 1
    return counts


def _store(municipality, since, stored, **values):
    outline = stored.get(municipality.pk)
    if outline is None:
        MunicipalityOutline.objects.create(municipality=municipality, since=since, **values)
        return "new"
    if all(getattr(outline, name) == value for name, value in values.items()):
        return "unchanged"
    MunicipalityOutline.objects.filter(pk=outline.pk).update(**values)
    return "changed"


def _check_day(municipalities, since):
    wrong = sorted(
        f"{m.code} bestond niet op {since}" for m in municipalities if not m.holds_on(since)
    )
    if wrong:
        more = [f"en nog {len(wrong) - MAX_PROBLEMS}"] if len(wrong) > MAX_PROBLEMS else []
        asked = "geef met --since de dag vanaf wanneer deze grenzen gelden"
        raise ReferenceFileError([*wrong[:MAX_PROBLEMS], *more, asked])
