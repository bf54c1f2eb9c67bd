"""How sources write codes, names, days and shares, and what Regio makes of them."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from partners.rules import codes
from regio.lib.sort_name import fold

# What a StatLine label says besides the name: what kind of thing it is.
KIND_SUFFIX = re.compile(r"\s*\((?:PV|LD|CR|CP|GG|JZ|MC|AM|VR|GM|gemeente|provincie|regio)\)$")
NO_VALUE = {"", ".", "-", "x"}  # StatLine: unknown, nil, secret
PERIOD = re.compile(r"([0-9]{4})(JJ|SJ|KW|MM)([0-9]{2})")
SCHOOL_YEAR = re.compile(r"([0-9]{4})/'?([0-9]{2}|[0-9]{4})")
YEAR = re.compile(r"\b(20[0-9]{2})\b")


def clean(text) -> str:
    """Return a cell without padding and without the star of a provisional figure."""
    return text.replace("\xa0", " ").strip().rstrip("*").strip()


def is_empty(text) -> bool:
    return clean(text) in NO_VALUE


def municipality_code(text) -> str | None:
    """Return GM0080 for `80`, `0080` and `GM0080   `; None for what is no code of a gemeente."""
    return codes.municipality_code(clean(text)) or None


def area_code(kind, text) -> str:
    """Return the code of an area as we keep it: PO2814 for `PO-28-14`, `PO 28-14` and `28.14`."""
    code = clean(text).upper()
    if kind in ("swv_po", "swv_vo"):
        digits = re.sub(r"[^0-9]", "", code)
        prefix = kind[-2:].upper()
        is_own = re.fullmatch(rf"(?:{prefix})?[ .-]*[0-9]{{2}}[ .-]?[0-9]{{2}}", code)
        return f"{prefix}{digits}" if is_own else code
    return code


def area_name(text) -> str:
    """Return the name of an area without `(PV)` and the like."""
    return KIND_SUFFIX.sub("", clean(text))


def name_key(text) -> str:
    """Return what two ways of writing one name share: Bergen (NH) and Bergen (NH.)."""
    return re.sub(r"[^0-9a-z]+", " ", fold(KIND_SUFFIX.sub("", clean(text)))).strip()


def share(text) -> Decimal | None:
    """Return a share written as 0,5 or 0.5; None when it is unknown. Raises ValueError."""
    if is_empty(text):
        return Decimal(0) if clean(text) == "-" else None
    try:
        number = Decimal(clean(text).replace(",", ".")).quantize(Decimal("0.001"))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not 0 <= number <= 1:
        raise ValueError(text)
    return number


def first_day(period) -> date | None:
    """Return the first day of a period of the CBS (2026JJ00, 2025SJ00, 2025/'26, 2026KW02,
    2026MM04), a year or a day; None for anything else."""
    text = clean(period)
    if found := PERIOD.fullmatch(text):
        year, number = int(found[1]), int(found[3])
        month = {"JJ": 1, "SJ": 8, "KW": 3 * number - 2, "MM": number}[found[2]]
        return date(year, month, 1) if 1 <= month <= 12 else None
    if found := SCHOOL_YEAR.fullmatch(text):
        return date(int(found[1]), 8, 1)
    if re.fullmatch(r"(?:19|20)[0-9]{2}", text):
        return date(int(text), 1, 1)
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def year_in(title) -> int | None:
    """Return the one year that a title names: 2026 in `Gebieden in Nederland 2026`."""
    found = set(YEAR.findall(title))
    return int(found.pop()) if len(found) == 1 else None
