"""The application: every part and page put together."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from webapp import access, display, downloads, engine, language, pages, problems, security


def build_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Return the service.

    ``config["SETTINGS"]``: a graph.settings.Settings, by default those of the process.
    """
    app = Flask("webapp")
    app.config.from_mapping(config or {})
    for part in (engine, access, downloads, language, security, display, problems, pages):
        part.init_app(app)
    return app
