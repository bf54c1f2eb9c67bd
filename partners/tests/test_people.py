from datetime import date, datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.tests.factories import MembershipFactory
from partners.forms.base import NO_EURO, TOO_MUCH
from partners.models import Mandate, Person, Position, Representation
from partners.tests.factories import (
    MandateFactory,
    OrganisationFactory,
    PartyFactory,
    PersonFactory,
    PortfolioFactory,
    PositionFactory,
    RepresentationFactory,
)
from records.models import Change
from regio.lib import clock

TODAY = date(2026, 3, 3)
NO_SUCH_CHOICE = "Deze keuze is er niet of niet meer. Kies opnieuw."


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def errors(page):
    return {field: list(found) for field, found in page.context["form"].errors.items()}


def names(page):
    return [str(row) for row in page.context["page"].object_list]


def said(page):
    return [str(message) for message in get_messages(page.wsgi_request)]


# --- people


def test_a_new_person_gets_a_sort_name_that_no_history_mentions(client, region, sign_in):
    sign_in("beleidsmedewerker")

    page = client.post(address("person_create", region), {"name": "Zoë van der Kuif"})

    person = Person.objects.get()
    assert page.url == address("person_detail", region, person.pk)
    assert (person.name, person.sort_name, person.region) == (
        "Zoë van der Kuif",
        "kuif zoe van der",
        region,
    )
    assert [change.field for change in Change.objects.all()] == ["name"]


def test_a_rename_moves_the_person_in_the_list(client, region, sign_in):
    sign_in("beleidsmedewerker")
    person = PersonFactory(region=region, name="Anna Zwaan")

    form = {"version": 1, "name": "Anna de Aalscholver", "email": person.email}
    client.post(address("person_edit", region, person.pk), form)

    person.refresh_from_db()
    assert (person.sort_name, person.version) == ("aalscholver anna de", 2)
    assert [change.field for change in Change.objects.all()] == ["name"]


def test_an_edit_that_leaves_the_name_alone_keeps_the_rename_of_another(client, region, sign_in):
    sign_in("beleidsmedewerker")
    person = PersonFactory(region=region, name="Anna Zwaan", email="")
    url = address("person_edit", region, person.pk)
    client.post(url, {"version": 1, "name": "Anna Aalscholver"})

    client.post(url, {"version": 1, "name": "Anna Zwaan", "email": "anna@nest.example"})

    person.refresh_from_db()
    assert (person.name, person.sort_name, person.email) == (
        "Anna Aalscholver",
        "aalscholver anna",
        "anna@nest.example",
    )


def test_two_people_in_one_phone_number_see_both(client, region, sign_in):
    sign_in("beleidsmedewerker")
    person = PersonFactory(region=region, name="Anna Zwaan", email="")
    url = address("person_edit", region, person.pk)
    client.post(url, {"version": 1, "name": "Anna Zwaan", "phone": "0611111111"})

    page = client.post(url, {"version": 1, "name": "Anna Zwaan", "phone": "0622222222"})

    assert "“0611111111”" in errors(page)["phone"][0]
    assert page.context["form"]["phone"].value() == "0622222222"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", " ", "Vul een naam in."),
        ("name", "\0", "Null-tekens zijn niet toegestaan."),
        (
            "name",
            "é" * 20_000,
            "Gebruik ten hoogste 120 tekens; het zijn er nu 20000.",
        ),
        ("email", "a@b\nBcc: c@d.nl", "Vul een e-mailadres in, zoals naam@gemeente.nl."),
        (
            "phone",
            "1" * 31,
            "Gebruik ten hoogste 30 tekens; het zijn er nu 31.",
        ),
    ],
)
def test_bad_input_is_said_at_the_field(client, region, sign_in, field, value, message):
    sign_in("beleidsmedewerker")

    page = client.post(address("person_create", region), {"name": "Anna Zwaan"} | {field: value})

    assert errors(page) == {field: [message]}
    assert Person.objects.count() == 0


def test_a_second_person_with_the_same_address_is_pointed_out_and_stored(client, region, sign_in):
    sign_in("beleidsmedewerker")
    there = PersonFactory(region=region, name="Anna Zwaan", email="a@nest.example")
    PersonFactory(email="a@nest.example")

    page = client.post(
        address("person_create", region), {"name": "A. Zwaan", "email": "A@nest.example"}
    )

    assert said(page)[0] == (
        "Let op: Anna Zwaan heeft hetzelfde e-mailadres. Is dit dezelfde persoon?"
    )
    assert list(client.get(page.url).context["namesakes"]) == [there]


