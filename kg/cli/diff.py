"""`kg diff`."""

from datetime import datetime

import click

from kg.cli.context import format_option


@click.command("diff")
@click.argument("articles", nargs=-1)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Articles published on this day or later.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="With --since: up to this day.")
@format_option
@click.pass_context
def command(
    ctx: click.Context, articles: tuple[str, ...], since: datetime | None, until: datetime | None, style: str
) -> None:
    """Show what ARTICLES, or the articles of some days, changed in the world: events, status, conflicts, relations.

    \b
    Example:
      kg diff 2025-04-26-witkoff-moscow-vatican
      kg diff --since 2025-04-26
    """
    from kg.cli.context import read_world, workspace_of
    from kg.cli.rows import format_rows
    from kg.pipeline.comparing import diff_rows, diff_without, records_named, records_since

    if bool(articles) == (since is not None):
        raise click.UsageError("name articles, or give --since DAY")
    if since and until and since > until:
        raise click.UsageError("--since lies after --until")
    workspace = workspace_of(ctx)
    built = read_world(workspace)
    left_out = (
        records_since(built, since.date(), until.date() if until else None) if since else records_named(built, articles)
    )
    rows = diff_rows(diff_without(built, left_out))
    click.echo(format_rows(("change", "kind", "what", "detail"), rows, style), nl=False)
