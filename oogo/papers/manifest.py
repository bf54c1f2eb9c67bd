"""The manifest of a sent dossier: what is in it, by hash and version; what is new since."""

import hashlib
import json
from dataclasses import replace

from oogo.papers.lines import KINDS


def manifest(whole, edition, *, sent_at, by, files, readers, before):
    """Return what was sent, as plain values. `files` is {name: Kept}, `readers` [(Papers, Kepts)];
    `before` is the manifest of the version that this one replaces, if any.

    Of what is confidential it names the number alone: a manifest may end up in an archive, and
    the mail to a reader is written from it.
    """
    meeting = whole.meeting
    return {
        "region": meeting.region.name,
        "body": str(meeting.body),
        "meeting": meeting.number,
        "day": meeting.day.isoformat(),
        "edition": edition.number,
        "sent_at": sent_at.isoformat(timespec="seconds"),
        "sent_by": str(by),
        "files": {name: _hash(kept) for name, kept in files.items()},
        "items": [_item(paper) for paper in whole.agenda.papers],
        "stances": stances(whole.agenda.papers),
        "readers": [
            {
                "name": str(papers.reader),
                "function": papers.reader.position.title,
                "speaks_for": papers.reader.speaks_for,
                "email": papers.reader.email,
                "position": papers.reader.position.pk,
                "personal": _hash(personal),
                "reading_copy": _hash(copy) if copy else None,
                "holds": holds(papers.part),
                **_replaced(whole, before, papers.reader),
            }
            for papers, personal, copy in readers
        ],
    }


def holds(part):
    """Return how much of each the part "Voor u" of one reader holds."""
    return {
        "asked": len(part.asked),
        "decide": sum(asked.paper.item.is_for_decision for asked in part.asked),
        "actions": len(part.actions),
        "late": sum(bool(line.late) for line in part.actions),
        "reservations": len(part.reservations),
        "follow_ups": len(part.follow_ups),
        "figures": len(part.figures),
    }


def _replaced(whole, before, reader):
    """Return which version this one replaces for who had it, and what this reader finds new."""
    if before is None or reader.position.pk not in {row["position"] for row in before["readers"]}:
        return {}
    return {"replaces": before["edition"], "news": news_for(reader, whole, before)}


def stances(papers):
    """Return where every party stands at the items of `papers`: {"afspraak:partij": standpunt}."""
    return {
        f"{found.decision.pk}:{row.party.pk}": row.stance.value
        for paper in papers
        for found in paper.decisions
        for row in found.rows
        if row.stance
    }


def news(whole, before) -> list[str]:
    """Say what changed since the manifest `before`, in a line each; for who may read all."""
    was = {row["key"]: row for row in before["items"]}
    kept = {paper.item.pk for paper in whole.agenda.papers}
    lines = _item_news(whole.agenda.papers, was)
    lines += [f"vervallen: punt {row['number']}" for key, row in was.items() if key not in kept]
    lines += _stance_news(stances(whole.agenda.papers), before["stances"])
    known = {row["position"] for row in before["readers"]}
    lines += [f"nieuwe lezer: {r}" for r in whole.readers if r.position.pk not in known]
    return lines


def news_for(reader, whole, before) -> list[str]:
    """Say the same as far as `reader` may know it; what is confidential keeps its name."""
    papers = [
        _as_read(paper, reader) for paper in whole.agenda.papers if reader.may_read(paper.item)
    ]
    was = {row["key"]: row for row in before["items"]}
    kept = {paper.item.pk for paper in whole.agenda.papers}
    gone = [row for key, row in was.items() if key not in kept and not row["confidential"]]
    lines = _item_news(papers, was, names_all=False)
    lines += [f"vervallen: punt {row['number']}" for row in gone]
    known = {str(found.decision.pk) for paper in papers for found in paper.decisions}
    told = {key: v for key, v in before["stances"].items() if key.partition(":")[0] in known}
    return lines + list(_stance_news(stances(papers), told))


def _as_read(paper, reader):
    return replace(paper, annexes=tuple(a for a in paper.annexes if reader.may_read(a.annex)))


def _item_news(papers, was, *, names_all=True):
    lines = [f"nieuw: {_called(paper, names_all)}" for paper in papers if paper.item.pk not in was]
    for paper in papers:
        if before := was.get(paper.item.pk):
            row = _item(paper)
            if _differs(row, before):
                lines.append(f"gewijzigd: {_called(paper, names_all)}")
            lines += _annex_news(row, before)
    return lines


def _differs(row, was):
    """Tell whether an item reads otherwise; of what is confidential, or was sent before contents
    were kept, whether its row changed."""
    known = "content" if "content" in row and "content" in was else "version"
    return row[known] != was[known]


def _annex_news(row, was):
    """Yield what became of the annexes of an item; a file is known by its bytes, wherever it is."""
    now = {annex["number"]: annex["sha256"] for annex in row["annexes"]}
    before = {annex["number"]: annex["sha256"] for annex in was["annexes"]}
    for number, sha256 in now.items():
        if before.get(number) == sha256:
            continue
        if sha256 in before.values():
            earlier = next(n for n, s in before.items() if s == sha256)
            yield f"bijlage {earlier} heet nu {number}"
        elif number in before and before[number] not in now.values():
            yield f"bijlage {number} is vervangen"
        else:
            yield f"nieuwe bijlage {number}"
    for number, sha256 in before.items():
        if number not in now and sha256 not in now.values():
            yield f"vervallen: bijlage {number}"


def _stance_news(now, before):
    count = sum(now.get(key) != before.get(key) for key in now.keys() | before.keys())
    if count:
        yield "1 standpunt is anders" if count == 1 else f"{count} standpunten zijn anders"


def _called(paper, names_all):
    if paper.item.is_confidential and not names_all:
        return f"punt {paper.number} (vertrouwelijk)"
    return f"punt {paper.number} {paper.item}"


def _item(paper):
    item = paper.item
    row = {
        "key": item.pk,
        "number": paper.number,
        "title": "" if item.is_confidential else item.title,
        "version": item.version,
        "confidential": item.is_confidential,
    }
    if not item.is_confidential:
        row["content"] = _content(paper)
    row["annexes"] = [
        {
            "number": found.number,
            "title": "" if _is_secret(item, found.annex) else found.annex.title,
            "kind": KINDS.get(found.annex.document.content_type, "bestand"),
            "sha256": found.annex.document.sha256,
            "size": found.annex.document.size,
            "confidential": _is_secret(item, found.annex),
        }
        for found in paper.annexes
    ]
    return row


def _content(paper):
    """Return a hash of what its readers read of an item: not of the minutes that come after it."""
    item = paper.item
    read = [
        *(item.title, item.kind, item.minutes, item.asked, item.explanation, paper.submitter),
        *(str(item.theme or ""), str(item.subject or "")),
        [part.title for part in paper.parts],
        [[share.party_id, str(share.amount)] for share in paper.shares],
    ]
    return hashlib.sha256(json.dumps(read).encode()).hexdigest()


def _is_secret(item, annex):
    return item.is_confidential or annex.is_confidential


def _hash(kept):
    return {"sha256": kept.sha256, "size": kept.size}
