"""What the reader passed over: names in no table, and predicates between participants that evoke no event type."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.language.analysis import Analysis, Sentence
from kg.records import Article, Record, Span

# dependents that make a verb a happening between participants rather than a description
SUBJECTS = ("nsubj", "nsubj:pass", "obl:agent")


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A named entity that the names data does not hold; `type` is what the reader guessed."""

    label: str
    type: str
    sentence: Span


@dataclass(frozen=True, slots=True)
class UnreadPredicate:
    """A verb with a named participant that evoked no event, with its sentence."""

    lemma: str
    sentence: Span


def unknown_names(record: Record) -> Iterator[UnknownName]:
    """Yield every named entity of a record that has no entry in the names data, with where it is first named."""
    for entity in record.entities:
        first = next((m for m in entity.mentions if m.kind == "name"), None)
        if entity.known is None and first is not None and entity.type not in ("Position", "Group"):
            yield UnknownName(entity.label, entity.type, _around(record.article, first.start))


def unread_predicates(analysis: Analysis, record: Record) -> Iterator[UnreadPredicate]:
    """Yield every verb that governs a mention of a named entity as its subject and lies in no trigger or cue."""
    read = [(m.start, m.end) for e in record.events for m in e.mentions]
    read += [(c.cue.start, c.cue.end) for e in record.events for c in e.claims if c.cue is not None]
    named = [(m.start, m.end) for e in record.entities for m in e.mentions if m.kind in ("name", "adjective")]
    for sentence in analysis.sentences:
        if sentence.zone in ("credit", "caption"):
            continue
        for i, token in enumerate(sentence.tokens):
            if token.upos != "VERB" or any(a < token.end and token.start < b for a, b in read):
                continue
            if any(_is_named_subject(sentence, i, j, named) for j in sentence.children(i)):
                yield UnreadPredicate(token.lemma.lower(), Span(sentence.start, sentence.end))


def _is_named_subject(sentence: Sentence, verb: int, child: int, named: list[tuple[int, int]]) -> bool:
    token = sentence.tokens[child]
    return token.dep in SUBJECTS and any(a < token.end and token.start < b for a, b in named)


def _around(article: Article, at: int) -> Span:
    zone = next((z for z in article.zones if z.start <= at < z.end), None)
    low, high = (zone.start, zone.end) if zone else (0, len(article.text))
    return Span(max(low, at - 80), min(high, at + 80))
