"""Reported speech of an article: what is said, in quotation marks or not, by whom, and who reports it.

Direct speech comes from the marks, indirect speech from the parse; both name the speaker through `Referents.at`.
Wishes, threats and the like without a clause of saying are no quotations; claims.py reads them.
"""

from kg.extract.clause import Clauses, read_clauses
from kg.extract.layers import Quotation, Referents
from kg.extract.quotemarks import Marked, find_marked, paragraphs_of
from kg.language.analysis import Analysis, Sentence
from kg.ontology.cues import Cues
from kg.records import Article, Span

_SAYING = ("report", "attest", "threaten", "promise", "demand", "accuse", "deny", "doubt", "wish")
_PERSONAL = frozenset(("PER", "ORG"))


def speaker_at(referents: Referents, clauses: Clauses, token: int | None) -> str | None:
    """Return the referent a speaker word stands for: the word's own, else that of the name attached to it."""
    if token is None:
        return None
    index = clauses.sentence.index
    found = referents.at.get((index, token))
    if found is not None:
        return found
    for relation in (("flat",), ("appos",), ("compound",)):
        for child in clauses.find(token, *relation):
            found = referents.at.get((index, child))
            if found is not None and (relation != ("compound",) or clauses.tokens[token].upos == "PROPN"):
                return found
    return None


def _cue_span(clauses: Clauses, i: int) -> Span:
    words = [i, *clauses.find(i, "compound:prt", "aux")]
    near = [w for w in words if abs(w - i) <= 2]
    return clauses.span(tuple(near))


