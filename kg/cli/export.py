"""`kg export`."""

import sys
from pathlib import Path

import click


@click.command("export")
@click.argument("form", metavar="FORMAT")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), help="Where to write; - is standard output."
)
@click.pass_context
def command(ctx: click.Context, form: str, output: Path | None) -> None:
    """Write the graph in FORMAT: turtle, trig, nquads, jsonld, graphml, gexf, csv, ics, jsonl.

    \b
    Example:
      kg export ics -o events.ics
      kg export graphml
    """
    from kg.cli.context import workspace_of
    from kg.cli.progress import progress_steps
    from kg.pipeline.build import export, read_workspace
    from kg.workspace import write_lock, write_whole

    workspace = workspace_of(ctx)
    with write_lock(workspace):
        built = read_workspace(workspace, steps=progress_steps)
    name, data = export(workspace, built, form)
    if output is not None and str(output) == "-":
        sys.stdout.buffer.write(data)
        return
    path = output or workspace.out / name
    write_whole(path, data)
    click.echo(f"{len(data)} bytes in {path}")
