"""Annexes, parts and shares of an item."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from oogo.models import Annex, ItemPart, ItemShare
from oogo.tests.factories import (
    AgendaItemFactory,
    AnnexFactory,
    ItemPartFactory,
    ItemShareFactory,
    MeetingFactory,
    ParticipantFactory,
)
from partners.tests.factories import PartyFactory, PositionFactory
from records.models import Change, DocumentVersion
from regio.lib import uploads

pytestmark = pytest.mark.usefixtures("third_of_march")
PDF = b"%PDF-1.7\n%kanarie"


@pytest.fixture
def item(region):
    return AgendaItemFactory(meeting__region=region)


@pytest.fixture
def party(region):
    return PartyFactory(organisation__region=region)


def sent(data=PDF, name="Rekenmodel.pdf", **fields):
    return {"file": SimpleUploadedFile(name, data, content_type="text/html")} | fields


def bytes_of(answer):
    return b"".join(answer.streaming_content)


# --- annexes


def test_an_annex_is_stored_and_given_out_as_an_attachment(client, sign_in, address, item):
    user = sign_in("regisseur")
    page = client.post(address("annex_create", item.pk), sent())
    annex = Annex.objects.get()
    assert page.url == f"{item.get_absolute_url()}#bijlagen-titel"
    assert (annex.item, annex.title, annex.order) == (item, "Rekenmodel", 1)
    assert (annex.document.content_type, annex.document.size) == ("application/pdf", len(PDF))
    assert Change.objects.of(annex).get(field="document").by == user
    sign_in("lezer")
    answer = client.get(address("annex_download", annex.pk))
    assert bytes_of(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Rekenmodel.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_content_decides_the_ending_and_the_type(client, sign_in, address, item):
    sign_in("regisseur")
    client.post(
        address("annex_create", item.pk), sent(name="../../map/Nep\u202e.exe", title="Stuk")
    )
    annex = Annex.objects.get()
    assert (annex.title, annex.document.file_name) == ("Stuk", "Nep.pdf")


@pytest.mark.parametrize(
    "data", [b"MZ\x90\x00", b"\x00" * 100, b"GIF89a\x00\x00", b"PK\x03\x04" + b"\x00" * 30]
)
def test_a_file_of_another_kind_is_refused(client, sign_in, address, item, errors, data):
    sign_in("regisseur")
    page = client.post(address("annex_create", item.pk), sent(data, title="Mijn titel"))
    assert errors(page)["file"][0].startswith("Dit soort bestand past hier niet.")
    assert page.context["form"]["title"].value() == "Mijn titel"
    assert DocumentVersion.objects.count() == 0


def test_an_empty_file_and_no_file_are_refused(client, sign_in, address, item, errors):
    sign_in("regisseur")
    page = client.post(address("annex_create", item.pk), sent(b""))
    assert errors(page) == {"file": ["Dit bestand is leeg."]}
    page = client.post(address("annex_create", item.pk), {"title": "Stuk"})
    assert errors(page) == {"file": ["Kies een bestand."]}
    page = client.post(address("annex_create", item.pk), {"title": "Stuk", "file": "tekst"})
    assert errors(page) == {"file": ["Kies een bestand."]}


def test_a_file_that_is_too_big_is_refused(client, sign_in, address, item, errors, monkeypatch):
    sign_in("regisseur")
    big = b"%PDF-1.7\n" + b"0" * 25_000_000
    page = client.post(address("annex_create", item.pk), sent(big))
    assert errors(page) == {"file": ["Dit bestand is groter dan 25 MB."]}
    assert uploads.MAX_MEGABYTES == 25


def test_an_office_file_is_known_by_what_is_in_it(client, sign_in, address, item):
    sign_in("regisseur")
    buffer = io.BytesIO()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types ContentType="{kind}.main+xml"/>')
    client.post(address("annex_create", item.pk), sent(buffer.getvalue(), "stuk.zip"))
    document = Annex.objects.get().document
    assert (document.file_name, document.content_type) == ("stuk.docx", kind)


def test_replacing_makes_a_version_and_keeps_the_old_one(client, sign_in, address, item):
    sign_in("regisseur")
    client.post(address("annex_create", item.pk), sent())
    annex = Annex.objects.get()
    first = annex.document
    page = client.post(address("annex_replace", annex.pk), sent(b"Tekst", "b.txt", version=1))
    assert page.url == f"{item.get_absolute_url()}#bijlagen-titel"
    annex.refresh_from_db()
    assert (annex.document.number, annex.document.file_name) == (2, "b.txt")
    assert annex.document.document == first.document
    assert bytes_of(client.get(address("annex_download", annex.pk))) == b"Tekst"
    assert DocumentVersion.objects.count() == 2


def test_replacing_what_another_replaced_meanwhile_is_a_conflict(
    client, sign_in, address, item, errors
):
    user = sign_in("regisseur")
    client.post(address("annex_create", item.pk), sent())
    annex = Annex.objects.get()
    client.post(address("annex_replace", annex.pk), sent(b"Eerste", "a.txt", version=1))
    page = client.post(address("annex_replace", annex.pk), sent(b"Tweede", "b.txt", version=1))
    assert errors(page)["__all__"][0].startswith(f"{user} veranderde dit")
    assert DocumentVersion.objects.count() == 2


def test_an_annex_is_changed_and_withdrawn(client, sign_in, address, item, party):
    sign_in("regisseur")
    annex = AnnexFactory(item=item)
    fields = {"version": 1, "title": "Tarieven", "is_confidential": "on", "ground": "Woo 5.1"}
    client.post(address("annex_edit", annex.pk), fields | {"disclosed_to": [party.pk]})
    annex.refresh_from_db()
    assert (annex.title, annex.ground, list(annex.disclosed_to.all())) == (
        "Tarieven",
        "Woo 5.1",
        [party],
    )
    client.post(address("annex_withdraw", annex.pk))
    annex.refresh_from_db()
    assert annex.is_withdrawn
    assert client.get(address("annex_download", annex.pk)).status_code == 404


def test_a_confidential_annex_leaves_a_gap_and_cannot_be_downloaded(
    client, region, sign_in, address, party
):
    item = AgendaItemFactory(meeting=MeetingFactory(region=region))
    AnnexFactory(item=item, order=1, title="Open stuk")
    hidden = AnnexFactory(
        item=item, order=2, title="Kanarie", is_confidential=True, ground="Woo 5.1 kanarie"
    )
    hidden.disclosed_to.set([party])
    AnnexFactory(item=item, order=3, title="Ook open")
    user = sign_in("bestuurder")
    ParticipantFactory(
        meeting=item.meeting, position=PositionFactory(person__user=user, person__region=region)
    )
    page = client.get(item.get_absolute_url())
    assert [(n, a.title) for n, a in page.context["annexes"]] == [
        ("1.1", "Open stuk"),
        ("1.3", "Ook open"),
    ]
    assert "anarie" not in page.content.decode()
    assert client.get(address("annex_download", hidden.pk)).status_code == 404
    [line] = client.get(item.meeting.get_absolute_url()).context["agenda"].lines
    assert line.item.annex_count == 2


def test_the_annex_of_a_hidden_item_cannot_be_downloaded(client, sign_in, address, item):
    annex = AnnexFactory(item=item)
    item.is_confidential, item.ground = True, "Woo 5.1"
    item.save()
    sign_in("lezer")
    assert client.get(address("annex_download", annex.pk)).status_code == 404


# --- parts


def test_parts_are_added_changed_and_withdrawn(client, sign_in, address, item):
    sign_in("regisseur")
    ItemPartFactory(item=item, order=2)
    client.post(address("part_create", item.pk), {"title": "Jeugdhulp"})
    part = ItemPart.objects.get(title="Jeugdhulp")
    assert (part.item, part.order) == (item, 3)
    client.post(address("part_edit", part.pk), {"version": 1, "title": "Leerplicht"})
    client.post(address("part_withdraw", part.pk))
    part.refresh_from_db()
    assert (part.title, part.is_withdrawn) == ("Leerplicht", True)


# --- shares


def test_a_share_is_of_a_party_in_whole_euros(client, sign_in, address, item, party):
    sign_in("regisseur")
    client.post(address("share_create", item.pk), {"party": party.pk, "amount": "€ 62.000"})
    share = ItemShare.objects.get()
    assert (share.party, share.amount) == (party, 62_000)
    client.post(address("share_edit", share.pk), {"version": 1, "amount": "50000"})
    page = client.get(item.get_absolute_url())
    assert page.context["shares_sum"] == 50_000
    assert "50.000" in page.content.decode()


def test_a_party_has_one_share_and_a_withdrawn_one_comes_back(
    client, sign_in, address, item, party, errors
):
    sign_in("regisseur")
    share = ItemShareFactory(item=item, party=party)
    fields = {"party": party.pk, "amount": "20"}
    page = client.post(address("share_create", item.pk), fields)
    assert errors(page) == {"party": ["Voor deze partij staat er al een bedrag."]}
    client.post(address("share_withdraw", share.pk))
    client.post(address("share_create", item.pk), fields)
    share = ItemShare.objects.get()
    assert (share.amount, share.is_withdrawn) == (20, False)


def test_a_beleidsmedewerker_leaves_the_papers_of_others_alone(client, sign_in, address, item):
    sign_in("beleidsmedewerker")
    annex = AnnexFactory(item=item)
    found = [
        client.post(address("annex_create", item.pk), sent()).status_code,
        client.post(address("annex_replace", annex.pk), sent(version=1)).status_code,
        client.post(address("annex_withdraw", annex.pk)).status_code,
        client.post(address("share_create", item.pk), {}).status_code,
    ]
    assert found == [403, 403, 403, 403]
