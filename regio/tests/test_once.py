"""A double click on a form is carried out once."""

import threading

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Membership
from partners.models import Person

Role = Membership.Role


def _post(client, region, **changes):
    data = {"name": "Lotte Zwaluw", "email": "lotte@nest.example", "once": "k1", "version": 0}
    return client.post(f"/regio/{region.slug}/speelveld/mensen/nieuw/", data | changes)


def test_the_same_form_sent_twice_makes_one_row_and_both_see_it(client, sign_in, region):
    sign_in(Role.OFFICER)
    first, second = _post(client, region), _post(client, region)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert Person.objects.count() == 1


def test_the_same_form_with_other_content_is_carried_out(client, sign_in, region):
    sign_in(Role.OFFICER)
    _post(client, region)
    _post(client, region, name="Bram IJsvogel", email="bram@nest.example")
    assert Person.objects.count() == 2


def test_the_same_form_of_someone_else_or_for_another_row_is_carried_out(client, sign_in, region):
    for name in ("Sanne", "Jan"):
        sign_in(Role.OFFICER, user__name=name)
        _post(client, region)
    first, second = Person.objects.order_by("pk")
    for person in (first, second):
        url = f"/regio/{region.slug}/speelveld/mensen/{person.pk}/wijzigen/"
        client.post(url, {"name": "Bram IJsvogel", "once": "k2", "version": 1})
    assert list(Person.objects.values_list("name", flat=True)) == ["Bram IJsvogel"] * 2


def test_a_form_that_was_refused_may_be_sent_again(client, sign_in, region):
    sign_in(Role.OFFICER)
    assert _post(client, region, email="geen adres").status_code == 200
    assert _post(client, region, email="geen adres").status_code == 200
    assert Person.objects.count() == 0


def test_twin_without_the_key_a_double_click_makes_two_rows(client, sign_in, region):
    sign_in(Role.OFFICER)
    _post(client, region, once="")
    _post(client, region, once="")
    assert Person.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_at_the_same_moment_make_one_row(sign_in, region):
    user = sign_in(Role.OFFICER)
    answers = []

    def click():
        client = Client()
        client.force_login(user)
        answers.append(_post(client, region).status_code)
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302] * 8
    assert Person.objects.count() == 1
