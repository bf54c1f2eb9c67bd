"""`bin/start` as a user runs it, on a database and files of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from regio.tests import kept_database

ANSWERS = {
    "REGIO_ADMIN_EMAIL": "baas@regio.test",
    "REGIO_ADMIN_PASSWORD": "een-lang-woord-2026",
}


@pytest.fixture
def start(tmp_path):
    """Start bin/start with these arguments; whatever still runs at the end is killed."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("REGIO_")}
    own |= {"REGIO_VAR": str(tmp_path), "REGIO_ENV_FILE": os.devnull}
    started = []

    def run(*arguments, **variables):
        command = [settings.BASE_DIR / "bin" / "start", *map(str, arguments)]
        started.append(
            subprocess.Popen(
                command,
                env=own | variables,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()
    for pid in processes_of(tmp_path):
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def migrated(tmp_path):
    """Begin with the tables that the tests keep, where they do: one test makes them anew."""
    kept = kept_database.KeptFile.path()
    if kept.exists():
        shutil.copy(kept, tmp_path / "regio.sqlite3")


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes_of(folder):
    """Return {process id: command} of all that run with `folder` as Regio's own."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"REGIO_VAR={folder}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found[int(entry.name)] = (entry / "cmdline").read_bytes().decode()
        except OSError:
            continue
    return found


def read_until(process, text):
    """Return the lines that `process` prints, up to and with the one that holds `text`."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if text in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


def test_it_starts_with_a_first_admin_answers_and_stops_leaving_nothing(start, port, tmp_path):
    process = start("--empty", "--port", port, **ANSWERS)
    said = read_until(process, "Mail is not sent")
    assert "baas@regio.test can sign in as functioneel beheerder" in said
    assert f"Regio runs at http://127.0.0.1:{port}/ (Ctrl-C stops it)" in said
    assert "demo.test" not in said
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/") as page:
        assert "Inloggen" in page.read().decode()
    commands = "".join(processes_of(tmp_path).values())
    assert "gunicorn" in commands
    assert "celery" in commands
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
    assert processes_of(tmp_path) == {}


def test_it_stops_all_when_the_worker_dies(migrated, start, port, tmp_path):
    process = start("--port", port)
    said = read_until(process, "Mail is not sent")
    assert said.count("@demo.test") == 8
    worker = min(pid for pid, command in processes_of(tmp_path).items() if "celery" in command)
    os.kill(worker, signal.SIGKILL)
    said = read_until(process, "ended by itself")
    assert said.endswith("Regio: the worker ended by itself (code -9); all is stopped\n")
    assert process.wait(timeout=20) == 1
    assert processes_of(tmp_path) == {}


def test_its_processes_do_not_outlive_it(migrated, start, port, tmp_path):
    process = start("--empty", "--port", port, **ANSWERS)
    read_until(process, "Mail is not sent")
    process.kill()
    deadline = time.monotonic() + 20
    while processes_of(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert processes_of(tmp_path) == {}


def test_a_taken_port_is_one_clear_line(start, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        process = start("--port", port)
        said = process.stdout.read()
    assert said == (
        f"Regio: cannot use port {port} (address already in use); choose another with --port\n"
    )
    assert process.wait() == 1


@pytest.mark.parametrize("number", ["0", "65536", "-1"])
def test_a_number_that_is_no_port_is_one_clear_line(start, number):
    process = start(f"--port={number}")
    assert process.stdout.read() == (f"Regio: {number} is no port: choose one from 1 to 65535\n")
    assert process.wait() == 1


def test_an_empty_start_without_answers_says_what_to_set(migrated, start, port):
    process = start("--empty", "--port", port)
    process.wait(timeout=60)
    assert "set REGIO_ADMIN_EMAIL and REGIO_ADMIN_PASSWORD" in process.stdout.read()
    assert process.returncode == 1


def test_the_readme_names_only_commands_that_exist():
    readme = (settings.BASE_DIR / "README.md").read_text()
    blocks = readme.split("```sh\n")[1:]
    lines = [line for block in blocks for line in block.split("```")[0].splitlines()]
    assert [line for line in lines if not (settings.BASE_DIR / line.split()[0]).is_file()] == []
    assert {line.split()[0] for line in lines} >= {"bin/start", "bin/test", "bin/check"}


def test_the_first_step_of_a_fresh_clone_makes_the_folder_of_its_log(tmp_path):
    step = (
        "import pathlib, sys; sys.path.insert(0, 'bin'); import _setup;"
        "_setup.LOG = pathlib.Path(sys.argv[1]) / 'var' / 'setup.log';"
        "_setup.run(['echo', 'gedaan'], 'say it')"
    )
    subprocess.run([sys.executable, "-c", step, tmp_path], cwd=settings.BASE_DIR, check=True)
    assert "gedaan" in (tmp_path / "var" / "setup.log").read_text()
