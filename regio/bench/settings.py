"""Settings of a measured server: as in development, with static names that need no manifest and
the floor beside the site's own addresses."""

from regio.settings import *  # noqa: F403

ROOT_URLCONF = "regio.bench.floor"
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
