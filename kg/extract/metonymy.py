"""Capitals that stand for their governments: "Moscow rejected", "talks between Kyiv and Washington"."""

from collections import Counter

from kg.extract.cast import Cast, Figure, Place
from kg.extract.phrases import children, preposition
from kg.language.analysis import Sentence
from kg.ontology.names import Names

PARTNERS = frozenset(("with", "between", "by", "against", "among", "without"))
TIMING = frozenset(("after", "before", "since", "until", "as"))
TOWARDS = frozenset(("from", "to", "on", "for", "toward", "towards"))


def read_metonyms(cast: Cast, names: Names) -> None:
    """Give each capital that acts a mention of its country too, and let the word stand for the country there."""
    present = Counter(f.known for f in cast.figures if f.type == "Country" and f.known is not None for p in f.places)
    for figure in [f for f in cast.figures if f.type == "City" and f.known is not None]:
        country = _country(figure, names, cast, present)
        if country is None:
            continue
        acting = False  # what "it" then stands for
        for place in sorted(figure.places, key=lambda p: (p.sentence, p.first)):
            sentence = cast.analysis.sentences[place.sentence]
            pronoun = place.mention.kind == "pronoun"
            if place.mention.kind != "name" and not (pronoun and acting):
                continue
            dateline = place.first < 2 and place.mention.text.isupper()
            acts_here = not dateline and acts(sentence, place, names)
            acting = acts_here or (pronoun and acting)
            if acts_here:
                known = names.known[country]
                owner = cast.add(known.type, known.label, country, names.country_of(country))
                if pronoun:
                    figure.places.remove(place)
                cast.put(owner, sentence, place.first, place.last, "pronoun" if pronoun else "nominal", place.head)
                for token in range(place.first, place.last + 1):
                    cast.stand(sentence.index, token, owner)


def _country(figure: Figure, names: Names, cast: Cast, present: Counter[str]) -> str | None:
    """Return the country a capital speaks for: of several, the one this article speaks of."""
    speaks = names.known[figure.known].speaks_for if figure.known else None
    if speaks is not None:
        return speaks
    owners = [k for k in names.known.values() if k.type == "Country" and k.capital == figure.known]
    told = [k for k in owners if present[k.slug]]
    if told:
        return max(told, key=lambda k: (present[k.slug], k.slug)).slug
    day = cast.article.published
    living = [k for k in owners if k.end is None or (day is not None and day <= k.end)]
    return next((k.slug for k in (*living, *owners)), None)


def acts(sentence: Sentence, place: Place, names: Names) -> bool:
    """Tell whether a place name stands where an actor stands: subject of a deed, agent, partner, addressee."""
    head = sentence.tokens[place.head]
    if head.head < 0:
        return False
    if head.dep == "conj" and not preposition(sentence, place.head):
        return acts(sentence, Place(place.mention, place.sentence, head.head, head.head, head.head), names)
    above = sentence.tokens[head.head]
    if head.dep in ("nsubj", "obl:agent"):
        if children(sentence, head.head, "cop"):
            return _is_minded(sentence, head.head, names)
        return not names.has("townVerb", above.lemma)
    if head.dep == "nsubj:pass":
        return bool(children(sentence, head.head, "ccomp", "xcomp")) and names.has("addressVerb", above.lemma)
    if head.dep in ("obj", "iobj"):
        return names.has("addressVerb", above.lemma)
    if head.dep == "nmod:poss":
        return not names.has("townNoun", above.lemma)
    if not head.dep.startswith(("obl", "nmod")):
        return False
    word = preposition(sentence, place.head)
    if word in TIMING:
        return _is_subject(sentence, place)
    if word in TOWARDS:
        return names.has("dealingNoun", above.lemma)
    if word == "of":
        return above.dep.startswith(("nsubj", "obj")) and names.has("statesmanNoun", above.lemma)
    return word in PARTNERS


def _is_minded(sentence: Sentence, head: int, names: Names) -> bool:
    """Tell of "is ready", "were close to a deal": towns are not; "close to the river" they may be."""
    if sentence.tokens[head].lemma.lower() == "close":
        near = children(sentence, head, "obl", "nmod")
        return any(sentence.tokens[c].lemma.lower() in ("a", "an") for i in near for c in children(sentence, i, "det"))
    return names.has("mindedWord", sentence.tokens[head].lemma)


def _is_subject(sentence: Sentence, place: Place) -> bool:
    """Tell of a name before a verb that has no other subject, read as a date: "a day after Lima and Quito signed"."""
    tokens, verb = sentence.tokens, place.last + 1
    while verb + 1 < len(tokens) and tokens[verb].lemma == "and" and tokens[verb + 1].upos == "PROPN":
        verb += 2
    if verb >= len(tokens) or tokens[verb].upos != "VERB" or tokens[verb].xpos not in ("VBD", "VBZ", "VBP"):
        return False
    return all(place.last < i < verb for i in children(sentence, verb, "nsubj", "nsubj:pass"))
