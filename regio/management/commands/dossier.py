import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.text import slugify

from oogo.models import Meeting
from oogo.papers.printing import Edition
from oogo.papers.production import Production
from oogo.papers.whole import Whole
from regio.demo.models import Demonstration
from regio.lib import clock
from regio.lib.papers import refusal
from regio.lib.pdf import PdfError


class Command(BaseCommand):
    """Write the dossier of a meeting as it stands now to a file; nothing is sent."""

    help = "Write the concept of a dossier, or one reader's reading copy, to a PDF."

    def add_arguments(self, parser):
        parser.add_argument("region", help="slug of the region")
        parser.add_argument("number", type=int, help="number of the meeting")
        parser.add_argument("--for", dest="email", help="e-mail address of a reader")
        parser.add_argument("--out", help="file to write; else a name of its own, here")

    def handle(self, region, number, email, out, **options):
        demonstration = Demonstration.objects.first()
        with clock.standing_at(demonstration.day if demonstration else None):
            whole = Whole(_meeting(region, number), clock.today())
            reader = _reader(whole, email) if email else None
            name = slugify(f"dossier-{region}-{number}-{reader or 'concept'}")
            file = Path(out or f"{name}.pdf")
            edition = Edition(is_demonstration=demonstration is not None)
            try:
                file.write_bytes(_made(whole, edition, reader))
            except PdfError as error:
                raise CommandError(refusal(error.reason)) from error
            except OSError as error:
                raise CommandError(f"{file}: {error.strerror}") from error
        self.stdout.write(f"{file}: {file.stat().st_size} bytes")


def _meeting(region, number):
    meetings = Meeting.objects.select_related("region", "body__region")
    meeting = meetings.filter(region__slug=region, number=number).first()
    if meeting is None:
        raise CommandError(f"No meeting {number} in region {region}.")
    return meeting


def _reader(whole, email):
    """Return who reads under this address: that of the person, or of the account."""
    wanted = email.casefold()
    for reader in whole.readers:
        person = reader.position.person
        known = {person.email.casefold(), person.user.email.casefold() if person.user else ""}
        if wanted in known:
            return reader
    raise CommandError(f"Nobody who takes part in this meeting has the address {email}.")


def _made(whole, edition, reader):
    with tempfile.TemporaryDirectory(prefix="regio-dossier-") as folder:
        production = Production(whole, edition, Path(folder))
        if reader is None:
            return production.common.pdf.read_bytes()
        return production.reading_copy(reader, production.personal(reader)).read_bytes()
