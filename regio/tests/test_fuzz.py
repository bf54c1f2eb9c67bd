"""Hostile and broken input on every address: never a server error, and nothing half-stored.

Seeded, so that a failure can be had again: the message names the address and what was sent.
"""

import random
import re
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.tests.factories import MembershipFactory, RegionFactory, UserFactory
from partners.tests.factories import PersonFactory, PositionFactory
from regio.tests.world import (
    FUNCTIONAL_ADMIN,
    PUBLIC,
    PUBLIC_ARGUMENTS,
    REGION_PAGES,
    SIGNED_IN,
    Role,
    World,
    functional_address,
)

ROUNDS = 2_000
# What renders a PDF reads nothing of an address but the row, and takes seconds.
RENDERED = {"checklist:round_pdf", "oogo:dossier_concept", "oogo:dossier_preview"}
PER_TEST = 500

HOSTILE = [
    "\0",
    "a\0b",
    "\ud800",
    "\udfff mis",
    "abc",
    "-1",
    "0",
    "1e400",
    "10" * 10,
    str(10**20),
    "9" * 400,
    "10000-01-01",
    "0000-00-00",
    "2026-02-30",
    "31-12-9999",
    "9999-12-31",
    "0001-01-01",
    "' OR 1=1 --",
    "{{ 7 * 7 }}",
    "{% debug %}",
    "%s %(x)s {0} {x.__class__}",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "https://[::1",
    "http://\r\nX-Kop: 1",
    "naam\r\nBcc: iemand@elders.example",
    "../../../../etc/passwd",
    "‮ omgekeerd",
    "👩‍👩‍👧‍👦" * 50,
    "é" * 5_000,
    "woord " * 4_000,
    "1:1,2:2,abc,3:-1," + "9" * 60 + ":1",
    "0:0",
    "",
    " ",
    "on",
    "nvt",
    "None",
    "null",
    "[]",
]
SITTING = [
    "version",
    "outcome",
    "portfolios",
    "successor",
    "new_name",
    "new_email",
    "title",
]
NAMES = [
    "held_on",
    "organisations",
    "appointed_on",
    "look",
    "coming",
    "leaving",
    "swv",
    "vanaf",
    "gebied",
    "gezien",
    "partij",
    "gezien_partijen",
    "vastleggen",
    "GM9999-name",
    "GM9999-short_name",
    "area_search",
    "area_searched",
    "search_areas",
    "area_kinds",
    "is_for_information",
    "gezien",
    "gremium",
    "wat",
    "wie",
    "task",
    "law",
    "funding",
    "pagina",
    "ook",
    "verschillen",
    "land",
    "gemeente",
    "op",
    "namens",
    "soort",
    "veld",
    "q",
    "zoek",
    "niveau",
    "volgorde",
    "next",
    "los_op",
    "version",
    "name",
    "title",
    "email",
    "phone",
    "since",
    "until",
    "last_day",
    "organisation",
    "position",
    "parent",
    "seen",
    "day",
    "reason",
    "is_paused",
    "test_address",
    "jaar",
    "minutes",
    "meetings_per_year",
    "person",
    "portfolios",
    "parties",
    "party",
    "areas",
    "municipality",
    "area",
    "kind",
    "level",
    "role",
    "ceiling",
    "instrument",
    "opens_on",
    "due_on",
    "label",
    "url",
    "short_name",
    "slug",
    "code",
    "eigen.oordeel",
    "eigen.oordeel--v",
    "eigen.oordeel--reason",
    "gedeeld.verdict",
    "gedeeld.verdict--v",
    "gedeeld.owner",
    "gedeeld.owner--v",
    "gedeeld.due_on",
    "gedeeld.due_on--v",
    "gedeeld.is_agreed--v",
    "vraag.speelveld-nieuwe-spelers",
    "vraag.speelveld-nieuwe-spelers--v",
    "vraag.speelveld-gegevens",
    "vraag.speelveld-gegevens--v",
    "user",
    "acts_for",
    "target",
    "new_name",
    "new_email",
    "new_phone",
    "text",
    "granted_by",
    "note",
    "was",
    "admin_name",
    "admin_email",
    "eigen.toelichting",
    "eigen.toelichting--v",
    "once",
    "abbreviation",
    "visiting_address",
    "postcode",
    "town",
    "website",
    "kvk",
    "brin",
    "changed_on",
    "deelname",
    "met",
    "rows",
    "skip_unknown",
    "successor",
    "eerder",
    "gedeeld.is_agreed",
    "gedeeld.remark",
    "gedeeld.remark--v",
    "gedeeld.to_do",
    "gedeeld.to_do--v",
    "is_active",
    "secretariat_email",
    "seen",
    "ambition",
    "roles",
    "posture",
    "position",
    "deputy",
    "succeeds",
    "granted_by",
    "granted_until",
    "parked_on",
    "text",
    "plan",
    "compared_with",
    "relation",
    "owner",
    "portefeuille",
    "schaal",
    "eerder",
    "thema",
    "gemeente",
    "gebied",
    "groep",
    "table",
    "place",
    "period",
    "numerator",
    "denominator",
    "value",
    "reason",
    "on",
    "text",
    "fingerprint",
    "delivered_on",
    "themes",
    "threshold",
    "goal",
    "assignment",
    "closing_note",
    "counts",
    "decimals",
    "definition",
    "delivery",
    "direction",
    "evaluation_on",
    "file",
    "frequency",
    "grace_months",
    "interest",
    "is_concept",
    "is_open",
    "is_provisional",
    "is_reserved",
    "is_sample",
    "is_withdrawn",
    "membership",
    "out_of",
    "phase",
    "power",
    "programme",
    "result",
    "rhythm",
    "scale",
    "skip_unknown",
    "source",
    "unit",
    "about",
    "answer_by",
    "given",
    "given_on",
    "herijken",
    "minuted_on",
    "partij",
    "ratified_by",
    "ratified_on",
    "reserved_for",
    "review_on",
    "stand",
    "status",
    "superseded_by",
    "voorbehoud",
    "beeld",
    "eigenaar",
    "overleg",
    "uit",
    "terug",
    "bij",
    "doer",
    "arose_on",
    "helpers",
    "theme",
    "report_note",
    "lapse_reason",
    "step",
    "outcome",
    "attendance",
    "from_item",
    "until_item",
    "items",
    "minutes_adopted_on",
    "reopen_reason",
    "school_region",
    "part",
    "replaced_by",
    "reply",
    "article",
    "body",
    "cancel_reason",
    "capacity",
    "count",
    "done_on",
    "ends_at",
    "is_by_hand",
    "key",
    "last_held_on",
    "rule",
    "side",
    "starts_at",
    "subject",
    "subjects",
    "who",
    "amount",
    "asked",
    "disclosed_to",
    "explanation",
    "ground",
    "gremium",
    "is_confidential",
    "is_standing",
    "meeting",
    "naar",
    "submitted_by",
    "submitter",
    "withdrawn_because",
    "doe",
    "new",
    "new_code",
    "new_province",
    "old",
    "on",
    "withdraw",
    "login",
    "nakijken",
    "typed_name",
    "alles_klopt",
    "position-getoond",
    "person-getoond",
    "organisation-getoond",
    "area-getoond",
    "acts_for-getoond",
    "successor-getoond",
    "owner-getoond",
    "oldpassword",
    "password",
    "password1",
    "password2",
]


