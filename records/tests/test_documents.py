import hashlib

import pytest
from django.http import Http404

from accounts.tests.factories import UserFactory
from records import documents
from records.models import Document

DATA = b"%PDF-1.7 verslag"


@pytest.fixture
def stored(region):
    return documents.store(
        document=Document(region=region, title="Verslag"),
        file_name="verslag.pdf",
        data=DATA,
        content_type="application/pdf",
        by=UserFactory(),
    )


def test_a_file_is_kept_under_its_hash(stored):
    assert stored.sha256 == hashlib.sha256(DATA).hexdigest()
    assert (stored.number, stored.size, documents.read(stored)) == (1, len(DATA), DATA)


def test_a_second_version_leaves_the_first_as_it_was(stored):
    second = documents.store(
        document=stored.document,
        file_name="verslag.pdf",
        data=b"%PDF-1.7 nieuw",
        content_type="application/pdf",
        by=UserFactory(),
    )
    assert (second.number, documents.read(second)) == (2, b"%PDF-1.7 nieuw")
    assert documents.read(stored) == DATA


def test_a_file_is_given_out_as_an_attachment_that_runs_nothing(stored):
    answer = documents.response(stored)
    assert b"".join(answer.streaming_content) == DATA
    assert answer["Content-Disposition"] == 'attachment; filename="verslag.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_that_is_gone_is_not_found(stored):
    documents.path_of(stored).unlink()
    with pytest.raises(Http404):
        documents.response(stored)
