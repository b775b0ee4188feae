"""`kg why`."""

import click

from kg.cli.context import format_option


@click.command("why")
@click.argument("subject")
@click.argument("relation", required=False)
@click.argument("object_", metavar="[OBJECT]", required=False)
@format_option
@click.pass_context
def command(ctx: click.Context, subject: str, relation: str | None, object_: str | None, style: str) -> None:
    """Print the exact sentences behind a relation, or why an entity or event is one.

    With SUBJECT, RELATION and OBJECT: every sentence that supports the edge, with who says so. With one name or IRI:
    which words of which articles were taken for it, by which rule.

    \b
    Example:
      kg why Russia annexed Crimea
      kg why "Steve Witkoff" visits Russia
      kg why "Volodymyr Zelensky"
    """
    from kg.cli.context import built_store, terminal_width, workspace_of
    from kg.query import find_query, format_answer, load_queries, run_query

    workspace = workspace_of(ctx)
    queries = load_queries(workspace.queries)
    store = built_store(workspace)
    if relation is None:
        answer = run_query(store, find_query(queries, "why-one"), {"thing": subject})
    else:
        given = {"subject": subject, "relation": relation} | ({"object": object_} if object_ else {})
        answer = run_query(store, find_query(queries, "why-edge"), given)
    click.echo(format_answer(answer, style, terminal_width()), nl=False)
    if not answer.rows:
        click.echo("kg: no such relation in the graph", err=True)
        ctx.exit(1)
