"""JSON and JSON Lines, record by record: numbers keep the digits that the file has.

polars would guess one type for all records of a nested file, and lose what does not fit it.
"""

import codecs
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any

import ijson

from loaders.table.mapping import Table
from loaders.table.opened import Opened, Row
from loaders.table.spool import LONGEST_LINE
from loaders.yamlfile import FileProblem

DEEPEST = 50
MOST_DIGITS = 4_000
_HUGE_NUMBER = re.compile(rb"[:,\[]\s{0,9}-?[0-9]{%d}" % (MOST_DIGITS + 1))


def open_json_lines(plain: Path, table: Table) -> Opened:
    """Return the records of a file with one on each line. Raises FileProblem while reading."""
    file = plain.open("rb")
    parse = partial(parsed, plain, table.encoding)
    return Opened(_lines(plain, file), None, _part(plain, file), parse)


def open_json(plain: Path, table: Table) -> Opened:
    """Return the records of a list in a JSON file. Raises FileProblem while reading."""
    file = plain.open("rb")
    return Opened(_items(plain, file, table), None, _part(plain, file))


def _lines(plain: Path, file: IO[bytes]) -> Iterator[Row]:
    with file:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                reason = f"a line has more than {LONGEST_LINE} bytes."
                raise FileProblem(plain, number, reason)
            if line.strip():
                yield number, line


def parsed(plain: Path, encoding: str, number: int, line: bytes) -> dict[str, Any]:
    """Return the record on a line. Raises FileProblem."""
    try:
        text = line.decode("utf-8-sig" if number == 1 and encoding == "utf-8" else encoding)
        record = json.loads(text, parse_float=str, parse_int=str)
    except UnicodeDecodeError:
        raise FileProblem(plain, number, f"the line is not {encoding}.") from None
    except json.JSONDecodeError as error:
        raise FileProblem(plain, number, f"the line is no JSON: {error.msg}.") from None
    except RecursionError:
        raise FileProblem(plain, number, "the line is nested too deep.") from None
    return _record(plain, number, record)


def _items(plain: Path, file: IO[bytes], table: Table) -> Iterator[Row]:
    prefix = f"{table.records}.item" if table.records else "item"
    number = 0
    with file:
        watched = _Watched(_utf8(file, table), plain)
        try:
            for number, record in enumerate(ijson.items(watched, prefix), 1):
                yield number, _record(plain, number, record)
        except ijson.JSONError as error:
            after = f" after record {number}" if number else ""
            raise FileProblem(plain, None, f"this is no whole JSON{after}: {_why(error)}") from None
        except UnicodeError:
            raise FileProblem(plain, None, f"the text is not all {table.encoding}.") from None
    if not number:
        where = f"under {table.records!r}" if table.records else "at its top"
        reason = f"the file has no list of records {where}: say where with 'records'."
        raise FileProblem(plain, None, reason)


def _why(error: ijson.JSONError) -> str:
    """Return the reason as the end of a sentence; ijson gives some as bytes of several lines."""
    said = error.args[0] if error.args else ""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    reason = text.partition("\n")[0].strip().rstrip(".")
    if "UTF8" in reason or "invalid char" in reason:
        return f"{reason}: say which 'encoding' it has, if it is not utf-8."
    return f"{reason}."


class _Watched:
    """A file that stops where a single value grows beyond all measure.

    Also at a number of thousands of digits: it kills the process that makes an integer of it.
    """

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file, self._path, self._run, self._end = file, path, 0, b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes. Raises FileProblem."""
        chunk = self._file.read(size)
        mark = chunk.rfind(b'"')
        self._run = len(chunk) - mark if mark >= 0 else self._run + len(chunk)
        if self._run > LONGEST_LINE:
            reason = f"a value has more than {LONGEST_LINE} bytes."
            raise FileProblem(self._path, None, reason)
        if _HUGE_NUMBER.search(self._end + chunk):
            reason = f"a number has more than {MOST_DIGITS} digits."
            raise FileProblem(self._path, None, reason)
        self._end = (self._end + chunk)[-MOST_DIGITS - 10 :]
        return chunk


def _utf8(file: IO[bytes], table: Table) -> IO[Any]:
    if table.encoding == "utf-8":
        start = file.read(3)
        file.seek(3 if start == b"\xef\xbb\xbf" else 0)
        return file
    return codecs.EncodedFile(file, "utf-8", table.encoding)


def _record(plain: Path, number: int, record: Any) -> dict[str, Any]:
    if not isinstance(record, dict):
        raise FileProblem(plain, None, f"record {number} is no object with names and values.")
    if _is_deep(record):
        raise FileProblem(plain, None, f"record {number} is nested more than {DEEPEST} deep.")
    return record


def _is_deep(record: dict[str, Any]) -> bool:
    """Tell whether a record is nested deeper than DEEPEST, without going deeper than that."""
    level: list[Any] = [record]
    for _ in range(DEEPEST):
        level = [
            inner
            for one in level
            for inner in (one.values() if type(one) is dict else one)
            if type(inner) is dict or type(inner) is list
        ]
        if not level:
            return False
    return True


def _part(plain: Path, file: IO[bytes]) -> Any:
    size = max(plain.stat().st_size, 1)
    return lambda: 1.0 if file.closed else file.tell() / size
