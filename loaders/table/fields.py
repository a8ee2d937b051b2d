"""The fields of a fact, each read from a record and checked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from graph.dates import Span
from graph.facts import Text
from graph.identity import KEY, Ref
from graph.nquads import is_iri, is_language
from loaders.table.cells import Cell, Coordinates, DateCell, Reference, Words
from loaders.table.moments import parser
from loaders.table.numbers import decimal, degrees
from loaders.table.paths import find, finder
from loaders.table.refusals import Refusal, Refused
from loaders.table.values import Reader, Scope, said
from loaders.table.words import text_of
from loaders.values import ADDRESS, LANGUAGE_TAG
from ontology import vocabulary

Made = Mapping[str, list[Ref]]
"""What the earlier facts of a row are, by the ids of their templates."""

Texts = Callable[[Scope], tuple[Text, ...]]
Refs = Callable[[Scope, Made], tuple[Ref, ...]]


@dataclass(frozen=True, slots=True)
class Fields:
    """Prepares the fields of the templates of one mapping."""

    reader: Reader
    slug: str
    language: str
    decimal: str

    def texts(self, cells: Iterable[Words]) -> Texts:
        """Return how to read words with their languages."""
        reads = [
            self._worded(cell) if cell.language_column and cell.each else self._plain(cell)
            for cell in cells
        ]
        return lambda scope: tuple(text for read in reads for text in read(scope))

    def strings(self, cells: Iterable[Cell]) -> Callable[[Scope], tuple[str, ...]]:
        """Return how to read codes, addresses ..."""
        reads = [self.reader.values(cell) for cell in cells]
        return lambda scope: tuple(dict.fromkeys(v for read in reads for v in read(scope)))

    def addresses(self, cells: Iterable[Cell]) -> Callable[[Scope], tuple[str, ...]]:
        """Return how to read web addresses."""
        read, name = self.strings(cells), ", ".join(map(said, cells))

        def addresses(scope: Scope) -> tuple[str, ...]:
            found = read(scope)
            for address in found:
                if not (ADDRESS.fullmatch(address) and is_iri(address)):
                    raise Refused(name, address, "a web address")
            return found

        return addresses

    def concepts(self, cells: Iterable[Cell], scheme: str) -> Callable[[Scope], tuple[str, ...]]:
        """Return how to read concepts of a scheme."""
        known = vocabulary().concepts[scheme]
        parts = [(self.reader.values(cell), said(cell)) for cell in cells]

        def read(scope: Scope) -> tuple[str, ...]:
            found = {value: name for read, name in parts for value in read(scope)}
            for value, name in found.items():
                if value not in known:
                    raise Refused(name, value, f"a known {scheme}")
            return tuple(found)

        return read

    def concept(self, cell: Cell, scheme: str) -> Callable[[Scope], str | None]:
        """Return how to read one concept."""
        read, name = self.concepts([cell], scheme), said(cell)

        def one(scope: Scope) -> str | None:
            return _one(read(scope), name, f"one {scheme}")

        return one

    def number(self, cell: Cell) -> Callable[[Scope], str | None]:
        """Return how to read a number."""
        read, name, mark = self.reader.values(cell), said(cell), self.decimal

        def number(scope: Scope) -> str | None:
            value = _one(read(scope), name, "one number")
            return None if value is None else decimal(value, name, mark)

        return number

    def degrees(self, cell: Cell, limit: int) -> Callable[[Scope], str | None]:
        """Return how to read a latitude or longitude."""
        read, name, mark = self.reader.values(cell), said(cell), self.decimal

        def angle(scope: Scope) -> str | None:
            value = _one(read(scope), name, "one number")
            return None if value is None else degrees(value, name, limit, mark)

        return angle

    def point(self, cell: Coordinates) -> Callable[[Scope], tuple[str, str] | None]:
        """Return how to read latitude and longitude from one cell."""
        split = cell if cell.split else cell.model_copy(update={"split": [",", ";"]})
        read, name, first = self.reader.values(split), said(cell), cell.order == "lat-lon"

        def point(scope: Scope) -> tuple[str, str] | None:
            values = _from_object(cell, scope) or read(scope)
            if not values:
                return None
            if len(values) != 2:
                raise Refused(name, " ".join(values), "two numbers, latitude and longitude")
            latitude, longitude = values if first else reversed(values)
            mark = self.decimal if cell.split else "."
            return degrees(latitude, name, 90, mark), degrees(longitude, name, 180, mark)

        return point

    def date(self, cell: DateCell) -> Callable[[Scope], tuple[Span | None, str]]:
        """Return how to read a date, with the words that it was read from."""
        read, name = self.reader.values(cell), said(cell)
        parse, none = parser(cell.format, self.language), {*cell.open, *cell.unknown}
        known: dict[str, Span | None] = {}
        expected = f"a date ({', '.join(cell.format)})"

        def date(scope: Scope) -> tuple[Span | None, str]:
            text = _one(read(scope), name, "one date")
            if text is None or text in none:
                return None, ""
            if text not in known:
                known[text] = parse(text)
            if (span := known[text]) is not None:
                return span, text
            if cell.unreadable == "refuse":
                raise Refused(name, text, expected)
            self.reader.leave_out(name)
            self.reader.on_left_out(Refusal(scope.row, name, text, expected))
            return None, text

        return date

    def key(self, cell: Cell) -> Callable[[Scope], str]:
        """Return how to read the key of a record."""
        read, name = self.reader.values(cell), said(cell)

        def key(scope: Scope) -> str:
            value = _one(read(scope), name, "one key")
            if value is None:
                raise Refused(name, "", "a key: the row has none")
            return _checked(value, name)

        return key

    def refs(self, references: Iterable[Reference]) -> Refs:
        """Return how to read which things are meant."""
        reads = [self._ref(reference) for reference in references]
        return lambda scope, made: tuple(
            dict.fromkeys(r for read in reads for r in read(scope, made))
        )

    def _ref(self, reference: Reference) -> Refs:
        if reference.fact:
            names = reference.fact
            return lambda scope, made: tuple(ref for name in names for ref in made.get(name, ()))
        kind = next(
            k
            for k in ("territory", "institution", "programme", "person")
            if getattr(reference, k) is not None
        )
        cell = getattr(reference, kind)
        read, name = self.reader.values(cell), said(cell)
        prefix = f"{self.slug}-" if kind == "person" else ""
        return lambda scope, made: tuple(
            Ref(kind, prefix + _checked(value, name)) for value in read(scope)
        )

    def _language(self, cell: Words) -> Callable[[Scope], str]:
        fixed = cell.language or self.language
        if cell.language_column is None:
            return lambda scope: fixed
        path, fallback = cell.language_column, cell.language or "und"
        find_all = finder(path)

        def language(scope: Scope) -> str:
            for value in find_all(scope.record, scope.item):
                if _is_language(tag := text_of(value, path)):
                    return tag
            return fallback

        return language

    def _plain(self, cell: Words) -> Texts:
        """Read words of one language."""
        read, language = self.reader.values(cell), self._language(cell)
        return lambda scope: tuple(Text(words, language(scope)) for words in read(scope))

    def _worded(self, cell: Words) -> Texts:
        """Read items that each tell their own language."""
        inner = cell.model_copy(update={"each": None, "when": []})
        read, language = self.reader.values(inner), self._language(cell)
        find_all, test = finder(cell.each or ""), self.reader.test(cell.when)

        def worded(scope: Scope) -> tuple[Text, ...]:
            found = []
            at = Scope(scope.record, scope.row)
            for at.item in find_all(scope.record, scope.item):
                if test(at):
                    found += [Text(words, language(at)) for words in read(at)]
            return tuple(found)

        return worded


def _from_object(cell: Coordinates, scope: Scope) -> list[str]:
    """Return the two numbers of ``{"lat": ..., "lon": ...}``, in the order of the cell."""
    found = find(scope.record, scope.item, cell.column) if cell.column else []
    if len(found) != 1 or not isinstance(found[0], dict):
        return []
    latitude = find(found[0], None, "lat")
    longitude = next(
        (v for name in ("lon", "lng", "long") if (v := find(found[0], None, name))), []
    )
    both = [latitude, longitude] if cell.order == "lat-lon" else [longitude, latitude]
    return [text_of(value, said(cell)) for values in both for value in values]


@lru_cache(maxsize=1024)
def _is_language(tag: str) -> bool:
    return LANGUAGE_TAG.fullmatch(tag) is not None and is_language(tag)


def _one(values: tuple[str, ...] | list[str], column: str, expected: str) -> str | None:
    if len(values) > 1:
        raise Refused(column, ", ".join(values), expected)
    return values[0] if values else None


def _checked(key: str, column: str) -> str:
    if not KEY.fullmatch(key):
        raise Refused(column, key, "letters, digits, '-', '_' and '.' (slug: true makes them)")
    return key
