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
  acc:party <territory/FR>, <territory/DE> ;
  acc:earliest "1963-01-22" ; acc:latest "1963-01-22" ."""


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


def test_ties_of_two_dates_are_not_joined_by_one_without_a_date() -> None:
    found = compared(
        a=MEMBERSHIP.format(key="a", more=since(1990)),
        b=MEMBERSHIP.format(key="b", more=""),
        c=MEMBERSHIP.format(key="c", more=since(2005)),
    )
    assert found.canonical == {}
    assert {match.outcome for match in found.pairs} == {"unsure"}


def test_ties_of_two_kinds_are_not_joined_by_one_of_no_kind() -> None:
    kinds = {"a": "treaty", "b": "agreement", "c": "convention"}
    found = compared(**{key: TREATY.format(key=key, kind=kind) for key, kind in kinds.items()})
    assert found.canonical == {}
    assert {match.outcome for match in found.pairs} == {"unsure"}


def test_a_person_joins_ties_that_dates_keep_apart() -> None:
    sources = {key: MEMBERSHIP.format(key=key, more=since(year)) for key, year in
               (("a", 1990), ("b", 1991))}  # fmt: skip
    assert compared(**sources).canonical == {}
    said = Decision("membership/a", "membership/b", "same")
    assert compared(said, **sources).canonical == {"membership/b": "membership/a"}


TWINS = """<twinning/{key}> a acc:Twinning, acc:Agreement, acc:Tie ;
  acc:earliest "1960-01-01" ; acc:latest "1960-12-31" ; acc:party {parties} ."""


def test_a_twinning_of_new_key_is_listed_and_decided_by_the_address_that_its_source_uses() -> None:
    register = town("DE-A", "Ulm") + town("DE-B", "Trier")
    towns = town("ulm", "Ulm") + town("trier", "Trier")
    sources = {
        "register": register,
        "list": towns
        + TWINS.format(key="trier--ulm", parties="<territory/trier>, <territory/ulm>"),
        "other": TWINS.format(key="three", parties=", ".join(
            f"<territory/{key}>" for key in ("DE-A", "DE-B", "AT-C"))),
    }  # fmt: skip
    pair = "twinning/three", "twinning/trier--ulm"
    unsure = [match.pair for match in compared(**sources).pairs if match.outcome == "unsure"]
    assert unsure == [pair]
    joined = compared(Decision(*pair, "same"), **sources).canonical
    assert joined["twinning/trier--ulm"] == joined.get("twinning/three", "twinning/three")


def test_territories_that_lie_in_each_other_still_lie_in_their_country() -> None:
    loop = town("a", "Hesse", "; acc:within <territory/b>")
    loop += town("b", "Ulm").replace("within <territory/DE>", "within <territory/a>")
    found = compared(one=loop, two=town("z", "Ulm"))
    assert found.canonical == {"territory/z": "territory/b"}


MANY = 250
"""Ties of the same parties in each of two sources: together more than are compared."""
LINK = """<tie/{key}-{number}> a acc:Tie, acc:Agreement ;
  acc:earliest "{day}" ; acc:latest "{day}" ; acc:party <territory/FR>, <territory/DE> ."""


def links(key: str, days: list[str]) -> str:
    """Return the Turtle of agreements of two countries."""
    return "".join(LINK.format(key=key, number=n, day=day) for n, day in enumerate(days))


def test_of_many_ties_of_the_same_parties_and_day_none_is_compared() -> None:
    days = ["2000-01-01"] * MANY
    assert compared(one=links("a", days), two=links("b", days)).pairs == []


def test_many_ties_of_the_same_parties_are_one_by_their_days() -> None:
    days = [f"{1700 + number}-01-01" for number in range(MANY)]
    found = compared(one=links("a", days), two=links("b", days))
    assert found.canonical == {f"tie/b-{n}": f"tie/a-{n}" for n in range(MANY)}


def test_of_many_ties_of_one_source_none_is_compared() -> None:
    days = ["2000-01-01"] * MANY * 2
    assert compared(one=links("a", days), two=links("b", [])).pairs == []
