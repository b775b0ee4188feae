"""Direct speech: every stretch inside quotation marks, and who says it.

The speaker is the subject of the saying verb that governs the words, stands nearest outside the marks, announced them
with a colon, or was speaking already.
"""

from collections.abc import Mapping

from kg.extract.according import read_according
from kg.extract.announcements import read_announcement
from kg.extract.clause import Clauses
from kg.extract.layers import Quotation, Referents
from kg.extract.quotemarks import Marked, find_marked, paragraphs_of
from kg.extract.speakers import BODIES, Said, read_said, speaker_at
from kg.language.analysis import Analysis, Sentence
from kg.ontology.cues import Cues
from kg.records import Article, Span

_WHOLE = 4  # words from which a stretch with a verb is speech of its own, not a word or two put in marks


class DirectSpeech:
    """Reads the quotation marks of one article, paragraph after paragraph."""

    def __init__(
        self, article: Article, analysis: Analysis, referents: Referents, cues: Cues, clauses: Mapping[int, Clauses]
    ) -> None:
        """Take the article, its layers, and the clause view of each sentence by index."""
        self._article, self._analysis, self._referents, self._cues = article, analysis, referents, cues
        self._clauses = clauses

    def find(self) -> list[Quotation]:
        """Return the quoted stretches outside boilerplate, in order of the text."""
        found: list[Quotation] = []
        left_open, before = False, None
        for zone in self._article.zones:
            if zone.kind == "boilerplate":
                left_open, before = False, None
                continue
            for start, end in paragraphs_of(self._article.text, zone.start, zone.end):
                marks = find_marked(self._article.text, start, end, left_open)
                if not marks:
                    left_open, before = False, self._announced(start, end)
                    continue
                quotations, last = self._paragraph(marks, before)
                found += quotations
                left_open = not marks[-1].closed
                before = last if left_open else None
        return found

    def _announced(self, start: int, end: int) -> Said | None:
        """Return who is about to speak when a paragraph ends in a colon: "The minister said:"."""
        if not self._article.text[start:end].rstrip().endswith(":"):
            return None
        last = self._sentences(start, end)
        return read_announcement(self._referents, self._clauses[last[-1].index], self._cues) if last else None

    def _sentences(self, start: int, end: int) -> list[Sentence]:
        return [s for s in self._analysis.sentences if s.start < end and start < s.end]

    def _paragraph(self, marks: tuple[Marked, ...], before: Said | None) -> tuple[list[Quotation], Said | None]:
        """Return the quotations of one paragraph and who was speaking last."""
        spans = tuple((m.start, m.end) for m in marks)
        drafts = []
        for m in marks:
            sentences = self._sentences(m.start, m.end)
            if sentences:
                said = before if m.continues and before is not None else self._said(m, sentences, spans)
                drafts.append((m, sentences, said))
        known = [said for _, _, said in drafts if said is not None and said.speaker is not None]
        out: list[Quotation] = []
        last: Said | None = None
        for m, sentences, said in drafts:
            rule = "direct"
            if said is None and before is not None and not known:
                said, rule = before, "direct:announced"
            if said is None and known and _is_whole(m, sentences):
                said, rule = last or known[0], "direct:continued"
            speaker, cue, cue_at = (said.speaker, said.cue, said.cue_at) if said else (None, None, None)
            where = tuple(s.index for s in sentences)
            out.append(Quotation(Span(m.start, m.end), True, speaker, cue, cue_at, where, None, rule))
            last = said or last
        return out, last

    def _said(self, m: Marked, sentences: list[Sentence], spans: tuple[tuple[int, int], ...]) -> Said | None:
        """Return speaker and cue of a stretch from the sentences it touches, the last first."""
        for sentence, at in ((sentences[-1], m.end), (sentences[0], m.start)):
            found = self._governing(sentence, m) or self._nearest(sentence, at, spans)
            if found is not None:
                return found
        return self._introduced(sentences[0], m)

    def _introduced(self, sentence: Sentence, m: Marked) -> Said | None:
        """Return whose clause a colon ends before the marks: "Hanoi brushed it aside: 'No talks.'"."""
        colon = next(
            (i for i, t in reversed(list(enumerate(sentence.tokens))) if t.text == ":" and t.end < m.start), None
        )
        if colon is None or self._article.text[sentence.tokens[colon].end : m.start - 1].strip():
            return None
        clauses = self._clauses[sentence.index]
        for i, token in enumerate(sentence.tokens[:colon]):
            who = speaker_at(self._referents, clauses, clauses.subject(i)) if token.upos == "VERB" else None
            if who is not None and clauses.tense(i):
                return Said(who, Span(token.start, token.end), (sentence.index, i))
        if any(t.upos in ("VERB", "AUX") for t in sentence.tokens[:colon]):
            return None
        for i in range(colon):  # "The king, in a letter:"
            who = speaker_at(self._referents, clauses, i)
            if who is not None and self._referents.get(who).type in ("Person", *BODIES):
                token = sentence.tokens[colon]
                return Said(who, Span(token.start, token.end), (sentence.index, colon))
        return None

    def _governing(self, sentence: Sentence, m: Marked) -> Said | None:
        """Return the saying verb above the quoted words, outside the marks: "called the talks 'useful'"."""
        clauses = self._clauses[sentence.index]
        inside = [i for i, t in enumerate(sentence.tokens) if m.start <= t.start and t.end <= m.end]
        for top in inside:
            if clauses.tokens[top].head in inside or clauses.tokens[top].upos == "PUNCT":
                continue
            for above in clauses.path(top)[1:]:
                named = clauses.lemma(above) in self._cues.naming
                if above not in inside and (above in clauses.saying or named):
                    return read_said(self._referents, clauses, above, self._cues)
        return None

    def _nearest(self, sentence: Sentence, at: int, spans: tuple[tuple[int, int], ...]) -> Said | None:
        """Return the saying verb of a sentence outside all marks that stands nearest to an offset."""
        clauses = self._clauses[sentence.index]
        tokens = clauses.tokens
        verbs = [v for v in clauses.saying if not any(a <= tokens[v].start and tokens[v].end <= b for a, b in spans)]
        for verb in sorted(verbs, key=lambda v: (abs(tokens[v].start - at), v)):
            if clauses.subject(verb) is not None:
                return read_said(self._referents, clauses, verb, self._cues)
        for i in range(len(tokens)):
            phrase = read_according(self._referents, clauses, i, self._cues)
            if phrase is not None:
                return phrase.said
        return None


def _is_whole(m: Marked, sentences: list[Sentence]) -> bool:
    words = [t for s in sentences for t in s.tokens if m.start <= t.start and t.end <= m.end]
    return len(words) >= _WHOLE and any(t.upos in ("VERB", "AUX") for t in words)
