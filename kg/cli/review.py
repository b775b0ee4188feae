"""`kg review`."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.resolve.review import Choice, ReviewItem

WORDS = {"yes": "y", "no": "n", "skip": "s", "quit": "q", "": "s"}


def ask(item: "ReviewItem") -> "Choice | str":
    """Return the choice a person makes, or "s" to skip the question, "q" to stop; anything else is asked again."""
    choices = {choice.key: choice for choice in item.choices}
    for key, choice in choices.items():
        click.echo(f"  {key}  {choice.label}")
    while True:
        try:
            typed = click.prompt("Your choice (s or Enter: skip, q: stop)", default="", show_default=False)
        except click.Abort:  # Ctrl-C or the end of the input: what was answered so far counts
            click.echo()
            return "q"
        key = typed.strip().lower()
        key = WORDS.get(key, key)
        if key in choices:
            return choices[key]
        if key in ("s", "q"):
            return key
        click.echo(f"found {typed.strip()!r}; expected one of: {', '.join(choices)}, s, q")


@click.command("review")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many questions.")
@click.option("--list", "only_list", is_flag=True, help="Print the questions and ask nothing.")
@click.option("--author", default=None, help="Who rules; the user name when left out.")
@click.pass_context
def command(ctx: click.Context, limit: int, only_list: bool, author: str | None) -> None:
    """Walk through what the machine is unsure of, most valuable first; answers go to decisions.toml.

    Each answer, yes as well as no, is kept as a decision and not asked for again; a skipped question comes back.

    \b
    Example:
      kg review --limit 5
      kg review --list
    """
    from dataclasses import replace
    from datetime import date

    from kg.cli.context import read_world, workspace_of
    from kg.cli.decide import user_name
    from kg.cli.progress import progress_steps
    from kg.pipeline.build import read_workspace
    from kg.resolve.decisions import append_decision
    from kg.resolve.review import find_doubts
    from kg.views.publishing import publish
    from kg.workspace import save_text, write_lock

    workspace = workspace_of(ctx)
    if only_list:
        built = read_world(workspace)
        listed = [f"{n}. {i.question}" for n, i in enumerate(find_doubts(built.resolution, built.world)[:limit], 1)]
        click.echo("\n".join(listed or ["no open questions"]))
        return
    with write_lock(workspace):
        built = read_workspace(workspace, steps=progress_steps)
        items = find_doubts(built.resolution, built.world)[:limit]
        if not items:
            click.echo("no open questions")
            return
        who = author or user_name()  # before the first question: no answer is given in vain
        written = 0
        answered: set[str] = set()
        for number, item in enumerate(items, 1):
            if answered & set(item.about):
                continue  # an earlier answer spoke of the same thing
            click.echo(f"\n{number}/{len(items)}  {item.question}")
            chosen = ask(item)
            if chosen == "q":
                break
            if isinstance(chosen, str):
                continue
            reason = f"{item.question} {chosen.label}"
            append_decision(
                workspace.decisions, replace(chosen.decision, author=who, day=date.today(), reason=reason), save_text
            )
            answered.update(item.about)
            written += 1
        if written:
            publish(workspace, steps=progress_steps)
    click.echo(
        f"{written} decision{'' if written == 1 else 's'} written"
        + (f" to {workspace.decisions.name}" if written else "")
    )
