"""The papers of the demonstration: right, and marked as invented on every page."""

import subprocess
from datetime import date

import pytest

from accounts.models import User
from checklist.models import Round
from regio.demo.actions import load_demonstration
from regio.lib.tests.verapdf import faults


@pytest.mark.django_db
def test_the_round_of_the_demonstration_is_a_right_pdf_marked_on_every_page(client):
    load_demonstration(day=date(2026, 3, 3))
    client.force_login(User.objects.get(email="regisseur@demo.test"))
    round = Round.objects.get(title="Ronde 2026")
    content = b"".join(client.get(f"/regio/{round.region.slug}/checklist/{round.pk}/pdf/"))
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    *pages, _ = done.stdout.decode().split("\f")
    assert len(pages) > 10
    assert [n for n, page in enumerate(pages) if "Voorbeeldgegevens – verzonnen" not in page] == []
    assert faults(content) == []
