"""Files: stored once under their sha256, never changed, given out as an attachment; what we made
ourselves may be read in the browser."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.http import FileResponse, Http404

from records import actions as records
from records.models import Document, DocumentVersion


@dataclass(frozen=True)
class Kept:
    """Bytes that lie in the store, not yet a version of any document."""

    sha256: str
    size: int


@transaction.atomic
def store(*, document, file_name, data, content_type, by):
    """Store `data` (bytes) as the next version of `document`, an unsaved one included.

    `content_type` is what the bytes are, not what somebody said they are; `file_name` is what a
    reader gets it as. Returns the DocumentVersion.
    """
    kept = keep(data)
    return add_version(
        document=document, file_name=file_name, kept=kept, content_type=content_type, by=by
    )


def store_upload(document, upload, *, by):
    """Store what somebody sent in (an Upload) as `store` does; returns the DocumentVersion."""
    return store(
        document=document,
        file_name=upload.name,
        data=upload.data,
        content_type=upload.kind.content_type,
        by=by,
    )


def keep(data) -> Kept:
    """Write bytes under their name, whole or not at all; what is there already stays.

    Without a version that names them they are nobody's: work in the background may stop half-way.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    path = _path(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    return Kept(sha256, len(data))


@transaction.atomic
def add_version(*, document, file_name, kept, content_type, by):
    """Let bytes that were kept be the next version of `document`, as `store` does."""
    if document.pk is None:
        records.create(document, by=by)
    else:
        Document.objects.select_for_update().get(pk=document.pk)
    last = document.versions.aggregate(last=Max("number"))["last"] or 0
    version = DocumentVersion(
        document=document,
        number=last + 1,
        sha256=kept.sha256,
        content_type=content_type,
        size=kept.size,
        file_name=file_name,
    )
    return records.create(version, by=by)


def path_of(version) -> Path:
    """Return where the bytes of `version` (or of what was kept) lie."""
    return _path(version.sha256)


def read(version) -> bytes:
    return path_of(version).read_bytes()


def response(version, *, inline=False):
    """Answer with the file as an attachment; `inline` only for PDFs that we rendered ourselves.

    Whether the visitor may have it is for the view to ask. A file that is gone is a 404.
    """
    try:
        file = path_of(version).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(
        file,
        content_type=version.content_type,
        as_attachment=not inline,
        filename=version.file_name,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


PAGE_POLICY = "; ".join(
    [
        "sandbox",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)


def page(version):
    """Answer with a stored page of our own making, to be read in the browser.

    It holds text of users: no script runs in it, nothing is fetched for it, and it counts as no
    page of this site. Whether the visitor may have it is for the view to ask.
    """
    answer = response(version, inline=True)
    answer["Content-Security-Policy"] = PAGE_POLICY
    return answer


def _path(sha256):
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256
