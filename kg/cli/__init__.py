"""The `kg` command: open files, call one function, format the answer."""

from kg.cli.main import main

__all__ = ["main"]
