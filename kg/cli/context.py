"""What commands share: the workspace they were called in, its built store, and the options of commands with rows."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.errors import WorkspaceError
from kg.workspace import Workspace, find_workspace

if TYPE_CHECKING:
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
