"""A new college is settled: functions end and begin, and what hangs on them goes over."""

from datetime import date, datetime, time

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.tests.factories import MembershipFactory
from agenda.models import Trekker
from agenda.tests.factories import ThemeFactory, TrekkerFactory
from checklist.tests.factories import RoundFactory, StepStateFactory
from oogo.tests.factories import ActionFactory, MeetingFactory, ParticipantFactory
from partners import settling
from partners.actions import FORGOTTEN
from partners.models import Person, Position, SeatHolding, Sitting
from partners.models.elections import caretakers
from partners.tests.factories import (
    FormationFactory,
    MandateFactory,
    PartyFactory,
    PersonFactory,
    PortfolioFactory,
    PositionFactory,
    RepresentationFactory,
    SeatFactory,
    SeatHoldingFactory,
    SittingFactory,
)
from records.models import Change
from regio.lib import clock

DAY, BEFORE = date(2026, 5, 28), date(2026, 5, 27)
TIMES = {"starts_at": time(13), "ends_at": time(15)}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 5, 20, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def formation(region, party):
    own = {"election__region": region, "organisation": party.organisation}
    return FormationFactory(appointed_on=DAY, **own)


@pytest.fixture
def jeugd(region):
    return PortfolioFactory(region=region, name="jeugd")


@pytest.fixture
def onderwijs(region):
    return PortfolioFactory(region=region, name="onderwijs")


def wethouder(party, *portfolios, **fields):
    own = {"title": "wethouder", "level": "bestuurlijk"} | fields
    position = PositionFactory(organisation=party.organisation, **own)
    position.portfolios.set(portfolios)
    return position


def sits(formation, position, outcome, *portfolios, **fields):
    row = SittingFactory(formation=formation, position=position, outcome=outcome, **fields)
    row.portfolios.set(portfolios)
    return row


@pytest.fixture
def grutto(party, jeugd):
    return wethouder(party, jeugd)


@pytest.fixture
def hanging(region, party, grutto, jeugd):
    """One of all that can hang on a function; the theme is of the portefeuille jeugd."""
    theme = ThemeFactory(region=region)
    theme.portfolios.set([jeugd])
    meeting = MeetingFactory(region=region, day=date(2026, 6, 18), **TIMES)
    before = MeetingFactory(region=region, day=date(2026, 5, 21), **TIMES)
    return {
        "holding": SeatHoldingFactory(
            position=grutto, seat=SeatFactory(party=party, body__region=region)
        ),
        "trekker": TrekkerFactory(theme=theme, position=grutto, granted_by="OOGO 2025"),
        "step": StepStateFactory(round=RoundFactory(region=region), owner=grutto),
        "action": ActionFactory(region=region, owner_party=party, owner_position=grutto),
        "invited": ParticipantFactory(meeting=meeting, position=grutto, party=party),
        "before": ParticipantFactory(meeting=before, position=grutto, party=party),
        "mandate": MandateFactory(position=grutto),
        "represents": RepresentationFactory(position=grutto),
    }


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def look(client, formation):
    return client.get(address("formation_settle", formation.region, formation.pk))


def settle(client, formation, seen=None, **chosen):
    """Post the preview as it is shown, but for what is `chosen` (and an older one as `seen`)."""
    page = look(client, formation)
    form = page.context["form"]
    sent = {line.key: form[line.key].value() for line in form.lines} | chosen
    sent["seen"] = page.context["fingerprint"] if seen is None else seen
    return client.post(address("formation_settle", formation.region, formation.pk), sent)


def said(page):
    return [str(message) for message in get_messages(page.wsgi_request)]


def proposed(page):
    """Return {what goes over: the name of who is proposed to get it}."""
    settlement = page.context["settlement"]
    people = {key: one.name for key, one in settlement.recipients.items()} | {"": ""}
    return {
        (line.hanging.kind, line.hanging.text): people[line.proposed] for line in settlement.lines
    }


