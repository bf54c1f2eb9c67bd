from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.tests.factories import UserFactory

ANSWERS = {
    "REGIO_ADMIN_EMAIL": " Baas@Regio.test ",
    "REGIO_ADMIN_NAME": "Bas Baas",
    "REGIO_ADMIN_PASSWORD": "een-lang-woord-2026",
}


@pytest.fixture
def answer(monkeypatch, db):
    """Run the command with these answers in the environment."""

    def run(**answers):
        for name, value in answers.items():
            monkeypatch.setenv(name, value)
        out = StringIO()
        call_command("first_admin", stdout=out)
        return out.getvalue()

    return run


def test_the_answers_make_a_functional_admin_who_can_sign_in(answer, client):
    assert answer(**ANSWERS) == "baas@regio.test can sign in as functioneel beheerder\n"
    user = User.objects.get()
    assert (user.email, user.name, user.is_functional_admin, user.version) == (
        "baas@regio.test",
        "Bas Baas",
        True,
        1,
    )
    client.post("/accounts/login/", {"login": "baas@regio.test", "password": "een-lang-woord-2026"})
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("REGIO_ADMIN_EMAIL", "geen adres", "geldig e-mailadres"),
        ("REGIO_ADMIN_PASSWORD", "kort", "12 tekens"),
        ("REGIO_ADMIN_PASSWORD", "", "12 tekens"),
        ("REGIO_ADMIN_PASSWORD", "baas@regio.test", "lijkt te veel"),
    ],
)
def test_a_wrong_answer_is_named_and_makes_nobody(answer, name, value, message):
    with pytest.raises(CommandError, match=message):
        answer(**ANSWERS | {name: value})
    assert User.objects.count() == 0


def test_there_is_only_one_first(answer):
    UserFactory(is_functional_admin=True)
    with pytest.raises(CommandError, match="already"):
        answer(**ANSWERS)
    assert User.objects.count() == 1


def test_without_answers_and_terminal_it_says_what_to_set(answer):
    with pytest.raises(CommandError, match="REGIO_ADMIN_EMAIL"):
        answer()
