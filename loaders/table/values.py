"""A cell of the mapping to the values that it takes from a record."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loaders.table.cells import Cell, Condition
from loaders.table.codelists import Lookup, lookup
from loaders.table.paths import Record, finder
from loaders.table.refusals import Refusal, Refused
from loaders.table.splitting import split
from loaders.table.words import slug, text_of

COLUMN = re.compile(r"\{([^{}]+)\}")


@dataclass(slots=True)
class Scope:
    """What a cell may look at: a record, its number, and the item of a list in it."""

    record: Record
    row: int = 0
    item: Any = None


Read = Callable[[Scope], list[str]]
Step = Callable[[list[str]], list[str]]
Test = Callable[[Scope], bool]


@dataclass(slots=True)
class Reader:
    """Prepares the cells of one mapping once, so that reading each row is quick."""

    folder: Path
    """Where code lists lie that the mapping names."""
    missing: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    """Columns that the mapping makes: a code that it looked up is never a missing value."""
    left_out: dict[str, int] = field(default_factory=dict)
    """How often a value was left out because nothing says what it means, by column."""
    on_left_out: Callable[[Refusal], None] = lambda refusal: None

    def values(self, cell: Cell) -> Read:
        """Return how to read a cell."""
        read, name = self._source(cell), said(cell)
        steps = list(self._steps(cell, name))
        if cell.each is not None:
            read = self._each(read, cell)
        elif cell.when:
            read = _guarded(read, self.test(cell.when))
        if not steps:
            return read
        return _stepwise(read, steps)

    def items(self, cell: Cell) -> Callable[[Scope], list[Any]]:
        """Return how to read the items of ``each``: whole objects where nothing is done to them."""
        if cell.model_fields_set <= {"column", "when"} and cell.column:
            find_all, test = finder(cell.column), self.test(cell.when)

            def objects(scope: Scope) -> list[Any]:
                found = find_all(scope.record, scope.item)
                return [i for i in found if test(Scope(scope.record, scope.row, i))]

            return objects
        return self.values(cell)

    def test(self, conditions: Iterable[Condition]) -> Test:
        """Return how to tell whether all of the conditions hold."""
        tests = [self._condition(condition) for condition in conditions]
        if len(tests) == 1:
            return tests[0]
        return lambda scope: all(test(scope) for test in tests)

    def fetch(self, path: str) -> Read:
        """Return how to read the values of one column."""
        missing = frozenset[str]() if path in self.own else self.missing
        find_all = finder(path)

        def read(scope: Scope) -> list[str]:
            found = find_all(scope.record, scope.item)
            if not found:
                return found
            if len(found) == 1:
                word = text_of(found[0], path)
                return [word] if word and word not in missing else []
            words = [text_of(value, path) for value in found]
            return [word for word in words if word and word not in missing]

        return read

    def leave_out(self, name: str) -> None:
        """Count a value that is left out."""
        self.left_out[name] = self.left_out.get(name, 0) + 1

    def _source(self, cell: Cell) -> Read:
        if cell.constant is not None:
            constant = [cell.constant]
            return lambda scope: constant
        if cell.column is not None:
            return self.fetch(cell.column)
        if cell.columns is not None:
            reads = [self.fetch(path) for path in cell.columns]
            return lambda scope: [value for read in reads for value in read(scope)]
        return self._template(cell.template or "")

    def _template(self, template: str) -> Read:
        paths = COLUMN.findall(template)
        reads = [self.fetch(path) for path in paths]
        literals = COLUMN.split(template)[::2]

        def read(scope: Scope) -> list[str]:
            values = [read(scope) for read in reads]
            if not all(values):
                return []
            filled = [" ".join(value) for value in values]
            rest = zip(filled, literals[1:], strict=True)
            return [literals[0] + "".join(value + literal for value, literal in rest)]

        return read

    def _each(self, read: Read, cell: Cell) -> Read:
        find_all, test = finder(cell.each or ""), self.test(cell.when)

        def each(scope: Scope) -> list[str]:
            found: list[str] = []
            items = find_all(scope.record, scope.item)
            if items:
                inner = Scope(scope.record, scope.row)
                for inner.item in items:
                    if test(inner):
                        found += read(inner)
            return found

        return each

    def _condition(self, condition: Condition) -> Test:
        read, wanted = self.fetch(condition.column), frozenset(condition.one_of)
        unwanted, matches = frozenset(condition.none_of), re.compile(condition.matches or "").search

        if condition.model_fields_set == {"column", "one_of"}:
            return lambda scope: not wanted.isdisjoint(read(scope))

        def test(scope: Scope) -> bool:
            values = read(scope)
            if condition.empty is not None and condition.empty == bool(values):
                return False
            if wanted and wanted.isdisjoint(values):
                return False
            if condition.matches and not any(map(matches, values)):
                return False
            return unwanted.isdisjoint(values)

        return test

    def _steps(self, cell: Cell, name: str) -> Iterable[Step]:
        if cell.split:
            separators, keep = tuple(cell.split), tuple(cell.keep)
            yield lambda values: [part for v in values for part in split(v, separators, keep)]
        if cell.pattern:
            yield _matching(re.compile(cell.pattern), name)
        if cell.codes:
            lists = [lookup(codes, self.folder) for codes in cell.codes]
            yield self._decoding(lists, cell, name)
        if cell.prefix:
            prefix = cell.prefix
            yield lambda values: [prefix + value for value in values]
        if cell.sorted:
            yield sorted
        if cell.join is not None:
            glue = cell.join
            yield lambda values: [glue.join(values)] if values else []
        if cell.slug:
            yield lambda values: [slug(value) for value in values]
        if cell.otherwise is not None:
            instead = [cell.otherwise]
            yield lambda values: values or instead

    def _decoding(self, lists: list[Lookup], cell: Cell, name: str) -> Step:
        def decode(values: list[str]) -> list[str]:
            found = []
            for value in values:
                meaning = next((m for known in lists if (m := known(value)) is not None), None)
                if meaning is None and cell.unlisted == "refuse":
                    raise Refused(name, value, "a value of the code list")
                if meaning is None and cell.unlisted == "leave-out":
                    self.leave_out(name)
                elif meaning != "":
                    found.append(value if meaning is None else meaning)
            return found

        return decode


def said(cell: Cell) -> str:
    """Return the columns of a cell, as a message names them."""
    return ", ".join(paths(cell)) or "constant"


def placed(column: str, each: Cell | None) -> str:
    """Return columns of the items of a list as a person finds them: with the list's own before."""
    around = said(each) if each else ""
    parts = (f"{around}{part}" if part[:1] == "." else part for part in column.split(", "))
    return ", ".join(part.rstrip(".") for part in parts)


def paths(cell: Cell) -> list[str]:
    """Return the columns that a cell looks into, below the list that ``each`` names."""
    if cell.column is not None:
        return [cell.column]
    return cell.columns or COLUMN.findall(cell.template or "")


def _stepwise(read: Read, steps: list[Step]) -> Read:
    def stepwise(scope: Scope) -> list[str]:
        values = read(scope)
        for step in steps:
            values = step(values)
        return values

    return stepwise


def _guarded(read: Read, test: Test) -> Read:
    return lambda scope: read(scope) if test(scope) else []


def _matching(pattern: re.Pattern[str], name: str) -> Step:
    def matching(values: list[str]) -> list[str]:
        found = []
        for value in values:
            match = pattern.search(value)
            if match is None:
                raise Refused(name, value, f"something of the form {pattern.pattern}")
            found.append(match[1] if pattern.groups else match[0])
        return found

    return matching
