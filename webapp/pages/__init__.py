"""One blueprint per page."""

from flask import Flask

from webapp.pages import (
    coverage,
    decide,
    exports,
    health,
    home,
    network,
    ontology,
    review,
    search,
    sources,
    sparql,
    things,
)

BLUEPRINTS = (
    home, search, things, sources, coverage, ontology, sparql, exports, network, health, review,
    decide,
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Register every page."""
    for page in BLUEPRINTS:
        app.register_blueprint(page.blueprint)