def test_the_preview_names_who_comes_who_goes_and_what_goes_over(
    client, region, sign_in, formation, grutto, hanging, onderwijs
):
    sign_in("regisseur")
    sits(formation, grutto, "stopt", onderwijs, new_name="Bente Roodborst", title="wethouder oud")
    before = Change.objects.count()

    page = look(client, formation)

    settlement = page.context["settlement"]
    assert [(one.name, one.title, one.portfolios) for one in settlement.arrivals] == [
        ("Bente Roodborst", "wethouder oud", (onderwijs,))
    ]
    assert sorted(kind for kind, _ in proposed(page)) == [
        "Actie",
        "Overleg",
        "Stap van de checklist",
        "Trekker",
        "Zetel",
    ]
    assert set(proposed(page).values()) == {"Bente Roodborst"}
    assert settlement.departures[0].ending == [hanging["mandate"], hanging["represents"]]
    assert "Eindigt mee, geef dit opnieuw" in page.content.decode()
    assert Change.objects.count() == before
    grutto.refresh_from_db()
    assert grutto.until is None


def test_a_new_successor_gets_all_of_it_from_the_day_of_appointment(
    client, region, sign_in, party, formation, grutto, hanging, jeugd
):
    user = sign_in("regisseur")
    sits(formation, grutto, "stopt", new_name="Bente Roodborst", new_email="bente@nest.example")
    old = Change.objects.count()

    page = settle(client, formation)

    assert said(page) == [
        f"Het college van {party} is vastgelegd vanaf do 28 mei 2026: 5 zaken gingen over."
    ]
    for row in [grutto, *hanging.values()]:
        row.refresh_from_db()
    new = Position.objects.get(person__name="Bente Roodborst")
    assert (new.person.email, new.person.region) == ("bente@nest.example", region)
    assert (new.organisation, new.title, new.level) == (
        party.organisation,
        "wethouder",
        grutto.level,
    )
    assert (new.since, new.until, list(new.portfolios.all())) == (DAY, None, [jeugd])
    assert (grutto.until, hanging["mandate"].until, hanging["represents"].until) == (DAY,) * 3
    seat = hanging["holding"].seat
    assert (seat.holder_on(BEFORE), seat.holder_on(DAY)) == (grutto, new)
    leads = Trekker.objects.get(position=new)
    assert (leads.since, leads.is_reserved) == (DAY, True)
    assert hanging["step"].owner == hanging["action"].owner_position == new
    assert (hanging["invited"].is_withdrawn, hanging["before"].is_withdrawn) == (True, False)
    assert hanging["invited"].meeting.participants.get(is_withdrawn=False).position == new
    sitting = Sitting.objects.get()
    assert (sitting.settled_on, sitting.version) == (DAY, 2)
    assert set(Change.objects.order_by("pk")[old:].values_list("by", flat=True)) == {user.pk}


def test_before_and_after_the_day_pages_tell_what_held_then(
    client, region, sign_in, party, formation, grutto
):
    sign_in("regisseur")
    sits(formation, grutto, "stopt", new_name="Bente Roodborst")
    settle(client, formation)
    url = address("party_detail", region, party.pk)

    def shown(day):
        page = client.get(url, {"op": f"{day}"})
        return [p.person.name for p in page.context["levels"][0][1]], page.content.decode()

    names, text = shown(BEFORE)
    assert (names, text.count("demissionair")) == ([grutto.person.name], 1)
    names, text = shown(DAY)
    assert (names, text.count("demissionair")) == (["Bente Roodborst"], 0)
    names, text = shown(date(2026, 3, 17))
    assert (names, text.count("demissionair")) == ([grutto.person.name], 0)


