"""Sending a dossier: one order, one version, all or nothing, whatever becomes of the worker."""

import json
from datetime import date, timedelta

import pytest
from django.utils.timezone import localtime

from oogo import tasks
from oogo.actions import dossiers
from oogo.models import Dossier, DossierReader
from oogo.papers.manifest import manifest, news
from oogo.papers.printing import Edition
from oogo.papers.whole import Whole
from oogo.tests.factories import (
    AgendaItemFactory,
    AnnexFactory,
    DecisionFactory,
    ItemPartFactory,
    StanceFactory,
)
from oogo.tests.papers import Role, meeting_of, read, reader_of, sent, sent_unprinted, stored_pdf
from records import actions as records
from records import documents
from records.models import SILENT_AFTER, Document, Job
from regio.lib import clock
from regio.lib.pdf import render_pdf
from regio.lib.tests.verapdf import faults

DAY = date(2026, 4, 2)


@pytest.fixture(autouse=True)
def on_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.standing_at(DAY):
        yield


@pytest.fixture
def meeting(region):
    return meeting_of(region)


@pytest.fixture
def director(sign_in):
    return sign_in(Role.DIRECTOR)


def order(meeting, by):
    return dossiers.order(meeting=meeting, by=by)


def manifest_of(meeting, by):
    """Return what version 1 would hold, without making its files."""
    whole = Whole(meeting, DAY)
    return manifest(
        whole, Edition(1), sent_at=clock.now(), by=by, files={}, readers=[], before=None
    )


def seconds_ago(job, delta):
    """Let the worker of `job` have been silent for so long."""
    Job.objects.filter(pk=job.pk).update(claimed_at=clock.real_now() - delta)


def test_a_sent_version_holds_the_file_its_twin_the_manifest_and_the_papers_of_each(
    meeting, director, region
):
    merel = reader_of(meeting, "Merel")
    item = AgendaItemFactory(meeting=meeting, title="Hulp op school", asked="Kies een variant")
    page = render_pdf("<p>Woorden van een bijlage</p>", title="Bijlage")
    AnnexFactory(item=item, title="Varianten", document=stored_pdf(region, page, director))
    dossier = sent(meeting, director)
    assert (dossier.number, dossier.pdf.file_name) == (1, "dossier-oogo-2026-04-16-versie-1.pdf")
    assert "Hulp op school" in read(dossier.pdf)
    assert "versie 1 · 2 april 2026" in read(dossier.pdf)
    assert "Concept" not in read(dossier.pdf)
    assert "Hulp op school" in documents.read(dossier.html).decode()
    row = dossier.readers.get()
    assert (row.position, row.email) == (merel.position, merel.position.person.email)
    assert "Kies een variant" in read(row.personal)
    copy = read(row.reading_copy)
    assert "Kies een variant" in copy
    assert "Woorden van een bijlage" in copy


@pytest.mark.looks
def test_what_is_ours_names_its_pages_and_is_right_for_archive_and_screen_reader(meeting, director):
    reader_of(meeting, "Merel")
    item = AgendaItemFactory(
        meeting=meeting, kind="besluitvorming", asked="Kies", explanation="# Kop\n\n- lijst"
    )
    StanceFactory(decision=DecisionFactory(region=meeting.region, item=item))
    dossier = sent(meeting, director)
    personal = dossier.readers.get().personal
    assert "blz. 4 van het dossier" in read(personal)
    assert faults(*map(documents.read, (dossier.pdf, dossier.open_pdf, personal))) == []


