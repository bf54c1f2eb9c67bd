"""The web version of a dossier in the browser: text of users is text, whatever it holds."""

import pytest

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from oogo.tests.factories import AgendaItemFactory, DossierFactory, MeetingFactory
from records import documents
from records.models import Document, DocumentVersion

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.looks]

PAGE = b"""<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Dossier</title>
<style>p { color: rgb(1, 2, 3) }</style></head><body><p id="proef">rust</p>
<script>document.getElementById("proef").textContent = "kwaad"</script>
<img src="x" onerror="document.getElementById('proef').textContent = 'kwaad'">
</body></html>"""


@pytest.fixture
def director(region):
    return MembershipFactory(region=region, role=Membership.Role.DIRECTOR).user


@pytest.fixture
def path(region, settings, tmp_path, director):
    """The address of a dossier of which the stored page holds a script, as none of ours does."""
    settings.MEDIA_ROOT = tmp_path
    meeting = MeetingFactory(region=region)
    AgendaItemFactory(meeting=meeting)
    stored = documents.store(
        document=Document(region=region, title="Dossier"),
        file_name="dossier.html",
        data=PAGE,
        content_type="text/html; charset=utf-8",
        by=director,
    )
    dossier = DossierFactory(meeting=meeting, pdf=stored, html=stored)
    return f"{meeting.get_absolute_url()}dossier/versie/{dossier.pk}/web/"


def shown(page):
    colour = "getComputedStyle(document.getElementById('proef')).color"
    return page.locator("#proef").inner_text(), page.evaluate(colour)


def test_a_script_in_the_stored_page_does_not_run_and_its_styles_do(path, visit, director, watch):
    page = visit(director, path)
    assert shown(page) == ("rust", "rgb(1, 2, 3)")
    assert [fault for fault in watch.faults if not fault.startswith("console: ")] == []
    assert watch.faults
    watch.faults.clear()


def test_without_its_policy_the_script_would_run(path, visit, director, watch, monkeypatch):
    monkeypatch.setattr(documents, "PAGE_POLICY", "default-src * 'unsafe-inline'")
    watch.expected.add(404)
    assert shown(visit(director, path))[0] == "kwaad"
    watch.faults.clear()
    assert DocumentVersion.objects.count() == 1
