"""Load sources by name: the bundled ones, and those that are fetched from their publishers."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from graph.settings import Settings
from loaders import load as loading
from loaders.download.fetch import Fetcher, Progress
from loaders.published import Offered, fetch, offered, published
from webapp.commands.store import writer
from webapp.commands.table import Wanted, load_table, read, show
from webapp.commands.tell import tell, tell_version


def fetcher(settings: Settings) -> Fetcher:
    """Return what fetches files within the limits that are set."""
    return Fetcher(settings.download_megabytes * 1_000_000, settings.download_seconds)


def load_names(
    settings: Settings,
    names: tuple[str, ...],
    slug: str | None,
    fetcher: Fetcher,
    vocabularies: tuple[str, ...] = (),
) -> None:
    """Load bundled sources, published data sets and files: all of them or none."""
    store = writer(settings)
    before = store.folder.latest()
    with tempfile.TemporaryDirectory(prefix="accordia-load-") as folder:

        def prepared() -> Iterator[loading.Prepared]:
            for number, name in enumerate(names):
                if name in published():
                    place = Path(folder) / str(number)
                    yield from _fetched(settings, name, place, fetcher)
                else:
                    found = loading.prepare(name, settings.base, slug, vocabularies)
                    tell(found[0])
                    yield found

        after = loading.replace_all(store, prepared())
    tell_version(before, after)


def rehearse(settings: Settings, wanted: Wanted, fetcher: Fetcher) -> None:
    """Fetch the first file of a data set, and treat it as any other table."""
    file, *_ = offered(wanted.mapping)
    with tempfile.TemporaryDirectory(prefix="accordia-load-") as folder:
        load_table(settings, _wanted(settings, file, Path(folder) / "0", fetcher, wanted))


def _fetched(
    settings: Settings, name: str, place: Path, fetcher: Fetcher
) -> Iterator[loading.Prepared]:
    place.mkdir()
    for number, file in enumerate(offered(name)):
        target = place / f"{number}.sorted"
        wanted = _wanted(settings, file, place / str(number), fetcher, Wanted(name, name))
        outcome = read(settings, wanted, target)
        assert wanted.path is not None
        wanted.path.unlink()
        assert outcome.entry is not None, "it is no dry run"
        show(outcome)
        yield outcome.entry, target


def _wanted(
    settings: Settings, file: Offered, place: Path, fetcher: Fetcher, like: Wanted
) -> Wanted:
    with _progress(file.address) as progress:
        path = fetch(file, place, fetcher, settings.table_megabytes * 1_000_000, progress)
    return Wanted(
        shown=file.slug or file.mapping,
        mapping=file.mapping,
        slug=file.slug or like.slug,
        path=path,
        download=file.address,
        dry_run=like.dry_run,
        refused=like.refused,
    )


@contextmanager
def _progress(address: str) -> Iterator[Progress]:
    if not sys.stderr.isatty():
        click.echo(f"Fetching {address}", err=True)
        yield lambda done, whole: None
        return
    with click.progressbar(length=1000, label=f"Fetching {address}", file=sys.stderr) as bar:

        def ahead(done: int, whole: int) -> None:
            bar.update(max(0, done * 1000 // max(whole, done, 1) - bar.pos) if whole else 0)

        yield ahead
