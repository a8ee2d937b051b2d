"""What must hold between the records of a fact file, beyond the form of each."""

from collections.abc import Iterator, Sequence

from graph.dates import UnreadableDate, read_span
from loaders.factfile.model import (
    LINKS,
    FactFile,
    InstitutionRecord,
    Record,
    RoleRecord,
    StatisticRecord,
    TerritoryRecord,
    TieRecord,
)
from loaders.factfile.resolve import Resolver, all_words
from loaders.quotes import names_one_of
from loaders.reference import territory_names
from loaders.values import suggestion
from ontology import vocabulary

Place = tuple[str | int, ...]
Broken = tuple[Place, str]

REFERENCES = {
    TerritoryRecord: ("within", "succeeds"),
    InstitutionRecord: ("located_in", "unit_of", "supervised_by"),
    RoleRecord: ("holder", "at"),
    StatisticRecord: ("about",),
    TieRecord: LINKS,
}
PARTIES = ("parties", "lead", "host", "member")
NOT_SO = ("planned", "denied")
UNFINISHED = ("planned", "pending", "never-done")


def broken_rules(
    content: FactFile, resolver: Resolver, records: Sequence[tuple[Place, Record]]
) -> Iterator[Broken]:
    """Yield what is wrong, with its place in the file."""
    for where, identifier in resolver.twice:
        yield where, f"the id {identifier!r} stands twice in this file."
    yield from _date(("source", "issued"), content.source.issued, content.source.language)
    for where, record in records:
        yield from _references(where, record, resolver)
        if isinstance(record, TieRecord):
            yield from _tie(where, record, resolver, content.source.language)
        elif isinstance(record, TerritoryRecord):
            yield from _territory(where, record)


def _references(where: Place, record: Record, resolver: Resolver) -> Iterator[Broken]:
    for key in REFERENCES.get(type(record), ()):
        value = getattr(record, key)
        for index, identifier in enumerate([value] if isinstance(value, str) else value or ()):
            if resolver.find(identifier) is None:
                hint = suggestion(identifier, resolver.records)
                yield (
                    (*where, key, index),
                    (f"{identifier!r} is neither an id of this file nor an ISO 3166 code: {hint}"),
                )


def _territory(where: Place, record: TerritoryRecord) -> Iterator[Broken]:
    if record.name is None and not territory_names(record.key or record.id):
        yield where, f"the territory {record.id!r} needs a name: ISO 3166 has no such code."
    elif record.level is None and not territory_names(record.key or record.id):
        yield where, f"the territory {record.id!r} needs a level: ISO 3166 has no such code."


def _tie(where: Place, record: TieRecord, resolver: Resolver, language: str) -> Iterator[Broken]:
    unreadable = list(_date((*where, "date"), record.date, language))
    yield from unreadable
    if record.status in UNFINISHED and record.type in vocabulary().cooperation_classes:
        yield (
            (*where, "type"),
            (f"what is {record.status} is no {record.type} yet: use the type Tie with a kind."),
        )
    if record.type == "Membership" and (len(record.member) != 1 or len(record.of) != 1):
        yield where, "a Membership needs one 'member' and one 'of'."
    if record.type == "Twinning" and len(set(record.parties)) != 2:
        yield where, "a Twinning needs two parties: one tie for each pair."
    if record.stance in NOT_SO and record.type in vocabulary().cooperation_classes:
        yield (
            (*where, "type"),
            (f"what is {record.stance} is no {record.type}: use the type Tie with a kind."),
        )
    if record.stance == "asserted" and not any(_vouching(record)):
        yield where, f"the tie {record.id!r} has no quote: what proves it?"
    else:
        yield from _unnamed_parties(where, record, resolver)
        yield from () if unreadable else _unquoted_date(where, record)


def _vouching(record: Record) -> Iterator[str]:
    """Yield the quotes that prove the whole record, not one of its properties."""
    yield from record.quotes
    yield from (evidence.quote for evidence in record.evidence if not evidence.proves)


def _quotes(record: Record) -> list[str]:
    return [*record.quotes, *(evidence.quote for evidence in record.evidence)]


def _unquoted_date(where: Place, record: TieRecord) -> Iterator[Broken]:
    if record.date and not names_one_of(_quotes(record), [record.date]):
        yield (
            (*where, "date"),
            (
                f"no quote of {record.id!r} holds the date {record.date!r}: "
                "give it in the source's own words, and quote them."
            ),
        )


def _unnamed_parties(where: Place, record: TieRecord, resolver: Resolver) -> Iterator[Broken]:
    words = _quotes(record) + [note for text in record.notes for note in all_words(text)]
    for key in PARTIES:
        for index, party in enumerate(getattr(record, key)):
            names = tuple(resolver.names(party))
            if names and not names_one_of(words, names):
                yield (
                    (*where, key, index),
                    (
                        f"no quote and no note of {record.id!r} names the party {party!r} "
                        f"({names[0]}): quote the words that do, or say who is meant in its notes."
                    ),
                )


def _date(where: Place, words: str | None, language: str) -> Iterator[Broken]:
    if words is None:
        return
    try:
        read_span(words, language)
    except UnreadableDate as error:
        yield where, str(error)
