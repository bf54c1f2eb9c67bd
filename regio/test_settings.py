"""Settings of the tests: development mode, files of their own, plain static storage."""

import os
import tempfile

_folder = tempfile.mkdtemp(prefix="regio-test-")
os.environ.setdefault("REGIO_DEBUG", "1")
os.environ["REGIO_VAR"] = _folder

from regio.settings import *  # noqa: E402, F403

STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "var" / "assets"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = False
WHITENOISE_AUTOREFRESH = True
