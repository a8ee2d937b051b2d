"""Questions to begin with: files of SPARQL whose first lines title them in each language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from ontology import ACC, DEFAULT_BASE

WRITTEN_IN = "fr"
"""The language of the names that the files ask for."""

TITLE = re.compile(r"^# (fr|en): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """A question, and the query that answers it."""

    slug: str
    titles: Mapping[str, str]
    query: str

    def title(self, language: str) -> str:
        """Return the question in that language."""
        return self.titles[language]


def examples(base: str = DEFAULT_BASE, language: str = WRITTEN_IN) -> list[Example]:
    """Return the questions in the order of their file names.

    Their queries ask a graph of that base address for names in that language.
    """
    return [replace(one, query=_translated(_rebased(one.query, base), language)) for one in _read()]


def _rebased(query: str, base: str) -> str:
    """Return the query for another base address; the vocabulary has one address everywhere."""
    return query.replace(f"<{DEFAULT_BASE}", f"<{base}").replace(f"<{base}ontology#>", f"<{ACC}>")


def _translated(query: str, language: str) -> str:
    return query.replace(f'"{WRITTEN_IN}"', f'"{language}"')


@cache
def _read() -> tuple[Example, ...]:
    folder = Path(str(files("webapp") / "queries"))
    return tuple(_example(path) for path in sorted(folder.glob("*.rq")))


def _example(path: Path) -> Example:
    text = path.read_text("utf-8")
    titles = {match[1]: match[2] for match in TITLE.finditer(text)}
    return Example(path.stem.partition("-")[2], titles, TITLE.sub("", text).strip() + "\n")