def test_only_a_beheerder_links_an_account_to_a_person(client, region, sign_in):
    person = PersonFactory(region=region, name="Anna Zwaan", email="")
    member, stranger = MembershipFactory(region=region).user, MembershipFactory().user
    url = address("person_edit", region, person.pk)
    form = {"version": 1, "name": "Anna Zwaan"}

    sign_in("beleidsmedewerker")
    client.post(url, form | {"user": member.pk})
    person.refresh_from_db()
    assert person.user is None

    sign_in("beheerder")
    assert errors(client.post(url, form | {"user": stranger.pk})) == {"user": [NO_SUCH_CHOICE]}
    client.post(url, form | {"user": member.pk})
    person.refresh_from_db()
    assert person.user == member

    second = address("person_edit", region, PersonFactory(region=region).pk)
    assert errors(client.post(second, form | {"user": member.pk})) == {
        "user": ["Dit account hoort al bij iemand anders in deze regio."]
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Zoë van der Kuif", "Anna Zwaan"]),
        ("?zoek=zoe+KUIF", ["Zoë van der Kuif"]),
        ("?zoek=reiger", []),
        ("?niveau=bestuurlijk", ["Zoë van der Kuif"]),
        ("?niveau=uitvoerend", []),
        ("?niveau=uitvoerend&eerder=on", ["Olaf Reiger"]),
        ("?eerder=on", ["Zoë van der Kuif", "Olaf Reiger", "Anna Zwaan"]),
        ("?niveau=keizer&pagina=99999999999999999999", ["Zoë van der Kuif", "Anna Zwaan"]),
    ],
)
def test_people_are_found_by_name_and_level(client, region, sign_in, query, expected):
    sign_in("lezer")
    organisation = OrganisationFactory(region=region)
    PersonFactory(region=region, name="Anna Zwaan")
    PersonFactory()
    for name, level, until in [
        ("Zoë van der Kuif", "bestuurlijk", None),
        ("Olaf Reiger", "uitvoerend", TODAY),
    ]:
        PositionFactory(
            person__name=name,
            person__region=region,
            organisation=organisation,
            level=level,
            until=until,
        )

    assert names(client.get(address("person_list", region) + query)) == expected


@pytest.mark.parametrize(("role", "teaches"), [("regisseur", True), ("lezer", False)])
def test_an_empty_list_teaches_who_may_write(client, region, sign_in, role, teaches):
    sign_in(role)

    page = client.get(address("person_list", region)).content.decode()

    assert ("Eerste persoon toevoegen" in page) is teaches
    assert "Nog geen mensen" in page


def test_a_list_of_thirty_people_costs_as_much_as_one_of_one(
    client, region, sign_in, django_assert_num_queries
):
    sign_in("regisseur")
    organisation = OrganisationFactory(region=region)
    PositionFactory(organisation=organisation)

    with django_assert_num_queries(8):
        client.get(address("person_list", region))
    PositionFactory.create_batch(29, organisation=organisation)
    with django_assert_num_queries(8):
        client.get(address("person_list", region))


def test_a_person_with_thirty_of_everything_costs_as_much_as_one_with_one(
    client, region, sign_in, django_assert_num_queries
):
    sign_in("regisseur")
    person = PersonFactory(region=region)

    def fill(number):
        for _ in range(number):
            position = PositionFactory(person=person, organisation__region=region)
            position.portfolios.add(PortfolioFactory(region=region))
            MandateFactory(position=position)
            RepresentationFactory(position=position)

    fill(1)
    with django_assert_num_queries(14):
        client.get(address("person_detail", region, person.pk))
    fill(29)
    with django_assert_num_queries(14):
        client.get(address("person_detail", region, person.pk))


# --- functions


