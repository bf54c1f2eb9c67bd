"""Loads the demonstration: empties the database when asked, writes both regions, sets the day."""

from datetime import date

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from accounts.models import Region, User
from checklist.instruments import load_instruments
from checklist.models import InstrumentVersion
from partners.reference.load import load_reference
from regio.demo.agenda import AgendaWriter
from regio.demo.bodies import BodyWriter
from regio.demo.content.indicators import INDICATORS
from regio.demo.content.members import PASSWORD
from regio.demo.content.regions import KOP_VAN_NOORD_HOLLAND, NOORD_KENNEMERLAND, REGIONS
from regio.demo.content.round_2025 import ROUND_2025
from regio.demo.content.round_2026 import ROUND_2026
from regio.demo.diary import Diary
from regio.demo.dossiers import SENT_ON, write_with_dossier
from regio.demo.models import Demonstration
from regio.demo.monitoring import MonitoringWriter
from regio.demo.oogo import write_oogo
from regio.demo.rounds import RoundWriter
from regio.demo.scene import Scene
from regio.demo.speelveld import SpeelveldWriter, add_users
from regio.lib import clock

DAYS = (date(2026, 3, 3), date(2026, 4, 2), date(2026, 5, 1))
KEPT = {"auth", "contenttypes"}


class DemonstrationError(Exception):
    """The demonstration may not be loaded here; the message says why and what to do, in a line."""


@transaction.atomic
def load_demonstration(*, day, refresh=False, with_dossier=False):
    """Fill the database with the demonstration as it stood in the morning of `day`.

    With `refresh` everything that the database holds is thrown away first. `with_dossier`: also
    with the dossier that was sent before that day, which takes as long as making it did. Returns
    the Demonstration. Raises DemonstrationError; then nothing is changed.
    """
    _refuse_elsewhere(refresh=refresh)
    if refresh:
        empty_database()
    if with_dossier and day > SENT_ON:
        write_with_dossier(_write, day)
    else:
        _write(day)
    return Demonstration.objects.create(day=day, loaded_at=clock.real_now())


def _write(day):
    """Write both regions as they stood in the morning of `day`; returns the scene of the first."""
    load_reference()
    load_instruments()
    instrument = InstrumentVersion.objects.get(key="proces-en-rolverdeling", number=1)
    diary = Diary(day)
    users = add_users([m for region in REGIONS for m in region.members], make_password(PASSWORD))
    speelveld = SpeelveldWriter(NOORD_KENNEMERLAND, users, diary).write()
    bodies = BodyWriter(speelveld, diary).write()
    agenda = AgendaWriter(speelveld, diary).write()
    MonitoringWriter(INDICATORS, speelveld, diary).write()
    rounds = {
        content.opens_on.year: RoundWriter(content, instrument, speelveld, diary).write()
        for content in (ROUND_2025, ROUND_2026)
    }
    scene = Scene(speelveld=speelveld, bodies=bodies, agenda=agenda, rounds=rounds, diary=diary)
    write_oogo(scene)
    SpeelveldWriter(KOP_VAN_NOORD_HOLLAND, users, diary).write()
    return scene


def empty_database():
    """Throw away all rows; foreign keys are checked when the transaction ends."""
    models = apps.get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        for model in models:
            if model._meta.app_label not in KEPT:
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"DELETE FROM {table}")


def _refuse_elsewhere(*, refresh):
    """Let the demonstration into development mode only, and over nothing but itself."""
    if not settings.DEVELOPMENT:
        raise DemonstrationError("The demonstration is for development mode only (REGIO_DEBUG=1).")
    foreign = Region.objects.exclude(slug__in=[region.slug for region in REGIONS]).exists()
    is_loaded = Demonstration.objects.exists()
    is_empty = not (Region.objects.exists() or User.objects.exists())
    if foreign or not (is_loaded or is_empty):
        raise DemonstrationError(
            "This database is in use: it holds what the demonstration did not make. "
            "Nothing was changed."
        )
    if is_loaded and not refresh:
        raise DemonstrationError(
            "The demonstration is loaded already: use --refresh to throw everything away and "
            "load it again."
        )
