"""Chromium on a live server. Every page is watched: no answer of 400 or more that the journey did
not expect, no error in the console, no request to another host."""

import os
import shutil
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.test import Client

# Playwright's event loop runs in the thread of the test; the ORM is used in that thread only.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

SESSION = settings.SESSION_COOKIE_NAME


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": os.environ.get("REGIO_CHROMIUM") or shutil.which("chromium"),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


@dataclass
class Watch:
    """What went wrong on the pages of a journey; `expected` answers are part of it."""

    host: str
    expected: set = field(default_factory=set)
    faults: list = field(default_factory=list)

    def follow(self, context):
        context.on("response", self._answer)
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _answer(self, response):
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status} {response.url}")

    def _request(self, request):
        if not request.url.startswith((self.host, "data:", "blob:", "about:")):
            self.faults.append(f"other host: {request.url}")

    def _console(self, message):
        is_answer = "Failed to load resource" in message.text or "Response Status" in message.text
        is_answer = is_answer or "htmx:" in message.text
        if message.type == "error" and not (self.expected and is_answer):
            self.faults.append(f"console: {message.text}")


@pytest.fixture
def watch(live_server):
    watch = Watch(live_server.url)
    yield watch
    assert watch.faults == []


@pytest.fixture
def visit(live_server, browser, browser_context_args, watch):
    """Open a page as a user (None: anonymous), with options of a browser context."""
    contexts = []

    def open_page(user, path="/", **options):
        context = browser.new_context(**browser_context_args | options)
        contexts.append(context)
        watch.follow(context)
        if user:
            client = Client()
            client.force_login(user)
            cookie = {"name": SESSION, "value": client.cookies[SESSION].value}
            context.add_cookies([cookie | {"url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
