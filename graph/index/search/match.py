"""How well the names of a thing match what was typed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graph.index.search.names import CODE
from graph.index.search.question import Question

WHOLE, BEGINNING, ALL_WORDS, PARTS_OF_WORDS, SEVERAL_NAMES, NOTHING = range(6)
"""How a name matches, the best first."""


class Name(NamedTuple):
    """A name: its kind, as it is written, and folded."""

    kind: int
    name: str
    text: str


class Candidate(NamedTuple):
    """A thing that may be meant, with its names."""

    number: int
    iri: str
    class_: str
    group: str
    degree: int
    score: float
    names: list[Name]


class Found(NamedTuple):
    """A thing, and the name of it that matched."""

    thing: Candidate
    name: str
    is_whole: bool = False
    """Whether that is all of the name."""


def named(question: Question, candidates: Iterable[Candidate]) -> list[Found]:
    """Return what is named so, best first."""
    ranked = []
    for one in candidates:
        match, kind, at = min(
            (_match(question, name), name.kind, at) for at, name in enumerate(one.names)
        )
        if match == NOTHING and _has_in_several(question, one.names):
            match = SEVERAL_NAMES
        if match != NOTHING:
            name = one.names[at].name
            ranked.append(
                (match, kind - one.score, len(name), one.number, Found(one, name, match == WHOLE))
            )
    return [each for *_, each in sorted(ranked)]


def _match(question: Question, name: Name) -> int:
    text = name.text
    key = text.replace(" ", "")
    if key.startswith(question.key):
        if key == question.key:
            return WHOLE
        return BEGINNING if name.kind != CODE else PARTS_OF_WORDS
    if name.kind == CODE or question.unspaced not in key:
        return NOTHING
    words = set(text.split(" "))
    if words.issuperset(question.words):
        return ALL_WORDS
    return PARTS_OF_WORDS if _begins_all(question.words, words) else NOTHING


def _has_in_several(question: Question, names: Sequence[Name]) -> bool:
    """Tell whether each word begins one of some name: such as a city in one language each."""
    if question.unspaced or len(question.words) == 1:
        return False
    words = {word for name in names if name.kind != CODE for word in name.text.split(" ")}
    return _begins_all(question.words, words)


def _begins_all(wanted: Sequence[str], words: set[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in wanted)


def alike(choices: Sequence[Mapping[str, float]], candidates: Iterable[Candidate]) -> list[Found]:
    """Return what has a name with a word of each choice, the most alike first."""
    ranked = []
    for one in candidates:
        likeness, at = max((_likeness(choices, name), -at) for at, name in enumerate(one.names))
        if likeness:
            _, name, text = one.names[-at]
            is_longer = text.count(" ") >= len(choices)
            rank = (-round(likeness, 1), is_longer, -one.score, len(name), one.number)
            ranked.append((*rank, Found(one, name)))
    return [found for *_, found in sorted(ranked)]


def _likeness(choices: Sequence[Mapping[str, float]], name: Name) -> float:
    """Return how alike the words are on average; 0 where one is missing."""
    words = name.text.split(" ")
    best = [max((choice.get(word, 0.0) for word in words), default=0.0) for choice in choices]
    return sum(best) / len(best) if all(best) else 0.0
