import os
import sys
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User


class Command(BaseCommand):
    """Make the first functioneel beheerder, who can then make regions and invite others.

    Asks for e-mail address, name and password; or takes them from REGIO_ADMIN_EMAIL,
    REGIO_ADMIN_NAME and REGIO_ADMIN_PASSWORD.
    """

    help = "Make the first functioneel beheerder."

    def handle(self, **options):
        if User.objects.filter(is_functional_admin=True).exists():
            raise CommandError("there is a functioneel beheerder already")
        if "REGIO_ADMIN_EMAIL" in os.environ:
            user, password = read_answers(os.environ)
        elif sys.stdin.isatty():
            user, password = self.ask()
        else:
            raise CommandError("set REGIO_ADMIN_EMAIL and REGIO_ADMIN_PASSWORD, or use a terminal")
        user.set_password(password)
        user.save()
        self.stdout.write(f"{user.email} can sign in as functioneel beheerder")

    def ask(self):
        """Ask until the answers are right."""
        self.stdout.write("The first functioneel beheerder makes regions and invites their people.")
        while True:
            answers = {
                "REGIO_ADMIN_EMAIL": input("E-mail address: "),
                "REGIO_ADMIN_NAME": input("Name: "),
                "REGIO_ADMIN_PASSWORD": getpass("Password (at least 12 characters): "),
            }
            try:
                return read_answers(answers)
            except CommandError as error:
                self.stderr.write(str(error))


def read_answers(answers):
    """Return the user (not stored) and the password that `answers` give.

    Raises CommandError that names each answer at fault.
    """
    user = User(
        email=answers["REGIO_ADMIN_EMAIL"].strip().lower(),
        name=answers.get("REGIO_ADMIN_NAME", "").strip(),
        is_functional_admin=True,
        version=1,
    )
    password = answers.get("REGIO_ADMIN_PASSWORD", "")
    try:
        user.full_clean(exclude=["password"])
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    return user, password
