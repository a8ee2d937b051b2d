"""The network as a file."""

import io
from typing import Any
from urllib.parse import parse_qsl

import click

from graph.engine import start_engine
from graph.network import Filters
from graph.network import network as build_network
from graph.network.formats import WRITERS, write_network
from graph.settings import Settings
from webapp.commands.store import with_store

FORMATS = ("html", *WRITERS)


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
@click.option("--format", "form", type=click.Choice(FORMATS), default="html", show_default=True)
@click.option("--lang", type=click.Choice(("fr", "en")), default="fr", show_default=True,
              help="Language of the html page.")  # fmt: skip
@click.option("-o", "--output", type=click.File("wb"), default="-", help="File to write.")
@click.option("--query", default="", help="Filters as in an address: 'class=Event&from=2015'.")
@_filters
@with_store
def network(
    settings: Settings, form: str, lang: str, output: Any, query: str, **given: Any
) -> None:
    """Write who is tied to whom: a page that works offline, or a file for other tools."""
    filters = Filters.from_query([*parse_qsl(query), *_pairs(given)])
    with start_engine(settings) as engine:
        if form == "html":
            body = _page(settings.model_copy(update={"engine": engine.address}), filters, lang)
        else:
            with engine.session() as session:
                buffer = io.BytesIO()
                write_network(build_network(session, settings.base, filters), form, buffer)
                body = buffer.getvalue()
    output.write(body)


def _pairs(given: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the options as an address has them."""
    found = []
    for name, value in given.items():
        values = value if isinstance(value, tuple) else (value,)
        found += [(name.removeprefix("filter_"), str(one)) for one in values if one is not None]
    return found


def _page(settings: Settings, filters: Filters, lang: str) -> bytes:
    """Return what the service would send: the same bytes."""
    from webapp import create_app

    client = create_app({"SETTINGS": settings}).test_client()
    return client.get(f"/network.html?{filters.to_query()}&lang={lang}").get_data()
