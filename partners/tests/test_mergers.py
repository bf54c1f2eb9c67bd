"""Gemeenten merge: what it touches in a region is shown, chosen and carried out in one step."""

from datetime import date, datetime, time

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.tests.factories import MembershipFactory, RegionFactory
from agenda.models import ThemeRole, Trekker
from agenda.tests.factories import PlanFactory, ThemeFactory, ThemeRoleFactory, TrekkerFactory
from checklist.models import RoundParty
from checklist.tests.factories import RoundFactory, RoundPartyFactory, StepStateFactory
from monitoring.tests.factories import IndicatorFactory, MeasurementFactory
from oogo.models import SubjectParty
from oogo.tests import factories as oogo
from partners.field import Field
from partners.mergers import plan as plans
from partners.mergers.events import Mergers
from partners.models import (
    Mandate,
    MergerPlan,
    Organisation,
    OrganisationLink,
    Party,
    Position,
    Representation,
    Seat,
    SeatHolding,
    Succession,
)
from partners.reference.announce import Announcement, NewTown, announce
from partners.tests.factories import (
    BodyFactory,
    MandateFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PartyFactory,
    PositionFactory,
    RepresentationFactory,
    SeatFactory,
    SeatHoldingFactory,
)
from partners.tests.test_handover_queries import hang_everything, meet_every_wall
from records.actions import StaleError
from records.models import Change
from regio.lib import clock

ON, BEFORE = date(2026, 7, 1), date(2026, 6, 30)
TODAY = date(2026, 3, 3)
Kind = Succession.Kind
HOURS = {"starts_at": time(13), "ends_at": time(15)}
KINDS = {
    "Partij", "Functie", "Zetel", "Relatie", "Mandaat", "Vertegenwoordiging", "Actie", "Overleg",
    "Onderwerp van het OOGO", "Ingediend agendapunt", "Aandeel in een agendapunt", "Mijlpaal",
    "Standpunt", "Lokale uitwerking", "Ronde van de checklist", "Cijfers", "Rol bij een thema",
    "Plan", "Stap van de checklist", "Trekker", "Plaatsvervangend trekker", "Gebied",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))
    return time_machine


@pytest.fixture
def the_day(_today):
    """Let the day of the herindeling come."""
    return lambda day=ON: _today.move_to(datetime(day.year, day.month, day.day, 9))


def town(code, name, **fields):
    return MunicipalityFactory(code=code, name__name=name, **fields)


def party_of(region, place, **fields):
    organisation = OrganisationFactory(
        region=region,
        municipality=place,
        name=f"gemeente {place.name}",
        short_name=place.name,
    )
    return PartyFactory(organisation=organisation, **fields)


@pytest.fixture
def plover(region):
    return party_of(region, town("GM8001", "Plevier"))


@pytest.fixture
def lark(region):
    return party_of(region, town("GM8002", "Leeuwerik"))


def told(kind, olds, heirs=(), new=None, on=ON):
    places = [[p.organisation.municipality for p in side] for side in (olds, heirs)]
    rows = announce(Announcement(on, kind, *map(tuple, places), new, "Wet van 1 april"))
    return rows[0]


NEST = NewTown("GM8100", "Nestgaarde", "Noord-Holland")


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def look(client, region, row):
    return client.get(address("merger_detail", region, row.pk))


def choices_of(page, **other):
    """Return what the form of a page would send, with `other` choices in their place."""
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent |= other
    return {
        name: "" if value is None else value for name, value in sent.items() if value is not False
    }


def send(client, region, row, doe, page=None, **other):
    sent = choices_of(page or look(client, region, row), **other)
    return client.post(address("merger_detail", region, row.pk), sent | {"doe": doe})


def apply(client, region, row, **other):
    """Choose, look at what that does, and carry it out; or the page that says why not."""
    page = send(client, region, row, "bekijken", **other)
    return send(client, region, row, "doorvoeren", page, **other)


def said(page):
    return [str(message) for message in get_messages(page.wsgi_request)]


def passes(page):
    return {(one.kind, one.text): one.becomes for one in page.context["plan"].passed}


def here(region):
    return Party.objects.of_region(region).get(organisation__municipality__code="GM8100")


def versions():
    """Return what a herindeling could write, as it stands."""
    models = (Party, Position, Seat, SeatHolding, Mandate, ThemeRole, RoundParty, Organisation)
    return {m: list(m.objects.order_by("pk").values_list("pk", "version")) for m in models}


