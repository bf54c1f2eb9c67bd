"""Small papers of the demonstration: a PDF of one page, plainly fictitious, always the same bytes.

Written by hand: what an annex needs is a file that readers and tools open, not a layout.
"""

from django.utils.text import slugify

NOTICE = "Voorbeeldgegevens – verzonnen"
PAGE = b"0 0 595 842"
LEFT, TOP, LINE = 71, 760, 20


def file_name(title):
    return f"{slugify(title)[:60]}.pdf"


def pdf(title, lines):
    """Return one page as PDF: the notice, `title`, and `lines`, none wider than the page."""
    text = [_shown(NOTICE, 9, TOP + 3 * LINE), _shown(title, 16, TOP)]
    for number, line in enumerate(lines, start=2):
        text.append(_shown(line, 11, TOP - number * LINE))
    content = b"\n".join(text)
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Lang (nl-NL) >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [" + PAGE + b"] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Title <FEFF%s> >>" % title.encode("utf-16-be").hex().encode(),
        ]
    )


def _shown(text, size, height):
    return b"BT /F1 %d Tf %d %d Td (%s) Tj ET" % (size, LEFT, height, _escaped(text))


def _escaped(text):
    data = text.encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        data = data.replace(sign, b"\\" + sign)
    return data


def _file(objects):
    """Join the objects of a PDF, the last of which is its information, with their table."""
    data, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n"
        b"<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(objects), len(data))
    )