def test_a_function_is_added_for_a_person(client, region, sign_in):
    sign_in("beleidsmedewerker")
    person, organisation = PersonFactory(region=region), OrganisationFactory(region=region)
    portfolio = PortfolioFactory(region=region)

    page = client.post(
        address("position_create", region, person.pk),
        {
            "organisation": organisation.pk,
            "title": "wethouder",
            "level": "bestuurlijk",
            "portfolios": [portfolio.pk],
            "since": "2022-07-01",
        },
    )

    position = Position.objects.get()
    assert page.url == address("person_detail", region, person.pk)
    assert (position.person, position.organisation, position.since) == (
        person,
        organisation,
        date(2022, 7, 1),
    )
    assert list(position.portfolios.all()) == [portfolio]
    assert Change.objects.get(field="portfolios").new_label == portfolio.name


def test_a_free_role_has_no_organisation(client, region, sign_in):
    sign_in("beleidsmedewerker")
    person = PersonFactory(region=region)

    form = {"title": "onafhankelijk voorzitter", "level": "bestuurlijk"}
    client.post(address("position_create", region, person.pk), form)

    assert Position.objects.get().organisation is None


def test_a_choice_of_another_region_is_a_message_at_the_field(client, region, sign_in):
    sign_in("beleidsmedewerker")
    person, portfolio = PersonFactory(region=region), PortfolioFactory()

    page = client.post(
        address("position_create", region, person.pk),
        {
            "organisation": OrganisationFactory().pk,
            "acts_for": PositionFactory().pk,
            "portfolios": [portfolio.pk],
            "title": "wethouder",
            "level": "bestuurlijk",
        },
    )

    assert errors(page) == {
        "organisation": [NO_SUCH_CHOICE],
        "acts_for": [NO_SUCH_CHOICE],
        "portfolios": [
            "Deze keuze is er niet of niet meer. Kies opnieuw.",
        ],
    }
    assert Position.objects.filter(person=person).count() == 0


def test_a_party_gets_a_new_person_with_a_function_at_once(client, region, sign_in):
    sign_in("beleidsmedewerker")
    party = PartyFactory(organisation__region=region)
    there = PersonFactory(region=region, email="tess@nest.example")

    page = client.post(
        address("party_position_create", region, party.pk),
        {
            "new_name": "Tess Kauw",
            "new_email": "tess@nest.example",
            "new_phone": "0611111111",
            "title": "coördinator",
            "level": "uitvoerend",
        },
    )

    position = Position.objects.get()
    assert page.url == address("party_detail", region, party.pk)
    assert (position.organisation, position.person.name, position.person.sort_name) == (
        party.organisation,
        "Tess Kauw",
        "kauw tess",
    )
    assert said(page) == [
        f"Let op: {there} heeft hetzelfde e-mailadres. Is dit dezelfde persoon?",
        f"Tess Kauw is toegevoegd aan {party}.",
    ]


@pytest.mark.parametrize(
    ("new_name", "choose", "expected"),
    [
        ("", False, {"person": ["Kies een persoon, of vul hieronder een naam in."]}),
        (
            "Tess Kauw",
            True,
            {"new_name": ["U koos al iemand uit de lijst: maak dit leeg, of kies niemand."]},
        ),
        ("", True, None),
    ],
)
def test_a_party_gets_a_chosen_person_or_a_new_one(
    client, region, sign_in, new_name, choose, expected
):
    sign_in("beleidsmedewerker")
    party, person = PartyFactory(organisation__region=region), PersonFactory(region=region)
    form = {"title": "coördinator", "level": "uitvoerend", "new_name": new_name}

    page = client.post(
        address("party_position_create", region, party.pk),
        form | ({"person": person.pk} if choose else {}),
    )

    if expected is None:
        assert Position.objects.get().person == person
    else:
        assert errors(page) == expected
        assert Person.objects.count() == 1


def test_a_person_of_another_region_cannot_be_chosen(client, region, sign_in):
    sign_in("beleidsmedewerker")
    party = PartyFactory(organisation__region=region)
    PersonFactory(region=region)

    page = client.post(
        address("party_position_create", region, party.pk),
        {"person": PersonFactory().pk, "title": "coördinator", "level": "uitvoerend"},
    )

    assert errors(page) == {"person": [NO_SUCH_CHOICE]}


def test_a_function_is_changed_and_both_titles_show_in_a_conflict(client, region, sign_in):
    sign_in("beleidsmedewerker")
    position = PositionFactory(organisation__region=region)
    url = address("position_edit", region, position.pk)
    form = {"version": 1, "level": "beleidsmatig"}
    client.post(url, form | {"title": "projectleider"})

    page = client.post(url, form | {"title": "programmaleider"})

    assert "“projectleider”" in errors(page)["title"][0]
    assert page.context["form"]["title"].value() == "programmaleider"


