"""Several values in one cell."""

import re
from collections.abc import Iterable
from functools import cache


def split(text: str, separators: tuple[str, ...], keep: tuple[str, ...] = ()) -> list[str]:
    """Return the values between separators.

    What stands in double quotes, and the names to keep, may hold a separator.
    """
    found = []
    for match in _item(separators, keep).finditer(text):
        quoted, kept, plain = match.groups()
        value = quoted.replace('""', '"') if quoted is not None else (kept or plain or "")
        if value.strip():
            found.append(value.strip())
    return found


@cache
def _item(separators: tuple[str, ...], keep: tuple[str, ...]) -> re.Pattern[str]:
    end = rf"(?:{_any(separators)}|\Z)"
    names = rf"({_any(keep)})" if keep else "(?!)()"
    return re.compile(rf'\s*(?:"((?:[^"]|"")*)"\s*{end}|{names}\s*{end}|(.*?){end})', re.DOTALL)


def _any(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
