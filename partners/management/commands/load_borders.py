from datetime import date
from pathlib import PurePath

from django.core.management.base import BaseCommand, CommandError

from partners.reference.border_file import read_borders
from partners.reference.fetch import fetch
from partners.reference.load_borders import load_borders
from partners.reference.reader import ReferenceFileError
from regio.lib import clock


class Command(BaseCommand):
    help = "Leest de grenzen van gemeenten in: TopoJSON of GeoJSON in WGS84, bestand of webadres."

    def add_arguments(self, parser):
        parser.add_argument("place", metavar="FILE|URL")
        parser.add_argument(
            "--since",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="dag vanaf wanneer deze grenzen gelden (anders: 1 januari van dit jaar)",
        )
        parser.add_argument("--source", default="CBS (CC BY 4.0)", help="bron, zoals op de kaart")

    def handle(self, *, place, since, source, **options):
        since = since or clock.today().replace(month=1, day=1)
        try:
            shapes = read_borders(PurePath(place).name or place, fetch(place))
            counts = load_borders(shapes, since=since, source=source[:200])
        except ReferenceFileError as error:
            raise CommandError(
                "\n".join(["Er is niets ingelezen.", *error.problems]), returncode=1
            ) from error
        self.stdout.write(
            f"Grenzen vanaf {since}: {counts['new']} nieuw, {counts['changed']} gewijzigd, "
            f"{counts['unchanged']} ongewijzigd; {counts['unknown']} niet in de naslag."
        )
