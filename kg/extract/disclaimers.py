"""Words by which somebody denies his part, and nouns that only name again what was just said so that it can be denied.

"Moscow said it had nothing to do with the raid" is a denial, and in "..., a charge that Tehran denies" the charge is no
second one. Knows Universal Dependencies; the words are data.
"""

from collections.abc import Iterator

from kg.language.analysis import Sentence
from kg.ontology.cues import Cues
from kg.ontology.reading import Reading

DENIAL = "Denial"
_OWN = frozenset(("it", "he", "she", "they", "we", "i"))
_MARKS = frozenset(('"', "“", "”", "``", "''"))
_RELATIVE = frozenset(("that", "which", "who", "whom"))


def disclaims(sentence: Sentence, verb: int, reading: Reading) -> bool:
    """Tell whether somebody says that he himself has no part: "told them that it had nothing to do with the raid"."""
    tokens = sentence.tokens
    for clause in sentence.below[verb]:
        if tokens[verb].upos != "VERB" or tokens[clause].dep != "ccomp":
            continue
        own = any(tokens[i].dep == "nsubj" and tokens[i].text.lower() in _OWN for i in sentence.below[clause])
        said = " ".join(tokens[i].text.lower() for i in sentence.subtree(clause) if tokens[i].text not in _MARKS)
        if own and any(f" {phrase} " in f" {said} " for phrase in reading.disclaimers):
            return True
    return False


def rejected_by(sentence: Sentence, noun: int, cues: Cues) -> Iterator[int]:
    """Yield whoever rejects what a noun names, in its own clause: Tehran in "a charge that Tehran denies"."""
    tokens = sentence.tokens
    for verb in sentence.below[noun]:
        if not tokens[verb].dep.startswith("acl") or tokens[verb].lemma.lower() not in cues.rebutting:
            continue
        below = [i for i in sentence.below[verb] if tokens[i].text.lower() not in _RELATIVE]
        if not any(tokens[i].dep in ("obj", "ccomp", "xcomp") for i in below):
            yield from (i for i in below if tokens[i].dep == "nsubj")


def restates(sentence: Sentence, noun: int, cues: Cues) -> bool:
    """Tell whether a noun only names what was just said: "Oslo blamed Rome, a charge that Rome denies"."""
    tokens = sentence.tokens
    if tokens[noun].upos != "NOUN" or tokens[noun].lemma.lower() not in cues.said_things:
        return False
    first = next((i for i in sentence.below[noun] if tokens[i].dep == "det"), noun)
    apart = first > 1 and tokens[first - 1].text in (",", "—", "–") and tokens[first].text.lower() in ("a", "an")
    return apart and any(rejected_by(sentence, noun, cues))
