"""Organisations that stand here twice: pointed out, previewed, merged whole or not at all."""

from datetime import date, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.urls import reverse

from accounts.tests.factories import MembershipFactory, RegionFactory
from agenda.tests.factories import PlanFactory, ThemeRoleFactory
from checklist.models import RoundParty
from checklist.tests.factories import RoundFactory, RoundPartyFactory
from oogo.tests.factories import (
    ActionFactory,
    ItemShareFactory,
    StanceFactory,
    SubjectPartyFactory,
)
from partners import handover, merging
from partners.models import Organisation, OrganisationLink, Party
from partners.rules.duplicates import Known, bare, pairs
from partners.tests.factories import (
    AreaFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PartyFactory,
    PositionFactory,
    RepresentationFactory,
    SeatFactory,
)
from records.models import Change
from regio.lib import clock
from regio.lib.models import Versioned
from regio.tests.world import World


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def by(region):
    return MembershipFactory(region=region, role="regisseur").user


@pytest.fixture
def two(region):
    """Two organisations, the second by another name for the first."""
    stays = OrganisationFactory(region=region, kind="welzijn", name="Waterkant", short_name="W")
    goes = OrganisationFactory(region=region, kind="welzijn", name="Oever", short_name="O")
    return stays, goes


def address(name, region, *args):
    return reverse(f"partners:{name}", args=[region.slug, *args])


def merge(stays, goes, by):
    return merging.merge(stays=stays, goes=goes, seen=merging.plan(stays, goes).fingerprint, by=by)


# --- who may be one


def known(pk, name, **fields):
    return Known(pk, name, name, **fields)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stichting Lichtbaken", "lichtbaken"),
        ("Gemeente Súdwest-Fryslân", "Sudwest Fryslan"),
        ("Onderwijsgroep Meerzicht B.V.", "Meerzicht, onderwijsgroep"),
    ],
)
def test_a_name_is_the_same_without_its_legal_form_accents_and_order(one, other):
    assert bare(one) == bare(other) != ""


def reasons(*rows, related=()):
    return [(p.one.pk, p.other.pk, *p.reasons) for p in pairs(rows, set(related))]


def test_the_same_name_number_and_mail_domain_are_pointed_out_with_the_reason():
    one = known(1, "De Brug", kvk="12345678", email="post@debrug.example")
    other = known(2, "Brug", kvk="12345678", website="https://www.debrug.example/contact")
    third = known(3, "Vuurtoren", email="info@vuurtoren.example")

    assert reasons(one, other, third) == [
        (1, 2, "dezelfde naam", "hetzelfde KvK-nummer", "hetzelfde domein")
    ]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"kvk": "12345678"}, {"kvk": "87654321"}),
        ({"municipality": 1}, {"municipality": 2}),
        ({"areas": frozenset({1})}, {"areas": frozenset({2})}),
    ],
)
def test_what_shows_that_they_are_two_ends_the_question(mine, theirs):
    assert reasons(known(1, "Nest"), known(2, "Nest")) == [(1, 2, "dezelfde naam")]
    assert reasons(known(1, "Nest", **mine), known(2, "Nest", **theirs)) == []


def test_a_relation_a_shared_host_and_public_mail_say_nothing():
    rows = [known(n, f"Nest {n}", email=f"{n}@buch.example") for n in range(6)]
    public = [known(n, f"Nest {n}", email=f"nest{n}@gmail.com") for n in range(2)]

    assert reasons(*rows) == []
    assert len(reasons(*rows[:5])) == 10
    assert reasons(*rows[:2], related=[(1, 0)]) == []
    assert reasons(*public) == []


# --- what moves


def test_whatever_points_at_an_organisation_or_party_moves_or_is_a_log():
    """A new foreign key of any app is found; one that cannot be written is no tie."""
    ties = handover.ties_to(Organisation) + handover.ties_to(Party)
    assert [tie.label for tie in ties if not issubclass(tie.model, Versioned)] == []
    found = {(tie.label, tie.field.name) for tie in ties}
    expected = {
        (model._meta.label_lower, field.name)
        for model in apps.get_models()
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.is_relation and field.related_model in (Organisation, Party)
    }
    assert expected - found == {
        ("reminders.reminder", "party"),
        ("partners.organisationname", "organisation"),
        ("checklist.round", "parties"),
    }