def towns_on(field, day):
    return [party.name for party in field.parties_on(day) if party.municipality]


# --- what it touches


@pytest.fixture
def everything(region, plover):
    """One of all that can hang on a gemeente: an official goes over, a wethouder leaves."""
    organisation = plover.organisation
    official = PositionFactory(organisation=organisation, person__name="Jan Wulp")
    alderman = PositionFactory(
        organisation=organisation, person__name="Els Kluut", title="wethouder", level="bestuurlijk"
    )
    body = BodyFactory(region=region, name="OOGO")
    seat = SeatFactory(body=body, party=plover, title="lid")
    SeatHoldingFactory(seat=seat, position=official)
    SeatHoldingFactory(
        seat=SeatFactory(body=body, party=plover, title="wethouder"), position=alderman
    )
    MandateFactory(position=alderman)
    RepresentationFactory(position=PositionFactory(organisation__region=region), party=plover)
    theme = ThemeFactory(region=region, title="Thuis")
    ThemeRoleFactory(theme=theme, party=plover, roles="opdrachtgever")
    TrekkerFactory(theme=theme, position=official)
    PlanFactory(region=region, owner=organisation, title="Jeugdplan Plevier")
    running = RoundFactory(region=region, title="Ronde A", opens_on=TODAY)
    later = RoundFactory(
        region=region, title="Ronde B", opens_on=date(2026, 9, 1), due_on=date(2026, 10, 1)
    )
    for one in (running, later):
        RoundPartyFactory(round=one, party=plover)
    StepStateFactory(round=running, owner=official)
    coming = oogo.MeetingFactory(region=region, body=body, day=date(2026, 9, 3), **HOURS)
    before = oogo.MeetingFactory(region=region, body=body, day=date(2026, 5, 7), **HOURS)
    rows = {
        "coming": oogo.ParticipantFactory(
            meeting=coming, position=official, party=plover, seat=seat
        ),
        "leaves": oogo.ParticipantFactory(meeting=coming, position=alderman, party=plover),
        "before": oogo.ParticipantFactory(meeting=before, position=official, party=plover),
        "cycle": oogo.CycleFactory(region=region, meeting=coming),
        "action": oogo.ActionFactory(
            region=region,
            title="Tellen",
            owner_party=plover,
            owner_position=official,
            owner_seat=seat,
        ),
        "dropped": oogo.ActionFactory(
            region=region, title="Schrijven", owner_party=plover, owner_position=alderman
        ),
        "helped": oogo.ActionFactory(region=region, title="Bellen"),
        "done": oogo.ActionFactory(region=region, owner_party=plover, status="afgerond"),
    }
    rows["helped"].helpers.set([plover])
    subject = oogo.CycleSubjectFactory(cycle=rows["cycle"])
    rows["subject_party"] = oogo.SubjectPartyFactory(subject=subject, party=plover)
    rows["milestone"] = oogo.MilestoneFactory(cycle=rows["cycle"])
    rows["milestone"].parties.set([plover])
    item = oogo.AgendaItemFactory(meeting=coming)
    rows["share"] = oogo.ItemShareFactory(item=item, party=plover)
    rows["stance"] = oogo.StanceFactory(
        decision=oogo.DecisionFactory(region=region, item=item), party=plover
    )
    return rows | {
        "official": official, "alderman": alderman, "seat": seat, "theme": theme, "body": body,
        "running": running, "later": later,
    }  # fmt: skip