def test_who_stays_is_no_longer_demissionair_and_keeps_everything(
    client, sign_in, formation, grutto, hanging
):
    sign_in("regisseur")
    sits(formation, grutto, "blijft")

    page = settle(client, formation)

    assert said(page)[0].endswith(": er ging niets over.")
    grutto.refresh_from_db()
    hanging["mandate"].refresh_from_db()
    assert (grutto.until, grutto.version, hanging["mandate"].until) == (None, 1, None)
    assert caretakers([grutto.pk], BEFORE) == {grutto.pk}
    assert caretakers([grutto.pk], DAY) == set()


def test_another_portefeuille_begins_on_the_day_and_the_old_one_stays_in_the_past(
    client, region, sign_in, formation, grutto, hanging, jeugd, onderwijs
):
    sign_in("regisseur")
    sits(formation, grutto, "andere_portefeuille", onderwijs, title="wethouder onderwijs")
    hanging["invited"].reply = "komt"
    hanging["invited"].save()

    settle(client, formation)

    old, new = grutto.person.positions.order_by("pk")
    assert (old.until, list(old.portfolios.all()), old.title) == (DAY, [jeugd], "wethouder")
    assert (new.since, list(new.portfolios.all())) == (DAY, [onderwijs])
    assert new.title == "wethouder onderwijs"
    assert hanging["holding"].seat.holder_on(DAY) == new
    leads = Trekker.objects.get(position=new)
    assert (leads.granted_by, leads.is_reserved) == ("OOGO 2025", False)
    invited = hanging["invited"].meeting.participants.get(is_withdrawn=False)
    assert (invited.position, invited.reply) == (new, "komt")
    hanging["mandate"].refresh_from_db()
    assert hanging["mandate"].until == DAY
    assert caretakers([old.pk, new.pk], DAY) == set()


def test_what_belongs_to_a_portefeuille_is_proposed_to_who_has_it_now(
    client, region, sign_in, party, formation, grutto, hanging, jeugd, onderwijs
):
    sign_in("regisseur")
    kwartel = wethouder(party, onderwijs)
    hanging["action"].theme = hanging["trekker"].theme
    hanging["action"].save()
    sits(formation, grutto, "andere_portefeuille", onderwijs)
    sits(formation, kwartel, "andere_portefeuille", jeugd)
    theme, own = str(hanging["trekker"].theme), str(grutto.person)

    found = proposed(look(client, formation))

    assert found["Trekker", theme] == str(kwartel.person)
    assert found["Actie", f"{hanging['action'].code} {hanging['action'].title}"] == str(
        kwartel.person
    )
    assert {name for (kind, _), name in found.items() if kind in ("Zetel", "Overleg")} == {own}

    settle(client, formation)

    leads = Trekker.objects.get(theme=hanging["trekker"].theme, until=None)
    assert (leads.position.person, leads.since) == (kwartel.person, DAY)
    assert list(leads.position.portfolios.all()) == [jeugd]


def test_the_user_may_give_something_to_another_or_to_nobody(
    client, sign_in, party, formation, grutto, hanging
):
    sign_in("regisseur")
    kwartel = wethouder(party)
    sits(formation, kwartel, "blijft")
    sits(formation, grutto, "stopt", new_name="Bente Roodborst")
    seat, action = hanging["holding"], hanging["action"]

    settle(
        client,
        formation,
        **{
            f"seatholding-{seat.pk}-{grutto.pk}": f"p{kwartel.pk}",
            f"action-{action.pk}-{grutto.pk}": "",
        },
    )

    action.refresh_from_db()
    assert seat.seat.holder_on(DAY) == kwartel
    assert action.owner_position == grutto


def test_a_recipient_that_is_none_is_a_message_and_nothing_is_written(
    client, sign_in, formation, grutto, hanging
):
    sign_in("regisseur")
    sits(formation, grutto, "stopt", new_name="Bente Roodborst")
    key = f"seatholding-{hanging['holding'].pk}-{grutto.pk}"
    for value in ("p0", "9" * 50, "\0", "s"):
        page = settle(client, formation, **{key: value})
        assert set(page.context["form"].errors) == {key}
    assert not Position.objects.filter(since=DAY).exists()


