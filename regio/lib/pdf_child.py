"""The child of `regio.lib.pdf`: `page.html` to `paper.pdf` in its own folder.

It runs by its path, imports nothing of Regio and trusts nothing in the HTML. `order.json` beside
it says what it may read and what it may use.
"""

import errno
import json
import mimetypes
import re
import resource
import signal
import sys
import unicodedata
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import weasyprint
from fontTools.ttLib import TTFont
from weasyprint.urls import URLFetcher, URLFetcherResponse

LONG_WORD = re.compile(r"\S{1000,}")
PIECE = 100
STRANGE = re.compile(r"[^\t\n\r\x20-\x7e]")
ADDRESSES = {"href", "src", "id"}
NO_FLOW = {"html", "head", "title", "style", "script", "textarea", "select", "option"}
UNKNOWN = "\ufffd"
UNPRINTABLE = {"Cc", "Cs", "Cn", "Co"}
# Goes inside the rdf:RDF that is there: a second one fails PDF/UA clause 5. PDF/A wants every
# property of another schema declared, hence the second description.
UA_IDENTIFIER = b"""<rdf:Description rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289</pdfaProperty:description></rdf:li>
</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class TooDeepError(Exception):
    """Elements stand in each other deeper than allowed."""


class OwnFiles(URLFetcher):
    """Fetches the addresses it was given, from the files it was given, and nothing else."""

    def __init__(self, paths):
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.paths = paths

    def fetch(self, url, headers=None):
        if url not in self.paths:
            raise ValueError("not one of our own files")
        kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(self.paths[url]).read_bytes(), {"Content-Type": kind})


def main():
    order = json.loads(Path("order.json").read_text())
    limit(order["limits"])
    try:
        render(order, Path("page.html").read_text(encoding="utf-8"))
    except (TooDeepError, RecursionError):
        return order["codes"]["deep"]
    except MemoryError:
        return order["codes"]["large"]
    except OSError as error:
        if error.errno in (errno.EFBIG, errno.ENOSPC, errno.ENOMEM):
            return order["codes"]["large"]
        raise
    return 0


def limit(limits):
    """Let the kernel end us when we pass a limit, whatever becomes of the parent."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"],) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["pdf"],) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"] + 1))
    signal.alarm(limits["wall_seconds"])


def render(order, text):
    fetcher = OwnFiles(order["static"] | order["files"])
    page = weasyprint.HTML(string=text, base_url=order["home"], url_fetcher=fetcher)
    root = page.etree_element
    if depth(root) > order["limits"]["depth"]:
        raise TooDeepError
    fill_in(root, order["title"], order["language"])
    make_printable(root)
    for element in list(root.iter()):
        split_long_words(element)
    page.write_pdf("paper.pdf", pdf_variant="pdf/a-2a", finisher=claim_accessibility)


def depth(root):
    levels, level = 0, [root]
    while level:
        levels += 1
        level = [child for element in level for child in element]
    return levels


def fill_in(root, title, language):
    """Set the language and the title where the HTML has none: PDF/UA wants both."""
    if not root.get("lang"):
        root.set("lang", language)
    found = root.find("head/title")
    if found is None:
        found = SubElement(root.find("head"), "title")
    found.text = (found.text or "").strip() or title or "Zonder titel"


def make_printable(root):
    """Put � for each character without a glyph: a page with one is neither PDF/A nor PDF/UA."""
    covered = coverage()
    for element in root.iter():
        if element.text and STRANGE.search(element.text):
            element.text = printable(element.text, covered)
        if element.tail and STRANGE.search(element.tail):
            element.tail = printable(element.tail, covered)
        for name, text in element.attrib.items():
            if name not in ADDRESSES and STRANGE.search(text):
                element.set(name, printable(text, covered))


def coverage():
    """Return every character that the fonts of the child's own folder have."""
    fonts = [TTFont(path, lazy=True) for path in sorted(Path("fonts").iterdir())]
    return {chr(code) for font in fonts for code in font.getBestCmap()}


def printable(text, covered):
    """Return `text` composed, with � for what cannot be shown and without unknown controls."""
    text = unicodedata.normalize("NFC", text)
    kinds = {c: unicodedata.category(c) for c in set(text) if STRANGE.match(c)}
    unknown = {c: kind for c, kind in kinds.items() if kind in UNPRINTABLE or c not in covered}
    marks = {
        c: "" if kind == "Cf" else " " if c.isspace() else UNKNOWN for c, kind in unknown.items()
    }
    return text.translate(str.maketrans(marks))


def split_long_words(parent):
    """Give a very long word places to break: WeasyPrint takes quadratic time to find them."""
    if not isinstance(parent.tag, str) or "}" in parent.tag or parent.tag in NO_FLOW:
        return
    for index, child in reversed(list(enumerate(parent))):
        if child.tail and LONG_WORD.search(child.tail):
            child.tail, *breaks = with_breaks(child.tail)
            parent[index + 1 : index + 1] = breaks
    if parent.text and LONG_WORD.search(parent.text):
        parent.text, *breaks = with_breaks(parent.text)
        parent[0:0] = breaks


def with_breaks(text):
    """Cut `text` in its very long words; yields the first piece, then a `<wbr>` with each next."""
    words = LONG_WORD.finditer(text)
    cuts = [at for word in words for at in range(word.start() + PIECE, word.end(), PIECE)]
    yield text[: cuts[0]]
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        element = Element("wbr")
        element.tail = text[start:end]
        yield element


def claim_accessibility(document, pdf):
    """Say in the metadata that the file is PDF/UA-1 as well as PDF/A-2a."""
    number = int(pdf.catalog["Metadata"].split()[0])
    metadata = pdf.objects[number]
    metadata.stream = [part.replace(b"</rdf:RDF>", UA_IDENTIFIER) for part in metadata.stream]


if __name__ == "__main__":
    sys.exit(main())
