from django.core.management.base import BaseCommand, CommandError

from partners.reference.load import OWN_FILES, load_reference
from partners.reference.reader import ReferenceFileError


class Command(BaseCommand):
    help = "Leest gemeenten, herindelingen en gebieden in (partners/reference/README.md)."

    def add_arguments(self, parser):
        parser.add_argument("directory", nargs="?", default=OWN_FILES, metavar="DIR")

    def handle(self, *, directory, **options):
        try:
            counts = load_reference(directory)
        except ReferenceFileError as error:
            raise CommandError(
                "\n".join(["Er is niets ingelezen.", *error.problems]), returncode=1
            ) from error
        self.stdout.write(
            f"Naslag ingelezen: {counts['new']} nieuw, {counts['changed']} gewijzigd, "
            f"{counts['unchanged']} ongewijzigd."
        )