def test_nobody_acts_for_their_own_function(client, region, sign_in):
    sign_in("beleidsmedewerker")
    position = PositionFactory(organisation__region=region)

    form = {"version": 1, "title": "x", "level": "beleidsmatig", "acts_for": position.pk}
    page = client.post(address("position_edit", region, position.pk), form)

    assert errors(page) == {"acts_for": ["Iemand neemt niet voor zichzelf waar."]}


def test_a_function_cannot_start_after_it_ended(client, region, sign_in):
    sign_in("beleidsmedewerker")
    position = PositionFactory(organisation__region=region, until=date(2026, 1, 1))

    form = {"version": 1, "title": "x", "level": "beleidsmatig", "since": "2026-01-01"}
    page = client.post(address("position_edit", region, position.pk), form)

    assert errors(page) == {
        "since": ["De einddatum kan niet vóór de begindatum (01-01-2026) liggen."]
    }


def test_what_hangs_on_a_function_is_shown_and_ends_with_it(client, region, sign_in):
    sign_in("beleidsmedewerker")
    position = PositionFactory(organisation__region=region)
    open_one = MandateFactory(position=position)
    sooner = MandateFactory(position=position, until=date(2026, 3, 10))
    before = MandateFactory(position=position, until=date(2026, 1, 1))
    speaks = RepresentationFactory(position=position, until=date(2027, 1, 1))
    url = address("position_end", region, position.pk)

    assert client.get(url).context["ending"] == [open_one, sooner, speaks]

    client.post(url, {"version": 1, "until": "2026-03-31"})

    for row in (position, open_one, sooner, before, speaks):
        row.refresh_from_db()
    day = date(2026, 4, 1)
    assert (position.until, open_one.until, speaks.until) == (day, day, day)
    assert (sooner.until, before.until) == (date(2026, 3, 10), date(2026, 1, 1))
    assert Change.objects.filter(field="until").count() == 3


def test_ending_a_function_twice_is_the_same(client, region, sign_in):
    sign_in("beleidsmedewerker")
    position = PositionFactory(organisation__region=region)
    url = address("position_end", region, position.pk)

    for _ in range(2):
        page = client.post(url, {"version": 1, "until": "2026-03-31"})

    assert page.url == address("person_detail", region, position.person_id)
    position.refresh_from_db()
    assert (position.version, Change.objects.count()) == (2, 1)


def test_a_mandate_that_begins_after_the_end_is_settled_first(client, region, sign_in):
    sign_in("beleidsmedewerker")
    position = PositionFactory(organisation__region=region)
    later = MandateFactory(position=position, since=date(2026, 5, 1))
    url = address("position_end", region, position.pk)

    page = client.post(url, {"version": 1, "until": "2026-03-31"})

    assert errors(page) == {
        "until": [f"{later} begint pas op 01-05-2026. Wijzig of beëindig dat eerst."]
    }
    position.refresh_from_db()
    assert position.until is None


def test_an_ended_function_stays_visible_as_earlier(client, region, sign_in):
    sign_in("lezer")
    position = PositionFactory(organisation__region=region, until=TODAY)

    page = client.get(address("person_detail", region, position.person_id))

    assert (page.context["current"], page.context["earlier"]) == ([], [position])
    assert "t/m 02-03-2026" in page.content.decode()


# --- mandates and representations


