"""Settings of the tests: development mode, files of their own, plain static storage.

Which database and broker is for the environment to say (`bin/test`); a developer's `.env` is not
read.
"""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="regio-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ.setdefault("REGIO_DEBUG", "1")
os.environ["REGIO_VAR"] = _folder
os.environ["REGIO_ENV_FILE"] = os.devnull

from regio.settings import *  # noqa: E402, F403

STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "var" / "assets"]  # noqa: F405
if "postgresql" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    # What a test commits need not outlive the server.
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = False
WHITENOISE_AUTOREFRESH = True
# A queue of its own for each process that runs tests; the files of a broker are that already.
CELERY_TASK_DEFAULT_QUEUE = f"celery-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
# What a failing test shows is its own, not each 404 that was asked for nor what a library is.
LOGGING["loggers"] |= {  # noqa: F405
    "django.request": {"level": "ERROR"},
    "pikepdf": {"level": "WARNING"},
}
