"""Rounds: start, change, compare, close, print; instruments that never change."""

from datetime import date

import pytest

from accounts.models import Membership
from accounts.tests.factories import MembershipFactory
from checklist.content import InstrumentError, parse
from checklist.instruments import FOLDER, load_instruments
from checklist.models import InstrumentVersion, Round, StepView
from checklist.table import RoundTable
from checklist.tests.factories import (
    CONTENT,
    InstrumentVersionFactory,
    RoundFactory,
    RoundPartyFactory,
)
from partners.tests.factories import OrganisationFactory, PartyFactory
from records import actions as records
from records.models import Change
from regio.lib import clock

Role = Membership.Role


@pytest.fixture(autouse=True)
def on_day():
    with clock.standing_at(date(2026, 3, 3)):
        yield


def _form(parties, **changes):
    data = {
        "title": "Ronde 2026",
        "instrument": InstrumentVersionFactory().pk,
        "opens_on": "2026-02-01",
        "due_on": "2026-03-27",
        "parties": [party.pk for party in parties],
        "version": 0,
    }
    return data | changes


def test_a_regisseur_starts_a_round_and_asks_parties(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    parties = PartyFactory.create_batch(2, organisation__region=region)
    client.post(f"/regio/{region.slug}/checklist/nieuw/", _form(parties))
    round = Round.objects.get()
    assert round.asked_parties() == sorted(parties, key=str)
    assert Change.objects.of(round).filter(field="title", new="Ronde 2026").count() == 1


def test_a_round_that_ends_before_it_begins_is_refused_at_the_field(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    party = PartyFactory(organisation__region=region)
    page = client.post(
        f"/regio/{region.slug}/checklist/nieuw/", _form([party], due_on="2026-01-01")
    ).content.decode()
    assert "De laatste dag ligt vóór de eerste." in page
    assert 'value="Ronde 2026"' in page
    assert Round.objects.count() == 0


def test_a_round_in_a_year_that_nobody_can_mean_is_refused_at_the_field(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    party = PartyFactory(organisation__region=region)
    form = _form([party], due_on="9999-12-31")
    page = client.post(f"/regio/{region.slug}/checklist/nieuw/", form).content.decode()
    assert "Kies een datum tussen 1900 en 2200." in page
    assert Round.objects.count() == 0


def test_a_party_of_another_region_cannot_be_asked(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    client.post(f"/regio/{region.slug}/checklist/nieuw/", _form([PartyFactory()]))
    assert Round.objects.count() == 0


def test_changing_whom_a_round_asks_keeps_what_they_answered(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    round = RoundFactory(region=region, title="Ronde 2026")
    first, second = (RoundPartyFactory(round=round).party for _ in range(2))
    StepView.objects.create(round=round, step="speelveld", party=first, verdict="deels", version=1)
    url = f"/regio/{region.slug}/checklist/{round.pk}/bewerken/"
    was = f"{first.pk},{second.pk}"
    client.post(url, _form([second], title="Ronde 2026 b", version=1, was=was))
    round.refresh_from_db()
    assert (round.title, round.asked_parties()) == ("Ronde 2026 b", [second])
    assert RoundTable(round).progress.given == 0
    client.post(url, _form([first, second], title="Ronde 2026 b", version=2))
    assert RoundTable(round).progress.given == 1


def test_two_who_change_the_same_round_both_see_it(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    round = RoundFactory(region=region, title="Ronde A")
    party = RoundPartyFactory(round=round).party
    url = f"/regio/{region.slug}/checklist/{round.pk}/bewerken/"
    client.post(url, _form([party], title="Ronde B", version=1))
    page = client.post(url, _form([party], title="Ronde C", version=1)).content.decode()
    assert "veranderde dit" in page
    assert "Ronde B" in page
    assert 'value="Ronde C"' in page
    assert Round.objects.get().title == "Ronde B"


def test_the_progress_and_the_spread_of_a_round_count_each_party(region):
    round = RoundFactory(region=region)
    kinds = ["gemeente", "gemeente", "swv", "bestuur_po"]
    for kind, verdict in zip(kinds, ["geheel", "deels", "nvt", ""], strict=True):
        organisation = OrganisationFactory(region=region, kind=kind)
        party = RoundPartyFactory(round=round, party__organisation=organisation).party
        StepView.objects.create(
            round=round, step="speelveld", party=party, verdict=verdict, reason="x", version=1
        )
    table = RoundTable(round)
    cell = table.strip[0]
    assert (table.progress.given, table.progress.applicable) == (2, 31)
    assert [(s.verdict, s.count) for s in cell.municipalities] == [("geheel", 1), ("deels", 1)]
    assert [(s.verdict, s.count) for s in cell.swvs] == [("nvt", 1)]
    assert [(s.verdict, s.count) for s in cell.others] == [("", 1)]
    assert cell.is_difference is True
    assert len(table.silent_parties) == 1


def test_a_closed_round_names_who_never_answered(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    round = RoundFactory(region=region)
    RoundPartyFactory(round=round, party__organisation__short_name="Uitgeest")
    client.post(f"/regio/{region.slug}/checklist/{round.pk}/sluiten/")
    page = client.get(f"/regio/{region.slug}/checklist/{round.pk}/").content.decode()
    assert "Geen oordeel ontvangen van: Uitgeest." in page


@pytest.mark.parametrize("path", ["", "{pk}/", "{pk}/afdrukken/"])
def test_round_pages_cost_as_many_queries_for_many_parties_as_for_one(
    client, sign_in, region, django_assert_max_num_queries, path
):
    sign_in(Role.DIRECTOR)
    round = RoundFactory(region=region)
    counts = []
    for number in (1, 29):
        RoundPartyFactory.create_batch(number, round=round)
        RoundFactory.create_batch(number, region=region, opens_on="2025-01-01")
        with django_assert_max_num_queries(15) as queries:
            client.get(f"/regio/{region.slug}/checklist/{path.format(pk=round.pk)}")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_instrument_has_eight_steps_of_five_to_eight_questions_with_guidance():
    instrument = parse(CONTENT)
    assert len(instrument.steps) == 8
    for step in instrument.steps:
        assert 5 <= len(step.questions) <= 8
        assert all(question.text and question.guidance for question in step.questions)


@pytest.mark.django_db
def test_loading_an_instrument_twice_stores_it_once():
    assert (load_instruments(), load_instruments()) == (1, 0)
    assert InstrumentVersion.objects.get().parsed.title == CONTENT["title"]


@pytest.mark.django_db
def test_a_version_that_changed_after_it_was_stored_is_refused(tmp_path):
    source = (FOLDER / "proces-en-rolverdeling.toml").read_text("utf-8")
    load_instruments()
    (tmp_path / "changed.toml").write_text(source.replace("Speelveld", "Speelvelden"), "utf-8")
    with pytest.raises(InstrumentError, match="changed after it was used"):
        load_instruments(tmp_path)


def test_a_question_key_that_stands_twice_is_refused():
    step = CONTENT["steps"][0]
    twice = step | {"questions": step["questions"] + step["questions"][:1]}
    with pytest.raises(InstrumentError, match="twice"):
        parse(CONTENT | {"steps": [twice]})


def test_who_was_asked_by_another_meanwhile_stays_asked(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    round = RoundFactory(region=region, title="Ronde 2026")
    first = RoundPartyFactory(round=round).party
    ggd = PartyFactory(organisation__region=region)
    url = f"/regio/{region.slug}/checklist/{round.pk}/bewerken/"
    client.post(url, _form([first, ggd], version=1, was=first.pk))
    client.post(url, _form([first], version=1, was=first.pk, due_on="2026-04-01"))
    assert set(Round.objects.get().asked_parties()) == {first, ggd}
    assert Round.objects.get().due_on == date(2026, 4, 1)


def test_a_title_that_another_took_at_the_same_moment_is_a_message(
    client, sign_in, region, monkeypatch
):
    sign_in(Role.DIRECTOR)
    RoundFactory(region=region, title="Ronde 2026")
    monkeypatch.setattr("checklist.forms.RoundForm.clean_title", lambda form: "Ronde 2026")
    party = PartyFactory(organisation__region=region)
    page = client.post(f"/regio/{region.slug}/checklist/nieuw/", _form([party])).content.decode()
    assert "Deze regio heeft al een ronde met deze naam." in page
    assert Round.objects.count() == 1


def test_a_key_that_no_column_holds_is_a_message(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    answer = client.post(
        f"/regio/{region.slug}/checklist/nieuw/", _form([]) | {"parties": "9" * 30}
    )
    assert (answer.status_code, Round.objects.count()) == (200, 0)


def test_a_round_that_opens_later_is_planned_and_does_not_lead(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    RoundFactory(region=region, title="Ronde 2026")
    RoundFactory(region=region, title="Ronde 2027", opens_on="2027-02-01", due_on="2027-03-01")
    text = client.get(f"/regio/{region.slug}/checklist/").content.decode()
    assert text.index("Ronde 2026") < text.index("Ronde 2027")
    assert "gepland" in text


def test_closing_a_round_first_shows_what_is_open(client, sign_in, region):
    sign_in(Role.DIRECTOR)
    round = RoundFactory(region=region)
    RoundPartyFactory(round=round, party__organisation__short_name="Uitgeest")
    url = f"/regio/{region.slug}/checklist/{round.pk}/sluiten/"
    assert "8 van 8 oordelen staan nog open." in client.get(url).content.decode()
    assert Round.objects.get().closed_on is None
    client.post(url, {"version": 1})
    assert Round.objects.get().closed_on == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("way", "before", "did"),
    [
        ("sluiten", [date(2026, 2, 27)], "sloot"),
        ("sluiten", [date(2026, 3, 3), None], "heropende"),
        ("heropenen", [None, date(2026, 3, 3)], "sloot"),
    ],
)
def test_who_closes_or_reopens_what_another_did_meanwhile_is_told_and_undoes_nothing(
    client, sign_in, region, way, before, did
):
    user = sign_in(Role.DIRECTOR)
    round = RoundFactory(region=region)
    if way == "heropenen":
        round = records.write(round, version=1, by=user, closed_on=date(2026, 3, 3))
    seen, other = round.version, MembershipFactory(region=region).user
    for closed_on in before:
        round = records.write(round, version=round.version, by=other, closed_on=closed_on)
    url = f"/regio/{region.slug}/checklist/{round.pk}/{way}/"
    page = client.post(url, {"version": seen}, follow=True).content.decode()
    assert f"{other.name} {did} deze ronde intussen" in page
    round.refresh_from_db()
    assert round.closed_on == before[-1]
