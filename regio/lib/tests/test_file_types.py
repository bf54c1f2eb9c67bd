import io
import zipfile

import pytest

from regio.lib import file_types

OFFICE_MAIN = '<Types><Override ContentType="{}.main+xml"/></Types>'


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def office(kind, **members):
    return zipped(**{"[Content_Types].xml": OFFICE_MAIN.format(kind.content_type)} | members)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", file_types.PDF),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 40, file_types.PNG),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", file_types.JPEG),
        (b"\xff\xd8\xff\xe1\x00\x10Exif\x00", file_types.JPEG),
        (office(file_types.DOCX), file_types.DOCX),
        (office(file_types.XLSX), file_types.XLSX),
        (office(file_types.PPTX), file_types.PPTX),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), file_types.ODT),
        ("Eén notitie.\r\n".encode(), file_types.TEXT),
        ("\ufeffmet BOM".encode(), file_types.TEXT),
    ],
)
def test_a_file_is_what_its_bytes_say(data, kind):
    assert file_types.type_of(data) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n",
        b"\x00\x01\x02",
        b"MZ\x90\x00\x03",
        b"caf\xe9 in Windows-1252",
        b"tekst met \x00 erin",
        b"PK\x03\x04 geen archief",
        zipped(readme="zomaar een archief"),
        zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        zipped(**{"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}),
        office(file_types.DOCX, **{"word/vbaProject.bin": "macro"}),
        b"GIF89a" + b"\x00" * 20,
    ],
)
def test_what_we_do_not_take_has_no_type(data):
    assert file_types.type_of(data) is None


def test_a_long_table_of_contents_is_not_read_to_its_end():
    bomb = office(file_types.DOCX)
    with zipfile.ZipFile(buffer := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", " " * 50_000_000)
    assert file_types.type_of(bomb) == file_types.DOCX
    assert file_types.type_of(buffer.getvalue()) is None
