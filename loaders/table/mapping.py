"""The format of a mapping, as a researcher writes it."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from loaders.factfile.model import Several, SourceRecord, Strict, Texts
from loaders.table.cells import Cell, Column, Conditions, Pattern, Plain
from loaders.table.templates import AnyTemplate
from loaders.values import Checksum, Identifier, SecureAddress

Format = Literal["csv", "tsv", "xlsx", "json", "jsonl", "parquet", "yaml"]
Character = Annotated[str, StringConstraints(min_length=1, max_length=1)]


class Table(Strict):
    """How the file is written; where nothing is said, its suffix tells."""

    format: Format | None = None
    separator: Character | None = None
    quote: Annotated[str, StringConstraints(max_length=1)] = '"'
    """Empty: quotes are letters like any other."""
    encoding: Plain = "utf-8"
    decimal: Literal[".", ","] = "."
    skip_lines: Annotated[int, Field(ge=0, le=10_000)] = 0
    """Lines of junk before the header."""
    columns: list[Column] = []
    """The names of the columns, where the file has no header."""
    sheet: Plain | None = None
    records: Plain | None = None
    """Where in a JSON file the list of records is: ``data.items``."""
    missing: Annotated[list[Plain], Several] = []
    """Values that stand for an empty cell, such as NA; none but these do."""


class Download(Strict):
    """Where the publisher offers the file."""

    address: SecureAddress
    """With ``PART`` in it, one file for each of the parts."""
    member: Plain | None = None
    """The file in a zip or tar archive; ``*`` stands for any letters."""
    sha256: Checksum | None = None
    """Of what the address leads to, where that never changes."""
    version: Plain | None = None
    """Which edition the address leads to."""
    parts: dict[Identifier, Checksum] = {}
    """The parts of a data set, each a file and a source of its own, with their checksums."""


class TableSource(SourceRecord):
    """What a citation needs, and how much a whole file holds at least."""

    expected: dict[str, Annotated[int, Field(ge=0)]] = {}
    """Least numbers of ``rows`` and of facts by class; fewer stop the load."""
    authority: Annotated[list[Pattern], Several] = []
    """Beginnings of keys, as regular expressions: of things with such a key, this source gives the
    preferred names: ``FR-COM-``."""
    download: Download | None = None


class Mapping(Strict):
    """One source and how its rows become facts."""

    source: TableSource
    table: Table = Table()
    skip: Conditions = []
    """Rows to which one of these applies are no facts; they are counted."""
    ignore: Annotated[list[Plain], Several] = []
    """Columns set aside on purpose; ``*`` stands for any letters."""
    let: dict[Column, Cell] = {}
    """Columns of your own, made from the others."""
    facts: Annotated[list[AnyTemplate], Field(min_length=1)]

    def named(self, slug: str) -> "Mapping":
        """Return the mapping of a source of another name; its title tells it too."""
        if slug in ("", self.source.slug):
            return self
        part = slug.removeprefix(f"{self.source.slug}-")
        title = self.source.title
        named: Texts = (
            f"{title} ({part})"
            if isinstance(title, str)
            else {language: f"{words} ({part})" for language, words in title.items()}
        )
        source = self.source.model_copy(update={"slug": slug, "title": named})
        return self.model_copy(update={"source": source})


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a mapping, for editors."""
    return Mapping.model_json_schema() | {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Accordia mapping",
    }
