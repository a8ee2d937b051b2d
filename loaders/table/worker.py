"""The process that reads a table: a polars that was used before a fork hangs the forked child.

It gets one request as JSON, and writes lines of JSON: progress, then one result or problem.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from graph.errors import AccordiaError
from graph.store.lines import count_class_lines
from graph.store.sorting import LineSorter
from graph.triples import TripleMaker
from loaders.table.convert import Converter
from loaders.table.files import read_mapping
from loaders.table.helpers import megabytes, shared_out, started
from loaders.table.opened import Opened, Row
from loaders.table.read import open_table
from loaders.table.refusals import KEPT_BYTES, Refusal, RefusalFile
from loaders.table.request import Request
from loaders.table.rows import Made, Result
from loaders.table.spool import Plain, unpacked
from loaders.table.trace import trace
from loaders.yamlfile import FileProblem

TOLD_EVERY = 0.5
Share = Callable[[Iterator[Row]], Iterator[Result]]


def main() -> int:
    """Answer the request that stands on the command line."""
    request = Request.from_json(sys.argv[1])
    _limit_memory(request.megabytes)
    try:
        _tell({"result": answer(request)})
    except AccordiaError as error:
        _tell({"problem": str(error)})
        return 1
    except MemoryError:
        _tell({"problem": f"Reading {request.shown} needs more than {request.megabytes} MB."})
        return 1
    return 0


def answer(request: Request) -> dict[str, Any]:
    """Return what became of a table, as JSON can carry it. Raises what its parts raise."""
    began = time.monotonic()
    mapping_path = Path(request.mapping)
    mapping = read_mapping(mapping_path).named(request.slug)
    maker = TripleMaker(request.base, mapping.source.slug)
    refusals, kept = RefusalFile(request.refused), RefusalFile(request.kept, KEPT_BYTES)

    def tell(refusal: Refusal) -> None:
        refusals.write(refusal)
        kept.write(refusal)

    write = () if request.dry_run else (maker.fact,)
    converter = Converter(mapping, mapping_path.parent, tell, *write)
    with ExitStack() as stack:
        helpers = stack.enter_context(started(converter.reader, request.megabytes))
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="accordia-table-")))
        stack.enter_context(_named_as_given(request, folder))
        stack.enter_context(refusals)
        stack.enter_context(kept)
        plain = unpacked(Path(request.path), folder, request.most)
        opened = open_table(plain, mapping.table, folder, request.most)
        if opened.columns is not None:
            converter.expect(opened.columns)
        share = partial(shared_out, converter.reader, parse=opened.parse, helpers=helpers)
        if request.dry_run:
            result = {"shown": _rehearse(converter, opened, share, request.dry_run)}
        else:
            result = _write(converter, maker, share(_told(opened)), plain, request)
    report = converter.report
    report.told, report.listed = kept.told, kept.listed
    report.seconds = round(time.monotonic() - began, 1)
    report.megabytes = megabytes() + converter.reader.megabytes
    return {"report": report.as_data()} | result


def _rehearse(converter: Converter, opened: Opened, share: Share, facts: int) -> list[str]:
    shown: list[str] = []
    told = 0

    def tell(made: Made) -> None:
        nonlocal told
        if told < facts:
            told += 1
            shown.extend(trace(made))

    def results() -> Iterator[Result]:
        rows = _told(opened)
        for row, unread in rows:
            yield converter.reader.read(row, opened.parse(row, unread))
            if told >= facts:
                break
        yield from share(rows)

    for _ in converter.lines(results(), tell):
        pass
    return shown


def _write(
    converter: Converter,
    maker: TripleMaker,
    results: Iterator[Result],
    plain: Plain,
    request: Request,
) -> dict[str, Any]:
    source = converter.mapping.source
    target = Path(request.target)
    with LineSorter() as sorter:
        for blocks in converter.lines(results):
            sorter.add(blocks)
        converter.report.check(source.expected)
        described = replace(converter.source(plain.sha256), download=request.download or None)
        sorter.add(maker.source(described))
        quads = sorter.write(target)
    title = next((text.words for text in described.titles), source.slug)
    entry = {
        "slug": source.slug,
        "graph": maker.graph,
        "sha256": "",
        "quads": quads,
        "counts": count_class_lines(target),
        "title": title,
        "licence": source.licence or "",
        "authority": source.authority,
    }
    return {"entry": entry}


def _told(opened: Opened) -> Iterator[Row]:
    """Pass the rows on, and tell now and then how far they are."""
    told = time.monotonic()
    for number, (row, record) in enumerate(opened.rows, 1):
        if number % 256 == 0 and time.monotonic() - told > TOLD_EVERY:
            told = time.monotonic()
            _tell({"rows": number, "done": min(opened.done(), 1.0)})
        yield row, record


@contextmanager
def _named_as_given(request: Request, folder: Path) -> Iterator[None]:
    """Name the file as the user did, not its unpacked copy."""
    try:
        yield
    except FileProblem as problem:
        if problem.path == Path(request.path) or folder in problem.path.parents:
            shown = Path(request.shown)
            raise FileProblem(shown, problem.line, problem.reason) from None
        raise


def _limit_memory(megabytes: int) -> None:
    most = megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _tell(message: dict[str, Any]) -> None:
    print(json.dumps(message), flush=True)  # noqa: T201  # the parent reads this


if __name__ == "__main__":
    sys.exit(main())
