"""Check a fact file before it is loaded: its form, its rules, its quotes."""

from collections.abc import Iterator
from pathlib import Path

from loaders.check import Finding
from loaders.factfile import FactDocument, read_fact_file
from loaders.quotes import SourceText, find_text


def check_file(path: Path, texts: Path | None) -> Iterator[Finding]:
    """Yield quotes that the text lacks, or how many could not be verified.

    Raises FileProblem, FileProblems for faults of the file itself.
    """
    document = read_fact_file(path)
    record = document.content.source.text
    text = find_text(texts, record.sha256) if texts and record else None
    quotes = list(_quotes(document))
    if text is None:
        why = f"no file of {texts} has the checksum of the text" if texts else "see --texts"
        sentence = f"{len(quotes)} quotes unverified: {why}."
        yield Finding(str(path), sentence, is_fault=False)
        return
    for line, quote in _missing(quotes, text):
        yield Finding(f"{path}, line {line}", f"the text does not hold the quote « {quote} ».")


def _missing(quotes: list[tuple[int, str]], text: SourceText) -> Iterator[tuple[int, str]]:
    return ((line, quote) for line, quote in quotes if not text.has(quote))


def _quotes(document: FactDocument) -> Iterator[tuple[int, str]]:
    for where, record in document.records:
        for index, quote in enumerate(record.quotes):
            yield document.file.line((*where, "quotes", index)), quote
        for index, evidence in enumerate(record.evidence):
            yield document.file.line((*where, "evidence", index, "quote")), evidence.quote
