from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partners.models import Area
from partners.reference import editing
from partners.reference.reader import ReferenceFileError


class Command(BaseCommand):
    """Compare editions of areas with what is held, and apply all of them or nothing."""

    help = "Leest nieuwe indelingen van gebieden in: eigen CSV, StatLine of een tabel van het CBS."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", metavar="FILE")
        parser.add_argument("--table", action="append", default=[], metavar="ID")
        parser.add_argument("--kind", action="append", choices=Area.Kind.values, default=[])
        parser.add_argument("--valid-from", metavar="DATE", type=a_day)
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, files, table, kind, valid_from, dry_run, **options):
        if not files and not table:
            raise CommandError("Geef een bestand, of met --table het nummer van een CBS-tabel.")
        sources = [(editing.read_file, self.read(file), Path(file).name) for file in files]
        sources += [(editing.read_cbs, name) for name in table]
        try:
            editions = [
                read(*arguments).narrowed(kinds=kind, day=valid_from)
                for read, *arguments in sources
            ]
            with transaction.atomic():
                for edition in editions:
                    self.load(edition, dry_run=dry_run)
        except ReferenceFileError as error:
            raise CommandError(f"Er is niets gewijzigd.\n{error}") from error
        self.stdout.write("Vergeleken; niets gewijzigd." if dry_run else "Ingelezen.")

    def read(self, file):
        try:
            return Path(file).read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: niet te lezen ({error.strerror})") from error

    def load(self, edition, *, dry_run):
        held = editing.held_of(edition.kinds)
        plan = editing.plan_of(edition, held)
        self.stdout.write(f"{edition.name}, vanaf {edition.day:%d-%m-%Y}: {edition.source}")
        for said in plan.said:
            self.stdout.write(f"  {said.group}: {said.text}")
        if plan.clashes:
            raise CommandError("Er is niets gewijzigd.\n" + "\n".join(plan.clashes))
        self.stdout.write(
            f"Begint: {len(plan.starts)}, eindigt: {len(plan.ends)}, "
            f"blijft gelijk: {plan.unchanged}."
        )
        if not dry_run:
            self.apply(edition, held)

    def apply(self, edition, held):
        try:
            editing.apply_edition(edition, fingerprint=held.fingerprint)
        except editing.ChangedMeanwhileError as error:
            raise CommandError("De naslag veranderde intussen: probeer het opnieuw.") from error


def a_day(text):
    return date.fromisoformat(text)
