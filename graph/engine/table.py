"""The first rows of a SELECT as JSON, so that showing a few of a million costs a few."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, Triple, Variable

from graph.namespaces import PREFIXES

T = TypeVar("T")
STRING = PREFIXES["xsd"] + "string"


def beginning(rows: Iterator[T], count: int | None) -> tuple[Iterable[T], dict[str, Any]]:
    """Return the first so many, how many these are and whether there are more; all for None."""
    if count is None:
        return rows, {}
    first = list(islice(rows, count + 1))
    return first[:count], {"rows": min(len(first), count), "more": len(first) > count}


def json_table(variables: Sequence[Variable], solutions: Iterable[QuerySolution]) -> bytes:
    """Return SPARQL 1.1 Query Results JSON."""
    names = [variable.value for variable in variables]
    bindings = [
        {name: _term(term) for name, term in zip(names, solution, strict=True) if term is not None}
        for solution in solutions
    ]
    return json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode()


def _term(term: object) -> dict[str, Any]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal():
            return {"type": "literal", "value": term.value} | _kind(term)
        case Triple():
            parts = zip(("subject", "predicate", "object"), term, strict=True)
            return {"type": "triple", "value": {name: _term(part) for name, part in parts}}
    raise TypeError(term)


def _kind(literal: Literal) -> dict[str, str]:
    if literal.language:
        return {"xml:lang": literal.language}
    return {} if literal.datatype.value == STRING else {"datatype": literal.datatype.value}
