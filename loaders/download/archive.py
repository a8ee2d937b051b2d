"""One file out of a zip or tar archive, with bounds: nothing else of it is written anywhere."""

import fnmatch
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from loaders.download.errors import NoMember
from loaders.table.spool import CHUNK, bomb, is_bomb, too_large

MOST_MEMBERS = 10_000


def extract(archive: Path, member: str, target: Path, address: str, most: int) -> None:
    """Write one member to the disk; ``*`` in its name stands for any letters.

    Raises NoMember, and FileProblem where it unpacks to more than it may.
    """
    packed, total = archive.stat().st_size, 0
    with _told(address), _member(archive, member, address, most) as file, target.open("wb") as out:
        while chunk := file.read(CHUNK):
            total += len(chunk)
            if total > most:
                raise too_large(Path(member), most)
            if is_bomb(total, packed):
                raise bomb(Path(member))
            out.write(chunk)


@contextmanager
def _member(archive: Path, member: str, address: str, most: int) -> Iterator[IO[bytes]]:
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as zipped:
            name = _only(zipped.namelist(), member, address)
            with zipped.open(name) as file:
                yield file
        return
    with tarfile.open(archive) as tarred:
        entries = _entries(tarred, address, most)
        files = {entry.name: entry for entry in entries if entry.isfile()}
        inner = tarred.extractfile(files[_only(files, member, address)])
        assert inner is not None, "it is a file"
        with inner:
            yield inner


def _entries(tarred: tarfile.TarFile, address: str, most: int) -> Iterator[tarfile.TarInfo]:
    """Yield what a tar holds; to get past a member, it must be unpacked."""
    total = 0
    for number, entry in enumerate(tarred):
        total += entry.size
        if number >= MOST_MEMBERS or total > most:
            reason = f"the archive holds more than {MOST_MEMBERS} files, or {most} bytes"
            raise NoMember(address, reason)
        yield entry


def _only(names: Iterable[str], member: str, address: str) -> str:
    found = [name for name in names if fnmatch.fnmatchcase(name, member)]
    if len(found) != 1:
        held = f"{len(found)} files" if found else "no file"
        raise NoMember(address, f"the archive holds {held} of the name {member!r}")
    return found[0]


@contextmanager
def _told(address: str) -> Iterator[None]:
    try:
        yield
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        UnicodeDecodeError,
    ):
        raise NoMember(address, "it is no archive that can be read (zip or tar)") from None
    except OSError as error:
        if error.errno is not None:
            raise
        raise NoMember(address, "the archive is damaged") from None
    except (NotImplementedError, RuntimeError):
        raise NoMember(address, "the archive is encrypted, or packed in a way not known") from None
