"""What a newcomer's first install rests on: pins, vendored files, no trace of one machine."""

import ast
import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LAYERS = ("ontology", "graph", "loaders", "webapp")  # each imports only itself and those before
REGISTRY = re.compile(
    r"registry[.](npmjs|yarnpkg)|npm[.]pkg[.]|pypi[.]org|pythonhosted[.]org"
    r"|proxy[.]golang[.]org|(index-url|find-links)\s*="
)
MACHINE_PATH = re.compile(r"(?<![\w.:/%~$})*-])/(home|root|tmp|opt|work|Users)/\w|[A-Z]:\\Users\b")
LARGEST_TEXT = 2_000_000  # bytes; larger files are data, not text that somebody wrote


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def own_requirements() -> list[Requirement]:
    declared = project()["project"]
    listed = [*declared["dependencies"], *declared["optional-dependencies"]["test"]]
    return [Requirement(line) for line in listed]


def needed(requirement: Requirement) -> Iterator[Requirement]:
    """What the installed distribution asks for in this environment, with the asked extras."""
    for line in requires(requirement.name) or []:
        found = Requirement(line)
        extras = requirement.extras or {""}
        if found.marker is None or any(found.marker.evaluate({"extra": e}) for e in extras):
            yield found


def all_requirements() -> list[Requirement]:
    """Every requirement, own and transitive, each seen once."""
    waiting, seen = own_requirements(), dict[str, Requirement]()
    while waiting:
        requirement = waiting.pop()
        if str(requirement) not in seen:
            seen[str(requirement)] = requirement
            waiting.extend(needed(requirement))
    return list(seen.values())


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


def trackable_files() -> list[Path]:
    """Every file that is in the repository or would enter it with the next `git add`."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("only a git work tree says which files belong to the project")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def lines_matching(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in trackable_files()
        if path.stat().st_size < LARGEST_TEXT
        for number, line in enumerate(path.read_text("utf-8", errors="ignore").splitlines(), 1)
        if pattern.search(line)
    ]


def bundled(table: str, folder: str) -> list[Path]:
    hook = project()["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
    return [
        ROOT / folder / package / Path(name).name
        for package, names in hook[table].items()
        for name in names
    ]


def imported_layers(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        else:
            continue
        for name in names:
            if name.partition(".")[0] in LAYERS:
                yield node.lineno, name.partition(".")[0]


def test_constraints_pin_everything_that_is_installed() -> None:
    needed_names = {canonicalize_name(requirement.name) for requirement in all_requirements()}
    assert needed_names - pins().keys() == set()


def test_every_pin_is_within_the_ranges_asked_for() -> None:
    pinned = pins()
    wrong = [
        f"{requirement}: pinned {pinned[name]}"
        for requirement in all_requirements()
        if (name := canonicalize_name(requirement.name)) in pinned
        and pinned[name] not in requirement.specifier
    ]
    assert wrong == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_matching(REGISTRY) == []


def test_no_file_names_a_place_on_one_machine() -> None:
    assert lines_matching(MACHINE_PATH) == []


@pytest.mark.parametrize("path", ["webapp/static/vendor", "loaders/vendor", "tests/vendor"])
def test_fetched_files_stay_out_of_the_repository(path: str) -> None:
    inside = [file for file in trackable_files() if file.is_relative_to(ROOT / path)]
    assert inside == []


def test_the_lock_file_holds_checksums_and_no_addresses() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    root = packages.pop("")
    manifest = json.loads((ROOT / "package.json").read_text("utf-8"))
    assert root["dependencies"] == manifest["dependencies"]
    assert root["devDependencies"] == manifest["devDependencies"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


@pytest.mark.parametrize(
    "path",
    [
        *bundled("vendor", "webapp/static/vendor"),
        *bundled("data", "loaders/vendor"),
        *bundled("test-vendor", "tests/vendor"),
    ],
    ids=lambda path: path.name,
)
def test_installing_fetches_each_front_end_file_with_its_licence(path: Path) -> None:
    assert path.stat().st_size > 0
    beside = [file.name.lower() for file in path.parent.iterdir()]
    assert any(name.startswith("licen") or name == "package.json" for name in beside)


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_run_one_way(layer: str) -> None:
    allowed = LAYERS[: LAYERS.index(layer) + 1]
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sorted((ROOT / layer).rglob("*.py"))
        for line, name in imported_layers(path)
        if name not in allowed
    ]
    assert wrong == []
