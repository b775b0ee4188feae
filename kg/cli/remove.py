"""`kg remove`."""

import click


@click.command("remove")
@click.argument("article")
@click.pass_context
def command(ctx: click.Context, article: str) -> None:
    """Take ARTICLE out of seeds/ and everything it said out of out/.

    ARTICLE is a file name, its stem, the title, the address or the start of the digest. The files of the whole
    graph are taken away, as by `kg add`.

    \b
    Example:
      kg remove 2024-05-03-envoys-meet-in-geneva
    """
    from kg.cli.context import workspace_of
    from kg.cli.progress import progress_steps
    from kg.pipeline.adding import remove_article
    from kg.views.publishing import publish
    from kg.workspace import write_lock

    workspace = workspace_of(ctx)
    with write_lock(workspace):
        path = remove_article(workspace, article)
        publish(workspace, steps=progress_steps, whole=False)
    click.echo(f"removed {path.relative_to(workspace.root)}")
