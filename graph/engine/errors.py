"""What can go wrong with a query."""

from collections.abc import Mapping
from typing import Any

from graph.errors import AccordiaError


class QueryError(AccordiaError):
    """The root of what can go wrong with a query."""


class QuerySyntaxError(QueryError):
    """The query is not SPARQL, or uses what the engine does not know."""

    def __init__(
        self, template: str, line: int | None = None, column: int | None = None, **values: str
    ) -> None:
        self.template, self.values = template, values
        """The reason and what is put into it, for those who translate."""
        self.reason = template % values if values else template
        self.line, self.column = line, column
        place = "" if line is None else f" (line {line}, column {column})"
        super().__init__(f"The query cannot be read{place}: {self.reason}.")

    @property
    def parts(self) -> dict[str, Any]:
        """What the error is made of, for another process."""
        return {
            "template": self.template,
            "line": self.line,
            "column": self.column,
            "values": self.values,
        }

    @classmethod
    def from_parts(cls, parts: Mapping[str, Any]) -> "QuerySyntaxError":
        """Return the error that another process described."""
        return cls(parts["template"], parts["line"], parts["column"], **parts["values"])


class QueryFailed(QueryError):
    """The query is SPARQL, and the engine cannot answer it."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"The query cannot be answered: {reason}.")


class QueryRefused(QueryError):
    """The query asks for what this service never does."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"{what} is refused: this service answers from its own data only.")


class QueryTimeout(QueryError):
    """The query was stopped at its time limit."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            f"The query was stopped after {seconds:g} s, the time limit. "
            "Ask for less, or add conditions that narrow it."
        )


class ResultTooLarge(QueryError):
    """The result is larger than the service sends."""

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        super().__init__(f"The result is larger than {megabytes} MB: add a LIMIT, page through.")


class QueryCrashed(QueryError):
    """The worker died of the query: memory exhausted, or nested too deeply."""

    def __init__(self, megabytes: int) -> None:
        self.megabytes = megabytes
        super().__init__(
            f"The query needs more memory than the {megabytes} MB allowed, or nests too deeply."
        )


class UnknownFormat(QueryError):
    """A result format that this kind of query does not have."""

    def __init__(self, wanted: str, known: tuple[str, ...]) -> None:
        self.wanted, self.known = wanted, known
        super().__init__(f"No such result as {wanted!r}: expected one of {', '.join(known)}.")


class EngineUnavailable(AccordiaError):
    """The query engine does not answer."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"The query engine does not answer: {why}.")