METHODS = ["get", "get", "post", "post", "post", "head", "options", "put", "patch", "delete"]
HEADERS = [
    "Accept",
    "Accept-Language",
    "Content-Type",
    "Cookie",
    "HX-Boosted",
    "HX-Current-URL",
    "HX-Prompt",
    "HX-Request",
    "HX-Target",
    "HX-Trigger",
    "Host",
    "If-Modified-Since",
    "If-None-Match",
    "Origin",
    "Range",
    "Referer",
    "User-Agent",
    "X-CSRFToken",
    "X-Forwarded-For",
    "X-Forwarded-Proto",
    "X-HTTP-Method-Override",
    "X-Requested-With",
]
HEADER_VALUES = [
    "",
    "true",
    "null",
    "\xe9\xff",
    "9" * 4_000,
    ';,="' * 50,
    "https://[::1",
    "https://elders.example/regio/",
    "//elders.example",
    "javascript:alert(1)",
    "nl;q=veel, *;q=-1",
    "bytes=9-1",
    'W/"x',
    "Mon, 31 Feb 2026 25:61:61 GMT",
    "127.0.0.1, geen-adres",
    'sessionid=; csrftoken="',
    'sessionid="\\000abcdefghijk"',
    "application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=" + "x" * 300,
    "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded; charset=geen",
    "text/html; charset",
]


def _fields(chance, names):
    """A few names with hostile values; a name may come twice."""
    chosen = chance.choices(names, k=chance.randint(1, 10))
    return {name: chance.choices(HOSTILE, k=chance.randint(1, 2)) for name in chosen}


def _sendable(fields):
    """Lone surrogates cannot be written as UTF-8: send the bytes that a broken client would."""
    return {
        name: [value.encode("utf-8", "surrogatepass").decode("latin-1") for value in values]
        if any("\ud800" <= c <= "\udfff" for value in values for c in value)
        else values
        for name, values in fields.items()
    }


def _headers(chance):
    """Mostly those of a browser, else a few odd ones."""
    headers = {"HX-Request": "true"} if chance.random() < 0.3 else {}
    if chance.random() < 0.5:
        names = chance.sample(HEADERS, k=chance.randint(1, 3))
        headers |= {name: chance.choice(HEADER_VALUES) for name in names}
    return headers


