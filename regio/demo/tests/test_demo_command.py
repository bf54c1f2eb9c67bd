from collections import Counter
from datetime import date, time, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import Region, User
from accounts.tests.factories import RegionFactory, UserFactory
from records import actions as records
from records.models import Change
from regio.demo.actions import DAYS
from regio.demo.diary import Diary
from regio.demo.models import Demonstration
from regio.demo.tests import loaded
from regio.lib import clock


def count_rows():
    return Counter({m._meta.label: m._base_manager.count() for m in apps.get_models()})


def test_the_command_loads_the_third_of_march(db, capsys):
    call_command("demo")
    assert Demonstration.objects.get().day == date(2026, 3, 3)
    assert capsys.readouterr().out == "The demonstration is loaded as it stood on 2026-03-03.\n"
    loaded.keep(DAYS[0])


def test_the_command_loads_another_day(db):
    call_command("demo", at="2026-05-01", without_dossier=True)
    assert Demonstration.objects.get().day == date(2026, 5, 1)
    loaded.keep(DAYS[2])


def test_an_unknown_day_is_refused_with_the_days_to_choose_from(db):
    message = "--at 2026-13-40: choose one of 2026-03-03, 2026-04-02, 2026-05-01."
    with pytest.raises(CommandError) as refused:
        call_command("demo", at="2026-13-40")
    assert (str(refused.value), refused.value.returncode) == (message, 1)
    assert Region.objects.count() == 0


def test_a_loaded_demonstration_is_not_loaded_over(demonstration):
    before = count_rows()
    with pytest.raises(CommandError, match="loaded already: use --refresh"):
        call_command("demo")
    assert count_rows() == before


def test_refreshing_gives_the_same(demonstration):
    before = count_rows()
    User.objects.filter(email="lezer@demo.test").update(name="Iemand anders")
    call_command("demo", refresh=True)
    assert count_rows() == before
    assert User.objects.get(email="lezer@demo.test").name == "Koen Leeuwerik"


@pytest.mark.parametrize("refresh", [False, True])
def test_a_database_with_a_region_of_its_own_is_left_alone(db, refresh):
    RegionFactory(slug="gooi")
    with pytest.raises(CommandError, match="in use"):
        call_command("demo", refresh=refresh)
    assert [region.slug for region in Region.objects.all()] == ["gooi"]


@pytest.mark.parametrize("refresh", [False, True])
def test_a_database_with_users_but_no_demonstration_is_left_alone(db, refresh):
    UserFactory(email="eerste@regio.test")
    with pytest.raises(CommandError, match="in use"):
        call_command("demo", refresh=refresh)
    assert [user.email for user in User.objects.all()] == ["eerste@regio.test"]


def test_a_region_made_beside_the_demonstration_stops_a_refresh(demonstration):
    RegionFactory(slug="gooi")
    before = count_rows()
    with pytest.raises(CommandError, match="in use"):
        call_command("demo", refresh=True)
    assert count_rows() == before


def test_outside_development_mode_the_demonstration_is_refused(db, settings):
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="development mode only"):
        call_command("demo")
    assert User.objects.count() == 0


@pytest.mark.parametrize("day", DAYS)
def test_nothing_was_changed_on_the_day_or_after_it(db, day):
    loaded.put(day)
    moments = [at.astimezone(clock.AMSTERDAM) for at in Change.objects.values_list("at", flat=True)]
    assert max(moments).date() < day
    assert {at.date().isoweekday() for at in moments} <= {1, 2, 3, 4, 5}
    assert time(9) < min(at.time() for at in moments) <= max(at.time() for at in moments) < time(17)


def test_every_change_was_made_by_a_member_of_that_day(demonstration):
    since = {
        (m.user_id, m.region_id): m.since
        for m in apps.get_model("accounts.Membership").objects.all()
    }
    early = [
        str(change)
        for change in Change.objects.select_related("by")
        if since[change.by_id, change.region_id] > change.at.astimezone(clock.AMSTERDAM).date()
    ]
    assert early == []


def test_the_diary_spreads_a_day_and_keeps_a_given_time(db):
    diary = Diary(date(2026, 3, 3))
    user = UserFactory()
    day = date(2026, 2, 12)
    made = []
    for at in (None, None, time(14, 2)):
        with diary.on(day, at):
            number = len(made)
            region = Region(name=f"Regio {number}", slug=f"r{number}", code="ABC"[number] * 2)
            made.append(records.create(region, by=user))
            assert clock.today() == day
    first, second, third = (Change.objects.of(region).first().at for region in made)
    assert second - first == timedelta(minutes=2)
    assert f"{third.astimezone(clock.AMSTERDAM):%d-%m-%Y %H:%M}" == "12-02-2026 14:02"


def test_what_comes_on_the_day_itself_has_not_happened_yet():
    diary = Diary(date(2026, 3, 27))
    assert diary.has_come(date(2026, 3, 26)) is True
    assert diary.has_come(date(2026, 3, 27)) is False
