"""Where nodes are drawn."""

import networkx as nx
import pytest

from graph.network.layout import FORCE_LIMIT, positions


@pytest.mark.parametrize("count", [1, 2, FORCE_LIMIT - 1, FORCE_LIMIT, FORCE_LIMIT + 1])
def test_every_size_is_placed_by_what_is_installed(count: int) -> None:
    """From FORCE_LIMIT nodes on networkx would ask for scipy."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(nx.relabel_nodes(nx.star_graph(count - 1), str))
    for node in graph:
        graph.nodes[node].update(labels={"fr": node, "en": node}, degree=1)
    assert len(set(positions(graph).values())) == count
