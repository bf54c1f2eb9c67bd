"""What pages are measured by must itself do what it says."""

import pytest

from records.models import Change
from regio.bench import floor


@pytest.fixture
def signed_in(sign_in, region, settings):
    settings.ROOT_URLCONF = "regio.bench.floor"
    user = sign_in("regisseur")
    for number in range(4):
        Change.objects.create(
            region=region,
            model="agenda.theme",
            object_id=number,
            object_label=f"Merel {number}",
            version=1,
            field="title",
            by=user,
        )


@pytest.mark.parametrize("rows", [3, 9])
def test_the_floor_of_a_page_has_as_many_rows_and_cells(client, signed_in, rows):
    page = client.get(f"/ondergrens/{rows}/5/").content.decode()
    assert page.count("<tr>") == rows
    assert page.count("Merel") == rows * 5


def test_a_page_is_measured_by_its_own_rows_and_cells():
    html = "<tr><th>a</th><td>b</td><td>c</td></tr><tr><td>d</td></tr><li>e</li>"
    assert floor.address_for(html) == "/ondergrens/3/2/"