def test_without_successor_the_seat_is_vacant_and_who_is_missing_is_named(
    client, region, sign_in, party, formation, grutto, hanging
):
    sign_in("regisseur")
    sits(formation, grutto, "stopt")

    settle(client, formation)

    assert hanging["holding"].seat.holder_on(DAY) is None
    page = client.get(address("formation_edit", region, formation.pk))
    assert "Niemand op bestuurlijk niveau." in [gap.missing.text for gap in page.context["gaps"]]


def test_what_must_be_given_anew_is_missing_after(client, region, sign_in, formation, grutto):
    sign_in("regisseur")
    MandateFactory(position=grutto)
    sits(formation, grutto, "stopt", new_name="Bente Roodborst", new_email="b@nest.example")
    url = address("formation_edit", region, formation.pk)
    assert client.get(url).context["gaps"] is None

    settle(client, formation)

    texts = [gap.missing.text for gap in client.get(url).context["gaps"]]
    assert "Bente Roodborst heeft geen mandaat." in texts
    assert len(SeatHolding.objects.all()) == 0


def test_somebody_of_the_list_who_has_a_function_there_takes_over_in_that(
    client, sign_in, party, formation, grutto, hanging
):
    sign_in("regisseur")
    newcomer = wethouder(party, since=date(2026, 4, 1))
    sits(formation, grutto, "stopt", successor=newcomer.person)

    settle(client, formation)

    assert hanging["holding"].seat.holder_on(DAY) == newcomer
    assert newcomer.person.positions.count() == 1


def test_one_successor_of_two_gets_one_function(client, sign_in, party, formation, grutto):
    sign_in("regisseur")
    kwartel = wethouder(party)
    one, two = (SeatHoldingFactory(position=position).seat for position in (grutto, kwartel))
    sits(formation, grutto, "stopt", new_name="Bente Roodborst")
    sits(formation, kwartel, "stopt", new_name="bente  roodborst".replace("  ", " "))

    settle(client, formation)

    new = Position.objects.get(since=DAY)
    assert one.holder_on(DAY) == two.holder_on(DAY) == new


def test_a_trekker_and_the_deputy_who_both_stop_are_both_followed(
    client, region, sign_in, party, formation, grutto
):
    sign_in("regisseur")
    kwartel = wethouder(party)
    trekker = TrekkerFactory(theme=ThemeFactory(region=region), position=grutto, deputy=kwartel)
    sits(formation, grutto, "stopt", new_name="Bente Roodborst")
    sits(formation, kwartel, "stopt", new_name="Wende Wulp")

    settle(client, formation)

    leads = Trekker.objects.get(theme=trekker.theme, until=None)
    assert (str(leads.position.person), str(leads.deputy.person)) == (
        "Bente Roodborst",
        "Wende Wulp",
    )


def test_who_is_unknown_stays_demissionair_and_is_settled_on_a_later_day(
    client, sign_in, party, formation, grutto
):
    sign_in("regisseur")
    kwartel = wethouder(party)
    sits(formation, grutto, "blijft")
    settle(client, formation)
    assert caretakers([grutto.pk, kwartel.pk], DAY) == {kwartel.pk}
    kwartel.refresh_from_db()
    assert kwartel.until is None

    later = date(2026, 6, 25)
    formation.appointed_on = later
    formation.save()
    sits(formation, kwartel, "stopt", new_name="Bente Roodborst")
    settle(client, formation)

    assert caretakers([kwartel.pk], date(2026, 6, 24)) == {kwartel.pk}
    kwartel.refresh_from_db()
    assert kwartel.until == later
    assert Sitting.objects.get(position=grutto).settled_on == DAY


