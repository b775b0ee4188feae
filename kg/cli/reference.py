"""The reference of all commands as Markdown, made from their help."""

import click

from kg.cli.main import COMMANDS, main


def command_reference() -> str:
    """Return docs/commands.md: one section a command, its help as printed on an 80-column terminal."""
    lines = ["# Commands", "", "Generated from the commands' own help; `make docs` renews it.", ""]
    context = click.Context(main, info_name="kg", terminal_width=90)
    for name in ("", *COMMANDS):
        command = main.get_command(context, name) if name else main
        assert command is not None  # COMMANDS lists modules that exist; a test opens each
        sub = click.Context(command, info_name=f"kg {name}".strip(), terminal_width=90)
        lines += [f"## `kg {name}`".replace(" `", " `").rstrip() if name else "## `kg`", "", "```text"]
        lines += [line.rstrip() for line in command.get_help(sub).splitlines()]
        lines += ["```", ""]
        if isinstance(command, click.Group) and name:
            for child in command.list_commands(sub):
                inner = command.get_command(sub, child)
                assert inner is not None
                inner_context = click.Context(inner, info_name=f"kg {name} {child}", terminal_width=90)
                lines += [f"### `kg {name} {child}`", "", "```text"]
                lines += [line.rstrip() for line in inner.get_help(inner_context).splitlines()]
                lines += ["```", ""]
    return "\n".join(lines)
