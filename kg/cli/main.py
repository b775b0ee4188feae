"""The group of all commands: loads only what is asked for; a deliberate error becomes one line and exit code 1."""

import importlib
import os
import sys
from typing import Any

import click

from kg import __version__
from kg.errors import KGError

# One thread for the algebra of small matrices: a second one only waits for the first, on the core of another worker.
# Set before anything imports numpy, and inherited by the workers.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

# command -> the module that holds a click command of the same name; heavy libraries are imported inside its body
COMMANDS = {
    "init": "kg.cli.init",
    "add": "kg.cli.add",
    "remove": "kg.cli.remove",
    "build": "kg.cli.build",
    "query": "kg.cli.query",
    "queries": "kg.cli.queries",
    "show": "kg.cli.show",
    "why": "kg.cli.why",
    "stats": "kg.cli.stats",
    "diff": "kg.cli.diff",
    "graph": "kg.cli.graph",
    "timeline": "kg.cli.timeline",
    "decide": "kg.cli.decide",
    "review": "kg.cli.review",
    "suggest": "kg.cli.suggest",
    "ontology": "kg.cli.ontology",
    "check": "kg.cli.check",
    "export": "kg.cli.export",
    "extract": "kg.cli.extract",
    "eval": "kg.cli.evaluate",
}


class Commands(click.Group):
    """A group that imports a command's module when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a KGError or a failing disk becomes one line on stderr and exit code 1."""
        try:
            return super().invoke(ctx)
        except KGError as error:
            click.echo(f"kg: {' '.join(str(error).split())}", err=True)
        except BrokenPipeError:
            # the reader of our output went away (`kg ... | head`): not an error of ours
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            click.echo(f"kg: {error.filename or 'output'}: {error.strerror or error}", err=True)
        except RecursionError:
            click.echo("kg: the input is nested too deeply", err=True)
        return ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kg")
@click.option("-v", "--verbose", count=True, help="Say more on stderr (-vv: everything).")
@click.option(
    "-w",
    "--workspace",
    type=click.Path(file_okay=False),
    default=".",
    show_default=True,
    help="A folder of the workspace.",
)
@click.pass_context
def main(ctx: click.Context, verbose: int, workspace: str) -> None:
    """Read news articles into attributed, dated events; ask, draw and check them.

    \b
    Example:
      kg build
      kg query timeline --actor "Volodymyr Zelensky"
    """
    import logging

    logging.basicConfig(
        stream=sys.stderr,
        level=[logging.WARNING, logging.INFO, logging.DEBUG][min(verbose, 2)],
        format="%(levelname)s %(message)s",
    )
    ctx.obj = workspace
