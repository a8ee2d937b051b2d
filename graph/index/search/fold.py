"""Text as it is compared: without case, accents, ligatures and punctuation."""

import re
import unicodedata

LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
"""Letters that Unicode does not take apart, as people type them (ß is taken apart by case)."""
UNSPACED = re.compile(r"CJK |HIRAGANA |KATAKANA ")
"""Scripts without spaces between words: each of their characters is a word here."""
SAINT = re.compile(r"\bst(e?)(?= )")
"""Saint and Sainte, abbreviated; never the last word, which may be the beginning of another."""


PLAIN = bytes(byte if chr(byte).isalnum() else 32 for byte in bytes(range(128)).lower()).ljust(256)
"""The same for ASCII, which most names are: many times quicker."""


class _Folding(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folding = _folding(chr(code))
        return folding


def _folding(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    if UNSPACED.match(unicodedata.name(letter, "")):
        return f" {letter} "
    if unicodedata.category(letter)[0] in "LNM":
        return LETTERS.get(letter, letter)
    return " "


_FOLDING = _Folding()


def folded(text: str) -> str:
    """Return the words of the text as they are compared, with one space between them."""
    if text.isascii():
        plain = text.encode().translate(PLAIN).decode()
    else:
        plain = unicodedata.normalize("NFKD", text).casefold().translate(_FOLDING)
    words = " ".join(plain.split())
    return SAINT.sub(r"saint\1", words) if "st" in words else words


def is_unspaced(word: str) -> bool:
    """Tell whether a word of ``folded`` is one character of a script without spaces."""
    return len(word) == 1 and _FOLDING[ord(word)] != word
