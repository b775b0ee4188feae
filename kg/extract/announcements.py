"""Who is about to speak: lines that announce speech ("The minister said:"), turns of a transcript.

Reads one sentence at a time; which words are then spoken is for direct.py and statements.py.
"""

from kg.extract.clause import Clauses
from kg.extract.layers import Referents
from kg.extract.speakers import Said, read_said, speaker_at, who_says
from kg.ontology.cues import Cues
from kg.records import Span

_LONGEST_TURN = 9  # words before the colon of a turn: title, name, country


def read_announcement(referents: Referents, clauses: Clauses, cues: Cues) -> Said | None:
    """Return who is about to speak after a sentence that ends in a colon: "said:", "made this statement:", a name."""
    end = len(clauses.tokens)
    for verb in sorted(clauses.saying, reverse=True):
        if clauses.subject(verb) is not None:
            said = read_said(referents, clauses, verb, cues)
            if said.speaker is not None:
                return said
    for i in range(end - 1, -1, -1):
        if clauses.lemma(i) in cues.vehicles and clauses.tokens[i].upos in ("NOUN", "PROPN"):
            who = who_says(referents, clauses, i, cues)
            if who is not None and who != referents.at.get((clauses.sentence.index, i)):
                return _said(clauses, i, who)
    # the parse of a line without a full stop is poor: take the name before the last word of saying, whatever its tag
    for i in range(end - 1, -1, -1):
        if clauses.lemma(i) in cues.speaking or clauses.lemma(i).removesuffix("s") in cues.speaking:
            who = _before(referents, clauses, i)
            return None if who is None else _said(clauses, i, who)
    if end <= _LONGEST_TURN + 1 and clauses.sentence.names and clauses.sentence.names[-1].label == "PER":
        who = _before(referents, clauses, end)
        return None if who is None else _said(clauses, end - 1, who)
    return None


def read_turn(referents: Referents, clauses: Clauses) -> tuple[Said | None, int] | None:
    """Return who speaks and the first word spoken where a sentence opens a turn, None where it opens none.

    A turn of somebody who is no referent ("Question: ...") has no speaker.
    """
    tokens = clauses.tokens
    colon = next((i for i, t in enumerate(tokens[: _LONGEST_TURN + 1]) if t.text == ":"), None)
    if colon is None or colon == 0 or colon + 1 >= len(tokens):
        return None
    if any(t.upos in ("VERB", "AUX", "PRON", "PUNCT") and t.text != "," for t in tokens[:colon]):
        return None
    names = [n for n in clauses.sentence.names if n.last == colon - 1 and n.label == "PER"]
    if names:
        who = referents.at.get((clauses.sentence.index, colon - 1))
        return (None if who is None else _said(clauses, colon, who)), colon + 1
    return (None, colon + 1) if colon == 1 and tokens[0].upos in ("NOUN", "PROPN") else None


def _before(referents: Referents, clauses: Clauses, end: int) -> str | None:
    """Return the nearest person or body spoken of before a word that has a name there."""
    people = [n for n in clauses.sentence.names if n.last < end and n.label in ("PER", "ORG")]
    for name in reversed(people):
        for at in (name.last, name.first):
            found = speaker_at(referents, clauses, at)
            if found is not None and not _covers(referents, clauses, found, end):
                return found
    return None


def _covers(referents: Referents, clauses: Clauses, who: str, word: int) -> bool:
    return word < len(clauses.tokens) and referents.at.get((clauses.sentence.index, word)) == who


def _said(clauses: Clauses, cue: int, who: str) -> Said:
    token = clauses.tokens[cue]
    return Said(who, Span(token.start, token.end), (clauses.sentence.index, cue))