def test_all_that_a_coming_herindeling_touches_is_shown_with_what_becomes_of_it(
    client, region, sign_in, plover, lark, everything
):
    sign_in("regisseur")
    row = told(Kind.NEW, [plover, lark], new=NEST)

    page = look(client, region, row)

    kinds = [(kind, [one.becomes for one in rows]) for kind, rows in page.context["plan"].groups]
    assert kinds == [
        (
            "Partij",
            [
                "eindigt; opvolger: Nestgaarde",
                "eindigt; opvolger: Nestgaarde",
                "begint als partij in deze regio",
            ],
        ),
        ("Functie", ["eindigt", "gaat over naar Nestgaarde"]),
        ("Zetel", ["wordt van Nestgaarde, met Jan Wulp", "wordt van Nestgaarde, nog leeg"]),
        ("Mandaat", ["eindigt: het nieuwe bestuur geeft een eigen mandaat"]),
        ("Vertegenwoordiging", ["eindigt: Nestgaarde geeft zelf een nieuwe"]),
        (
            "Actie",
            [
                "gaat over naar Nestgaarde, met Jan Wulp",
                "gaat over naar Nestgaarde, zonder Els Kluut",
                "Nestgaarde helpt",
            ],
        ),
        ("Overleg", ["komt namens Nestgaarde", "niet meer uitgenodigd"]),
        ("Onderwerp van het OOGO", ["Nestgaarde wordt partij"]),
        ("Aandeel in een agendapunt", ["gaat over naar Nestgaarde"]),
        ("Mijlpaal", ["wacht op Nestgaarde"]),
        ("Standpunt", ["blijft dat van Plevier; Nestgaarde neemt zelf een standpunt in"]),
        (
            "Ronde van de checklist",
            [
                "blijft Plevier vragen; na die dag vult een regisseur dat in",
                "vraagt Nestgaarde",
            ],
        ),
        ("Rol bij een thema", ["gaat over naar Nestgaarde"]),
        ("Plan", ["blijft op naam van Plevier, tot er een nieuw plan is"]),
        ("Stap van de checklist", ["gaat mee met Jan Wulp"]),
        ("Trekker", ["gaat mee met Jan Wulp"]),
    ]


def test_on_its_day_all_of_it_goes_over_in_one_step(
    client, region, sign_in, plover, lark, everything, the_day
):
    the_day()
    user = sign_in("regisseur")
    row = told(Kind.NEW, [plover, lark], new=NEST)

    page = apply(client, region, row)

    assert said(page) == ["De herindeling is doorgevoerd."]
    new = here(region)
    assert (new.since, str(new.organisation), new.organisation.name) == (
        ON,
        "Nestgaarde",
        "gemeente Nestgaarde",
    )
    for old in (plover, lark):
        old.refresh_from_db()
        assert (old.until, list(old.successors.all())) == (ON, [new])
    moved = Position.objects.get(organisation=new.organisation)
    assert (moved.person.name, moved.title, moved.since) == ("Jan Wulp", "beleidsmedewerker", ON)
    assert {p.until for p in plover.organisation.positions.all()} == {ON}
    assert set(Mandate.objects.values_list("until", flat=True)) == {ON}
    assert list(Representation.objects.values_list("until", flat=True)) == [ON]
    seats = Seat.objects.filter(party=new).order_by("title")
    assert [(s.title, s.holder_on(ON)) for s in seats] == [("lid", moved), ("wethouder", None)]
    assert everything["seat"].holder_on(BEFORE) == everything["official"]
    assert everything["seat"].holder_on(ON) is None
    roles = ThemeRole.objects.order_by("pk").values_list("party", "roles", "since", "until")
    assert list(roles) == [
        (plover.pk, "opdrachtgever", None, ON),
        (new.pk, "opdrachtgever", ON, None),
    ]
    leads = Trekker.objects.order_by("pk").values_list("position", "since", "until")
    assert list(leads) == [(everything["official"].pk, None, ON), (moved.pk, ON, None)]
    asked = RoundParty.objects.order_by("pk").values_list("round__title", "party", "is_asked")
    assert list(asked) == [
        ("Ronde A", plover.pk, True),
        ("Ronde B", plover.pk, False),
        ("Ronde B", new.pk, True),
    ]
    for name in ("action", "dropped", "helped", "done"):
        everything[name].refresh_from_db()
    owners = {
        n: (everything[n].owner_party, everything[n].owner_position) for n in ("action", "dropped")
    }
    assert owners == {"action": (new, moved), "dropped": (new, None)}
    assert everything["action"].owner_seat == seats[0]
    assert list(everything["helped"].helpers.all()) == [new]
    assert everything["done"].owner_party == plover
    kept = everything["cycle"].meeting.participants.filter(is_withdrawn=False)
    assert list(kept.values_list("position", "party", "seat")) == [(moved.pk, new.pk, seats[0].pk)]
    everything["before"].refresh_from_db()
    assert (everything["before"].party, everything["before"].is_withdrawn) == (plover, False)
    parties = SubjectParty.objects.order_by("pk").values_list("party", "is_withdrawn")
    assert list(parties) == [(plover.pk, True), (new.pk, False)]
    assert list(everything["milestone"].parties.all()) == [new]
    everything["share"].refresh_from_db()
    everything["stance"].refresh_from_db()
    assert (everything["share"].party, everything["stance"].party) == (new, plover)
    assert {change.by for change in Change.objects.all()} == {user}
    written = Change.objects.filter(model="partners.party", object_id=plover.pk)
    assert sorted(written.values_list("field", flat=True)) == ["successors", "until"]


