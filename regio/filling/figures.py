"""The rounds of the checklist and the indicators of a filled region."""

from datetime import date, timedelta

from checklist.models import (
    Answer,
    InstrumentVersion,
    Round,
    RoundParty,
    StepState,
    StepView,
    Verdict,
)
from monitoring.models import Indicator, Measurement
from monitoring.rules.figures import Direction, Unit
from monitoring.rules.periods import Kind

VERDICTS = [Verdict.NONE, Verdict.PARTLY, Verdict.MOSTLY, Verdict.FULLY]
OPEN_SINCE, OPEN_UNTIL = timedelta(days=30), timedelta(days=24)


def add_rounds(plot):
    """A round a year, the last one open; every party has said something of every step."""
    instrument = InstrumentVersion.objects.get(key="proces-en-rolverdeling", number=1)
    rounds = []
    for back in reversed(range(plot.size.rounds)):
        day = plot.day - timedelta(days=365 * back)
        rounds.append(
            Round(
                region=plot.region,
                instrument=instrument,
                title=f"Ronde {plot.size.rounds - back}",
                opens_on=day - OPEN_SINCE,
                due_on=day + OPEN_UNTIL,
                closed_on=day + OPEN_UNTIL if back else None,
            )
        )
    opened = {"on": lambda row: row.round.opens_on}
    plot.store(rounds, field="title", on=lambda row: row.opens_on)
    asked = [RoundParty(round=round, party=party) for round in rounds for party in plot.voters]
    plot.store(asked, field="party", **opened)
    steps = instrument.parsed.steps
    plot.steps = plot.store(
        [
            StepState(round=round, step=step.key, to_do="Begrippen gelijk maken.")
            for round in rounds
            for step in steps
        ],
        field="to_do", **opened,
    )  # fmt: skip
    plot.store([v for r in rounds for v in _views(plot, r, steps)], field="verdict", **opened)
    plot.store([a for r in rounds for a in _answers(r, steps)], field="value", **opened)


def _views(plot, round, steps):
    for step in steps:
        for party in plot.voters:
            yield StepView(
                round=round,
                step=step.key,
                party=party,
                verdict=plot.random.choice(VERDICTS),
                remark="Wij zien het zo.",
                status=StepView.Status.SUBMITTED if round.is_closed else StepView.Status.BUSY,
            )


def _answers(round, steps):
    for step in steps:
        for question in step.questions:
            if question.kind == "text":
                yield Answer(round=round, question_key=question.key, value="Dit is afgesproken.")


def add_indicators(plot):
    indicators = [
        Indicator(
            region=plot.region,
            title=f"Indicator {number + 1}",
            counts="jongeren",
            out_of="alle jongeren",
            unit=Unit.PERCENT,
            direction=Direction.DOWN,
            frequency=Kind.YEAR,
            source="voorbeeld",
            is_sample=True,
        )
        for number in range(plot.size.indicators)
    ]
    plot.store(indicators, field="title", on=plot.since)
    plot.join(indicators, "themes", lambda row: [plot.random.choice(plot.themes)])
    last = plot.day.year - 1
    years = range(last - plot.size.periods + 1, last + 1)
    figures = [_figure(plot, row, year) for row in indicators for year in years]
    plot.store(
        [one for row in figures for one in row], field="numerator", on=lambda row: row.delivered_on
    )


def _figure(plot, indicator, year):
    for party in plot.gemeenten:
        yield Measurement(
            indicator=indicator,
            municipality=party.organisation.municipality,
            period_kind=Kind.YEAR,
            period_start=date(year, 1, 1),
            numerator=plot.random.randint(20, 400),
            denominator=5_000,
            delivered_on=date(year + 1, 3, 1),
        )
