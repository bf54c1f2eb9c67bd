"""An election: which gemeenten voted, what is chosen for whom, and who is demissionair."""

from datetime import date, datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.tests.factories import MembershipFactory
from partners.models import Election, Formation, Sitting
from partners.models.elections import caretakers
from partners.rules.elections import steps_down
from partners.tests.factories import (
    BodyFactory,
    ElectionFactory,
    FormationFactory,
    PartyFactory,
    PersonFactory,
    PortfolioFactory,
    PositionFactory,
    SeatFactory,
    SeatHoldingFactory,
    SittingFactory,
)
from records.models import Change
from regio.lib import clock

VOTED, APPOINTED = date(2026, 3, 18), date(2026, 5, 28)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 4, 10, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def formation(region, party):
    return FormationFactory(election__region=region, organisation=party.organisation)


@pytest.fixture
def grutto(party):
    return PositionFactory(
        organisation=party.organisation, title="wethouder jeugd", level="bestuurlijk"
    )


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def said(page):
    return [str(message) for message in get_messages(page.wsgi_request)]


def choose(client, formation, *, day="", look=False, **rows):
    """Post the page of a college: `rows` are {s + key of a function: {field: value}}."""
    sent = {"version": formation.version, "appointed_on": day} | ({"look": "1"} if look else {})
    for prefix, fields in rows.items():
        sent |= {f"{prefix}-{name}": value for name, value in fields.items()}
    return client.post(address("formation_edit", formation.region, formation.pk), sent)


def faults(page):
    return {
        member.position.pk: {field: list(found) for field, found in form.errors.items()}
        for member, form in page.context["rows"]
        if form.errors
    }


def test_the_last_ordinary_election_and_all_gemeenten_are_proposed(client, region, sign_in, party):
    sign_in("beleidsmedewerker")
    PartyFactory(organisation__region=region, organisation__kind="swv")
    over = PartyFactory(organisation__region=region, until=date(2026, 1, 1))

    form = client.get(address("election_create", region)).context["form"]

    assert form.initial["held_on"] == VOTED
    assert form.initial["organisations"] == [party.organisation]
    assert over.organisation not in form.fields["organisations"].queryset
    assert "wo 18 maart 2026 (Kieswet, artikel F 1 en J 1)" in form.fields["held_on"].help_text


def test_an_election_begins_with_a_college_to_be_formed_in_each_gemeente(
    client, region, sign_in, party
):
    user = sign_in("regisseur")
    url = address("election_create", region)

    client.post(url, {"held_on": "2026-03-18", "organisations": [party.organisation_id]})

    election = Election.objects.get()
    assert (election.region, election.held_on) == (region, VOTED)
    assert [f.organisation for f in election.formations.all()] == [party.organisation]
    assert set(Change.objects.values_list("model", "by")) == {
        ("partners.election", user.pk),
        ("partners.formation", user.pk),
    }


def test_one_day_has_one_election(client, region, sign_in, party):
    sign_in("regisseur")
    ElectionFactory(region=region)
    url = address("election_create", region)

    page = client.post(url, {"held_on": "2026-03-18", "organisations": [party.organisation_id]})

    assert page.context["form"].errors["held_on"] == ["Deze verkiezing staat er al."]
    assert Election.objects.count() == 1


def test_a_gemeente_that_did_not_vote_is_taken_off_and_put_back_with_its_choices(
    client, region, sign_in, formation, grutto
):
    sign_in("regisseur")
    SittingFactory(formation=formation, position=grutto, outcome="stopt")
    other = PartyFactory(organisation__region=region).organisation
    url = address("election_edit", region, formation.election.pk)

    def send(version, *organisations):
        keys = [organisation.pk for organisation in organisations]
        sent = {"version": version, "held_on": "2026-03-18", "organisations": keys}
        return client.post(url, sent)

    send(1, other)
    formation.refresh_from_db()
    assert formation.is_withdrawn
    assert caretakers([grutto.pk], clock.today()) == set()
    assert client.get(address("formation_edit", region, formation.pk)).status_code == 404

    send(2, other, formation.organisation)
    formation.refresh_from_db()
    assert not formation.is_withdrawn
    assert Sitting.objects.get().outcome == "stopt"
    assert Formation.objects.count() == 2


