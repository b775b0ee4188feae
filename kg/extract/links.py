"""How the events of one sentence hang together: one after, because of, on condition of, or as part of another.

Reads connectives over the parse and the verbs that cause; knows no event types. Links between sentences are not read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.clause import Clauses, read_clauses
from kg.extract.layers import Trigger
from kg.language.analysis import Analysis
from kg.ontology.cues import Cues
from kg.records import Span


@dataclass(frozen=True, slots=True)
class Tie:
    """A stated relation between two triggers, by position: `source` is `kind` `target` (after, causedBy, ...)."""

    source: int
    kind: str
    target: int
    evidence: Span


def _connective(clauses: Clauses, i: int, cues: Cues) -> str | None:
    """Return the relation that the words introducing a clause or noun state; the longest phrase counts."""
    starts = [c for c in clauses.find(i, "mark", "case") if c < i]
    for c in starts:
        words = [clauses.word(c)]
        for k in range(c + 1, min(c + 5, i)):
            words.append(clauses.word(k))
        for size in range(len(words), 0, -1):
            kind = cues.connectives.get(" ".join(words[:size]))
            if kind is not None:
                return kind
    for last in clauses.find(i, "case", "mark"):  # "in the wake of", "on the sidelines of"
        for size in (4, 3, 2):
            first = last - size + 1
            kind = cues.connectives.get(" ".join(clauses.word(k) for k in range(max(first, 0), last + 1)))
            if first >= 0 and kind is not None:
                return kind
    return None


def _events_at(clauses: Clauses, i: int, by_token: dict[int, int]) -> int | None:
    """Return the trigger at a word or, where it only carries one, at its object, subject or conjunct."""
    if i in by_token:
        return by_token[i]
    for relation in ("obj", "xcomp", "nsubj:pass", "nmod", "compound", "nsubj"):
        for c in clauses.find(i, relation):
            if c in by_token:
                return by_token[c]
    return None


def _ties(clauses: Clauses, by_token: dict[int, int], cues: Cues) -> Iterator[tuple[int, str, int, int, int]]:
    """Yield source trigger, kind, target trigger and the two words between which the relation stands."""
    for i in range(len(clauses.tokens)):
        head, dep = clauses.tokens[i].head, clauses.dep(i)
        if head >= 0 and dep in ("advcl", "obl", "nmod", "acl"):
            kind = _connective(clauses, i, cues)
            below = _events_at(clauses, i, by_token)
            above = next((by_token[w] for w in clauses.path(head) if w in by_token), None)
            if above is None:
                above = _events_at(clauses, head, by_token)
            if kind is not None and below is not None and above is not None and above != below:
                yield (below, "after", above, i, head) if kind == "before" else (above, kind, below, head, i)
        verb = _linking_verb(clauses, i, cues)
        if verb is not None:
            yield from _through_verb(clauses, i, verb, by_token)


def _linking_verb(clauses: Clauses, i: int, cues: Cues) -> str | None:
    if clauses.tokens[i].upos != "VERB":
        return None
    lemma = clauses.lemma(i)
    particles = [clauses.word(c) for c in clauses.find(i, "compound:prt")]
    particles += [m for c in clauses.find(i, "obl") for m in clauses.marks(c)]
    for key in (*(f"{lemma} {p}" for p in particles), lemma):
        if key in cues.linking_verbs:
            return cues.linking_verbs[key]
    return None


def _through_verb(
    clauses: Clauses, verb: int, kind: str, by_token: dict[int, int]
) -> Iterator[tuple[int, str, int, int, int]]:
    """Yield what "A led to B", "A followed B", "A resulted from B" state."""
    subjects = [s for s in clauses.find(verb, "nsubj") if _events_at(clauses, s, by_token) is not None]
    objects = [o for o in clauses.find(verb, "obj", "obl", "ccomp") if _events_at(clauses, o, by_token) is not None]
    for s in subjects[:1]:
        for o in objects[:1]:
            a, b = _events_at(clauses, s, by_token), _events_at(clauses, o, by_token)
            if a is None or b is None or a == b:
                continue
            passive = clauses.tokens[s].dep == "nsubj:pass"
            if kind == "causing":
                yield (a, "causedBy", b, s, o) if passive else (b, "causedBy", a, o, s)
            elif kind == "caused":
                yield a, "causedBy", b, s, o
            else:
                yield (b, "after", a, o, s) if passive else (a, "after", b, s, o)


def find_ties(analysis: Analysis, triggers: Sequence[Trigger], cues: Cues) -> tuple[Tie, ...]:
    """Return the stated links between triggers, by position in `triggers`; in order of source, kind and target.

    **Shape** a pair has at most one tie of a kind; the evidence runs from the one word to the other.
    """
    out: dict[tuple[int, str, int], Tie] = {}
    for sentence in analysis.sentences:
        by_token = {t.token: k for k, t in enumerate(triggers) if t.sentence == sentence.index}
        if len(by_token) < 2:
            continue
        clauses = read_clauses(sentence, cues)
        for source, kind, target, a, b in _ties(clauses, by_token, cues):
            low, high = min(a, b), max(a, b)
            evidence = Span(clauses.tokens[low].start, clauses.tokens[high].end)
            out.setdefault((source, kind, target), Tie(source, kind, target, evidence))
    return tuple(out[key] for key in sorted(out))
