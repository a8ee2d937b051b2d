"""What names say: equal, of the same words, alike, or acronyms only."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from graph.matching.names import Forms, all_generic, numbers
from graph.matching.nodes import Node
from graph.matching.reason import Reason

NAMED = frozenset({"same-name", "same-words", "similar-name"})
"""Codes of reasons that a name is enough for; an acronym is not."""
LIKE, VERY_LIKE, LONG = 88.0, 97.0, 25
"""Shares of equal letters in per cent (normalised Indel similarity), and a name's length."""
DIVISIONS = frozenset({"region", "department", "province"})
"""Levels with so few of a kind in a country that even a name in another language is looked at."""
REMOTELY_LIKE = 55.0
TOWNS = frozenset({"municipality", "district", "local-area"})
"""Levels that have no acronyms: a name in capitals is a name."""


def name_reasons(one: Node, other: Node) -> Iterator[Reason]:
    """Yield the best that two nodes' names say, if anything."""
    best = max(_reasons(one, other), key=lambda reason: reason.weight, default=None)
    if best and best.weight:
        yield best


def _reasons(one: Node, other: Node) -> Iterator[Reason]:
    told = {form.full: form for form in one.forms}
    words = {form.words for form in one.forms if not _is_short(one, form)}
    for form in other.forms:
        if form.full in told:
            yield _equal(one, other, form)
        elif form.words in words and form.words and not _is_short(other, form):
            yield Reason("same-words", form.full, 5 + _telling(one.kind, form.words))
    yield from _alike(one, other)


def _is_short(node: Node, form: Forms) -> bool:
    if node.kind == "territory":
        return form.is_acronym and node.level not in TOWNS
    return form.is_short


def _equal(one: Node, other: Node, form: Forms) -> Reason:
    if not (_is_short(one, form) or _is_short(other, form)):
        return Reason("same-name", form.full, 6 + _telling(one.kind, form.words))
    if _has_long(one) and _has_long(other):
        return Reason("same-acronym", form.full.upper(), 0)  # long names that differ weigh more
    return Reason("same-acronym", form.full.upper(), 3 if len(form.full) > 3 else 2)


def _has_long(node: Node) -> bool:
    return any(not _is_short(node, form) for form in node.forms)


def _telling(kind: str, words: str) -> float:
    """Return what a name weighs beside the usual one: "university hospital" says little."""
    if all_generic(words):
        return -4
    return 1 if kind == "institution" and " " in words else 0


def _alike(one: Node, other: Node) -> Iterator[Reason]:
    is_division = one.level == other.level in DIVISIONS
    for here in one.forms:
        for there in other.forms:
            if _is_short(one, here) or _is_short(other, there):
                continue
            if numbers(here.full) != numbers(there.full):
                continue
            likeness = fuzz.ratio(here.full, there.full)
            if likeness >= VERY_LIKE and min(len(here.full), len(there.full)) >= LONG:
                yield Reason("similar-name", f"{here.full} ~ {there.full}", 6)
            elif likeness >= LIKE:
                yield Reason("similar-name", f"{here.full} ~ {there.full}", 3)
            elif is_division and likeness >= REMOTELY_LIKE and here.full[0] == there.full[0]:
                yield Reason("similar-name", f"{here.full} ~ {there.full}", 1)
