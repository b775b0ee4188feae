"""`kg graph`."""

from datetime import datetime
from pathlib import Path

import click

from kg.cli.draw import draw, drawing_options


@click.command("graph")
@drawing_options
@click.pass_context
def command(
    ctx: click.Context, actors: tuple[str, ...], since: datetime | None, until: datetime | None, output: Path | None
) -> None:
    """Draw the graph of actors and events as one offline page, whole or about some actors and days.

    \b
    Example:
      kg graph --actor Zelensky --since 2025-04-01 -o zelensky.html
    """
    draw(ctx, "graph", actors, since, until, output)
