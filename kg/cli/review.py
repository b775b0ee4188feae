"""`kg review`."""

import click


@click.command("review")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many questions.")
@click.option("--list", "only_list", is_flag=True, help="Print the questions and ask nothing.")
@click.option("--author", default=None, help="Who rules; the user name when left out.")
@click.pass_context
def command(ctx: click.Context, limit: int, only_list: bool, author: str | None) -> None:
    """Walk through what the machine is unsure of, most valuable first; answers go to decisions.toml.

    \b
    Example:
      kg review --limit 5
      kg review --list
    """
    from dataclasses import replace
    from datetime import date

    from kg.cli.context import workspace_of
    from kg.cli.decide import user_name
    from kg.cli.progress import progress_steps
    from kg.pipeline.build import read_workspace
    from kg.resolve.decisions import append_decision
    from kg.resolve.review import find_doubts
    from kg.views.publishing import publish
    from kg.workspace import save_text, write_lock

    workspace = workspace_of(ctx)
    with write_lock(workspace):
        built = read_workspace(workspace, steps=progress_steps)
        items = find_doubts(built.resolution, built.world)[:limit]
        if not items:
            click.echo("no open questions")
            return
        if only_list:
            for number, item in enumerate(items, 1):
                click.echo(f"{number}. {item.question}")
            return
        written = 0
        for number, item in enumerate(items, 1):
            click.echo(f"\n{number}/{len(items)}  {item.question}")
            for key, choice in enumerate(item.choices, 1):
                click.echo(f"  {key}  {choice.label}")
            try:
                answer = click.prompt("Your choice (Enter: leave it, q: stop)", default="", show_default=False).strip()
            except click.Abort:  # Ctrl-C or the end of the input: what was answered so far counts
                click.echo()
                break
            if answer == "q":
                break
            if not answer.isdigit() or not 1 <= int(answer) <= len(item.choices):
                continue
            decision = item.choices[int(answer) - 1].decision
            if decision is not None:
                ruled = replace(decision, author=author or user_name(), day=date.today(), reason=item.question)
                append_decision(workspace.decisions, ruled, save_text)
                written += 1
        if written:
            publish(workspace, steps=progress_steps)
    click.echo(
        f"{written} decision{'' if written == 1 else 's'} written"
        + (f" to {workspace.decisions.name}" if written else "")
    )
