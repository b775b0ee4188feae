"""`kg stats`."""

import click

from kg.cli.context import format_option


@click.command("stats")
@format_option
@click.pass_context
def command(ctx: click.Context, style: str) -> None:
    """Count articles, entities, events by status, claims and relations.

    \b
    Example:
      kg stats --format json
    """
    from kg.cli.context import built_store, terminal_width, workspace_of
    from kg.query import find_query, format_answer, load_queries, run_query

    workspace = workspace_of(ctx)
    answer = run_query(built_store(workspace), find_query(load_queries(workspace.queries), "stats"), {})
    click.echo(format_answer(answer, style, terminal_width()), nl=False)
