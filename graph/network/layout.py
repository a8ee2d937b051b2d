"""Where nodes are drawn: the same network always gives the same picture."""

from collections.abc import Iterable, Mapping
from math import ceil, cos, pi, sin, sqrt
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.network.projection import Network

Positions: TypeAlias = dict[str, tuple[int, int]]
Points: TypeAlias = NDArray[np.float64]

FORCE_LIMIT = 500
"""Above so many nodes forces take seconds, and a picture of them is a hairball anyway."""

SEED = 1
SPACING = 190
"""How far apart neighbours are, in the unit of the drawing (a label is some 150 wide)."""

GAP = 120
LETTER, LINE, LABEL_WIDTH = 7.5, 18.0, 150.0
"""Size of labels as the page draws them: they are kept from covering each other."""

ROUNDS = 80
GOLDEN = pi * (3 - sqrt(5))


def positions(graph: Network) -> Positions:
    """Return a place for each node, in whole units, y downwards.

    Each connected part is laid out by forces, up to FORCE_LIMIT nodes, else on a spiral with its
    most connected node in the middle; parts are set in rows, the largest first.
    """
    simple = nx.Graph(graph)
    parts = [sorted(part) for part in nx.connected_components(simple)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    placed = [_part(simple.subgraph(part), part) for part in parts]
    points = _in_rows(placed)
    names = [node for part in parts for node in part]
    if len(names) <= FORCE_LIMIT:
        points = _apart(points, _boxes(graph, names))
    middle = (points.min(axis=0) + points.max(axis=0)) / 2 if len(names) else points
    return {
        name: (round(float(x)), round(float(y)))
        for name, (x, y) in zip(names, points - middle, strict=True)
    }


def _part(part: "nx.Graph[str]", nodes: list[str]) -> Points:
    if len(nodes) <= 2:
        return np.array([[SPACING * step, 0.0] for step in range(len(nodes))])
    return _forces(part, nodes) if len(nodes) <= FORCE_LIMIT else _spiral(part, nodes)


def _forces(part: "nx.Graph[str]", nodes: list[str]) -> Points:
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in part.edges()))
    found = nx.spring_layout(ordered, seed=SEED, iterations=120, method="force")
    points = np.array([found[node] for node in nodes], dtype=np.float64)
    lengths = [np.linalg.norm(found[a] - found[b]) for a, b in ordered.edges()]
    return np.asarray(points * (SPACING / max(float(np.median(lengths)), 1e-6)))


def _spiral(part: "nx.Graph[str]", nodes: list[str]) -> Points:
    """Place the nodes as a sunflower does its seeds, those near the middle node first."""
    degrees = dict(part.degree())
    ranked = sorted(nodes, key=lambda node: (-degrees[node], node))
    steps = nx.single_source_shortest_path_length(part, ranked[0])
    order = sorted(nodes, key=lambda node: (steps[node], -degrees[node], node))
    place = {node: index for index, node in enumerate(order)}
    angles = [place[node] * GOLDEN for node in nodes]
    radii = [SPACING * 0.6 * sqrt(place[node]) for node in nodes]
    return np.array([[r * cos(a), r * sin(a)] for r, a in zip(radii, angles, strict=True)])


def _in_rows(parts: Iterable[Points]) -> Points:
    """Set the parts in rows of about the same width, as words on lines."""
    moved = [part - part.min(axis=0) for part in parts]
    if not moved:
        return np.empty((0, 2))
    sizes = [part.max(axis=0) + [LABEL_WIDTH + GAP / 2, GAP] for part in moved]
    width = max(float(sizes[0][0]), sqrt(sum(float(w * h) for w, h in sizes) * 1.6))
    x = y = tallest = 0.0
    found = []
    for part, (wide, high) in zip(moved, sizes, strict=True):
        if x and x + wide > width:
            x, y, tallest = 0.0, y + tallest, 0.0
        found.append(part + [x, y])
        x, tallest = x + float(wide), max(tallest, float(high))
    return np.concatenate(found)


def _boxes(graph: Network, names: list[str]) -> Points:
    """Return the half width and half height that each node needs with its label."""
    return np.array([_box(graph.nodes[name]) for name in names]).reshape(-1, 2)


def _box(node: Mapping[str, Any]) -> tuple[float, float]:
    wide = max(len(label) for label in node["labels"].values()) * LETTER
    lines = min(ceil(wide / LABEL_WIDTH), 4)
    return min(wide, LABEL_WIDTH) / 2 + 8, lines * LINE / 2 + 22


def _apart(points: Points, boxes: Points) -> Points:
    """Push nodes apart until their boxes no longer overlap, each pair the shorter way."""
    needed = boxes[:, None, :] + boxes[None, :, :]
    for _ in range(ROUNDS):
        away = points[:, None, :] - points[None, :, :]
        overlap = np.maximum(needed - np.abs(away), 0)
        both = (overlap[..., 0] > 0) & (overlap[..., 1] > 0)
        np.fill_diagonal(both, False)
        if not both.any():
            break
        points = points + _push(away, overlap, both)
    return points


def _push(away: Points, overlap: Points, both: NDArray[np.bool_]) -> Points:
    order = np.arange(len(away))
    earlier = np.where(order[:, None] < order[None, :], -1.0, 1.0)
    sign = np.where(away == 0, earlier[..., None], np.sign(away))
    sideways = overlap[..., 0] < overlap[..., 1]
    along = np.stack([sideways, ~sideways], axis=-1) & both[..., None]
    moves = np.where(along, sign * overlap / 2, 0.0)
    touching = np.maximum(both.sum(axis=1, keepdims=True), 1)
    return np.asarray(moves.sum(axis=1) / np.sqrt(touching))
