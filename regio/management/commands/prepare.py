from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from accounts.models import Membership, User
from partners.reference.load import load_reference
from regio.demo.models import Demonstration
from regio.lib import clock, sprite


class Command(BaseCommand):
    """Bring everything that Regio brings itself up to date: icons, static files, tables, and the
    gemeenten and areas of the country.

    Safe to run at every start and release. With a database without users, one option says what
    comes first: the demonstration, or a functioneel beheerder.
    """

    help = "Build the icons, collect static files, migrate; fill an empty database when asked."

    def add_arguments(self, parser):
        first = parser.add_mutually_exclusive_group()
        first.add_argument("--demonstration", action="store_true")
        first.add_argument("--first-admin", action="store_true")

    def handle(self, demonstration, first_admin, **options):
        build_static_files()
        try:
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
        except OperationalError as error:
            raise CommandError(f"the database does not answer: {one_line(error)}") from error
        load_reference()
        if not User.objects.exists():
            if demonstration:
                call_command("demo", stdout=self.stdout)
            elif first_admin:
                call_command("first_admin", stdout=self.stdout, stderr=self.stderr)
        if Demonstration.objects.exists():
            self.show_sign_ins()

    def show_sign_ins(self):
        """List who can sign in to the demonstration, with their roles and regions."""
        self.stdout.write("\nThe demonstration is loaded. Sign in with password regio-demo-2026:")
        roles = {}
        for m in demonstration_memberships():
            roles.setdefault((m.user, m.region), []).append(m.get_role_display().lower())
        for (user, region), names in roles.items():
            self.stdout.write(f"  {user.email:<28} {', '.join(names)} in {region}")


def demonstration_memberships():
    found = Membership.objects.on(clock.today()).filter(user__email__endswith="@demo.test")
    return found.select_related("user", "region").order_by("pk")


def build_static_files():
    try:
        sprite.build(settings.VAR_DIR / "assets" / "icons.svg")
    except sprite.UnknownIconError as error:
        raise CommandError(str(error)) from error
    call_command("collectstatic", interactive=False, verbosity=0)


def one_line(error):
    return " ".join(str(error).split())
