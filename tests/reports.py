"""A table of which some rows cannot be loaded, and a graph that holds the others."""

from pathlib import Path

from click.testing import CliRunner, Result

from graph.store import Entry, GraphFolder
from tests.tables import SOURCE
from webapp.cli import main

TABLE = """\
id,when,party,country,more
1,2019,FR,Germany,a
2,someday,DE,France,b
3,,=1+1,France,c
4,2021,IT,Atlantis,d
5,,FR,Atlantis,
,,,,
6,1999,"<b>XX</b>",France,f
"""
MAPPING = (
    SOURCE.replace("slug: test", "slug: doubts")
    + """\
facts:
- type: Agreement
  key: {column: id}
  name: {template: "Agreement {id}"}
  parties:
  - territory: {column: party, codes: countries}
  - territory: {column: country, codes: countries, unlisted: leave-out}
  date: {column: when, format: iso}
"""
)


def write_table(folder: Path, table: str = TABLE) -> None:
    """Write the table and its mapping."""
    (folder / "doubts.csv").write_text(table, "utf-8")
    (folder / "doubts.yaml").write_text(MAPPING, "utf-8")


def accordia(store: Path, *words: str) -> Result:
    """Run the command on a store."""
    return CliRunner().invoke(main, ["--store", str(store), *words], catch_exceptions=False)


def load_doubts(folder: Path, table: str = TABLE) -> tuple[GraphFolder, Entry]:
    """Load the table and return the store, and what its version says of it."""
    write_table(folder, table)
    words = ("load", str(folder / "doubts.csv"), "--mapping", str(folder / "doubts.yaml"))
    done = accordia(folder / "store", *words)
    assert done.exit_code == 0, done.output
    store = GraphFolder(folder / "store")
    manifest = store.current()
    assert manifest is not None
    entry = manifest.entry("doubts")
    assert entry is not None
    return store, entry
