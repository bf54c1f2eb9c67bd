"""How large a region is that is made to measure on (quality: speed and scale)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Numbers of rows; `coming_items` of the items are on the agenda of the next OOGO.

    Meetings and what hangs on them are spread over `years`; indicators have a figure for each of
    `periods` years. `functions` are at least as many as `people`; `groups` are bodies that sit
    beside the usual ones.
    """

    key: str
    years: int
    organisations: int
    people: int
    functions: int
    groups: int
    themes: int
    meetings: int
    items: int
    coming_items: int
    decisions: int
    actions: int
    rounds: int
    indicators: int
    periods: int

    @property
    def slug(self):
        return f"maat-{self.key.lower()}"

    @property
    def code(self):
        return f"M{self.key}"


SIZES = {
    size.key: size
    for size in (
        Size(
            key="S",
            years=1,
            organisations=22,
            people=40,
            functions=40,
            groups=0,
            themes=5,
            meetings=12,
            items=60,
            coming_items=8,
            decisions=24,
            actions=40,
            rounds=1,
            indicators=3,
            periods=5,
        ),
        Size(
            key="L",
            years=10,
            organisations=40,
            people=200,
            functions=200,
            groups=0,
            themes=8,
            meetings=120,
            items=1_500,
            coming_items=40,
            decisions=1_000,
            actions=5_000,
            rounds=10,
            indicators=60,
            periods=10,
        ),
        # Many people, and meetings as in S.
        Size(
            key="P",
            years=1,
            organisations=160,
            people=1_000,
            functions=2_000,
            groups=60,
            themes=5,
            meetings=12,
            items=60,
            coming_items=8,
            decisions=24,
            actions=40,
            rounds=1,
            indicators=3,
            periods=5,
        ),
    )
}
