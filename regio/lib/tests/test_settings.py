import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

SECRETS = {
    "REGIO_SECRET_KEY": "s" * 60,
    "REGIO_HOSTS": "regio.example",
    "REGIO_BASE_URL": "https://regio.example",
    "REGIO_EMAIL_URL": "smtp://localhost:25",
}
NAME = r"\bREGIO_[A-Z_]+\b"


def load_settings(folder, **variables):
    """Load the settings in a process of its own, in an environment of only `variables`."""
    environment = {"PATH": os.environ["PATH"], "REGIO_VAR": str(folder)}
    return subprocess.run(
        [sys.executable, "-c", "import regio.settings as s; print(s.BASE_URL, s.DEBUG)"],
        cwd=settings.BASE_DIR,
        env=environment | {"REGIO_ENV_FILE": os.devnull} | variables,
        capture_output=True,
        text=True,
    )


def test_the_example_names_exactly_the_settings_that_are_read():
    read = re.findall(rf'"({NAME})"', (settings.BASE_DIR / "regio" / "settings.py").read_text())
    example = (settings.BASE_DIR / ".env.example").read_text()
    assert sorted(re.findall(rf"^#?({NAME})=", example, re.MULTILINE)) == sorted(set(read))


@pytest.mark.parametrize("missing", SECRETS)
def test_outside_development_a_missing_secret_stops_with_its_name(tmp_path, missing):
    others = {name: value for name, value in SECRETS.items() if name != missing}
    done = load_settings(tmp_path, **others)
    assert done.returncode == 1
    assert f"{missing} is not set: see .env.example" in done.stderr


def test_with_every_secret_it_loads(tmp_path):
    assert load_settings(tmp_path, **SECRETS).stdout == "https://regio.example False\n"


def test_development_needs_no_secret(tmp_path):
    assert load_settings(tmp_path, REGIO_DEBUG="1").stdout == "http://127.0.0.1:8000 False\n"


def test_settings_in_a_file_yield_to_the_environment(tmp_path):
    file = tmp_path / "regio.env"
    file.write_text("REGIO_DEBUG=1\nREGIO_BASE_URL=http://from.file\n")
    assert load_settings(tmp_path, REGIO_ENV_FILE=str(file)).stdout == "http://from.file False\n"
    loaded = load_settings(tmp_path, REGIO_ENV_FILE=str(file), REGIO_BASE_URL="http://from.env")
    assert loaded.stdout == "http://from.env False\n"
