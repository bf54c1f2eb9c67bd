"""What is read from elsewhere, laid beside what is stored."""

from enum import Enum


class State(Enum):
    """What taking in one row would do: store it, change what is there, or nothing."""

    NEW = "nieuw"
    CHANGED = "gewijzigd"
    SAME = "gelijk"
