from datetime import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from regio.lib import clock


@pytest.fixture
def third_of_march(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def address(region):
    """The address of a page of the room, in `region`."""
    return lambda name, *args: reverse(f"oogo:{name}", args=[region.slug, *args])


@pytest.fixture
def errors():
    """What a page says at the fields of its form."""
    return lambda page: {f: list(found) for f, found in page.context["form"].errors.items()}


@pytest.fixture
def said():
    """What an answer tells the visitor."""
    return lambda answer: [str(message) for message in get_messages(answer.wsgi_request)]
