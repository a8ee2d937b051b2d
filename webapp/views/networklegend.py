"""What the network is called, and what its colours, lines and shapes mean."""

from collections.abc import Iterable

from flask_babel import gettext

from graph.network import Filters, Network, TieInfo
from ontology import vocabulary
from webapp.display import class_label, upper_first
from webapp.views.network import OTHER_SHAPE, SHAPES, Json


def heading(filters: Filters) -> str:
    """Return what the ties of the filters are: cooperation, or more than that."""
    more = set(filters.wanted_classes).difference(vocabulary().cooperation_classes)
    if more or set(filters.wanted_stances) != {"asserted"}:
        return str(gettext("Ties between actors"))
    return str(gettext("Who cooperates with whom"))


def legend(graph: Network) -> Json:
    """Return what the colours, lines and shapes of this view mean, and nothing more."""
    infos: Iterable[TieInfo] = graph.graph["ties"].values()
    ties = {info.class_: vocabulary().edge_style(info.class_) for info in infos}
    classes = {data["class"] for _, data in graph.nodes(data=True)} - set(ties)
    return {
        "ties": [
            {"class": name, "label": upper_first(class_label(name)), "color": ties[name].color,
             "dashes": ties[name].dashes}
            for name in sorted(ties)
        ],
        "actors": [
            {"label": upper_first(class_label(name)), "shape": SHAPES.get(name, OTHER_SHAPE)}
            for name in sorted(classes)
        ],
        "unnamed": any(unnamed for _, unnamed in graph.nodes(data="unnamed")),
    }  # fmt: skip
