"""Speech that goes on without a verb of saying: "Wang stressed that ... . The two sides should oppose ... ".

Only sentences that a report would not say in its own voice count: what should and must be done, what the speaker's own
side is ready for. They follow the report in its paragraph, one directly after the other.
"""

from collections.abc import Iterator, Mapping, Sequence

from kg.extract.clause import Clauses
from kg.extract.layers import Quotation, Referents
from kg.extract.quotemarks import paragraphs_of
from kg.extract.speakers import Said, read_said, speaker_at
from kg.language.analysis import Analysis, Sentence
from kg.ontology.cues import Cues
from kg.records import Article, Span

CONTINUED = "continued"  # the rule of its quotations
_PAST = ("VBD",)


def find_continued(
    article: Article,
    analysis: Analysis,
    referents: Referents,
    cues: Cues,
    clauses: Mapping[int, Clauses],
    spoken: Sequence[Quotation],
) -> Iterator[Quotation]:
    """Yield one quotation for each sentence that goes on with what somebody was just reported to say."""
    for zone in article.zones:
        if zone.kind != "body":
            continue
        for start, end in paragraphs_of(article.text, zone.start, zone.end):
            said: Said | None = None
            for sentence in (s for s in analysis.sentences if s.start < end and start < s.end):
                view = clauses[sentence.index]
                if any(q.quoted and q.content.start < sentence.end and sentence.start < q.content.end for q in spoken):
                    said = None  # words in marks have a speaker of their own
                    continue
                reported = _reported(view, referents, cues)
                if reported is not None:
                    said = reported
                elif said is not None and said.speaker is not None and _goes_on(view, said.speaker, referents, cues):
                    yield _quotation(sentence, said)
                else:
                    said = None


def _reported(clauses: Clauses, referents: Referents, cues: Cues) -> Said | None:
    """Return who says the whole of a sentence by its main verb."""
    main = next((i for i, token in enumerate(clauses.tokens) if token.head < 0), None)
    if main is None or main not in clauses.saying or not clauses.find(main, "ccomp"):
        return None
    operator = cues.verbs.get(clauses.lemma(main))
    if operator is not None and operator.kind not in ("report", "attest"):
        return None
    return read_said(referents, clauses, main, cues)


def _goes_on(clauses: Clauses, speaker: str, referents: Referents, cues: Cues) -> bool:
    """Tell whether a sentence says what should be, or what the speaker's own side is ready for."""
    main = next((i for i, token in enumerate(clauses.tokens) if token.head < 0), None)
    if main is None or any(clauses.tokens[w].xpos in _PAST for w in (main, *clauses.find(main, "aux", "cop"))):
        return False
    if any(cues.modals.get(clauses.word(a)) == "necessary" for a in clauses.find(main, "aux")):
        return True
    operator = cues.adjectives.get(clauses.lemma(main))
    if operator is None or operator.kind != "consider":
        return False
    side = speaker_at(referents, clauses, clauses.subject(main))
    if side is None:
        return False
    return side == speaker or (referents.get(side).known or side) in (referents.get(speaker).country,)


def _quotation(sentence: Sentence, said: Said) -> Quotation:
    span = Span(sentence.tokens[0].start, sentence.tokens[-1].end)
    return Quotation(span, False, said.speaker, said.cue, said.cue_at, (sentence.index,), None, CONTINUED)
