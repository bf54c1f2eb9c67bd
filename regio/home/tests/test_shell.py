import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages import get_messages
from django.template import Context, Template
from django.urls import reverse

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory, RegionFactory, UserFactory
from regio.demo.models import Demonstration
from regio.lib import clock

Role = Membership.Role


def render(source, **context):
    return Template(source).render(Context(context))


def page_of(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def rooms_of(client, name, *args):
    return client.get(reverse(name, args=args)).context["rooms"]


@pytest.mark.parametrize(
    ("name", "room"),
    [
        ("home:region_detail", "Overzicht"),
        ("partners:playing_field", "Speelveld"),
        ("partners:party_list", "Speelveld"),
        ("agenda:theme_list", "Samenwerkingsagenda"),
        ("agenda:plan_list", "Samenwerkingsagenda"),
        ("checklist:round_list", "Checklist"),
        ("oogo:cycle_list", "OOGO"),
    ],
)
def test_the_room_in_which_one_stands_is_marked(client, region, sign_in, name, room):
    sign_in(Role.READER)
    rooms = rooms_of(client, name, region.slug)
    assert [r.label for r in rooms] == [
        "Overzicht",
        "Speelveld",
        "Samenwerkingsagenda",
        "Checklist",
        "OOGO",
        "Monitoring",
    ]
    assert [r.label for r in rooms if r.is_current] == [room]


def test_the_history_of_the_region_lies_in_its_overview(client, region, sign_in):
    sign_in(Role.READER)
    rooms = rooms_of(client, "records:change_list", region.slug)
    assert [r.label for r in rooms if r.is_current] == ["Overzicht"]


def test_a_page_that_belongs_to_no_room_marks_none(client, region, sign_in):
    sign_in(Role.READER)
    rooms = rooms_of(client, "members:member_list", region.slug)
    assert [r.label for r in rooms if r.is_current] == []


def test_without_a_region_there_are_no_rooms(client, region, sign_in):
    MembershipFactory(user=sign_in(Role.READER))
    assert rooms_of(client, "home:work") == []


@pytest.mark.parametrize("role", Role)
def test_the_menu_offers_the_members_to_every_role(client, region, sign_in, role):
    sign_in(role)
    members = reverse("members:member_list", args=[region.slug])
    assert members in page_of(client, "records:change_list", region.slug)


def test_one_switches_between_ones_own_regions(client, region, sign_in):
    user = sign_in(Role.READER)
    assert "data-menu" in page_of(client, "records:change_list", region.slug)
    other = MembershipFactory(user=user).region
    stranger = RegionFactory()
    page = page_of(client, "records:change_list", region.slug)
    assert other.get_absolute_url() in page
    assert stranger.get_absolute_url() not in page


def test_the_banner_tells_the_day_of_the_demonstration(client, db):
    text = (
        "Demonstratie: vandaag is di 3 maart 2026. Personen, standpunten en cijfers zijn verzonnen."
    )
    assert text not in page_of(client, "account_login")
    Demonstration.objects.create(day=date(2026, 3, 3), loaded_at=clock.real_now())
    assert text in page_of(client, "account_login")


def test_sign_in_names_the_demonstration_accounts_only_in_a_demonstration(client, db):
    assert "@demo.test" not in page_of(client, "account_login")
    Demonstration.objects.create(day=date(2026, 3, 3), loaded_at=clock.real_now())
    page = page_of(client, "account_login")
    assert "beleid.swv@demo.test" in page
    assert "regio-demo-2026" in page


def test_my_regions_stand_apart_each_with_my_roles(client, region, sign_in):
    user = sign_in(Role.OFFICER)
    sign_in(Role.EXECUTIVE, user=user)
    MembershipFactory(user=user, region=RegionFactory(name="Kop"), role=Role.READER)
    page = " ".join(page_of(client, "home:work").split())
    assert "beleidsmedewerker, bestuurder" in page
    assert page.count('<section class="region-work"') == 2
    assert reverse("members:region_create") not in page


def test_someone_without_a_region_reads_what_to_do(client, db):
    client.force_login(UserFactory())
    assert "U hoort nog bij geen regio" in page_of(client, "home:work")


def test_a_functional_admin_may_start_a_region(client, db):
    client.force_login(UserFactory(is_functional_admin=True))
    assert reverse("members:region_create") in page_of(client, "home:work")


def test_signing_in_brings_one_where_one_was_going_without_ado(client, region, db):
    user = UserFactory(email="tom@regio.test")
    user.set_password("een-lang-wachtwoord")
    user.save()
    MembershipFactory(user=user, region=region)
    going = reverse("records:change_list", args=[region.slug])
    away = client.get(going)
    assert away.url == f"/accounts/login/?next={going}"
    answer = client.post(
        away.url, {"login": "tom@regio.test", "password": "een-lang-wachtwoord", "next": going}
    )
    assert answer.url == going
    assert [str(m) for m in get_messages(answer.wsgi_request)] == []


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    ],
)
def test_the_pages_of_signing_in_are_ours_and_in_dutch(client, db, name):
    page = page_of(client, name)
    assert '<html lang="nl">' in page
    for english in ("Sign In", "Password", "Forgot", "Email"):
        assert english not in page


