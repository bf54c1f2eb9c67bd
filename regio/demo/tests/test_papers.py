"""The papers of the demonstration: right, and marked as invented on every page."""

import subprocess

import pytest

from accounts.models import User
from checklist.models import Round
from regio.demo.actions import DAYS
from regio.demo.tests import loaded
from regio.lib.tests.verapdf import faults


@pytest.mark.django_db
@pytest.mark.looks
def test_the_round_of_the_demonstration_is_a_right_pdf_marked_on_every_page(client):
    loaded.put(DAYS[0])
    client.force_login(User.objects.get(email="regisseur@demo.test"))
    round = Round.objects.get(title="Ronde 2026")
    content = b"".join(client.get(f"/regio/{round.region.slug}/checklist/{round.pk}/pdf/"))
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    *pages, _ = done.stdout.decode().split("\f")
    assert len(pages) > 10
    assert [n for n, page in enumerate(pages) if "Voorbeeldgegevens – verzonnen" not in page] == []
    (mapped,) = [page for page in pages if "Het speelveld op de kaart" in page]
    assert "Stap 1 van 8" in mapped
    assert "Wat de partijen vinden" in mapped
    assert faults(content) == []
