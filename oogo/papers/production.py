"""Making the papers: what was read becomes files, for one reader or for all, a step at a time."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from django.template.loader import render_to_string

from oogo.papers.lines import AnnexPaper
from oogo.papers.personal import Personal, Promises, personal_part
from oogo.papers.printing import Edition, common_html, personal_html
from oogo.papers.readers import Reader
from oogo.papers.whole import Whole
from records import documents
from regio.lib.pdf import PdfError, render_pdf
from regio.lib.pdf_join import Part, Seen, join, look

UNREADABLE = Seen(reason="het bestand is niet te lezen als pdf")
NO_PDF = Seen(reason="het is geen pdf")
GONE = Seen(reason="het bestand is er niet meer")


class Common(NamedTuple):
    """The file for all, its HTML, and the page on which each of its anchors stands."""

    pdf: Path
    html: str
    pages: dict


class Papers(NamedTuple):
    """What one reader gets; no reading copy where it would become too large."""

    reader: Reader
    part: Personal
    personal: Path
    reading_copy: Path | None


@dataclass
class Production:
    """The papers of `whole` in one edition, as files in `folder`."""

    whole: Whole
    edition: Edition
    folder: Path

    @cached_property
    def common(self) -> Common:
        """The file for those who take part: with where the parties stand beforehand."""
        html = common_html(self.whole, self.whole.agenda.shared, self.edition)
        pdf = self._file("dossier", render_pdf(html))
        (seen,) = look([pdf])
        return Common(pdf, html, dict(seen.anchors))

    @cached_property
    def open(self) -> Path:
        """The file for others who see the papers; the same where it would say the same."""
        agenda = self.whole.agenda
        if agenda.open == agenda.shared:
            return self.common.pdf
        return self._file("open", render_pdf(common_html(self.whole, agenda.open, self.edition)))

    def make_common(self):
        """Make what all get, as the first step of the work."""
        return self.common, self.open

    def make_sheets(self):
        """Look at every annex, and make the pages that announce them."""
        return self._sheets if self._all_annexes else None

    def papers_for(self, reader) -> Papers:
        part = self._part(reader)
        personal = self._printed(part)
        try:
            return Papers(reader, part, personal, self.reading_copy(reader, personal))
        except PdfError:
            return Papers(reader, part, personal, None)

    def personal(self, reader) -> Path:
        return self._printed(self._part(reader))

    def _part(self, reader) -> Personal:
        return personal_part(self.whole, self._promises, reader, self.common.pages)

    def _printed(self, part) -> Path:
        html = personal_html(self.whole, part, self.edition)
        return self._file(f"personal-{part.reader.position.pk}", render_pdf(html))

    def reading_copy(self, reader, personal) -> Path:
        """Join the personal part, the common file without its cover, and the annexes."""
        meeting = self.whole.meeting
        parts = [
            Part(personal, "Voor u", "u-", own=True),
            Part(self.common.pdf, "Dossier", own=True, first=2),
        ]
        for found in self.whole.agenda.annexes_for(reader):
            parts += self._annex_parts(found)
        title = f"Leesexemplaar {meeting.body} {meeting.day:%d-%m-%Y}, {reader}, {self.edition}"
        return self._file(f"copy-{reader.position.pk}", join(parts, title=title))

    def _annex_parts(self, found):
        """Yield the page that announces an annex, and its own pages where these can be joined."""
        place, seen = self._annexes[found.annex.pk]
        title = f"{found.number} {found.annex}"
        yield Part(self._sheets, title, found.number, first=place, last=place)
        if not seen.reason:
            yield Part(documents.path_of(found.annex.document), prefix=f"{found.number}-")

    @cached_property
    def _promises(self):
        return Promises(self.whole)

    @cached_property
    def _all_annexes(self) -> list[AnnexPaper]:
        return [found for paper in self.whole.agenda.papers for found in paper.annexes]

    @cached_property
    def _annexes(self):
        """{annex: (page of its sheet, what was seen of the file)}"""
        pairs = zip(self._all_annexes, looked_at(self._all_annexes), strict=True)
        return {found.annex.pk: (place, seen) for place, (found, seen) in enumerate(pairs, 1)}

    @cached_property
    def _sheets(self) -> Path:
        """One file with a page for each annex: what follows, or why it does not."""
        rows = [(found, self._annexes[found.annex.pk][1]) for found in self._all_annexes]
        context = {"rows": rows, "meeting": self.whole.meeting, "edition": self.edition}
        context |= {"mark": self.edition.mark, "demonstration": self.edition.is_demonstration}
        html = render_to_string("oogo/pdf/sheets.html", context)
        return self._file("sheets", render_pdf(html))

    def _file(self, name, content) -> Path:
        path = self.folder / f"{name}.pdf"
        path.write_bytes(content)
        return path


def looked_at(annexes) -> list[Seen]:
    """Return what can be joined of each annex; one bad file says nothing of the others."""
    paths = {
        found.annex.pk: path
        for found in annexes
        if found.is_pdf and (path := documents.path_of(found.annex.document)).exists()
    }
    try:
        seen = dict(zip(paths, look(list(paths.values())), strict=True))
    except PdfError:
        seen = {pk: _looked_at(path) for pk, path in paths.items()}
    return [seen.get(found.annex.pk, GONE if found.is_pdf else NO_PDF) for found in annexes]


def _looked_at(path: Path) -> Seen:
    try:
        return look([path])[0]
    except PdfError:
        return UNREADABLE