def test_two_who_change_the_list_of_gemeenten_see_that_of_each_other(
    client, region, sign_in, formation
):
    sign_in("regisseur")
    one, two = (PartyFactory(organisation__region=region).organisation for _ in range(2))
    url = address("election_edit", region, formation.election.pk)
    sent = {"version": 1, "held_on": "2026-03-18"}
    client.post(url, sent | {"organisations": [formation.organisation.pk, one.pk]})

    page = client.post(url, sent | {"organisations": [formation.organisation.pk, two.pk]})

    assert page.context["form"].errors["organisations"] == [
        "Iemand anders veranderde intussen welke gemeenten meedoen. Uw keuze staat hier nog: "
        "opslaan vervangt de andere."
    ]
    assert {f.organisation for f in Formation.objects.all()} == {formation.organisation, one}


def test_the_list_sent_twice_is_stored_once(client, region, sign_in, formation):
    sign_in("regisseur")
    one = PartyFactory(organisation__region=region).organisation
    url = address("election_edit", region, formation.election.pk)
    sent = {"version": 1, "held_on": "2026-03-18"}
    sent["organisations"] = [formation.organisation.pk, one.pk]

    assert [client.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert Formation.objects.count() == 2


def test_what_is_settled_keeps_its_gemeente_and_the_election_before_it(
    client, region, sign_in, formation, grutto
):
    sign_in("regisseur")
    SittingFactory(formation=formation, position=grutto, outcome="blijft", settled_on=APPOINTED)
    other = PartyFactory(organisation__region=region).organisation
    url = address("election_edit", region, formation.election.pk)

    sent = {"version": 1, "held_on": "2026-06-01", "organisations": [other.pk]}
    errors = client.post(url, sent).context["form"].errors

    assert set(errors) == {"held_on", "organisations"}
    assert formation.organisation.short_name in errors["organisations"][0]


def test_half_done_work_is_kept_and_nothing_ends(client, region, sign_in, formation, grutto):
    sign_in("beleidsmedewerker")
    portfolio = PortfolioFactory(region=region)
    row = {"outcome": "stopt", "new_name": "Bente Roodborst", "new_email": "bente@nest.example"}
    row |= {"portfolios": [portfolio.pk], "title": "wethouder onderwijs", "version": 0}

    page = choose(client, formation, day="2026-05-28", **{f"s{grutto.pk}": row})

    assert said(page) == ["Opgeslagen. Er verandert pas iets als u het vastlegt."]
    sitting = Sitting.objects.get(position=grutto)
    assert (sitting.outcome, sitting.new_name, sitting.new_email, sitting.title) == (
        "stopt",
        "Bente Roodborst",
        "bente@nest.example",
        "wethouder onderwijs",
    )
    assert list(sitting.portfolios.all()) == [portfolio]
    assert (sitting.version, sitting.settled_on) == (1, None)
    formation.refresh_from_db()
    grutto.refresh_from_db()
    assert (formation.appointed_on, grutto.until) == (APPOINTED, None)


def test_a_page_that_says_nothing_stores_nothing(client, region, sign_in, formation, grutto):
    sign_in("regisseur")
    choose(client, formation, **{f"s{grutto.pk}": {"outcome": "onbekend", "version": 0}})
    assert (Sitting.objects.count(), Change.objects.count()) == (0, 0)


def test_what_is_right_is_kept_beside_what_is_wrong(client, region, sign_in, formation, grutto):
    sign_in("regisseur")
    kwartel = PositionFactory(
        organisation=grutto.organisation, title="wethouder", level="bestuurlijk"
    )
    wrong = {"outcome": "andere_portefeuille", "new_name": "Bente Roodborst", "version": 0}
    right = {"outcome": "blijft", "version": 0}

    page = choose(client, formation, **{f"s{grutto.pk}": wrong, f"s{kwartel.pk}": right})

    assert faults(page) == {
        grutto.pk: {
            "portfolios": ["Kies de nieuwe portefeuilles."],
            "new_name": ["Alleen wie stopt heeft een opvolger: kies Stopt, of maak dit leeg."],
        }
    }
    assert "Bente Roodborst" in page.content.decode()
    assert Sitting.objects.get().position == kwartel


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"outcome": "vertrekt"}, "outcome"),
        ({"outcome": "stopt", "new_email": "a@b.example"}, "new_name"),
        ({"outcome": "stopt", "new_name": "x" * 121}, "new_name"),
        ({"outcome": "stopt", "new_name": "\0"}, "new_name"),
        ({"outcome": "stopt", "new_name": "Bente", "new_email": "bente"}, "new_email"),
        ({"outcome": "stopt", "new_name": "B", "new_email": "Merel@Nest.example"}, "new_email"),
        ({"outcome": "stopt", "successor": "9" * 30}, "successor"),
        ({"outcome": "stopt", "successor": "abc"}, "successor"),
        ({"outcome": "stopt", "portfolios": ["9" * 30]}, "portfolios"),
        ({"outcome": "andere_portefeuille"}, "portfolios"),
    ],
)
def test_bad_input_is_a_message_at_the_field(
    client, region, sign_in, formation, grutto, row, field
):
    sign_in("regisseur")
    PersonFactory(region=region, email="merel@nest.example")
    page = choose(client, formation, **{f"s{grutto.pk}": row | {"version": 0}})
    assert set(faults(page)[grutto.pk]) == {field}
    assert Sitting.objects.count() == 0