def test_sent_twice_it_is_settled_once(client, sign_in, formation, grutto, hanging):
    sign_in("regisseur")
    sits(formation, grutto, "stopt", new_name="Bente Roodborst")
    seen = look(client, formation).context["fingerprint"]
    settle(client, formation)
    before = Change.objects.count()

    page = settle(client, formation, seen=seen)

    assert (page.status_code, said(page)[-1]) == (302, "Dit college was al vastgelegd.")
    assert Change.objects.count() == before
    assert Person.objects.filter(name="Bente Roodborst").count() == 1


def test_what_moved_since_it_was_shown_is_shown_again_and_nothing_is_written(
    client, region, sign_in, party, formation, grutto, hanging
):
    sign_in("regisseur")
    sits(formation, grutto, "stopt", new_name="Bente Roodborst")
    seen = look(client, formation).context["fingerprint"]
    action = ActionFactory(region=region, owner_party=party, owner_position=grutto)
    kept = f"action-{action.pk}-{grutto.pk}"

    page = settle(client, formation, seen=seen, **{kept: ""})

    assert page.status_code == 200
    assert "Intussen is er iets veranderd." in page.content.decode()
    assert page.context["form"][kept].value() == ""
    assert page.context["fingerprint"] != seen
    grutto.refresh_from_db()
    assert grutto.until is None


@pytest.mark.parametrize("moved", ["choice", "day", "position", "mandate"])
def test_each_of_these_changes_what_was_shown(
    client, sign_in, party, formation, grutto, hanging, moved
):
    sign_in("regisseur")
    sitting = sits(formation, grutto, "stopt", new_name="Bente Roodborst")
    seen = look(client, formation).context["fingerprint"]
    row = {"choice": sitting, "position": grutto, "mandate": hanging["mandate"]}.get(moved)
    if row:
        row.version += 1
        row.save()
    else:
        formation.appointed_on = date(2026, 6, 4)
        formation.save()
    assert look(client, formation).context["fingerprint"] != seen


def test_half_a_college_is_none(client, sign_in, formation, grutto, hanging, monkeypatch):
    user = sign_in("regisseur")
    sits(formation, grutto, "stopt", new_name="Bente Roodborst")
    seen = look(client, formation).context["fingerprint"]
    monkeypatch.setattr("partners.leaving.records.create", _break)

    with pytest.raises(ZeroDivisionError):
        settling.settle(formation, seen=seen, chosen={}, by=user)

    grutto.refresh_from_db()
    assert grutto.until is None
    assert Sitting.objects.get().settled_on is None
    assert not Person.objects.filter(name="Bente Roodborst").exists()


def _break(row, *, by):
    raise ZeroDivisionError


def test_nothing_is_settled_without_a_day_or_a_choice(client, sign_in, formation, grutto):
    sign_in("regisseur")
    assert look(client, formation).context["settlement"].refusals == [settling.NO_CHOICE]
    sits(formation, grutto, "stopt")
    formation.appointed_on = None
    formation.save()
    assert look(client, formation).context["settlement"].refusals == [settling.NO_DAY]

    page = settle(client, formation)

    assert "College vastleggen" not in page.content.decode()
    assert Sitting.objects.get().settled_on is None


@pytest.mark.parametrize("what", [MandateFactory, SeatHoldingFactory, RepresentationFactory])
def test_what_begins_after_the_day_is_named_and_stands_in_the_way(
    client, sign_in, formation, grutto, what
):
    sign_in("regisseur")
    what(position=grutto, since=DAY)
    sits(formation, grutto, "stopt")

    (refusal,) = look(client, formation).context["settlement"].refusals

    assert refusal.endswith("begint pas op 28-05-2026. Wijzig of beëindig dat eerst.")
    settle(client, formation)
    grutto.refresh_from_db()
    assert grutto.until is None


def test_a_function_that_somebody_ended_earlier_is_left_alone(
    client, sign_in, party, formation, grutto
):
    sign_in("regisseur")
    gone = wethouder(party, until=date(2026, 4, 30))
    sits(formation, gone, "stopt", new_name="Bente Roodborst")
    sits(formation, grutto, "blijft")

    settle(client, formation)

    gone.refresh_from_db()
    assert gone.until == date(2026, 4, 30)
    assert not Person.objects.filter(name="Bente Roodborst").exists()