def test_the_manifest_names_every_file_by_its_hash_and_nothing_confidential(meeting, director):
    merel = reader_of(meeting, "Merel")
    AgendaItemFactory(meeting=meeting, title="Opening")
    AgendaItemFactory(meeting=meeting, title="KANARIE", is_confidential=True, ground="Woo")
    dossier = sent(meeting, director)
    text = documents.read(dossier.manifest).decode()
    told = json.loads(text)
    row = dossier.readers.get()
    assert told["files"]["dossier"]["sha256"] == dossier.pdf.sha256
    assert told["files"]["html"]["sha256"] == dossier.html.sha256
    assert [(i["number"], i["title"]) for i in told["items"]] == [("1", "Opening"), ("2", "")]
    assert [(r["name"], r["personal"]["sha256"]) for r in told["readers"]] == [
        (str(merel.position.person), row.personal.sha256)
    ]
    assert (told["edition"], told["sent_by"]) == (1, str(director))
    assert "KANARIE" not in text


def test_a_file_without_stances_is_kept_for_others_where_there_are_any(meeting, director):
    item = AgendaItemFactory(meeting=meeting, kind="besluitvorming")
    assert sent(meeting, director).open_pdf.sha256 == Dossier.objects.get().pdf.sha256
    decision = DecisionFactory(region=meeting.region, item=item)
    StanceFactory(decision=decision, about="KANARIE", value="niet_akkoord")
    dossier = sent(meeting, director)
    assert "KANARIE" in read(dossier.pdf)
    assert "KANARIE" not in read(dossier.open_pdf)


def test_sending_fixes_the_numbers_of_the_agenda(meeting, director, tmp_path):
    first = AgendaItemFactory(meeting=meeting)
    last = AgendaItemFactory(meeting=meeting, order=9_000)
    sent_unprinted(meeting, director, tmp_path)
    late = AgendaItemFactory(meeting=meeting, order=first.order)
    dossier = sent(meeting, director)
    for item in (first, last, late):
        item.refresh_from_db()
    assert (first.number, late.number, last.number) == ("1", "1a", "2")
    assert "Agendapunt 1a" in read(dossier.pdf)


def test_a_second_click_sends_nothing_twice(meeting, director):
    AgendaItemFactory(meeting=meeting)
    assert order(meeting, director) == order(meeting, director)
    tasks.make_dossiers()
    tasks.make_dossiers()
    assert Dossier.objects.count() == Job.objects.count() == 1


def test_a_later_version_says_what_is_new(meeting, director, tmp_path):
    reader_of(meeting, "Merel")
    item = AgendaItemFactory(meeting=meeting, title="Opening")
    gone = AgendaItemFactory(meeting=meeting, title="Rondvraag")
    dossier = sent_unprinted(meeting, director, tmp_path)
    before = json.loads(documents.read(dossier.manifest))
    assert news(Whole(meeting, DAY), before) == []
    AgendaItemFactory(meeting=meeting, title="Variant", order=9_000)
    type(item).objects.filter(pk=item.pk).update(title="Welkom", version=9)
    type(item).objects.filter(pk=gone.pk).update(status="ingetrokken")
    AnnexFactory(item=item)
    StanceFactory(decision=DecisionFactory(region=meeting.region, item=item))
    reader_of(meeting, "Grutto")
    assert news(Whole(meeting, DAY), before) == [
        "nieuw: punt 1a Variant",
        "gewijzigd: punt 1 Welkom",
        "nieuwe bijlage 1.1",
        "vervallen: punt 2",
        "1 standpunt is anders",
        "nieuwe lezer: Grutto",
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"outcome": "Besproken.", "status": "behandeld"}, []),
        ({"asked": "Stem in met het concept."}, ["gewijzigd: punt 1 Opening"]),
        ({"minutes": 40}, ["gewijzigd: punt 1 Opening"]),
    ],
)
def test_minutes_do_not_make_an_item_new_and_what_is_asked_does(meeting, director, changes, told):
    item = AgendaItemFactory(meeting=meeting, title="Opening")
    before = manifest_of(meeting, director)
    records.write(item, version=item.version, by=director, **changes)
    assert news(Whole(meeting, DAY), before) == told


def test_a_part_that_came_makes_an_item_new(meeting, director):
    item = AgendaItemFactory(meeting=meeting, title="Opening")
    before = manifest_of(meeting, director)
    ItemPartFactory(item=item)
    assert news(Whole(meeting, DAY), before) == ["gewijzigd: punt 1 Opening"]


