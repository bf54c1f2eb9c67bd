"""The file of a plan, and withdrawing a plan."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.tests.factories import RegionFactory
from agenda.models import Plan, PlanLink
from agenda.tests.factories import PlanFactory, PlanLinkFactory, ThemeFactory
from agenda.views.plans import CHANGED
from oogo.calendar import Calendar
from oogo.tests.factories import CycleSubjectFactory
from records import actions as records
from records import documents
from records.models import Change, Document, DocumentVersion

pytestmark = pytest.mark.usefixtures("third_of_march")
PDF = b"%PDF-1.7\n%kanarie"
LIST_QUERIES = 7


def sent(data=PDF, name="Jeugdplan.pdf", **fields):
    return {"file": SimpleUploadedFile(name, data, content_type="text/html")} | fields


def planned(**changes):
    return {"kind": "jeugdplan", "title": "Beleidsplan jeugd"} | changes


def bytes_of(answer):
    return b"".join(answer.streaming_content)


@pytest.fixture
def officer(sign_in):
    return sign_in("beleidsmedewerker")


@pytest.fixture
def plan(client, officer, address):
    client.post(address("plan_create"), planned() | sent(), follow=True)
    return Plan.objects.get()


# --- the document


def test_a_new_plan_is_stored_with_its_file_and_the_file_is_given_out(
    client, sign_in, address, plan
):
    held = plan.document
    assert (held.content_type, held.size, held.number) == ("application/pdf", len(PDF), 1)
    assert (held.document.title, held.document.region) == ("Beleidsplan jeugd", plan.region)
    sign_in("lezer")
    answer = client.get(address("plan_download", plan.pk, 1))
    assert bytes_of(answer) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="Jeugdplan.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_plan_without_a_file_can_get_one_later(client, region, officer, address):
    plan = PlanFactory(region=region)
    page = client.post(address("plan_document", plan.pk), sent(version=1))
    plan.refresh_from_db()
    assert page.url == plan.get_absolute_url()
    assert (plan.document.file_name, plan.version) == ("Jeugdplan.pdf", 2)


def test_replacing_keeps_the_old_version_and_the_history_says_so(client, officer, address, plan):
    client.post(address("plan_document", plan.pk), sent(b"%PDF-1.7 twee", "Nieuw.pdf", version=1))
    plan.refresh_from_db()
    assert (plan.document.number, Document.objects.count()) == (2, 1)
    assert bytes_of(client.get(address("plan_download", plan.pk, 1))) == PDF
    assert bytes_of(client.get(address("plan_download", plan.pk, 2))) == b"%PDF-1.7 twee"
    change = Change.objects.of(plan).get(field="document", version=2)
    assert (change.old_label, change.new_label, change.by) == (
        "Jeugdplan.pdf",
        "Nieuw.pdf",
        officer,
    )
    assert [v.number for v in client.get(plan.get_absolute_url()).context["versions"]] == [2, 1]


def test_a_file_taken_off_a_plan_opens_for_nobody_and_the_history_names_it(
    client, officer, address, plan
):
    answer = client.post(address("plan_document_remove", plan.pk), {"version": plan.version})
    assert answer.url == plan.get_absolute_url()
    plan.refresh_from_db()
    assert plan.document is None
    assert client.get(address("plan_download", plan.pk, 1)).status_code == 404
    change = Change.objects.of(plan).get(field="document", version=2)
    assert (change.old_label, change.new_label, change.by) == ("Jeugdplan.pdf", "", officer)
    client.post(address("plan_document", plan.pk), sent(b"%PDF-1.7 twee", version=2))
    assert bytes_of(client.get(address("plan_download", plan.pk, 1))) == b"%PDF-1.7 twee"


@pytest.mark.parametrize("version", ["1", "", "abc", str(10**20)])
def test_a_file_that_came_meanwhile_is_not_taken_off(client, officer, address, plan, version):
    client.post(address("plan_document", plan.pk), sent(b"%PDF-1.7 twee", version=1))
    page = client.post(address("plan_document_remove", plan.pk), {"version": version}, follow=True)
    plan.refresh_from_db()
    assert plan.document.number == 2
    assert CHANGED in page.content.decode()


def test_who_replaces_a_version_that_is_gone_replaces_nothing(
    client, officer, address, errors, plan
):
    client.post(address("plan_document", plan.pk), sent(b"%PDF-1.7 twee", version=1))
    client.post(address("plan_document", plan.pk), sent(b"%PDF-1.7 drie", version=1))
    plan.refresh_from_db()
    assert (plan.document.number, DocumentVersion.objects.count()) == (2, 2)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"MZ\x90\x00", "Dit soort bestand past hier niet."),
        (b"", "Dit bestand is leeg."),
        (b"%PDF-1.7\n" + b"0" * 25_000_000, "Dit bestand is groter dan 25 MB."),
    ],
    ids=["program", "empty", "large"],
)
def test_a_bad_file_is_said_at_the_field_and_no_plan_is_stored(
    client, officer, address, errors, data, said
):
    page = client.post(address("plan_create"), planned(note="Dit blijft") | sent(data))
    assert errors(page)["file"][0].startswith(said)
    assert page.context["form"]["note"].value() == "Dit blijft"
    assert (Plan.objects.count(), DocumentVersion.objects.count()) == (0, 0)


def test_a_number_is_of_the_document_of_the_plan_itself(client, region, officer, address, plan):
    bare = PlanFactory(region=region)
    assert client.get(address("plan_download", bare.pk, 1)).status_code == 404
    assert client.get(address("plan_download", plan.pk, 2)).status_code == 404


def test_a_file_of_another_region_is_not_found(client, officer, address):
    elsewhere = RegionFactory()
    document = Document(region=elsewhere, title="Elders")
    held = documents.store(
        document=document,
        file_name="elders.pdf",
        data=PDF,
        content_type="application/pdf",
        by=officer,
    )
    plan = PlanFactory(region=elsewhere, document=held)
    assert client.get(address("plan_download", plan.pk, 1)).status_code == 404
    url = reverse("agenda:plan_download", args=[elsewhere.slug, plan.pk, 1])
    assert client.get(url).status_code == 404


def test_the_list_and_the_page_name_the_file_its_size_and_its_day(client, address, plan):
    for url in (address("plan_list"), plan.get_absolute_url()):
        text = client.get(url).content.decode()
        assert f'href="{address("plan_download", plan.pk, 1)}" download>Jeugdplan.pdf' in text
        assert f"{len(PDF)}\xa0byte" in text
        assert "03-03-2026" in text


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_as_many_queries_for_many_plans_as_for_one(
    client, region, officer, address, django_assert_num_queries, count
):
    theme = ThemeFactory(region=region)
    for number in range(count):
        stored = documents.store(
            document=Document(region=region, title="Stuk"),
            file_name=f"{number}.pdf",
            data=PDF,
            content_type="application/pdf",
            by=officer,
        )
        PlanLinkFactory(theme=theme, plan=PlanFactory(region=region, document=stored))
        PlanFactory(region=region, is_withdrawn=True)
    client.get(address("plan_list"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(address("plan_list"))


# --- withdrawing


def test_a_plan_is_withdrawn_and_put_back(client, officer, address, said, plan):
    answer = client.post(address("plan_withdraw", plan.pk))
    plan.refresh_from_db()
    assert (said(answer), plan.is_withdrawn) == (["Het plan is ingetrokken."], True)
    page = client.get(address("plan_list"))
    assert (page.context["plans"], list(page.context["withdrawn"])) == ([], [plan])
    assert client.get(address("plan_download", plan.pk, 1)).status_code == 404

    answer = client.post(address("plan_restore", plan.pk))
    plan.refresh_from_db()
    assert (said(answer)[-1], plan.is_withdrawn) == ("Het plan is teruggezet.", False)
    assert client.get(address("plan_list")).context["plans"] == [plan]
    changes = Change.objects.of(plan).filter(field="is_withdrawn").order_by("pk")
    assert list(changes.values_list("new", "by")) == [("True", officer.pk), ("False", officer.pk)]


def test_readers_see_no_withdrawn_plans(client, sign_in, region, address):
    sign_in("lezer")
    PlanFactory(region=region, title="Vertikt", is_withdrawn=True)
    assert "Vertikt" not in client.get(address("plan_list")).content.decode()


def test_what_a_withdrawn_plan_says_is_nowhere_until_it_is_back(client, officer, address, plan):
    theme = ThemeFactory(region=plan.region)
    other = PlanFactory(region=plan.region)
    link = PlanLinkFactory(theme=theme, plan=plan, compared_with=other, relation="verschil")

    def standing():
        return client.get(address("theme_detail", theme.pk)).context["standing"]

    assert standing().differences == [link]
    client.post(address("plan_withdraw", plan.pk))
    assert (standing().differences, standing().links_ever) == ([], [])
    assert list(PlanLink.objects.kept()) == []
    client.post(address("plan_restore", plan.pk))
    assert standing().differences == [link]


def test_a_plan_beside_which_another_lies_stays(client, officer, address, said, plan):
    link = PlanLinkFactory(
        theme__region=plan.region,
        theme__title="Thuiszitters",
        plan__title="Plan po",
        compared_with=plan,
        relation="verschil",
    )
    answer = client.post(address("plan_withdraw", plan.pk))
    plan.refresh_from_db()
    assert plan.is_withdrawn is False
    assert said(answer) == [
        "Bij Thuiszitters ligt Plan po ernaast: wijzig daar eerst de samenhang."
    ]
    records.write(link, version=1, by=officer, is_withdrawn=True)
    client.post(address("plan_withdraw", plan.pk))
    plan.refresh_from_db()
    assert plan.is_withdrawn is True


def test_a_title_is_free_once_its_plan_is_withdrawn(client, officer, address, said, plan):
    client.post(address("plan_withdraw", plan.pk))
    client.post(address("plan_create"), planned())
    assert list(Plan.objects.kept().values_list("title", flat=True)) == ["Beleidsplan jeugd"]

    answer = client.post(address("plan_restore", plan.pk))
    plan.refresh_from_db()
    assert plan.is_withdrawn is True
    assert said(answer)[-1] == "Er is al een plan met deze titel: geef dat eerst een andere titel."


def test_a_withdrawn_plan_can_not_be_chosen_at_a_theme(client, officer, address, errors, plan):
    theme = ThemeFactory(region=plan.region)
    client.post(address("plan_withdraw", plan.pk))
    page = client.post(
        address("planlink_create", theme.pk), {"plan": plan.pk, "text": "hulp op school"}
    )
    assert errors(page) == {"plan": ["Deze keuze is er niet of niet meer. Kies opnieuw."]}


def watched(region):
    """The title of the plan of each subject that the calendar watches."""
    rows = [row.watch.plan for row in Calendar(region, date(2026, 3, 3)).watched]
    return [plan.title if plan else "" for plan in rows]


def test_the_statutory_watch_and_the_subject_leave_out_a_withdrawn_plan(region):
    plan = PlanFactory(region=region, since=date(2024, 1, 1), until=date(2028, 1, 1))
    subject = CycleSubjectFactory(cycle__region=region, kind__key="jeugdplan", plan=plan)
    assert (str(subject), watched(region)) == (plan.title, [plan.title])
    Plan.objects.filter(pk=plan.pk).update(is_withdrawn=True)
    subject.refresh_from_db()
    assert str(subject) == subject.kind.name
    assert watched(region) == [""]