class _Finder:
    """Collects the quotations of one article."""

    def __init__(self, article: Article, analysis: Analysis, referents: Referents, cues: Cues) -> None:
        self.article, self.analysis, self.referents, self.cues = article, analysis, referents, cues
        self.clauses = {s.index: read_clauses(s, cues) for s in analysis.sentences}
        self.found: list[Quotation] = []

    # direct speech ------------------------------------------------------------------------------------------------

    def direct(self) -> None:
        """Add every stretch inside quotation marks."""
        left_open, previous = False, None
        for zone in self.article.zones:
            if zone.kind == "boilerplate":
                left_open, previous = False, None
                continue
            for start, end in paragraphs_of(self.article.text, zone.start, zone.end):
                marks = find_marked(self.article.text, start, end, left_open)
                if not marks:
                    left_open = False
                    previous = self._announced(start, end)
                    continue
                settled = self._paragraph(marks, previous if marks[0].continues or previous else None)
                left_open = not marks[-1].closed
                previous = settled if left_open else None

    def _announced(self, start: int, end: int) -> tuple[str | None, Span | None, tuple[int, int] | None] | None:
        """Return who is about to speak when a paragraph ends in a colon: "The minister said:"."""
        if not self.article.text[start:end].rstrip().endswith(":"):
            return None
        last = self._sentences(start, end)
        return self._nearest_cue(last[-1], self.clauses[last[-1].index].tokens[-1].end, ()) if last else None

    def _sentences(self, start: int, end: int) -> list[Sentence]:
        return [s for s in self.analysis.sentences if s.start < end and start < s.end]

    def _paragraph(
        self, marks: tuple[Marked, ...], before: tuple[str | None, Span | None, tuple[int, int] | None] | None
    ) -> tuple[str | None, Span | None, tuple[int, int] | None] | None:
        """Add the quotations of one paragraph; return who was speaking last."""
        spans = tuple((m.start, m.end) for m in marks)
        drafts = []
        for m in marks:
            sentences = self._sentences(m.start, m.end)
            if not sentences:
                continue
            said = before if m.continues and before is not None else self._said(m, sentences, spans)
            drafts.append((m, sentences, said))
        known = [d[2] for d in drafts if d[2] is not None and d[2][0] is not None]
        last = None
        for m, sentences, said in drafts:
            whole = self._is_whole(m, sentences)
            rule = "direct"
            if said is None and before is not None and not known:
                said, rule = before, "direct:announced"
            if said is None and whole and known:
                said, rule = (last or known[0]), "direct:continued"
            speaker, cue, cue_at = said or (None, None, None)
            self.found.append(
                Quotation(
                    Span(m.start, m.end), True, speaker, cue, cue_at, tuple(s.index for s in sentences), None, rule
                )
            )
            last = said or last
        return last

    def _is_whole(self, m: Marked, sentences: list[Sentence]) -> bool:
        """Tell whether a stretch is speech of its own and not a word or two put in marks."""
        words = [t for s in sentences for t in s.tokens if m.start <= t.start and t.end <= m.end]
        return len(words) >= 4 and any(t.upos in ("VERB", "AUX") for t in words)

    def _said(
        self, m: Marked, sentences: list[Sentence], spans: tuple[tuple[int, int], ...]
    ) -> tuple[str | None, Span | None, tuple[int, int] | None] | None:
        """Return speaker and cue of a stretch from the sentences it touches."""
        for sentence, at in ((sentences[-1], m.end), (sentences[0], m.start)):
            found = self._governing_cue(sentence, m) or self._nearest_cue(sentence, at, spans)
            if found is not None:
                return found
        return None

    def _governing_cue(
        self, sentence: Sentence, m: Marked
    ) -> tuple[str | None, Span | None, tuple[int, int] | None] | None:
        """Return the saying verb above the quoted words, outside the marks: "called the talks 'useful'"."""
        clauses = self.clauses[sentence.index]
        inside = [i for i, t in enumerate(sentence.tokens) if m.start <= t.start and t.end <= m.end]
        tops = [i for i in inside if sentence.tokens[i].head not in inside and sentence.tokens[i].upos != "PUNCT"]
        for top in tops:
            for above in clauses.path(top)[1:]:
                lemma = clauses.lemma(above)
                if above in inside:
                    continue
                if above in clauses.saying or lemma in self.cues.naming:
                    return self._speaks(clauses, above)
        return None

    def _nearest_cue(
        self, sentence: Sentence, at: int, spans: tuple[tuple[int, int], ...]
    ) -> tuple[str | None, Span | None, tuple[int, int] | None] | None:
        """Return the saying verb of a sentence outside all marks that stands nearest to an offset."""
        clauses = self.clauses[sentence.index]
        verbs = [
            i
            for i, t in enumerate(sentence.tokens)
            if i in clauses.saying and not any(a <= t.start and t.end <= b for a, b in spans)
        ]
        for i in sorted(verbs, key=lambda v: (abs(sentence.tokens[v].start - at), v)):
            if clauses.subject(i) is not None:
                return self._speaks(clauses, i)
        for i in range(len(sentence.tokens)):
            said = self._according(clauses, i)
            if said is not None:
                return said[0], said[1], (sentence.index, i)
        return None

    def _speaks(self, clauses: Clauses, verb: int) -> tuple[str | None, Span | None, tuple[int, int] | None]:
        who = speaker_at(self.referents, clauses, clauses.subject(verb))
        return who, _cue_span(clauses, verb), (clauses.sentence.index, verb)

    # indirect speech ----------------------------------------------------------------------------------------------

    def indirect(self) -> None:
        """Add the clauses and nouns that sentences report."""
        for sentence in self.analysis.sentences:
            clauses = self.clauses[sentence.index]
            for i, token in enumerate(sentence.tokens):
                said = self._according(clauses, i)
                if said is not None:
                    self._add_according(clauses, i, said[0], said[1])
                elif i in clauses.saying:
                    self._add_clause(clauses, i)
                elif token.upos == "NOUN":
                    self._add_noun(clauses, i)
            if sentence.zone in ("headline", "heading", "deck"):
                self._add_headline(clauses)

    def _add_clause(self, clauses: Clauses, verb: int) -> None:
        operator = self.cues.verbs.get(clauses.lemma(verb))
        direct = operator is None or operator.kind in ("report", "attest")
        relations = ("ccomp", "parataxis") if direct else ("ccomp",)
        contents = [c for c in clauses.find(verb, *relations) if clauses.is_predicate(c) or clauses.dep(c) == "ccomp"]
        if not contents and clauses.dep(verb) == "parataxis" and direct:
            contents = [clauses.tokens[verb].head] if clauses.tokens[verb].head >= 0 else []
        for c in contents:
            if clauses.parted(c, verb) or clauses.parted(verb, c):
                continue
            words = tuple(w for w in clauses.subtree(c) if clauses.tokens[w].upos != "PUNCT")
            outside = set(clauses.subtree(verb)) if verb in words else {verb}
            outside |= self._beyond(clauses, c)
            words = tuple(w for w in words if w not in outside)
            self._add(clauses, words, verb, clauses.subject(verb), "indirect")

    def _beyond(self, clauses: Clauses, content: int) -> set[int]:
        """Return what the parse hangs below a content clause though the article goes on in its own voice."""
        out: set[int] = set()
        for w in clauses.subtree(content):
            head = clauses.tokens[w].head
            if w == content or head < 0:
                continue
            joined = clauses.dep(w) == "conj" and clauses.true_conjunct(w, head) is not None
            if joined or clauses.parted(w, head):
                out |= set(clauses.subtree(w))
        return out

    def _add_noun(self, clauses: Clauses, noun: int) -> None:
        operator = self.cues.nouns.get(clauses.lemma(noun))
        if operator is None or not operator.speaker or operator.kind not in _SAYING:
            return
        for c in (*clauses.find(noun, "ccomp"), *clauses.find(noun, "acl")):
            if clauses.dep(c) == "ccomp" or "that" in clauses.marks(c):
                words = tuple(w for w in clauses.subtree(c) if clauses.tokens[w].upos != "PUNCT")
                self._add(clauses, words, noun, clauses.source(noun), "noun")

    def _according(self, clauses: Clauses, i: int) -> tuple[str | None, Span] | None:
        """Return speaker and cue when an "according to" starts at a word."""
        tokens = clauses.tokens
        for phrase in self.cues.according:
            words = phrase.split()
            if [clauses.word(k) for k in range(i, min(i + len(words), len(tokens)))] != words:
                continue
            last = i + len(words) - 1
            if last + 1 >= len(tokens):
                return None
            head = self._object_of(clauses, i, last)
            return speaker_at(self.referents, clauses, head), Span(tokens[i].start, tokens[last].end)
        return None

    def _object_of(self, clauses: Clauses, first: int, last: int) -> int | None:
        """Return the noun that a multi-word preposition introduces."""
        for i in (first, last):
            head = clauses.tokens[i].head
            if head > last and clauses.tokens[head].upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
                return head
            if head < first or first <= head <= last:
                for c in clauses.find(i, "obj", "obl", "nmod"):
                    if c > last:
                        return c
        for i in range(last + 1, len(clauses.tokens)):
            if clauses.tokens[i].upos in ("NOUN", "PROPN", "PRON") and clauses.dep(i) not in ("compound", "nmod:poss"):
                return i
        return None

    def _add_according(self, clauses: Clauses, i: int, speaker: str | None, cue: Span) -> None:
        """Scope: the clause that the phrase hangs under, without the phrase itself."""
        head = self._object_of(clauses, i, i + len(cue_words(self.article.text, cue)) - 1)
        anchor = clauses.tokens[head].head if head is not None else clauses.tokens[i].head
        top = next((w for w in clauses.path(max(anchor, 0)) if clauses.is_predicate(w)), None)
        if top is None:
            top = clauses.path(max(anchor, 0))[-1]
        phrase = set(clauses.subtree(head)) if head is not None else {i}
        phrase |= set(range(i, (head or i) + 1))
        words = tuple(w for w in clauses.subtree(top) if w not in phrase and clauses.tokens[w].upos != "PUNCT")
        words = self._same_clause(clauses, top, words, i)
        if words:
            self.found.append(
                Quotation(
                    clauses.span(words),
                    False,
                    speaker,
                    cue,
                    (clauses.sentence.index, i),
                    (clauses.sentence.index,),
                    None,
                    "according",
                )
            )

    def _same_clause(self, clauses: Clauses, top: int, words: tuple[int, ...], at: int) -> tuple[int, ...]:
        """Cut clauses joined by semicolon or conjunction away from the one the phrase belongs to."""
        cuts = [
            w for c in clauses.find(top, "conj", "parataxis") if clauses.find(c, "nsubj") for w in clauses.subtree(c)
        ]
        return tuple(w for w in words if w not in set(cuts))

    def _add_headline(self, clauses: Clauses) -> None:
        """Read "Putin: talks possible": a name, a colon, what the named one says."""
        tokens = clauses.tokens
        for name in clauses.sentence.names:
            after = name.last + 1
            if name.first == 0 and name.label in _PERSONAL and after + 1 < len(tokens) and tokens[after].text == ":":
                words = tuple(w for w in range(after + 1, len(tokens)) if tokens[w].upos != "PUNCT")
                if words:
                    who = self.referents.at.get((clauses.sentence.index, name.last))
                    self.found.append(
                        Quotation(
                            clauses.span(words),
                            False,
                            who,
                            Span(tokens[after].start, tokens[after].end),
                            (clauses.sentence.index, after),
                            (clauses.sentence.index,),
                            None,
                            "headline colon",
                        )
                    )

    def _add(self, clauses: Clauses, words: tuple[int, ...], cue: int, who: int | None, rule: str) -> None:
        if not words:
            return
        index = clauses.sentence.index
        self.found.append(
            Quotation(
                clauses.span(words),
                False,
                speaker_at(self.referents, clauses, who),
                _cue_span(clauses, cue),
                (index, cue),
                (index,),
                None,
                rule,
            )
        )


