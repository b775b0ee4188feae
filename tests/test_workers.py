"""Work shared among processes: the same results in the same order, however many there are."""

import os
from collections.abc import Iterator

import pytest

from kg.errors import StoreError
from kg.pipeline.workers import Workers


def square(number: int) -> int:
    return number * number


def whose(_: int) -> int:
    return os.getpid()


def refuse(number: int) -> int:
    raise StoreError(f"{number} refused")


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("tasks", [0, 1, 2, 40], ids=lambda n: f"{n} tasks")
def test_results_come_in_order_of_the_tasks(count: int, tasks: int) -> None:
    with Workers(count) as workers:
        assert list(workers.map(square, range(tasks))) == [n * n for n in range(tasks)]


@pytest.mark.parametrize(
    ("count", "tasks", "is_here"),
    [(1, 5, True), (2, 1, True), (2, 5, False)],
    ids=["one worker", "one task", "shared"],
)
def test_processes_are_started_only_for_what_can_be_shared(count: int, tasks: int, is_here: bool) -> None:
    with Workers(count) as workers:
        assert (set(workers.map(whose, range(tasks))) == {os.getpid()}) is is_here


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with Workers(2) as workers:
        assert next(workers.map(square, tasks())) == 0
        assert len(taken) < 100


@pytest.mark.parametrize("count", [1, 2])
def test_an_error_of_a_task_is_the_error_of_who_waits(count: int) -> None:
    with Workers(count) as workers:
        assert workers.start(square, 3)() == 9
        with pytest.raises(StoreError, match="7 refused"):
            workers.start(refuse, 7)()
        with pytest.raises(StoreError, match="0 refused"):
            list(workers.map(refuse, range(3)))
