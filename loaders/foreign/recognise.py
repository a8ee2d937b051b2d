"""Which things of a file are territories or institutions, and of which level and kind."""

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from graph.identity import Namer
from loaders.foreign.rules import ClassRule, FieldRule, Rules
from loaders.foreign.statements import Statements
from ontology import ACC

ACTORS = ("Territory", "Institution")
Doubts = Counter[str]
"""How often something was left out or made up, by what."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a thing is."""

    type: str
    level: str | None = None
    kinds: tuple[str, ...] = ()
    told: bool = False
    """Somebody describes it in our own terms already."""


class Recogniser:
    """Knows what the things of a file are: by their class, else by what leads to them."""

    def __init__(self, statements: Statements, rules: Rules, namer: Namer, doubts: Doubts) -> None:
        self._statements, self._rules, self._namer = statements, rules, namer
        self._doubts = doubts
        self._order = {name: number for number, name in enumerate(rules.classes)}
        self._left: set[str] = set()
        self._known: dict[str, Thing] = {}
        for address in statements.about:
            if (thing := self._by_class(address)) is not None:
                self._known[address] = thing
        for address, thing in self._by_ties():
            self._known.setdefault(address, thing)
        self._spread()

    @property
    def things(self) -> Mapping[str, Thing]:
        """What the things are, by address."""
        return self._known

    def thing(self, address: str) -> Thing | None:
        """Return what a thing is; None where nothing tells."""
        return self._known.get(address) or self._ours(address)

    def _ours(self, address: str) -> Thing | None:
        """Return what a thing with an address of ours is."""
        prefix = f"{self._namer.base}id/"
        kind = address.removeprefix(prefix).partition("/")[0].capitalize()
        is_ours = address.startswith(prefix) and kind in ACTORS
        return Thing(kind, told=True) if is_ours else None

    def _by_class(self, address: str) -> Thing | None:
        values = [v for name in self._rules.types for v in self._statements.values(address, [name])]
        names = {value.value for value in values if isinstance(value, NamedNode)}
        for kind in ACTORS:
            if ACC + kind in names:
                return Thing(kind, told=True)
        fitting = sorted(names & self._order.keys(), key=self._order.__getitem__)
        rules = [self._rules.classes[name] for name in fitting]
        contradict = len({rule.type for rule in rules}) > 1
        if contradict or names & self._rules.leave or any(n.startswith(ACC) for n in names):
            self._left.add(address)
            self._doubts["things of classes that contradict each other, left alone"] += contradict
            return None
        return _thing(rules) if rules else None

    def _by_ties(self) -> Iterator[tuple[str, Thing]]:
        for name, rule in self._rules.ties:
            for ends in self._statements.pairs.get(name, ()):
                for end in ends:
                    if end not in self._left:
                        yield end, self._ours(end) or Thing(rule.things)

    def _spread(self) -> None:
        """Take in what the properties of known things lead to, and what leads on from there."""
        waiting = deque(self._known)
        rules = [(path, rule) for path, rule in self._rules.fields if rule.object is not None]
        while waiting:
            address = waiting.popleft()
            for path, rule in rules:
                if rule.field_of(self._known[address].type) is not None:
                    for found in self._statements.values(address, path, inverse=rule.inverse):
                        if isinstance(found, NamedNode) and self._learn(found.value, rule):
                            waiting.append(found.value)

    def _learn(self, address: str, rule: FieldRule) -> bool:
        """Take what a rule tells of a thing; tell whether it was not known before."""
        before = self._known.get(address)
        if before is None and address not in self._left:
            new = Thing(rule.object or "", rule.level)
            self._known[address] = self._ours(address) or new
            return True
        if before is not None and before.type == rule.object and before.level is None:
            self._known[address] = replace(before, level=rule.level)
        return False


def _thing(rules: list[ClassRule]) -> Thing:
    level = next((rule.level for rule in rules if rule.level), None)
    kinds = tuple(dict.fromkeys(rule.kind for rule in rules if rule.kind))
    return Thing(rules[0].type, level, kinds)