def test_before_and_after_the_day_the_region_is_as_it_was_and_as_it_became(
    client, region, sign_in, plover, lark, everything, the_day
):
    the_day(date(2026, 8, 20))
    sign_in("regisseur")
    row = told(Kind.NEW, [plover, lark], new=NEST)
    apply(client, region, row)

    field = Field(region)

    assert towns_on(field, BEFORE) == ["Leeuwerik", "Plevier"]
    assert towns_on(field, ON) == ["Nestgaarde"]
    assert sorted(field.municipalities_on(BEFORE)) == ["GM8001", "GM8002"]
    assert field.municipalities_on(ON) == ["GM8100"]
    assert len(field.people_on(BEFORE)) - len(field.people_on(ON)) == 1
    assert MergerPlan.objects.get().applied_on == date(2026, 8, 20)


# --- every kind of herindeling


def test_a_gemeente_that_stays_takes_in_the_other_and_keeps_what_it_has(
    client, region, sign_in, plover, lark, everything, the_day
):
    the_day()
    sign_in("regisseur")
    own_seat = SeatFactory(body=everything["body"], party=lark, title="Lid")
    own_role = ThemeRoleFactory(theme=everything["theme"], party=lark, roles="adviseur")
    row = told(Kind.INTO, [plover], [lark])

    page = look(client, region, row)
    found = passes(page)
    apply(client, region, row)

    assert found["Zetel", "lid van Plevier in OOGO"] == (
        "eindigt: Leeuwerik heeft deze zetel daar al; Jan Wulp neemt daar plaats"
    )
    assert found["Zetel", "wethouder van Plevier in OOGO"] == "wordt van Leeuwerik, nog leeg"
    roles = [becomes for (kind, _), becomes in found.items() if kind == "Rol bij een thema"]
    assert roles == ["eindigt: Leeuwerik heeft daar al een rol"]
    plover.refresh_from_db()
    assert (plover.until, list(plover.successors.all())) == (ON, [lark])
    assert Party.objects.filter(organisation__municipality__isnull=False).count() == 2
    moved = Position.objects.get(organisation=lark.organisation)
    assert own_seat.holder_on(ON) == moved
    assert list(ThemeRole.objects.filter(party=lark)) == [own_role]
    everything["action"].refresh_from_db()
    assert everything["action"].owner_seat == own_seat


def test_of_a_divided_gemeente_each_successor_takes_what_is_chosen(
    client, region, sign_in, plover, lark, everything, the_day
):
    the_day()
    sign_in("regisseur")
    row = told(Kind.SPLIT, [plover], [lark], NEST)
    official, alderman = everything["official"], everything["alderman"]

    apply(
        client,
        region,
        row,
        naar_zetels="GM8002",
        naar_themas="GM8100",
        naar_acties="GM8002",
        naar_overleggen="niemand",
        **{f"functie_{official.pk}": "GM8002", f"functie_{alderman.pk}": "GM8100"},
    )

    new = here(region)
    plover.refresh_from_db()
    assert (plover.until, set(plover.successors.all())) == (ON, {lark, new})
    gone = Position.objects.filter(since=ON).order_by("title")
    assert [(p.person.name, p.organisation) for p in gone] == [
        ("Jan Wulp", lark.organisation),
        ("Els Kluut", new.organisation),
    ]
    assert set(Seat.objects.filter(since=ON).values_list("party", flat=True)) == {lark.pk}
    assert ThemeRole.objects.get(since=ON).party == new
    everything["action"].refresh_from_db()
    assert everything["action"].owner_party == lark
    assert list(SubjectParty.objects.values_list("party", "is_withdrawn")) == [(plover.pk, True)]


