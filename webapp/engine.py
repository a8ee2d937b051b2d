"""The query engine as a request sees it: one session, hence one version of the graph."""

import atexit
from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from typing import cast

from flask import Flask, current_app, g

from graph.engine import Engine, Session, start_engine
from graph.settings import Settings, settings
from graph.store import GraphFolder, Manifest


def init_app(app: Flask) -> None:
    """Connect to the engine that the settings name, or start one on first use."""
    app.config.setdefault("SETTINGS", settings())
    app.extensions["engine_stack"] = ExitStack()
    app.extensions["engine_lock"] = Lock()
    atexit.register(app.extensions["engine_stack"].close)
    app.teardown_appcontext(_end_session)


def app_settings() -> Settings:
    """Return the settings of the current application."""
    return cast(Settings, current_app.config["SETTINGS"])


def graph_folder() -> GraphFolder:
    """Return the store's files."""
    return GraphFolder(Path(app_settings().store))


def session() -> Session:
    """Return what this request asks the engine through, begun on first use.

    Raises EngineUnavailable.
    """
    if "session" not in g:
        stack = g.session_stack = ExitStack()
        g.session = stack.enter_context(_engine().session())
    return cast(Session, g.session)


def served() -> Manifest | None:
    """Return the version that answers this request, None where nothing is loaded yet.

    A newer one on disk need not be loaded yet, nor be whole.
    Raises EngineUnavailable, NoSuchVersion, DamagedFile.
    """
    version = session().version
    return graph_folder().version(version) if version else None


def has_session() -> bool:
    """Tell whether this request has asked the engine."""
    return "session" in g


def _engine() -> Engine:
    extensions = current_app.extensions
    with extensions["engine_lock"]:
        if "engine" not in extensions:
            own = app_settings()
            extensions["engine"] = (
                Engine(own.engine, own)
                if own.engine
                else extensions["engine_stack"].enter_context(start_engine(own))
            )
    return cast(Engine, extensions["engine"])


def _end_session(_error: BaseException | None) -> None:
    g.pop("session", None)
    stack = g.pop("session_stack", None)
    if stack is not None:
        stack.close()
