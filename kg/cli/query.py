"""`kg query`."""

import sys
from pathlib import Path

import click

from kg.cli.context import format_option


def pair_up(arguments: tuple[str, ...]) -> dict[str, str]:
    """Return `--name value` and `--name=value` arguments as a mapping; click.UsageError for anything else."""
    values: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        head = rest.pop(0)
        if not head.startswith("--") or len(head) < 3:
            raise click.UsageError(f"found {head!r}; expected a parameter such as --actor NAME")
        name, equals, value = head[2:].partition("=")
        if not equals:
            if not rest:
                raise click.UsageError(f"--{name} needs a value")
            value = rest.pop(0)
        values[name.replace("-", "_")] = value
    return values


@click.command("query", context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False)
@click.option("--sparql", help="Ask this SPARQL query instead of a kept one; - reads it from standard input.")
@click.option(
    "--engine",
    type=click.Choice(["oxigraph", "memory"]),
    default="oxigraph",
    show_default=True,
    help="Which store answers.",
)
@click.option("--limit", type=click.IntRange(1), help="At most so many rows.")
@click.option(
    "--timeout",
    "timeout_s",
    type=click.FloatRange(0.1),
    default=60.0,
    show_default=True,
    help="Seconds a query may take.",
)
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    sparql: str | None,
    engine: str,
    limit: int | None,
    timeout_s: float,
    style: str,
) -> None:
    """Answer the kept query NAME (see `kg queries`), a .rq file, or SPARQL of your own.

    Parameters of the query are options: --actor NAME, --from DAY. Names are taken as a person writes them.

    \b
    Example:
      kg query timeline --actor "Volodymyr Zelensky"
      kg query visits --format csv
      kg query --sparql "SELECT ?s WHERE { ?s a <https://w3id.org/diplomatic-timeline/ontology#Visit> }"
    """
    from kg.cli.context import built_store, terminal_width, workspace_of
    from kg.query import find_query, format_answer, load_queries, run_query
    from kg.query.files import read_query

    if timeout_s != timeout_s:  # not a number: no comparison of the option's range catches it
        raise click.UsageError("--timeout needs a number of seconds")
    if (name is None) == (sparql is None):
        raise click.UsageError("give the name of a query, or --sparql")
    workspace = workspace_of(ctx)
    if sparql is not None:
        if ctx.args:
            raise click.UsageError(f"found {ctx.args[0]!r}; a query of your own takes no parameters")
        text = (sys.stdin.read() if sparql == "-" else sparql).removeprefix("\ufeff")
        answer = built_store(workspace, engine).query(text, limit=limit, timeout_s=timeout_s)
    else:
        assert name is not None
        path = Path(name)
        query = (
            read_query(path)
            if path.suffix == ".rq" and path.is_file()
            else find_query(load_queries(workspace.queries), name)
        )
        answer = run_query(
            built_store(workspace, engine), query, pair_up(tuple(ctx.args)), limit=limit, timeout_s=timeout_s
        )
    click.echo(format_answer(answer, style, terminal_width()), nl=False)
    if answer.cut:
        click.echo(f"kg: more than {limit} rows; the rest is cut", err=True)
