"""A PDF as the answer to a request; when it cannot be made, a page that says what to do."""

from io import BytesIO

from django.http import FileResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.text import slugify

from regio.lib.pdf import PdfError, render_pdf

RETRY_AFTER_SECONDS = 60
REFUSALS = {
    "busy": "Er worden op dit moment te veel pdf’s tegelijk gemaakt. Probeer het over een minuut "
    "opnieuw.",
    "large": "Er staat te veel tekst in voor één pdf. Kijk of ergens per ongeluk een heel document "
    "is geplakt, kort die tekst in en probeer het opnieuw.",
    "long": "Het maken duurde te lang. Probeer het over een minuut opnieuw. Lukt het dan weer "
    "niet, kijk dan of ergens een heel lange tekst zonder alinea’s staat en kort die in.",
    "deep": "Ergens staat een lijst met te veel niveaus onder elkaar. Maak die lijst vlakker en "
    "probeer het opnieuw.",
}
FAILED = (
    "Er ging bij ons iets mis. Lukt het later ook niet, meld het dan aan de beheerder van uw regio."
)


def refusal(reason) -> str:
    """Say to a reader why a PDF was not made, and what to do; `reason` is a PdfError's."""
    return REFUSALS.get(reason, FAILED)


def paper_response(request, template, context, *, name, back, back_label="Naar de afdrukweergave"):
    """Render `template` (it extends `_paper.html`) and offer it for download as `name`.pdf.

    Refused: status 503 with the reason in words and a link to `back`, where the same can be read.
    """
    return pdf_response(
        request,
        lambda: render_pdf(render_to_string(template, context, request)),
        name=name,
        back=back,
        back_label=back_label,
    )


def pdf_response(request, make, *, name, back, back_label):
    """Offer what `make()` returns as `name`.pdf, or say why it could not be made."""
    try:
        pdf = make()
    except PdfError as error:
        page = {"reason": refusal(error.reason), "back": back, "back_label": back_label}
        answer = render(request, "pdf_refused.html", page, status=503)
        answer["Retry-After"] = RETRY_AFTER_SECONDS
        return answer
    return FileResponse(BytesIO(pdf), as_attachment=True, filename=f"{slugify(name)}.pdf")
