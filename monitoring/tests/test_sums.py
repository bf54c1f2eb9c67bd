"""What is summed over mergers, for any chain of them: all of it once, and over a split nothing."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.rules.figures import Figure, Unit
from monitoring.rules.table import Question, cells
from monitoring.rules.territory import Territory
from partners.rules.lines import successors_of
from partners.tests.test_lines import DAYS, LAST, countries
from partners.tests.test_partition import AREAS, divided


def table_of(country, day, values, areas=()):
    """Return the cells of the gemeenten of now over what was measured at `day`."""
    now = tuple(country.existing(LAST))
    measured = {code: Figure(value, 1_000) for code, value in values.items()}
    return cells(Question(day, now, areas, Unit.PERCENT, 0), Territory(country), measured)


def counts(table, keys):
    """Return the numerators of the cells that have a figure."""
    figures = [table[key].figure for key in keys]
    return [figure.numerator for figure in figures if figure and figure.numerator is not None]


VALUES = st.randoms()


@settings(deadline=None, max_examples=30)
@given(countries(splits=False), DAYS, VALUES)
def test_where_nothing_was_split_the_gemeenten_of_now_sum_to_what_was_measured(
    country, day, chance
):
    values = {code: chance.randint(0, 900) for code in country.existing(day)}
    table = table_of(country, day, values)
    assert sum(counts(table, country.existing(LAST))) == sum(values.values())


@settings(deadline=None, max_examples=30)
@given(divided(splits=False), DAYS, VALUES)
def test_the_areas_that_divide_a_country_sum_to_it(made, day, chance):
    country, first = made
    day = max(day, first)
    values = {code: chance.randint(0, 900) for code in country.existing(day)}
    table = table_of(country, day, values, tuple(AREAS))
    assert sum(counts(table, AREAS)) == sum(values.values())


@settings(deadline=None, max_examples=30)
@given(countries(), DAYS, VALUES)
def test_over_a_split_nothing_is_computed_and_the_rest_counts_once(country, day, chance):
    values = {code: chance.randint(1, 900) for code in country.existing(day)}
    table = table_of(country, day, values)
    torn = {code for code in values if len(successors_of(country, code, LAST)) > 1}
    for code in country.existing(LAST):
        figure = table[code].figure
        parts = country.predecessors_of(code, day)
        if parts & torn:
            assert (figure, table[code].note.partition(":")[0]) == (None, "gesplitst")
        else:
            assert figure.numerator == sum(values[part] for part in parts)


def test_a_part_of_a_postcode_area_makes_no_sum():
    """The twin: with shares a sum over areas would count some twice; it is not made."""
    made = divided(splits=False, shares=st.just([Decimal("0.5"), Decimal("0.5")]))

    @settings(deadline=None, max_examples=8)
    @given(made, DAYS)
    def check(found, day):
        country, first = found
        values = dict.fromkeys(country.existing(max(day, first)), 10)
        table = table_of(country, max(day, first), values, tuple(AREAS))
        assert counts(table, AREAS) == []

    check()
