"""`kg extract`."""

from pathlib import Path

import click


@click.command("extract")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...]) -> None:
    """Read FILES and print what each says as JSON Lines, one object an article.

    Entities, events and facts with their exact words; `id` is the file's stem, offsets count code points of the
    article's text (what follows the front matter). A file, or a line of JSON Lines, that cannot be read costs one line
    on stderr, after all the others.

    \b
    Example:
      kg extract seeds/*.txt > records.jsonl
    """
    import json

    from kg.article.reading import read_file
    from kg.cli.progress import progress
    from kg.errors import KGError, WorkspaceError
    from kg.evaluate.printing import record_to_dict
    from kg.ontology.types import load_ontology
    from kg.pipeline.segmenting import read_record
    from kg.workspace import find_workspace

    try:
        extra = find_workspace(Path(str(ctx.find_root().obj))).ontology_files()
    except WorkspaceError:
        extra = ()  # reading a file needs no workspace
    ontology = load_ontology(extra)
    refused: list[str] = []
    for path in progress(files, "reading"):
        try:
            found = read_file(path)
        except KGError as error:
            refused.append(str(error))
            continue
        refused += found.refused
        for article in found.articles:
            try:
                record = read_record(article, extra)
            except KGError as error:
                refused.append(str(error))
                continue
            click.echo(json.dumps(record_to_dict(record, ontology), ensure_ascii=False, sort_keys=True))
    for line in refused:
        click.echo(f"kg: {line}", err=True)
    if refused:
        ctx.exit(1)
