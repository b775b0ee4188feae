"""What each article told: its Record, its events ready to compare, and the facts it carries, found by digest or IRI."""

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field

from kg.records import Record
from kg.resolve.shelf import Shelves, pack, unpack
from kg.resolve.sketch import LocalEvent

FactKey = tuple[str, str, str]


@dataclass(slots=True)
class Reading:
    """One article. `referrers` maps an event's IRI to those of the article's events that have it as content or link."""

    record: Record
    events: tuple[LocalEvent, ...] = ()
    facts: tuple[tuple[FactKey, str], ...] = ()
    by_iri: dict[str, LocalEvent] = field(init=False)
    iris: dict[str, str] = field(init=False)
    referrers: dict[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Index the events."""
        self.by_iri = {e.iri: e for e in self.events}
        self.iris = {e.event.id: e.iri for e in self.events}
        found: dict[str, list[str]] = {}
        for local in self.events:
            for target in sorted({*local.event.fillers("content"), *(k.target for k in local.event.links)}):
                found.setdefault(self.iris[target], []).append(local.iri)
        self.referrers = {iri: tuple(who) for iri, who in found.items()}


def _pack(reading: Reading) -> bytes:
    """Events come after the record and share its objects, so each is written once."""
    return pack((reading.record, reading.events, reading.facts))


def _unpack(data: bytes) -> Reading:
    return Reading(*unpack(data))


class Readings:
    """The readings of all articles, by digest."""

    def __init__(self, shelves: Shelves) -> None:
        self._kept: MutableMapping[str, Reading] = shelves.open("readings", _pack, _unpack)
        self._homes: MutableMapping[str, str] = shelves.open("homes")
        self.records: Mapping[str, Record] = _Records(self._kept)

    def __contains__(self, digest: object) -> bool:
        return digest in self._kept

    def __getitem__(self, digest: str) -> Reading:
        return self._kept[digest]

    def put(self, digest: str, reading: Reading) -> None:
        """Keep a reading; one of the same article is replaced."""
        self._forget(digest)
        self._kept[digest] = reading
        for event in reading.events:
            self._homes[event.iri] = digest

    def remove(self, digest: str) -> None:
        """Forget an article; KeyError when it is not there."""
        self._forget(digest)
        del self._kept[digest]

    def _forget(self, digest: str) -> None:
        for event in self._kept[digest].events if digest in self._kept else ():
            del self._homes[event.iri]

    def has_event(self, iri: str) -> bool:
        """Tell whether some article has a local event of this IRI."""
        return iri in self._homes

    def event(self, iri: str) -> LocalEvent:
        """Return a local event; KeyError when no article has it."""
        return self._kept[self._homes[iri]].by_iri[iri]

    def referrers(self, iri: str) -> tuple[str, ...]:
        """Return the IRIs of the events that have one as content or link; empty for an event that is gone."""
        home = self._homes.get(iri)
        return self._kept[home].referrers.get(iri, ()) if home is not None else ()

    def local_iri(self, digest: str, event: str) -> str:
        """Return the local IRI of an article's event."""
        return self._kept[digest].iris[event]


class _Records(Mapping[str, Record]):
    """The records alone, seen as a dictionary."""

    def __init__(self, kept: MutableMapping[str, Reading]) -> None:
        self._kept = kept

    def __getitem__(self, digest: str) -> Record:
        return self._kept[digest].record

    def __contains__(self, digest: object) -> bool:
        return digest in self._kept

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
