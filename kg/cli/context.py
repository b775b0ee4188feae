"""What commands share: the workspace they were called in, its built store, and the options of commands with rows."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.errors import WorkspaceError
from kg.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from kg.pipeline.build import Built
    from kg.store import Store

Function = TypeVar("Function", bound=Callable[..., Any])


def workspace_of(ctx: click.Context) -> Workspace:
    """Return the workspace named on the command line; WorkspaceError when there is none."""
    return find_workspace(Path(str(ctx.find_root().obj)))


def built_store(workspace: Workspace, engine: str = "oxigraph") -> "Store":
    """Return the last build's store, read-only, or its quads in the other engine; WorkspaceError without a build."""
    from kg.pipeline.outputs import read_graph
    from kg.store import open_store

    if not (workspace.out / "store").is_dir():
        raise WorkspaceError(f"{workspace.root}: nothing built yet; run: kg build")
    if engine == "oxigraph":
        return open_store(workspace.out / "store", read_only=True)
    store = open_store(engine=engine)
    store.load(read_graph(workspace))
    return store


def read_world(workspace: Workspace) -> "Built":
    """Return what the articles say now, writing nothing; a line on stderr tells what no build has kept yet."""
    from kg.cli.progress import progress_steps
    from kg.pipeline.build import read_workspace

    built = read_workspace(workspace, steps=progress_steps)
    if built.fresh:
        click.echo(f"kg: {built.fresh} articles read for this answer only; to keep them run: kg build", err=True)
    return built


def deliver(workspace: Workspace, data: bytes, output: Path | None, name: str, what: str) -> None:
    """Write a result where it was asked for, - being standard output, else into out/, and say where it is."""
    import sys

    from kg.workspace import write_lock, write_whole

    if output is not None and str(output) == "-":
        sys.stdout.buffer.write(data)
        return
    path = output or workspace.out / name
    if output is not None:
        write_whole(path, data)
    else:
        with write_lock(workspace):  # a build sweeps half-written files out of out/
            write_whole(path, data)
    click.echo(f"{what} in {path}")


def terminal_width() -> int:
    """Return how wide a table may be: the terminal's width, or 160 columns where the output is not a terminal."""
    import shutil
    import sys

    return shutil.get_terminal_size((120, 24)).columns if sys.stdout and sys.stdout.isatty() else 160


def format_option(function: Function) -> Function:
    """Add `--format` to a command that prints rows."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(["table", "json", "csv", "tsv"]),
        default="table",
        show_default=True,
        help="How to print the rows.",
    )(function)