def cue_words(text: str, cue: Span) -> list[str]:
    """Return the words of a cue."""
    return text[cue.start : cue.end].split()


def _nest(found: list[Quotation]) -> tuple[Quotation, ...]:
    """Fill in who reports whom: whoever speaks the words in which another quotation's cue stands."""
    out = []
    for q in found:
        outer = None
        around = [
            o
            for o in found
            if o is not q
            and q.cue is not None
            and o.content.start <= q.cue.start
            and q.cue.end <= o.content.end
            and (o.content.end - o.content.start) > (q.content.end - q.content.start)
        ]
        if around:
            around.sort(key=lambda o: (o.content.end - o.content.start, o.content.start))
            outer = next((o.speaker for o in around if o.speaker is not None and o.speaker != q.speaker), None)
        out.append(
            Quotation(q.content, q.quoted, q.speaker, q.cue, q.cue_at, q.sentences, outer, q.rule) if outer else q
        )
    return tuple(out)


def find_quotations(article: Article, analysis: Analysis, referents: Referents, cues: Cues) -> tuple[Quotation, ...]:
    """Return the reported speech of an article, in order of the text, outer before inner.

    **Shape** spans exclude quotation marks; `speaker` is None where the text names nobody or nobody known.
    """
    finder = _Finder(article, analysis, referents, cues)
    finder.direct()
    finder.indirect()
    ordered = sorted(finder.found, key=lambda q: (q.content.start, -q.content.end, not q.quoted))
    return _nest(ordered)
