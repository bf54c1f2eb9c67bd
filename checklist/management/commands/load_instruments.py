from django.core.management.base import BaseCommand, CommandError

from checklist.content import InstrumentError
from checklist.instruments import load_instruments


class Command(BaseCommand):
    help = "Store the versions of the instruments that are not stored yet."

    def handle(self, **options):
        try:
            self.stdout.write(f"{load_instruments()} new instrument versions")
        except InstrumentError as error:
            raise CommandError(str(error)) from error
