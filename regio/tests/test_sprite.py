import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from django.conf import settings

from regio.home.context import ROOMS
from regio.lib import sprite

SVG = "{http://www.w3.org/2000/svg}"


def test_each_icon_becomes_a_symbol_that_keeps_its_viewbox(tmp_path):
    icons = tmp_path / "icons"
    icons.mkdir()
    (icons / "map.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" class="bi" viewBox="0 0 24 16">\n'
        '  <path d="M1 1"/>\n  <circle r="2"/>\n</svg>'
    )
    sprite.build(tmp_path / "out" / "icons.svg", ["map"], icons)
    assert (tmp_path / "out" / "icons.svg").read_text() == (
        '<svg xmlns="http://www.w3.org/2000/svg">\n'
        '<symbol id="map" viewBox="0 0 24 16" fill="currentColor">'
        '<path d="M1 1"/> <circle r="2"/></symbol>\n'
        "</svg>\n"
    )


def test_an_unknown_icon_is_named_and_nothing_is_written(tmp_path):
    target = tmp_path / "icons.svg"
    with pytest.raises(sprite.UnknownIconError, match="no icon 'huiz'"):
        sprite.build(target, ["house", "huiz"])
    assert not target.exists()


def test_names_are_read_once_each_and_sorted(tmp_path):
    (tmp_path / "icons.txt").write_text("map\nhouse\n\nmap\n")
    assert sprite.read_names(tmp_path / "icons.txt") == ["house", "map"]


def test_every_listed_icon_exists_and_makes_one_whole_file(tmp_path):
    sprite.build(tmp_path / "icons.svg")
    symbols = ElementTree.parse(tmp_path / "icons.svg").findall(f"{SVG}symbol")
    assert [symbol.get("id") for symbol in symbols] == sprite.read_names()
    assert [symbol for symbol in symbols if not len(symbol) or not symbol.get("viewBox")] == []


def test_every_icon_that_a_page_names_is_listed():
    pages = (settings.BASE_DIR / "templates").rglob("*.html")
    named = {name for page in pages for name in re.findall(r'{% icon "([^"]+)"', page.read_text())}
    named |= {icon for _, _, icon in ROOMS}
    assert named - set(sprite.read_names()) == set()


def test_set_up_can_build_it_without_settings(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "regio.lib.sprite"],
        cwd=settings.BASE_DIR,
        env={},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