def test_a_mandate_says_what_up_to_how_much_and_until_when(client, region, sign_in):
    sign_in("beleidsmedewerker")
    position = PositionFactory(organisation__region=region)
    portfolio = PortfolioFactory(region=region)

    client.post(
        address("mandate_create", region, position.pk),
        {
            "kind": "beslissend",
            "portfolios": [portfolio.pk],
            "granted_by": "college",
            "ceiling": "50000",
            "since": "2022-07-01",
            "until": "2026-06-30",
        },
    )

    mandate = Mandate.objects.get()
    assert (mandate.position, mandate.kind, mandate.ceiling, mandate.since, mandate.until) == (
        position,
        "beslissend",
        50_000,
        date(2022, 7, 1),
        date(2026, 7, 1),
    )
    assert list(mandate.portfolios.all()) == [portfolio]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"since": "2026-05-01", "until": "2026-04-30"},
            {"until": ["De einddatum kan niet vóór de begindatum (01-05-2026) liggen."]},
        ),
        ({"since": "10000-01-01"}, {"since": ["Vul een datum in: dag, maand en jaar."]}),
        ({"ceiling": "-1"}, {"ceiling": [NO_EURO]}),
        ({"ceiling": "9" * 30}, {"ceiling": [TOO_MUCH]}),
        ({"ceiling": "veel"}, {"ceiling": [NO_EURO]}),
        ({"granted_by": "\0"}, {"granted_by": ["Null-tekens zijn niet toegestaan."]}),
    ],
)
def test_bad_input_in_a_mandate_is_said_at_the_field(client, region, sign_in, changes, expected):
    sign_in("beleidsmedewerker")
    position = PositionFactory(organisation__region=region)

    url = address("mandate_create", region, position.pk)
    page = client.post(url, {"kind": "beslissend"} | changes)

    assert errors(page) == expected
    assert Mandate.objects.count() == 0


def test_a_mandate_cannot_outlast_the_function(client, region, sign_in):
    sign_in("beleidsmedewerker")
    position = PositionFactory(organisation__region=region, until=date(2026, 7, 1))
    url = address("mandate_create", region, position.pk)
    expected = {"until": ["De functie loopt t/m 30-06-2026; dit kan niet langer."]}

    assert errors(client.post(url, {"kind": "beslissend", "until": "2026-07-01"})) == expected
    client.post(url, {"kind": "beslissend", "until": "2026-06-30"})
    client.post(url, {"kind": "adviserend"})
    assert [m.until for m in Mandate.objects.all()] == [date(2026, 7, 1), date(2026, 7, 1)]


def test_a_mandate_is_changed_and_both_dates_show_in_a_conflict(client, region, sign_in):
    sign_in("beleidsmedewerker")
    mandate = MandateFactory(position__organisation__region=region)
    url = address("mandate_edit", region, mandate.pk)
    client.post(url, {"version": 1, "kind": "beslissend", "until": "2026-06-30"})

    page = client.post(url, {"version": 1, "kind": "beslissend", "until": "2026-12-31"})

    assert "“30-06-2026”" in errors(page)["until"][0]
    assert page.context["form"]["until"].value() == "2026-12-31"
    mandate.refresh_from_db()
    assert mandate.until == date(2026, 7, 1)


def test_a_mandate_ends_on_its_own(client, region, sign_in):
    sign_in("beleidsmedewerker")
    mandate = MandateFactory(position__organisation__region=region)

    page = client.post(
        address("mandate_end", region, mandate.pk), {"version": 1, "until": "2026-03-03"}
    )

    assert page.url == address("person_detail", region, mandate.position.person_id)
    mandate.refresh_from_db()
    assert mandate.last_day == date(2026, 3, 3)


def test_a_function_speaks_for_another_party_as_well_once_at_a_time(client, region, sign_in):
    sign_in("beleidsmedewerker")
    position = PositionFactory(organisation__region=region)
    party = PartyFactory(organisation__region=region)
    url = address("representation_create", region, position.pk)
    form = {"party": party.pk, "kind": "volmacht", "ceiling": "0"}

    client.post(url, form)
    assert errors(client.post(url, form)) == {
        "party": ["Deze functie spreekt al namens deze partij."]
    }

    row = Representation.objects.get()
    assert (row.position, row.party, row.kind, row.ceiling) == (position, party, "volmacht", 0)
    client.post(
        address("representation_end", region, row.pk), {"version": 1, "until": "2026-03-03"}
    )
    client.post(url, form)
    assert Representation.objects.count() == 2


@pytest.mark.parametrize("which", ["own", "ended", "elsewhere"])
def test_a_function_speaks_for_another_party_of_the_region(client, region, sign_in, which):
    sign_in("beleidsmedewerker")
    position = PositionFactory(organisation__region=region)
    party = {
        "own": lambda: PartyFactory(organisation=position.organisation),
        "ended": lambda: PartyFactory(organisation__region=region, until=TODAY),
        "elsewhere": lambda: PartyFactory(),
    }[which]()

    page = client.post(
        address("representation_create", region, position.pk),
        {"party": party.pk, "kind": "volmacht"},
    )

    assert errors(page) == {"party": [NO_SUCH_CHOICE]}
