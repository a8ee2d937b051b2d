"""Data sets that their publishers offer: each has a bundled mapping that says where its file is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from loaders.download.archive import extract
from loaders.download.errors import OtherContent
from loaders.download.fetch import Fetcher, Progress
from loaders.table.files import bundled_mappings, read_mapping
from loaders.table.mapping import Download, TableSource

PART = "PART"


@dataclass(frozen=True, slots=True)
class Offered:
    """One file of a data set."""

    mapping: str
    slug: str
    """The source that the file becomes; empty: as the mapping says."""
    address: str
    sha256: str | None
    member: str | None

    @property
    def name(self) -> str:
        """The file's own name, whose suffix tells the format; an export may be called ``csv``."""
        path = self.member or self.address.partition("?")[0]
        last = path.rsplit("/", 1)[-1].replace("*", "")
        return last if "." in last else f"{self.mapping}.{last}"


@cache
def published() -> Mapping[str, TableSource]:
    """Return the data sets that can be fetched, by the names of their mappings."""
    sources = {name: read_mapping(path).source for name, path in bundled_mappings().items()}
    return {name: source for name, source in sources.items() if source.download}


def offered(name: str) -> Iterator[Offered]:
    """Yield the files of a data set."""
    download = published()[name].download
    assert download is not None
    whole: Mapping[str, str | None] = {"": download.sha256}
    for part, sha256 in (download.parts or whole).items():
        yield _offered(name, download, part, sha256)


def has_parts(name: str) -> bool:
    """Tell whether a data set is several files."""
    download = published()[name].download
    return bool(download and download.parts)


def fetch(
    file: Offered,
    folder: Path,
    fetcher: Fetcher,
    most: int,
    on_progress: Progress = lambda done, whole: None,
) -> Path:
    """Fetch a file into a folder, out of its archive where it is in one.

    Raises NotFetched, and FileProblem where it unpacks to more than ``most`` bytes.
    """
    folder.mkdir()
    target = folder / file.name
    given = target if file.member is None else folder / "archive"
    found = fetcher.fetch(file.address, given, on_progress)
    if file.sha256 is not None and found != file.sha256:
        raise OtherContent(file.address, found, file.sha256)
    if file.member is not None:
        extract(given, file.member, target, file.address, most)
        given.unlink()
    return target


def _offered(name: str, download: Download, part: str, sha256: str | None) -> Offered:
    address = download.address.replace(PART, part) if part else download.address
    return Offered(name, f"{name}-{part}" if part else "", address, sha256, download.member)