def test_a_wrong_password_is_told_and_the_address_stays(client, db):
    answer = client.post(reverse("account_login"), {"login": "tom@regio.test", "password": "mis"})
    page = answer.content.decode()
    assert "Het e-mailadres of het wachtwoord klopt niet." in page
    assert 'value="tom@regio.test"' in page


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ day|long_date }}", "di 3 maart 2026"),
        ("{{ day|short_date }}", "03-03-2026"),
        ("{{ late|short_date }} {{ late|clock_time }}", "03-03-2026 00.30 uur"),
        ("{{ none|long_date }}{{ none|short_date }}{{ none|clock_time }}", ""),
    ],
)
def test_days_and_times_are_written_as_people_do(source, text):
    late = datetime(2026, 3, 2, 23, 30, tzinfo=ZoneInfo("UTC"))
    assert render(source, day=date(2026, 3, 3), late=late, none=None) == text


def test_an_icon_with_a_word_is_a_picture_and_one_without_is_decoration():
    assert 'aria-hidden="true"' in render('{% icon "house" %}')
    assert "<title>te laat</title>" in render('{% icon "house" "te laat" %}')


@pytest.mark.parametrize("kind", ["late", "soon", "done", "info", "none"])
def test_a_chip_says_its_state_by_icon_and_word_and_not_by_colour_alone(kind):
    chip = render('{% include "_chip.html" with kind=kind text="Te laat" only %}', kind=kind)
    assert f"chip {kind}" in chip
    assert "<svg" in chip
    assert "Te laat" in chip


def test_a_sign_for_a_difference_is_the_same_everywhere():
    chip = render('{% include "_chip.html" with kind="soon" icon="differs" text="verschil" only %}')
    assert chip.strip() == (
        '<span class="chip soon"><span class="sign" aria-hidden="true">≠</span>verschil</span>'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Liep t/m 31-12-2025.", 'Liep t/m <span class="whole">31-12-2025</span>.'),
        ("Vastgelegd als 2026-NK-014.", 'Vastgelegd als <span class="whole">2026-NK-014</span>.'),
        ("tom.mees@nest.example", "tom.<wbr>mees@<wbr>nest.<wbr>example"),
        ("Punt. Geen adres, geen datum: 27-11.", "Punt. Geen adres, geen datum: 27-11."),
        ("<b>a@b.nl</b>", "&lt;b&gt;a@<wbr>b.<wbr>nl&lt;/b&gt;"),
    ],
)
def test_a_line_ends_neither_in_a_date_or_number_nor_anywhere_in_an_address(text, html):
    assert render("{{ text|breaks_well }}", text=text) == html


@pytest.mark.parametrize(
    ("crumbs", "trail"),
    [
        ([("Leden", "/leden/")], ["Leden", "Uitnodigen"]),
        ([("Speelveld", "/speelveld/"), ("Partijen", "")], ["Speelveld", "Partijen"]),
        ([], []),
    ],
)
def test_crumbs_end_with_the_page_itself(crumbs, trail):
    head = render(
        '{% include "_page_head.html" with title="Uitnodigen" crumbs=crumbs only %}', crumbs=crumbs
    )
    items = re.findall(r"<li>(?:<a[^>]*>)?([^<]*)", head)
    assert items == trail
