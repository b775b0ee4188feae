"""Processes that share the work of a run. With one worker all is done in this process, one thing after the other."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# tasks under way for each process: enough that none waits for the slowest, few enough that they fit into memory
_AHEAD = 8


class Workers:
    """A number of processes, started when there is something to share; work is a function of a module and its input.

    The results do not depend on how many there are.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Let the processes end; work that has not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def map(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """Give the result of each task, in order; tasks are taken as they are needed. One alone is done here."""
        rest = iter(tasks)
        first = list(islice(rest, 2))
        if self.count <= 1 or len(first) < 2:
            yield from map(work, chain(first, rest))
            return
        waiting: deque[Future[R]] = deque()
        for task in chain(first, rest):
            waiting.append(self._processes().submit(work, task))
            if len(waiting) > _AHEAD * self.count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def start(self, work: Callable[[T], R], task: T) -> Callable[[], R]:
        """Begin a task and return what waits for its result; with one worker it is done before this returns."""
        if self.count <= 1:
            done = work(task)
            return lambda: done
        return self._processes().submit(work, task).result

    def _processes(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # spawn: no state of this process, hence the same bytes as in one process
            self._pool = ProcessPoolExecutor(self.count, mp_context=get_context("spawn"), initializer=_end_with_parent)
        return self._pool


def _end_with_parent() -> None:
    """Let this worker end when the process it works for is killed: left alone it would wait for ever."""
    parent = parent_process()
    if parent is not None:
        Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()
