"""One row to its facts, without regard to the other rows: several processes may do it at once."""

from collections.abc import Callable
from pathlib import Path
from pickle import dumps
from typing import Any, Literal, NamedTuple

from graph.facts import Fact
from graph.identity import Ref
from graph.nquads import Block
from loaders.table.build import Builder
from loaders.table.fields import Fields
from loaders.table.mapping import Mapping
from loaders.table.paths import Record, Shape
from loaders.table.refusals import Refusal, Refused
from loaders.table.report import Figures, figures
from loaders.table.templates import NamedTemplate, Template
from loaders.table.values import Reader, Scope

Write = Callable[[Fact], list[Block]]
"""Gives the lines of a fact."""


class Made(NamedTuple):
    """A fact of a row, with what made it."""

    template: Template
    fact: Fact
    scope: Scope


Held = Made | bytes
"""A fact, packed where another process made it: few are ever opened."""
Told = tuple[int, Ref, Figures, Held, list[Block]]
"""The number of a template, and of the fact: its address, what it counts for, itself, its lines."""


class Result(NamedTuple):
    """What became of one row."""

    row: int
    status: Literal["made", "blank", "skipped", "refused"]
    told: tuple[Told, ...] | list[Told] = ()
    left: tuple[Refusal, ...] = ()
    """Values that were set aside."""
    refusal: Refusal | None = None


class RowReader:
    """Makes facts of rows."""

    def __init__(self, mapping: Mapping, folder: Path, write: Write) -> None:
        self.shape = Shape()
        self.left_out: dict[str, int] = {}
        self.megabytes = 0
        """Memory of other processes that read rows too."""
        self._left: list[Refusal] = []
        self._written: set[Ref] = set()
        """What lines were made of: only the first fact of a thing is told as it is."""
        self._write = write
        missing, own = frozenset(mapping.table.missing), frozenset(mapping.let)
        reader = Reader(folder, missing, own, self.left_out, self._left.append)
        source = mapping.source
        fields = Fields(reader, source.slug, source.language, mapping.table.decimal)
        self._skips = [reader.test([condition]) for condition in mapping.skip]
        self._let = [(name, reader.values(cell)) for name, cell in mapping.let.items()]
        self._builders = [Builder(template, fields) for template in mapping.facts]

    def read(self, row: int, record: Record) -> Result:
        """Return what a row becomes."""
        if not any(map(_filled, record.values())):
            return Result(row, "blank")
        self.shape.see(record)
        self._left.clear()
        try:
            told = self._read(Scope(dict(record), row))
        except Refused as refused:
            refusal = Refusal(row, refused.column, refused.value, refused.expected)
            return Result(row, "refused", (), tuple(self._left), refusal)
        status: Literal["skipped", "made"] = "skipped" if told is None else "made"
        return Result(row, status, told or (), tuple(self._left))

    def _read(self, scope: Scope) -> list[Told] | None:
        record: Any = scope.record
        if any(skips(scope) for skips in self._skips):
            return None
        for name, read in self._let:
            record[name] = read(scope)
        refs: dict[str, list[Ref]] = {}
        found: list[tuple[int, Made]] = []
        for number, builder in enumerate(self._builders):
            template = builder.template
            made = [(number, Made(template, *pair)) for pair in builder.facts(scope, refs)]
            if template.id is not None:
                refs.setdefault(template.id, []).extend(one.fact.ref for _, one in made)
            found += made
        return [self._told(number, made) for number, made in found]

    def _told(self, number: int, made: Made) -> Told:
        ref, lines = made.fact.ref, list[Block]()
        if ref not in self._written and not only_mentions(made.template):
            self._written.add(ref)
            lines = self._write(made.fact)
        return number, ref, figures(made.fact), made, lines


def packed(result: Result) -> tuple[Any, ...]:
    """Return a result as another process can take it, which makes a Result of it."""
    told = [
        (number, tuple(ref), tuple(counted), dumps(held.fact, -1), lines)
        for number, ref, counted, held, lines in result.told
        if isinstance(held, Made)
    ]
    return result.row, result.status, told, result.left, result.refusal


def only_mentions(template: Template) -> bool:
    """Tell whether the fact counts only where no other row tells of the thing."""
    return isinstance(template, NamedTemplate) and template.mention


def _filled(value: Any) -> bool:
    return value is not None and value != ""
