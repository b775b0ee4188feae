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
            "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the page."
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
    from kg.cli.context import built_store, workspace_of
    from kg.cli.progress import progress_steps
    from kg.identifiers import ENTITY
    from kg.pipeline.build import read_workspace
    from kg.query import NameIndex
    from kg.views.drawing import draw_page
    from kg.workspace import write_lock

    if since and until and since > until:
        raise click.UsageError("--since lies after --until")
    workspace = workspace_of(ctx)
    slugs = []
    if actors:
        index = NameIndex(built_store(workspace))
        slugs = [index.find_entity(name).removeprefix(ENTITY) for name in actors]
    with write_lock(workspace):
        built = read_workspace(workspace, steps=progress_steps)
    days = [str(day.date()) if day else "" for day in (since, until)] if since or until else []
    path = output or workspace.out / ("-".join([page, *slugs, *days]) + ".html")  # a part never replaces the whole
    events = draw_page(
        workspace, built, page, path, slugs, since.date() if since else None, until.date() if until else None
    )
    click.echo(f"{events} events in {path}")
