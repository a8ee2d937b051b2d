"""Where nodes are drawn: the same network always gives the same picture."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.network.captions import caption, radius
from graph.network.projection import Network

Positions: TypeAlias = dict[str, tuple[int, int]]
Points: TypeAlias = NDArray[np.float64]

FORCE_LIMIT = 500
"""From so many nodes on forces take seconds (networkx wants scipy for them), and a picture of
them is a hairball anyway."""

SEED = 1
SPACING = 150
"""How far apart neighbours are, in the unit of the drawing: a letter is LETTER wide."""

LETTER, LINE, MARGIN, GAP = 8.2, 18.0, 5.0, 24.0
TIE_RADIUS = 9.0
ASPECT = 1.6
ROUNDS = 300
GOLDEN = pi * (3 - sqrt(5))


def positions(graph: Network) -> Positions:
    """Return a place for each node, in whole units, y downwards.

    Each connected part is laid out by forces, its names kept from covering each other; from
    FORCE_LIMIT nodes on a spiral, with its most connected node in the middle. The parts are set
    in rows, the tallest first.
    """
    simple = nx.Graph(graph)
    parts = [sorted(part) for part in nx.connected_components(simple)]
    many = len(simple) >= FORCE_LIMIT
    placed = [(part, *_part(graph, simple.subgraph(part), part, many)) for part in parts]
    placed.sort(key=lambda one: (-float(np.ptp(one[1][:, 1])), -len(one[0]), one[0][0]))
    points = _in_rows([one[1] for one in placed], [one[2] for one in placed])
    names = [name for one in placed for name in one[0]]
    return {
        name: (round(float(x)), round(float(y))) for name, (x, y) in zip(names, points, strict=True)
    }


def _part(
    graph: Network, part: "nx.Graph[str]", nodes: Sequence[str], many: bool
) -> tuple[Points, Points]:
    """Return where the nodes of one part are, and the half width and height each needs."""
    needs = np.array([_box(graph.nodes[node]) for node in nodes])
    boxes = needs[:, :2]
    below = np.stack([np.zeros(len(nodes)), needs[:, 2]], axis=1)
    if len(nodes) == 1:
        return np.zeros((1, 2)), boxes + below
    if many and len(nodes) > 2:
        return _spiral(part, nodes), boxes + below
    points = np.array([[0.0, 0.0], [SPACING, 0.0]]) if len(nodes) == 2 else _forces(part, nodes)
    return _apart(points + below, boxes) - below, boxes + below


def _forces(part: "nx.Graph[str]", nodes: Sequence[str]) -> Points:
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(sorted((min(edge), max(edge)) for edge in part.edges()))
    found = nx.spring_layout(ordered, seed=SEED, iterations=120, method="force")
    points = np.array([found[node] for node in nodes], dtype=np.float64)
    lengths = [float(np.linalg.norm(found[a] - found[b])) for a, b in ordered.edges()]
    return _lying(points * (SPACING / max(float(np.median(lengths)), 1e-6)))


def _lying(points: Points) -> Points:
    """Turn the longest way of the points sideways: screens are wide, and so are names."""
    centred = points - points.mean(axis=0)
    (xx, xy), (_, yy) = centred.T @ centred
    turn = -0.5 * np.arctan2(2 * xy, xx - yy)
    rotation = np.array([[cos(turn), sin(turn)], [-sin(turn), cos(turn)]])
    return np.asarray(centred @ rotation)


def _spiral(part: "nx.Graph[str]", nodes: Sequence[str]) -> Points:
    """Place the nodes as a sunflower does its seeds, those near the middle node first."""
    degrees = dict(part.degree())
    hub = min(nodes, key=lambda node: (-degrees[node], node))
    steps = nx.single_source_shortest_path_length(part, hub)
    order = sorted(nodes, key=lambda node: (steps[node], -degrees[node], node))
    place = {node: index for index, node in enumerate(order)}
    polar = [(SPACING * 0.6 * sqrt(place[node]), place[node] * GOLDEN) for node in nodes]
    return np.array([[radius * cos(angle), radius * sin(angle)] for radius, angle in polar])


def _in_rows(parts: Sequence[Points], boxes: Sequence[Points]) -> Points:
    """Set the parts in rows of about the same width, as words on lines, around the middle."""
    if not parts:
        return np.empty((0, 2))
    corners = [(points - box).min(axis=0) for points, box in zip(parts, boxes, strict=True)]
    ends = [(points + box).max(axis=0) for points, box in zip(parts, boxes, strict=True)]
    sizes = [end - corner + GAP for corner, end in zip(corners, ends, strict=True)]
    widest = max(float(size[0]) for size in sizes)
    area = sqrt(sum(float(size.prod()) for size in sizes))
    tried = [_rows(sizes, max(widest, area * step / 4)) for step in range(2, 13)]
    _, offsets = min(tried, key=lambda one: one[0])
    moved = zip(parts, corners, offsets, strict=True)
    whole = np.concatenate([points - corner + offset for points, corner, offset in moved])
    return np.asarray(whole - (whole.min(axis=0) + whole.max(axis=0)) / 2)


def _rows(sizes: Sequence[Points], width: float) -> tuple[float, list[tuple[float, float]]]:
    """Return how wide a screen rows of that width need, and the place of each part."""
    x = y = tallest = longest = 0.0
    offsets = []
    for wide, high in sizes:
        if x and x + wide > width:
            x, y, tallest = 0.0, y + tallest, 0.0
        offsets.append((x, y))
        x, tallest = x + float(wide), max(tallest, float(high))
        longest = max(longest, x)
    return max(longest, (y + tallest) * ASPECT), offsets


def _box(node: Mapping[str, Any]) -> tuple[float, float, float]:
    """Return half the width and height that a node needs, and how far below it their middle is."""
    symbol = radius(node["degree"])
    if is_tie(node):
        return TIE_RADIUS + MARGIN, TIE_RADIUS + MARGIN, 0.0
    captions = [caption(name).split("\n") for name in node["labels"].values()]
    longest = max(len(line) for lines in captions for line in lines)
    words = max(len(lines) for lines in captions) * LINE
    wide = max(longest * LETTER / 2, symbol) + MARGIN
    return wide, symbol + words / 2 + MARGIN, words / 2


def is_tie(node: Mapping[str, Any]) -> bool:
    """Tell whether a node is a tie, as in the unfolded form: only ties have evidence."""
    return "evidence" in node


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
    moves = np.where(along, sign * (overlap / 2 + 0.5), 0.0)
    touching = np.maximum(both.sum(axis=1, keepdims=True), 1)
    return np.asarray(moves.sum(axis=1) / np.sqrt(touching))