def test_who_does_not_direct_leaves_actions_and_meetings_to_who_does(
    client, sign_in, formation, grutto, hanging
):
    sign_in("beleidsmedewerker")
    sits(formation, grutto, "stopt", new_name="Bente Roodborst")
    page = look(client, formation)
    assert page.content.decode().count("een regisseur draagt dit over") == 2

    settle(client, formation)

    for name in ("action", "invited", "holding"):
        hanging[name].refresh_from_db()
    assert hanging["action"].owner_position == grutto
    assert not hanging["invited"].is_withdrawn
    assert hanging["holding"].until == DAY


def test_an_account_begins_to_speak_by_who_may_let_it(client, region, sign_in, formation, grutto):
    person = PersonFactory(region=region, user=MembershipFactory(region=region).user)
    sits(formation, grutto, "stopt", successor=person)
    sign_in("beleidsmedewerker")

    (refusal,) = look(client, formation).context["settlement"].refusals
    settle(client, formation)

    assert refusal == settling.NO_RIGHT.format(person)
    assert person.positions.count() == 0
    sign_in("regisseur")
    settle(client, formation)
    assert person.positions.get().since == DAY


def test_who_has_an_account_already_may_move_to_another_portefeuille(
    client, region, sign_in, formation, grutto, onderwijs
):
    grutto.person.user = MembershipFactory(region=region).user
    grutto.person.save()
    sits(formation, grutto, "andere_portefeuille", onderwijs)
    sign_in("beleidsmedewerker")

    settle(client, formation)

    assert grutto.person.positions.count() == 2


def test_a_settled_choice_is_closed_and_a_late_one_is_named(
    client, region, sign_in, formation, grutto
):
    sign_in("regisseur")
    sits(formation, grutto, "blijft")
    settle(client, formation)
    url = address("formation_edit", region, formation.pk)
    sent = {"version": 1, "appointed_on": "2026-05-28", f"s{grutto.pk}-outcome": "stopt"}

    page = client.post(url, sent)

    late = f"Van {grutto.person} is dit intussen vastgelegd: wat u daar nu koos is niet opgeslagen."
    assert late in said(page)
    assert Sitting.objects.get().outcome == "blijft"


def test_two_colleges_are_settled_each_on_its_own_day(client, region, sign_in, formation, grutto):
    sign_in("regisseur")
    other = PartyFactory(organisation__region=region)
    later = FormationFactory(
        election=formation.election, organisation=other.organisation, appointed_on=date(2026, 7, 2)
    )
    fuut = wethouder(other)
    sits(formation, grutto, "blijft")
    sits(later, fuut, "blijft")

    settle(client, formation)

    assert caretakers([grutto.pk, fuut.pk], DAY) == {fuut.pk}
    settle(client, later)
    assert caretakers([fuut.pk], date(2026, 7, 1)) == {fuut.pk}
    assert caretakers([fuut.pk], date(2026, 7, 2)) == set()


def test_without_a_day_the_preview_says_so_whoever_stays(client, sign_in, party, formation):
    sign_in("regisseur")
    wethouder(party, since=date(2022, 6, 1))
    formation.appointed_on = None
    formation.save()
    assert look(client, formation).status_code == 200


def test_who_was_anonymised_comes_after_nobody(client, region, sign_in, formation, grutto):
    sign_in("regisseur")
    gone = PersonFactory(region=region, user=None, anonymised_on=DAY)
    url = reverse("partners:formation_edit", args=[region.slug, formation.pk])
    assert f'value="{gone.pk}">{gone}' not in client.get(url).content.decode()
    sits(formation, grutto, "stopt", successor=gone)
    page = look(client, formation)
    assert FORGOTTEN in page.content.decode()
