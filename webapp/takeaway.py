"""The network as one file that works without a network: pyvis fills the page, we own it."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from flask_babel import gettext

from graph.network import Filters, Network
from webapp.engine import app_settings
from webapp.language import current_language
from webapp.views.network import drawing
from webapp.views.networklegend import heading, legend
from webapp.views.terms import stylesheet

TEMPLATES = Path(str(files("webapp") / "templates"))
STATIC = Path(str(files("webapp") / "static"))
SCRIPTS = (
    "vendor/vis-data/vis-data.min.js",
    "vendor/vis-network/vis-network.min.js",
    "js/network-panel.js",
    "js/network.js",
)
STYLES = ("css/network.css", "css/takeaway.css")


def takeaway(graph: Network, filters: Filters) -> bytes:
    """Return the page: the same network always gives the same bytes.

    The graph is read and never changed: pyvis is given copies, one edge for each tie.
    """
    from pyvis.network import Network as Page

    drawn = drawing(graph, filters.fold)
    page = Page(directed=True, cdn_resources="in_line")
    page.toggle_physics(False)
    page.set_template_dir(str(TEMPLATES), "pyvis/network.html")
    page.templateEnv.autoescape = True
    for node in drawn.pop("nodes"):
        page.add_node(node.pop("id"), node.pop("label") or " ", **node)
    for edge in drawn.pop("edges"):
        page.add_edge(edge.pop("from"), edge.pop("to"), **edge)
    page.templateEnv.globals.update(_around(graph, filters, drawn))
    return str(page.generate_html()).encode()


def _around(graph: Network, filters: Filters, drawn: dict[str, Any]) -> dict[str, Any]:
    """Return what the template needs beside the nodes and edges that pyvis hands it."""
    base = app_settings().base
    query = filters.to_query()
    return {
        "_": gettext,
        "drawn": drawn | {"base": base},
        "lang": current_language(),
        "heading": heading(filters),
        "legend": legend(graph),
        "address": f"{base}network?{query}" if query else f"{base}network",
        "version": graph.graph["version"],
        "sources": [
            {
                "label": one.labels[current_language()],
                "language": one.language,
                "licence": one.licence or one.rights.get(current_language(), ""),
            }
            for one in graph.graph["sources"].values()
        ],
        "styles": [*(_inlined(name, "</style") for name in STYLES), stylesheet()],
        "scripts": [_inlined(name, "</script") for name in SCRIPTS],
    }


def _inlined(name: str, end: str) -> str:
    """Return a file of ours; one that would end its own element is a fault of the build."""
    text = (STATIC / name).read_text("utf-8")
    assert end not in text.lower(), name
    return text
