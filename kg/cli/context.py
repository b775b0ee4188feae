"""What commands share: the workspace they were called in, and the options of every command that prints rows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.workspace import Workspace, find_workspace

Function = TypeVar("Function", bound=Callable[..., Any])


def workspace_of(ctx: click.Context) -> Workspace:
    """Return the workspace named on the command line; WorkspaceError when there is none."""
    return find_workspace(Path(str(ctx.find_root().obj)))


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
