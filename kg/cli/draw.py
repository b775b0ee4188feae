"""What `kg graph` and `kg timeline` share: whom and when they are about, and where the page goes."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


def drawing_options(function: Function) -> Function:
    """Add the options of a page about some actors and days."""
    for option in (
        click.option(
            "--actor", "actors", multiple=True, help="Only what concerns this actor or place; may be repeated."
        ),
        click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only from this day on."),
        click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Only up to this day."),
        click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
            help="Where to write the page; - is standard output.",
        ),
    ):
        function = option(function)
    return function


def draw(
    ctx: click.Context,
    page: str,
    actors: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    output: Path | None,
) -> None:
    """Write a page and say where it is."""
    from kg.cli.context import built_store, deliver, read_world, workspace_of
    from kg.identifiers import ENTITY
    from kg.query import NameIndex
    from kg.views.drawing import draw_page

    if since and until and since > until:
        raise click.UsageError("--since lies after --until")
    workspace = workspace_of(ctx)
    slugs = []
    if actors:
        index = NameIndex(built_store(workspace))
        slugs = [index.find_entity(name).removeprefix(ENTITY) for name in actors]
    built = read_world(workspace)
    days = [str(day.date()) if day else "" for day in (since, until)] if since or until else []
    data, events = draw_page(
        workspace, built, page, slugs, since.date() if since else None, until.date() if until else None
    )
    name = "-".join([page, *slugs, *days]) + ".html"  # a part never replaces the whole
    deliver(workspace, data, output, name, f"{events} events")
