from datetime import datetime

from django.core.management.base import BaseCommand, CommandError

from regio import tasks
from regio.demo.models import Demonstration
from regio.lib import clock


class Command(BaseCommand):
    """Run one tick: plan the reminders, send what is due, wake what waits."""

    help = "Run one tick, now or as if it were another moment."

    def add_arguments(self, parser):
        parser.add_argument(
            "--now",
            help="a moment such as 2026-03-27T07:30 (Amsterdam, unless it says otherwise)",
        )

    def handle(self, now, **options):
        moment = read_moment(now) if now else None
        day = moment.date() if moment else Demonstration.standing_day()
        with clock.standing_at(day, moment and moment.time()):
            tasks.tick()


def read_moment(text):
    """Return the instant that `text` names, by the clock in Amsterdam."""
    try:
        moment = datetime.fromisoformat(text)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=clock.AMSTERDAM)
        return zoned.astimezone(clock.AMSTERDAM)
    except (ValueError, OverflowError) as error:
        raise CommandError(f"--now {text}: give a moment such as 2026-03-27T07:30.") from error
