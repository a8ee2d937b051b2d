"""A SPARQL request as the protocol sends it (SPARQL 1.1 Protocol, 2.1)."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from graph.errors import AccordiaError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
LARGEST = 1 << 20
"""Bytes of a request's body."""


class BadRequest(AccordiaError):
    """A request that is not what the protocol says, and the status that tells so."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the graphs that it is asked of; without any, those of the whole store."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The request as the parameters of an address."""
        graphs = [("default-graph-uri", iri) for iri in self.default_graphs]
        named = [("named-graph-uri", iri) for iri in self.named_graphs]
        return [("query", self.query), *graphs, *named]


def asked() -> Asked:
    """Return what is asked; its query is empty where there is none. Raises BadRequest."""
    if request.method != "POST":
        return _from(request.args)
    request.max_content_length = request.max_form_memory_size = LARGEST
    try:
        return _posted()
    except RequestEntityTooLarge:
        size = gettext("A request may have %(count)s bytes, this one is longer.", count=LARGEST)
        raise BadRequest(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, size) from None


def _posted() -> Asked:
    match request.mimetype:
        case "application/x-www-form-urlencoded":
            return _from(request.form)
        case "application/sparql-query":
            return _from(MultiDict([*request.args.items(multi=True), ("query", _text())]))
        case "application/sparql-update":
            raise _update()
    sentence = gettext("A query is posted as %(form)s or %(query)s.", form=FORM, query=QUERY)
    raise BadRequest(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, sentence)


def _text() -> str:
    try:
        return request.get_data().decode()
    except UnicodeDecodeError:
        sentence = gettext("The query is not in UTF-8.")
        raise BadRequest(HTTPStatus.BAD_REQUEST, sentence) from None


def _from(parameters: MultiDict[str, str]) -> Asked:
    if "update" in parameters:
        raise _update()
    queries = parameters.getlist("query")
    if len(queries) > 1:
        sentence = gettext("A request holds one query, this one holds several.")
        raise BadRequest(HTTPStatus.BAD_REQUEST, sentence)
    graphs = (parameters.getlist(f"{kind}-graph-uri") for kind in ("default", "named"))
    return Asked("".join(queries).replace("\r\n", "\n"), *map(tuple, graphs))


def _update() -> BadRequest:
    sentence = gettext("Updates are refused: sources are loaded on the machine of the service.")
    return BadRequest(HTTPStatus.FORBIDDEN, sentence)
