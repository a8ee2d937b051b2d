"""Identifiers of a fact file to things: declared in the file, or an ISO 3166 code."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.identity import Ref, twinning_key
from loaders.factfile.model import FactFile, Named, Record, Texts, TieRecord
from loaders.reference import territory_names

CODE = re.compile(r"[A-Z]{2}-[A-Z0-9-]+|wd-Q\d+|geonames-\d+|ror-\w+|uai-\w+")
"""Keys that DESIGN gives to territories and institutions, beside the codes of ISO 3166."""

KINDS: Mapping[str, str] = {
    "territories": "territory",
    "institutions": "institution",
    "programmes": "programme",
    "persons": "person",
    "roles": "role",
    "statistics": "statistic",
}
"""Sections of a file to kinds of address; a tie's is the name of its class."""


def all_words(texts: Texts | None) -> tuple[str, ...]:
    """Return the words of a text in every language."""
    if texts is None:
        return ()
    return tuple(texts.values()) if isinstance(texts, dict) else (texts,)


def _is_code(identifier: str) -> bool:
    """Tell a code that others use too (ISO 3166, national, Wikidata ...) from a local name."""
    return bool(CODE.fullmatch(identifier) or territory_names(identifier))


@dataclass(slots=True)
class Resolver:
    """What each identifier of one file stands for."""

    content: FactFile
    records: dict[str, Record] = field(default_factory=dict)
    refs: dict[str, Ref] = field(default_factory=dict)
    twice: list[tuple[tuple[str | int, ...], str]] = field(default_factory=list)
    """Places of identifiers that stand twice."""

    def __post_init__(self) -> None:
        for section, kind in (*KINDS.items(), ("ties", "")):
            for index, record in enumerate(getattr(self.content, section)):
                if record.id in self.records:
                    self.twice.append(((section, index, "id"), record.id))
                self.records[record.id] = record
                self.refs.setdefault(record.id, self._ref(record, kind))

    def find(self, identifier: str) -> Ref | None:
        """Return what the identifier stands for, None where nothing is known of it."""
        if identifier in self.refs:
            return self.refs[identifier]
        return Ref("territory", identifier) if territory_names(identifier) else None

    def names(self, identifier: str) -> Iterator[str]:
        """Yield every name by which a text may mention the thing."""
        record = self.records.get(identifier)
        if record is not None:
            for text in (record.name, *record.other_names):
                yield from all_words(text)
        ref = self.find(identifier)
        if ref is not None and ref.kind == "territory":
            yield from territory_names(ref.key)
            if "-" in ref.key:  # "DE" would be found in every French sentence
                yield ref.key

    def _ref(self, record: Record, kind: str) -> Ref:
        slug = self.content.source.slug
        if isinstance(record, TieRecord):
            if record.type == "Twinning":
                parties = [self._party_key(party) for party in record.parties]
                return Ref("twinning", twinning_key(parties))
            return Ref(record.type.lower(), f"{slug}-{record.id}")
        if isinstance(record, Named) and "unnamed" not in getattr(record, "kind", ()):
            key = record.key or (record.id if _is_code(record.id) else None)
            return Ref(kind, key or f"{slug}-{record.id}")
        return Ref(kind, f"{slug}-{record.id}")

    def _party_key(self, identifier: str) -> str:
        return self.refs[identifier].key if identifier in self.refs else identifier
