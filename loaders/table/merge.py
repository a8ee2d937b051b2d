"""Several rows that tell of one thing or tie: what each adds, and where they differ."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from graph.facts import Fact, Text, Tie
from graph.identity import Ref
from loaders.table.refusals import Refusal, Refused, brief

SINGLE = (
    "level", "latitude", "longitude", "value", "value_text", "span", "date_text", "status",
)  # fmt: skip
"""What a thing or tie has once: the first row that says it is kept."""


@dataclass(slots=True)
class _Known:
    row: int
    fact: Fact
    names: dict[str, str]


class Merger:
    """Remembers the facts of a table, so that each thing is told once."""

    def __init__(self, differs: Callable[[Refusal], None]) -> None:
        self.merged = 0
        self._differs = differs
        self._known: dict[Ref, _Known] = {}
        self._mentioned: dict[Ref, Fact] = {}

    def refuse_repeated(self, ref: Ref, row: int) -> None:
        """Raise Refused where another row told of the tie."""
        known = self._known.get(ref)
        if known is not None and known.row != row:
            expected = f"a key of its own: row {known.row} has it (repeats: merge joins them)"
            raise Refused("key", ref.key, expected)

    def mention(self, fact: Fact) -> None:
        """Remember a thing that a row only mentions."""
        self._mentioned.setdefault(fact.ref, fact)

    def admit(self, fact: Fact, row: int) -> Fact | None:
        """Return what a fact adds to those before; None where it adds nothing."""
        known = self._known.get(fact.ref)
        if known is None:
            names = {text.language: text.words for text in fact.names}
            self._known[fact.ref] = _Known(row, fact, names)
            return fact
        self.merged += 1
        if _same(fact, known.fact):
            return _evidence_only(fact) if isinstance(fact, Tie) else None
        return self._reduced(fact, known, row)

    def unknown_mentions(self) -> Iterator[Fact]:
        """Yield the things that rows mention and none tells of."""
        return (fact for ref, fact in self._mentioned.items() if ref not in self._known)

    def _reduced(self, fact: Fact, known: _Known, row: int) -> Fact:
        changes: dict[str, Any] = dict(self._names(fact, known))
        for name in SINGLE:
            value, first = getattr(fact, name, None), getattr(known.fact, name, None)
            if value is None:
                continue
            if first is None:
                known.fact = replace(known.fact, **{name: value})
                continue
            changes[name] = None
            if value != first and name != "date_text":
                expected = f"{_shown(first)!r}, as in row {known.row}"
                self._differs(Refusal(row, f"{name} of {fact.ref.key}", _shown(value), expected))
        return replace(fact, **changes)

    def _names(self, fact: Fact, known: _Known) -> Iterable[tuple[str, tuple[Text, ...]]]:
        new = tuple(text for text in fact.names if text.language not in known.names)
        known.names |= {text.language: text.words for text in new}
        others = (text for text in fact.names if known.names[text.language] != text.words)
        yield "names", new
        yield "other_names", tuple(dict.fromkeys((*others, *fact.other_names)))


def _same(one: Fact, other: Fact) -> bool:
    return all(
        getattr(one, field.name) == getattr(other, field.name)
        for field in fields(one)
        if field.name != "evidence"
    )


def _evidence_only(fact: Tie) -> Tie:
    return Tie(ref=fact.ref, type=fact.type, evidence=fact.evidence)


def _shown(value: Any) -> str:
    if isinstance(value, Text):
        return brief(value.words)
    begin, end = getattr(value, "begin", None), getattr(value, "end", None)
    if begin or end:
        return f"{begin.edtf if begin else ''}/{end.edtf if end else ''}"
    return brief(str(value))
