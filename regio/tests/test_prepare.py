from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from accounts.tests.factories import MembershipFactory, UserFactory
from partners.models import AreaMembership, Municipality
from regio.demo.models import Demonstration
from regio.lib import clock


@pytest.fixture
def prepare(tmp_path, settings, db):
    """Run the command with its files in a folder of its own; returns what it says."""

    def run(*arguments):
        settings.VAR_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
        out = StringIO()
        call_command("prepare", *arguments, stdout=out)
        return out.getvalue()

    return run


def test_it_makes_the_icons_the_static_files_and_the_cache_table(prepare, tmp_path):
    assert prepare() == ""
    assert (tmp_path / "assets" / "icons.svg").is_file()
    assert (tmp_path / "static" / "bootstrap" / "bootstrap.min.css").is_file()
    call_command("migrate", "--check", verbosity=0)


def test_it_loads_the_country_and_again_changes_nothing(prepare):
    prepare()
    assert Municipality.objects.on(date(2026, 1, 1)).count() == 342
    before = sorted(AreaMembership.objects.values_list())
    prepare()
    assert sorted(AreaMembership.objects.values_list()) == before


def test_an_empty_database_gets_a_first_admin_when_asked(prepare, monkeypatch):
    monkeypatch.setenv("REGIO_ADMIN_EMAIL", "baas@regio.test")
    monkeypatch.setenv("REGIO_ADMIN_PASSWORD", "een-lang-woord-2026")
    assert prepare("--first-admin") == "baas@regio.test can sign in as functioneel beheerder\n"
    assert prepare("--first-admin") == ""
    assert [user.email for user in User.objects.all()] == ["baas@regio.test"]


def test_a_database_with_users_is_left_alone(prepare):
    UserFactory(email="iemand@regio.test")
    assert prepare("--demonstration") == prepare("--first-admin") == ""
    assert [user.email for user in User.objects.all()] == ["iemand@regio.test"]


def test_a_loaded_demonstration_shows_its_sign_ins(prepare, region):
    Demonstration.objects.create(day=clock.today(), loaded_at=clock.real_now())
    user = UserFactory(email="regisseur@demo.test")
    MembershipFactory(user=user, region=region, role="regisseur")
    MembershipFactory(user=user, region=region, role="beheerder")
    MembershipFactory(region=region)
    today = clock.today()
    MembershipFactory(user__email="lezer@demo.test", region=region, since=today, until=today)
    assert prepare("--demonstration") == (
        "\nThe demonstration is loaded. Sign in with password regio-demo-2026:\n"
        "  regisseur@demo.test          regisseur, beheerder in Noord-Kennemerland\n"
    )
