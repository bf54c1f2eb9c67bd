import pytest

from oogo.rules.carrying import Before, Proposal, proposals


@pytest.mark.parametrize(
    ("before", "reasons"),
    [
        (Before("x", is_treated=True, is_standing=False), None),
        (Before("x", is_treated=False, is_standing=False), ("niet behandeld",)),
        (Before("x", is_treated=True, is_standing=True), ("vast punt",)),
        (Before("x", is_treated=True, is_standing=False, open_actions=1), ("1 open actie",)),
        (
            Before("x", is_treated=False, is_standing=True, open_actions=2, open_stances=3),
            ("niet behandeld", "2 open acties", "3 standpunten open", "vast punt"),
        ),
        (Before("x", is_treated=True, is_standing=False, open_stances=1), ("1 standpunt open",)),
    ],
)
def test_an_item_is_taken_over_for_what_it_left_behind(before, reasons):
    assert proposals([before]) == ([Proposal("x", reasons)] if reasons else [])