def test_all_that_hangs_on_one_hangs_on_the_other_and_is_recorded(region, by, two):
    stays, goes = two
    position = PositionFactory(organisation=goes)
    party = PartyFactory(organisation=goes, since=date(2024, 1, 1))
    own = PartyFactory(organisation=stays, since=date(2025, 1, 1))
    rows = {
        "organisation": [position],
        "owner": [PlanFactory(region=region, owner=goes)],
        "party": [
            SeatFactory(party=party, body__region=region),
            RepresentationFactory(party=party),
            StanceFactory(party=party, decision__region=region),
            ThemeRoleFactory(party=party, theme__region=region),
            RoundPartyFactory(party=party, round__region=region),
            ItemShareFactory(party=party),
        ],
        "owner_party": [ActionFactory(region=region, owner_party=party)],
    }
    helping = ActionFactory(region=region, owner_party=own)
    helping.helpers.set([party, own])

    made = merge(stays, goes, by)

    expected = {"organisation": stays, "owner": stays, "party": own, "owner_party": own}
    for field, found in rows.items():
        for row in found:
            row.refresh_from_db()
            assert getattr(row, field) == expected[field]
            change = Change.objects.of(row).get(field=field)
            assert (change.new, change.by) == (str(expected[field].pk), by)
    assert list(helping.helpers.all()) == [own]
    assert sum(n for _, n in made.counts) == 10
    goes.refresh_from_db()
    own.refresh_from_db()
    assert (goes.merged_into, own.since, own.until) == (stays, date(2024, 1, 1), None)
    assert list(Organisation.objects.of_region(region).filter(pk=goes.pk)) == []
    assert list(Party.objects.of_region(region).filter(pk=party.pk)) == []


def test_a_participation_at_another_time_changes_hands_as_it_is(region, by, two):
    stays, goes = two
    party = PartyFactory(organisation=goes, until=date(2024, 1, 1))
    own = PartyFactory(organisation=stays, since=date(2024, 1, 1))

    merge(stays, goes, by)

    assert list(stays.parties.order_by("pk")) == [party, own]


def test_what_is_empty_is_filled_and_what_differs_stays_in_the_history(region, by, two):
    stays, goes = two
    area = AreaFactory()
    goes.areas.set([area])
    Organisation.objects.filter(pk=goes.pk).update(kvk="12345678", town="Alkmaar")
    Organisation.objects.filter(pk=stays.pk).update(town="Heiloo")
    stays.refresh_from_db()
    goes.refresh_from_db()

    assert merging.plan(stays, goes).dropped == [
        ("naam", "Waterkant", "Oever"),
        ("korte naam", "W", "O"),
        ("plaats", "Heiloo", "Alkmaar"),
    ]
    merge(stays, goes, by)

    stays.refresh_from_db()
    assert (stays.kvk, stays.town, list(stays.areas.all())) == ("12345678", "Heiloo", [area])


def test_a_relation_that_both_have_stays_once(region, by, two):
    stays, goes = two
    swv = OrganisationFactory(region=region)
    for source in two:
        OrganisationLink.objects.create(source=source, kind="aangesloten", target=swv, version=1)

    assert merging.in_words(merging.plan(stays, goes).kept) == [("relatie", 1)]
    merge(stays, goes, by)

    assert stays.links.count() == 1


def test_a_row_that_counts_no_more_does_not_stand_in_the_way(region, by, two):
    stays, goes = two
    own, party = (PartyFactory(organisation=one) for one in two)
    round = RoundFactory(region=region)
    RoundPartyFactory(round=round, party=own)
    asked = RoundPartyFactory(round=round, party=party)
    listed = SubjectPartyFactory(party=own)
    SubjectPartyFactory(subject=listed.subject, party=party, is_withdrawn=True)
    assert merging.plan(stays, goes).refusals == [
        "Bij beide is hetzelfde vastgelegd, en Regio kan niet kiezen wat geldt: 1 gevraagde partij."
    ]

    RoundParty.objects.filter(pk=asked.pk).update(is_asked=False)
    merge(stays, goes, by)

    assert round.asked.get(is_asked=True).party == own


# --- what stands in the way


def refused(stays, goes, by):
    before = Change.objects.count()
    with pytest.raises(merging.MergeError):
        merge(stays, goes, by)
    goes.refresh_from_db()
    assert (goes.merged_into, Change.objects.count()) == (None, before)
    return merging.plan(stays, goes).refusals


def test_two_that_both_took_a_stance_on_one_afspraak_stay_two(region, by, two):
    own, party = (PartyFactory(organisation=one) for one in two)
    stance = StanceFactory(party=own, decision__region=region)
    StanceFactory(party=party, decision=stance.decision)

    assert refused(*two, by) == [
        "Bij beide is hetzelfde vastgelegd, en Regio kan niet kiezen wat geldt: 1 standpunt."
    ]


def test_two_with_a_relation_are_two(region, by, two):
    stays, goes = two
    OrganisationLink.objects.create(source=goes, kind="werkt_voor", target=stays, version=1)

    assert refused(stays, goes, by) == [
        "W en O hebben een relatie met elkaar: dan zijn het twee organisaties."
    ]


def test_a_gemeente_is_the_one_that_stays(region, by, two):
    stays, goes = two
    Organisation.objects.filter(pk=goes.pk).update(municipality=MunicipalityFactory())
    goes.refresh_from_db()

    assert refused(stays, goes, by) == ["O is een gemeente: laat die blijven, en W opgaan."]

    Organisation.objects.filter(pk=stays.pk).update(municipality=MunicipalityFactory())
    stays.refresh_from_db()
    assert refused(stays, goes, by) == ["W en O zijn twee verschillende gemeenten."]


