"""Where a value of a fact comes from: a column, several, a template, a constant."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    model_validator,
)

from loaders.factfile.model import Several, Strict
from loaders.values import LANGUAGE_TAG, LanguageTag

Column = Annotated[str, StringConstraints(min_length=1, max_length=400)]
"""The name of a column, or a path into nested JSON: ``names[].value``. Inside ``each``, a path that
begins with a dot looks into the item: ``.value``, and ``.`` is the item itself."""

Plain = Annotated[str, StringConstraints(max_length=2000)]


def _regular(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
    return pattern


Pattern = Annotated[str, StringConstraints(max_length=500), AfterValidator(_regular)]

SOURCES = ("constant", "column", "columns", "template")


class Condition(Strict):
    """Which rows, or which items of a list, are meant."""

    column: Column
    one_of: Annotated[list[Plain], Several] = []
    none_of: Annotated[list[Plain], Several] = []
    matches: Pattern | None = None
    empty: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Condition":
        if self.empty is None and self.matches is None and not (self.one_of or self.none_of):
            raise ValueError("a condition needs 'one_of', 'none_of', 'matches' or 'empty'")
        return self


Conditions = Annotated[list[Condition], Several]


class Cell(Strict):
    """A value, or several: from where, and what is done to each, in the order of these keys."""

    constant: Plain | None = None
    column: Column | None = None
    columns: list[Column] | None = None
    template: Plain | None = None
    """Words with columns in braces: ``FR-COM-{code}``; no value where one of them is empty."""
    each: Column | None = None
    """A list inside a record; the columns are then looked up in each of its items."""
    when: Conditions = []
    """Without them, no value."""
    split: Annotated[list[str], Several] = []
    """Separators between several values in one cell."""
    keep: Annotated[list[Plain], Several] = []
    """Names that hold a separator and are not to be split."""
    pattern: Pattern | None = None
    """Only what this matches, or its first group, is the value; anything else is refused."""
    codes: Annotated[list[dict[str, Plain] | str], Several] = []
    """What each code stands for; or the name of a code list; several are tried in turn."""
    unlisted: Literal["refuse", "keep", "leave-out"] = "refuse"
    """What happens to a value that no code list has."""
    prefix: Plain = ""
    """Put before each value: ``ror-``."""
    sorted: bool = False
    join: str | None = None
    """Put between the values, to make one of them."""
    slug: bool = False
    """Make an address of words: ``Saint-Étienne`` becomes ``saint-etienne``."""
    otherwise: Plain | None = None
    """The value where there would be none."""

    @model_validator(mode="after")
    def _has_one_source(self) -> "Cell":
        if sum(getattr(self, name) is not None for name in SOURCES) != 1:
            raise ValueError(f"expected exactly one of {', '.join(SOURCES)}")
        return self


def as_cell(value: Any) -> Any:
    """Return a cell: bare words are a constant."""
    return {"constant": value} if isinstance(value, str) else value


Value = Annotated[Cell, BeforeValidator(as_cell, json_schema_input_type=str | Cell)]
Values = Annotated[list[Value], Several]


class Words(Cell):
    """Words with their language; that of the source where nothing else is said."""

    language: LanguageTag | None = None
    language_column: Column | None = None
    """The column that tells the language, by its code."""


def as_words(value: Any) -> Any:
    """Return a list of words: ``{fr: ..., en: ...}`` gives the languages."""
    if isinstance(value, Mapping) and value and all(map(LANGUAGE_TAG.fullmatch, value)):
        cells = [(language, as_cell(cell)) for language, cell in value.items()]
        return [
            {**cell, "language": language} if isinstance(cell, Mapping) else cell
            for language, cell in cells
        ]
    return [as_cell(item) for item in (value if isinstance(value, list) else [value])]


Texts = Annotated[
    list[Words],
    BeforeValidator(
        as_words,
        json_schema_input_type=str | Words | list[str | Words] | dict[LanguageTag, str | Words],
    ),
]


class DateCell(Cell):
    """A date: how it is written, and which values are none."""

    format: Annotated[list[Plain], Several, Field(min_length=1)] = ["words"]
    """Tried in this order: iso, edtf, year, day-first, month-first, words, or %d %b %Y ..."""
    open: Annotated[list[Plain], Several] = []
    """Values that stand for "no end": ``31.12.9999``."""
    unknown: Annotated[list[Plain], Several] = []
    """Values that stand for "not known": ``0000-00-00``."""
    unreadable: Literal["refuse", "leave-out"] = "refuse"
    """What happens to a value in none of the formats."""


Date = Annotated[DateCell, BeforeValidator(as_cell, json_schema_input_type=str | DateCell)]


class Coordinates(Cell):
    """Latitude and longitude in one cell."""

    order: Literal["lat-lon", "lon-lat"] = "lat-lon"


class Reference(Strict):
    """Which thing is meant: by the key that gives its address, or by a fact of this row."""

    territory: Value | None = None
    institution: Value | None = None
    programme: Value | None = None
    person: Value | None = None
    fact: Annotated[list[str], Several] = []
    """The ids of facts that stand before this one."""

    @model_validator(mode="after")
    def _means_one_thing(self) -> "Reference":
        if sum(bool(getattr(self, name)) for name in type(self).model_fields) != 1:
            raise ValueError("expected exactly one of territory, institution, programme, ... fact")
        return self


References = Annotated[list[Reference], Several]
