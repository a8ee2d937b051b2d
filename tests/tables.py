"""Small tables, their mappings, and what a load of them holds."""

import io
import zipfile
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from pyoxigraph import QuerySolutions, RdfFormat, Store

from graph.index.derive import PROLOGUE
from loaders.table.process import Outcome, read_table
from loaders.table.request import Request
from ontology import DEFAULT_BASE

SOURCE = """\
source: {slug: test, title: A table, publisher: Somebody, language: en}
"""
THING = DEFAULT_BASE + "id/"


class Loaded(NamedTuple):
    """A table that was read, and its triples."""

    outcome: Outcome
    store: Store

    def rows(self, pattern: str) -> list[tuple[str, ...]]:
        """Return the solutions of ``SELECT ... WHERE { ... }``, sorted, things by their keys."""
        solutions = self.store.query(PROLOGUE + pattern, use_default_graph_as_union=True)
        assert isinstance(solutions, QuerySolutions)
        return sorted(
            tuple(value.value.removeprefix(THING) if value else "" for value in solution)
            for solution in solutions
        )


def load_table(
    folder: Path, data: bytes, mapping: str, name: str = "table.csv", *, refused: str = ""
) -> Loaded:
    """Read a table with a mapping that lacks only its source."""
    path, target = folder / name, folder / f"{name}.nq"
    path.write_bytes(data)
    written = folder / f"{name}.mapping.yaml"
    written.write_text(mapping if mapping.startswith("source") else SOURCE + mapping, "utf-8")
    return read(path, written, target, refused)


def read(path: Path, mapping: Path, target: Path, refused: str = "") -> Loaded:
    """Read a table with a mapping file."""
    request = Request(
        path=str(path),
        shown=path.name,
        mapping=str(mapping),
        base=DEFAULT_BASE,
        target=str(target),
        refused=refused,
        most=50_000_000,
    )
    outcome = read_table(request)
    store = Store()
    store.bulk_load(path=target, format=RdfFormat.N_QUADS)
    return Loaded(outcome, store)


def workbook(rows: list[list[str]], cells: str = "") -> bytes:
    """Return an XLSX file with one sheet of words; cells of more XML come after the rows."""
    lines = []
    for number, row in enumerate(rows, 1):
        inline = "".join(
            f'<c r="{chr(65 + index)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for index, cell in enumerate(row)
        )
        lines.append(f'<row r="{number}">{inline}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        '<sheet name="Twins" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{relations}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>'
        f"{''.join(lines)}{cells}</sheetData></worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()