def test_of_what_is_confidential_the_manifest_keeps_no_content(meeting, director):
    item = AgendaItemFactory(meeting=meeting, is_confidential=True, ground="Wet open overheid")
    before = manifest_of(meeting, director)
    assert "content" not in before["items"][0]
    records.write(item, version=item.version, by=director, asked="Anders")
    assert news(Whole(meeting, DAY), before)[0].startswith("gewijzigd: punt 1")


def test_what_became_of_annexes_is_told_by_their_files_wherever_they_went(
    meeting, director, region
):
    item = AgendaItemFactory(meeting=meeting)
    one, two, three, four = (
        AnnexFactory(
            item=item,
            order=order_,
            document=stored_pdf(region, f"%PDF-1.7 {order_}".encode(), director),
        )
        for order_ in range(4)
    )
    before = manifest_of(meeting, director)
    three.document = stored_pdf(region, b"%PDF-1.7 anders", director)
    one.order, two.order = two.order, one.order
    four.is_withdrawn = True
    for annex in (one, two, three, four):
        annex.save()
    assert news(Whole(meeting, DAY), before) == [
        "bijlage 1.2 heet nu 1.1",
        "bijlage 1.1 heet nu 1.2",
        "bijlage 1.3 is vervangen",
        "vervallen: bijlage 1.4",
    ]


@pytest.mark.looks
def test_an_annex_that_cannot_be_joined_gets_a_page_that_says_so(meeting, director, region):
    reader_of(meeting, "Merel")
    item = AgendaItemFactory(meeting=meeting)
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    files = [
        stored_pdf(region, b"PK\x03\x04", director, content_type=word),
        stored_pdf(region, b"%PDF-1.7 stuk", director),
    ]
    for order_, file in enumerate(files):
        AnnexFactory(item=item, document=file, order=order_)
    AnnexFactory(item=item, order=3)  # of this one the bytes are gone
    copy = read(sent(meeting, director).readers.get().reading_copy)
    assert "niet in dit leesexemplaar: het is geen pdf" in copy
    assert "niet in dit leesexemplaar: het bestand is niet te lezen als pdf" in copy
    assert "niet in dit leesexemplaar: het bestand is er niet meer" in copy


def test_a_confidential_annex_is_joined_for_its_readers_alone(meeting, director, region):
    named, other = reader_of(meeting, "Merel"), reader_of(meeting, "Grutto")
    item = AgendaItemFactory(meeting=meeting)
    secret = AnnexFactory(
        item=item,
        title="KANARIE",
        document=stored_pdf(region, render_pdf("<p>KANARIE</p>"), director),
        is_confidential=True,
        ground="Woo",
    )
    secret.disclosed_to.set([named.party])
    dossier = sent(meeting, director)
    papers = {row.position: row for row in dossier.readers.all()}
    assert "KANARIE" in read(papers[named.position].reading_copy)
    for version in (papers[other.position].personal, papers[other.position].reading_copy):
        assert "KANARIE" not in read(version)
    assert "KANARIE" not in read(dossier.pdf) + documents.read(dossier.html).decode()


@pytest.mark.looks
def test_the_page_before_an_annex_names_no_annex_but_its_own(meeting, director, region):
    named, other = reader_of(meeting, "Merel"), reader_of(meeting, "Grutto")
    item = AgendaItemFactory(meeting=meeting)
    for place, title in enumerate(("Vrij stuk", "KANARIE", "Open stuk")):
        file = stored_pdf(region, render_pdf(f"<p>{title}</p>"), director)
        annex = AnnexFactory(item=item, title=title, document=file, order=place)
        if title == "KANARIE":
            annex.is_confidential, annex.ground = True, "Woo"
            annex.save()
            annex.disclosed_to.set([named.party])
    copies = {row.position: read(row.reading_copy) for row in sent(meeting, director).readers.all()}
    assert "KANARIE" not in copies[other.position]
    for place, title in enumerate(("Vrij stuk", "KANARIE", "Open stuk"), 1):
        assert f"{title} Bijlage 1.{place} {title}" in copies[named.position]


