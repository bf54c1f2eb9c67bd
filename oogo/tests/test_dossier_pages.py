"""The pages of a dossier: who gets what, the order with what is new, and how far the work is."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.tests.factories import MembershipFactory
from oogo import tasks
from oogo.models import Dossier, DossierReader, Participant, Stance
from oogo.tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    StanceFactory,
)
from oogo.tests.papers import Role, meeting_of, reader_of, sent, text_of, user_of
from partners.tests.factories import SeatFactory
from records.models import Job
from regio.lib import clock
from reminders.models import ReminderSettings

DAY = date(2026, 4, 2)


@pytest.fixture(autouse=True)
def on_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with clock.standing_at(DAY):
        yield


@pytest.fixture
def meeting(region):
    meeting = meeting_of(region)
    item = AgendaItemFactory(meeting=meeting, title="Hulp op school", kind="besluitvorming")
    decision = DecisionFactory(region=region, item=item)
    StanceFactory(decision=decision, value=Stance.Value.REFUSES, about="KANARIE")
    return meeting


@pytest.fixture
def merel(meeting):
    return reader_of(meeting, "Merel")


@pytest.fixture
def dossier(meeting, merel, region):
    return sent(meeting, MembershipFactory(region=region, role=Role.DIRECTOR).user)


def content(answer):
    return b"".join(answer)


def test_a_reader_finds_the_own_papers_first(client, dossier, meeting, merel, address):
    client.force_login(user_of(merel))
    row = dossier.readers.get()
    page = client.get(address("dossier_list", meeting.number)).content.decode()
    for name in ("reader_copy", "reader_personal"):
        found = address(name, meeting.number, row.pk)
        assert f'href="{found}"' in page
        answer = client.get(found)
        assert answer["Content-Disposition"].startswith("attachment; filename=")
        assert "Merel" in text_of(content(answer))
    assert address("dossier_send", meeting.number) not in page
    assert address("dossier_concept", meeting.number) not in page


def test_the_papers_of_another_stay_closed(client, dossier, meeting, address):
    grutto = reader_of(meeting, "Grutto")
    client.force_login(user_of(grutto))
    row = dossier.readers.get()
    for name in ("reader_copy", "reader_personal"):
        assert client.get(address(name, meeting.number, row.pk)).status_code == 403


def test_who_takes_no_part_gets_the_file_without_stances(
    client, sign_in, dossier, meeting, merel, address
):
    pdf = address("dossier_pdf", meeting.number, dossier.pk)
    html = address("dossier_html", meeting.number, dossier.pk)
    sign_in(Role.READER)
    assert "KANARIE" not in text_of(content(client.get(pdf)))
    assert client.get(html).status_code == 403
    client.force_login(user_of(merel))
    assert "KANARIE" in text_of(content(client.get(pdf)))
    assert b"KANARIE" in content(client.get(html))


def test_the_web_version_opens_in_the_browser_and_may_run_and_fetch_nothing(
    client, dossier, meeting, merel, address
):
    client.force_login(user_of(merel))
    answer = client.get(address("dossier_html", meeting.number, dossier.pk))
    assert answer["Content-Disposition"].startswith("inline; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; ")[1:])
    assert answer["Content-Security-Policy"].startswith("sandbox; ")
    assert policy == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    page = content(answer).decode()
    assert '<meta name="viewport"' in page
    assert "<link" not in page
    assert "url(" not in page


def test_papers_of_a_closed_body_do_not_exist_for_others(
    client, sign_in, dossier, meeting, region, address
):
    meeting.body.is_open = False
    meeting.body.save()
    addresses = [
        address("dossier_list", meeting.number),
        address("dossier_pdf", meeting.number, dossier.pk),
        address("reader_personal", meeting.number, dossier.readers.get().pk),
    ]
    sign_in(Role.OFFICER)
    assert [client.get(a).status_code for a in addresses] == [404] * 3
    seat = SeatFactory(body=meeting.body, party__organisation__region=region)
    member = reader_of(MeetingFactory(region=region), "Kievit")
    seat.party = member.party
    seat.save()
    client.force_login(user_of(member))
    assert [client.get(a).status_code for a in addresses] == [200, 200, 403]


def test_a_concept_is_marked_and_shows_what_the_visitor_may_know(client, sign_in, meeting, address):
    where = address("dossier_concept", meeting.number)
    sign_in(Role.OFFICER)
    text = text_of(content(client.get(where)))
    assert text.count("Concept") > 3
    assert "Hulp op school" in text
    assert "KANARIE" not in text
    sign_in(Role.DIRECTOR)
    assert "KANARIE" in text_of(content(client.get(where)))
    assert Dossier.objects.count() == 0


def test_the_regisseur_sees_the_part_of_one_reader_beforehand(
    client, sign_in, meeting, merel, address
):
    sign_in(Role.DIRECTOR)
    answer = client.get(address("dossier_preview", meeting.number, merel.pk))
    text = text_of(content(answer))
    assert "Voor: Merel, bestuurder" in text
    assert "Concept" in text


def test_sending_names_the_readers_and_goes_to_the_work(client, sign_in, meeting, merel, address):
    director = sign_in(Role.DIRECTOR)
    where = address("dossier_send", meeting.number)
    page = client.get(where).content.decode()
    assert "<h1>Versie 1 versturen</h1>" in page
    assert "Versturen aan 1 lezer?" in page
    assert "Versie 1 versturen aan 1 lezer</button>" in page
    assert "Merel" in page
    answer = client.post(where)
    job = Job.objects.get()
    progress = address("dossier_job", meeting.number, job.pk)
    assert (answer.status_code, answer.url, job.started_by) == (302, progress, director)
    page = client.get(progress)
    assert "Wacht op een vrije plek" in page.content.decode()
    assert 'hx-trigger="every 2s"' in page.content.decode()
    tasks.make_dossiers()
    part = client.get(progress, headers={"HX-Request": "true"}).content.decode()
    assert "Versie 1 is verzonden" in part
    assert "hx-trigger" not in part
    assert "<html" not in part
    assert DossierReader.objects.get().position == merel.position


def test_a_second_version_tells_what_is_new_before_it_is_sent(
    client, sign_in, dossier, meeting, address
):
    AgendaItemFactory(meeting=meeting, title="Rondvraag", order=9_000)
    sign_in(Role.DIRECTOR)
    page = client.get(address("dossier_send", meeting.number)).content.decode()
    assert "Nieuw sinds versie 1" in page
    assert "Nieuw: punt 1a Rondvraag" in page


def test_the_button_names_the_version_that_it_makes(client, sign_in, dossier, meeting, address):
    sign_in(Role.DIRECTOR)
    page = client.get(address("dossier_list", meeting.number)).content.decode()
    assert "Versie 2 versturen</a>" in page


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({}, "krijgt een bericht dat versie 1 er is"),
        ({"paused_since": clock.real_now()}, "hoort van versie 1 zodra ze weer gaan"),
        ({"test_address": "proef@nest.example"}, "gaan in deze regio op proef naar"),
    ],
)
def test_the_page_says_whether_the_readers_hear_of_it(
    client, sign_in, meeting, merel, region, address, choice, words
):
    ReminderSettings.objects.create(region=region, **choice)
    sign_in(Role.DIRECTOR)
    assert words in client.get(address("dossier_send", meeting.number)).content.decode()


def test_a_job_that_failed_says_why(client, sign_in, meeting, address):
    meeting.items.update(explanation="woord " * 800_000)
    sign_in(Role.DIRECTOR)
    progress = client.post(address("dossier_send", meeting.number)).url
    tasks.make_dossiers()
    page = client.get(progress).content.decode()
    assert "Het dossier is niet gemaakt" in page
    assert "Er staat te veel tekst in" in page


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "geannuleerd", "cancel_reason": "ziekte"}, "Dit overleg is geannuleerd"),
        ({}, "Op de agenda staat nog geen punt"),
    ],
)
def test_what_cannot_be_sent_says_why(client, sign_in, meeting, address, said, changes, reason):
    if changes:
        type(meeting).objects.filter(pk=meeting.pk).update(**changes)
    else:
        meeting.items.update(status="ingetrokken")
    sign_in(Role.DIRECTOR)
    answer = client.post(address("dossier_send", meeting.number))
    assert [text.partition(":")[0] for text in said(answer)] == [reason]
    assert Job.objects.count() == 0
    page = client.get(address("dossier_list", meeting.number)).content.decode()
    assert address("dossier_send", meeting.number) not in page


def test_the_page_takes_as_many_queries_for_many_versions_as_for_one(
    client, sign_in, dossier, meeting, address, django_assert_max_num_queries
):
    sign_in(Role.DIRECTOR)
    counts = []
    for number in (0, 6):
        for _ in range(number):
            reader_of(meeting, f"Lezer {_}")
            Dossier.objects.create(
                meeting=meeting,
                number=_ + 2,
                sent_at=clock.now(),
                pdf=dossier.pdf,
                open_pdf=dossier.pdf,
                html=dossier.html,
                manifest=dossier.manifest,
                version=1,
            )
        with django_assert_max_num_queries(15) as queries:
            client.get(address("dossier_list", meeting.number))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_page_to_send_stays_within_its_queries_whatever_the_number_of_readers(
    client, sign_in, meeting, merel, address, django_assert_max_num_queries
):
    sign_in(Role.DIRECTOR)
    counts = []
    for number in (0, 9):
        for place in range(number):
            reader_of(meeting, f"Lezer {place}")
            AgendaItemFactory(meeting=meeting)
        with django_assert_max_num_queries(35) as queries:
            client.get(address("dossier_send", meeting.number))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_command_writes_a_concept_or_the_copy_of_one_reader(meeting, merel, region, tmp_path):
    told = StringIO()
    file = tmp_path / "dossier.pdf"
    arguments = ["dossier", region.slug, str(meeting.number), "--out", str(file)]
    call_command(*arguments, stdout=told)
    assert "Hulp op school" in text_of(file.read_bytes())
    assert told.getvalue() == f"{file}: {file.stat().st_size} bytes\n"
    call_command(*arguments, "--for", user_of(merel).email.upper(), stdout=told)
    text = text_of(file.read_bytes())
    assert "Voor: Merel" in text
    assert "Hulp op school" in text
    assert Dossier.objects.count() == 0


def test_the_command_says_what_it_does_not_find(meeting, region, tmp_path):
    for arguments, words in (
        ([region.slug, "999"], "No meeting 999 in region"),
        ([region.slug, str(meeting.number), "--for", "x@nest.example"], "Nobody who takes part"),
        ([region.slug, str(meeting.number), "--out", str(tmp_path)], "Is a directory"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("dossier", *arguments)


def test_a_participant_who_was_taken_off_gets_nothing(meeting, merel, region, client, address):
    Participant.objects.update(is_withdrawn=True)
    dossier = sent(meeting, MembershipFactory(region=region, role=Role.DIRECTOR).user)
    assert dossier.readers.count() == 0
    client.force_login(user_of(merel))
    answer = client.get(address("dossier_pdf", meeting.number, dossier.pk))
    assert "KANARIE" not in text_of(content(answer))
