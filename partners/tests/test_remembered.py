"""What a map remembers of reference data: never out of date, never too much, of no region."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command

from accounts.tests.factories import RegionFactory
from partners import reading
from partners.atlas import Atlas
from partners.field import Field
from partners.models import Area, Municipality, Organisation, Succession
from partners.reference.announce import Announcement, NewTown, announce, withdraw
from partners.reference.load_borders import load_borders
from partners.rules import borders as rules
from partners.rules import drawing
from partners.rules.borders import AreaKey, Member, Name, Place, borders_of
from partners.rules.geometry import project
from partners.rules.hexagons import hexagon
from partners.tests.editions import MOVES
from partners.tests.factories import OrganisationFactory, PartyFactory, load_noord_holland
from regio.lib import clock

ON = date(2027, 7, 1)
TOWNS = {"Alkmaar": "GM0361", "Heiloo": "GM0399", "Uitgeest": "GM0450"}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 12, tzinfo=clock.AMSTERDAM))


@pytest.fixture
def towns(region):
    load_noord_holland()
    return join(region)


def join(region):
    found = {name: Municipality.objects.get(code=code) for name, code in TOWNS.items()}
    for name, town in found.items():
        PartyFactory(organisation__region=region, organisation__short_name=name,
                     organisation__municipality=town)  # fmt: skip
    return found


def shown(region):
    """What the map of `region` draws and says on a day after all changes: {name: (said, path)}."""
    atlas = Atlas(Field(region, is_wide=True), ON, kinds=("swv_po", "jeugd"))
    shapes = [shape for group in atlas.drawing.groups for shape in group.shapes]
    cells = {row.name: [cell.text for cell in row.cells] for row in atlas.table.rows}
    return {s.name: (s.said, s.path, cells[s.name]) for s in shapes}


def load_an_edition(towns, tmp_path):
    file = tmp_path / "indeling.csv"
    file.write_bytes(MOVES.encode())
    call_command("load_areas", str(file))


def merge(towns, tmp_path):
    olds = (towns["Heiloo"], towns["Uitgeest"])
    new = NewTown("GM9001", "Nestgaarde", "Noord-Holland")
    return announce(Announcement(ON, Succession.Kind.NEW, olds, (), new, "Een wet"))


def draw_borders(towns, tmp_path, share=0.2):
    shapes = {
        town.code: (hexagon(project(town.longitude, town.latitude), share),)
        for town in Municipality.objects.on(clock.today())
    }
    load_borders(shapes, since=date(2026, 1, 1), source="Nest (CC0)")


def forget():
    """Start as a process does that has shown no map yet."""
    for remembering in (reading._members, reading._towns, rules.borders_of, drawing._drawn):
        remembering.cache_clear()


# What changes, and the memory that would be out of date if it did not look at all rows.
CHANGES = {
    load_an_edition: (reading, "_members"),
    merge: (reading, "_towns"),
    draw_borders: (drawing, "_drawn"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_map_that_was_looked_at_shows_what_changed_since(region, towns, tmp_path, change):
    before = shown(region)
    assert shown(region) == before
    change(towns, tmp_path)
    after = shown(region)
    forget()
    assert before != after == shown(region)


def careless(remembering):
    """Remember the first answer, whatever was asked: the fault."""
    answers = []

    def answer(*rows):
        if not answers:
            answers.append(remembering(*rows))
        return answers[0]

    return answer


@pytest.mark.parametrize("change", CHANGES)
def test_its_twin_a_memory_that_does_not_look_at_the_rows_shows_what_was(
    region, towns, tmp_path, monkeypatch, change
):
    module, name = CHANGES[change]
    monkeypatch.setattr(module, name, careless(getattr(module, name)))
    before = shown(region)
    change(towns, tmp_path)
    assert shown(region) == before


def test_a_gemeente_that_moves_by_an_edition_is_said_to_lie_elsewhere(region, towns, tmp_path):
    assert shown(region)["Uitgeest"][2][1] == "Alkmaar (Noord-Kennemerland)"
    load_an_edition(towns, tmp_path)
    assert shown(region)["Uitgeest"][2][1] == "IJmond"


def test_a_merger_that_is_announced_and_taken_back_leaves_the_map_as_it_was(
    region, towns, tmp_path
):
    before = shown(region)
    rows = merge(towns, tmp_path)
    assert shown(region).keys() - before.keys() == {"Nestgaarde"}
    for row in rows:
        withdraw(Succession.objects.get(pk=row.pk))
    assert shown(region) == before


def test_borders_that_are_loaded_again_are_drawn_anew(region, towns, tmp_path):
    paths = set()
    for share in (0.2, 0.3):
        draw_borders(towns, tmp_path, share)
        paths.add(shown(region)["Alkmaar"][1])
    assert len(paths) == 2


def test_two_regions_share_the_rows_and_not_what_they_call_an_area(region, towns):
    other = RegionFactory()
    join(other)
    ppo = OrganisationFactory(region=region, kind=Organisation.Kind.SWV, short_name="swv PPO")
    ppo.areas.add(Area.objects.get(kind="swv_po", code="PO2703"))
    PartyFactory(organisation=ppo)
    assert shown(region)["Alkmaar"][2][0] == "swv PPO (PO 27-03)"
    assert shown(other)["Alkmaar"][2][0] == "SWV PO 27-03"
    atlases = [Atlas(Field(r, is_wide=True), ON, kinds=("swv_po",)) for r in (region, other)]
    assert atlases[0].borders is atlases[1].borders


# --- the memory itself ---------------------------------------------------------------------------
YOUTH = AreaKey("jeugd", "JZ1")
MEMBERS = (Member(YOUTH, "A", None, None, None, "2025", "CBS"),)


def test_the_same_rows_make_the_same_borders_and_other_rows_others():
    def made(name, members=MEMBERS):
        return borders_of((Place("A", (Name(name),)),), (), members)

    assert made("Nest") is made("Nest")
    assert made("Nest") is not made("Nestgaarde")
    assert made("Nest").areas_of("A", "jeugd", ON)[0].area == YOUTH
    assert made("Nest", ()).areas_of("A", "jeugd", ON) == ()


def test_however_many_days_are_asked_few_answers_are_kept(monkeypatch):
    monkeypatch.setattr(rules, "MOST_ANSWERS", 10)
    borders = borders_of((Place("A", (Name("Nest"),)),), (), MEMBERS)
    days = [ON + timedelta(days=n) for n in range(25)]
    found = [borders.areas_of("A", "jeugd", day) for day in days]
    assert (len(set(found)), len(borders._answers) <= 10) == (1, True)
