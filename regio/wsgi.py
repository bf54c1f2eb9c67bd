"""The entry for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regio.settings")
application = get_wsgi_application()

# What is loaded by now stays, and a page makes many rows and few circles: searching for those less
# often saves a twentieth of its time.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
