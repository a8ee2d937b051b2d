"""Small tables, their mappings, and what a load of them holds."""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from pyoxigraph import QuerySolutions, RdfFormat, Store

from graph.index.derive import PROLOGUE
from loaders.table.process import Outcome, outcome_of, read_table
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


class Case(NamedTuple):
    """A table in a folder of its own, with a mapping that lacks only its source."""

    folder: Path
    data: bytes
    mapping: str
    name: str = "table.csv"
    source: str = SOURCE

    def request(self, refused: str = "") -> Request:
        """Write table and mapping, and return how to read them."""
        path = self.folder / self.name
        path.write_bytes(self.data)
        mapping = self.folder / "mapping.yaml"
        mapping.write_text(self.source + self.mapping, "utf-8")
        return request(path, mapping, self.folder / "sorted.nq", refused)


def request(path: Path, mapping: Path, target: Path, refused: str = "") -> Request:
    """Return how to read a table."""
    return Request(
        path=str(path),
        shown=path.name,
        mapping=str(mapping),
        base=DEFAULT_BASE,
        target=str(target),
        refused=refused,
        most=60_000_000,
    )


def load_table(case: Case) -> Loaded:
    """Read a table as the command does. Raises TableProblem."""
    asked = case.request()
    return Loaded(read_table(asked), stored(Path(asked.target)))


def load_many(cases: list[Case]) -> list[Loaded | str]:
    """Read tables one after the other in one process; a table that cannot be read is a sentence."""
    requests = [case.request() for case in cases]
    told = cases[0].folder / "told.json"
    subprocess.run(
        [sys.executable, "-m", "tests.tableloop", str(told)],
        input=json.dumps([asdict(one) for one in requests]).encode(),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return [
        answer if isinstance(answer, str) else Loaded(outcome_of(answer), stored(Path(one.target)))
        for one, answer in zip(requests, json.loads(told.read_text("utf-8")), strict=True)
    ]


def stored(lines: Path) -> Store:
    """Return a store with the lines of a file."""
    store = Store()
    store.bulk_load(path=lines, format=RdfFormat.N_QUADS)
    return store


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
