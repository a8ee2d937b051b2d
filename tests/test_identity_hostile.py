"""Sources may hold anything: comparing them neither stops nor takes words for addresses."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from graph.matching import Decision, Identities, as_mapping, identify
from graph.namespaces import PREFIXES
from graph.store import GraphWriter
from graph.store.lines import canonical, skolemised
from loaders.load import load
from ontology import DEFAULT_BASE as BASE

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
HEAD += f"@base <{BASE}id/> .\n@prefix level: <{BASE}concept/level/> .\n"
HEAD += f"@prefix kind: <{BASE}concept/kind/> .\n"
TOWN = """<territory/{key}> a acc:Territory, acc:Actor ; acc:level level:municipality ;
  acc:within <territory/DE> ; skos:prefLabel "{name}"@de {more} ."""
MEMBERSHIP = """<membership/{key}> a acc:Membership, acc:Tie ; acc:party <territory/FR-COM-59350> ;
  acc:of <institution/club> {more} ."""
TREATY = """<agreement/{key}> a acc:Agreement, acc:Tie ; acc:kind kind:{kind} ;
  acc:party <territory/FR>, <territory/DE> ; acc:earliest "1963-01-22" ; acc:latest "1963-01-22" ."""


def town(key: str, name: str, more: str = "") -> str:
    """Return the Turtle of a German municipality."""
    return TOWN.format(key=key, name=name, more=more)


def since(year: int) -> str:
    """Return the Turtle of a beginning."""
    return f'; acc:earliest "{year}-01-01" ; acc:latest "{year}-12-31"'


def compared(*decisions: Decision, **sources: str) -> Identities:
    """Return what is one in sources of Turtle."""
    lines = {
        slug: canonical(
            skolemised(parse(HEAD + turtle, format=RdfFormat.TURTLE), f"{BASE}source/{slug}")
        ).splitlines(keepends=True)
        for slug, turtle in sources.items()
    }
    return identify(BASE, lines, as_mapping(decisions))


@pytest.mark.parametrize(
    "degrees",
    [
        '"abc"',
        '"NaN"',
        '"INF"',
        '"1e400"',
        '"48,5"',
        '"91"',
        '""',
        "<https://a.example/>",
        '"4\\t8"',
    ],
)
def test_what_is_no_coordinate_is_none(tmp_path: Path, degrees: str) -> None:
    writer = GraphWriter(tmp_path / "store", BASE)
    for slug in ("one", "two"):
        place = f"; wgs84:lat {degrees} ; wgs84:long {degrees}"
        (tmp_path / f"{slug}.ttl").write_text(HEAD + town(slug, "Ulm", place), "utf-8")
        load(writer, [str(tmp_path / f"{slug}.ttl")])
    (match,) = writer.folder.matches(writer.folder.version(2))
    assert {reason.code for reason in match.reasons} == {"same-name", "same-country", "same-level"}


def test_digits_of_another_script_are_no_code_of_a_school() -> None:
    hostile = town("one", "Ulm", '; skos:notation "²²²²²²²A"')
    assert compared(one=hostile, two=town("two", "Ulm")).canonical == {
        "territory/two": "territory/one"
    }


@pytest.mark.parametrize("keys", [("a:b", "a:c"), ("a", "urn:b"), ("é:1", "%C3%A9:1")])
def test_a_key_may_hold_a_colon(tmp_path: Path, keys: tuple[str, str]) -> None:
    writer = GraphWriter(tmp_path / "store", BASE)
    for slug, key in zip(("one", "two"), keys, strict=True):
        (tmp_path / f"{slug}.ttl").write_text(HEAD + town(key, "Ulm"), "utf-8")
        manifest = load(writer, [str(tmp_path / f"{slug}.ttl")])
    assert manifest.identity is not None
    (line,) = writer.folder.quads(manifest.identity).splitlines()
    (told,) = parse(line, format=RdfFormat.N_QUADS)
    towns = {NamedNode(f"{BASE}id/territory/{key}") for key in keys}
    assert {told.subject, told.object} == towns


def test_words_are_no_parties() -> None:
    twinning = "<twinning/{0}> a acc:Twinning, acc:Tie ; acc:party <territory/DE-A>, {1} ."
    found = compared(one=twinning.format("a", '"Paris"'), two=twinning.format("b", '"Lyon"'))
    assert found.canonical == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Baden", "Baden-Baden"),
        ("Halle (Saale)", "Halle (Westfalen)"),
        ("Rotenburg (Wümme)", "Rotenburg (Fulda)"),
    ],
)
def test_towns_that_say_which_of_a_name_they_are_are_not_joined(one: str, other: str) -> None:
    found = compared(one=town("one", one), two=town("two", other))
    assert found.canonical == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Halle (Saale)", "Halle"), ("Halle (Saale)", "Halle/Saale"), ("Baden-Baden", "Baden Baden")],
)
def test_a_town_is_joined_with_or_without_what_it_says_more(one: str, other: str) -> None:
    found = compared(one=town("one", one), two=town("two", other))
    assert found.canonical == {"territory/two": "territory/one"}
