import pytest
from django.contrib.auth import get_user
from django.core.cache import cache

from accounts.models import User
from accounts.tests.factories import UserFactory

URL = "/accounts/login/"
PASSWORD = "kievit-over-de-polder"
WRONG = "dat was het niet helemaal"


@pytest.fixture
def user(db):
    return User.objects.create_user("nina@regio.test", PASSWORD, name="Nina Nieuw")


def sign_in(client, password=PASSWORD, email="nina@regio.test", **data):
    return client.post(URL, {"login": email, "password": password} | data)


def test_signing_in_sets_the_session_cookie_and_brings_home(client, user):
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    cookie = response.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert get_user(client) == user


def test_capitals_in_the_address_do_not_matter(client, user):
    sign_in(client, email="Nina@Regio.TEST")
    assert get_user(client) == user


def test_signing_in_changes_the_session_key(client, user):
    session = client.session
    session["before"] = 1
    session.save()
    old = client.cookies["sessionid"].value
    sign_in(client)
    assert client.cookies["sessionid"].value != old
    assert not client.session.__class__(old).exists(old)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/accounts/profiel/", "/accounts/profiel/"),
        ("https://kwaad.example/", "/"),
        ("//kwaad.example/", "/"),
        ("https:///kwaad.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_signing_in_only_an_own_address_is_next(client, user, target, expected):
    response = sign_in(client, next=target)
    assert response["Location"] == expected


def test_known_and_unknown_addresses_get_the_same_answer(client, user):
    answers = [
        sign_in(client, WRONG, email=email) for email in ("nina@regio.test", "onbekend@regio.test")
    ]
    assert [a.status_code for a in answers] == [200, 200]
    errors = [a.context["form"].non_field_errors() for a in answers]
    assert errors == [["Het e-mailadres of het wachtwoord klopt niet."]] * 2


def test_the_sixth_wrong_password_is_refused_even_when_the_next_is_right(client, user):
    for _ in range(5):
        errors = sign_in(client, WRONG).context["form"].non_field_errors()
        assert errors == ["Het e-mailadres of het wachtwoord klopt niet."]
    for password in (WRONG, PASSWORD):
        response = sign_in(client, password)
        assert response.context["form"].non_field_errors() == [
            "Er is te vaak een verkeerd wachtwoord gegeven. Probeer het over vijf minuten opnieuw."
        ]
    assert get_user(client).is_anonymous


def test_an_unknown_address_is_limited_alike(client, db):
    answers = [sign_in(client, WRONG, email="onbekend@regio.test") for _ in range(6)]
    assert "te vaak" in str(answers[-1].context["form"].non_field_errors())


def test_the_limit_of_one_address_does_not_hold_for_another(client, user):
    for _ in range(6):
        sign_in(client, WRONG, email="onbekend@regio.test")
    assert sign_in(client).status_code == 302


def test_what_a_visitor_can_make_at_will_does_not_wipe_out_the_limits(client, user):
    for _ in range(5):
        sign_in(client, WRONG)
    for number in range(310):  # more than a cache of Django's own size holds
        client.post("/accounts/logout/", {"once": number})
    errors = sign_in(client, WRONG).context["form"].non_field_errors()
    assert "te vaak" in str(errors)


def test_hundreds_of_other_limits_do_not_push_one_out(client, user):
    for _ in range(5):
        sign_in(client, WRONG)
    for number in range(310):
        cache.set(f"allauth:rl:login_failed:{number}", [], 300)
    assert "te vaak" in str(sign_in(client, WRONG).context["form"].non_field_errors())


def test_sign_up_is_closed(client, db):
    data = {"email": "nieuw@regio.test", "password1": PASSWORD}
    response = client.post("/accounts/signup/", data)
    assert User.objects.count() == 0
    assert "U kunt zich niet zelf aanmelden" in response.content.decode()


def test_the_session_of_a_closed_account_ends_at_the_next_request(client, user):
    sign_in(client)
    assert client.get("/accounts/profiel/").status_code == 200
    User.objects.update(is_active=False)
    response = client.get("/accounts/profiel/")
    assert response["Location"] == f"{URL}?next=/accounts/profiel/"


def test_a_closed_account_does_not_come_in(client, db):
    user = UserFactory(email="dicht@regio.test", is_active=False)
    user.set_password(PASSWORD)
    user.save()
    assert sign_in(client, email=user.email)["Location"] == "/accounts/inactive/"
    assert get_user(client).is_anonymous


def test_logging_out_takes_a_post(client, user):
    sign_in(client)
    client.get("/accounts/logout/")
    assert get_user(client) == user
    assert client.post("/accounts/logout/")["Location"] == URL
    assert get_user(client).is_anonymous


@pytest.mark.parametrize("page", ["login/", "password/reset/", "password/reset/key/done/"])
@pytest.mark.parametrize("target", ["http://[", "//[", "https://a]b"])
def test_what_is_no_address_is_no_place_to_go_to(client, db, page, target):
    assert client.get(f"/accounts/{page}", {"next": target}).status_code == 200
