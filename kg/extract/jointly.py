"""Who says "we" in a statement several states or bodies make together: "Chile and Peru condemn ... We call on ..."."""

from kg.extract.layers import Referents
from kg.extract.participants import conjuncts
from kg.language.analysis import Analysis, Sentence

WE = frozenset(("we", "us", "our", "ours", "ourselves"))
_BODIES = ("Country", "InternationalOrganization")
_SPOKEN = 2  # sentences that say "we" before the text is a statement of those who say it
_OPENING = 4  # sentences in which they are named
_DISPLAY = ("headline", "deck")


def find_joint_voice(analysis: Analysis, referents: Referents) -> tuple[str, ...]:
    """Return the states and bodies that speak together as "we" in the whole article, () where nobody does.

    They are named in a heading that calls the text joint, or in the opening beside the first "we".
    """
    spoken = [s for s in analysis.sentences if s.zone == "body" and says_we(s)]
    if len(spoken) < _SPOKEN:
        return ()
    opening = [s for s in analysis.sentences if s.zone == "body"][:_OPENING]
    joint = [s for s in analysis.sentences if s.zone in _DISPLAY and any(t.lemma.lower() == "joint" for t in s.tokens)]
    for sentence in (*joint, *(s for s in opening if joint or s in spoken)):
        for i, token in enumerate(sentence.tokens):
            named = sentence.zone in _DISPLAY or _is_speaking(sentence, i)
            if named and token.dep != "conj":
                voice = _together(sentence, i, referents)
                if len(voice) > 1:
                    return voice
    return ()


def says_we(sentence: Sentence) -> bool:
    """Tell whether a sentence says "we" or "our" outside quotation marks."""
    inside = False
    for token in sentence.tokens:
        if token.text in ('"', "“", "”"):
            inside = token.text == "“" or (token.text == '"' and not inside)
        elif not inside and token.upos in ("PRON", "DET") and token.text.lower() in WE:
            return True
    return False


def _is_speaking(sentence: Sentence, word: int) -> bool:
    """Tell whether a word names the subject of the main clause, or those whom its subject "we" leads."""
    tokens = sentence.tokens
    at = word
    while tokens[at].dep.split(":")[0] in ("nmod", "appos", "flat") and tokens[at].head >= 0:
        at = tokens[at].head
    above = tokens[at].head
    return tokens[at].dep == "nsubj" and above >= 0 and tokens[above].head < 0


def _together(sentence: Sentence, word: int, referents: Referents) -> tuple[str, ...]:
    """Return the states and bodies coordinated with a word or standing beside it under the same verb."""
    tokens = sentence.tokens
    heads = [i for i, t in enumerate(tokens) if i >= word and t.head == tokens[word].head and t.dep == tokens[word].dep]
    found = (referents.at.get((sentence.index, j)) for i in heads for j in conjuncts(sentence, i))
    kept = dict.fromkeys(f for f in found if f is not None and referents.get(f).type in _BODIES)
    return tuple(kept)
