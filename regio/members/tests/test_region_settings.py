"""Instellingen: the name of a region, and which school holidays count there."""

from datetime import date

import pytest

from accounts.models import Membership
from oogo.calendar import Calendar
from oogo.tests.factories import CycleFactory, MeetingFactory, MilestoneFactory
from partners.tests.factories import MunicipalityFactory, OrganisationFactory
from records.models import Change

Role = Membership.Role
# In 2026 the voorjaarsvakantie of Zuid begins a week before that of Noord and Midden.
DAY = date(2026, 2, 17)


@pytest.fixture
def url(region):
    return f"/regio/{region.slug}/instellingen/"


def test_a_beheerder_says_which_school_holidays_count(client, sign_in, region, url):
    admin = sign_in(Role.ADMIN)
    page = client.get(url)
    assert page.context["form"].fields["school_region"].choices[0] == (
        "",
        "Volgens de provincie van de gemeenten: Regio Noord",
    )
    filled = {"name": region.name, "school_region": "zuid", "version": region.version}
    answer = client.post(url, filled)
    assert answer.url == f"/regio/{region.slug}/leden/"
    region.refresh_from_db()
    assert region.school_region == "zuid"
    [change] = Change.objects.of(region)
    assert (change.field, change.new, change.by) == ("school_region", "zuid", admin)
    history = client.get(f"/regio/{region.slug}/geschiedenis/accounts.region/{region.pk}/")
    assert "Regio Zuid" in history.content.decode()


def test_by_default_the_province_of_the_gemeenten_says_it(client, sign_in, region, url):
    sign_in(Role.ADMIN)
    OrganisationFactory(
        region=region, kind="gemeente", municipality=MunicipalityFactory(province="Limburg")
    )
    assert "Volgens de provincie van de gemeenten: Regio Zuid" in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("filled", "faults"),
    [
        ({"name": "Regio", "school_region": "west"},
         {"school_region": ["Deze keuze is er niet of niet meer. Kies opnieuw."]}),
        ({"name": "", "school_region": "zuid"}, {"name": ["Vul een naam in."]}),
    ],
)  # fmt: skip
def test_bad_input_is_said_at_the_field(client, sign_in, region, url, filled, faults):
    sign_in(Role.ADMIN)
    page = client.post(url, filled | {"version": region.version})
    assert {name: list(found) for name, found in page.context["form"].errors.items()} == faults
    assert Change.objects.count() == 0


def test_two_beheerders_see_each_others_choice(client, sign_in, region, url):
    sign_in(Role.ADMIN)
    was = region.version
    client.post(url, {"name": region.name, "school_region": "zuid", "version": was})
    page = client.post(url, {"name": region.name, "school_region": "midden", "version": was})
    assert "Regio Zuid" in page.context["form"].errors["school_region"][0]
    region.refresh_from_db()
    assert region.school_region == "zuid"


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.OFFICER, Role.EXECUTIVE, Role.READER])
def test_nobody_else_does(client, sign_in, region, url, role):
    sign_in(role)
    assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)


@pytest.mark.parametrize(("school_region", "is_warned"), [("", False), ("zuid", True)])
def test_the_timeline_and_a_move_warn_of_the_holidays_of_the_region(
    client, sign_in, region, school_region, is_warned
):
    region.school_region = school_region
    region.save()
    meeting = MeetingFactory(region=region, number=9007)
    cycle = CycleFactory(region=region, meeting=meeting)
    MilestoneFactory(cycle=cycle, due_on=DAY)
    run = Calendar(region, date(2026, 1, 5)).current
    assert [bool(one.holiday) for one in run.standings] == [is_warned]
    sign_in(Role.DIRECTOR)
    page = client.post(
        f"/regio/{region.slug}/overleg/9007/verplaatsen/",
        {"day": f"{DAY}", "starts_at": "13:30", "ends_at": "15:30", "version": meeting.version},
    )
    assert any("vakantie" in warning for warning in page.context["warnings"]) is is_warned
