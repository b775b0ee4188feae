"""Who can speak: people, bodies and what is written; and whose message a message is.

"A sign that said 'Coal'" and "the escalation makes one wonder: why" have no speaker. After "Ali sent a message" what
"the message reads" is Ali's.
"""

from dataclasses import replace

from kg.extract.clause import Clauses, read_clauses
from kg.extract.layers import Referents
from kg.language.analysis import Analysis, Sentence
from kg.ontology.cues import Cues

_NEW = ("a", "an")
_KNOWN = ("the", "this", "his", "her", "their", "its")


def find_voices(analysis: Analysis, referents: Referents, cues: Cues) -> Referents:
    """Return the referents with only those words standing for somebody who can speak, messages for who sent them."""
    written = cues.vehicles | cues.sources
    speaking = {r.id for r in referents.referents if r.animate}
    sentences = {s.index: s for s in analysis.sentences}
    for (index, token), who in referents.at.items():
        if sentences[index].tokens[token].lemma.lower() in written:
            speaking.add(who)
    at = {place: who for place, who in referents.at.items() if who in speaking}
    voices = replace(referents, at=at)
    for place, author in _authors(analysis, voices, cues).items():
        at[place] = author
    return voices


def _authors(analysis: Analysis, referents: Referents, cues: Cues) -> dict[tuple[int, int], str]:
    """Return who wrote the message, letter or statement that words speak of as known."""
    animate = {r.id for r in referents.referents if r.animate}
    sent: dict[str, str] = {}
    found: dict[tuple[int, int], str] = {}
    for sentence in analysis.sentences:
        for token, word in enumerate(sentence.tokens):
            lemma = word.lemma.lower()
            if word.upos != "NOUN" or lemma not in cues.vehicles:
                continue
            shown = _determiner(sentence, token)
            if shown in _KNOWN and word.dep == "nsubj" and lemma in sent:
                found[sentence.index, token] = sent[lemma]
            elif shown in _NEW and word.dep == "obj":
                clauses = read_clauses(sentence, cues)
                author = _author(clauses, token, referents, cues)
                if author in animate:
                    sent[lemma] = author
                else:
                    sent.pop(lemma, None)
    return found


def _author(clauses: Clauses, token: int, referents: Referents, cues: Cues) -> str | None:
    """Return who sends or makes what a noun names: "Ali sent a message to Chad"."""
    verb = clauses.tokens[token].head
    if verb < 0 or clauses.lemma(verb) not in cues.sending:
        return None
    subject = clauses.subject(verb)
    return None if subject is None else referents.at.get((clauses.sentence.index, subject))


def _determiner(sentence: Sentence, token: int) -> str:
    below = (sentence.tokens[i] for i in sentence.below[token])
    return next((t.text.lower() for t in below if t.dep in ("det", "nmod:poss")), "")
