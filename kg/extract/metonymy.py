"""Capitals that stand for their governments: "Moscow rejected", "talks between Kyiv and Washington"."""

from collections import Counter

from kg.extract.cast import Cast, Figure, Place
from kg.extract.phrases import children, preposition
from kg.language.analysis import Sentence
from kg.ontology.names import Names

ACTING = frozenset(("with", "between", "by", "against", "among", "without", "according to", "for", "from", "to", "toward", "towards"))
ALWAYS = frozenset(("with", "between", "by", "against", "among", "without"))
MOTION = frozenset(("travel", "go", "fly", "come", "arrive", "return", "head", "move", "march", "drive", "visit", "trip", "flight",
                    "journey", "leave", "depart", "send", "dispatch", "deploy", "relocate", "flee", "evacuate", "tour", "hold", "locate",
                    "fall", "happen", "take", "occur", "near", "road", "way", "train", "embassy", "ambassador", "mission"))  # fmt: skip
SPEAKING_NOUNS = frozenset(("government", "regime", "authority", "leadership", "side"))
HAPPENS_TO_PLACES = frozenset(("be", "lie", "sit", "burn", "fall", "wake", "celebrate", "host", "brace", "suffer", "come", "see"))


def read_metonyms(cast: Cast, names: Names) -> None:
    """Give each capital named as an actor a mention of its country too, and let the word stand for the country there."""
    present = Counter(
        f.known for f in cast.figures if f.type == "Country" and f.known is not None for p in f.places
    )
    for figure in [f for f in cast.figures if f.type == "City" and f.known is not None]:
        country = _country(figure, names, cast, present)
        if country is None:
            continue
        for place in [p for p in figure.places if p.mention.kind == "name"]:
            sentence = cast.analysis.sentences[place.sentence]
            if acts(sentence, place):
                known = names.known[country]
                owner = cast.add(known.type, known.label, country, names.country_of(country))
                cast.put(owner, sentence, place.first, place.last, "nominal", place.head)
                for token in range(place.first, place.last + 1):
                    cast.stand(sentence.index, token, owner)


def _country(figure: Figure, names: Names, cast: Cast, present: Counter[str | None]) -> str | None:
    """Return the country a capital speaks for: of several, the one this article speaks of."""
    speaks = names.known[figure.known].speaks_for if figure.known else None
    if speaks is not None:
        return speaks
    owners = [k.slug for k in names.known.values() if k.type == "Country" and k.capital == figure.known]
    if not owners:
        return None
    told = [o for o in owners if present[o]]
    if told:
        return max(told, key=lambda o: (present[o], o))
    day = cast.article.published
    living = [o for o in owners if names.known[o].end is None or (day is not None and day <= names.known[o].end)]
    return living[0] if living else owners[0]


def acts(sentence: Sentence, place: Place) -> bool:
    """Tell whether a place name stands where an actor stands: subject of a deed, agent, partner, addressee."""
    head = sentence.tokens[place.head]
    if head.dep == "conj" and head.head >= 0:
        first = Place(place.mention, place.sentence, head.head, head.head, head.head)
        own = preposition(sentence, place.head)
        if not own:
            return acts(sentence, first)
    if head.head < 0:
        return False
    above = sentence.tokens[head.head]
    if head.dep in ("nsubj", "obl:agent"):
        return not children(sentence, head.head, "cop") and above.lemma not in HAPPENS_TO_PLACES
    if head.dep == "nsubj:pass":
        return bool(children(sentence, head.head, "ccomp", "xcomp")) and above.lemma in ("accuse", "ask", "urge", "expect", "tell")
    if head.dep in ("obj", "iobj"):
        return above.lemma in ("urge", "accuse", "ask", "tell", "warn", "press", "blame", "criticize", "threaten", "support", "thank", "condemn", "inform", "assure", "allow", "force", "push", "pressure", "help", "arm", "join", "back", "oppose", "persuade", "call")
    if head.dep == "nmod:poss":
        return above.lemma not in ("airport", "street", "suburb", "outskirt", "center", "centre", "mayor", "resident", "square", "district", "population", "downtown", "skyline")
    if head.dep.startswith(("obl", "nmod")):
        word = preposition(sentence, place.head)
        if word in ALWAYS:
            return True
        if word in ("from", "to", "on", "for", "toward", "towards"):
            return above.lemma in ("sanction", "pressure", "concession", "message", "offer", "proposal", "response", "demand", "appeal", "signal", "aid", "assistance", "support", "reply", "answer", "call", "request", "warning", "threat", "assurance", "guarantee", "loyal", "hostile", "tie", "relation", "order", "permission", "approval")
        if word == "of" and above.dep in ("nsubj", "obj") and above.lemma in ("envoy", "representative", "delegation", "leader", "ally", "supporter", "critic", "demand", "support", "policy", "position"):
            return True
    return False
