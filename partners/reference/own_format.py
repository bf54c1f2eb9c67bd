"""Our own CSV of an edition: a row is a gemeente in an area (README.md)."""

from partners.reference import codes
from partners.reference.edition import KINDS, PARTIAL, Edition, Row, check_rows, refuse

NEEDED = {"kind", "area", "municipality"}
KNOWN = NEEDED | {"name", "share", "since", "source"}
MAX_CODE, MAX_NAME, MAX_SOURCE = 12, 120, 200


def is_own(lines):
    return bool(lines) and set(_header(lines[0])) >= NEEDED


def read_own(lines, name) -> Edition:
    """Return the edition that the lines hold. Raises ReferenceFileError."""
    header = _header(lines[0])
    strange = [column for column in header if column not in KNOWN]
    if strange or len(set(header)) < len(header):
        refuse(
            f"{name}, regel {lines[0].number}: verwacht de kolommen kind, area, municipality en "
            f"eventueel name, share, since en source; gevonden {', '.join(header)}"
        )
    problems, rows, days, sources = [], [], {}, {}
    for line in lines[1:]:
        if len(line.cells) != len(header):
            problems.append(
                f"{name}, regel {line.number}: verwacht {len(header)} kolommen, "
                f"gevonden {len(line.cells)}"
            )
            continue
        cells = dict(zip(header, line.cells, strict=True))
        days.setdefault(codes.clean(cells.get("since", "")), line.number)
        sources.setdefault(cells.get("source", "").strip(), line.number)
        row = _row(cells, f"{name}, regel {line.number}", line.number, problems)
        rows += [row] if row else []
    day = _one_day(days, name, problems)
    source = _one_source(sources, name, problems)
    if problems:
        refuse(*problems)
    check_rows(rows, name)
    return Edition(tuple(row for row in rows if row.share != 0), day, source, name)


def _header(line):
    return [cell.strip().lower() for cell in line.cells]


def _row(cells, where, number, problems):
    before = len(problems)

    def expect(column, expected):
        found = cells.get(column, "").strip()[:40]
        problems.append(f"{where}, kolom {column}: verwacht {expected}, gevonden “{found}”")

    kind = codes.clean(cells["kind"]).lower()
    if kind not in KINDS:
        expect("kind", f"een van {', '.join(KINDS)}")
    place = codes.municipality_code(cells["municipality"])
    if place is None:
        expect("municipality", "een CBS-code als GM0361")
    code = codes.area_code(kind, cells["area"])
    if not 0 < len(code) <= MAX_CODE:
        expect("area", f"een code van 1 tot {MAX_CODE} tekens")
    label = codes.area_name(cells.get("name", ""))
    if len(label) > MAX_NAME:
        expect("name", f"een naam van ten hoogste {MAX_NAME} tekens")
    share = None
    try:
        whole = "1" if kind not in PARTIAL and "share" not in cells else ""
        share = codes.share(cells.get("share", whole))
    except ValueError:
        expect("share", "een deel van 0 tot 1, of niets")
    if len(problems) > before:
        return None
    return Row(number, kind, place, "", code, label, share)


def _one_day(days, name, problems):
    if len(days) > 1:
        problems.append(f"{name}, regel {list(days.values())[1]}, kolom since: verwacht één dag")
    text = next(iter(days), "")
    day = codes.first_day(text) if text else None
    if text and day is None:
        problems.append(
            f"{name}, regel {days[text]}, kolom since: verwacht een dag als 2027-01-01 of een "
            f"periode als 2027JJ00, gevonden “{text[:40]}”"
        )
    return day


def _one_source(sources, name, problems):
    if len(sources) > 1:
        line = list(sources.values())[1]
        problems.append(f"{name}, regel {line}, kolom source: verwacht één bron")
    source = next(iter(sources), "")
    if len(source) > MAX_SOURCE:
        problems.append(f"{name}, kolom source: verwacht ten hoogste {MAX_SOURCE} tekens")
    return source or name
