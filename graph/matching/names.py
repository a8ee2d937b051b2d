"""Names in forms that can be compared: letters, words, acronyms."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml
from anyascii import anyascii

PARENTHESIS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
INITIALS_AFTER = re.compile(r"\s*[,–-]\s+[A-Z]{2,8}$")
INITIALS_BEFORE = re.compile(r"^[A-Z]{2,8}\s*[,–-]\s+(?=\S+\s\S)")
WORDS = re.compile(r"[A-Za-z0-9]+")
ACRONYM_LENGTH = 8
SHORT = 6
"""Letters of a single word that may be an acronym however it is written: Cnam."""
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8"}


class Forms(NamedTuple):
    """One name, ready to be compared."""

    full: str
    """Letters and digits only, in their order: ``saint denis``."""
    words: str
    """The words that tell, in alphabetical order, in one language where that is known."""
    is_acronym: bool

    @property
    def core(self) -> str:
        """The words without those for a kind of subdivision: region, oblast, province."""
        return " ".join(word for word in self.words.split() if word not in _divisions())

    @property
    def is_short(self) -> bool:
        """Tell whether it is one short word, so perhaps an acronym."""
        return self.is_acronym or (" " not in self.full and len(self.full) <= SHORT)


@lru_cache(maxsize=200_000)
def forms(name: str) -> Forms:
    """Return the forms of a name; empty ones where it has no letter of any script."""
    is_short = is_acronym(name := name.strip())
    tokens = list(map(_token, WORDS.findall(_ascii(name))))
    if len(tokens) > 1 and tokens[0] in _headings():
        tokens[:1] = _headings()[tokens[0]].split()
    if is_short:
        joined = "".join(tokens)
        return Forms(joined, joined, True)
    return Forms(" ".join(tokens), " ".join(sorted(_told(tokens))), False)


def _told(tokens: Iterable[str]) -> Iterator[str]:
    """Yield the words that tell; a usual one once: Baden-Baden is not Baden."""
    said: set[str] = set()
    for token in tokens:
        stem = _generic().get(token)
        if token not in _silent() and stem not in said:
            yield stem or token
        if stem:
            said.add(stem)


def variants(name: str) -> tuple[str, ...]:
    """Return the name, and the name without parentheses and without its initials beside it."""
    bare = PARENTHESIS.sub(" ", name).strip()
    found = (name, bare, INITIALS_AFTER.sub("", bare), INITIALS_BEFORE.sub("", bare))
    return tuple(dict.fromkeys(text for text in found if text))


def is_acronym(name: str) -> bool:
    """Tell whether a name is made of initials: short, one word, capitals for the most part."""
    if len(name) > 2 * ACRONYM_LENGTH or " " in name or not name[:1].isascii():
        return False
    letters = [character for character in name if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    return 1 < len(letters) <= ACRONYM_LENGTH and capitals * 3 >= len(letters) * 2


def numbers(full: str) -> frozenset[str]:
    """Return the numbers in a form: Paris 1 is not Paris 10."""
    return frozenset(token for token in full.split() if token.isdigit())


def _ascii(name: str) -> str:
    text = name if name.isascii() else anyascii(name)
    return text.replace("'", " ")


def _token(word: str) -> str:
    """Return a word in small letters and its one spelling; a Roman number as digits."""
    token = word.casefold()
    return ROMAN.get(word) or _spelling().get(token, token)


@cache
def _words() -> dict[str, Any]:
    text = files("graph.matching").joinpath("words.yaml").read_text("utf-8")
    words: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return words


@cache
def _silent() -> frozenset[str]:
    return frozenset(_words()["silent"])


@cache
def _divisions() -> frozenset[str]:
    return frozenset(_words()["divisions"])


@cache
def _spelling() -> dict[str, str]:
    return {short: long for long, shorts in _words()["spellings"].items() for short in shorts}


@cache
def _headings() -> dict[str, str]:
    headings: dict[str, str] = _words()["headings"]
    return headings


@cache
def _generic() -> dict[str, str]:
    return {word: stem for stem, words in _words()["generic"].items() for word in words}


def telling(full: str) -> list[str]:
    """Return the words of a form that are no articles, prepositions or conjunctions."""
    return [word for word in full.split() if word not in _silent()]


def all_generic(words: str) -> bool:
    """Tell whether no word of a form tells one thing from another of its kind."""
    return bool(words) and all(word in _words()["generic"] for word in words.split())
