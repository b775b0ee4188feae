"""`kg check`."""

import click


@click.command("check")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Check the built graph: SHACL shapes and the invariants that make every line checkable.

    Every event has a claim, every claim a span equal to the file's slice, every edge an event that projects it.

    \b
    Example:
      kg check
    """
    from kg.cli.context import workspace_of
    from kg.cli.progress import progress_steps
    from kg.pipeline.checking import check_workspace

    report = check_workspace(workspace_of(ctx), progress_steps)
    for violation in report.violations:
        click.echo(f"kg: {violation}", err=True)
    click.echo(
        f"{report.quads} quads, {report.events} events, {report.edges} edges: {len(report.violations)} violations"
    )
    if report.violations:
        ctx.exit(1)
