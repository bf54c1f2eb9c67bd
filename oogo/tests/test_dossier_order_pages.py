"""The pages of a dossier that is still to be sent: concepts, the order, how far the work is."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.tests.factories import MembershipFactory
from oogo import tasks
from oogo.models import Dossier, DossierReader, Participant
from oogo.tests.factories import (
    AgendaItemFactory,
)
from oogo.tests.papers import (
    DAY_OF_PAPERS,
    Role,
    meeting_with_a_stance,
    reader_of,
    sent,
    text_of,
    user_of,
)
from records.models import Job
from regio.lib import clock
from reminders.models import ReminderSettings


@pytest.fixture(autouse=True)
def on_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with clock.standing_at(DAY_OF_PAPERS):
        yield


@pytest.fixture
def meeting(region):
    return meeting_with_a_stance(region)


@pytest.fixture
def merel(meeting):
    return reader_of(meeting, "Merel")


def content(answer):
    return b"".join(answer)


def test_a_concept_is_marked_and_shows_what_the_visitor_may_know(client, sign_in, meeting, address):
    where = address("dossier_concept", meeting.number)
    sign_in(Role.OFFICER)
    text = text_of(content(client.get(where)))
    assert "Concept" in text
    assert "Hulp op school" in text
    assert "KANARIE" not in text
    sign_in(Role.DIRECTOR)
    assert "KANARIE" in text_of(content(client.get(where)))
    assert Dossier.objects.count() == 0


@pytest.mark.looks
def test_the_regisseur_sees_the_part_of_one_reader_beforehand(
    client, sign_in, meeting, merel, address
):
    sign_in(Role.DIRECTOR)
    answer = client.get(address("dossier_preview", meeting.number, merel.pk))
    text = text_of(content(answer))
    assert "Voor: Merel, bestuurder" in text
    assert text.count("Concept") > 1  # on every page


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
