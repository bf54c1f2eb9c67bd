"""The dossier that was sent on 2 April, in the demonstration of 1 May: made once for all tests.

Its papers are printed in the first run of `bin/test` alone, and of its readers one's: printing asks
no database.
"""

import json
from datetime import date

import pytest
from django.conf import settings

from accounts.models import User
from monitoring.models import Indicator
from oogo.models import AgendaItem, Decision, Dossier
from oogo.papers.manifest import news, stances
from oogo.papers.whole import Whole
from oogo.tests.papers import PrintedFor, Unprinted, read
from records import documents
from records.models import Change, Job
from regio.demo import dossiers
from regio.demo.actions import load_demonstration
from regio.lib import clock
from regio.lib.tests.papers import beside, pages_of
from regio.lib.tests.verapdf import faults
from regio.tasks import tick
from reminders.models import Reminder

DAY = date(2026, 5, 1)
READER = "Hanna Merel"


class Printed(PrintedFor):
    name = READER


@pytest.fixture(scope="module")
def dossier(request, rows_of_module, tmp_path_factory):
    kept, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path_factory.mktemp("media")
    with pytest.MonkeyPatch.context() as patch:
        is_second = request.config.getoption("--only-database")
        patch.setattr(dossiers, "Production", Unprinted if is_second else Printed)
        load_demonstration(day=DAY, with_dossier=True)
    yield Dossier.objects.get()
    settings.MEDIA_ROOT = kept


@pytest.fixture(autouse=True)
def use_database(db):
    pass


def test_it_is_version_1_of_the_oogo_of_16_april_sent_on_2_april(dossier):
    assert (str(dossier), dossier.sent_at.astimezone(clock.AMSTERDAM).date()) == (
        "Dossier OOGO 16-04-2026, versie 1",
        date(2026, 4, 2),
    )
    assert str(Change.objects.of(dossier).first().by) == "Mark Torenvalk"
    assert Job.objects.get().state == Job.State.DONE


def test_it_knows_the_stances_of_that_day_and_not_what_came_of_them(dossier):
    told = json.loads(documents.read(dossier.manifest))
    assert told["stances"] != stances(Whole(dossier.meeting, DAY).agenda.papers)


@pytest.mark.looks
def test_it_says_what_was_known_on_that_day_and_not_what_came_of_it(dossier):
    text = read(dossier.pdf)
    assert "versie 1 · 2 april 2026" in text
    assert "Hulp" in documents.read(dossier.html).decode()
    decided = Decision.objects.filter(item__meeting=dossier.meeting).exclude(sequence=None)
    assert [d.number for d in decided if d.number in text] == []
    assert decided.count() > 0
    assert "Voorbeeldgegevens – verzonnen" in text
    assert faults(documents.read(dossier.pdf)) == []


def test_every_reader_of_that_day_has_a_part_and_a_reading_copy(dossier):
    rows = list(dossier.readers.select_related("position__person", "personal", "reading_copy"))
    names = {str(row.position.person) for row in rows}
    assert len(rows) == len(names) == dossier.meeting.participants.kept().count()
    assert {READER, "Siebe Scholekster"} <= names
    assert "Fenna Kievit" not in names  # replaced


@pytest.mark.looks
def test_the_papers_of_a_reader_bear_the_name(dossier):
    merel = dossier.readers.get(position__person__name=READER)
    assert f"Voor: {READER}" in read(merel.personal)
    assert READER in read(merel.reading_copy)


@pytest.mark.looks
def test_no_chart_stands_alone_on_a_page(dossier):
    merel = dossier.readers.get(position__person__name=READER)
    titles = list(Indicator.objects.values_list("title", flat=True))
    for file in (dossier.pdf, merel.personal):
        pages = pages_of(documents.read(file))
        found = [(title, beside(page, title)) for page in pages for title in titles]
        drawn = [(title, len(words)) for title, words in found if words is not None]
        assert {title for title, _ in drawn} == set(titles)
        assert [title for title, count in drawn if count < 10] == []


def test_the_manifest_names_what_stands_in_the_region_now(dossier):
    told = json.loads(documents.read(dossier.manifest))
    items = {str(item.pk): item for item in AgendaItem.objects.filter(meeting=dossier.meeting)}
    assert [items[str(row["key"])].number for row in told["items"]] == [
        row["number"] for row in told["items"]
    ]
    readers = {row.position_id: row.personal.sha256 for row in dossier.readers.all()}
    assert {r["position"]: r["personal"]["sha256"] for r in told["readers"]} == readers
    with clock.standing_at(DAY):
        lines = news(Whole(dossier.meeting, DAY), told)
    assert [
        line for line in lines if line.startswith(("nieuw: punt", "vervallen", "nieuwe lezer"))
    ] == []


def test_of_a_meeting_that_was_held_nobody_is_told_any_more(dossier):
    with clock.standing_at(DAY):
        tick()
    assert Reminder.objects.filter(rule="dossier").count() == 0


def test_the_wethouder_finds_the_own_papers(dossier, client):
    client.force_login(User.objects.get(email="wethouder@demo.test"))
    page = client.get(dossier.get_absolute_url()).content.decode()
    assert "Versie 1, verzonden op" in page
    assert "/voor-u/" in page
