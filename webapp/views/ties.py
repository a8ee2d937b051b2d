"""Ties with all that a reader wants to know of them, many in a few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.identity import Namer
from graph.index.derive import counted_ties
from webapp.display import adds_to
from webapp.engine import app_settings
from webapp.labels import Labels, labels
from webapp.rows import Value, iri_terms, rows
from webapp.views.nodes import Link, Node, describe, linked
from webapp.views.proofs import Proof, proofs_of, stance_of
from webapp.views.when import When, when

ROLES = ("lead", "host", "member")


@dataclass(frozen=True, slots=True)
class Party:
    """A party, and the properties that say more than ``party``."""

    iri: str
    label: str
    roles: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie."""

    node: Node
    label: str
    class_: str
    counts: bool
    """Whether some source asserts it as cooperation."""
    stance: str
    status: str
    when: When
    parties: Sequence[Party]
    of: Sequence[Link]
    kinds: Sequence[Link]
    themes: Sequence[Link]
    proofs: Sequence[Proof]

    @property
    def iri(self) -> str:
        """The address of the tie."""
        return self.node.iri

    @property
    def theme_words(self) -> list[Value]:
        """The themes as the sources list them."""
        return self.node.values("themeText")


def ties(iris: Iterable[str]) -> list[Tie]:
    """Return ties in the order asked for."""
    wanted = list(dict.fromkeys(iris))
    nodes, evidence, counted = describe(wanted), proofs_of(wanted), counted_among(wanted)
    shown = ("party", "of", "kind", "theme")
    pointed = {iri for node in nodes.values() for name in shown for iri in node.iris(name)}
    named = labels([*wanted, *pointed])
    return [_tie(nodes[iri], evidence[iri], iri in counted, named) for iri in wanted]


def counted_among(iris: Iterable[str]) -> set[str]:
    """Return which of the ties some source asserts as cooperation."""
    return _counted(f"VALUES ?tie {{ {iri_terms(iris)} }}")


def counted_of(party: str) -> set[str]:
    """Return the ties of a party that some source asserts as cooperation."""
    return _counted(f"?tie acc:party {party}")


def _counted(restriction: str) -> set[str]:
    pattern = counted_ties(Namer(app_settings().base))
    found = rows(f"SELECT DISTINCT ?tie WHERE {{ {restriction} . {pattern} }}")
    return {row["tie"].value for row in found}


def _tie(node: Node, evidence: Sequence[Proof], counts: bool, named: Labels) -> Tie:
    return Tie(
        node=node,
        label=named[node.iri],
        class_=node.class_,
        counts=counts,
        stance=stance_of(evidence),
        status=node.slug("status"),
        when=when(node),
        parties=_parties(node, named),
        of=linked(node.iris("of"), named),
        kinds=kinds(node, named),
        themes=linked(node.iris("theme"), named),
        proofs=evidence,
    )


def kinds(node: Node, named: Labels, *names: str) -> list[Link]:
    """Return what says more of a thing than its class does."""
    found = (link for name in names or ("kind",) for link in linked(node.iris(name), named))
    return [link for link in found if adds_to(node.class_, link.label)]


def _parties(node: Node, named: Labels) -> list[Party]:
    roles = {role: set(node.iris(role)) for role in ROLES}
    return [
        Party(link.iri, link.label, [role for role in ROLES if link.iri in roles[role]])
        for link in linked(node.iris("party"), named)
    ]
