"""The agenda of a meeting: numbers, start times, overrun, and what moving an item does."""

import re
from collections.abc import Sequence
from datetime import time
from itertools import accumulate, count
from string import ascii_lowercase
from typing import TypeVar

DAY = 24 * 60
LETTERS_AT_END = re.compile(r"[a-z]+$")
Item = TypeVar("Item")


def fix_numbers(stored: Sequence[str]) -> list[str]:
    """Return the number of every item, in order of the agenda.

    `stored` has the numbers that were fixed when papers were sent, "" for an item without. As long
    as none is fixed they count 1, 2, 3. From then on those that are fixed stay, wherever the item
    goes; a late item takes that of the item before it with the next free letter (4a, 4b; before
    the first: 0a). What has gone leaves a gap.
    """
    if not any(stored):
        return [str(place) for place in range(1, len(stored) + 1)]
    taken, base, found = {number for number in stored if number}, "0", []
    for number in stored:
        if not number:
            number = next(f"{base}{s}" for s in _letters() if f"{base}{s}" not in taken)
            taken.add(number)
        base = _base(number)
        found.append(number)
    return found


def _base(number):
    """Return a number without its letters: 4a → 4."""
    return LETTERS_AT_END.sub("", number)


def _letters():
    """Yield a, b, …, z, aa, ab, …"""
    for length in count(1):
        yield from _words(length)


def _words(length):
    if length == 0:
        yield ""
        return
    for head in _words(length - 1):
        for letter in ascii_lowercase:
            yield head + letter


def start_times(starts_at: time, minutes: Sequence[int]) -> list[time]:
    """Return when each item begins, and last when all is done, from the minutes of each."""
    first = starts_at.hour * 60 + starts_at.minute
    return [_at(first + passed) for passed in accumulate(minutes, initial=0)]


def _at(minute):
    return time(*divmod(minute % DAY, 60))


def overrun(available: int, minutes: Sequence[int]) -> int:
    """Return how many minutes the items take more than there are; below zero: what is left."""
    return sum(minutes) - available


def moved(items: Sequence[Item], item: Item, place: int) -> list[Item]:
    """Return `items` with `item` at `place`, counted from 1; beyond an end is at that end."""
    others = [other for other in items if other != item]
    at = min(max(place, 1), len(others) + 1) - 1
    return [*others[:at], item, *others[at:]]