def test_a_job_of_a_worker_that_was_killed_is_taken_up_after_a_while(meeting, director):
    AgendaItemFactory(meeting=meeting)
    job = order(meeting, director)
    assert job.claim()
    tasks.make_dossiers()
    assert Dossier.objects.count() == 0
    seconds_ago(job, SILENT_AFTER + timedelta(seconds=1))
    tasks.make_dossiers()
    job.refresh_from_db()
    assert (job.state, Dossier.objects.count()) == (Job.State.DONE, 1)


def test_a_worker_whose_job_was_taken_over_stores_nothing(meeting, director):
    AgendaItemFactory(meeting=meeting)
    first = order(meeting, director)
    assert first.claim()
    seconds_ago(first, SILENT_AFTER * 2)
    second = Job.objects.get()
    assert second.claim()
    tasks._make(first)
    assert (Dossier.objects.count(), Job.objects.get().state) == (0, Job.State.RUNNING)
    tasks._make(second)
    assert (Dossier.objects.count(), Job.objects.get().state) == (1, Job.State.DONE)


def test_two_workers_do_not_claim_one_job(meeting, director):
    AgendaItemFactory(meeting=meeting)
    order(meeting, director)
    one, two = Job.objects.get(), Job.objects.get()
    assert (one.claim(), two.claim()) == (True, False)


def test_a_job_that_ends_its_workers_is_given_up_after_three_times(meeting, director):
    AgendaItemFactory(meeting=meeting)
    job = order(meeting, director)
    for _ in range(3):
        assert Job.objects.get().claim()
        seconds_ago(job, SILENT_AFTER * 2)
    assert not Job.objects.get().claim()
    job.refresh_from_db()
    assert (job.state, Dossier.objects.count()) == (Job.State.FAILED, 0)
    assert job.message.startswith("Het is drie keer begonnen")


def test_a_text_that_cannot_be_printed_says_so_and_sends_nothing(meeting, director):
    AgendaItemFactory(meeting=meeting, explanation="woord " * 800_000)
    job = order(meeting, director)
    tasks.make_dossiers()
    job.refresh_from_db()
    assert (job.state, Dossier.objects.count(), DossierReader.objects.count()) == ("mislukt", 0, 0)
    assert "Er staat te veel tekst in" in job.message
    assert job.message.endswith("Er is niets verzonden.")
    assert Document.objects.count() == 0


def test_what_nobody_foresaw_is_told_and_leaves_nothing(meeting, director):
    AgendaItemFactory(meeting=meeting)
    job = order(meeting, director)
    Job.objects.filter(pk=job.pk).update(arguments={**job.arguments, "meeting": 0})
    tasks.make_dossiers()
    job.refresh_from_db()
    assert (job.state, job.message) == ("mislukt", tasks.FAILED)


def test_the_work_lives_on_the_day_of_the_demonstration_and_is_marked(meeting, director):
    AgendaItemFactory(meeting=meeting)
    reader_of(meeting, "Merel")
    dossiers.order(meeting=meeting, by=director, is_demonstration=True)
    with clock.standing_at(None):
        tasks.make_dossiers()
    dossier = Dossier.objects.get()
    assert localtime(dossier.sent_at).date() == DAY
    for version in (dossier.pdf, dossier.readers.get().personal):
        assert "Voorbeeldgegevens – verzonnen" in read(version)


def test_progress_counts_the_readers(meeting, director):
    for name in ("Merel", "Grutto"):
        reader_of(meeting, name)
    AgendaItemFactory(meeting=meeting)
    sent(meeting, director)
    job = Job.objects.get()
    assert (job.total, job.done, job.percent) == (5, 5, 100)
