"""`kg export`."""

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
    from kg.cli.context import deliver, read_world, workspace_of
    from kg.pipeline.build import export

    workspace = workspace_of(ctx)
    name, data = export(workspace, read_world(workspace), form)
    deliver(workspace, data, output, name, f"{len(data)} bytes")
