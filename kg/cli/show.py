"""`kg show`."""

import click

from kg.cli.context import format_option


@click.command("show")
@click.argument("thing")
@click.argument("other", required=False)
@format_option
@click.pass_context
def command(ctx: click.Context, thing: str, other: str | None, style: str) -> None:
    """Show all that is known of THING: an entity, an event (by its IRI), an article; or what is between two entities.

    \b
    Example:
      kg show "Steve Witkoff"
      kg show "Donald Trump" "Vladimir Putin"
      kg show 2025-04-26-witkoff-moscow-vatican
    """
    from kg.cli.context import built_store, terminal_width, workspace_of
    from kg.errors import QueryError
    from kg.identifiers import EVENT, TERM
    from kg.query import find_query, format_answer, load_queries, run_query
    from kg.rdf.nquads import format_text
    from kg.store import Answer

    workspace = workspace_of(ctx)
    queries = load_queries(workspace.queries)
    store = built_store(workspace)

    def ask(name: str, **given: str) -> Answer:
        return run_query(store, find_query(queries, name), given)

    def tell(answer: Answer) -> None:
        click.echo(format_answer(answer, style, terminal_width()), nl=False)

    if other is not None:
        tell(ask("between", actor=thing, other=other))
        return
    if thing.startswith(EVENT) or not (answer := ask("show-article", article=thing)).rows:
        answer = ask("show-event", event=thing)
    if answer.rows:
        tell(answer)
        return
    try:
        about = ask("show-entity", entity=thing)
        tell(about)
        if style != "table":
            return
        told = ask("timeline", actor=thing)
        is_place = any(term is not None and term.value.endswith("Place") for row in about.rows for term in row)
        there = ask("place", place=thing) if is_place else None
        for rows in (told, there):
            if rows is not None and (rows.rows or there is None):
                click.echo()
                tell(rows)
    except QueryError as error:
        if store.query(
            f"SELECT ?a WHERE {{ VALUES ?n {{ UNDEF }} ?a <{TERM}fileName> ?n }}", {"n": format_text(thing)}
        ).rows:
            tell(ask("show-article", article=thing))
            click.echo(f"{thing}: the article is in the graph; no event was read in it", err=True)
            return
        raise QueryError(f"nothing named {thing!r}: no article, no event, and {error}") from error
