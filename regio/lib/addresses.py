"""Addresses of rows: a list asks for hundreds that differ in a number alone."""

import functools

from django.urls import get_urlconf, reverse

SIGN = 9_000_000_000_000_000


def address_of(name, slug, *numbers):
    """Return what `reverse` does for a page below a region, with the keys or numbers in it."""
    start, *parts = _parts(name, slug, len(numbers), get_urlconf())
    return start + "".join(f"{number:d}{part}" for number, part in zip(numbers, parts, strict=True))


@functools.lru_cache(maxsize=4096)
def _parts(name, slug, count, urlconf):
    """Return the address in the parts between its numbers."""
    signs = [SIGN + at for at in range(count)]
    text = reverse(name, urlconf, args=[slug, *signs])
    parts = []
    for sign in signs:
        part, _, text = text.partition(str(sign))
        parts.append(part)
    return [*parts, text]
