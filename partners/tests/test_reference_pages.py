"""Referentiegegevens on screen: upload, comparison, applying."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.tests.factories import UserFactory
from partners.models import Area, AreaMembership, AreaName
from partners.reference import editing, orders
from partners.reference.tables import MAX_BYTES
from partners.tasks import compare_editions
from partners.tests.editions import MALFORMED, MOVES
from partners.tests.factories import load_noord_holland
from records.models import Job
from regio.lib import clock
from regio.tasks import wake_jobs
from regio.templatetags.regio import long_date

CREATE = "/referentiegegevens/inlezen/"
OVERVIEW = "/referentiegegevens/"


@pytest.fixture
def admin(client, db):
    load_noord_holland()
    user = UserFactory(is_functional_admin=True, name="Marit Nachtegaal")
    client.force_login(user)
    return user


def upload(data, name="indeling.csv"):
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


def compared(client, data, **fields):
    """Upload, let a worker compare, and return the page of what came of it."""
    answer = client.post(CREATE, {"file": upload(data)} | fields)
    compare_editions()
    return client.get(answer.url)


def stored():
    return [
        sorted(model.objects.values_list(), key=repr) for model in (Area, AreaName, AreaMembership)
    ]


def text_of(page):
    return " ".join(page.content.decode().split())


def test_an_edition_is_compared_then_applied(client, admin):
    before = stored()
    page = compared(client, MOVES)
    assert stored() == before
    assert "Dit verandert vanaf vr 1 januari 2027" in text_of(page)
    assert [text for _, text in page.context["page"].object_list][1] == (
        "Uitgeest: Alkmaar (Noord-Kennemerland) (JZ06) → IJmond (JZ10)."
    )
    job = Job.objects.get()
    here = reverse("reference:edition_detail", args=[job.pk])
    assert client.post(here).url == here
    assert AreaMembership.objects.get(since=date(2027, 1, 1)).area.code == "JZ10"
    said = f"Ingevoerd door Marit Nachtegaal op {long_date(clock.today())}"
    assert said in text_of(client.get(here))
    assert "Geldt vanaf vr 1 januari 2027." in text_of(client.get(here))
    assert "Ingevoerde indeling: wat er veranderde" in text_of(client.get(here))


def test_a_second_click_applies_nothing_twice(client, admin):
    compared(client, MOVES)
    here = reverse("reference:edition_detail", args=[Job.objects.get().pk])
    client.post(here)
    once = stored()
    again = client.post(here, follow=True)
    assert again.redirect_chain == [(here, 302)]
    assert "Deze indeling was al ingevoerd. Er is niets gewijzigd." in text_of(again)
    assert stored() == once


def test_the_same_edition_again_says_that_nothing_changes(client, admin):
    compared(client, MOVES)
    client.post(reverse("reference:edition_detail", args=[Job.objects.get().pk]))
    page = compared(client, MOVES)
    assert "Er verandert niets" in text_of(page)
    assert "Invoeren" not in text_of(page)
    assert client.post(page.request["PATH_INFO"]).status_code == 200


def test_what_changed_meanwhile_is_compared_again(client, admin):
    page = compared(client, MOVES)
    AreaMembership.objects.filter(municipality__code="GM0399", area__kind="jeugd").update(
        share=None
    )
    before = stored()
    answer = client.post(page.request["PATH_INFO"])
    assert orders.CHANGED in text_of(answer)
    assert stored() == before


def test_until_a_worker_is_free_the_page_says_so_and_the_tick_rings(client, admin, monkeypatch):
    answer = client.post(CREATE, {"file": upload(MOVES)})
    assert "Wacht op een vrije plek" in text_of(client.get(answer.url))
    rung = []
    monkeypatch.setattr("regio.lib.doorbell.ring", rung.append)
    wake_jobs()
    assert rung == [orders.KIND]


def test_the_page_asks_for_its_part_again(client, admin):
    answer = client.post(CREATE, {"file": upload(MOVES)})
    part = client.get(answer.url, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section class="card" id="voortgang"')
    assert 'hx-trigger="every 2s"' in part
    compare_editions()
    part = client.get(answer.url, headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in part


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_malformed_is_told_on_screen_and_changes_nothing(client, admin, name):
    data, message = MALFORMED[name]
    before = stored()
    answer = client.post(CREATE, {"file": upload(data)})
    if answer.status_code == 302:
        compare_editions()
        answer = client.get(answer.url)
        told = answer.context["job"].result
        found = [*told.get("problems", []), *told.get("clashes", [])]
        assert "Invoeren" not in text_of(answer)
        client.post(answer.request["PATH_INFO"])
    else:
        found = answer.context["form"].errors["file"]
    assert any(message in text or text == "Dit bestand is leeg." for text in found)
    assert (answer.status_code, stored()) == (200, before)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, {"file": ["Kies een bestand, of vul het nummer van een tabel in."]}),
        ({"table": "../x"}, {"table": ["Vul een nummer van het CBS in, zoals 86247NED."]}),
        (
            {"since": "ooit", "table": "86247NED"},
            {"since": ["Vul een datum in: dag, maand en jaar."]},
        ),
        (
            {"table": "86247NED", "kind": "waterschap"},
            {"kind": ["Deze keuze is er niet of niet meer. Kies opnieuw."]},
        ),
        ({"file": upload(b"a" * (MAX_BYTES + 1))}, {"file": ["Dit bestand is groter dan 5 MB."]}),
        (
            {"file": upload(MOVES), "table": "86247NED"},
            {"table": ["Kies een bestand óf een tabel."]},
        ),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_said_at_the_field(client, admin, fields, errors):
    page = client.post(CREATE, fields)
    assert {name: list(found) for name, found in page.context["form"].errors.items()} == errors
    assert Job.objects.count() == 0


def test_a_table_is_read_by_its_number_on_a_day_of_choice(client, admin, monkeypatch):
    def read(table, advance):
        advance(1)
        return editing.read_file(MOVES.encode(), table)

    monkeypatch.setattr(editing, "read_cbs", read)
    fields = {"table": "86247ned", "since": "2028-01-01", "kind": "jeugd"}
    answer = client.post(CREATE, fields)
    compare_editions()
    job = Job.objects.get()
    assert (job.state, job.result["day"], job.arguments["table"]) == (
        "gereed",
        "2028-01-01",
        "86247NED",
    )
    assert client.get(answer.url).status_code == 200


def test_a_fault_of_ours_is_told_and_changes_nothing(client, admin, monkeypatch):
    def broken(*args):
        raise RuntimeError

    monkeypatch.setattr(editing, "plan_of", broken)
    before = stored()
    page = compared(client, MOVES)
    assert "Er ging bij ons iets mis. Er is niets gewijzigd." in text_of(page)
    assert stored() == before


def test_a_comparison_that_another_worker_took_records_nothing(client, admin, monkeypatch):
    def take(job):
        Job.objects.update(claimed_at=None)
        compare(job)

    compare = orders.compare
    monkeypatch.setattr(orders, "compare", take)
    client.post(CREATE, {"file": upload(MOVES)})
    compare_editions()
    assert Job.objects.get().state == Job.State.RUNNING


def test_differences_are_shown_by_group_and_a_page_at_a_time(client, admin):
    compared(client, MOVES)
    job = Job.objects.get()
    here = reverse("reference:edition_detail", args=[job.pk])
    page = client.get(here, {"groep": "verplaatst"})
    assert [group[0] for group, _ in page.context["page"].object_list] == ["Verplaatst"]
    job.result["said"] = [["verplaatst", f"Gemeente {number}"] for number in range(130)]
    job.save()
    assert len(client.get(here, {"pagina": "2"}).context["page"].object_list) == 50


def test_the_overview_tells_what_is_held(client, admin):
    page = client.get(OVERVIEW)
    youth = page.context["kinds"][2]
    assert (youth["label"], youth["count"]) == ("Jeugdregio", 2)
    assert youth["editions"] == [("2025", date(2025, 1, 1))]
    assert "Jeugdwet, hoofdstuk 2" in text_of(page)


def test_the_overview_asks_as_much_with_many_comparisons(
    client, admin, django_assert_max_num_queries
):
    client.get(OVERVIEW)
    for _ in range(15):
        client.post(CREATE, {"file": upload(MOVES)})
    with django_assert_max_num_queries(12):
        page = client.get(OVERVIEW)
    assert len(page.context["jobs"]) == 10


def test_an_order_is_dated_as_the_demonstration_is(client, admin):
    client.post(CREATE, {"file": upload(MOVES)})
    with clock.standing_at(date(2026, 5, 1)):
        assert Job.objects.get().ordered_at.date() == date(2026, 5, 1)


def test_who_is_no_functional_admin_has_no_business_here(client, db):
    client.force_login(UserFactory())
    assert [client.get(url).status_code for url in (OVERVIEW, CREATE)] == [403, 403]
    assert orders.jobs_for(UserFactory()).count() == 0


def test_an_edition_that_partly_clashes_is_not_applied_at_all(client, admin):
    rows = "kind,area,municipality,since\njeugd,JZ03,GM0450,2025-01-01\n"
    page = compared(client, f"{rows}jeugd,JZ03,GM0375,2025-01-01\n")
    assert "Kan niet worden ingevoerd" in text_of(page)
    assert "Invoeren" not in text_of(page)
    before = stored()
    answer = client.post(page.request["PATH_INFO"])
    told = [str(message) for message in answer.context["messages"]]
    assert told == [
        f"Er is niets gewijzigd. {MALFORMED['a day on which another edition begins'][1]}"
    ]
    assert stored() == before


def test_what_was_begun_three_times_is_given_up(client, admin):
    client.post(CREATE, {"file": upload(MOVES)})
    Job.objects.update(result={"tries": 3})
    compare_editions()
    assert Job.objects.get().state == Job.State.FAILED


def test_a_fault_in_what_another_worker_took_is_not_told_over_it(client, admin, monkeypatch):
    def take(job):
        Job.objects.update(claimed_at=None)
        raise RuntimeError

    monkeypatch.setattr(orders, "compare", take)
    client.post(CREATE, {"file": upload(MOVES)})
    compare_editions()
    assert Job.objects.get().state == Job.State.RUNNING