def test_a_gemeente_with_another_name_and_code_goes_on_with_its_mandates(
    client, region, sign_in, plover, everything, the_day
):
    the_day()
    sign_in("regisseur")
    plover.organisation.secretariat_email = "post@plevier.example"
    plover.organisation.save()
    row = told(Kind.RENAMED, [plover], new=NEST)

    apply(client, region, row)

    new = here(region)
    assert new.organisation.secretariat_email == "post@plevier.example"
    moved = Position.objects.filter(organisation=new.organisation)
    assert sorted(p.person.name for p in moved) == ["Els Kluut", "Jan Wulp"]
    mandates = Mandate.objects.order_by("pk").values_list(
        "position__organisation", "since", "until"
    )
    assert list(mandates) == [
        (plover.organisation_id, None, ON),
        (new.organisation_id, ON, None),
    ]
    represented = Representation.objects.order_by("pk").values_list("party", "since", "until")
    assert list(represented) == [(plover.pk, None, ON), (new.pk, ON, None)]


def test_another_province_is_said(client, region, sign_in, plover, lark):
    sign_in("lezer")
    row = told(Kind.NEW, [plover, lark], new=NewTown("GM8100", "Nestgaarde", "Utrecht"))

    page = look(client, region, row)

    assert page.context["touching"].text == (
        "Leeuwerik en Plevier vormen de nieuwe gemeente Nestgaarde."
    )
    assert page.context["touching"].moves == (
        "Leeuwerik lag in Noord-Holland, Nestgaarde ligt in Utrecht. "
        "Plevier lag in Noord-Holland, Nestgaarde ligt in Utrecht."
    )
    province = page.context["areas"][-1]
    assert (province.after, province.changes) == ([("Nestgaarde", "Utrecht")], True)


def test_two_that_did_the_same_do_it_as_one(client, region, sign_in, plover, lark, the_day):
    the_day()
    sign_in("regisseur")
    theme, body = ThemeFactory(region=region), BodyFactory(region=region)
    ThemeRoleFactory(theme=theme, party=lark, roles="opdrachtgever", goal="Rust")
    ThemeRoleFactory(
        theme=theme, party=plover, roles="regievoerder", posture="initierend", goal="Reinheid"
    )
    SeatFactory(body=body, party=lark, title="lid")
    seat = SeatFactory(body=body, party=plover, title="lid")
    held = SeatHoldingFactory(seat=seat, position=PositionFactory(organisation=plover.organisation))
    row = told(Kind.NEW, [plover, lark], new=NEST)

    apply(client, region, row)

    role = ThemeRole.objects.get(since=ON)
    assert (role.roles, role.posture, role.goal) == (
        "opdrachtgever, regievoerder",
        "initierend",
        "Reinheid\nRust",
    )
    only = Seat.objects.get(since=ON)
    assert only.holder_on(ON).person == held.position.person


def test_of_relations_that_become_the_same_the_longest_goes_on_and_the_other_goes_up_in_it(
    client, region, sign_in, plover, lark, the_day
):
    the_day()
    sign_in("regisseur")
    office = OrganisationFactory(region=region, short_name="De Werkplaats")
    one, other = plover.organisation, lark.organisation
    link(office, "werkt_voor", one, until=date(2027, 1, 1))
    link(office, "werkt_voor", other)
    link(one, "toezicht", other)
    link(one, "aangesloten", office)
    row = told(Kind.NEW, [plover, lark], new=NEST)

    found = passes(look(client, region, row))
    apply(client, region, row)

    assert {text: becomes for (kind, text), becomes in found.items() if kind == "Relatie"} == {
        "De Werkplaats werkt voor Leeuwerik": "gaat over naar Nestgaarde",
        "De Werkplaats werkt voor Plevier": "gaat op in “De Werkplaats werkt voor Leeuwerik”",
        "Plevier houdt toezicht op Leeuwerik": "eindigt: beide zijn dan Nestgaarde",
        "Plevier is aangesloten bij De Werkplaats": "gaat over naar Nestgaarde",
    }
    kept = OrganisationLink.objects.filter(since=ON)
    assert sorted((str(row), row.until) for row in kept) == [
        ("De Werkplaats werkt voor Nestgaarde", None),
        ("Nestgaarde is aangesloten bij De Werkplaats", None),
    ]


