"""What a load read, counted and set aside: data about a source, kept with its version.

The same file gives the same report, else loading it twice would make a new version: how long a load
took and how much memory, its command says and nobody keeps.
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict


class LoadReport(BaseModel):
    """The figures of one load; None where a kind of source has no such figure."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["table", "facts", "rdf"]
    rows: int | None = None
    """Rows of a table, records of a fact file."""
    blank: int | None = None
    skipped: int | None = None
    """Rows that the mapping sets aside on purpose."""
    refused: int | None = None
    unresolved: int | None = None
    """Names that no code list knows as a territory or institution."""
    joined: int | None = None
    """Facts that add to one of an earlier row."""
    differences: int | None = None
    """Values that an earlier row told otherwise; the first is kept."""
    left_out: dict[str, int] = {}
    """Values that nothing says the meaning of, by column or property."""
    undated: int = 0
    """Ties without a date."""
    without_parties: int = 0
    """Agreements of which no party and no member is known."""
    unused: tuple[str, ...] = ()
    """Columns that nobody reads."""
    absent: tuple[str, ...] = ()
    """Columns that are looked for and that no row has."""
    told: int = 0
    """Lines that the list of what was set aside would have in full ..."""
    listed: int = 0
    """... and lines that it has: it is cut where it grows too long."""

    def lines(self) -> Iterator[str]:
        """Yield the figures for people at a terminal."""
        if self.rows is not None:
            rest = f", refused: {self.refused}, skipped: {self.skipped}"
            yield f"rows read: {self.rows}" + (rest if self.kind == "table" else "")
        for words, number in (
            ("names of territories and institutions that no code list has", self.unresolved),
            ("ties without a date", self.undated),
            ("agreements without a known party", self.without_parties),
            ("values that differ from an earlier row, which was kept", self.differences),
            ("blank rows", self.blank),
        ):
            if number:
                yield f"{words}: {number}"
        for column, count in self.left_out.items():
            yield f"values of {column} left out, as nothing says what they mean: {count}"
        if self.unused:
            yield f"columns neither used nor ignored: {', '.join(self.unused)}"
        if self.absent:
            yield f"columns that no row has: {', '.join(self.absent)}"
