"""What names say: equal, of the same words, alike, or acronyms only."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from graph.matching.names import Forms, all_generic, numbers, telling
from graph.matching.nodes import Node
from graph.matching.reason import Reason

EQUAL = frozenset({"same-name", "same-words"})
NAMED = EQUAL | {"similar-name"}
"""Codes of reasons that a name is enough for; an acronym is not."""
DIVISIONS = frozenset({"region", "department", "province", "district", "other-subdivision"})
"""Levels below the country, which sources call by other words; few enough to compare all."""
TOWNS = frozenset({"municipality", "district", "local-area"})
"""Levels that have no acronyms: a name in capitals is a name."""
QUALIFIED = 3
"""What a name loses where two places have it that say different things in parentheses."""
INITIALS = 4
"""Letters of the longest acronym of a territory."""
LIKE, REMOTELY_LIKE, MISSPELT = 88.0, 60.0, 80.0
"""Per cent of equal letters (normalised Indel similarity): of names, of divisions, of one word."""
MANY = 3
"""Words that are the same by more than chance, whatever their order."""
MOST_NAMES = 10_000
"""Pairs of names of two things beyond which only equal ones are looked for."""
SPELT_OUT = 6
"""Letters from which on a word that differs a little is rather misspelt than another word."""


def name_reasons(one: Node, other: Node) -> Iterator[Reason]:
    """Yield the best that two nodes' names say, if anything."""
    best = max(_reasons(one, other), key=lambda reason: reason.weight, default=None)
    if best and best.weight:
        yield best


def _reasons(one: Node, other: Node) -> Iterator[Reason]:
    told = {form.full: form for form in one.forms}
    here = [form for form in one.forms if not _is_short(one, form)]
    there = [form for form in other.forms if not _is_short(other, form)]
    for form in other.forms:
        if form.full in told:
            yield _qualified(one, other, form, form, _equal(one, other, form))
    if len(here) * len(there) > MOST_NAMES:
        return
    for first in here:
        for second in there:
            for reason in _compared(one, other, first, second):
                yield _qualified(one, other, first, second, reason)


def _qualified(one: Node, other: Node, here: Forms, there: Forms, reason: Reason) -> Reason:
    """Return a reason that weighs less where both say which one: Halle (Saale), Halle (Westf.)."""
    is_whole = here.full in one.whole or there.full in other.whole
    if is_whole or one.kind != "territory":
        return reason
    return reason._replace(weight=max(0, reason.weight - QUALIFIED))


def _compared(one: Node, other: Node, here: Forms, there: Forms) -> Iterator[Reason]:
    detail = f"{here.full} ~ {there.full}"
    if here.words and here.words == there.words:
        yield Reason("same-words", detail, _of_same_words(one, other, here, there))
    elif numbers(here.full) != numbers(there.full):
        return
    elif one.level in DIVISIONS and other.level in DIVISIONS:
        yield from _divisions(here, there, detail)
    elif weight := _alike(here, there):
        yield Reason("similar-name", detail, weight)


def _is_short(node: Node, form: Forms) -> bool:
    if node.kind == "territory":
        return form.is_acronym and len(form.full) <= INITIALS and node.level not in TOWNS
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


def _of_same_words(one: Node, other: Node, here: Forms, there: Forms) -> float:
    """Return the weight of the same words in another order or language.

    In one language the order of few tells: Washington University is not the University of
    Washington. In the name of a town an article does: Le Langon is not Langon.
    """
    first, second = telling(here.full), telling(there.full)
    is_turned = first != second and sorted(first) == sorted(second)
    if one.kind == "institution":
        return 6 if is_turned and len(first) < MANY else 6 + _telling(one.kind, here.words)
    is_town = one.level in TOWNS or other.level in TOWNS
    return 4 if is_town else 5 + _telling(one.kind, here.words)


def _divisions(here: Forms, there: Forms, detail: str) -> Iterator[Reason]:
    if here.core and here.core == there.core:
        yield Reason("same-words", detail, 6)
    else:
        likeness = fuzz.ratio(here.core, there.core)
        if likeness >= REMOTELY_LIKE and here.full[0] == there.full[0]:
            yield Reason("similar-name", detail, 3 if likeness >= LIKE else 1)


def _alike(here: Forms, there: Forms) -> float:
    """Return what a likeness weighs: a misspelt word much, one more little, another nothing."""
    if fuzz.ratio(here.full, there.full) < LIKE:
        return 0
    first, second = telling(here.full), telling(there.full)
    if len(first) == len(second):
        different = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
        if all(_is_misspelt(*pair) for pair in different):
            return 6 if len(first) > 2 else 3
    return 3 if set(first) < set(second) or set(second) < set(first) else 0


def _is_misspelt(one: str, other: str) -> bool:
    return max(len(one), len(other)) >= SPELT_OUT and fuzz.ratio(one, other) >= MISSPELT
