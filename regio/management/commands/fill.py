from datetime import date

from django.core.management.base import BaseCommand, CommandError

from regio.filling.actions import FillingError, fill
from regio.filling.sizes import SIZES
from regio.lib import clock


class Command(BaseCommand):
    """Make a region of a given size to measure on (development mode only)."""

    help = "Fill a region of size S, L or P, seeded: the same day gives the same rows."

    def add_arguments(self, parser):
        parser.add_argument("--size", choices=sorted(SIZES), required=True)
        parser.add_argument(
            "--at", type=date.fromisoformat, help="the day that it stands on (today)"
        )

    def handle(self, size, at, **options):
        day = at or clock.today()
        try:
            region = fill(size=SIZES[size], day=day)
        except FillingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Region {region.slug} is filled as it would stand on {day}.")
