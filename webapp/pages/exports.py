"""The graph to take away: all of it, one source, the vocabulary."""

import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO

from flask import Blueprint, Response, abort, request, send_file
from flask_babel import gettext
from pyoxigraph import RdfFormat, parse
from werkzeug.http import is_resource_modified

from graph.export import export_format, write_all, write_source
from graph.export.layout import turtle
from graph.identity import digest
from graph.store import Manifest
from ontology import ontology_ntriples
from webapp.engine import app_settings, graph_folder

blueprint = Blueprint("exports", __name__)

IN_MEMORY = 16 << 20
"""Bytes of an export up to which no file on disk is needed."""
SUFFIX = "<any(ttl, trig, nq, nt, jsonld):suffix>"


@blueprint.get(f"/export.{SUFFIX}")
def everything(suffix: str) -> Response:
    """Send every source; what is derived from them and the vocabulary are left out."""
    folder, manifest, format = graph_folder(), _manifest(), export_format(suffix)
    checksums = [entry.sha256 for entry in manifest.sources]
    return _sent(
        f"accordia-v{manifest.version}.{suffix}",
        digest([manifest.base, suffix, *checksums]),
        manifest.created,
        lambda file: write_all(folder, manifest, format, file),
    )


@blueprint.get(f"/source/<slug>.{SUFFIX}")
def source(slug: str, suffix: str) -> Response:
    """Send one source."""
    folder, manifest, format = graph_folder(), _manifest(), export_format(suffix)
    entry = manifest.entry(slug)
    if entry is None:
        abort(HTTPStatus.NOT_FOUND, gettext("No source “%(slug)s” is loaded.", slug=slug))
    return _sent(
        f"accordia-v{manifest.version}-{slug}.{suffix}",
        digest([manifest.base, suffix, entry.sha256]),
        manifest.created,
        lambda file: write_source(folder, entry, format, file),
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
    found = graph_folder().current()
    if found is None:
        abort(HTTPStatus.NOT_FOUND, gettext("No source is loaded yet."))
    return found


def _sent(
    name: str, tag: str, modified: datetime | None, write: Callable[[IO[bytes]], None]
) -> Response:
    """Send a file that is written only where the client has not got it yet."""
    media_type = export_format(name.rpartition(".")[2]).media_type
    if not is_resource_modified(request.environ, tag, last_modified=modified):
        response = Response(status=HTTPStatus.NOT_MODIFIED)
    elif request.method == "HEAD":
        response = Response(mimetype=media_type)
        response.headers.remove("Content-Length")
    else:
        file, size = _written(write)
        response = send_file(file, media_type, as_attachment=True, download_name=name)
        response.content_length = size
    response.set_etag(tag)
    response.last_modified = modified
    response.cache_control.no_cache = True
    return response


def _written(write: Callable[[IO[bytes]], None]) -> tuple[IO[bytes], int]:
    """Return a temporary file, closed by whoever sends it, and its size.

    It is written before it is sent, so that a damaged store is an error and not half a file.
    """
    with ExitStack() as stack:
        file = stack.enter_context(SpooledTemporaryFile(IN_MEMORY))
        write(file)
        size = file.tell()
        file.seek(0)
        stack.pop_all()
    return file, size


def _write(file: IO[bytes], data: bytes) -> None:
    file.write(data)
