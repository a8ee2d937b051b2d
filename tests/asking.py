"""Ask a running engine, for tests."""

import json

from graph.engine import Engine
from graph.index.derive import PROLOGUE
from graph.settings import Settings

BASE = Settings().base
ID = f"{BASE}id/"


def ask(engine: Engine, query: str) -> list[tuple[str, ...]]:
    """Return the rows of a SELECT: values as text, unbound as an empty string.

    ``id:territory/FR`` stands for the IRI of that thing, ``concept:status/planned`` for a concept.
    """
    with engine.session() as session:
        text = PROLOGUE + _expanded(query)
        answer = json.loads(session.query(text, ["application/sparql-results+json"]).body)
    names = answer["head"]["vars"]
    return [
        tuple(row[name]["value"].removeprefix(ID) if name in row else "" for name in names)
        for row in answer["results"]["bindings"]
    ]


def _expanded(query: str) -> str:
    words = (
        f"<{BASE}{word.replace(':', '/', 1)}>" if word.startswith(("id:", "concept:")) else word
        for word in query.split(" ")
    )
    return " ".join(words)
