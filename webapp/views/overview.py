"""The graph at a glance."""

from flask import current_app

from graph.identity import Namer
from graph.index.derive import counted_ties
from graph.network.facets import own_counts
from ontology import ACC, vocabulary
from webapp.engine import app_settings, session
from webapp.rows import rows
from webapp.views.ties import Tie, ties

Counts = dict[str, int]

CLASSES = "SELECT ?class (COUNT(?thing) AS ?n) WHERE { ?thing a ?class } GROUP BY ?class"
QUOTES = "SELECT (COUNT(?evidence) AS ?n) WHERE { ?evidence acc:quote ?quote }"
LATEST = """
SELECT ?tie WHERE {{
  {counted}
  GRAPH ?g {{ ?tie acc:earliest ?earliest . ?evidence acc:quote ?quote }}
}} ORDER BY DESC(?earliest) ?tie LIMIT 1"""


def counts() -> Counts:
    """Return how many things are of each class and none below it, and quotes; once a version."""
    digest, known = current_app.extensions.get("counts", (None, {}))
    if digest != session().digest:
        known = {row["class"].value.removeprefix(ACC): int(row["n"].value) for row in rows(CLASSES)}
        known = own_counts({n: known[n] for n in known if n in vocabulary().classes})
        known["quotes"] = int(rows(QUOTES)[0]["n"].value)
        current_app.extensions["counts"] = (session().digest, known)
    found: Counts = known
    return found


def specimen() -> Tie | None:
    """Return the cooperation that was signed or begun last, among those that a quote proves."""
    pattern = counted_ties(Namer(app_settings().base))
    found = rows(LATEST.format(counted=pattern))
    return ties([found[0]["tie"].value])[0] if found else None
