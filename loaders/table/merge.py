"""Several rows that tell of one thing or tie: what each adds, and where they differ."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from functools import cache
from operator import attrgetter
from pickle import loads
from typing import Any

from graph.facts import Fact, Text, Tie
from graph.identity import Ref
from loaders.table.refusals import Refusal, Refused, brief

SINGLE = (
    "level", "latitude", "longitude", "value", "value_text", "span", "date_text", "status",
)  # fmt: skip
"""What a thing or tie has once: the first row that says it is kept."""


class _Known:
    """The first fact of a thing; opened where another row tells of the thing again."""

    __slots__ = ("held", "names", "row")

    def __init__(self, row: int, held: Fact | bytes) -> None:
        self.row, self.held = row, held
        self.names: dict[str, str] = {}

    def open(self) -> Fact:
        """Return the fact, with what other rows added."""
        fact = self.held = unpacked(self.held)
        if not self.names:
            self.names = {text.language: text.words for text in fact.names}
        return fact


class Merger:
    """Remembers the facts of a table, so that each thing is told once."""

    def __init__(self, differs: Callable[[Refusal], None]) -> None:
        self.merged = 0
        self._differs = differs
        self._known: dict[Ref, _Known] = {}
        self._mentioned: dict[Ref, Fact | bytes] = {}

    def refuse_repeated(self, ref: Ref, row: int) -> None:
        """Raise Refused where another row told of the tie."""
        known = self._known.get(ref)
        if known is not None and known.row != row:
            expected = f"a key of its own: row {known.row} has it (repeats: merge joins them)"
            raise Refused("key", ref[1], expected)

    def mention(self, ref: Ref, held: Fact | bytes) -> None:
        """Remember a thing that a row only mentions."""
        self._mentioned.setdefault(ref, held)

    def learn(self, ref: Ref, held: Fact | bytes, row: int) -> bool:
        """Remember a fact; tell whether none before it was of the same thing."""
        if ref in self._known:
            return False
        self._known[ref] = _Known(row, held)
        return True

    def added(self, held: Fact | bytes, row: int) -> Fact | None:
        """Return what a fact adds to those before; None where it adds nothing."""
        self.merged += 1
        fact = unpacked(held)
        known = self._known[fact.ref]
        first = known.open()
        if _same(fact, first):
            return _evidence_only(fact) if isinstance(fact, Tie) else None
        return self._reduced(fact, first, known, row)

    def unknown_mentions(self) -> Iterator[Fact]:
        """Yield the things that rows mention and none tells of."""
        for ref, held in self._mentioned.items():
            if ref not in self._known:
                yield unpacked(held)

    def _reduced(self, fact: Fact, first: Fact, known: _Known, row: int) -> Fact:
        changes: dict[str, Any] = dict(_names(fact, known.names))
        for name in SINGLE:
            value, kept = getattr(fact, name, None), getattr(first, name, None)
            if value is None:
                continue
            if kept is None:
                known.held = first = replace(first, **{name: value})
                continue
            changes[name] = None
            if value != kept and name != "date_text":
                expected = f"{_shown(kept)!r}, as in row {known.row}"
                self._differs(Refusal(row, f"{name} of {fact.ref.key}", _shown(value), expected))
        return replace(fact, **changes)


def unpacked(held: Fact | bytes) -> Fact:
    """Return a fact, also where another process of ours made and packed it."""
    fact = loads(held) if isinstance(held, bytes) else held
    assert isinstance(fact, Fact)
    return fact


def _names(fact: Fact, known: dict[str, str]) -> Iterable[tuple[str, tuple[Text, ...]]]:
    new = tuple(text for text in fact.names if text.language not in known)
    known |= {text.language: text.words for text in new}
    others = (text for text in fact.names if known[text.language] != text.words)
    yield "names", new
    yield "other_names", tuple(dict.fromkeys((*others, *fact.other_names)))


def _same(one: Fact, other: Fact) -> bool:
    said = _said(type(one))  # type: ignore[arg-type]  # a class has a hash
    return bool(said(one) == said(other))


@cache
def _said(kind: type[Fact]) -> Callable[[Fact], Any]:
    return attrgetter(*(field.name for field in fields(kind) if field.name != "evidence"))


def _evidence_only(fact: Tie) -> Tie:
    return Tie(ref=fact.ref, type=fact.type, evidence=fact.evidence)


def _shown(value: Any) -> str:
    if isinstance(value, Text):
        return brief(value.words)
    begin, end = getattr(value, "begin", None), getattr(value, "end", None)
    if begin or end:
        return f"{begin.edtf if begin else ''}/{end.edtf if end else ''}"
    return brief(str(value))
