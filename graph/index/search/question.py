"""What was typed, as the search table is asked for it."""

import re
from dataclasses import dataclass
from functools import cached_property

from graph.index.search.fold import folded, is_unspaced
from graph.index.search.names import last_part
from graph.index.search.table import FIRST, GROUP, LONGEST_KEY

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+\.[a-z]{2,}/\S+", re.IGNORECASE)
LONGEST = 200
"""Characters that are read: no name that people type is longer."""
MOST_WORDS = 10
INDEXED = 3
"""Letters up to which the beginnings of words are indexed; a longer one is put together."""
MOST_PUT_TOGETHER = 2


@dataclass(frozen=True)
class Question:
    """Words as they are compared; none where nothing that can be compared was typed."""

    text: str

    @cached_property
    def words(self) -> list[str]:
        """Each word once, in the order in which they were typed."""
        return list(dict.fromkeys(self.text.split()))[:MOST_WORDS]

    @cached_property
    def key(self) -> str:
        return self.text.replace(" ", "")[:LONGEST_KEY]

    @cached_property
    def unspaced(self) -> str:
        """The part in a script without spaces: its characters belong together."""
        return "".join(word for word in self.words if is_unspaced(word))

    def matching(self, group: str = "") -> str:
        """Return the match in which only the last word may be unfinished."""
        *whole, last = self.words
        return _all([*map(_quoted, whole), _begun(last)], group)

    def beginning(self, group: str = "") -> str:
        """Return the match in which every word may be unfinished.

        Only so many long ones, for time's sake: the others are compared afterwards.
        """
        long = sorted((word for word in self.words if len(word) > INDEXED), key=len, reverse=True)
        left_out = long[MOST_PUT_TOGETHER:]
        return _all([_begun(word) for word in self.words if word not in left_out], group)

    def first(self, group: str = "") -> str:
        """Return the match of names that begin with these words."""
        first, *others = self.words
        wanted = [_quoted(FIRST + first), *map(_quoted, others[:-1]), *map(_begun, others[-1:])]
        return _all(wanted if others else [_begun(FIRST + first)], group)


def asked(text: str) -> Question:
    """Return what any text asks for; of an address, the code at its end."""
    typed = text[:LONGEST].strip()
    if ADDRESS.fullmatch(typed):
        typed = last_part(typed) or typed
    return Question(folded(typed))


def anything_of(choices: list[list[str]]) -> str:
    """Return the match of one word of each choice."""
    return " AND ".join(f"({' OR '.join(map(_quoted, words))})" for words in choices)


def _all(terms: list[str], group: str) -> str:
    return " AND ".join([*dict.fromkeys(terms), *([_quoted(GROUP + group.lower())] * bool(group))])


def _quoted(word: str) -> str:
    """Return the word as a term; ``folded`` leaves no quotation mark in it."""
    return f'"{word}"'


def _begun(word: str) -> str:
    return _quoted(word) + ("" if is_unspaced(word) else "*")
