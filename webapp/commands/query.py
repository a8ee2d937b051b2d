"""Ask the graph."""

import sys
from pathlib import Path

import click

from graph.engine import start_engine
from graph.engine.formats import GRAPHS, RESULTS, SHORT
from graph.settings import Settings
from loaders.yamlfile import FileProblem
from webapp.commands.output import write_output
from webapp.commands.store import with_store
from webapp.texttable import text_table

FORMATS = ("table", *SHORT)


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@with_store
def query(settings: Settings, file: str, form: str) -> None:
    """Run the SPARQL query in FILE, or from standard input."""
    text = sys.stdin.read() if file == "-" else _read(Path(file))
    accept = (SHORT["tsv"], SHORT["turtle"]) if form == "table" else _accept(form)
    with start_engine(settings) as engine, engine.session() as session:
        answer = session.query(text, accept, in_order=True)
    body = answer.body
    if form == "table" and not answer.is_graph:
        body = text_table(body.decode()).encode()
    ended = body if body.endswith(b"\n") else body + b"\n"
    write_output(None, lambda file: file.write(ended))


def _accept(form: str) -> tuple[str, ...]:
    """Return the one media type of the format, and the nearest for the other kind of query."""
    wanted = SHORT[form]
    return (wanted, *(GRAPHS if wanted in RESULTS else ()))


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise FileProblem(path, None, f"cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise FileProblem(path, None, "this is not UTF-8 text.") from None
