"""The command ``accordia``."""

import click

from graph.errors import AccordiaError
from webapp.commands import COMMANDS


class Commands(click.Group):
    """A group whose commands end with one sentence and exit code 1 on a known error."""

    def invoke(self, context: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(context)
        except AccordiaError as error:
            click.echo(str(error), err=True)
            context.exit(1)


@click.group(cls=Commands)
@click.version_option(package_name="accordia")
@click.option("--store", metavar="FOLDER", help="Where the graph is (ACCORDIA_STORE).")
@click.pass_context
def main(context: click.Context, store: str | None) -> None:
    """A knowledge graph of territories, institutions and the agreements between them."""
    context.obj = store


for command in COMMANDS:
    main.add_command(command)
