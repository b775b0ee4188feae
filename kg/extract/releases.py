"""The voice of a release: the state or body that condemns, welcomes and demands in it and calls itself "we".

What a release tells as fact is the article's own; only its "we" and what it wants are its body's.
"""

from collections.abc import Mapping, Sequence

from kg.extract.clause import Clauses
from kg.extract.layers import Quotation, Referents
from kg.extract.quotemarks import paragraphs_of
from kg.extract.speakers import BODIES
from kg.language.analysis import Analysis, Sentence
from kg.ontology.cues import Cues
from kg.records import Article, Span

RELEASE = "release"  # the rule of its quotations
_PRESENT = ("VBZ", "VBP")


def find_release(
    article: Article,
    analysis: Analysis,
    referents: Referents,
    cues: Cues,
    clauses: Mapping[int, Clauses],
    spoken: Sequence[Quotation],
) -> list[Quotation]:
    """Return one quotation for each paragraph in which a body speaks as "we", in order of the text.

    The body is the subject of a stance taken in the present before: "The Ministry condemns ... We call on ...".
    `spoken` are the words that somebody else is already known to speak.
    """
    found: list[Quotation] = []
    waiting: list[tuple[int, int, tuple[Sentence, ...]]] = []
    voice: str | None = None
    for zone in article.zones:
        if zone.kind != "body":
            continue
        for start, end in paragraphs_of(article.text, zone.start, zone.end):
            sentences = tuple(s for s in analysis.sentences if s.start < end and start < s.end)
            if any(q.content.start <= start and end <= q.content.end for q in spoken):
                voice, waiting = None, []
                continue
            heard = False
            for sentence in sentences:
                view = clauses[sentence.index]
                mains = (i for i, token in enumerate(view.tokens) if token.head < 0)
                stances = (takes_stance(view, i, referents, cues) for i in mains)
                voice = next((who for who in stances if who is not None), voice)
                heard = heard or (voice is not None and _says_we(view, cues, spoken))
            if voice is None:
                continue
            waiting.append((start, end, sentences))
            if heard:
                found += [_quotation(voice, *paragraph) for paragraph in waiting]
                waiting = []
    return found


def _quotation(voice: str, start: int, end: int, sentences: tuple[Sentence, ...]) -> Quotation:
    where = tuple(s.index for s in sentences)
    return Quotation(Span(start, end), False, voice, None, None, where, None, RELEASE)


def takes_stance(clauses: Clauses, verb: int, referents: Referents, cues: Cues) -> str | None:
    """Return the state or body that takes a stance by a verb in the present: "The Ministry strongly condemns"."""
    if (
        clauses.lemma(verb) not in cues.stances
        or clauses.tokens[verb].xpos not in _PRESENT
        or clauses.find(verb, "aux")
    ):
        return None
    for subject in clauses.find(verb, "nsubj"):
        who = referents.at.get((clauses.sentence.index, subject))
        named = clauses.tokens[subject].upos in ("NOUN", "PROPN")
        if named and who is not None and referents.get(who).type in BODIES:
            return who
    return None


def _says_we(clauses: Clauses, cues: Cues, spoken: Sequence[Quotation]) -> bool:
    """Tell whether a sentence says "we" or "our" in words that nobody else speaks."""
    return any(
        token.upos == "PRON"
        and clauses.word(i) in cues.first_plural
        and not any(q.quoted and q.content.start <= token.start and token.end <= q.content.end for q in spoken)
        for i, token in enumerate(clauses.tokens)
    )
