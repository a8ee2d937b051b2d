"""The web service: pages, SPARQL, exports."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(config: Mapping[str, Any] | None = None) -> "Flask":
    """Return the service.

    ``config["SETTINGS"]``: a graph.settings.Settings, by default those of the process.
    """
    from webapp.app import build_app  # the command line imports this package too, without Flask

    return build_app(config)
