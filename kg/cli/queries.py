"""`kg queries`."""

import click

from kg.cli.context import format_option


@click.command("queries")
@format_option
@click.pass_context
def command(ctx: click.Context, style: str) -> None:
    """List the kept queries with their parameters.

    \b
    Example:
      kg queries
    """
    from pathlib import Path

    from kg.cli.rows import format_rows
    from kg.errors import WorkspaceError
    from kg.query import load_queries
    from kg.workspace import find_workspace

    try:
        folders: tuple[Path, ...] = (find_workspace(Path(str(ctx.find_root().obj))).queries,)
    except WorkspaceError:
        folders = ()  # the shipped ones can be listed anywhere
    rows = []
    queries = load_queries(*folders)
    for query in queries:
        if query.problem is not None:
            continue
        parameters = " ".join(
            f"[--{p.name}]" if p.optional or p.default is not None else f"--{p.name}" for p in query.parameters
        )
        rows.append((query.name, query.title, parameters))
    click.echo(format_rows(("name", "title", "parameters"), rows, style), nl=False)
    broken = [query.problem for query in queries if query.problem is not None]
    for problem in broken:
        click.echo(f"kg: {problem}", err=True)
    if broken:
        ctx.exit(1)
