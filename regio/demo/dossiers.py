"""The dossier that was sent for the OOGO of 16 April 2026, in a demonstration that stands after it.

Papers say what was known when they were sent, while a demonstration is written a table at a time
and not a day at a time. So it is written first as it stood that evening; the papers are made from
it; all of that is undone. Then it is written as it stands, and the papers are sent by the ordinary
action, each naming the row that stands for the same thing now.
"""

import tempfile
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from oogo.actions import dossiers
from oogo.papers.printing import Edition
from oogo.papers.production import Papers, Production
from oogo.papers.whole import Whole
from regio.demo.content.oogo_meetings import MEETINGS, OOGO_3
from regio.demo.scene import REGISSEUR, Scene
from regio.lib import clock
from regio.lib.pdf import PdfError

SENT_ON = next(row.sent for row in MEETINGS if row.key == OOGO_3)
SENT_AT = time(14, 10)
EDITION = Edition(1, is_demonstration=True)


class Draft(NamedTuple):
    """Papers that were made, and the scene they were made from."""

    scene: Scene
    production: Production
    papers: list[Papers]


def write_with_dossier(write, day):
    """Let `write` write the demonstration of `day`, and send in it the dossier of before.

    Where no PDF can be made there is no dossier.
    """
    with tempfile.TemporaryDirectory(prefix="regio-demo-") as folder:
        try:
            draft = _draft(write, Path(folder))
        except PdfError:
            draft = None
        scene = write(day)
        if draft:
            _send(draft, scene)


def _draft(write, folder):
    with transaction.atomic():
        scene = write(SENT_ON + timedelta(days=1))
        with clock.standing_at(SENT_ON, SENT_AT):
            production = Production(Whole(scene.meetings[OOGO_3], SENT_ON), EDITION, folder)
            production.make_common()
            papers = [production.papers_for(reader) for reader in production.whole.readers]
        transaction.set_rollback(True)
    return Draft(scene, production, papers)


def _send(draft, scene):
    whole, positions = draft.production.whole, _now(draft.scene.positions, scene.positions)
    whole.meeting = scene.meetings[OOGO_3]
    _rename(whole.agenda.papers, draft.scene, scene)
    papers = [
        own._replace(reader=replace(own.reader, position=positions[own.reader.position.pk]))
        for own in draft.papers
    ]
    with scene.diary.on(SENT_ON, SENT_AT), clock.standing_at(SENT_ON, SENT_AT):
        job = dossiers.order(
            meeting=whole.meeting, by=scene.users[REGISSEUR], is_demonstration=True
        )
        job.claim()
        dossiers.send(job=job, production=draft.production, papers=papers)


def _rename(item_papers, then, now):
    """Give what the manifest names the keys that it has now."""
    items, parties = _now(then.items, now.items), _now(then.parties, now.parties)
    decisions = _now(then.decisions, now.decisions)
    for paper in item_papers:
        paper.item.pk = items[paper.item.pk].pk
        for found in paper.decisions:
            found.decision.pk = decisions[found.decision.pk].pk
    named = [row.party for paper in item_papers for d in paper.decisions for row in d.rows]
    for party in {id(party): party for party in named}.values():
        party.pk = parties[party.pk].pk


def _now(then, now):
    """Return {key of a row then: the row that is the same thing now}, by the name of both."""
    return {row.pk: now[name] for name, row in then.items() if row}