def test_a_relation_that_the_successor_has_already_ends_and_says_so(
    client, region, sign_in, plover, lark, the_day
):
    the_day()
    sign_in("regisseur")
    office = OrganisationFactory(region=region, short_name="De Werkplaats")
    link(office, "werkt_voor", plover.organisation)
    own = link(office, "werkt_voor", lark.organisation)
    row = told(Kind.INTO, [plover], [lark])

    found = passes(look(client, region, row))
    apply(client, region, row)

    assert found["Relatie", "De Werkplaats werkt voor Plevier"] == (
        "eindigt: Leeuwerik heeft deze relatie al"
    )
    assert list(OrganisationLink.objects.lasting_beyond(ON)) == [own]


def link(source, kind, target, until=None):
    return OrganisationLink.objects.create(source=source, kind=kind, target=target, until=until)


def test_nobody_follows_where_no_successor_takes_part(
    client, region, sign_in, plover, everything, the_day
):
    the_day()
    sign_in("regisseur")
    row = told(Kind.NEW, [plover], new=NEST)
    functions = {
        f"functie_{p.pk}": "niemand" for p in (everything["official"], everything["alderman"])
    }

    refused = apply(client, region, row, meedoen_GM8100=False)
    apply(client, region, row, meedoen_GM8100=False, **functions)
    again = look(client, region, row)

    assert list(refused.context["form"].errors) == [f"functie_{everything['official'].pk}"]
    plover.refresh_from_db()
    assert (plover.until, plover.successors.count()) == (ON, 0)
    assert not Position.objects.filter(since=ON).exists()
    assert again.context["plan"] is None
    assert again.context["touching"].state == ("doorgevoerd", "done")


# --- preparing, and doing it once


def test_what_is_chosen_before_the_day_waits_for_it(
    client, region, sign_in, plover, lark, everything, the_day
):
    user = sign_in("regisseur")
    row, alderman = told(Kind.NEW, [plover, lark], new=NEST), everything["alderman"]
    was = versions()

    early = send(client, region, row, "doorvoeren")
    kept = send(client, region, row, "klaarzetten", **{f"functie_{alderman.pk}": "GM8100"})
    twice = send(client, region, row, "klaarzetten")

    assert said(early) == [
        "Er is nog niets gewijzigd: de keuzes of de gegevens zijn anders dan wat u zag. Dit is wat "
        "er nu zou gebeuren. Kijk het na."
    ]
    ready = "De herindeling staat klaar. Vanaf 01-07-2026 voert u haar door."
    assert [said(kept), said(twice)[-1:]] == [[ready], [ready]]
    assert versions() == was
    assert MergerPlan.objects.get().version == 1
    the_day()
    client.force_login(user)
    page = look(client, region, row)
    assert page.context["touching"].state == ("staat klaar", "late")
    send(client, region, row, "doorvoeren", page)
    assert Position.objects.filter(since=ON, person__name="Els Kluut").count() == 1


def test_choices_that_another_regisseur_changed_meanwhile_are_not_overwritten(
    client, region, sign_in, plover, everything
):
    sign_in("regisseur")
    row, alderman = told(Kind.NEW, [plover], new=NEST), everything["alderman"]
    official = everything["official"]
    send(client, region, row, "klaarzetten")
    old = look(client, region, row)
    send(client, region, row, "klaarzetten", **{f"functie_{alderman.pk}": "GM8100"})
    kept = MergerPlan.objects.get().choices

    late = send(client, region, row, "klaarzetten", old, **{f"functie_{official.pk}": "niemand"})

    assert said(late)[-1].startswith("De keuzes zijn intussen door iemand anders gewijzigd.")
    assert late.context["form"][f"functie_{official.pk}"].value() == "niemand"
    assert MergerPlan.objects.get().choices == kept


def test_a_preview_that_no_longer_holds_is_refused_with_the_new_one(
    client, region, sign_in, plover, everything, the_day
):
    the_day()
    sign_in("regisseur")
    row = told(Kind.NEW, [plover], new=NEST)
    old = look(client, region, row)
    oogo.ActionFactory(region=region, title="Erbij", owner_party=plover)
    was = versions()

    refused = send(client, region, row, "doorvoeren", old)

    assert said(refused)[0].startswith("Er is nog niets gewijzigd")
    assert any(text.endswith("Erbij") for _, text in passes(refused))
    assert versions() == was
    done = send(client, region, row, "doorvoeren", refused)
    assert said(done) == ["De herindeling is doorgevoerd."]


