"""A progress bar on stderr for work that takes long; silent where nobody watches."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def progress_steps(total: int, what: str) -> Iterator["Steps"]:
    """Give an object to call once a step; it draws only on a terminal and only for more than three steps."""
    if not sys.stderr.isatty() or total < 4:
        yield Steps(None, None)
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield Steps(bar, bar.add_task(what, total=total))


class Steps:
    """Counts steps of a bar, or does nothing."""

    def __init__(self, bar: object | None, task: object | None) -> None:
        self._bar, self._task = bar, task

    def __call__(self) -> None:
        """Advance the bar by one step."""
        if self._bar is not None:
            self._bar.advance(self._task)  # type: ignore[attr-defined]  # rich is imported only where it draws


def progress(items: Sequence[T], what: str) -> Iterator[T]:
    """Yield the items, drawing a bar meanwhile."""
    with progress_steps(len(items), what) as step:
        for item in items:
            yield item
            step()
