"""The matrix of gemeenten and areas as a spreadsheet (XLSX): the table, and what it comes to."""

from partners.rules.overlap import Matrix
from regio.lib import sheets


def matrix_book(matrix: Matrix, *, region: str) -> bytes:
    """Return the workbook of `matrix`: where each gemeente lies, and the differences in words."""
    day = f"{matrix.day:%d-%m-%Y}"
    book = sheets.new_book(f"Indeling {region}, stand op {day}")
    columns = {"Gemeente": 24, "Code": 10}
    columns |= {column.label: 34 for column in matrix.columns} | {"Wijkt af voor": 34, "Op": 12}
    sheets.add_table(book, "Indeling", columns, (_row(matrix, row) for row in matrix.rows))
    sheets.add_table(book, "Verschillen", {"Soort": 26, "Wat": 110}, _sentences(matrix))
    return sheets.as_bytes(book)


def _row(matrix, row):
    cells = zip(matrix.columns, row.cells, strict=True)
    differs = [column.label for column, cell in cells if cell.differs]
    where = [cell.text for cell in row.cells]
    return [row.name, row.code, *where, ", ".join(differs), matrix.day]


def _sentences(matrix):
    for column in matrix.columns:
        for sentence in column.sentences:
            yield [column.label, sentence]
        if column.edition:
            yield [column.label, f"Gebruikt: {column.edition}."]
    for source in matrix.sources:
        yield ["Bron", source]