def test_a_successor_of_another_region_or_the_leaver_is_no_choice(
    client, region, sign_in, formation, grutto
):
    sign_in("regisseur")
    for person in (PersonFactory(), grutto.person):
        row = {"outcome": "stopt", "successor": person.pk, "version": 0}
        assert set(faults(choose(client, formation, **{f"s{grutto.pk}": row}))[grutto.pk]) == {
            "successor"
        }


def test_the_same_portefeuilles_are_no_others_and_who_stays_gets_none(
    client, region, sign_in, formation, grutto
):
    sign_in("regisseur")
    jeugd = PortfolioFactory(region=region)
    grutto.portfolios.set([jeugd])
    for outcome in ("andere_portefeuille", "blijft"):
        row = {"outcome": outcome, "portfolios": [jeugd.pk], "version": 0}
        page = choose(client, formation, **{f"s{grutto.pk}": row})
        assert set(faults(page)[grutto.pk]) == {"portfolios"}


@pytest.mark.parametrize("day", ["2026-03-18", "2026-02-30", "1066-01-01", "x" * 50])
def test_a_college_is_appointed_after_the_election(client, region, sign_in, formation, day):
    sign_in("regisseur")
    page = choose(client, formation, day=day)
    assert set(page.context["form"].errors) == {"appointed_on"}
    formation.refresh_from_db()
    assert formation.appointed_on is None


def test_two_who_choose_at_once_see_both_choices(client, region, sign_in, formation, grutto):
    user = sign_in("regisseur")
    row = {"outcome": "stopt", "version": 0}
    choose(client, formation, **{f"s{grutto.pk}": row})

    page = choose(client, formation, **{f"s{grutto.pk}": row | {"outcome": "blijft"}})

    text = faults(page)[grutto.pk]["outcome"][0]
    assert f"{user} veranderde dit" in text
    assert "“Stopt”" in text
    assert Sitting.objects.get().outcome == "stopt"
    sent_again = choose(client, formation, **{f"s{grutto.pk}": row})
    assert sent_again.status_code == 302
    assert Sitting.objects.get().version == 1


def test_who_may_not_let_an_account_speak_names_no_successor_with_one(
    client, region, sign_in, formation, grutto
):
    sign_in("beleidsmedewerker")
    person = PersonFactory(region=region, user=MembershipFactory(region=region).user)
    row = {"outcome": "stopt", "successor": person.pk, "version": 0}

    page = choose(client, formation, **{f"s{grutto.pk}": row})

    assert "Een beheerder of regisseur" in faults(page)[grutto.pk]["successor"][0]
    assert Sitting.objects.count() == 0


