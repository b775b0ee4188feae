"""`kg init`."""

from pathlib import Path

import click


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> None:
    """Make a new, empty workspace in FOLDER.

    \b
    Example:
      kg init my-project
    """
    from kg.workspace import init_workspace

    workspace = init_workspace(folder)
    click.echo(f"Workspace ready: {workspace.root}")
    click.echo("Put articles into seeds/, then run: kg build")
