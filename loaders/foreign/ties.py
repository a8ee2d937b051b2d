"""The ties of a file, each with the statements that it rests on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.dates import PartialDate, Span, UnreadableDate, read_edtf
from graph.facts import Evidence, Text, Tie
from graph.identity import FOREIGN, Namer, Ref, digest, twinning_key
from loaders.foreign.recognise import ACTORS
from loaders.foreign.rules import TieRule
from loaders.foreign.stated import Reader
from ontology import vocabulary

NO_LANGUAGE = "zxx"
"""A statement is in no human language (BCP 47)."""

WIKIDATA = re.compile(r"https?://www\.wikidata\.org/entity/(Q[0-9]+)")


@dataclass(frozen=True, slots=True)
class Ties:
    """Makes the ties of one file."""

    reader: Reader
    namer: Namer
    slug: str

    def ties(self) -> Iterator[Tie]:
        """Yield each tie once, with all that states it."""
        found: dict[Ref, Tie] = {}
        for name, rule in self.reader.rules.ties:
            for one, other in sorted(self.reader.statements.pairs.get(name, ())):
                if self._joins(rule, one, other):
                    tie = self._tie(rule, name, one, other)
                    before = found.get(tie.ref)
                    told = before.evidence if before else ()
                    evidence = tuple(dict.fromkeys([*told, *tie.evidence]))
                    found[tie.ref] = replace(before or tie, evidence=evidence)
                else:
                    self.reader.doubts["ties between things of the wrong kind, left out"] += 1
        yield from found.values()
        for address, thing in sorted(self.reader.known.things.items()):
            if thing.type == "Membership":
                yield from self._membership(address)

    def _joins(self, rule: TieRule, one: str, other: str) -> bool:
        types = [thing.type for end in (one, other) if (thing := self.reader.known.thing(end))]
        if len(types) != 2 or one == other:
            return False
        if rule.type == "Membership":
            return types[0] in ACTORS and types[1] == "Institution"
        return types == [rule.things, rule.things]

    def _tie(self, rule: TieRule, name: str, one: str, other: str) -> Tie:
        same = rule.subject == rule.object
        first, last = sorted((one, other)) if same else (one, other)
        key = (
            twinning_key(map(self._key, (one, other)))
            if rule.type == "Twinning"
            else f"{self.slug}-{digest([name, first, last])}"
        )
        ends = [(rule.subject, Ref(FOREIGN, first)), (rule.object, Ref(FOREIGN, last))]
        return Tie(
            ref=Ref(rule.type.lower(), key),
            type=rule.type,
            names=self._names(rule.type, first, last),
            kinds=(rule.kind,) if rule.kind else (),
            status="unknown",
            parties=tuple(ref for end, ref in ends if end == "parties"),
            member=tuple(ref for end, ref in ends if end == "member"),
            of=tuple(ref for end, ref in ends if end == "of"),
            evidence=(_stating(one, name, other),),
        )

    def _membership(self, address: str) -> Iterator[Tie]:
        refs = self.reader.references(address, "Membership")
        member, of = refs.get("member", ()), refs.get("of", ())
        if len(member) != 1 or len(of) != 1:
            why = "memberships without one known member and one institution, left out"
            self.reader.doubts[why] += 1
            return
        yield Tie(
            ref=Ref(FOREIGN, address),
            type="Membership",
            names=self._names("Membership", member[0].key, of[0].key),
            status="unknown",
            span=self._span(address),
            member=member,
            of=of,
            evidence=tuple(self._stated(address)),
        )

    def _stated(self, address: str) -> Iterator[Evidence]:
        for path, rule in self.reader.rules.fields:
            if rule.field in ("member", "of"):
                for value in self.reader.statements.values(address, path):
                    yield _stating(address, path[0], value.value)

    def _span(self, address: str) -> Span | None:
        words = self.reader.words(address, "Membership")
        begin, end = (self._moment(words.get(name, ())) for name in ("begin", "end"))
        return Span(begin, end) if begin or end else None

    def _moment(self, words: tuple[str, ...]) -> PartialDate | None:
        for word in words[:1]:
            try:
                return read_edtf(word.partition("T")[0])
            except UnreadableDate:
                self.reader.doubts["dates that cannot be read, left out"] += 1
        return None

    def _names(self, type_: str, one: str, other: str) -> tuple[Text, ...]:
        label, called = vocabulary().label, self.reader.label
        return tuple(
            Text(f"{label(type_, tag)} {called(one, tag)} – {called(other, tag)}", tag)
            for tag in ("fr", "en")
        )

    def _key(self, address: str) -> str:
        if (match := WIKIDATA.fullmatch(address)) is not None:
            return f"wd-{match[1]}"
        ours = self.namer.thing(Ref("territory", ""))
        return address.removeprefix(ours) if address.startswith(ours) else f"x-{digest([address])}"


def _stating(one: str, name: str, other: str) -> Evidence:
    return Evidence(quote=Text(f"<{one}> <{name}> <{other}> .", NO_LANGUAGE))
