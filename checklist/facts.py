"""Registry: what Regio already knows beside a step. A higher app adds its own facts."""

from partners import facts as partner_facts

_sources = [partner_facts.facts_for]


def register(source):
    """Add `source(region, day) -> {step number: [Fact, …]}`; called in `AppConfig.ready`."""
    _sources.append(source)


def for_step(region, day, number) -> list:
    """Return the facts beside step `number` of the main instrument on `day`."""
    return [fact for source in _sources for fact in source(region, day).get(number, [])]
