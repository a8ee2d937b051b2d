"""Is it one? What speaks for it and against it, each with its weight.

The weights add up, one unit doubles the odds (Fellegi and Sunter, "A Theory for Record Linkage",
1969). Set by hand, then tried on the tuning half of the reference pairs (benchmarks/identity.py).
"""

from collections.abc import Iterable, Iterator
from math import asin, cos, radians, sin, sqrt

from graph.matching.codes import INSEE, Code
from graph.matching.likeness import DIVISIONS, NAMED, name_reasons
from graph.matching.nodes import Node
from graph.matching.reason import Reason

SAME = 10.0
"""From this weight on two things are one."""
UNSURE = 6.0
"""From this weight on a person should look."""
CERTAIN = 20.0
"""Weight of one code: such a reason, or a decision, joins against all doubt about names."""
MIDDLE = (SAME + UNSURE) / 2
EARTH = 6371.0
"""Mean radius in km."""

DECISIVE = frozenset({"iso", "insee-commune", "ror"})
"""Registers that give one thing one code: two codes, two things."""
HEIRS = frozenset({INSEE, "uai", "siren", "siret", "grid", "isni"})
"""Registers whose codes pass to a successor, or are listed with it: the names must agree too."""


def score(weight: float) -> float:
    """Return the odds as a share between 0 and 1; 0.5 lies between unsure and same."""
    return 1 / (1 + 2 ** (MIDDLE - weight))


def shared_codes(one: Node, other: Node) -> Iterator[Reason]:
    """Yield the codes that both have, and those of one register that differ."""
    for code in sorted(one.codes & other.codes):
        heir = code.register in HEIRS
        yield Reason("same-code", f"{code.register} {code.value}", 6 if heir else CERTAIN)
    for register in sorted({code.register for code in one.codes}):
        here, there = _of(register, one), _of(register, other)
        if there and not here & there:
            pair = min(here).value, min(there).value
            weight = _contradiction(register, one.kind, pair)
            detail = f"{register} {', '.join(pair)}"
            yield Reason("other-code", detail, weight)


def _contradiction(register: str, kind: str, pair: tuple[str, str]) -> float:
    """Return what two codes of one register weigh: a city has one number, a school may have two."""
    if register in DECISIVE:
        return -30
    if register == INSEE:  # of one department: one of the two may be a postal code
        return -6 if pair[0][:2] != pair[1][:2] else -3
    return -8 if kind == "territory" else -5


def _of(register: str, node: Node) -> set[Code]:
    return {code for code in node.codes if code.register == register}


def is_founded(reasons: Iterable[Reason]) -> bool:
    """Tell whether a name is among the reasons, or a code that nobody inherits."""
    return any(
        reason.code in NAMED or (reason.code == "same-code" and reason.weight >= CERTAIN)
        for reason in reasons
    )


def weigh(one: Node, other: Node) -> tuple[Reason, ...]:
    """Return what speaks for and against two nodes of one kind being one."""
    return (
        *shared_codes(one, other),
        *name_reasons(one, other),
        *_country(one, other),
        *_levels(one, other),
        *_distance(one, other),
        *_places(one, other),
        *_types(one, other),
    )


def _country(one: Node, other: Node) -> Iterator[Reason]:
    if one.level == other.level == "country":
        return
    if one.countries and other.countries:
        shared = one.countries & other.countries
        if shared:
            yield Reason("same-country", ", ".join(sorted(shared)), 3)
        else:
            yield Reason("other-country", f"{_any(one.countries)}, {_any(other.countries)}", -20)


def _levels(one: Node, other: Node) -> Iterator[Reason]:
    if one.level and other.level:
        if one.level == other.level:
            yield Reason("same-level", one.level, 2 if one.level != "country" else 5)
        elif one.level in DIVISIONS and other.level in DIVISIONS:
            yield Reason("other-level", f"{one.level}, {other.level}", 1)
        else:
            yield Reason("other-level", f"{one.level}, {other.level}", -8)


def _distance(one: Node, other: Node) -> Iterator[Reason]:
    if one.point is None or other.point is None or one.level == "country":
        return
    km = kilometres(one.point, other.point)
    is_place = one.kind == "territory"
    near, far = (10, 40) if is_place else (25, 75)
    if km <= near:
        yield Reason("near", f"{km:.0f} km", 4 if is_place else 2)
    elif km > far:
        yield Reason("far", f"{km:.0f} km", -12 if is_place else -5)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two points in degrees (haversine formula)."""
    (north, east), (north2, east2) = one, other
    rise, turn = radians(north2 - north), radians(east2 - east)
    chord = sin(rise / 2) ** 2 + cos(radians(north)) * cos(radians(north2)) * sin(turn / 2) ** 2
    return 2 * EARTH * asin(min(1, sqrt(chord)))


def _places(one: Node, other: Node) -> Iterator[Reason]:
    both = sorted(set(one.places) & set(other.places))
    for level in both:
        if shared := one.places[level] & other.places[level]:
            yield Reason("same-place", _key(min(shared)), 3)
            return
    for level in both[:1]:
        here, there = _any(one.places[level]), _any(other.places[level])
        weight = -6 if one.kind == "territory" else -3
        yield Reason("other-place", f"{_key(here)}, {_key(there)}", weight)


def _types(one: Node, other: Node) -> Iterator[Reason]:
    if one.types and other.types:
        if shared := one.types & other.types:
            yield Reason("same-type", _any(shared), 1)
        else:
            yield Reason("other-type", f"{_any(one.types)}, {_any(other.types)}", -2)


def _any(values: frozenset[str] | set[str]) -> str:
    return min(values)


def _key(iri: str) -> str:
    return iri.rpartition("/")[2]
