from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oogo.rules.mandates import Power, Verdict, judge

DAY = date(2026, 4, 16)
BOTH = frozenset({"jeugd", "onderwijs"})


def power(kind="beslissend", portfolios=(), ceiling=None, since=None, until=None):
    return Power("Merel", kind, frozenset(portfolios), ceiling, since, until)


@pytest.mark.parametrize(
    ("held", "needed", "share", "expected"),
    [
        ([], ["jeugd"], None, Verdict.NONE),
        ([power()], ["jeugd"], None, Verdict.ENOUGH),
        ([power()], [], None, Verdict.ENOUGH),
        ([power(portfolios=["onderwijs"])], ["jeugd"], None, Verdict.NONE),
        ([power(portfolios=["onderwijs"])], [], None, Verdict.ENOUGH),
        ([power(kind="voorbehoud")], ["jeugd"], None, Verdict.RESERVED),
        ([power(kind="adviserend")], ["jeugd"], None, Verdict.ADVISES),
        # the ceiling: to the euro, and only where money is asked
        ([power(ceiling=24_547)], ["jeugd"], 24_547, Verdict.ENOUGH),
        ([power(ceiling=24_547)], ["jeugd"], 24_548, Verdict.TOO_LOW),
        ([power(kind="voorbehoud", ceiling=0)], ["jeugd"], 16_994, Verdict.TOO_LOW),
        ([power(kind="voorbehoud", ceiling=0)], ["jeugd"], None, Verdict.RESERVED),
        ([power(kind="voorbehoud", ceiling=0)], ["jeugd"], 0, Verdict.RESERVED),
        # the days: `until` is the first on which it no longer holds
        ([power(until=DAY)], ["jeugd"], None, Verdict.EXPIRED),
        ([power(until=date(2026, 4, 17))], ["jeugd"], None, Verdict.ENOUGH),
        ([power(since=DAY)], ["jeugd"], None, Verdict.ENOUGH),
        ([power(since=date(2026, 4, 17))], ["jeugd"], None, Verdict.NONE),
        # two wethouders, each with a portefeuille of their own
        (
            [power(portfolios=["onderwijs"]), power(portfolios=["jeugd"], until=DAY)],
            ["jeugd", "onderwijs"],
            None,
            Verdict.EXPIRED,
        ),
        (
            [power(portfolios=["onderwijs"]), power(portfolios=["jeugd"])],
            ["jeugd", "onderwijs"],
            None,
            Verdict.ENOUGH,
        ),
        # an old mandate beside the one that followed it
        ([power(until=DAY), power(since=DAY)], ["jeugd"], None, Verdict.ENOUGH),
    ],
)
def test_what_a_mandate_is_worth_for_an_item(held, needed, share, expected):
    assert judge(held, needed, share, DAY).verdict == expected


def test_a_judgement_names_what_it_rests_on_and_for_what():
    expired = power(portfolios=["jeugd"], until=DAY)
    found = judge([power(portfolios=["onderwijs"]), expired], BOTH, None, DAY)
    assert (found.power, found.portfolio, found.tone, found.word) == (
        expired,
        "jeugd",
        "late",
        "verlopen",
    )


days = st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31))
powers = st.builds(
    power,
    kind=st.sampled_from(["beslissend", "voorbehoud", "adviserend"]),
    portfolios=st.sets(st.sampled_from(["jeugd", "onderwijs", "wmo"])),
    ceiling=st.none() | st.integers(0, 100_000),
    since=days,
    until=days,
)
lists = st.lists(powers, max_size=5)
needs = st.sets(st.sampled_from(["jeugd", "onderwijs", "wmo"]))
shares = st.none() | st.integers(0, 100_000)


@given(lists, powers, needs, shares)
def test_another_mandate_never_makes_it_worse(held, one, needed, share):
    more = judge([*held, one], needed, share, DAY)
    assert more.verdict <= judge(held, needed, share, DAY).verdict


@given(lists, st.sets(st.sampled_from(["jeugd", "onderwijs", "wmo"]), min_size=1), shares)
def test_more_portefeuilles_never_make_it_better(held, needed, share):
    for name in needed:
        one = judge(held, [name], share, DAY)
        assert judge(held, needed, share, DAY).verdict >= one.verdict
