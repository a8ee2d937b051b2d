"""The statements of a file, by what they are about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

Value = NamedNode | Literal
Found = dict[str, list[Value]]


class Statements:
    """What a file says of each thing, by property."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.about: dict[str, Found] = {}
        self.pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        """The two ends of each statement between things, by property."""
        for quad in quads:
            subject, value = quad.subject, quad.object
            assert isinstance(subject, NamedNode)
            assert isinstance(value, NamedNode | Literal)
            found = self.about.setdefault(subject.value, {})
            found.setdefault(quad.predicate.value, []).append(value)
            if isinstance(value, NamedNode):
                self.pairs[quad.predicate.value].append((subject.value, value.value))
        self._back: dict[str, dict[str, list[Value]]] = {}

    def values(self, thing: str, path: Sequence[str], *, inverse: bool = False) -> list[Value]:
        """Return what a path of properties leads to, each once, in one order."""
        if inverse:
            return self._backwards(thing, path[0])
        at: list[Value] = [NamedNode(thing)]
        for name in path:
            at = [value for one in at for value in self._step(one, name)]
        return sorted(set(at), key=str)

    def ends(self, names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Yield subject, property and object of all statements between things."""
        for name in names:
            yield from ((one, name, other) for one, other in self.pairs.get(name, ()))

    def _step(self, at: Value, name: str) -> list[Value]:
        return self.about.get(at.value, {}).get(name, []) if isinstance(at, NamedNode) else []

    def _backwards(self, thing: str, name: str) -> list[Value]:
        if name not in self._back:
            back: dict[str, list[Value]] = defaultdict(list)
            for one, other in self.pairs.get(name, ()):
                back[other].append(NamedNode(one))
            self._back[name] = back
        return sorted(set(self._back[name].get(thing, ())), key=str)
