"""Dictionaries that may be kept on disk: what is asked for is read, what differs is written back, the rest lies still.

The resolution works on plain dictionaries or on these and cannot tell which: so its cost follows what it touches.
"""

import io
import pickle
import sqlite3
from collections.abc import Callable, Hashable, Iterator, MutableMapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from typing import Any, Generic, TypeVar

from kg.errors import StateError

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
_SEPARATOR = "\x1f"
_OURS = ("kg.resolve.", "kg.records", "kg.dates", "kg.rdf.", "kg.pipeline.catalog")  # classes that only hold values
_PLAIN = {
    ("builtins", "set"), ("builtins", "frozenset"), ("datetime", "date"), ("datetime", "datetime"),
    ("collections", "Counter"), ("collections", "OrderedDict"), ("collections", "deque"), ("decimal", "Decimal"),
    ("pathlib", "PosixPath"), ("pathlib", "WindowsPath"), ("pathlib", "PurePosixPath"),
}  # fmt: skip


@cache
def _field_names(kind: type) -> tuple[str, ...] | None:
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None


class _Packer(pickle.Pickler):
    """Records are packed as calls of their class: a third of the time of what dataclasses do by themselves."""

    def reducer_override(self, obj: object) -> Any:
        """Return how a record is made again."""
        kind: type = type(obj)
        names = _field_names(kind)
        return NotImplemented if names is None else (kind, tuple(getattr(obj, n) for n in names))


def pack(value: object) -> bytes:
    """Return a value as bytes that `unpack` reads. Fields of records are what their class is called with."""
    out = io.BytesIO()
    _Packer(out, protocol=5).dump(value)
    return out.getvalue()


@cache
def _kept_class(module: str, name: str) -> type:
    """Return a class of the records that are kept, or a plain class of Python's; StateError for anything else.

    A module's own classes only, by their plain name: not what it imports, and nothing behind a dot.
    """
    if (module, name) in _PLAIN or module.startswith(_OURS):
        found = getattr(import_module(module), name, None)
        if isinstance(found, type) and ((module, name) in _PLAIN or found.__module__ == module):
            return found
    raise StateError(f"the kept state holds a {module}.{name}, which no run of ours keeps")


class _Unpacker(pickle.Unpickler):
    """Makes records and plain values only: a kept state that somebody else made can run nothing."""

    def find_class(self, module: str, name: str) -> type:
        """Return the class of a kept value; looked up once a process, as each value names its classes anew."""
        return _kept_class(module, name)


def unpack(data: bytes) -> Any:
    """Return what `pack` packed; StateError for anything that is no record and no plain value."""
    return _Unpacker(io.BytesIO(data)).load()


class Shelf(MutableMapping[K, V], Generic[K, V]):
    """One dictionary kept in one table. Keys are strings, whole numbers or tuples of strings.

    A value may be changed in place: `save` packs everything that was touched and writes what differs.
    """

    def __init__(
        self,
        database: sqlite3.Connection,
        name: str,
        pack: Callable[[V], bytes] = pack,
        unpack: Callable[[bytes], V] = unpack,
    ) -> None:
        self._database, self._name, self._pack, self._unpack = database, name, pack, unpack
        database.execute(f"CREATE TABLE IF NOT EXISTS {name} (key PRIMARY KEY, value BLOB) WITHOUT ROWID")
        self._live: dict[K, V] = {}
        self._stored: dict[K, bytes] = {}
        self._absent: set[K] = set()
        self._erased: set[K] = set()
        self._is_all_live = database.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() is None

    def __getitem__(self, key: K) -> V:
        if key in self._live:
            return self._live[key]
        data = self._fetch(key)
        if data is None:
            raise KeyError(key)
        self._stored[key] = data
        value = self._live[key] = self._read(data)
        return value

    def __setitem__(self, key: K, value: V) -> None:
        self._live[key] = value

    def __delitem__(self, key: K) -> None:
        if key not in self:
            raise KeyError(key)
        self._live.pop(key, None)
        self._stored.pop(key, None)
        self._absent.add(key)
        self._erased.add(key)

    def __contains__(self, key: object) -> bool:
        return key in self._live or self._fetch(key) is not None  # type: ignore[arg-type]  # as dict: any key may be asked

    def __iter__(self) -> Iterator[K]:
        """Load everything, then give the keys: who walks over all wants all the values too."""
        if not self._is_all_live:
            for written, data in self._database.execute(f"SELECT key, value FROM {self._name}"):
                key: Any = tuple(written.split(_SEPARATOR)) if _is_tuple(written) else written
                if key not in self._live and key not in self._absent:
                    self._stored[key] = data
                    self._live[key] = self._read(data)
            self._is_all_live = True
        return iter(list(self._live))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read(self, data: bytes) -> V:
        try:
            return self._unpack(data)
        except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError) as error:
            raise StateError(f"{self._name}: the kept state cannot be read ({error})") from error

    def _fetch(self, key: K) -> bytes | None:
        if self._is_all_live or key in self._absent:
            return None
        try:
            row = self._database.execute(f"SELECT value FROM {self._name} WHERE key = ?", (_written(key),)).fetchone()
        except sqlite3.DatabaseError as error:
            raise StateError(f"{self._name}: the kept state cannot be read ({error})") from error
        if row is None:
            self._absent.add(key)
            return None
        return bytes(row[0])

    def save(self) -> None:
        """Write back what was changed and forget what was read; the caller commits."""
        erased = [(_written(k),) for k in self._erased if k not in self._live]
        self._database.executemany(f"DELETE FROM {self._name} WHERE key = ?", erased)
        # in order of the keys a table is filled from end to end, not here and there
        packed = ((key, self._pack(self._live[key])) for key in sorted(self._live, key=_written))
        changed = ((_written(k), data) for k, data in packed if self._stored.get(k) != data)
        self._database.executemany(f"REPLACE INTO {self._name} VALUES (?, ?)", changed)
        self.forget()

    def forget(self) -> None:
        """Let go of what was read, which may be read again; what was changed and not saved is lost."""
        self._is_all_live = self._is_all_live and not self._live
        for held in (self._live, self._stored, self._absent, self._erased):
            held.clear()


def _written(key: object) -> Any:
    return _SEPARATOR.join(key) if isinstance(key, tuple) else key


def _is_tuple(written: object) -> bool:
    return isinstance(written, str) and _SEPARATOR in written


class Shelves:
    """The dictionaries of one state, by name: kept in a database, or plain ones when there is none."""

    def __init__(self, database: sqlite3.Connection | None = None) -> None:
        self.database = database
        self._shelves: list[Shelf[Any, Any]] = []

    def open(
        self,
        name: str,
        pack: Callable[[V], bytes] = pack,
        unpack: Callable[[bytes], V] = unpack,
    ) -> MutableMapping[Any, V]:
        """Return the dictionary of a name. Errors: StateError when the database is damaged."""
        if self.database is None:
            return {}
        try:
            shelf: Shelf[Any, V] = Shelf(self.database, name, pack, unpack)
        except sqlite3.DatabaseError as error:
            raise StateError(f"{name}: the kept state cannot be read ({error})") from error
        self._shelves.append(shelf)
        return shelf

    def save(self) -> None:
        """Write back all that was changed; the caller commits."""
        for shelf in self._shelves:
            shelf.save()

    def forget(self) -> None:
        """Let go of all that was read, after `save`; plain dictionaries keep what they hold."""
        for shelf in self._shelves:
            shelf.forget()
