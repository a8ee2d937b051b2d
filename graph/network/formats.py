"""The network as a file for other tools: the same graph always gives the same bytes."""

import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO
from xml.etree.ElementTree import tostring

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from graph.errors import AccordiaError
from graph.network.describe import LANGUAGES
from graph.network.layout import positions
from graph.network.projection import Network
from graph.spreadsheet import MEDIA_TYPE, spreadsheet

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML file may hold (XML 1.0, 2.2)."""

BETWEEN = "; "
COLUMNS = (
    "source", "target", "tie", "class", "kinds", "statuses", "stances", "dates", "end_dates",
    "earliest", "latest", "themes", "sources", "label_fr", "label_en",
)  # fmt: skip
Flat = dict[str, str | int | bool]


class UnknownNetworkFormat(AccordiaError):
    """A file format that the network does not have."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"No such format as {name!r}: expected one of {', '.join(WRITERS)}.")


def write_network(graph: Network, name: str, file: BinaryIO, language: str = "en") -> None:
    """Write the graph as ``gexf``, ``graphml``, ``csv`` (its edges) or ``json`` (node-link).

    The language is that of the labels; what says ``label_fr`` stays French. Raises
    UnknownNetworkFormat.
    """
    if name not in WRITERS:
        raise UnknownNetworkFormat(name)
    file.write(WRITERS[name](graph, language))


def gexf(graph: Network, language: str) -> bytes:
    """Return the graph for Gephi, with colours and positions, without the day it was written."""
    flat = _flattened(graph, language)
    for node, (x, y) in positions(graph).items():
        flat.nodes[node]["viz"] = {"position": {"x": x, "y": -y, "z": 0}}
    for *_, data in flat.edges(data=True):
        data["viz"] = {"color": _rgb(data.pop("color"))}
    writer = GEXFWriter(encoding="utf-8", prettyprint=False, version="1.2draft")
    writer.add_graph(flat)
    for element in writer.xml.iter("meta"):
        element.attrib.pop("lastmodifieddate", None)
    body: bytes = tostring(writer.xml, "utf-8")
    return b"<?xml version='1.0' encoding='utf-8'?>\n" + body + b"\n"


def graphml(graph: Network, language: str) -> bytes:
    """Return the graph as GraphML."""
    flat = _flattened(graph, language)
    buffer = io.BytesIO()
    nx.write_graphml_xml(flat, buffer, prettyprint=False, named_key_ids=True)
    return buffer.getvalue() + b"\n"


def edge_list(graph: Network, language: str) -> bytes:
    """Return one line for each edge, for a spreadsheet: nothing in it runs as a formula.

    A tie of which one party only is known has a line without target.
    """
    return spreadsheet(_edges(graph, language))


def _edges(graph: Network, language: str) -> Iterator[Sequence[str]]:
    yield (*COLUMNS, "source_label", "target_label", "quotes")
    for source, target, data in _lines(graph):
        flat = _flat(data, language) | {"source": source, "target": target}
        ends = [_name(graph, node, language) for node in (source, target)]
        quotes = BETWEEN.join(one.quote for one in data["evidence"] if one.quote)
        yield [*(str(flat[column]) for column in COLUMNS), *ends, quotes]


def node_link(graph: Network, _language: str) -> bytes:
    """Return the graph as networkx's node-link JSON, its evidence included."""
    plain: Network = graph.copy()
    for *_, edge in plain.edges(data=True):
        edge["evidence"] = [one._asdict() for one in edge["evidence"]]
    for _, node in plain.nodes(data=True):
        node.pop("evidence", None)
    described = {key: graph.graph[key] for key in ("version", "query", "left_out")}
    drawn = {data["tie"] for *_, data in graph.edges(data=True)}
    described["sources"] = {iri: one.labels for iri, one in graph.graph["sources"].items()}
    described["licences"] = {iri: one.licence for iri, one in graph.graph["sources"].items()}
    described["undrawn"] = [tie for tie in graph.graph["ties"] if tie not in drawn]
    plain.graph = described
    data = nx.node_link_data(plain, edges="edges")
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return text.encode() + b"\n"


WRITERS: Mapping[str, Callable[[Network, str], bytes]] = {
    "gexf": gexf,
    "graphml": graphml,
    "csv": edge_list,
    "json": node_link,
}
MEDIA_TYPES: Mapping[str, str] = {
    "gexf": "application/gexf+xml",
    "graphml": "application/graphml+xml",
    "csv": MEDIA_TYPE,
    "json": "application/json",
}


def _lines(graph: Network) -> Iterator[tuple[str, str, dict[str, Any]]]:
    drawn = set()
    for source, target, data in graph.edges(data=True):
        drawn.add(data["tie"])
        yield source, target, data
    for tie, info in graph.graph["ties"].items():
        if tie not in drawn:
            source = next(iter(graph.graph["parties"][tie]), "")
            yield source, "", {name: getattr(info, name) for name in info.__slots__} | {
                "class": info.class_, "tie": tie
            }  # fmt: skip


def _name(graph: Network, node: str, language: str) -> str:
    if node in graph.graph["actors"]:
        return str(graph.graph["actors"][node].labels[language])
    return str(graph.nodes[node]["labels"][language]) if node in graph else ""


def _flattened(graph: Network, language: str) -> Network:
    """Return a copy whose attributes are words and numbers.

    Its keys are unique, as identifiers of edges must be: the tie, numbered where it links several.
    """
    flat: Network = nx.MultiDiGraph()
    flat.add_nodes_from(
        (node, _clean(_flat(data, language))) for node, data in graph.nodes(data=True)
    )
    times: Counter[str] = Counter()
    for source, target, tie, data in graph.edges(keys=True, data=True):
        times[tie] += 1
        key = tie if times[tie] == 1 else f"{tie}#{times[tie]}"
        flat.add_edge(source, target, key=key, **_clean(_flat(data, language)))
    return flat


def _flat(data: Mapping[str, Any], language: str) -> Flat:
    found: Flat = {}
    for name, value in data.items():
        if name == "labels":
            found |= {f"label_{one}": value[one] for one in LANGUAGES}
            found["label"] = value[language]
        elif name == "evidence":
            found["quotes"] = BETWEEN.join(one.quote for one in value if one.quote)
        elif isinstance(value, tuple):
            found[name] = BETWEEN.join(map(str, value))
        else:
            found[name] = value
    return found


def _clean(flat: Flat) -> dict[str, Any]:
    return {
        name: NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in flat.items()
    }


def _rgb(color: str) -> dict[str, int]:
    red, green, blue = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    return {"r": red, "g": green, "b": blue, "a": 1}
