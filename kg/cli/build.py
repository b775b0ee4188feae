"""`kg build`."""

import click


@click.command("build")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read articles."
)
@click.pass_context
def command(ctx: click.Context, workers: int) -> None:
    """Read everything in seeds/ and write out/: graph, store, pages.

    Articles read before are not read again, and what has not changed is left alone. A file that cannot be read costs
    one line; the rest goes on.

    \b
    Example:
      kg build
      kg build --workers 4
    """
    from kg.cli.context import workspace_of
    from kg.cli.progress import progress_steps
    from kg.views.publishing import publish
    from kg.workspace import write_lock

    workspace = workspace_of(ctx)
    with write_lock(workspace):
        report = publish(workspace, workers, progress_steps)
    for line in (*report.problems, *report.doubles, *report.unmatched_decisions):
        click.echo(f"kg: {line}", err=True)
    for name in report.undated_articles:
        click.echo(
            f"kg: {name}: no day of publication; relative times stay open (add 'published: YYYY-MM-DD')", err=True
        )
    skipped = f"{len(report.problems)} not read, {len(report.doubles)} double"
    click.echo(f"Articles  {report.articles} ({report.fresh} newly read, {skipped})")
    click.echo(f"Entities  {report.entities}")
    click.echo(f"Events    {report.events} ({report.planned} planned), {report.edges} relations between entities")
    click.echo(f"Conflicts {report.conflicts} between accounts")
    click.echo(f"Open      {report.page}")
    if not report.articles and not report.problems:
        click.echo(f"kg: no articles yet; put some into {workspace.seeds}", err=True)
    if report.problems:
        ctx.exit(1)
