"""What a file says, in our terms: triples to be put beside its own."""

from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import Quad

from graph.facts import Source, Text
from graph.identity import Namer
from graph.nquads import Block
from graph.nquads import quads as parsed
from graph.triples import TripleMaker
from loaders.foreign.facts import things
from loaders.foreign.recognise import Doubts, Recogniser
from loaders.foreign.rules import rules_for
from loaders.foreign.stated import Reader
from loaders.foreign.statements import Statements
from loaders.foreign.ties import Ties
from ontology import ACC

UNTOLD = "not told by the file"
"""The publisher of a file that does not describe itself."""


def read_vocabularies(
    quads: list[Quad], names: Iterable[str], base: str, slug: str, title: str
) -> tuple[list[Quad], tuple[str, ...]]:
    """Return the triples that the rules of some vocabularies add, and what was in doubt.

    Raises UnknownVocabulary.
    """
    rules, namer, maker = rules_for(names), Namer(base), TripleMaker(base, slug)
    statements, doubts = Statements(quads), Doubts()
    reader = Reader(statements, rules, Recogniser(statements, rules, namer, doubts), doubts)
    ties = Ties(reader, namer, slug)
    facts = (*things(reader), *ties.ties())
    new = parsed(chain(*map(maker.fact, facts), _source(maker, statements, title)))
    told = set(quads)
    kept = [quad for quad in dict.fromkeys(new) if quad not in told]
    return kept, tuple(_remarks(len(kept), doubts))


def _source(maker: TripleMaker, statements: Statements, title: str) -> list[Block]:
    """Describe the source where the file does not: evidence must come from one."""
    if any(key.startswith(ACC) for key in statements.about.get(maker.graph, {})):
        return []
    return maker.source(Source(slug=maker.slug, titles=(Text(title, "und"),), publisher=UNTOLD))


def _remarks(added: int, doubts: Doubts) -> Iterator[str]:
    yield f"{added} triples added for the vocabularies."
    yield from (f"{count} {what}." for what, count in sorted(doubts.items()) if count)
