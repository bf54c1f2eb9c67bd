"""Serve the few files that we use out of `node_modules` and django-htmx, by an allow-list."""

from pathlib import Path

import django_htmx
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

MODULES = settings.BASE_DIR / "node_modules"
FONT = "source-sans-3-{}-{}-normal.woff2"
FONTS = {
    f"fonts/{FONT.format(script, weight)}": (
        f"@fontsource/source-sans-3/files/{FONT.format(script, weight)}"
    )
    for script in ("latin", "latin-ext")  # the second for papers alone
    for weight in (400, 600, 700)
}
HTMX = "django_htmx/htmx-2.min.js"
FILES = {
    "bootstrap/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "bootstrap/bootstrap.min.css.map": "bootstrap/dist/css/bootstrap.min.css.map",
    HTMX: str(Path(django_htmx.__file__).parent / "static" / HTMX),
    **FONTS,
}


class PackageStorage(FileSystemStorage):
    """Files of packages under the names of `FILES`; nothing else can be opened."""

    def path(self, name):
        return str(MODULES / FILES[name])


class PackageFinder(BaseFinder):
    """A staticfiles finder over `FILES`."""

    def __init__(self, app_names=None, *args, **kwargs):
        self.storage = PackageStorage(location=MODULES)

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        found = str(MODULES / FILES[path]) if path in FILES else None
        return ([found] if found else []) if find_all else found

    def list(self, ignore_patterns):
        for name in FILES:
            if not matches_patterns(name, ignore_patterns):
                yield name, self.storage
