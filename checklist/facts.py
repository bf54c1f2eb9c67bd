"""Registry: what Regio already knows beside a step. A higher app adds its own facts."""

from agenda import facts as agenda_facts
from monitoring import facts as monitoring_facts
from partners import facts as partner_facts

_sources = [
    (frozenset({1, 7}), partner_facts.facts_for),
    (frozenset({6}), partner_facts.body_facts),
    (frozenset({3, 7}), agenda_facts.facts_for),
    (frozenset({2, 8}), monitoring_facts.facts_for),
]


def register(steps, source):
    """Add `source(region, day) -> {step number: [Fact, …]}` for `steps`; in `AppConfig.ready`."""
    _sources.append((frozenset(steps), source))


def exist_for(number) -> bool:
    """Tell whether anything is known beside step `number`."""
    return any(number in steps for steps, _ in _sources)


def for_step(region, day, number) -> list:
    """Return the facts beside step `number` of the main instrument on `day`."""
    asked = [source for steps, source in _sources if number in steps]
    return [fact for source in asked for fact in source(region, day).get(number, [])]
