import re

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from regio.lib.forms import PASSWORD_RULES
from reminders import tasks
from reminders.models import Mail

URL = "/accounts/password/reset/"
OLD, NEW = "kievit-over-de-polder", "scholekster-op-het-strand"


@pytest.fixture
def user(db):
    return User.objects.create_user("nina@regio.test", OLD, name="Nina Nieuw")


def without_token(response):
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)


def test_known_and_unknown_addresses_get_identical_answers(user, mailoutbox):
    answers = []
    for email in ("nina@regio.test", "onbekend@regio.test"):
        client = Client()
        asked = client.post(URL, {"email": email})
        shown = client.get(asked["Location"])
        answers.append((asked.status_code, asked["Location"], asked.content, without_token(shown)))
    assert answers[0] == answers[1]
    assert [(m.kind, m.user, m.state) for m in Mail.objects.all()] == [
        (Mail.Kind.PASSWORD_RESET, user, Mail.State.WAITING)
    ]
    assert mailoutbox == []


def test_a_closed_account_is_mailed_nothing(client, user):
    User.objects.update(is_active=False)
    client.post(URL, {"email": user.email})
    assert Mail.objects.count() == 0


def test_no_key_is_stored_while_the_mail_waits_or_after(client, user, mailoutbox):
    client.post(URL, {"email": user.email})
    tasks.send_waiting()
    key = re.search(r"/reset/key/[^-]+-(\S+)/", mailoutbox[0].body)[1]
    stored = [str(v) for row in Mail.objects.values() for v in row.values()]
    stored += [session.session_data for session in Session.objects.all()]
    assert not any(key in value for value in stored)


def test_the_mailed_link_sets_a_password_once_and_ends_other_sessions(user, client, mailoutbox):
    elsewhere = Client()
    elsewhere.force_login(user)
    client.post(URL, {"email": user.email})
    tasks.send_waiting()
    address = re.search(r"http://[^/]+(/accounts/\S+)", mailoutbox[0].body)[1]
    form = client.get(address)["Location"]
    done = client.post(form, {"password1": NEW, "password2": NEW})
    assert done["Location"] == "/accounts/password/reset/key/done/"
    user.refresh_from_db()
    assert (user.check_password(NEW), user.version) == (True, 1)
    assert get_user(elsewhere).is_anonymous
    assert client.get(address).context["token_fail"] is True


def test_after_a_reset_the_failed_attempts_are_forgotten(user, client, mailoutbox):
    for _ in range(6):
        client.post("/accounts/login/", {"login": user.email, "password": "niet dit"})
    client.post(URL, {"email": user.email})
    tasks.send_waiting()
    address = re.search(r"http://[^/]+(/accounts/\S+)", mailoutbox[0].body)[1]
    client.post(client.get(address)["Location"], {"password1": NEW, "password2": NEW})
    client.post("/accounts/login/", {"login": user.email, "password": NEW})
    assert get_user(client) == user


def test_asking_too_often_is_refused_for_known_and_unknown_alike(user, client):
    answers = []
    for email in ("nina@regio.test", "onbekend@regio.test"):
        statuses = [client.post(URL, {"email": email}).status_code for _ in range(6)]
        answers.append(statuses)
    assert answers == [[302] * 5 + [429]] * 2
    assert Mail.objects.count() == 1


def test_i_change_my_password_and_stay_signed_in(user, client):
    client.force_login(user)
    form = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    client.post("/accounts/password/change/", form)
    user.refresh_from_db()
    assert (user.check_password(NEW), get_user(client)) == (True, user)


def test_storing_a_password_leaves_a_name_that_changed_meanwhile(user, client):
    client.force_login(user)
    form = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    User.objects.update(name="Nina de Nieuwe", version=2)
    client.post("/accounts/password/change/", form)
    user.refresh_from_db()
    assert (user.name, user.version) == ("Nina de Nieuwe", 2)


@pytest.mark.parametrize(
    ("form", "field", "text"),
    [
        ({"oldpassword": "anders"}, "oldpassword", "Dit is niet uw huidige wachtwoord."),
        (
            {"password1": "kort", "password2": "kort"},
            "password1",
            "Kies een wachtwoord van ten minste 12 tekens.",
        ),
        (
            {"password1": "nina@regio.test", "password2": "nina@regio.test"},
            "password1",
            "Dit wachtwoord lijkt te veel op uw naam of e-mailadres.",
        ),
        (
            {"password1": "password1234", "password2": "password1234"},
            "password1",
            "Dit wachtwoord wordt door te veel mensen gebruikt. Kies een ander.",
        ),
    ],
)
def test_a_password_that_cannot_be_says_why_in_dutch(user, client, form, field, text):
    client.force_login(user)
    data = {"oldpassword": OLD, "password1": NEW, "password2": NEW} | form
    response = client.post("/accounts/password/change/", data)
    assert response.context["form"].errors[field] == [text]
    user.refresh_from_db()
    assert user.check_password(OLD)


def test_someone_who_is_signed_in_can_confirm_the_password(user, client):
    client.force_login(user)
    response = client.post("/accounts/reauthenticate/", {"password": "anders"})
    assert response.context["form"].errors == {"password": ["Het wachtwoord klopt niet."]}
    assert client.post("/accounts/reauthenticate/", {"password": OLD}).status_code == 302


def test_the_rules_for_a_password_are_the_same_wherever_one_is_chosen(user, client):
    client.force_login(user)
    page = client.get("/accounts/password/change/").content.decode()
    assert PASSWORD_RULES in page
    assert "Vul een e-mailadres in" in client.post(URL, {"email": ""}).content.decode()


def test_two_passwords_that_differ_are_told(user, client):
    client.force_login(user)
    data = {"oldpassword": OLD, "password1": NEW, "password2": NEW + "x"}
    form = client.post("/accounts/password/change/", data).context["form"]
    assert form.errors == {"password2": ["De twee wachtwoorden zijn niet gelijk."]}
