"""The things of a file as facts."""

from collections.abc import Iterator

from graph.facts import Fact, Institution, Territory
from graph.identity import FOREIGN, Ref
from loaders.foreign.recognise import Thing
from loaders.foreign.stated import Reader

LEVEL = "other-subdivision"
"""Of a territory whose level the file does not tell."""


def things(reader: Reader) -> Iterator[Fact]:
    """Yield the territories and institutions that nobody describes in our terms yet."""
    for address, thing in sorted(reader.known.things.items()):
        if not thing.told and thing.type == "Territory":
            yield _territory(reader, address, thing)
        elif not thing.told and thing.type == "Institution":
            yield _institution(reader, address, thing)


def _territory(reader: Reader, address: str, thing: Thing) -> Territory:
    words, refs = reader.words(address, thing.type), reader.references(address, thing.type)
    names, others = reader.names(address)
    reader.doubts["territories of no known level"] += thing.level is None
    return Territory(
        ref=Ref(FOREIGN, address),
        names=names,
        other_names=others,
        notations=words.get("notations", ()),
        same_as=words.get("same_as", ()),
        level=thing.level or LEVEL,
        within=refs.get("within", ()),
        latitude=_first(words.get("latitude")),
        longitude=_first(words.get("longitude")),
    )


def _institution(reader: Reader, address: str, thing: Thing) -> Institution:
    words, refs = reader.words(address, thing.type), reader.references(address, thing.type)
    names, others = reader.names(address)
    return Institution(
        ref=Ref(FOREIGN, address),
        names=names,
        other_names=others,
        notations=words.get("notations", ()),
        same_as=words.get("same_as", ()),
        kinds=thing.kinds,
        located_in=refs.get("located_in", ()),
        unit_of=refs.get("unit_of", ()),
        latitude=_first(words.get("latitude")),
        longitude=_first(words.get("longitude")),
    )


def _first(words: tuple[str, ...] | None) -> str | None:
    return words[0] if words else None
