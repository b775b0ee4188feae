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
    from kg.cli.context import built_store, read_world, terminal_width, workspace_of
    from kg.cli.decide import is_event, slug_of
    from kg.cli.rows import format_rows
    from kg.errors import QueryError
    from kg.pipeline.explaining import merge_rows
    from kg.query import find_query, format_answer, load_queries, run_query
    from kg.resolve.decisions import full_event_iri

    workspace = workspace_of(ctx)
    if relation is None:
        name = full_event_iri(subject) if is_event(subject) else slug_of(ctx, subject)
        rows = merge_rows(read_world(workspace), name)
        if not rows:
            raise QueryError(f"nothing in the graph is called {subject!r}")
        click.echo(format_rows(("article", "words", "rule", "score"), rows, style), nl=False)
        return
    given = {"subject": subject, "relation": relation} | ({"object": object_} if object_ else {})
    answer = run_query(built_store(workspace), find_query(load_queries(workspace.queries), "why-edge"), given)
    click.echo(format_answer(answer, style, terminal_width()), nl=False)
    if not answer.rows:
        click.echo("kg: no such relation in the graph", err=True)
        ctx.exit(1)