@pytest.mark.parametrize("role", ["bestuurder", "lezer"])
def test_who_only_reads_sees_who_is_demissionair_and_not_what_is_chosen(
    client, region, sign_in, formation, grutto, role
):
    sign_in(role)
    SittingFactory(formation=formation, position=grutto, outcome="stopt", new_name="Bente")

    page = client.get(address("election_detail", region, formation.election.pk)).content.decode()

    assert "demissionair" in page
    assert "Bente" not in page
    assert "Gekozen" not in page
    for name, key in [
        ("election_create", []),
        ("election_edit", [formation.election.pk]),
        ("formation_edit", [formation.pk]),
        ("formation_settle", [formation.pk]),
    ]:
        assert client.get(address(name, region, *key)).status_code == 403
        assert client.post(address(name, region, *key)).status_code == 403


def test_a_reader_does_not_read_choices_in_the_history(client, region, sign_in, formation, grutto):
    sign_in("regisseur")
    row = {"outcome": "stopt", "new_name": "Bente Roodborst", "version": 0}
    choose(client, formation, **{f"s{grutto.pk}": row})
    sitting = Sitting.objects.get()
    history = reverse("records:object_history", args=[region.slug, "partners.sitting", sitting.pk])
    assert "Bente Roodborst" in client.get(history).content.decode()

    sign_in("lezer")
    told = client.get(history).content.decode()
    assert "Bente Roodborst" not in told
    assert "Stopt" not in told


def test_strangers_find_nothing(client, region, sign_in, formation):
    sign_in("regisseur")
    theirs = FormationFactory()
    for name, key in [
        ("election_detail", theirs.election.pk),
        ("election_edit", theirs.election.pk),
        ("formation_edit", theirs.pk),
        ("formation_settle", theirs.pk),
    ]:
        assert client.get(address(name, region, key)).status_code == 404
        assert client.post(address(name, region, key)).status_code == 404


def test_the_page_names_portefeuilles_seats_and_numbers(client, region, sign_in, formation, grutto):
    sign_in("regisseur")
    grutto.portfolios.set([PortfolioFactory(region=region, name="jeugd")])
    body = BodyFactory(region=region, name="OOGO")
    seats = [
        SeatFactory(body=body, title="lid", party__organisation__short_name=name)
        for name in ("Plevier", "Leeuwerik")
    ]
    for seat in seats:
        SeatHoldingFactory(position=grutto, seat=seat)
    mayor = PositionFactory(
        organisation=grutto.organisation, title="burgemeester", level="bestuurlijk"
    )

    page = client.get(address("election_detail", region, formation.election.pk))

    (college,) = page.context["formations"]
    members = {member.position: member for member in college.members}
    assert set(members) == {grutto, mayor}
    assert members[grutto].seats == seats
    text = page.content.decode()
    assert ["lid, Plevier in OOGO" in text, "lid, Leeuwerik in OOGO" in text] == [True, True]
    assert "blijft: treedt niet af bij verkiezingen" in text
    assert text.count("demissionair") == 1


def test_many_gemeenten_and_members_cost_as_many_queries_as_one(
    client, region, sign_in, formation, grutto, django_assert_max_num_queries
):
    sign_in("regisseur")
    urls = [
        address("election_detail", region, formation.election.pk),
        address("formation_edit", region, formation.pk),
        address("election_list", region),
    ]

    def fill(college):
        for _ in range(4):
            position = PositionFactory(
                organisation=college.organisation, title="wethouder", level="bestuurlijk"
            )
            position.portfolios.set([PortfolioFactory(region=region)])
            SeatHoldingFactory(position=position)
            SittingFactory(formation=college, position=position, outcome="stopt")

    def cost():
        counts = []
        for url in urls:
            with django_assert_max_num_queries(15) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
        return counts

    fill(formation)
    one = cost()
    fill(formation)
    for _ in range(6):
        organisation = PartyFactory(organisation__region=region).organisation
        fill(FormationFactory(election=formation.election, organisation=organisation))
    assert cost() == one


