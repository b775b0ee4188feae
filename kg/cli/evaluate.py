"""`kg eval`."""

from pathlib import Path

import click


@click.command("eval")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--each", is_flag=True, help="One line an article as well.")
@click.option("--errors", "kind", metavar="KIND", help="List the errors of a class (or 'all') with their words.")
@click.option(
    "--times",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Also score time expressions on a JSON Lines corpus.",
)
@click.option(
    "--format", "style", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to print."
)
def command(folder: Path | None, each: bool, kind: str | None, times: Path | None, style: str) -> None:
    """Read annotated articles and print how right the reading is, by measure and by class of error.

    FOLDER holds one annotated article per .json file; without it the annotated articles of the project are used
    (tests/gold of a checkout).

    \b
    Example:
      kg eval
      kg eval my-annotated-articles --each --errors "wrong date"
    """
    import json
    from dataclasses import asdict

    from kg.errors import ArticleError
    from kg.evaluate.articles import evaluate_folder, figures, format_evaluation
    from kg.evaluate.times import read_corpus, score_times
    from kg.ontology.types import load_ontology
    from kg.pipeline.segmenting import read_record

    place = folder or Path(__file__).parent.parent.parent / "tests" / "gold"
    if not place.is_dir() or not any(place.glob("*.json")):
        raise ArticleError(f"{place}: no annotated articles here; give a folder of them")
    evaluation = evaluate_folder(place, read_record, load_ontology())
    time_score = score_times(read_corpus(times)) if times else None
    if style == "json":
        data: dict[str, object] = {
            "measures": [asdict(f) for f in figures(evaluation.total)],
            "errors": dict(evaluation.errors_by_kind()),
        }
        if time_score is not None:
            data["times"] = {k: getattr(time_score, k) for k in ("value", "relaxed", "strict", "type")}
        click.echo(json.dumps(data, indent=1, sort_keys=True))
        return
    text = format_evaluation(evaluation)
    click.echo(text if each else "\n".join(text.splitlines()[len(evaluation.articles) :]))
    if time_score is not None:
        shown = "   ".join(f"{k} {getattr(time_score, k):.3f}" for k in ("value", "relaxed", "strict", "type"))
        click.echo(f"times                {shown}")
    if kind:
        for name, error in evaluation.errors(None if kind == "all" else kind):
            click.echo(f"{name}\t{error.kind}\t{error.where}\texpected {error.expected}\tfound {error.found}")
