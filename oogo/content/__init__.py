"""What ships with Regio for a cycle: its stations and the subjects that the law knows."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from oogo.rules.milestones import Station

FILE = Path(__file__).parent / "cyclus.toml"


@dataclass(frozen=True)
class Kind:
    key: str
    name: str
    article: str


@lru_cache
def stations() -> tuple[Station, ...]:
    return tuple(Station(**row) for row in _content()["stations"])


@lru_cache
def kinds() -> tuple[Kind, ...]:
    return tuple(Kind(**row) for row in _content()["kinds"])


def _content():
    return tomllib.loads(FILE.read_text("utf-8"))
