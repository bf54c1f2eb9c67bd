"""Get the bytes of a file or of an address on the web, no more than a map may weigh."""

from pathlib import Path
from time import monotonic
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
)

from partners.reference.reader import ReferenceFileError

MAX_BYTES = 32_000_000
SECONDS = 60
CHUNK = 1 << 16
TOO_LARGE = f"is groter dan {MAX_BYTES // 1_000_000} MB; neem de gegeneraliseerde grenzen"


def fetch(place: str, *, limit: int = MAX_BYTES, seconds: float = SECONDS) -> bytes:
    """Return what stands at `place`: an http(s) address, else a file.

    Raises ReferenceFileError: not there, of another kind, larger than `limit` bytes, or not read
    within `seconds`.
    """
    scheme = urlsplit(place).scheme if "://" in place else ""
    if scheme in ("http", "https"):
        return _from_web(place, limit, seconds)
    if scheme:
        raise ReferenceFileError([f"{place}: verwacht een bestand of een adres met http of https"])
    try:
        with Path(place).open("rb") as file:
            return _within(place, file.read(limit + 1), limit)
    except OSError as error:
        raise ReferenceFileError([f"{place}: niet te lezen ({error.strerror})"]) from error


def _from_web(address, limit, seconds):
    until, found = monotonic() + seconds, b""
    try:
        with _opener().open(address, timeout=seconds) as answer:
            while chunk := answer.read1(CHUNK):
                found = _within(address, found + chunk, limit)
                if monotonic() > until:
                    raise TimeoutError
    except TimeoutError as error:
        raise ReferenceFileError(
            [f"{address}: niet binnen {seconds:g} seconden gelezen"]
        ) from error
    except (URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise ReferenceFileError([f"{address}: niet te lezen ({reason})"]) from error
    return found


def _opener():
    """Open http and https alone, also after a redirect."""
    opener = OpenerDirector()
    for handler in (
        HTTPHandler,
        HTTPSHandler,
        HTTPErrorProcessor,
        HTTPDefaultErrorHandler,
        HTTPRedirectHandler,
    ):
        opener.add_handler(handler())
    return opener


def _within(place, found, limit):
    if len(found) > limit:
        raise ReferenceFileError([f"{place}: {TOO_LARGE}"])
    return found
