"""How organisations are told apart: postcode, KvK, BRIN or bevoegd gezag, and the web."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError


@dataclass(frozen=True)
class Form:
    """A number or code with a fixed form, and what to say of any other."""

    pattern: re.Pattern
    message: str
    spaced: int = 0

    def read(self, text: str) -> str:
        """Return `text` as we store it: no spaces or points, capitals; raises ValidationError."""
        bare = re.sub(r"[\s.]", "", text).upper()
        if self.spaced and bare:
            bare = f"{bare[: self.spaced]} {bare[self.spaced :]}"
        if bare and not self.pattern.fullmatch(bare):
            raise ValidationError(self.message)
        return bare


POSTCODE = Form(
    re.compile(r"[1-9][0-9]{3} (?!SA|SD|SS)[A-Z]{2}"), "Vul een postcode in, zoals 1811 AB.", 4
)
KVK = Form(re.compile(r"[0-9]{8}"), "Een KvK-nummer heeft acht cijfers, zoals 12345678.")
# A school has a BRIN of two digits and two letters; a board a number of five digits.
BRIN = Form(
    re.compile(r"[0-9]{2}[A-Z]{2}|[0-9]{5}"),
    "Vul een BRIN-nummer in, zoals 12AB, of een bevoegdgezagnummer van vijf cijfers.",
)


def host_of(website: str) -> str:
    """Return where a website lives, in lower case; empty where that is none."""
    try:
        return (urlsplit(website).hostname or "").lower()
    except ValueError:
        return ""
