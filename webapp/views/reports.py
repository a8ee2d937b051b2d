"""The report of a load, as its source's page tells it."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask_babel import format_decimal, gettext, ngettext

from graph.spreadsheet import spreadsheet
from graph.store import Entry, GraphFolder, LoadReport
from webapp.views.shares import share

REFUSED = "refused"
_DATE = re.compile(r"a date \((.*)\)")
SHOWN = 8
"""Refused rows on the page; the list holds all."""


class Figure(NamedTuple):
    """One number of a report, and what it means."""

    name: str
    number: int
    label: str
    meaning: str = ""


class Aside(NamedTuple):
    """A row that was refused, or a value that was set aside."""

    what: str
    row: str
    column: str
    value: str
    expected: str

    @property
    def outcome(self) -> str:
        """What became of it, in words."""
        said = {
            "refused": gettext("row refused"),
            "left out": gettext("value left out"),
            "differs": gettext("first value kept"),
        }
        return str(said.get(self.what, self.what))

    @property
    def wanted(self) -> str:
        """What was expected, in the reader's language where it is one of the usual sentences."""
        said = {
            "a value of the code list": gettext("a value of the code list"),
            "a key: the row has none": gettext("a key: the row has none"),
            "one key": gettext("one key"),
            "one date": gettext("one date"),
            "no control characters": gettext("no control characters"),
            "two different parties": gettext("two different parties"),
            "a web address": gettext("a web address"),
        }
        if found := _DATE.fullmatch(self.expected):
            return str(gettext("a date (%(formats)s)", formats=found[1]))
        return str(said.get(self.expected, self.expected))

    @property
    def is_translated(self) -> bool:
        """Whether the words of ``wanted`` are in the reader's language."""
        return self.wanted != self.expected


@dataclass(frozen=True, slots=True)
class Told:
    """A report, ready to be shown."""

    report: LoadReport
    summary: str
    figures: Sequence[Figure]
    asides: Sequence[Aside]
    """The first of the list."""


def told(folder: GraphFolder, entry: Entry) -> Told | None:
    """Return the report of a source; None where none was kept. Raises DamagedFile."""
    if entry.report is None:
        return None
    asides = _asides(folder.refused(entry))[:SHOWN]
    return Told(entry.report, _summary(entry.report), figures(entry), asides)


def figures(entry: Entry) -> list[Figure]:
    """Return the figures that a source of this kind has, the most telling first."""
    if (report := entry.report) is None:
        return []
    some = (*_if_any(report), *_shared(entry))
    return [*_always(report), *(one for one in some if one.number)]


def _shared(entry: Entry) -> Iterator[Figure]:
    """Yield what the source has in common with others: it changes when they do."""
    label = ngettext("thing merged", "things merged", n := entry.merged)
    yield Figure("merged", n, label, gettext("Other sources know them under another address."))
    label = ngettext("thing unsure", "things unsure", n := entry.unsure)
    yield Figure(
        "unsure", n, label, gettext("They are possibly those of other sources: see /review.")
    )


def _always(report: LoadReport) -> Iterator[Figure]:
    """Yield figures that say something even where they are 0."""
    if (n := report.refused) is not None:
        label = ngettext("row refused", "rows refused", n)
        part = gettext("%(share)s of all rows", share=share(n, report.rows or 0))
        yield Figure("refused", n, label, part)
    if (n := report.unresolved) is not None:
        label = ngettext("name not resolved", "names not resolved", n)
        meaning = gettext("Territories or institutions that no code list knows.")
        yield Figure("unresolved", n, label, meaning)
    label = ngettext("tie without a date", "ties without a date", n := report.undated)
    yield Figure("undated", n, label, gettext("They may lie in any year."))
    n = report.without_parties
    label = ngettext("agreement without a known party", "agreements without a known party", n)
    meaning = gettext("Neither a party nor a member is named.")
    yield Figure("without_parties", n, label, meaning)


def _if_any(report: LoadReport) -> Iterator[Figure]:
    label = ngettext("row skipped", "rows skipped", n := report.skipped or 0)
    yield Figure("skipped", n, label, gettext("Set aside on purpose: no facts of this source."))
    label = ngettext("value left out", "values left out", n := sum(report.left_out.values()))
    yield Figure("left_out", n, label, _why_left_out(report))
    label = ngettext("value that differs", "values that differ", n := report.differences or 0)
    yield Figure("differences", n, label, gettext("An earlier row says otherwise, and is kept."))
    label = ngettext("fact joined", "facts joined", n := report.joined or 0)
    yield Figure("joined", n, label, gettext("Several rows tell of the same thing or tie."))
    label = ngettext("blank row", "blank rows", n := report.blank or 0)
    yield Figure("blank", n, label)


def _why_left_out(report: LoadReport) -> str:
    if report.kind == "rdf":
        return str(gettext("They follow from the ties, and are derived anew."))
    return str(gettext("Nothing says what they mean; the rest of their rows is loaded."))


def _summary(report: LoadReport) -> str:
    rows = report.rows or 0
    number = format_decimal(rows)
    if report.kind == "table":
        return str(
            ngettext("%(number)s row was read.", "%(number)s rows were read.", rows, number=number)
        )
    if report.kind == "facts":
        return str(
            ngettext(
                "%(number)s record was read; a file with a mistake is refused as a whole.",
                "%(number)s records were read; a file with a mistake is refused as a whole.",
                rows,
                number=number,
            )
        )
    return str(gettext("RDF is kept as it is; a file with a mistake is refused as a whole."))


def refused_csv(folder: GraphFolder, entry: Entry) -> bytes:
    """Return the whole list, for a spreadsheet: nothing in it runs. Raises DamagedFile."""
    rows = csv.reader(io.StringIO(folder.refused(entry).decode(), newline=""))
    return spreadsheet(rows)


def as_json(entry: Entry, version: int, refused: str | None) -> dict[str, Any]:
    """Return the report for programs; ``refused`` is the address of the whole list."""
    known = entry.model_dump(
        include={
            *("slug", "title", "graph", "sha256", "quads", "counts", "licence", "remarks"),
            *("merged", "unsure"),
        }
    )
    report = entry.report.model_dump(exclude_none=True) if entry.report else None
    return {"version": version, **known, "report": report, "refused": refused}


def _asides(data: bytes) -> list[Aside]:
    """Return the list, refused rows before values that were set aside."""
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    next(rows, None)
    return sorted((Aside(*row) for row in rows), key=lambda one: one.what != REFUSED)
