"""Writers on one checklist step over HTTP, and what became of every word they wrote.

Each writer saves by turns a field of its own party and one of a few shared fields. A save of a
shared field adds a word to the text that the writer saw last, so that a word which was confirmed
and is not in the final text has been lost.
"""

import html
import http.client
import random
import re
import threading
import urllib.parse
from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from accounts.models import Membership, Region, User
from checklist.instruments import load_instruments
from checklist.models import Answer, InstrumentVersion, Round, RoundParty, StepView
from partners.models import Organisation, Party, Person, Position
from records.models import Change
from regio.lib import clock

CSRF = "b" * 32
MAX_TRIES = 200


@dataclass(frozen=True)
class Writer:
    """Someone with a session, and the party that they speak for."""

    number: int
    session: str
    party: int


@dataclass(frozen=True)
class Scene:
    """The step that is written to."""

    path: str
    round: int
    questions: tuple[str, ...]
    writers: tuple[Writer, ...]


@dataclass
class Tally:
    """What the writers were told, and what the database holds in the end."""

    saves: int = 0
    conflicts: int = 0
    errors: Counter = field(default_factory=Counter)
    confirmed: dict = field(default_factory=dict)
    own_saves: Counter = field(default_factory=Counter)
    lost: int = 0
    unrecorded: int = 0


def prepare(number, start=0) -> Scene:
    """Make a region with a round (once) and `number` writers more, one for each party."""
    load_instruments()
    day = clock.today()
    region, _ = Region.objects.get_or_create(
        slug="renbaan", defaults={"name": "Renbaan", "code": "RB", "version": 1}
    )
    instrument = InstrumentVersion.objects.get(key="proces-en-rolverdeling", number=1)
    round, _ = Round.objects.get_or_create(
        region=region,
        title="Race",
        defaults={"instrument": instrument, "opens_on": day, "due_on": day, "version": 1},
    )
    step = instrument.parsed.steps[0]
    questions = [q.key for q in step.questions if q.kind == "text"]
    writers = tuple(_writer(region, round, n) for n in range(start, start + number))
    path = f"/regio/{region.slug}/checklist/{round.pk}/stap/{step.number}/"
    return Scene(path, round.pk, tuple(questions), writers)


def _writer(region, round, number):
    user = User.objects.create(email=f"vink{number}@race.test", name=f"Vink {number}", version=1)
    Membership.objects.create(
        user=user, region=region, role=Membership.Role.OFFICER, since=clock.today(), version=1
    )
    organisation = Organisation.objects.create(
        region=region, kind="overig", name=f"Nest {number}", short_name=f"Nest {number}", version=1
    )
    party = Party.objects.create(organisation=organisation, version=1)
    RoundParty.objects.create(round=round, party=party, version=1)
    person = Person.objects.create(region=region, name=user.name, user=user, version=1)
    Position.objects.create(
        person=person, organisation=organisation, title="Vink", level="beleidsmatig", version=1
    )
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return Writer(number, session.session_key, party.pk)


def run(host, port, scene, saves) -> Tally:
    """Let every writer of `scene` save `saves` times; return what they heard and what stands."""
    tally, lock = Tally(), threading.Lock()
    threads = [
        threading.Thread(target=_write, args=(host, port, scene, writer, saves, tally, lock))
        for writer in scene.writers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    _count_losses(scene, tally)
    return tally


def _write(host, port, scene, writer, saves, tally, lock):
    browser = Browser(host, port, scene.path, writer)
    chance = random.Random(writer.number)
    for turn in range(saves):
        if turn % 2:
            outcome, tries = browser.save_own(f"beeld {writer.number}-{turn}")
            name, word = "own", ""
        else:
            name, word = chance.choice(scene.questions), f"w{writer.number}x{turn}"
            outcome, tries = browser.add_word(name, word)
        with lock:
            tally.saves += 1
            tally.conflicts += tries
            if outcome != "saved":
                tally.errors[outcome] += 1
            elif word:
                tally.confirmed[word] = name
            else:
                tally.own_saves[writer.party] += 1


def _count_losses(scene, tally):
    answers = Answer.objects.filter(round=scene.round, party=None)
    texts = {answer.question_key: set(answer.value.split()) for answer in answers}
    tally.lost = sum(word not in texts.get(key, ()) for word, key in tally.confirmed.items())
    views = StepView.objects.filter(round=scene.round)
    recorded = Counter(
        Change.objects.filter(
            model="checklist.stepview", object_id__in=views.values("pk"), field="remark"
        ).values_list("object_id", flat=True)
    )
    for view in views:
        tally.unrecorded += max(0, tally.own_saves[view.party_id] - recorded[view.pk])


class Browser:
    """One writer's page: keeps the text and version of each field as it was last seen."""

    def __init__(self, host, port, path, writer):
        self.connection = http.client.HTTPConnection(host, port, timeout=60)
        self.path, self.writer = path, writer
        self.texts, self.versions = {}, {}

    def save_own(self, text):
        name = "eigen.toelichting"
        return self._save(name, text, lambda stored: text)

    def add_word(self, question, word):
        name = f"vraag.{question}"
        text = f"{self.texts.get(name, '')} {word}".strip()
        return self._save(name, text, lambda stored: f"{stored} {word}".strip())

    def _save(self, name, text, again):
        """Save until it is taken; return (outcome, how many conflicts were shown)."""
        first = f"{self.writer.party if name.startswith('eigen') else 0}:0"
        for tries in range(MAX_TRIES):
            version = self.versions.get(name, first)
            outcome = self._post(name, {name: text, f"{name}--v": version})
            if outcome != "conflict":
                return outcome, tries
            theirs = {name: text, f"{name}--v": self.versions[name], "los_op": f"{name}:hunne"}
            outcome = self._post(name, theirs)
            if outcome not in ("saved", "shown"):
                return outcome, tries + 1
            text = again(self.texts[name])
        return "gave up", MAX_TRIES

    def _post(self, name, data):
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.writer.session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "HX-Request": "true",
        }
        try:
            self.connection.request("POST", self.path, urllib.parse.urlencode(data), headers)
            answer = self.connection.getresponse()
            page = answer.read().decode()
        except OSError as error:
            self.connection.close()
            return type(error).__name__
        if answer.status != 200:
            return f"status {answer.status}"
        return self._read(name, page)

    def _read(self, name, page):
        version = re.search(rf'name="{re.escape(name)}--v" value="([^"]*)"', page)
        text = re.search(rf'name="{re.escape(name)}".*?>(.*?)</textarea>', page, re.DOTALL)
        if not version or not text:
            return "no field"
        self.versions[name] = version[1]
        self.texts[name] = html.unescape(text[1])
        if 'class="conflict"' in page:
            return "conflict"
        return "saved" if "is-saved" in page else "shown"
