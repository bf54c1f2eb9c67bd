"""What stands in a file: text by its bytes, names of gemeenten, numbers, ja and nee."""

import re
from decimal import Decimal

from regio.lib.sort_name import fold

MAX_BYTES = 500_000
MOST = 10**9
OTHER_FILES = {
    b"PK\x03\x04": "een Excel-bestand (xlsx)",
    b"\xd0\xcf\x11\xe0": "een oud Excel-bestand (xls)",
    b"%PDF": "een pdf",
    b"\x89PNG": "een plaatje",
    b"\xff\xd8\xff": "een plaatje",
}
YES = {"ja", "j", "x", "*", "voorlopig", "1", "true"}
NO = {"", "nee", "n", "definitief", "0", "false"}
DUTCH = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?\Z", re.ASCII)
POINT = re.compile(r"\d+\.\d+\Z", re.ASCII)
TWO_WAYS = re.compile(r"\d{1,3}\.\d{3}\Z", re.ASCII)


class DeliveryError(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""


class CellError(ValueError):
    """A cell cannot be read; the message says why."""


def decode(content: bytes) -> str:
    """Return the text of a file, by what it holds and not by its name; raises DeliveryError."""
    if len(content) > MAX_BYTES:
        raise DeliveryError(f"Dit bestand is groter dan {MAX_BYTES // 1000} kB.")
    for start, what in OTHER_FILES.items():
        if content.startswith(start):
            raise DeliveryError(f"Dit is {what}. Sla het op als CSV en kies dat bestand.")
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise DeliveryError("Dit is geen tekstbestand. Sla de cijfers op als CSV.")
    return text


def key_of(name) -> str:
    """Return a name of a gemeente as it is looked up: without gemeente, accents and brackets."""
    words = re.sub(r"[^\w\s]", " ", fold(name)).split()
    return " ".join(word for word in words if word not in ("gemeente", "gm"))


class Places:
    """Finds the code of a gemeente by code or name; `names` are {code: its names}."""

    def __init__(self, names):
        self.codes = set(names)
        found = {}
        for code, own in names.items():
            for name in own:
                found.setdefault(key_of(name), set()).add(code)
                found.setdefault(key_of(name.partition("(")[0]), set()).add(code)
        self.by_name = {key: next(iter(codes)) for key, codes in found.items() if len(codes) == 1}

    def find(self, text) -> str | None:
        """Return the code that GM0361, 0361, 361, Alkmaar or Alkmaar (gemeente) means."""
        bare = text.strip().upper().removeprefix("GM").strip()
        if bare.isascii() and bare.isdigit() and len(bare) <= 4:
            code = f"GM{bare.zfill(4)}"
            return code if code in self.codes else None
        return self.by_name.get(key_of(text))


def read_number(text, *, is_count) -> Decimal:
    """Read a number with a comma or a point; raises CellError where it could be two numbers."""
    bare = text.replace("\u00a0", "").replace(" ", "").removesuffix("%")
    if not is_count and TWO_WAYS.match(bare):
        raise CellError(f"“{text}” kan twee getallen zijn: schrijf het zonder punt")
    if found := DUTCH.match(bare):
        number = Decimal(found[1].replace(".", "") + (found[2] or "").replace(",", "."))
    elif POINT.match(bare):
        number = Decimal(bare)
    else:
        raise CellError(f"“{text[:40]}” is geen getal")
    if number > MOST:
        raise CellError(f"“{text[:40]}” is te groot")
    if is_count and number % 1:
        raise CellError(f"“{text}” is geen heel aantal")
    return number


def read_yes(text) -> bool:
    """Read ja or nee; empty is nee. Raises CellError."""
    if text.casefold() in YES | NO:
        return text.casefold() in YES
    raise CellError(f"“{text[:40]}” is geen ja of nee")
