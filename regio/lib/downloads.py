"""Files that are made when they are asked for, sent to be kept and not to be shown."""

from django.http import HttpResponse


def attachment(data, *, name, content_type) -> HttpResponse:
    """Return `data` (bytes or text) as a file that a browser saves as `name`, of our own making."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
