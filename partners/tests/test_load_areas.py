"""A new edition against what is held: what begins, ends, moves; nothing is overwritten."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from partners.models import Area, AreaMembership, AreaName, Municipality
from partners.reference import editing
from partners.reference.reader import ReferenceFileError
from partners.tests.editions import HEADING, MALFORMED, MOVES
from partners.tests.factories import load_noord_holland

NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def held(db):
    load_noord_holland()


def stored():
    return [
        sorted(model.objects.values_list(), key=repr)
        for model in (Municipality, Area, AreaName, AreaMembership)
    ]


def load(text, **asked):
    edition = editing.read_file(text.encode(), "indeling.csv").narrowed(**asked)
    return editing.apply_edition(edition, fingerprint=editing.held_of(edition.kinds).fingerprint)


def own(*rows):
    return "kind,area,name,municipality,since\n" + "\n".join(rows)


def spans(code, kind="jeugd"):
    rows = AreaMembership.objects.filter(municipality__code=code, area__kind=kind)
    return list(rows.order_by("since", "area").values_list("area__code", "since", "until"))


def test_a_new_edition_ends_what_was_and_begins_what_is(held):
    plan = load(MOVES)
    assert spans("GM0450") == [
        ("JZ06", date(2025, 1, 1), NEW_YEAR),
        ("JZ10", NEW_YEAR, None),
    ]
    new = AreaMembership.objects.get(since=NEW_YEAR)
    assert (new.edition, new.source) == ("2027", "CBS (CC BY 4.0)")
    assert [said.group for said in plan.said] == ["nieuw", "verplaatst", "ongenoemd"]
    assert plan.said[1].text == "Uitgeest: Alkmaar (Noord-Kennemerland) (JZ06) → IJmond (JZ10)."


def test_the_same_edition_twice_changes_nothing(held):
    load(MOVES)
    before = stored()
    assert load(MOVES).changes_nothing
    assert stored() == before


def test_an_area_that_loses_its_last_gemeente_has_ended(held):
    rows = [f"jeugd,JZ06,Groot,{code},2027-01-01" for code in ("GM0400", "GM0441", "GM0448")]
    plan = load(own(*rows, "jeugd,JZ06,Groot,GM1911,2027-01-01"))
    ended = [said.text for said in plan.said if said.group == "vervallen"]
    assert ended == ["Kop van Noord-Holland (JZ03) heeft vanaf 01-01-2027 geen gemeenten."]
    assert [name.name for name in AreaName.objects.filter(area__code="JZ06", until=None)] == [
        "Groot"
    ]
    old = AreaName.objects.get(area__code="JZ06", since=None)
    assert (old.name, old.until) == ("Alkmaar (Noord-Kennemerland)", NEW_YEAR)


def test_an_older_edition_fills_back_until_what_is_held(held):
    plan = load(own("jeugd,JZ03,Noordkop,GM0450,2020-01-01"))
    assert spans("GM0450") == [
        ("JZ03", date(2020, 1, 1), date(2025, 1, 1)),
        ("JZ06", date(2025, 1, 1), None),
    ]
    assert [said.text for said in plan.said if said.group == "aangevuld"] == [
        "Uitgeest: Noordkop (JZ03)."
    ]
    assert AreaName.objects.get(area__code="JZ03").name == "Kop van Noord-Holland"


def test_an_older_edition_ends_a_gemeente_with_its_own_end(held):
    load(own("jeugd,JZ06,,GM0416,2020-01-01"))
    assert spans("GM0416") == [("JZ06", date(2020, 1, 1), date(2022, 1, 1))]


def test_an_edition_between_two_others_lasts_until_the_next(held):
    load(own("jeugd,JZ03,,GM0450,2027-01-01"))
    load(own("jeugd,JZ10,IJmond,GM0450,2026-01-01"))
    assert spans("GM0450") == [
        ("JZ06", date(2025, 1, 1), date(2026, 1, 1)),
        ("JZ10", date(2026, 1, 1), NEW_YEAR),
        ("JZ03", NEW_YEAR, None),
    ]


def test_an_unknown_gemeente_and_one_that_is_no_more_are_named_and_left_out(held):
    rows = ("GM2001", "GM0398", "GM0450")
    plan = load(own(*(f"jeugd,JZ03,,{code},2027-01-01" for code in rows)))
    assert [said.text for said in plan.said if said.group == "onbekend"] == [
        "Heerhugowaard (GM0398) bestaat dan niet: wordt overgeslagen.",
        "GM2001 kent Regio niet: wordt overgeslagen.",
    ]
    assert spans("GM0398") == []
    assert spans("GM0450")[-1] == ("JZ03", NEW_YEAR, None)


def test_a_gemeente_that_merged_away_ends_in_its_area(held):
    Municipality.objects.filter(code="GM0399").update(until=date(2026, 6, 1))
    plan = load(MOVES)
    assert spans("GM0399") == [("JZ06", date(2025, 1, 1), date(2026, 6, 1))]
    assert "Heiloo bestaat sinds 01-06-2026 niet meer" in plan.said[1].text


def test_a_source_with_codes_of_its_own_is_matched_by_name(held):
    heading = HEADING.replace("Jeugdregio's", "Arbeidsmarktregio's")
    plan = load(f"{heading}Uitgeest;GM0450;AM15;Noord-Holland Noord\n")
    assert (plan.changes_nothing, plan.unchanged) == (True, 1)


def test_a_part_is_told_apart_from_the_whole(held):
    text = "kind;area;municipality;share;since\nswv_po;PO2711;GM0450;0,6;2027-01-01\n"
    plan = load(f"{text}swv_po;PO2703;GM0450;0,4;2027-01-01\n")
    assert len(spans("GM0450", "swv_po")) == 3
    assert plan.said[0].text.startswith("Uitgeest: SWV PO 27-11 (PO2711) → SWV PO 27-03")
    again = load("kind,area,municipality,share,since\nswv_po,PO2711,GM0383,,2027-01-01\n")
    assert (again.changes_nothing, again.unchanged) == (True, 1)


def test_what_changed_since_the_comparison_is_not_applied(held):
    edition = editing.read_file(MOVES.encode(), "x.csv").narrowed()
    fingerprint = editing.held_of(edition.kinds).fingerprint
    load(own("jeugd,JZ03,,GM0399,2027-01-01"))
    before = stored()
    with pytest.raises(editing.ChangedMeanwhileError):
        editing.apply_edition(edition, fingerprint=fingerprint)
    assert stored() == before
    # Its twin: with the fingerprint of now nothing would hold it back.
    now = editing.held_of(edition.kinds).fingerprint
    assert len(editing.apply_edition(edition, fingerprint=now).starts) == 1


def test_a_change_in_another_kind_is_no_reason_to_compare_again(held):
    edition = editing.read_file(MOVES.encode(), "x.csv").narrowed()
    fingerprint = editing.held_of(edition.kinds).fingerprint
    load("kind,area,municipality,since\nrmc,MC25,GM0399,2027-01-01")
    assert len(editing.apply_edition(edition, fingerprint=fingerprint).starts) == 1


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_malformed_is_refused_with_the_place_and_changes_nothing(held, tmp_path, name):
    data, message = MALFORMED[name]
    file = tmp_path / "indeling.csv"
    file.write_bytes(data)
    before = stored()
    with pytest.raises(CommandError) as error:
        call_command("load_areas", str(file))
    assert message in str(error.value)
    assert stored() == before


def test_the_command_compares_and_loads(held, tmp_path, capsys):
    file = tmp_path / "indeling.csv"
    file.write_bytes(MOVES.encode("cp1252"))
    before = stored()
    call_command("load_areas", str(file), "--dry-run", "--kind", "jeugd")
    assert stored() == before
    call_command("load_areas", str(file), "--valid-from", "2028-01-01")
    compared, loaded = capsys.readouterr().out.split("Vergeleken; niets gewijzigd.")
    assert "verplaatst: Uitgeest" in compared
    assert loaded.endswith("Begint: 1, eindigt: 1, blijft gelijk: 0.\nIngelezen.\n")
    assert spans("GM0450")[-1] == ("JZ10", date(2028, 1, 1), None)


def test_of_two_files_both_are_loaded_or_none(held, tmp_path):
    good, bad = tmp_path / "een.csv", tmp_path / "twee.csv"
    good.write_text(MOVES, encoding="utf-8")
    bad.write_text("Gemeente;Jeugdregio code\nGM0450;JZ06\n", encoding="utf-8")
    before = stored()
    with pytest.raises(CommandError, match="Er is niets gewijzigd"):
        call_command("load_areas", str(good), str(bad))
    assert stored() == before


def test_the_command_needs_a_file_that_is_there(held):
    with pytest.raises(CommandError, match="Geef een bestand"):
        call_command("load_areas")
    with pytest.raises(CommandError, match="niet te lezen"):
        call_command("load_areas", "/bestaat/niet.csv")


def test_of_an_edition_without_names_an_area_of_that_name_must_be_one(held):
    Area.objects.create(kind="jeugd", code="X1").names.create(name="Kop van Noord-Holland")
    with pytest.raises(ReferenceFileError, match="Kop van Noord-Holland"):
        load("2027\nGemeente;Jeugdregio naam\nGM0450;Kop van Noord-Holland\n")


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        (["GM0373"], "Jeugdregio: Bergen (NH.) blijft zoals zij was."),
        (["GM0373", "GM0399"], "Jeugdregio: Bergen (NH.), Heiloo blijven zoals zij waren."),
    ],
)
def test_of_one_and_of_several_that_are_not_named_it_says_that_they_stay(held, left_out, told):
    named = Municipality.objects.on(NEW_YEAR).exclude(code__in=left_out)
    rows = [f"jeugd,JZ10,IJmond,{place.code},2027-01-01" for place in named]
    plan = load(own(*rows))
    assert [said.text for said in plan.said if said.group == "ongenoemd"] == [told]
