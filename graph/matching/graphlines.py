"""What was found about identity, as a named graph: addresses that gave way, and what is unsure."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from graph.identity import Namer
from graph.matching.addresses import Addresses
from graph.matching.identify import Identities
from graph.namespaces import expand

REPLACED = NamedNode(expand("dct:isReplacedBy"))
POSSIBLY = NamedNode(expand("possiblySame"))


def identity_quads(base: str, found: Identities) -> Iterator[Quad]:
    """Yield who was replaced by whom, and both ways who is possibly whom."""
    graph = NamedNode(Namer(base).identity)
    whole = Addresses(base).whole
    for old, new in found.canonical.items():
        yield Quad(NamedNode(whole(old)), REPLACED, NamedNode(whole(new)), graph)
    for one, other in sorted(set(_unsure(found))):
        yield Quad(NamedNode(whole(one)), POSSIBLY, NamedNode(whole(other)), graph)


def _unsure(found: Identities) -> Iterable[tuple[str, str]]:
    for match in found.pairs:
        one, other = (found.canonical.get(name, name) for name in match.pair)
        if match.outcome == "unsure" and one != other:
            yield one, other
            yield other, one