# --- demissionair


@pytest.mark.parametrize(
    ("since", "until", "title", "level", "day", "expected"),
    [
        (None, None, "wethouder", "bestuurlijk", date(2026, 3, 17), False),
        (None, None, "wethouder", "bestuurlijk", VOTED, True),
        (VOTED, None, "wethouder", "bestuurlijk", VOTED, True),
        (None, None, "wethouder", "bestuurlijk", date(2026, 9, 1), True),
        (date(2026, 3, 19), None, "wethouder", "bestuurlijk", date(2026, 4, 1), False),
        (None, date(2026, 4, 1), "wethouder", "bestuurlijk", date(2026, 4, 1), False),
        (None, date(2026, 4, 1), "wethouder", "bestuurlijk", date(2026, 3, 31), True),
        (None, None, "burgemeester", "bestuurlijk", VOTED, False),
        (None, None, "wethouder, locoburgemeester", "bestuurlijk", VOTED, True),
        (None, None, "beleidsmedewerker", "beleidsmatig", VOTED, False),
    ],
)
def test_who_sat_on_the_day_is_demissionair_from_then(
    formation, since, until, title, level, day, expected
):
    position = PositionFactory(
        organisation=formation.organisation, title=title, level=level, since=since, until=until
    )
    assert (position.pk in caretakers([position.pk], day)) is expected


@pytest.mark.parametrize("day", [date(2026, 5, 27), APPOINTED])
def test_it_ends_on_the_day_that_is_settled(formation, grutto, day):
    sitting = SittingFactory(formation=formation, position=grutto, outcome="blijft")
    assert caretakers([grutto.pk], day) == {grutto.pk}
    sitting.settled_on = APPOINTED
    sitting.save()
    assert caretakers([grutto.pk], day) == ({grutto.pk} if day < APPOINTED else set())


def test_a_day_of_appointment_that_is_only_typed_ends_nothing(formation, grutto):
    formation.appointed_on = date(2026, 4, 1)
    formation.save()
    assert caretakers([grutto.pk], date(2026, 4, 2)) == {grutto.pk}


def test_a_settled_earlier_election_leaves_the_next_one_open(formation, grutto):
    SittingFactory(
        formation=FormationFactory(
            election__region=formation.region,
            election__held_on=date(2022, 3, 16),
            organisation=formation.organisation,
        ),
        position=grutto,
        outcome="blijft",
        settled_on=date(2022, 6, 1),
    )
    assert caretakers([grutto.pk], date(2026, 3, 17)) == set()
    assert caretakers([grutto.pk], VOTED) == {grutto.pk}
    assert caretakers([grutto.pk], date(2022, 4, 1)) == {grutto.pk}


@pytest.mark.parametrize(
    "title", ["wethouder", "Burgemeester", "LOCO-burgemeester", "gemeentesecretaris", "raadslid"]
)
def test_the_database_and_the_rule_say_the_same_of_a_title(formation, title):
    position = PositionFactory(
        organisation=formation.organisation, title=title, level="bestuurlijk"
    )
    assert (position.pk in caretakers([position.pk], VOTED)) is steps_down(title)


def test_the_label_stands_where_the_function_is_shown_and_only_on_its_days(
    client, region, sign_in, formation, party, grutto
):
    sign_in("lezer")
    holding = SeatHoldingFactory(position=grutto)
    pages = [
        address("person_detail", region, grutto.person_id),
        address("person_list", region),
        address("party_list", region),
        address("party_detail", region, party.pk),
        address("body_detail", region, holding.seat.body_id),
    ]
    for url in pages:
        assert "demissionair" in client.get(url).content.decode(), url
        assert "demissionair" in client.get(url, {"op": "2026-03-18"}).content.decode(), url
        assert "demissionair" not in client.get(url, {"op": "2026-03-17"}).content.decode(), url
    register = address("organisation_detail", region, party.organisation_id)
    assert "demissionair" in client.get(register).content.decode()