def _ask(client, chance, address, names=NAMES):
    """Send one hostile request, undo what it did, return (status, what was sent)."""
    method, headers = chance.choice(METHODS), _headers(chance)
    fields = _sendable(_fields(chance, names))
    body = fields if method in ("get", "head", "post") else urlencode(fields, doseq=True)
    cookies = dict(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(address, body, headers=headers)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(cookies)
    return answer.status_code, f"{method} {address} {headers} {fields}"[:900]


@pytest.fixture
def fuzzer(region):
    """Everything that someone can be: every field of every page is reached."""
    world = World(region)
    user = UserFactory(is_functional_admin=True)
    for role in (Role.ADMIN, Role.DIRECTOR, Role.OFFICER):
        MembershipFactory(region=region, user=user, role=role)
    person = PersonFactory(region=region, user=user)
    PositionFactory(person=person, organisation=world.party.organisation)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    row = f"d{world.participant.pk}-"
    row_names = [f"{row}attendance", f"{row}version"]
    row_names += [f"s{world.sitting.position_id}-{name}" for name in SITTING]
    row_names += [f"seatholding-{world.held_seat.pk}-{world.sitting.position_id}"]
    row_names += [f"meedoen_{world.merger.new.code}"]
    row_names += [f"functie_{one.pk}" for one in world.party.organisation.positions.all()]
    return client, _addresses(world), [*NAMES, *row_names]


def _addresses(world):
    waiting = RegionFactory()
    pages = {name: page for name, page in REGION_PAGES.items() if name not in RENDERED}
    found = [page.address(name, world) for name, page in pages.items()]
    found += [reverse(name, kwargs=PUBLIC_ARGUMENTS.get(name)) for name in SIGNED_IN | PUBLIC]
    found += [functional_address(name, waiting) for name in FUNCTIONAL_ADMIN]
    return sorted(a for a in found if "logout" not in a and "health" not in a)


@pytest.mark.parametrize("seed", range(ROUNDS // PER_TEST))
def test_hostile_query_strings_and_forms_are_never_a_server_error(fuzzer, seed):
    chance = random.Random(seed)
    client, addresses, names = fuzzer
    faults = []
    for _ in range(PER_TEST):
        found, sent = _ask(client, chance, chance.choice(addresses), names)
        if found >= 500:
            faults.append(f"{found}: {sent}")
    assert faults == []
    assert client.get("/regio/noord-kennemerland/").status_code == 200


def test_the_fuzz_knows_every_field_of_every_page(fuzzer):
    client, addresses, names = fuzzer
    answers = [client.get(address) for address in addresses]
    pages = [a.content.decode(errors="replace") for a in answers if not a.streaming]
    field = re.compile(r'<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"')
    found = {name for page in pages for name in field.findall(page)} - {"csrfmiddlewaretoken"}
    asked = {name for name in found if name.startswith("vraag.")}
    assert sorted(found - asked - set(names)) == []
    assert asked & set(names) != set()
    assert "eigen.toelichting" in found


@pytest.mark.parametrize(
    "path",
    [
        "/regio/%00/",
        "/regio/noord-kennemerland/checklist/99999999999999999999999/",
        "/regio/noord-kennemerland/speelveld/partijen/abc/",
        "/regio/noord-kennemerland/geschiedenis/partners.person/9999999999999999999999/",
        "/regio/noord-kennemerland/geschiedenis/geen.model/1/",
        "/regio/noord-kennemerland/geschiedenis/%00/1/",
        "/uitnodiging/%00/",
        "/uitnodiging/%ED%A0%80/",
        "/accounts/password/reset/key/zzzzzzzzzzzzzzzz-abc/",
        "/accounts/password/reset/key/1-%00/",
    ],
)
def test_broken_addresses_are_not_found_and_no_server_error(client, sign_in, path):
    sign_in(Role.ADMIN)
    client.raise_request_exception = False
    assert client.get(path).status_code in {200, 302, 400, 404}


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
def test_a_cookie_that_spells_a_nul_is_a_bad_request_and_no_server_error(db, name):
    client = Client(raise_request_exception=False)
    answer = client.get("/", headers={"Cookie": rf'{name}="\000abcdefghijk"'})
    assert answer.status_code == 400


def test_a_nul_that_hides_before_another_value_of_the_same_name_is_a_bad_request(client, db):
    assert client.get("/accounts/login/?next=%00&next=/").status_code == 400


def test_twin_a_view_that_trusts_its_input_is_found_by_the_fuzz(region, settings):
    settings.ROOT_URLCONF = "regio.tests.trusting_urls"
    RegionFactory()
    client = Client(raise_request_exception=False)
    chance = random.Random(1)
    found = {_ask(client, chance, "/vertrouwt/")[0] for _ in range(60)}
    assert 500 in found
