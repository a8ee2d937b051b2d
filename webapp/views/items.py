"""Figures and posts: small facts that are told on the page of what they are about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webapp.labels import labels
from webapp.rows import Value
from webapp.views.nodes import Link, Node, describe, linked
from webapp.views.proofs import Proof, proofs_of

WHO = ("holder", "at", "about")


@dataclass(frozen=True, slots=True)
class Item:
    """A figure or a post."""

    iri: str
    label: str
    value: Value | None
    who: Sequence[Link]
    """Who holds the post and where, or what the figure is about."""
    proofs: Sequence[Proof]


def items(iris: Iterable[str], beside: str = "") -> list[Item]:
    """Return figures and posts in the order asked for, to stand on the page of ``beside``."""
    nodes = describe(iris)
    evidence = proofs_of(nodes)
    named = labels([*nodes, *(iri for node in nodes.values() for iri in _who(node))])
    return [
        Item(iri, named[iri], node.first("valueText") or node.first("value"),
             linked((one for one in _who(node) if one != beside), named), evidence[iri])
        for iri, node in nodes.items()
    ]  # fmt: skip


def _who(node: Node) -> list[str]:
    return [iri for name in WHO for iri in node.iris(name)]
