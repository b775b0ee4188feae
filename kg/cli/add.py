"""`kg add`."""

import click


@click.command("add")
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read articles."
)
@click.option("--allow-private", is_flag=True, help="Also fetch from private and loopback addresses.")
@click.pass_context
def command(ctx: click.Context, sources: tuple[str, ...], workers: int, allow_private: bool) -> None:
    """Store articles in seeds/ and bring out/ up to date.

    SOURCES are files, folders, web addresses, RSS or Atom feeds, or - for standard input. The same article again, also
    under another name, is not stored twice. A changed version replaces the old one: under the same address, or, where
    there is none, under the same title and day with most of the paragraphs.

    The cost follows the article, not the workspace: so the files of the whole graph (graph.nq, graph.trig, world.ttl,
    events.jsonl), no longer true, are taken away. `kg build` writes them again, `kg export` any one of them.

    \b
    Example:
      kg add report.html https://example.org/news/feed.xml
      kg add - < article.txt
    """
    from kg.cli.context import workspace_of
    from kg.cli.progress import progress_steps
    from kg.errors import KGError
    from kg.pipeline.adding import add_sources, is_behind
    from kg.views.publishing import publish
    from kg.workspace import write_lock

    workspace = workspace_of(ctx)
    with write_lock(workspace):
        results = add_sources(workspace, sources, allow_private)
        for result in results:
            if result.outcome != "refused":
                place = result.path.relative_to(workspace.root) if result.path else ""
                click.echo(f"{result.outcome:9} {place}  {result.note}")
        outcomes = {r.outcome for r in results}
        if outcomes & {"new", "replaced"} or ("same" in outcomes and is_behind(workspace)):
            try:
                publish(workspace, workers, progress_steps, whole=False)
            except KGError as error:
                # a second 'kg add' would find the articles there and do nothing
                raise KGError(f"{error}; the articles are kept, bring out/ up to date with: kg build") from error
    refused = [r for r in results if r.outcome == "refused"]
    for result in refused:
        click.echo(f"kg: {result.note}", err=True)
    if refused:
        ctx.exit(1)
