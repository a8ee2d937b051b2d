"""Rows to facts: each row whole or refused, nothing dropped without being counted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from graph.errors import AccordiaError
from graph.facts import Fact, Source
from graph.nquads import Block
from loaders.factfile.convert import described
from loaders.table.audit import columns_left, columns_read
from loaders.table.mapping import Mapping
from loaders.table.merge import Merger, unpacked
from loaders.table.naming import naming_columns
from loaders.table.paths import Shape, covers
from loaders.table.refusals import DIFFERS, LEFT_OUT, Refusal, Refused, brief
from loaders.table.report import Report, figures
from loaders.table.rows import Made, Result, RowReader, Write, only_mentions
from loaders.table.templates import Template, TieTemplate
from loaders.values import suggestion


class NoSuchColumn(AccordiaError):
    """A column that the mapping reads and the table lacks."""

    def __init__(self, column: str, columns: Iterable[str]) -> None:
        self.column = column
        hint = suggestion(column, columns)
        super().__init__(f"The mapping reads the column {column!r}, the table has none: {hint}")


def _nowhere(fact: Fact) -> list[Block]:
    return []


class Converter:
    """Makes the facts of one table."""

    def __init__(
        self,
        mapping: Mapping,
        folder: Path,
        on_refusal: Callable[[Refusal], None] = lambda refusal: None,
        write: Write = _nowhere,
    ) -> None:
        self.mapping = mapping
        self.report = Report()
        self.reader = RowReader(mapping, folder, write)
        self._write = write
        self._on_refusal = on_refusal
        self._naming = naming_columns(mapping)
        self._merger = Merger(self._differs)
        self._mentions = [only_mentions(template) for template in mapping.facts]
        self._once = [_refuses_repeats(template) for template in mapping.facts]

    def expect(self, columns: Iterable[str]) -> None:
        """Take the columns of a table that has a header. Raises NoSuchColumn."""
        known = list(columns)
        self.reader.shape = Shape(known)
        for path in sorted(columns_read(self.mapping) - set(self.mapping.let)):
            if not any(covers(column, path) for column in known):
                raise NoSuchColumn(path, known)

    def lines(
        self, results: Iterable[Result], on_made: Callable[[Made], None] = lambda made: None
    ) -> Iterator[list[Block]]:
        """Yield the lines of the facts of all rows; the report is whole once they are read."""
        for result in results:
            for left in result.left:
                self._on_refusal(replace(left, what=LEFT_OUT))
            if self._is_made(result):
                yield from self._admitted(result, on_made)
        for fact in self._merger.unknown_mentions():
            self.report.count(fact.ref, figures(fact))
            yield self._write(fact)
        self._audit()

    def source(self, checksum: str) -> Source:
        """Return the source, with what was counted."""
        return described(self.mapping.source, checksum=checksum, notes=self.report.notes())

    def _is_made(self, result: Result) -> bool:
        """Count a row, and tell whether it gives facts."""
        if result.status == "blank":
            self.report.blank += 1
            return False
        self.report.rows += 1
        self.report.skipped += result.status == "skipped"
        refusal = result.refusal or self._repeated(result)
        if refusal is not None:
            self.report.refuse(refusal)
            self.report.unresolved += refusal.column in self._naming
            self._on_refusal(refusal)
        return refusal is None

    def _repeated(self, result: Result) -> Refusal | None:
        try:
            for number, ref, *_ in result.told:
                if self._once[number]:
                    self._merger.refuse_repeated(ref, result.row)
        except Refused as refused:
            return Refusal(result.row, refused.column, refused.value, refused.expected)
        return None

    def _admitted(self, result: Result, on_made: Callable[[Made], None]) -> Iterator[list[Block]]:
        for number, ref, counted, held, lines in result.told:
            if isinstance(held, Made):
                on_made(held)
            fact = held.fact if isinstance(held, Made) else held
            if self._mentions[number]:
                self._merger.mention(ref, fact)
            elif self._merger.learn(ref, fact, result.row):
                self.report.count(ref, counted)
                # none, where the row that told of it first was refused
                yield lines or self._write(unpacked(fact))
            elif (added := self._merger.added(fact, result.row)) is not None:
                yield self._write(added)

    def _differs(self, refusal: Refusal) -> None:
        self.report.differences += 1
        self._on_refusal(replace(refusal, what=DIFFERS))

    def _audit(self) -> None:
        own, seen = set(self.mapping.let), set(self.reader.shape.paths())
        self.report.merged = self._merger.merged
        self.report.left_out = left_out = dict(sorted(self.reader.left_out.items()))
        self.report.unresolved += sum(n for c, n in left_out.items() if brief(c) in self._naming)
        self.report.unused = columns_left(seen, self.mapping)
        self.report.absent = sorted(
            path
            for path in columns_read(self.mapping) - own
            if not any(covers(path, column) for column in seen)
        )


def _refuses_repeats(template: Template) -> bool:
    """Tell whether another row with the same key is a mistake."""
    if not isinstance(template, TieTemplate) or template.type == "Twinning":
        return False
    return template.repeats == "refuse"