def test_a_municipality_moves_to_the_one_that_stays(region, by, two):
    stays, goes = two
    town = MunicipalityFactory()
    Organisation.objects.filter(pk=stays.pk).update(kind="gemeente")
    Organisation.objects.filter(pk=goes.pk).update(kind="gemeente", municipality=town)

    merge(*Organisation.objects.order_by("pk"), by)

    assert Organisation.objects.get(municipality=town) == stays


def test_participations_that_overlap_twice_are_for_people_to_mend(region, by, two):
    stays, goes = two
    PartyFactory(organisation=stays, until=date(2024, 1, 1))
    PartyFactory(organisation=stays, since=date(2025, 1, 1))
    PartyFactory(organisation=goes)

    assert refused(stays, goes, by) == [
        "De deelname van O overlapt met meer dan één deelname van W."
    ]
    assert refused(goes, stays, by) == ["Twee deelnames van W overlappen met dezelfde van O."]


def test_what_moved_since_it_was_shown_is_not_merged(region, by, two):
    stays, goes = two
    seen = merging.plan(stays, goes).fingerprint
    PositionFactory(organisation=goes)

    with pytest.raises(merging.MergeError):
        merging.merge(stays=stays, goes=goes, seen=seen, by=by)


def test_half_a_merge_is_none(region, by, two, monkeypatch):
    stays, goes = two
    position = PositionFactory(organisation=goes)
    monkeypatch.setattr(merging, "_join", _break)

    with pytest.raises(IntegrityError):
        merge(stays, goes, by)

    position.refresh_from_db()
    assert (position.organisation, Change.objects.count()) == (goes, 0)


def _break(made, by):
    raise IntegrityError


# --- the pages


def test_a_merge_is_seen_before_it_is_done(client, region, sign_in, two):
    sign_in("regisseur")
    stays, goes = two
    PositionFactory(organisation=goes)
    url = address("organisation_merge", region, stays.pk)

    page = client.get(url, {"met": goes.pk})
    assert page.context["told"]["counts"] == [("functie", 1)]
    assert goes.positions.count() == 1
    done = client.post(url, {"met": goes.pk, "seen": page.context["plan"].fingerprint})

    assert done.url == address("organisation_detail", region, stays.pk)
    assert stays.positions.count() == 1
    assert client.get(address("organisation_detail", region, goes.pk)).url == done.url
    found = client.get(address("organisation_list", region), {"zoek": "oever"})
    assert list(found.context["page"].object_list) == [stays]


def test_a_merge_that_is_not_as_shown_shows_itself_again(client, region, sign_in, two):
    sign_in("regisseur")
    stays, goes = two

    page = client.post(
        address("organisation_merge", region, stays.pk), {"met": goes.pk, "seen": "anders"}
    )

    assert page.status_code == 200
    assert [str(message) for message in page.context["messages"]] == [
        "Intussen is er iets veranderd. Dit is wat er nu zou gebeuren: kijk het nog eens na."
    ]


def test_an_organisation_of_elsewhere_and_itself_are_no_choice(client, region, sign_in, two):
    sign_in("regisseur")
    url = address("organisation_merge", region, two[0].pk)

    for pk in (two[0].pk, OrganisationFactory().pk):
        page = client.get(url, {"met": pk})
        assert page.context["plan"] is None
        assert list(page.context["form"].errors) == ["met"]


def test_a_beleidsmedewerker_sees_what_is_double_and_leaves_the_merging(
    client, region, sign_in, two
):
    sign_in("beleidsmedewerker")
    stays, goes = two
    Organisation.objects.update(kvk="12345678")

    page = client.get(address("organisation_detail", region, stays.pk))

    assert [(other.pk, reason) for other, reason in page.context["twins"]] == [
        (goes.pk, "hetzelfde KvK-nummer")
    ]
    assert "Samenvoegen" not in page.content.decode()
    assert client.get(address("organisation_list", region)).context["double"] == 1


def test_a_new_organisation_that_looks_like_another_is_pointed_out(client, region, sign_in):
    sign_in("beleidsmedewerker")
    OrganisationFactory(region=region, name="Stichting Lichtbaken", short_name="Lichtbaken")

    form = {"kind": "overig", "name": "Lichtbaken so", "short_name": "lichtbaken"}
    page = client.post(address("party_create", region), form, follow=True)

    assert "Let op: Stichting Lichtbaken lijkt hierop. Is dit dezelfde organisatie?" in [
        str(message) for message in page.context["messages"]
    ]


def test_a_preview_costs_the_same_for_a_world_of_rows(
    client, region, sign_in, django_assert_max_num_queries
):
    sign_in("regisseur")
    world, other = World(region), OrganisationFactory(region=region)
    PartyFactory(organisation=other)
    url = address("organisation_merge", region, other.pk)

    with django_assert_max_num_queries(15):
        page = client.get(url, {"met": world.party.organisation_id})
    assert sum(number for _, number in page.context["told"]["counts"]) > 5


def test_a_double_in_another_region_is_nobodys_business(client, region, sign_in):
    sign_in("regisseur")
    OrganisationFactory(region=region, name="Nest", short_name="Nest")
    OrganisationFactory(region=RegionFactory(), name="Nest", short_name="Nest")

    page = client.get(address("duplicate_list", region))

    assert list(page.context["page"].object_list) == []
