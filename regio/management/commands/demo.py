from django.core.management.base import BaseCommand, CommandError

from regio.demo import actions
from regio.demo.actions import DAYS
from regio.demo.dossiers import SENT_ON


class Command(BaseCommand):
    """Load the demonstration region Noord-Kennemerland as it stood on one of its days."""

    help = "Load the demonstration (development mode only)."

    def add_arguments(self, parser):
        days = ", ".join(map(str, DAYS))
        parser.add_argument(
            "--refresh", action="store_true", help="throw away all that is there and load again"
        )
        parser.add_argument("--at", default=str(DAYS[0]), help=f"one of {days} (the first)")
        parser.add_argument(
            "--without-dossier",
            action="store_true",
            help="leave out the dossier that was sent before the last day: making it takes a while",
        )

    def handle(self, at, refresh, without_dossier, **options):
        days = {str(day): day for day in DAYS}
        if at not in days:
            raise CommandError(f"--at {at}: choose one of {', '.join(days)}.")
        if days[at] > SENT_ON and not without_dossier:
            self.stdout.write(
                "Making the dossier of the OOGO for its readers takes a minute or so."
            )
        try:
            actions.load_demonstration(
                day=days[at], refresh=refresh, with_dossier=not without_dossier
            )
        except actions.DemonstrationError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The demonstration is loaded as it stood on {at}.")
