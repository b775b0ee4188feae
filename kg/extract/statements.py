"""Speech without quotation marks that fills paragraphs: what follows "The minister said:", turns, statements in full.

What directly follows is spoken; paragraphs after it count only as far as somebody says "I" or "we" in them, since the
text itself has to show who talks.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.announcements import read_announcement, read_turn
from kg.extract.clause import Clauses
from kg.extract.layers import Quotation, Referents
from kg.extract.quotemarks import OPENING, find_marked, paragraphs_of
from kg.extract.speakers import Said, read_said, who_says
from kg.language.analysis import Analysis, Sentence
from kg.ontology.cues import Cues
from kg.records import Article, Span

_TITLES = ("headline", "deck", "heading", "caption")
_NEAR = 6  # words between a verb of saying and its colon: "said on Monday in Geneva:"
# an entry of a live page ("14:32 – ...", "9.15pm ...") or a label in capitals ("WHAT WE KNOW: ...")
_ENTRY = re.compile(r"\d{1,2}[:.]\d\d\b|[A-Z][A-Z' ]{3,40}:")
_FEWEST = 2  # times "I" or "we" that make a body the text of a statement


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an article with its sentences; `first_person` counts I and we outside quotation marks."""

    start: int
    end: int
    zone: str
    sentences: tuple[Sentence, ...]
    first_person: int


