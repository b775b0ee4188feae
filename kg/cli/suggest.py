"""`kg suggest`."""

import click

from kg.cli.context import format_option


@click.command("suggest")
@click.option("--least", type=click.IntRange(1), default=1, show_default=True, help="Articles that must show one.")
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True, help="Rows of each kind.")
@click.option("--write", is_flag=True, help="Draft them as Turtle in ontology/suggested.ttl, each block commented out.")
@format_option
@click.pass_context
def command(ctx: click.Context, least: int, limit: int, write: bool, style: str) -> None:
    """List names and predicates the reader does not know, by frequency, with where they stand.

    \b
    Example:
      kg suggest --least 2
      kg suggest --write
    """
    from kg.cli.context import workspace_of
    from kg.cli.progress import progress
    from kg.cli.rows import format_rows
    from kg.errors import WorkspaceError
    from kg.extract.unread import unknown_names, unread_predicates
    from kg.language.reader import load_reader
    from kg.pipeline.collecting import collect
    from kg.pipeline.segmenting import read_record
    from kg.pipeline.suggesting import draft_turtle, gather
    from kg.workspace import write_whole

    workspace = workspace_of(ctx)
    rows = []
    for article in progress(collect(workspace.seeds).articles, "reading"):
        record = read_record(article, workspace.ontology_files())
        for name in unknown_names(record):
            rows.append((article, "name", name.label, name.type, name.sentence.start, name.sentence.end))
        for verb in unread_predicates(load_reader().analyse(article), record):
            rows.append((article, "predicate", verb.lemma, "", verb.sentence.start, verb.sentence.end))
    found = gather(rows, least)
    shown = [s for kind in ("name", "predicate") for s in [x for x in found if x.kind == kind][:limit]]
    if write and shown:
        path = workspace.ontology / "suggested.ttl"
        if path.exists():
            raise WorkspaceError(f"{path}: exists; accept or delete it first, it is never overwritten")
        write_whole(path, draft_turtle(shown).encode("utf-8"))
        click.echo(f"{len(shown)} suggestions in {path.relative_to(workspace.root)}")
        return
    table = [(s.kind, s.label, s.type, str(s.count), str(s.articles), s.examples[0][1]) for s in shown]
    click.echo(format_rows(("kind", "label", "type", "seen", "articles", "example"), table, style), nl=False)
