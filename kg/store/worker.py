"""A process that answers queries and can be killed: the only way to bound an engine that cannot be stopped."""

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import QueryError, StoreError
from kg.store.interface import Answer

START_S = 60.0  # opening a store and importing the engine, even on a loaded machine


class Worker:
    """A warm process with its own view of a store: a folder opened for reading, or a copy of the quads."""

    def __init__(self, engine: str, folder: Path | None, data: bytes | None) -> None:
        self._opening = (engine, str(folder) if folder else None, data)
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def ask(self, sparql: str, limit: int | None, timeout_s: float) -> Answer:
        """Answer a checked query or kill the process; QueryError when time runs out or the query is malformed.

        Starting the process does not count against the time.
        """
        pipe = self._start()
        pipe.send((sparql, limit))
        if not pipe.poll(timeout_s):
            self.stop()
            raise QueryError(f"the query took longer than {timeout_s:g} s and was stopped")
        return self._receive(pipe)

    def stop(self) -> None:
        """Kill the process; the next question starts another."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process, self._pipe = None, None

    def _start(self) -> Connection:
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")  # fork would copy locks of threads Oxigraph runs
            self._pipe, other = context.Pipe()
            self._process = context.Process(target=_serve, args=(other,), daemon=True)
            self._process.start()
            other.close()
            self._pipe.send(self._opening)
            if not self._pipe.poll(START_S):
                self.stop()
                raise StoreError(f"a process for queries did not start within {START_S:g} s")
            self._receive(self._pipe)
        return self._pipe

    def _receive(self, pipe: Connection) -> Answer:
        try:
            answer = pipe.recv()
        except EOFError as error:
            self.stop()
            raise QueryError("the process that ran the query died, probably for lack of memory") from error
        if isinstance(answer, QueryError | StoreError):
            raise answer
        assert isinstance(answer, Answer)
        return answer


def _serve(pipe: Connection) -> None:
    """Open the store, then answer until the other side goes away."""
    from kg.store import open_store

    try:
        engine, folder, data = pipe.recv()
        try:
            opened = open_store(Path(folder) if folder else None, engine=engine, read_only=folder is not None)
            if data:
                opened.load(data)
        except StoreError as error:
            pipe.send(error)
            return
        pipe.send(Answer((), ()))
        while True:
            sparql, limit = pipe.recv()
            try:
                pipe.send(opened.query(sparql, limit=limit))
            except QueryError as error:
                pipe.send(error)
    except (EOFError, ConnectionError, KeyboardInterrupt):  # ConnectionError: a broken or reset pipe
        return
