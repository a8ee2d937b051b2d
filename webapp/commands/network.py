"""The network as a file."""

import io
import sys
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import click

from graph.engine import start_engine
from graph.errors import AccordiaError
from graph.network import Filters
from graph.network import network as build_network
from graph.network.formats import WRITERS, write_network
from graph.settings import Settings
from webapp.commands.output import write_output
from webapp.commands.store import with_store

FORMATS = ("html", *WRITERS)


class NotForTerminals(AccordiaError):
    """A page would be written to a terminal."""

    def __init__(self) -> None:
        super().__init__("A page is not for a terminal: say -o FILE, or another --format.")


class UnknownSuffix(AccordiaError):
    """A file name that does not tell the format, where nothing else does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        known = ", ".join(f".{name}" for name in FORMATS)
        super().__init__(f"{path} does not end in one of {known}: say --format.")


class PageFailed(AccordiaError):
    """The page that was to be written is an error."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        self.status, self.detail = status, detail
        super().__init__(detail)


def _filters(command: Any) -> Any:
    """Add the page's filters, under the same names, as options."""
    several: Any = {"multiple": True}
    for name, help_text, more in reversed((
        ("class", "Class of ties; by default those that count as cooperation.", several),
        ("kind", "Kind of tie, narrower kinds included.", several),
        ("status", "Status of the ties.", several),
        ("stance", "What the source does with the tie; by default it asserts it.", several),
        ("theme", "Theme, narrower themes included.", several),
        ("source", "Source that states the ties.", several),
        ("from", "First year.", {}),
        ("to", "Last year.", {}),
        ("undated", "Whether undated ties stay when years are given.",
         {"type": click.Choice(("yes", "no"))}),
        ("focus", "Actor whose neighbourhood is wanted: its IRI, or id/territory/FR.", several),
        ("depth", "Steps away from the focus.", {}),
        ("limit", "How many actors at most.", {}),
        ("fold", "Ties as lines between actors, or as nodes of their own.",
         {"type": click.Choice(("actors", "ties"))}),
    )):  # fmt: skip
        command = click.option(f"--{name}", f"filter_{name}", help=help_text, **more)(command)
    return command


@click.command("network")
@click.option("--format", "form", type=click.Choice(FORMATS),
              help="By default what the name of the file ends in, else html.")  # fmt: skip
@click.option("--lang", type=click.Choice(("fr", "en")), default="fr", show_default=True,
              help="Language of the html page.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="File to write.")  # fmt: skip
@click.option("--query", default="", help="Filters as in an address: 'class=Event&from=2015'.")
@_filters
@with_store
def network(
    settings: Settings, form: str | None, lang: str, output: Path | None, query: str, **given: Any
) -> None:
    """Write who is tied to whom: a page that works offline, or a file for other tools."""
    form = form or _format_of(output)
    if form == "html" and output is None and sys.stdout.isatty():
        raise NotForTerminals
    filters = Filters.from_query([*parse_qsl(query), *_pairs(given)])
    with start_engine(settings) as engine:
        if form == "html":
            body = _page(settings.model_copy(update={"engine": engine.address}), filters, lang)
        else:
            with engine.session() as session:
                buffer = io.BytesIO()
                write_network(build_network(session, settings.base, filters), form, buffer)
                body = buffer.getvalue()
    write_output(output, lambda file: file.write(body))


def _format_of(output: Path | None) -> str:
    """Return the format that the name of a file tells. Raises UnknownSuffix."""
    if output is None:
        return FORMATS[0]
    suffix = output.suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        raise UnknownSuffix(output)
    return suffix


def _pairs(given: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the options as an address has them."""
    found = []
    for name, value in given.items():
        values = value if isinstance(value, tuple) else (value,)
        found += [(name.removeprefix("filter_"), str(one)) for one in values if one is not None]
    return found


def _page(settings: Settings, filters: Filters, lang: str) -> bytes:
    """Return what the service would send: the same bytes. Raises PageFailed."""
    from webapp import create_app

    client = create_app({"SETTINGS": settings}).test_client()
    response = client.get(f"/network.html?{filters.to_query()}&lang={lang}")
    if response.status_code != HTTPStatus.OK:
        raise PageFailed(HTTPStatus(response.status_code), response.get_json()["detail"])
    return response.get_data()
