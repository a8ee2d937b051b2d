"""What sources say of each thing that helps to tell whether two are one, read from their lines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from pyoxigraph import RdfFormat, parse

from graph.namespaces import PREFIXES, expand
from ontology import ACC

TYPE = f"<{PREFIXES['rdf']}type>".encode()
CLASS = f"<{ACC}".encode()


@dataclass(slots=True)
class Described:
    """One thing as one source describes it; IRIs are whole."""

    iri: str
    types: set[str] = field(default_factory=set)
    """Classes of the vocabulary, superclasses included."""
    preferred: list[tuple[str, str]] = field(default_factory=list)
    """Names and their languages."""
    others: list[tuple[str, str]] = field(default_factory=list)
    notations: list[str] = field(default_factory=list)
    same_as: list[str] = field(default_factory=list)
    within: list[str] = field(default_factory=list)
    """Territories that it lies in, and institutions that it is a part of."""
    level: str = ""
    kinds: set[str] = field(default_factory=set)
    latitude: str = ""
    longitude: str = ""
    parties: set[str] = field(default_factory=set)
    of: set[str] = field(default_factory=set)
    leads: set[str] = field(default_factory=set)
    days: dict[str, str] = field(default_factory=dict)
    """``earliest``, ``latest``, ``endEarliest``, ``endLatest``: ISO 8601."""


def described(lines: Iterable[bytes], base: str) -> Iterator[Described]:
    """Yield each thing with a class of the vocabulary. The lines are sorted N-Quads."""
    evidence = f"<{base}id/evidence/".encode()
    told = (line for line in lines if not line.startswith(evidence))
    for subject, group in groupby(told, key=_subject):
        thing = _thing(subject, group)
        if thing.types:
            yield thing


def _subject(line: bytes) -> bytes:
    return line[: line.index(b" ")]


def _thing(subject: bytes, lines: Iterable[bytes]) -> Described:
    thing = Described(subject[1:-1].decode())
    for line in lines:
        _, predicate, rest = line.split(b" ", 2)
        if (note := _NOTES.get(predicate)) is not None:
            note(thing, rest, line)
    return thing


Note = Callable[[Described, bytes, bytes], None]


def _type(thing: Described, rest: bytes, line: bytes) -> None:
    if rest.startswith(CLASS):
        thing.types.add(iri(rest).removeprefix(ACC))


def iri(rest: bytes) -> str:
    """Return the IRI that the rest of a line begins with, nothing where it begins otherwise."""
    return rest[1 : rest.index(b">")].decode() if rest.startswith(b"<") else ""


def _address(rest: bytes) -> tuple[str, ...]:
    """Return the IRI that the rest of a line begins with; words are nobody's address."""
    return (iri(rest),) if rest.startswith(b"<") else ()


def text(rest: bytes, line: bytes) -> tuple[str, str]:
    """Return the words and the language of the literal that the rest of a line begins with.

    Nothing where it begins with an address.
    """
    if not rest.startswith(b'"'):
        return "", ""
    if b"\\" in rest:  # escapes are left to the parser
        (quad,) = parse(line, format=RdfFormat.N_QUADS)
        literal = quad.object
        return getattr(literal, "value", ""), getattr(literal, "language", None) or ""
    words, _, ending = rest[1:].partition(b'"')
    language = ending[1 : ending.index(b" ")].decode() if ending.startswith(b"@") else ""
    return words.decode(), language


def _texts(name: str) -> Note:
    return lambda thing, rest, line: getattr(thing, name).append(text(rest, line))


def _iris(name: str) -> Note:
    return lambda thing, rest, line: getattr(thing, name).extend(_address(rest))


def _iri_set(name: str) -> Note:
    return lambda thing, rest, line: getattr(thing, name).update(_address(rest))


def _word(name: str) -> Note:
    return lambda thing, rest, line: setattr(thing, name, text(rest, line)[0])


def _day(name: str) -> Note:
    return lambda thing, rest, line: thing.days.__setitem__(name, text(rest, line)[0])


def _notation(thing: Described, rest: bytes, line: bytes) -> None:
    thing.notations.append(text(rest, line)[0])


def _level(thing: Described, rest: bytes, line: bytes) -> None:
    thing.level = iri(rest).rpartition("/")[2]


def _kind(thing: Described, rest: bytes, line: bytes) -> None:
    thing.kinds.update(one.rpartition("/")[2] for one in _address(rest))


def _by_property(notes: Mapping[str, Note]) -> Mapping[bytes, Note]:
    return {f"<{expand(name)}>".encode(): note for name, note in notes.items()}


_NOTES = _by_property(
    {
        "rdf:type": _type,
        "skos:prefLabel": _texts("preferred"),
        "skos:altLabel": _texts("others"),
        "skos:notation": _notation,
        "schema:sameAs": _iris("same_as"),
        "within": _iris("within"),
        "locatedIn": _iris("within"),
        "level": _level,
        "kind": _kind,
        "wgs84:lat": _word("latitude"),
        "wgs84:long": _word("longitude"),
        "party": _iri_set("parties"),
        "of": _iri_set("of"),
        "lead": _iri_set("leads"),
        "earliest": _day("earliest"),
        "latest": _day("latest"),
        "endEarliest": _day("endEarliest"),
        "endLatest": _day("endLatest"),
    }
)
