"""The web service: pages, SPARQL, exports."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from webapp import display, engine, language, pages, problems, security


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Return the service. ``config["SETTINGS"]`` is a graph.settings.Settings, by default the process's."""
    app = Flask(__name__)
    app.config.from_mapping(config or {})
    for part in (engine, language, security, display, problems, pages):
        part.init_app(app)
    return app
