"""The layout of Turtle and TriG for reading in a diff: one object a line, short names, sorted.

Terms are written by the engine (N-Triples syntax is Turtle too); only names are shortened here.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.namespaces import PREFIXES
from ontology import vocabulary

LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*")
"""A part of PN_LOCAL (Turtle 1.1, 6.5) that needs no escape."""

TYPE = NamedNode(PREFIXES["rdf"] + "type")
STRING = NamedNode(PREFIXES["xsd"] + "string")
FIRST = {TYPE.value: 0, PREFIXES["skos"] + "prefLabel": 1, PREFIXES["skos"] + "altLabel": 2}


def reading_order(triple: Triple | Quad) -> tuple[str, int, str, str]:
    """Sort by subject; what it is and its names come before the rest."""
    predicate = triple.predicate.value
    return (str(triple.subject), FIRST.get(predicate, 3), predicate, str(triple.object))


@cache
def prefixes(base: str) -> Mapping[str, str]:
    """Return the prefixes of an export, sorted: general ones, and one for each kind of thing."""
    kinds = {name.lower(): f"{base}id/{name.lower()}/" for name in vocabulary().classes}
    schemes = {name: f"{base}concept/{name}/" for name in vocabulary().concepts}
    ours = kinds | schemes | {"source": f"{base}source/"}
    return dict(sorted((dict(PREFIXES) | ours).items()))


class Layout:
    """Writes triples that come sorted by subject, in the prefixes of one base address."""

    def __init__(self, base: str) -> None:
        self.prefixes = prefixes(base)
        self.used: set[str] = set()
        """Prefixes that what was written so far needs."""
        self._names = {namespace: prefix for prefix, namespace in self.prefixes.items()}

    def head(self, only: Container[str] | None = None) -> bytes:
        """Return the prefix declarations: of these prefixes, or of all."""
        wanted = self.prefixes if only is None else only
        return b"".join(
            f"@prefix {prefix}: <{iri}> .\n".encode()
            for prefix, iri in self.prefixes.items()
            if prefix in wanted
        )

    def blocks(self, triples: Iterable[Triple], margin: str = "") -> Iterator[bytes]:
        """Yield one block for each run of triples with the same subject."""
        for subject, group in groupby(triples, key=lambda triple: triple.subject):
            lines = " ;\n    ".join(self._predicates(sorted(group, key=reading_order)))
            block = f"\n{self._term(subject)} {lines} .\n"
            yield block.replace("\n", f"\n{margin}").encode() if margin else block.encode()

    def graph(self, name: str, triples: Iterable[Triple]) -> Iterator[bytes]:
        """Yield the block of one named graph (TriG)."""
        yield f"\n{self._term(NamedNode(name))} {{".encode()
        yield from self.blocks(triples, margin="    ")
        yield b"\n}\n"

    def _predicates(self, triples: list[Triple]) -> Iterator[str]:
        for predicate, group in groupby(triples, key=lambda triple: triple.predicate):
            objects = ",\n        ".join(self._term(triple.object) for triple in group)
            yield f"{'a' if predicate == TYPE else self._term(predicate)} {objects}"

    def _term(self, term: object) -> str:
        if isinstance(term, NamedNode):
            return self._name(term.value)
        if isinstance(term, Literal) and term.language is None and term.datatype != STRING:
            words = str(term).removesuffix(f"^^<{term.datatype.value}>")
            return f"{words}^^{self._name(term.datatype.value)}"
        return str(term)

    def _name(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._names.get(iri[:cut])
        if prefix is None or not LOCAL.fullmatch(iri, cut):
            return f"<{iri}>"
        self.used.add(prefix)
        return f"{prefix}:{iri[cut:]}"


def turtle(triples: Iterable[Triple], base: str) -> bytes:
    """Return sorted Turtle: the same triples, the same bytes."""
    layout = Layout(base)
    body = b"".join(layout.blocks(sorted(set(triples), key=reading_order)))
    return layout.head(layout.used) + body