def test_twin_without_the_fingerprint_something_unseen_would_go_over(
    client, region, sign_in, plover, everything, the_day, monkeypatch
):
    monkeypatch.setattr(plans.Plan, "fingerprint", "altijd gelijk")
    the_day()
    sign_in("regisseur")
    row = told(Kind.NEW, [plover], new=NEST)
    old = look(client, region, row)
    unseen = oogo.ActionFactory(region=region, owner_party=plover)

    send(client, region, row, "doorvoeren", old)

    unseen.refresh_from_db()
    assert unseen.owner_party == here(region)


def test_sent_twice_it_is_carried_out_once(client, region, sign_in, plover, everything, the_day):
    the_day()
    sign_in("regisseur")
    row = told(Kind.NEW, [plover], new=NEST)
    page = look(client, region, row)
    send(client, region, row, "doorvoeren", page)
    was, changes = versions(), Change.objects.count()

    second = send(client, region, row, "doorvoeren", page)

    assert second.context["plan"] is None
    assert (versions(), Change.objects.count()) == (was, changes)


def test_what_begins_only_later_stands_in_the_way_and_nothing_is_written(
    client, region, sign_in, plover, everything, the_day
):
    the_day()
    sign_in("regisseur")
    late = MandateFactory(position=everything["official"], since=date(2026, 9, 1))
    row = told(Kind.NEW, [plover], new=NEST)
    was = versions()

    page = look(client, region, row)
    apply(client, region, row)

    assert page.context["plan"].refusals == [
        f"{late} begint pas op 01-09-2026. Wijzig of beëindig dat eerst."
    ]
    assert versions() == was


def test_a_fault_halfway_leaves_nothing_behind(
    client, region, sign_in, plover, everything, the_day, monkeypatch
):
    the_day()
    sign_in("regisseur")
    row = told(Kind.NEW, [plover], new=NEST)
    was = versions()
    page = look(client, region, row)

    def fail(*args, **kwargs):
        raise StaleError(everything["official"], [])

    monkeypatch.setattr(plans.leaving, "leave", fail)
    refused = send(client, region, row, "doorvoeren", page)

    assert said(refused)[0].startswith("Er is nog niets gewijzigd")
    assert versions() == was


# --- who sees it, and what it costs


def test_only_a_regisseur_carries_it_out_and_strangers_do_not_see_it(
    client, region, sign_in, plover, everything, the_day
):
    the_day()
    row = told(Kind.NEW, [plover], new=NEST)
    was = versions()
    answers = []
    for role in ("beheerder", "beleidsmedewerker", "bestuurder", "lezer"):
        sign_in(role)
        answers.append((look(client, region, row).status_code, apply_blindly(client, region, row)))
    client.force_login(MembershipFactory(role="regisseur").user)
    answers.append((look(client, region, row).status_code, apply_blindly(client, region, row)))

    assert answers == [(200, 403)] * 4 + [(404, 404)]
    assert versions() == was


def apply_blindly(client, region, row):
    return client.post(address("merger_detail", region, row.pk), {"doe": "doorvoeren"}).status_code


def test_another_region_with_the_same_gemeente_is_not_touched(
    client, region, sign_in, plover, everything, the_day
):
    the_day()
    sign_in("regisseur")
    other = party_of(RegionFactory(), plover.organisation.municipality)
    row = told(Kind.NEW, [plover], new=NEST)

    apply(client, region, row)

    other.refresh_from_db()
    assert (other.until, other.version) == (None, 1)
    assert Change.objects.exclude(region=region).count() == 0
    stranger = MembershipFactory(region=other.organisation.region, role="regisseur").user
    own = Mergers(Field(other.organisation.region), stranger, ON)
    assert [t.pk for t in own.waiting] == [row.pk]


def test_a_region_without_the_gemeente_sees_nothing_of_it(client, region, sign_in, plover, lark):
    sign_in("regisseur")
    elsewhere = party_of(RegionFactory(), town("GM8009", "Gruto"))
    row = told(Kind.NEW, [elsewhere], new=NEST)

    listed = client.get(address("merger_list", region))

    assert (look(client, region, row).status_code, list(listed.context["page"])) == (404, [])
    assert "Geen herindeling op komst" in listed.content.decode()


