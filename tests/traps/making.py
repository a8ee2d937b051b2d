"""How a trap is written: two small sources, each with the thing in question first."""

from dataclasses import dataclass
from typing import Any

from graph.dates import read_span
from graph.facts import Fact, Institution, Territory, Text, Tie
from graph.identity import Ref

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
WIKIDATA = "http://www.wikidata.org/entity/"
ROR = "https://ror.org/"


@dataclass(frozen=True)
class Trap:
    """Is the first thing of the one source the first thing of the other?"""

    name: str
    expected: str
    why: str
    one: tuple[Fact, ...]
    other: tuple[Fact, ...]

    @property
    def nodes(self) -> tuple[str, str]:
        """The two things in question, as paths below the base address."""
        first, second = self.one[0].ref, self.other[0].ref
        return f"{first.kind}/{first.key}", f"{second.kind}/{second.key}"


def place(key: str, name: str, within: str = "", **fields: Any) -> Territory:
    """Return a territory; ``fields`` are those of the fact, in plain words."""
    level = fields.pop("level", "municipality")
    inside = (Ref("territory", within),) if within else ()
    return Territory(
        ref=Ref("territory", key), names=_names(name), level=level, within=inside, **_plain(fields)
    )


def body(key: str, name: str, country: str = "", **fields: Any) -> Institution:
    """Return an institution."""
    inside = (Ref("territory", country),) if country else ()
    return Institution(
        ref=Ref("institution", key), names=_names(name), located_in=inside, **_plain(fields)
    )


def tie(key: str, *parties: str, date: str = "", type: str = "Agreement", **fields: Any) -> Tie:
    """Return an agreement between territories; they have one key in all sources."""
    return Tie(
        ref=Ref(type.lower(), key),
        type=type,
        names=(Text(fields.pop("name", "Convention"), "fr"),),
        parties=tuple(Ref("territory", party) for party in parties),
        span=read_span(date, "fr") if date else None,
        **_plain(fields),
    )


def _names(name: str) -> tuple[Text, ...]:
    """Read ``Moscow@en Москва@ru``; French where no language is told."""
    if "@" not in name:
        return (Text(name, "fr"),)
    parts = (part.strip().rpartition("@") for part in name.split("|"))
    return tuple(Text(words.strip(), language) for words, _, language in parts)


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    if "also" in fields:
        fields["other_names"] = tuple(Text(name, "und") for name in fields.pop("also"))
    if "codes" in fields:
        fields["notations"] = tuple(fields.pop("codes"))
    if "at" in fields:
        fields["latitude"], fields["longitude"] = map(str, fields.pop("at"))
    for name, kind in (
        ("succeeds", "territory"),
        ("unit_of", "institution"),
        ("renews", "agreement"),
    ):
        if name in fields:
            fields[name] = (Ref(kind, fields[name]),)
    return fields


CONTEXT = (
    *(
        place(code, name, level="country", codes=[code])
        for code, name in (
            ("FR", "France"), ("US", "États-Unis"), ("DE", "Allemagne"), ("BE", "Belgique"),
            ("NL", "Pays-Bas"), ("GB", "Royaume-Uni"), ("IE", "Irlande"), ("CA", "Canada"),
            ("UA", "Ukraine"), ("ES", "Espagne"), ("VE", "Venezuela"), ("CN", "Chine"),
            ("RU", "Russie"), ("LU", "Luxembourg"), ("CM", "Cameroun"), ("IN", "Inde"),
        )
    ),
    *(
        place(code, name, code[:2], level="region", codes=[code])
        for code, name in (
            ("FR-HDF", "Hauts-de-France"), ("FR-IDF", "Île-de-France"), ("US-TX", "Texas"),
            ("US-IL", "Illinois"), ("US-MO", "Missouri"), ("FR-GES", "Grand Est"),
        )
    ),
    *(
        place(code, name, within, level="department", codes=[code])
        for code, name, within in (
            ("FR-59", "Nord", "FR-HDF"), ("FR-02", "Aisne", "FR-HDF"), ("FR-80", "Somme", "FR-HDF"),
            ("FR-93", "Seine-Saint-Denis", "FR-IDF"), ("FR-974", "La Réunion", "FR"),
            ("FR-11", "Aude", "FR"), ("FR-71", "Saône-et-Loire", "FR"), ("FR-12", "Aveyron", "FR"),
            ("FR-91", "Essonne", "FR-IDF"), ("FR-01", "Ain", "FR"), ("FR-74", "Haute-Savoie", "FR"),
            ("FR-78", "Yvelines", "FR-IDF"), ("FR-51", "Marne", "FR-GES"),
        )
    ),
)  # fmt: skip
"""The countries and subdivisions that every trap's reference source holds."""