class Statements:
    """Reads the unmarked speech of one article."""

    def __init__(
        self, article: Article, analysis: Analysis, referents: Referents, cues: Cues, clauses: Mapping[int, Clauses]
    ) -> None:
        """Take the article, its layers, and the clause view of each sentence by index."""
        self._text, self._referents, self._cues, self._clauses = article.text, referents, cues, clauses
        self._persons = frozenset(r.id for r in referents.referents if r.type == "Person")
        self._paragraphs = tuple(
            self._paragraph(start, end, zone.kind, analysis)
            for zone in article.zones
            if zone.kind != "boilerplate"
            for start, end in paragraphs_of(article.text, zone.start, zone.end)
        )

    def find(self) -> list[Quotation]:
        """Return one quotation for each spoken paragraph, in order of the text."""
        found: dict[int, Quotation] = {}
        for said, first, start in self._openings():
            spoken = self._spoken(said, first, start)
            for k in range(first, spoken):
                at = start if k == first else self._paragraphs[k].start
                found[k] = self._quotation(self._paragraphs[k], at, self._paragraphs[k].end, said)
            if spoken == first:
                end = self._sentence_end(self._paragraphs[first], start)
                if end is not None:
                    found[first] = self._quotation(self._paragraphs[first], start, end, said)
        return [found[k] for k in sorted(found)] or self._in_full()

    def _sentence_end(self, paragraph: Paragraph, start: int) -> int | None:
        """Return where speech without "I" or "we" ends: with its sentence, or its paragraph after a line of its own."""
        if paragraph.zone in _TITLES or self._text[start] in OPENING:
            return None
        if start == paragraph.start:
            return None if self._announces(paragraph) or self._turn(paragraph) is not None else paragraph.end
        return next((s.end for s in paragraph.sentences if s.start < start < s.end), None)

    def _paragraph(self, start: int, end: int, zone: str, analysis: Analysis) -> Paragraph:
        sentences = tuple(s for s in analysis.sentences if s.start < end and start < s.end)
        marked = find_marked(self._text, start, end)
        count = sum(
            t.upos == "PRON"
            and t.text.lower() in self._cues.first_person
            and not any(m.start <= t.start and t.end <= m.end for m in marked)
            for s in sentences
            for t in s.tokens
        )
        return Paragraph(start, end, zone, sentences, count)

    def _openings(self) -> Iterator[tuple[Said, int, int]]:
        """Yield who begins to speak, in which paragraph, and the offset of the first word."""
        for k, paragraph in enumerate(self._paragraphs):
            if not paragraph.sentences or paragraph.zone == "headline":
                continue
            turn = self._turn(paragraph)
            inline = self._inline(paragraph)
            if turn is not None and turn[0] is not None:
                yield turn[0], k, paragraph.sentences[0].tokens[turn[1]].start
            elif inline is not None:
                yield inline[0], k, inline[1]
            elif self._announces(paragraph) and k + 1 < len(self._paragraphs):
                clauses = self._clauses[paragraph.sentences[-1].index]
                said = read_announcement(self._referents, clauses, self._cues)
                conduit = bool(self._cues.conduits & set(clauses.lemmas))  # it only passes on what its office says
                if said is not None and said.speaker is not None and not conduit:
                    yield said, k + 1, self._paragraphs[k + 1].start

    def _announces(self, paragraph: Paragraph) -> bool:
        return bool(paragraph.sentences) and self._text[paragraph.start : paragraph.end].rstrip().endswith(":")

    def _turn(self, paragraph: Paragraph) -> tuple[Said | None, int] | None:
        if not paragraph.sentences:
            return None
        return read_turn(self._referents, self._clauses[paragraph.sentences[0].index])

    def _inline(self, paragraph: Paragraph) -> tuple[Said, int] | None:
        """Return who speaks after "The minister said: We ..." inside a paragraph, and where the words begin."""
        for sentence in paragraph.sentences:
            clauses = self._clauses[sentence.index]
            for i, token in enumerate(sentence.tokens[:-1]):
                following = sentence.tokens[i + 1]
                if token.text != ":" or self._text[token.end : following.end].lstrip()[:1] in OPENING:
                    continue
                verbs = [v for v in clauses.saying if v < i and i - v <= _NEAR and self._utters(clauses, v)]
                said = read_said(self._referents, clauses, max(verbs), self._cues) if verbs else None
                if said is not None and said.speaker is not None:
                    return said, following.start
        return None

    def _utters(self, clauses: Clauses, verb: int) -> bool:
        """Tell whether words may follow a verb: "warned:", not "both indicted by a court:", "How it began:".

        A name of what is to be told is no announcement of speech.
        """
        plain = clauses.lemma(verb) in self._cues.speaking and clauses.dep(verb) != "acl"
        asked = any(clauses.tokens[c].xpos == "WRB" for c in clauses.find(verb, "advmod"))
        return plain and not asked and clauses.subject(verb) is not None

    def _spoken(self, said: Said, first: int, start: int) -> int:
        """Return the end (exclusive) of the paragraphs that an opening begins: after the last with "I" or "we"."""
        stop = first
        for k in range(first, len(self._paragraphs)):
            paragraph = self._paragraphs[k]
            opens = k > first or start == paragraph.start
            if paragraph.zone in _TITLES or (opens and self._begins_anew(paragraph, said)):
                break
            if paragraph.first_person:
                stop = k + 1
        return stop

    def _begins_anew(self, paragraph: Paragraph, said: Said) -> bool:
        """Tell whether a paragraph is no part of what was being said: marked, another's turn, or about the speaker."""
        if self._text[paragraph.start] in OPENING or self._announces(paragraph) or self._turn(paragraph) is not None:
            return True
        if _ENTRY.match(self._text, paragraph.start, paragraph.end):
            return True
        return any(self._reports(s, said) for s in paragraph.sentences)

    def _reports(self, sentence: Sentence, said: Said) -> bool:
        """Tell whether a sentence tells by name that the speaker says something: the article's own voice is back."""
        clauses = self._clauses[sentence.index]
        for verb in clauses.saying:
            who = clauses.subject(verb)
            named = who is not None and clauses.tokens[who].upos != "PRON"
            if named and who_says(self._referents, clauses, who, self._cues) == said.speaker:
                return True
        return False

    def _quotation(self, paragraph: Paragraph, start: int, end: int, said: Said) -> Quotation:
        where = tuple(s.index for s in paragraph.sentences if s.end > start and s.start < end)
        return Quotation(Span(start, end), True, said.speaker, said.cue, said.cue_at, where, None, "statement")

    def _in_full(self) -> list[Quotation]:
        """Return the body of "Statement by X" when it says "I" or "we" and never tells of X as of another."""
        said = self._titled()
        body = [p for p in self._paragraphs if p.zone not in (*_TITLES, "credit")]
        talking = [k for k, p in enumerate(body) if p.first_person]
        if said is None or sum(p.first_person for p in body) < _FEWEST or not talking:
            return []
        spoken = body[: talking[-1] + 1]
        if any(self._text[p.start] in OPENING or self._announces(p) for p in spoken):
            return []
        if any(self._reports(s, said) for p in spoken for s in p.sentences):
            return []
        return [self._quotation(p, p.start, p.end, said) for p in spoken]

    def _titled(self) -> Said | None:
        """Return whose statement, speech or remarks the lines above the body announce."""
        above: list[Sentence] = []
        for p in self._paragraphs:
            if p.zone not in (*_TITLES, "credit"):
                break
            above += p.sentences
        if any(t.lemma.lower() in self._cues.spokespeople for s in above for t in s.tokens):
            return None  # a spokesperson's release speaks for the office
        vehicles = [(s, i) for s in above for i in range(len(s.tokens)) if self._is_vehicle(s, i)]
        for sentence, i in vehicles:
            clauses = self._clauses[sentence.index]
            who = who_says(self._referents, clauses, i, self._cues)
            if who is None or who not in self._persons:
                who = self._only_person(above)
            if who is not None:
                token = sentence.tokens[i]
                return Said(who, Span(token.start, token.end), (sentence.index, i))
        return None

    def _is_vehicle(self, sentence: Sentence, i: int) -> bool:
        lemma = sentence.tokens[i].lemma.lower()
        words = {lemma, lemma.removesuffix("s"), sentence.tokens[i].text.lower()}
        return sentence.tokens[i].upos in ("NOUN", "PROPN") and bool(words & self._cues.vehicles)

    def _only_person(self, sentences: Sequence[Sentence]) -> str | None:
        """Return the one person named in some lines; None when there are several or none."""
        found = {
            who
            for s in sentences
            for n in s.names
            if n.label == "PER" and (who := self._referents.at.get((s.index, n.last))) in self._persons
        }
        return next(iter(found)) if len(found) == 1 else None
