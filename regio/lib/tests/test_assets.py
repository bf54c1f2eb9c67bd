from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from regio.lib.assets import FILES, PackageFinder


@pytest.mark.parametrize("name", FILES)
def test_a_listed_file_exists_and_is_found(name):
    found = PackageFinder().find(name)
    assert Path(found).is_file()
    assert finders.find(name) == found
    assert PackageFinder().find(name, find_all=True) == [found]


@pytest.mark.parametrize(
    "name",
    [
        "bootstrap/bootstrap.css",
        "bootstrap/dist/css/bootstrap.min.css",
        "bootstrap/package.json",
        "../package.json",
        "bootstrap/../../manage.py",
        "/etc/passwd",
        "",
    ],
)
def test_nothing_else_can_be_found_or_opened(name):
    finder = PackageFinder()
    assert finder.find(name) is None
    assert finder.find(name, find_all=True) == []
    with pytest.raises(KeyError):
        finder.storage.open(name)


def test_collecting_sees_the_listed_files_and_no_other():
    assert sorted(name for name, _ in PackageFinder().list([])) == sorted(FILES)
    assert [name for name, _ in PackageFinder().list(["*.woff2", "*.map", "*.js"])] == [
        "bootstrap/bootstrap.min.css"
    ]
