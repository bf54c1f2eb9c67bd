"""What a gemeente promised before it merged is asked of who follows it."""

from datetime import date

from oogo.tests.factories import ActionFactory
from partners.tests.factories import PartyFactory, PositionFactory
from reminders.recipients import Directory
from reminders.rules import Occasion

ON = date(2026, 3, 1)


def told(region, party, day):
    action = ActionFactory(region=region)
    occasion = Occasion(due_on=day, title="Tellen", role="voert dit uit", recipients=(party,))
    found = Directory(region, day).addressee(party, occasion, action)
    return found and (found.name, found.why)


def test_a_reminder_of_a_party_that_was_followed_goes_to_its_successor(region):
    old = PartyFactory(organisation__region=region, organisation__short_name="Plevier", until=ON)
    new = PartyFactory(organisation__region=region, organisation__short_name="Nestgaarde", since=ON)
    old.successors.add(new)
    PositionFactory(organisation=old.organisation, person__name="Els Kluut", until=ON)
    PositionFactory(organisation=new.organisation, person__name="Jan Wulp", since=ON)

    assert told(region, old, date(2026, 2, 28)) == (
        "Els Kluut",
        "Plevier voert dit uit; u bent daar contactpersoon.",
    )
    assert told(region, old, ON) == (
        "Jan Wulp",
        "Plevier voert dit uit, en is opgevolgd door Nestgaarde; u bent daar contactpersoon.",
    )


def test_after_two_herindelingen_in_a_row_the_last_successor_is_told(region):
    own = {"organisation__region": region}
    old = PartyFactory(**own, organisation__short_name="Plevier", until=ON)
    between = PartyFactory(**own, since=ON, until=date(2026, 6, 1))
    last = PartyFactory(**own, organisation__short_name="Kustgaarde", since=date(2026, 6, 1))
    old.successors.add(between)
    between.successors.add(last)
    PositionFactory(organisation=last.organisation, person__name="Jan Wulp")

    assert told(region, old, date(2026, 6, 1)) == (
        "Jan Wulp",
        "Plevier voert dit uit, en is opgevolgd door Kustgaarde; u bent daar contactpersoon.",
    )
