"""Read a table of "Gebieden in Nederland" from CBS OData 4, page by page.

Measures are known by the titles of their groups: their codes change every year.
"""

import http.client
import json
import re
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from django.conf import settings

from partners.reference import codes
from partners.reference.edition import Edition, Row, check_rows, refuse
from partners.reference.statline import SOURCE, kind_of
from regio.lib.sort_name import fold

TABLE = re.compile(r"[0-9A-Z]{5,12}")
SECONDS = 20
MAX_PAGES, MAX_BYTES = 60, 30_000_000


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


_opener = urllib.request.build_opener(_NoRedirect)


def read_table(table, advance=lambda pages: None) -> Edition:
    """Return the edition that a table holds; `advance` hears how many pages were read.

    Raises ReferenceFileError when the CBS does not answer, or not as expected.
    """
    if not TABLE.fullmatch(table):
        refuse(f"tabel {table[:40]}: verwacht een nummer van het CBS als 86247NED")
    pages = _Pages(table, advance)
    title = str(pages.one("Properties").get("Title", ""))[:200]
    measures = _measures(pages)
    if not measures:
        refuse(
            f"tabel {table}: geen groep noemt een soort gebied die Regio kent; gevonden “{title}”"
        )
    rows = _rows(pages, measures, table)
    check_rows(rows, f"tabel {table}")
    year = codes.year_in(title)
    day = codes.first_day(str(year)) if year else None
    return Edition(tuple(rows), day, SOURCE, title or f"tabel {table}")


class _Pages:
    """The answers of one table; never of another address than its own."""

    def __init__(self, table, advance):
        self.table, self.advance = table, advance
        self.base = f"{settings.CBS_ODATA_URL.rstrip('/')}/{table}/"
        self.count = 0

    def one(self, name):
        return self._get(self.base + name)

    def rows(self, name):
        """Yield the rows of all pages of a list."""
        address = self.base + name
        while address:
            page = self._get(address)
            rows = page.get("value")
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                self._refuse(f"verwacht een lijst bij {name}")
            yield from rows
            address = page.get("@odata.nextLink")
            if address is not None and not str(address).startswith(self.base):
                self._refuse("de volgende bladzijde ligt op een ander adres")

    def _get(self, address):
        self.count += 1
        if self.count > MAX_PAGES:
            self._refuse(f"meer dan {MAX_PAGES} bladzijden")
        request = urllib.request.Request(address, headers={"Accept": "application/json"})
        try:
            with _opener.open(request, timeout=SECONDS) as answer:
                data = answer.read(MAX_BYTES + 1)
        except urllib.error.HTTPError as error:
            said = "deze tabel is er niet" if error.code == 404 else f"antwoord {error.code}"
            self._refuse(said)
        except (OSError, http.client.HTTPException, ValueError):
            self._refuse(
                f"{urlsplit(self.base).hostname} antwoordt niet; probeer het later opnieuw"
            )
        if len(data) > MAX_BYTES:
            self._refuse("een bladzijde is te groot")
        try:
            page = json.loads(data)
        except (ValueError, RecursionError):
            self._refuse("verwacht JSON")
        if not isinstance(page, dict):
            self._refuse("verwacht een antwoord van OData 4")
        self.advance(self.count)
        return page

    def _refuse(self, what):
        refuse(f"tabel {self.table}, bladzijde {self.count}: {what}")


def _measures(pages):
    """Return {code of a measure: (kind, code or naam)}."""
    groups = {str(row.get("Id")): row for row in pages.rows("MeasureGroups")}
    found = {}
    for row in pages.rows("MeasureCodes"):
        title = fold(str(row.get("Title", "")))
        group = groups.get(str(row.get("MeasureGroupId")), {})
        kind = kind_of(str(group.get("Title", ""))) or kind_of(title)
        role = "code" if "code" in title else "naam" if "naam" in title else None
        if kind and role:
            found[str(row.get("Identifier")).strip()] = (kind, role)
    return found


def _rows(pages, measures, table):
    """Return a Row for each gemeente and kind; `line` counts the observations."""
    said = {}
    for number, row in enumerate(pages.rows("Observations"), 1):
        place = codes.clean(str(row.get("RegioS", ""))).upper()
        what = measures.get(str(row.get("Measure", "")).strip())
        if what is None or not place.startswith("GM"):
            continue
        if codes.municipality_code(place) is None:
            refuse(
                f"tabel {table}, waarneming {number}: verwacht een gemeente als GM0361, gevonden "
                f"“{place[:40]}”"
            )
        kind, role = what
        text = str(row.get("StringValue") or "")
        said.setdefault((codes.municipality_code(place), kind), {})[role] = (
            "" if codes.is_empty(text) else codes.clean(text)
        )
    return [
        Row(
            number,
            kind,
            place,
            "",
            codes.area_code(kind, own.get("code", ""))[:12],
            codes.area_name(own.get("naam", ""))[:120],
            codes.share("1"),
        )
        for number, ((place, kind), own) in enumerate(sorted(said.items()), 1)
        if own.get("code") or own.get("naam")
    ]
