"""Is a quote in the text? Letters decide, not the way they were typed."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ′`´"), "'")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„«»"), '"')
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff"), None)
FOLDING = APOSTROPHES | DASHES | QUOTATION_MARKS | INVISIBLE
SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return the text in one Unicode form, with one kind of apostrophe, dash, mark and space."""
    return SPACES.sub(" ", unicodedata.normalize("NFKC", text).translate(FOLDING)).strip()


def fold_name(text: str) -> str:
    """Fold further, for names: case, accents, hyphens and apostrophes do not tell names apart."""
    decomposed = unicodedata.normalize("NFKD", fold(text).casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", letters))


def names_one_of(words: Iterable[str], names: Iterable[str]) -> bool:
    """Tell whether one of the names stands, as whole words, in one of the texts."""
    texts = [f" {fold_name(text)} " for text in words]
    folded = [f" {fold_name(name)} " for name in names if fold_name(name)]
    return any(name in text for name in folded for text in texts)


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text at hand, folded once."""

    folded: str

    def has(self, quote: str) -> bool:
        """Tell whether the quote stands in the text."""
        return fold(quote) in self.folded


def find_text(folder: Path, sha256: str) -> SourceText | None:
    """Return the text with that checksum from a folder; its name does not matter."""
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == sha256:
            return SourceText(fold(data.decode("utf-8", errors="replace")))
    return None
