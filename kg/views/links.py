"""Lines of the picture: which two entities, in which relation and status, told by which events."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from kg.views.briefs import Brief
from kg.views.wording import Labels

_Key = tuple[str, str, str, str, bool]  # subject, object, predicate or type of event, status, directed


@dataclass(frozen=True, slots=True)
class Line:
    """One line between two entities: `words` of the relation, its `status` and tone, and the events behind it."""

    subject: str
    object: str
    words: str
    status: str
    tone: str
    directed: bool
    events: tuple[str, ...]  # IRIs, by date


class Lines:
    """All lines of a world; the many that no picture shows are only counted.

    Shortcut edges come split by the status of their events. Events without such an edge (denied, demanded ...) still
    give a line, so that what did not happen is seen beside what did. Of several relations told by the same events
    between the same two entities, only the rarest, that is the most exact, is drawn.
    """

    def __init__(self, briefs: Mapping[str, Brief], known: Collection[str], labels: Labels) -> None:
        """Join the events in brief, by IRI; `known` are the slugs of all entities."""
        self._briefs, self._labels = briefs, labels
        shortcuts = {(s, p, o) for b in briefs.values() for s, p, o in b.edges}
        self.shortcuts = len(shortcuts)
        frequency = Counter(predicate for _, predicate, _ in shortcuts)
        self._told = _join(briefs, known, {p: (n, p) for p, n in frequency.items()})
        self.degree: Counter[str] = Counter()  # slug -> events on its lines
        for (subject, object_, *_), iris in self._told.items():
            self.degree[subject] += len(iris)
            self.degree[object_] += len(iris)

    def __len__(self) -> int:
        return len(self._told)

    def busiest(self, most: int) -> tuple[str, ...]:
        """Return the slugs of the entities with most events on their lines, those first."""
        return tuple(nsmallest(most, self.degree, key=lambda slug: (-self.degree[slug], slug)))

    def between(self, slugs: Collection[str]) -> tuple[Line, ...]:
        """Return the lines among some entities, sorted by their pair."""
        within = set(slugs)
        found = (self._line(key, iris) for key, iris in self._told.items() if key[0] in within and key[1] in within)
        return tuple(
            sorted(found, key=lambda x: (*sorted((x.subject, x.object)), x.subject, x.words, x.status, x.events))
        )

    def _line(self, key: _Key, iris: list[str]) -> Line:
        subject, object_, name, status, directed = key
        tones = [self._briefs[iri].tone for iri in iris]
        tone = max(("conflict", "cooperation", "neutral"), key=tones.count)
        order = tuple(sorted(iris, key=lambda iri: (self._briefs[iri].day, iri)))
        return Line(subject, object_, self._labels.term(name), status, tone, directed, order)


def _join(
    briefs: Mapping[str, Brief], known: Collection[str], rarity: Mapping[str, tuple[int, str]]
) -> dict[_Key, list[str]]:
    """Return the events of each line; of several relations an event gives two entities, the rarest counts."""
    split: dict[tuple[str, str, str, str], list[str]] = {}
    told: dict[_Key, list[str]] = {}
    for iri, brief in briefs.items():
        best: dict[tuple[str, str], str] = {}
        for subject, predicate, object_ in brief.edges:
            if subject != object_ and subject in known and object_ in known:
                held = best.get((subject, object_))
                if held is None or rarity[predicate] < rarity[held]:
                    best[subject, object_] = predicate
        for (subject, object_), predicate in best.items():
            split.setdefault((subject, predicate, object_, brief.status), []).append(iri)
        for subject, object_, directed in brief.pairs:
            if subject in known and object_ in known:
                told.setdefault((subject, object_, brief.type, brief.status, directed), []).append(iri)
    for (subject, predicate, object_, status), iris in split.items():
        mutual = split.get((object_, predicate, subject, status)) == iris
        if not mutual or subject < object_:
            told[subject, object_, predicate, status, not mutual] = iris
    return told
