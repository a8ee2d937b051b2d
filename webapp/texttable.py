"""A result as a table for a terminal."""

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from graph.namespaces import shorten

WIDEST = 60


def text_table(tsv: str) -> str:
    """Return the rows of a SPARQL TSV result in columns, IRIs shortened."""
    if tsv.strip() in {"true", "false"}:
        return tsv.strip() + "\n"
    results = parse_query_results(tsv.encode(), format=QueryResultsFormat.TSV)
    assert isinstance(results, QuerySolutions)
    header = [variable.value for variable in results.variables]
    rows = [header] + [[_cell(value) for value in solution] for solution in results]
    return in_columns(rows)


def in_columns(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as text in columns, the first of them as a header."""
    widths = [min(WIDEST, max(map(len, column))) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join([lines[0], rule, *lines[1:]]) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, NamedNode):
        return shorten(value.value)
    return " ".join(value.value.split()) if isinstance(value, Literal) else str(value or "")
