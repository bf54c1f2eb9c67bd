"""A PDF as the answer to a request; when it cannot be made, a page that says what to do."""

from io import BytesIO

from django.http import FileResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.text import slugify

from regio.lib.pdf import PdfError, render_pdf

RETRY_AFTER_SECONDS = 60


def paper_response(request, template, context, *, name, back):
    """Render `template` (it extends `_paper.html`) and offer it for download as `name`.pdf.

    Refused: status 503 with the reason in words and a link to `back`, where the same can be read.
    """
    try:
        pdf = render_pdf(render_to_string(template, context, request))
    except PdfError as error:
        page = {"reason": error.reason, "back": back}
        answer = render(request, "pdf_refused.html", page, status=503)
        answer["Retry-After"] = RETRY_AFTER_SECONDS
        return answer
    return FileResponse(BytesIO(pdf), as_attachment=True, filename=f"{slugify(name)}.pdf")
