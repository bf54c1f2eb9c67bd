from contextlib import contextmanager

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from accounts.models import Membership
from accounts.tests.factories import UserFactory
from regio.home import errors

Role = Membership.Role


@login_not_required
def fails(request):
    raise ValueError("a mistake of ours")


@login_not_required
def forbidden(request):
    raise PermissionDenied


urlpatterns = [
    path("fails/", fails),
    path("forbidden/", forbidden),
    path("post/", lambda request: HttpResponse("posted")),
    path("", include("regio.urls")),
]
handler403 = "regio.home.errors.permission_denied"
handler404 = "regio.home.errors.page_not_found"
handler500 = "regio.home.errors.server_error"
pytestmark = pytest.mark.urls(__name__)


@contextmanager
def database_down():
    def refuse(execute, sql, params, many, context):
        raise OperationalError("the database does not answer")

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


def test_our_own_mistake_is_told_with_what_was_kept(visitor, db):
    answer = visitor.get("/fails/")
    assert answer.status_code == 500
    assert "Er ging iets mis bij ons" in answer.content.decode()


def test_the_page_of_a_mistake_needs_neither_database_nor_user(rf, db):
    with database_down():
        assert errors.server_error(rf.get("/")).status_code == 500


@pytest.mark.parametrize("name", ["home:work", "account_login"])
def test_a_database_that_does_not_answer_is_a_page_that_says_come_back(visitor, db, name):
    visitor.force_login(UserFactory())
    with database_down():
        answer = visitor.get(reverse(name))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Regio is er zo weer" in answer.content.decode()


def test_an_address_in_a_region_that_leads_nowhere_keeps_the_shell(visitor, region, sign_in):
    sign_in(Role.READER)
    answer = visitor.get(
        reverse("records:object_history", args=[region.slug, "partners.person", 9])
    )
    assert answer.status_code == 404
    assert "Naar Noord-Kennemerland" in answer.content.decode()


def test_a_stranger_sees_nothing_of_the_region_in_the_404(visitor, region):
    visitor.force_login(UserFactory())
    answer = visitor.get(reverse("records:change_list", args=[region.slug]))
    assert answer.status_code == 404
    assert "Noord-Kennemerland" not in answer.content.decode()


def test_what_a_role_may_not_is_told(visitor, db):
    answer = visitor.get("/forbidden/")
    assert answer.status_code == 403
    assert "Dit mag u niet met uw rol" in answer.content.decode()


def posted(client, data, **headers):
    return client.post("/post/?a=1", data, headers=headers)


def test_a_form_that_is_posted_without_sign_in_comes_back_whole(client, db):
    answer = posted(client, {"title": 'Een "lang" <verhaal>', "version": "3", "party": "12"})
    page = answer.content.decode()
    assert answer.context["texts"] == ['Een "lang" <verhaal>']
    assert answer.context["fields"] == [
        ("title", 'Een "lang" <verhaal>'),
        ("version", "3"),
        ("party", "12"),
    ]
    assert 'action="/post/?a=1"' in page
    assert 'target="_blank" rel="noopener"' in page
    assert 'value="Een &quot;lang&quot; &lt;verhaal&gt;"' in page


def test_a_password_is_never_shown_again(client, db):
    answer = posted(client, {"oldpassword": "geheim-geheim", "email": "tom@regio.test"})
    assert (answer.status_code, answer.url) == (302, "/post/?a=1")


def test_a_field_that_saves_itself_hears_that_its_text_is_kept(client, db):
    answer = posted(
        client,
        {"text": "x"},
        HX_Request="true",
        HX_Current_URL="http://testserver/regio/nk/checklist/1/?stap=2",
    )
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "Uw tekst is bewaard in deze browser." in page
    assert "/accounts/login/?next=%2Fregio%2Fnk%2Fchecklist%2F1%2F%3Fstap%3D2" in page


@pytest.fixture
def strict():
    """A client that checks the token of forms, as a browser meets it."""
    return Client(enforce_csrf_checks=True)


def test_our_own_form_with_an_old_token_may_be_sent_again(strict, db):
    strict.force_login(UserFactory())
    answer = posted(strict, {"title": "Tekst"}, Sec_Fetch_Site="same-origin")
    assert answer.status_code == 200
    assert "De pagina stond te lang open" in answer.content.decode()
    again = dict(answer.context["fields"]) | {"csrfmiddlewaretoken": answer.context["csrf_token"]}
    assert posted(strict, again, Sec_Fetch_Site="same-origin").content == b"posted"


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_form_of_another_site_is_refused(strict, db, site):
    strict.force_login(UserFactory())
    answer = posted(strict, {"title": "Tekst"}, Sec_Fetch_Site=site)
    assert answer.status_code == 403
    assert "Tekst" not in answer.content.decode()


def test_an_old_sign_in_page_asks_the_password_afresh(strict, db):
    answer = strict.post(
        "/accounts/login/?next=/post/",
        {"login": "tom@regio.test", "password": "geheim-geheim"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.url == "/accounts/login/?next=/post/"
    page = strict.get(answer.url).content.decode()
    assert "De pagina stond te lang open. Vul het formulier opnieuw in." in page
    assert "geheim-geheim" not in page


def test_the_address_of_a_button_opened_as_a_page_says_so(visitor, region, sign_in):
    membership = sign_in(Role.ADMIN).memberships.get()
    answer = visitor.get(reverse("members:member_end", args=[region.slug, membership.pk]))
    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Op dit adres staat geen pagina" in page
    assert "Naar Noord-Kennemerland" in page
