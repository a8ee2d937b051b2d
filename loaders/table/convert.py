"""Rows to facts: each row whole or refused, nothing dropped without being counted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graph.errors import AccordiaError
from graph.facts import Fact, Source
from graph.identity import Ref
from loaders.factfile.convert import described
from loaders.table.audit import columns_left, columns_read
from loaders.table.build import Builder
from loaders.table.fields import Fields
from loaders.table.mapping import Mapping
from loaders.table.merge import Merger
from loaders.table.naming import naming_columns
from loaders.table.paths import Record, Shape, covers
from loaders.table.refusals import DIFFERS, LEFT_OUT, Refusal, Refused, brief
from loaders.table.report import Report
from loaders.table.templates import NamedTemplate, TieTemplate
from loaders.table.values import Reader, Scope
from loaders.values import suggestion

Row = tuple[int, Record]


@dataclass(frozen=True, slots=True)
class Made:
    """A fact of a row, with what made it."""

    builder: Builder
    fact: Fact
    scope: Scope

    @property
    def refuses_repeats(self) -> bool:
        """Whether another row with the same key is a mistake."""
        template = self.builder.template
        if not isinstance(template, TieTemplate) or template.type == "Twinning":
            return False
        return template.repeats == "refuse"


class NoSuchColumn(AccordiaError):
    """A column that the mapping reads and the table lacks."""

    def __init__(self, column: str, columns: Iterable[str]) -> None:
        self.column = column
        hint = suggestion(column, columns)
        super().__init__(f"The mapping reads the column {column!r}, the table has none: {hint}")


class Converter:
    """Makes the facts of one table."""

    def __init__(
        self,
        mapping: Mapping,
        folder: Path,
        on_refusal: Callable[[Refusal], None] = lambda refusal: None,
    ) -> None:
        self.mapping = mapping
        self.report = Report()
        self._reader = Reader(
            folder,
            frozenset(mapping.table.missing),
            frozenset(mapping.let),
            on_left_out=lambda left: on_refusal(replace(left, what=LEFT_OUT)),
        )
        self._on_refusal = on_refusal
        self._naming = naming_columns(mapping)
        self._merger = Merger(self._differs)
        fields = Fields(
            self._reader, mapping.source.slug, mapping.source.language, mapping.table.decimal
        )
        self._skips = [self._reader.test([condition]) for condition in mapping.skip]
        self._let = [(name, self._reader.values(cell)) for name, cell in mapping.let.items()]
        self._builders = [Builder(template, fields) for template in mapping.facts]
        self._shape = Shape()

    def expect(self, columns: Iterable[str]) -> None:
        """Take the columns of a table that has a header. Raises NoSuchColumn."""
        known = list(columns)
        self._shape = Shape(known)
        for path in sorted(columns_read(self.mapping) - set(self.mapping.let)):
            if not any(covers(column, path) for column in known):
                raise NoSuchColumn(path, known)

    def facts(self, rows: Iterable[Row]) -> Iterator[Fact]:
        """Yield the facts of all rows; the report is whole once they are read."""
        for row, record in rows:
            made = self.read_row(row, record)
            yield from () if made is None else self._admitted(made, row)
        for fact in self._merger.unknown_mentions():
            self.report.count(fact)
            yield fact
        self._audit()

    def look(self, row: int, record: Record) -> list[Made]:
        """Return what a row makes, without counting it."""
        try:
            return self._read(row, dict(record), lambda skipped: None) or []
        except Refused:
            return []

    def read_row(self, row: int, record: Record) -> list[Made] | None:
        """Return what a row makes; None where it is blank, skipped or refused, and counted so."""
        if not any(map(_filled, record.values())):
            self.report.blank += 1
            return None
        self.report.rows += 1
        self._shape.see(record)
        try:
            return self._read(row, dict(record), self._skip)
        except Refused as refused:
            self._refuse(Refusal(row, refused.column, refused.value, refused.expected))
            return None

    def source(self, checksum: str) -> Source:
        """Return the source, with what was counted."""
        return described(self.mapping.source, checksum=checksum, notes=self.report.notes())

    def _read(
        self, row: int, record: dict[str, Any], on_skip: Callable[[int], None]
    ) -> list[Made] | None:
        scope = Scope(record, row)
        if any(skips(scope) for skips in self._skips):
            on_skip(row)
            return None
        for name, read in self._let:
            record[name] = read(scope)
        refs: dict[str, list[Ref]] = {}
        found: list[Made] = []
        for builder in self._builders:
            made = [Made(builder, *pair) for pair in builder.facts(scope, refs)]
            if builder.template.id is not None:
                refs.setdefault(builder.template.id, []).extend(m.fact.ref for m in made)
            found += made
        for one in found:
            if one.refuses_repeats:
                self._merger.refuse_repeated(one.fact.ref, row)
        return found

    def _admitted(self, found: list[Made], row: int) -> Iterator[Fact]:
        for made in found:
            template = made.builder.template
            if isinstance(template, NamedTemplate) and template.mention:
                self._merger.mention(made.fact)
                continue
            merged = self._merger.merged
            fact = self._merger.admit(made.fact, row)
            if self._merger.merged == merged:
                self.report.count(made.fact)
            if fact is not None:
                yield fact

    def _skip(self, row: int) -> None:
        self.report.skipped += 1

    def _refuse(self, refusal: Refusal) -> None:
        self.report.refuse(refusal)
        self.report.unresolved += refusal.column in self._naming
        self._on_refusal(refusal)

    def _differs(self, refusal: Refusal) -> None:
        self.report.differences += 1
        self._on_refusal(replace(refusal, what=DIFFERS))

    def _audit(self) -> None:
        own, seen = set(self.mapping.let), set(self._shape.paths())
        self.report.merged = self._merger.merged
        self.report.left_out = left_out = self._reader.left_out
        self.report.unresolved += sum(n for c, n in left_out.items() if brief(c) in self._naming)
        self.report.unused = columns_left(seen, self.mapping)
        self.report.absent = sorted(
            path
            for path in columns_read(self.mapping) - own
            if not any(covers(path, column) for column in seen)
        )


def _filled(value: Any) -> bool:
    return value is not None and value != ""
