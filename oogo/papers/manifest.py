"""The manifest of a sent dossier: what is in it, by hash and version; what is new since."""

from oogo.papers.lines import KINDS


def manifest(whole, edition, *, sent_at, by, files, readers):
    """Return what was sent, as plain values. `files` is {name: Kept}, `readers` [(Papers, Kepts)].

    Of what is confidential it names the number alone: a manifest may end up in an archive.
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
        "stances": stances(whole),
        "readers": [
            {
                "name": str(papers.reader),
                "function": papers.reader.position.title,
                "speaks_for": papers.reader.speaks_for,
                "email": papers.reader.email,
                "position": papers.reader.position.pk,
                "personal": _hash(personal),
                "reading_copy": _hash(copy) if copy else None,
            }
            for papers, personal, copy in readers
        ],
    }


def stances(whole):
    """Return where every party stands: {"afspraak:partij": standpunt}."""
    return {
        f"{found.decision.pk}:{row.party.pk}": row.stance.value
        for paper in whole.agenda.papers
        for found in paper.decisions
        for row in found.rows
        if row.stance
    }


def news(whole, before) -> list[str]:
    """Say what changed since the manifest `before`, in a line each."""
    was = {row["key"]: row for row in before["items"]}
    now = {row["key"]: row for row in map(_item, whole.agenda.papers)}
    titles = {paper.item.pk: paper for paper in whole.agenda.papers}
    lines = [f"nieuw: {_called(titles[key])}" for key in now if key not in was]
    for key, row in now.items():
        if key not in was:
            continue
        if row["version"] != was[key]["version"]:
            lines.append(f"gewijzigd: {_called(titles[key])}")
        lines += _annex_news(row, was[key])
    lines += [f"vervallen: punt {row['number']}" for key, row in was.items() if key not in now]
    lines += _stance_news(stances(whole), before["stances"])
    known = {row["position"] for row in before["readers"]}
    lines += [f"nieuwe lezer: {r}" for r in whole.readers if r.position.pk not in known]
    return lines


def _annex_news(row, was):
    before = {annex["number"]: annex["sha256"] for annex in was["annexes"]}
    for annex in row["annexes"]:
        if annex["number"] not in before:
            yield f"nieuwe bijlage {annex['number']}"
        elif annex["sha256"] != before[annex["number"]]:
            yield f"bijlage {annex['number']} is vervangen"


def _stance_news(now, before):
    count = sum(now.get(key) != before.get(key) for key in now.keys() | before.keys())
    if count:
        yield "1 standpunt is anders" if count == 1 else f"{count} standpunten zijn anders"


def _called(paper):
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


def _is_secret(item, annex):
    return item.is_confidential or annex.is_confidential


def _hash(kept):
    return {"sha256": kept.sha256, "size": kept.size}
