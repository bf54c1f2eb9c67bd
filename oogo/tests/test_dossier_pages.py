"""The pages of a dossier that was sent: who gets what, and what is new since then.

It is printed once for all tests here.
"""

import pytest
from django.conf import settings

from accounts.models import Region
from accounts.tests.factories import MembershipFactory, RegionFactory
from oogo.models import Dossier, Meeting, Participant
from oogo.tests.factories import AgendaItemFactory, MeetingFactory
from oogo.tests.papers import (
    DAY_OF_PAPERS,
    Role,
    meeting_with_a_stance,
    reader_of,
    sent,
    text_of,
    user_of,
)
from partners.tests.factories import SeatFactory
from regio.lib import clock


@pytest.fixture(scope="module")
def sent_once(rows_of_module, tmp_path_factory):
    region = RegionFactory(name="Noord-Kennemerland", slug="noord-kennemerland", code="NK")
    kept, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path_factory.mktemp("media")
    with clock.standing_at(DAY_OF_PAPERS):
        meeting = meeting_with_a_stance(region)
        reader_of(meeting, "Merel")
        sent(meeting, MembershipFactory(region=region, role=Role.DIRECTOR).user)
    yield
    settings.MEDIA_ROOT = kept


@pytest.fixture(autouse=True)
def on_day(sent_once, db):
    with clock.standing_at(DAY_OF_PAPERS):
        yield


@pytest.fixture
def region(on_day):
    return Region.objects.get(slug="noord-kennemerland")


@pytest.fixture
def meeting(on_day):
    return Meeting.objects.get()


@pytest.fixture
def merel(on_day):
    return Participant.objects.get()


@pytest.fixture
def dossier(on_day):
    return Dossier.objects.get()


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