def test_what_waits_is_said_on_the_overview_and_the_speelveld(
    client, region, sign_in, plover, everything, the_day
):
    the_day()
    sign_in("lezer")
    row = told(Kind.NEW, [plover], new=NEST)

    for url in (region.get_absolute_url(), address("playing_field", region)):
        page = client.get(url).content.decode()
        assert page.count(address("merger_detail", region, row.pk)) == 1
        assert "Plevier gaat op in een nieuwe gemeente. Is hier nog niet doorgevoerd." in page


def hang_more(region, party, person, rows, number):
    """Let one more of everything hang on a gemeente and on who works there."""
    other, coming = OrganisationFactory(region=region), rows["coming"].meeting
    OrganisationLink.objects.create(
        source=other, kind="toezicht", target=party.organisation, version=1
    )
    RepresentationFactory(position=PositionFactory(organisation=other), party=party)
    ThemeRoleFactory(theme=ThemeFactory(region=region), party=party)
    PlanFactory(region=region, owner=party.organisation)
    RoundPartyFactory(round=RoundFactory(region=region), party=party)
    MeasurementFactory(
        indicator=IndicatorFactory(region=region), municipality=party.organisation.municipality
    )
    oogo.MilestoneFactory(cycle=rows["cycle"]).parties.set([party])
    subject = oogo.CycleSubjectFactory(cycle=rows["cycle"])
    oogo.SubjectPartyFactory(subject=subject, party=party)
    item = oogo.AgendaItemFactory(meeting=coming, submitter=party)
    oogo.ItemShareFactory(item=item, party=party)
    oogo.StanceFactory(decision=oogo.DecisionFactory(region=region, item=item), party=party)
    treated = oogo.AgendaItemFactory(meeting=rows["before"].meeting)
    adopted = {"year": 2026, "sequence": number, "minuted_on": TODAY, "since": TODAY}
    decision = oogo.DecisionFactory(region=region, item=treated, **adopted)
    oogo.LocalFollowUpFactory(decision=decision, party=party)
    seat = SeatFactory(party=party, body__region=region)
    oogo.ParticipantFactory(meeting=coming, position=person, party=party, seat=seat)
    hang_everything(person, party)


@pytest.mark.parametrize(("role", "most"), [("regisseur", 33), ("beleidsmedewerker", 35)])
def test_ten_of_everything_cost_as_many_queries_as_one(
    client, region, sign_in, plover, lark, everything, django_assert_num_queries, role, most
):
    """This one page reads every app, and asks more than fifteen (docs/adr/0017-mergers.md)."""
    meet_every_wall(sign_in(role), plover)
    hang_more(region, plover, PositionFactory(organisation=plover.organisation), everything, 1)
    row = told(Kind.NEW, [plover, lark], new=NEST)
    with django_assert_num_queries(most):
        page = look(client, region, row)
    assert {one.kind for one in page.context["plan"].passed} == KINDS

    for number in range(2, 11):
        person = PositionFactory(organisation=lark.organisation)
        hang_more(region, lark, person, everything, number)
    with django_assert_num_queries(most):
        look(client, region, row)


def test_after_a_conflict_the_next_send_replaces_what_another_chose(
    client, region, sign_in, plover, everything
):
    sign_in("regisseur")
    row, alderman = told(Kind.NEW, [plover], new=NEST), everything["alderman"]
    send(client, region, row, "klaarzetten")
    shown = look(client, region, row)
    send(client, region, row, "klaarzetten", **{f"functie_{alderman.pk}": "GM8100"})
    own = {f"functie_{everything['official'].pk}": "niemand"}
    late = send(client, region, row, "klaarzetten", shown, **own)
    assert (late.status_code, MergerPlan.objects.get().version) == (200, 2)
    assert send(client, region, row, "klaarzetten", late).status_code == 302
    assert MergerPlan.objects.get().version == 3


def test_a_successor_that_was_taken_off_a_subject_is_party_again(
    client, region, sign_in, plover, lark, everything, the_day
):
    the_day()
    sign_in("regisseur")
    subject = everything["subject_party"].subject
    oogo.SubjectPartyFactory(subject=subject, party=lark, is_withdrawn=True)
    apply(client, region, told(Kind.INTO, [plover], [lark]))
    rows = SubjectParty.objects.filter(subject=subject)
    assert dict(rows.values_list("party", "is_withdrawn")) == {plover.pk: True, lark.pk: False}
