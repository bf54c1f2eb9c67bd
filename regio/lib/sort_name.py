"""Dutch sort names: the surname first, its tussenvoegsels last, accents folded.

Stored beside the name, because PostgreSQL and SQLite sort and fold text differently.
"""

import unicodedata

PREFIXES = frozenset(
    """
    aan af bij d da dal de del della den der di do dos du el het in l la las le les lo los met
    onder op over s 's 't t te ten ter tot uijt uit van ver vom von voor vor zu zum zur
    """.split()  # noqa: SIM905
)
UNFOLDED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "’": "'"}
)
MAX_LENGTH = 140


def fold(text: str) -> str:
    """Return `text` in lower case without accents, with single spaces: what is searched for."""
    if text.isascii():
        return " ".join(text.casefold().split())
    bare = unicodedata.normalize("NFKD", text.casefold().translate(UNFOLDED))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).casefold().split())


def sort_name(name: str) -> str:
    """Return the text by which a person's name sorts: "Zoë van der Kuif" → "kuif zoe van der".

    A tussenvoegsel never counts as the first word; without one the last word is the surname.
    At most 140 characters.
    """
    words = fold(name).split()
    start = next((i for i, word in enumerate(words) if i and word in PREFIXES), len(words) - 1)
    end = start
    while end < len(words) - 1 and words[end] in PREFIXES:
        end += 1
    given, prefixes, surname = words[:start], words[start:end], words[end:]
    return " ".join(surname + given + prefixes)[:MAX_LENGTH]
