"""Writes the agendas of the demonstration: items, their parts, money, annexes and origins."""

from oogo.models import AgendaItem, Annex, ItemOrigin, ItemPart, ItemShare, RepresentationItem
from partners.models import Representation
from records import documents
from records.models import Document
from regio.demo import paper
from regio.demo.content import oogo_items as content
from regio.demo.content.oogo_meetings import MEETINGS, OOGO_3

SENT = {row.key: row.sent for row in MEETINGS}
WRITTEN_UP = {row.key: row.written_up for row in MEETINGS}


class ItemWriter:
    """Writes the items; `write_origins` once the actions stand that some of them come from."""

    def __init__(self, scene):
        self.scene = scene

    def write(self):
        for row in content.ITEMS:
            self._add_item(row)
        self._add_shares()
        self._add_speaker()
        for order, row in enumerate(content.ANNEXES, start=1):
            self._add_annex(row, order)
        return self

    def write_origins(self):
        for row in content.ITEMS:
            for kind, which in row.origins:
                self._add_origin(row, kind, which)

    def write_up(self):
        """Write the minutes of the meetings that were held."""
        for row in content.ITEMS:
            item, on = self.scene.items.get(row.key), WRITTEN_UP[row.meeting]
            if item and on:
                self.scene.items[row.key] = self.scene.write(
                    item, on, status=AgendaItem.Status.TREATED, outcome=row.outcome
                )

    def _add_item(self, row):
        meeting = self.scene.meetings.get(row.meeting)
        if meeting is None:
            return
        item = AgendaItem(
            body=meeting.body,
            meeting=meeting,
            order=int(row.number),
            number=row.number if self._is_sent(row.meeting) else "",
            title=row.title,
            kind=row.kind,
            minutes=row.minutes,
            submitter=self.scene.parties.get(row.submitter),
            submitted_by="" if row.submitter in self.scene.parties else row.submitter,
            asked=row.asked,
            explanation=row.explanation,
            theme=self.scene.themes.get(row.theme),
            subject=self.scene.subjects.get(row.subject),
            is_standing=row.is_standing,
        )
        portfolios = self.scene.named_portfolios(row.portfolios)
        item = self.scene.create(item, row.made, portfolios=portfolios)
        if item is None:
            return
        self.scene.items[row.key] = item
        for place, title in enumerate(row.parts, start=1):
            part = ItemPart(item=item, title=title, order=place)
            self.scene.parts[row.key, title] = self.scene.create(part, row.made)

    def _is_sent(self, meeting):
        """Papers that went out have numbers that stay."""
        return SENT[meeting] is not None and self.scene.diary.has_come(SENT[meeting])

    def _add_shares(self):
        item = self.scene.items.get(content.HELP_AT_SCHOOL)
        for party, amount in content.SHARES.items():
            share = ItemShare(item=item, party=self.scene.parties[party], amount=amount)
            self.scene.create(share, content.SPRING_2026)

    def _add_speaker(self):
        """Lepelaar speaks for Uitgeest, at four items alone."""
        speaks = Representation.objects.get(
            position=self.scene.positions["Paul Lepelaar"], party=self.scene.parties["Uit"]
        )
        for number in content.SPEAKS_FOR_UITGEEST:
            limit = RepresentationItem(item=self.scene.items[OOGO_3, number], representation=speaks)
            self.scene.create(limit, content.SPEAKS_FROM)

    def _add_annex(self, row, order):
        if not self.scene.diary.has_come(row.added):
            return
        document = Document(region=self.scene.region, title=row.title)
        with self.scene.diary.on(row.added):
            version = documents.store(
                document=document,
                file_name=paper.file_name(row.title),
                data=paper.pdf(row.title, row.lines),
                content_type="application/pdf",
                by=self.scene.users[row.by],
            )
        annex = Annex(
            item=self.scene.items[row.meeting, row.item],
            order=order,
            title=row.title,
            document=version,
            is_confidential=bool(row.ground),
            ground=row.ground,
        )
        named = self.scene.named_parties(row.only_for)
        self.scene.create(annex, row.added, row.by, disclosed_to=named)

    def _add_origin(self, row, kind, which):
        item = self.scene.items.get(row.key)
        if item:
            origin = ItemOrigin(item=item, **{kind: self._source(kind, which, row.made)})
            self.scene.create(origin, row.made)

    def _source(self, kind, which, on):
        if kind == "step":
            return self.scene.step(*which, on)
        return {
            "action": self.scene.actions,
            "theme": self.scene.themes,
            "subject": self.scene.subjects,
        }[kind][which]
