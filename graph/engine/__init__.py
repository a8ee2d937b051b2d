"""Queries in processes that can be killed: a keeper forks loaders, a loader forks workers."""

from graph.engine.client import Answer, Engine, Session
from graph.engine.errors import (
    EngineUnavailable,
    QueryCrashed,
    QueryError,
    QueryFailed,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    ResultTooLarge,
    UnknownFormat,
)
from graph.engine.start import start_engine, start_keeper

__all__ = [
    "Answer",
    "Engine",
    "EngineUnavailable",
    "QueryCrashed",
    "QueryError",
    "QueryFailed",
    "QueryRefused",
    "QuerySyntaxError",
    "QueryTimeout",
    "ResultTooLarge",
    "Session",
    "UnknownFormat",
    "start_engine",
    "start_keeper",
]
