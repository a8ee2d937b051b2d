"""Two small sources that tell of the same things under addresses of their own."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr

from graph.settings import Settings
from graph.store import GraphFolder, GraphWriter
from loaders.load import load
from webapp import create_app

BASE = Settings().base
TOKEN = "a token that nobody guesses"
BROWSER = {"Accept": "text/html"}
BEARER = {"Authorization": f"Bearer {TOKEN}"}
HOSTILE = "<script>alert(1)</script>"
OPEN = ("territory/EE-793", "territory/tartu-estonia")
NAMESAKE = ("territory/EE-796", "territory/tartu-estonia")
JOINED = ("territory/FR-COM-62765", "territory/saint-omer-france")

HEAD = f"""
@prefix acc: <https://w3id.org/accordia/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix id: <{BASE}id/> .
@prefix level: <{BASE}concept/level/> .
<{BASE}id/territory/EE> a acc:Territory, acc:Actor ; acc:level level:country ;
  skos:prefLabel "Estonia"@en , "Estonie"@fr .
<{BASE}id/territory/FR> a acc:Territory, acc:Actor ; acc:level level:country ;
  skos:prefLabel "France"@mul .
"""
TOWN = """
<{base}id/territory/{key}> a acc:Territory, acc:Actor ; acc:level level:municipality ;
  acc:within <{base}id/territory/{country}> ; skos:prefLabel {name} .
"""
SCHOOL = """
<{base}id/institution/{key}> a acc:Institution, acc:Actor ;
  acc:locatedIn <{base}id/territory/FR> ; skos:prefLabel "{hostile} School"@mul .
"""
TWINNING = """
<{base}id/twinning/saint-omer-france--tartu-estonia> a acc:Twinning, acc:Agreement, acc:Tie ;
  acc:party <{base}id/territory/tartu-estonia> , <{base}id/territory/saint-omer-france> .
<{base}id/evidence/row> a acc:Evidence ; acc:row 1 ;
  acc:supports <{base}id/twinning/saint-omer-france--tartu-estonia> ;
  acc:stance <{base}concept/stance/asserted> .
"""


def town(key: str, country: str, name: str) -> str:
    """Return the Turtle of one municipality."""
    return TOWN.format(base=BASE, key=key, country=country, name=f'"{name}"@mul')


def school(key: str) -> str:
    """Return the Turtle of an institution whose name is an attack."""
    return SCHOOL.format(base=BASE, key=key, hostile=HOSTILE)


SOURCES = {
    "register": HEAD + town("EE-793", "EE", "Tartu") + town("EE-796", "EE", "Tartu")
    + town("FR-COM-62765", "FR", "Saint-Omer") + school("one"),
    "twins": HEAD + town("tartu-estonia", "EE", "Tartu")
    + f"<{BASE}id/territory/FR> <http://purl.org/dc/terms/isReplacedBy> <https://a.example/> ."
    + town("saint-omer-france", "FR", "Saint Omer") + school("two")
    + TWINNING.format(base=BASE),
}  # fmt: skip


@pytest.fixture(scope="session")
def _two_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of both sources, to be copied."""
    path = tmp_path_factory.mktemp("identities")
    writer = GraphWriter(path / "store", BASE)
    for slug, turtle in SOURCES.items():
        (path / f"{slug}.ttl").write_text(turtle)
        load(writer, [str(path / f"{slug}.ttl")], slug=slug)
    return path / "store"


@pytest.fixture
def two_sources(_two_sources: Path, tmp_path: Path) -> GraphFolder:
    """A store of both sources of the test's own."""
    shutil.copytree(_two_sources, tmp_path / "store")
    return GraphFolder(tmp_path / "store")


@contextmanager
def deciding_client(folder: GraphFolder, token: str = TOKEN) -> Iterator[FlaskClient]:
    """Give a client of a service over a store, on which who knows the token decides."""
    settings = Settings(store=str(folder.path), token=SecretStr(token), query_megabytes=128)
    app = create_app({"SETTINGS": settings})
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    yield client
    app.extensions["engine_stack"].close()


@pytest.fixture
def client(two_sources: GraphFolder) -> Iterator[FlaskClient]:
    """A client of a service on which people decide."""
    with deciding_client(two_sources) as client:
        yield client


def words(client: FlaskClient, path: str) -> str:
    """Return what a reader reads on a page."""
    response = client.get(path, headers=BROWSER)
    assert response.status_code == 200, path
    text = unescape(re.sub(r"<[^>]+>", " ", response.text))
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def answer(pair: tuple[str, str], decision: str, ending: str = "") -> dict[str, str]:
    """Return the fields of a form that decides on a pair."""
    told = {"one": pair[0], "other": pair[1], "decision": decision}
    return {f"{name}{ending}": value for name, value in told.items()}
