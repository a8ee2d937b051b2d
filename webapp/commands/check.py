"""Is everything in order?"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.settings import Settings
from webapp.commands.store import reader, with_store

if TYPE_CHECKING:
    from loaders.check import Finding


@click.command()
@click.argument("files", metavar="[FILE ...]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the full texts: every quote is looked up in them.",
)
@with_store
def check(settings: Settings, files: tuple[Path, ...], texts: Path | None) -> None:
    """Check the graph (shapes, evidence, names, counts, quotes), or fact files before loading.

    Exit code 1 where a fault was found.
    """
    # SHACL takes long to import, and no other command needs it
    from loaders.check import check_graph
    from loaders.factcheck import check_file

    findings = (
        [finding for file in files for finding in check_file(file, texts)]
        if files
        else list(check_graph(reader(settings), settings.base, texts))
    )
    for finding in findings:
        click.echo(str(finding))
    faults = sum(finding.is_fault for finding in findings)
    click.echo(_closing(faults, findings))
    if faults:
        click.get_current_context().exit(1)


def _closing(faults: int, findings: "list[Finding]") -> str:
    remarks = len(findings) - faults
    return f"{faults or 'No'} fault{'s' if faults != 1 else ''}, {remarks} remark(s)."
