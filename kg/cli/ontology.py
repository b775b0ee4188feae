"""`kg ontology check`."""

from pathlib import Path

import click


@click.group("ontology")
def command() -> None:
    """Work on the ontology and the names data.

    \b
    Example:
      kg ontology check
    """


@command.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...]) -> None:
    """Explain mistakes in FILES, or in ontology/*.ttl of the workspace, by file and line.

    \b
    Example:
      kg ontology check ontology/siege.ttl
    """
    from kg.cli.context import workspace_of
    from kg.errors import OntologyError
    from kg.ontology.names import load_names
    from kg.ontology.types import load_ontology

    paths = files or workspace_of(ctx).ontology_files()
    failed = False
    for path in paths:
        try:
            load_ontology((path,))
            load_names((path,))
            click.echo(f"{path}: fine")
        except OntologyError as error:
            failed = True
            click.echo(f"kg: {error}", err=True)
    if not failed and len(paths) > 1:
        load_ontology(paths)
        load_names(paths)
    if not paths:
        click.echo("nothing to check: no files given and none in ontology/")
    if failed:
        ctx.exit(1)
