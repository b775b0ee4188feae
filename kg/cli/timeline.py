"""`kg timeline`."""

from datetime import datetime
from pathlib import Path

import click

from kg.cli.draw import draw, drawing_options


@click.command("timeline")
@drawing_options
@click.pass_context
def command(
    ctx: click.Context, actors: tuple[str, ...], since: datetime | None, until: datetime | None, output: Path | None
) -> None:
    """Draw the timeline as one offline page, whole or about some actors and days.

    \b
    Example:
      kg timeline --actor Zelensky --since 2025-04-01 -o zelensky.html
    """
    draw(ctx, "timeline", actors, since, until, output)
