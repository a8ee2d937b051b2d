"""The graph to take away: all of it, one source, the vocabulary."""

import hashlib
import io
from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from typing import IO

from flask import Blueprint, Response, abort, request
from flask_babel import gettext
from pyoxigraph import RdfFormat, parse
from werkzeug.http import is_resource_modified

from graph.export import export_format, write_all, write_source
from graph.export.layout import turtle
from graph.identity import digest
from graph.store import Entry, Manifest
from ontology import ontology_ntriples
from webapp.downloads import LARGE, Write, downloads
from webapp.engine import app_settings, graph_folder, served

blueprint = Blueprint("exports", __name__)

SUFFIX = "<any(ttl, trig, nq, nt, jsonld):suffix>"


@blueprint.get(f"/export.{SUFFIX}")
def everything(suffix: str) -> Response:
    """Send every source; what is derived from them and the vocabulary are left out."""
    folder, manifest, format = graph_folder(), _manifest(), export_format(suffix)
    checksums = [entry.sha256 for entry in manifest.graphs]
    return _sent(
        f"accordia-v{manifest.version}.{suffix}",
        digest([manifest.base, suffix, *checksums]),
        manifest.created,
        lambda file: write_all(folder, manifest, format, file),
        manifest.graphs,
    )


@blueprint.get(f"/source/<slug>.{SUFFIX}")
def source(slug: str, suffix: str) -> Response:
    """Send one source."""
    manifest = _manifest()
    entry = manifest.entry(slug)
    if entry is None:
        abort(HTTPStatus.NOT_FOUND, gettext("No source “%(slug)s” is loaded.", slug=slug))
    return _graph(manifest, entry, suffix)


@blueprint.get(f"/graph/identity.{SUFFIX}")
def identity(suffix: str) -> Response:
    """Send which addresses gave way to which, and what is possibly the same."""
    manifest = _manifest()
    if manifest.identity is None:
        abort(HTTPStatus.NOT_FOUND, gettext("No two sources tell of the same things yet."))
    return _graph(manifest, manifest.identity, suffix)


def _graph(manifest: Manifest, entry: Entry, suffix: str) -> Response:
    folder, format = graph_folder(), export_format(suffix)
    return _sent(
        f"accordia-v{manifest.version}-{entry.slug}.{suffix}",
        digest([manifest.base, suffix, entry.sha256]),
        manifest.created,
        lambda file: write_source(folder, entry, format, file),
        [entry],
    )


@blueprint.get("/ontology.ttl")
def vocabulary() -> Response:
    """Send the vocabulary and its concepts."""
    base = app_settings().base
    lines = ontology_ntriples(base)
    triples = (quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES))
    tag = hashlib.sha256(lines).hexdigest()[:16]
    return _sent(
        "accordia-ontology.ttl", tag, None, lambda file: _write(file, turtle(triples, base))
    )


@blueprint.after_request
def _readable_from_anywhere(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _manifest() -> Manifest:
    found = served()
    if found is None:
        abort(HTTPStatus.NOT_FOUND, gettext("No source is loaded yet."))
    return found


def _sent(
    name: str,
    tag: str,
    modified: datetime | None,
    write: Write,
    entries: Iterable[Entry] = (),
) -> Response:
    """Send a file that is written only where the client has not got it yet."""
    if not is_resource_modified(request.environ, tag, last_modified=modified):
        response = Response(status=HTTPStatus.NOT_MODIFIED)
    else:
        response = Response() if request.method == "HEAD" else _written(tag, write, entries)
        response.mimetype = export_format(name.rpartition(".")[2]).media_type
        response.headers.set("Content-Disposition", "attachment", filename=name)
    if request.method == "HEAD":
        response.headers.remove("Content-Length")
    response.set_etag(tag)
    response.last_modified = modified
    response.cache_control.no_cache = True
    return response


def _written(tag: str, write: Write, entries: Iterable[Entry]) -> Response:
    """Return the body, written before it is sent: a damaged store is an error, not half a file.

    A small one goes to the server in one piece, which then waits for slow readers itself.
    """
    paths = [graph_folder().quads_path(entry.sha256) for entry in entries]
    if sum(path.stat().st_size for path in paths if path.is_file()) > LARGE:
        return downloads().response(tag, write)
    file = io.BytesIO()
    write(file)
    return Response(file.getvalue())


def _write(file: IO[bytes], data: bytes) -> None:
    file.write(data)
