"""How many: the figures of an article, which event each belongs to, and who gives it.

Ties a figure to an event by the parse, else to the last event of its kind before it.
"""

from collections.abc import Mapping, Sequence

from kg.extract.claims import find_speaker
from kg.extract.clause import Clauses, read_clauses
from kg.extract.layers import Quotation, Referents, Trigger
from kg.extract.measures import CASUALTIES, find_figures, tallied
from kg.extract.numbers import Number
from kg.extract.speakers import who_says
from kg.language.analysis import Analysis
from kg.ontology.cues import Cues
from kg.records import Article, Mention, Quantity

MANY = 3  # fewer attacks than that are told one by one


def find_quantities(
    article: Article,
    analysis: Analysis,
    cues: Cues,
    triggers: Sequence[Trigger],
    quotations: tuple[Quotation, ...],
    referents: Referents,
) -> Mapping[int, tuple[Quantity, ...]]:
    """Return the quantities of each trigger, by its position in `triggers`; triggers without any are absent.

    **Shape** in order of the text, without repeats of the same measure, value and comparator for one trigger.
    """
    by_sentence: dict[int, list[tuple[int, Trigger]]] = {}
    for position, t in enumerate(triggers):
        by_sentence.setdefault(t.sentence, []).append((position, t))
    out: dict[int, dict[tuple[str, str, str], Quantity]] = {}
    for sentence in analysis.sentences:
        clauses = read_clauses(sentence, cues)
        here = by_sentence.get(sentence.index, [])
        for number, measure in find_figures(clauses, cues):
            if not measure:
                k, measure = _acting(clauses, number, here, cues), "OtherCount"
            else:
                k = _tie(clauses, number, measure, here, cues)
            if k is not None and measure in CASUALTIES:
                k = _attack_of(clauses, triggers[k], here, cues, k)
                word = triggers[k].token
                harm = _is_harm_alone(clauses, triggers[k], cues)
                if harm and _is_summed(clauses, word, cues):
                    earlier = _conflict(triggers, sentence.index, analysis, cues)
                    k = k if earlier is None else earlier
                elif harm and _is_bare_death(clauses, word, cues):
                    earlier = _before(triggers, sentence.index, analysis, cues, 1)
                    k = k if earlier is None else earlier
            if k is None and measure in CASUALTIES and _is_toll(clauses, number, cues):
                k = _conflict(triggers, sentence.index, analysis, cues)
            if k is None and measure in CASUALTIES:
                k = _before(triggers, sentence.index, analysis, cues)
            if k is None:
                continue
            if measure in ("PersonCount", "Detained"):
                measure = cues.recount.get(triggers[k].type.lower(), measure)
            unit = "" if number.noun is None else clauses.tokens[number.noun].text
            mention = Mention(number.start, number.end, article.text[number.start : number.end], "nominal")
            speaker = find_speaker(clauses, number.first, quotations, referents, cues)
            speaker = speaker or _giver(clauses, number, referents, cues)
            quantity = Quantity(measure, number.value, number.comparator, number.currency or unit, mention, speaker)
            out.setdefault(k, {}).setdefault((measure, number.value, number.comparator), quantity)
    return {k: tuple(q.values()) for k, q in sorted(out.items())}


def _acting(clauses: Clauses, number: Number, here: Sequence[tuple[int, Trigger]], cues: Cues) -> int | None:
    """Return the trigger that acts on the things a number counts, or is itself counted: "struck 50 targets"."""
    noun = number.noun if number.noun is not None else tallied(clauses, number, cues)
    if noun is None:
        return None
    if clauses.lemma(noun) in cues.number_guards["ballots"]:
        told = {t.token: k for k, t in here}
        counted = set(clauses.marks(noun)) & {"by", "with"}
        return next((told[w] for w in clauses.path(noun)[1:] if w in told), None) if counted else None
    by_token = {t.token: k for k, t in here if t.type.lower() in cues.quantity_types["counting"]}
    if noun in by_token:
        return by_token[noun] if int(float(number.value)) >= MANY else None
    top = noun
    while clauses.dep(top) in ("conj", "appos") and clauses.tokens[top].head >= 0:
        top = clauses.tokens[top].head
    head = clauses.tokens[top].head
    if head not in by_token:
        return None
    marks = set(clauses.marks(top))
    supplied = marks == {"of"} and clauses.tokens[head].upos == "NOUN"
    acting = clauses.tokens[top].dep == "nsubj" and clauses.lemma(noun) in cues.number_guards["craft"]
    acted = clauses.tokens[top].dep in ("obj", "nsubj:pass") or marks & {"into", "on"} or supplied or acting
    return by_token[head] if acted else None


def _tie(clauses: Clauses, number: Number, measure: str, here: Sequence[tuple[int, Trigger]], cues: Cues) -> int | None:
    """Return the trigger (index) of the number's own sentence that it belongs to."""
    fitting = [(k, t) for k, t in here if _fits(measure, t, cues)]
    if not fitting:
        return None
    top = number.noun if number.noun is not None else number.first
    if measure == "PersonCount" and _is_incidental(clauses, number):
        return None
    by_token = {t.token: k for k, t in fitting}
    if measure in CASUALTIES:
        participle = next((w for w in clauses.path(top) if clauses.tokens[w].xpos == "VBG"), None)
        ahead = [(t.token, k) for k, t in fitting if participle is not None and t.token < participle]
        if participle is not None and clauses.dep(participle) == "advcl" and participle not in by_token and ahead:
            return max(ahead)[1]  # "fired at a car, killing six": the last event told before the participle
    path = clauses.path(top)
    if measure in ("MissileCount", "DroneCount"):
        # "85 drones, 61 of which were shot down": the clause tells of a part, not of all that are counted
        parts = any(w in ("which", "whom", "them") for w in clauses.words[top + 1 : top + 5])
        sent = None if parts else next((c for c in clauses.find(top, "acl") if c in by_token), None)
        if sent is not None and number.last + 1 == top:
            return by_token[sent]  # "shot down 14 of 20 drones launched from Sudan"
    if measure == "MoneyAmount":
        given = next((w for w in path if w in by_token), None)
        above = clauses.tokens[given].head if given is not None and clauses.dep(given) == "obj" else -1
        if above in by_token:
            return by_token[above]  # "offered Ghana a loan of $3 million"
    if measure in CASUALTIES:
        described = _described(clauses, path)
        if described in by_token:
            return by_token[described]
        verb = next((w for w in path[:3] if clauses.tokens[w].upos == "VERB"), None)
        last = [(t.token, k) for k, t in fitting if verb is not None and t.token < number.first]
        loose = verb is not None and verb not in by_token and clauses.dep(verb) in ("parataxis", "conj")
        if loose and verb is not None and last and clauses.find(verb, "nsubj", "nsubj:pass"):
            return max(last)[1]  # "stormed the hall and traded fire with guards; three were killed"
    for at in path[:5]:
        if at in by_token:
            return by_token[at]
        apart = clauses.dep(at) == "advcl" and (clauses.find(at, "nsubj") or clauses.tense(at))
        if clauses.dep(at) in ("ccomp", "parataxis") or apart:
            break
    for child, at in zip((None, *path), path, strict=False):
        if clauses.tokens[at].upos not in ("VERB", "AUX", "NOUN", "ADJ", "PROPN", "NUM"):
            continue
        near = _beside(clauses, at, child, by_token, measure)
        if near is not None:
            return near
    before = [(k, t) for k, t in fitting if t.token < number.first and _fits(measure, t, cues) == 2]
    if before:
        return max(before, key=lambda kt: (kt[1].token, -kt[0]))[0]
    best = max(fitting, key=lambda kt: (_fits(measure, kt[1], cues), -abs(kt[1].token - number.first), -kt[0]))
    strong = _fits(measure, best[1], cues) == 2
    return best[0] if strong else None


def _described(clauses: Clauses, path: Sequence[int]) -> int | None:
    """Return the noun that a relative clause tells a figure of: "a war that starved a region and cost 900 lives"."""
    at = next((w for w in path if clauses.tokens[w].upos == "VERB"), None)
    while at is not None and clauses.dep(at) == "conj":
        at = clauses.tokens[at].head
    return clauses.tokens[at].head if at is not None and clauses.tokens[at].dep == "acl:relcl" else None


def _is_incidental(clauses: Clauses, number: Number) -> bool:
    """Tell whether two or three people are but named as taking part: "a quarrel between two men"."""
    if number.value not in ("2", "3") or number.comparator != "Exactly" or number.noun is None:
        return False
    top = number.noun
    while clauses.dep(top) in ("conj", "appos") and clauses.tokens[top].head >= 0:
        top = clauses.tokens[top].head
    return clauses.tokens[top].dep not in ("obj", "nsubj:pass")


def _attack_of(clauses: Clauses, death: Trigger, here: Sequence[tuple[int, Trigger]], cues: Cues, known: int) -> int:
    """Return the attack in which people "died" or "were killed", where the same sentence tells it, else the death.

    "drove into an ambush in which a sergeant died", "five were killed when gunmen stormed a base": the toll is theirs.
    """
    wider = {t.token: k for k, t in here if k != known and t.type.lower() in cues.quantity_types["harm"]
             and not _is_death(clauses, t.token, cues)}  # fmt: skip
    for w in _told_inside(clauses, death.token, cues):
        if w in wider:
            return wider[w]
    if not _is_death(clauses, death.token, cues):
        return known
    others = {t.token: k for k, t in here if k != known and t.type.lower() in cues.quantity_types["violent"]
              and not _is_death(clauses, t.token, cues)}  # fmt: skip
    for at in (death.token, *clauses.path(death.token)[1:4]):
        related = [c for c in clauses.find(at, "advcl") if at == death.token]
        for w in (at, *related):
            if w in others:
                return others[w]
    return known


def _told_inside(clauses: Clauses, word: int, cues: Cues) -> tuple[int, ...]:
    """Return the nouns in which people come to harm: "a war in which 9 died", "died in the war", "toll of the raid"."""
    if clauses.tokens[word].upos in ("NOUN", "ADJ"):
        toll = clauses.lemma(word) in cues.number_guards["toll"] | cues.number_guards["casualties"]
        return (
            tuple(c for c in clauses.find(word, "nmod") if set(clauses.marks(c)) & {"of", "from", "in"}) if toll else ()
        )
    if not _is_harmed(clauses, word, cues):
        return ()
    above = (clauses.tokens[word].head,) if clauses.tokens[word].dep == "acl:relcl" else ()
    whole = [
        word,
        *(c for c in clauses.find(word, "conj") if _is_harmed(clauses, c, cues)),
    ]  # "killed and hurt in the raid"
    inside = [c for w in whole for c in clauses.find(w, "obl") if set(clauses.marks(c)) & {"in", "during"}]
    inside += [n for c in inside for n in clauses.find(c, "nmod") if "of" in clauses.marks(n)]
    return (*above, *inside)


def _is_harmed(clauses: Clauses, word: int, cues: Cues) -> bool:
    """Tell whether a verb tells of harm by what it does, or by its noun: "died", "were killed", "claimed 40 lives"."""
    lemma = clauses.lemma(word)
    harms = [m for m in cues.measures if m.name in CASUALTIES]
    beside = {clauses.lemma(c) for c in clauses.find(word, "obj")}
    return any(lemma in m.verbs or beside & m.nouns for m in harms) or lemma in cues.number_guards["resulting"]


def _is_summed(clauses: Clauses, word: int, cues: Cues) -> bool:
    """Tell of a toll over all: "some 650 had died", "40 have lost their lives", "has put its losses at 90"."""
    if clauses.tokens[word].upos in ("NOUN", "ADJ"):
        return clauses.lemma(word) in cues.number_guards["toll"]
    perfect = any(clauses.lemma(a) == "have" for a in clauses.find(word, "aux"))
    whole = (word, *clauses.find(word, "conj"))  # "had been killed and 34 hurt in a day"
    told = [c for w in whole for c in clauses.find(w, "obl", "advcl") if not set(clauses.marks(c)) & {"since", "among"}]
    return perfect and _is_harmed(clauses, word, cues) and not told


def _is_toll(clauses: Clauses, number: Number, cues: Cues) -> bool:
    """Tell of a figure given for a toll: "put the dead since March at 900"."""
    verb = next((w for w in clauses.path(number.first) if clauses.tokens[w].upos == "VERB"), None)
    return verb is not None and any(
        clauses.lemma(c) in cues.number_guards["toll"] for c in clauses.find(verb, "obj", "nsubj")
    )


def _conflict(triggers: Sequence[Trigger], sentence: int, analysis: Analysis, cues: Cues) -> int | None:
    """Return the war whose toll is summed up: the last one told before, or the harm that the headline names."""
    wars = [
        k for k, t in enumerate(triggers) if t.sentence <= sentence and t.type.lower() in cues.quantity_types["lasting"]
    ]
    if wars:
        return max(wars, key=lambda k: (triggers[k].sentence, triggers[k].token))
    named = [
        k
        for k, t in enumerate(triggers)
        if t.type.lower() in cues.quantity_types["harm"] and analysis.sentences[t.sentence].zone == "headline"
    ]
    return named[0] if named else None


def _is_harm_alone(clauses: Clauses, trigger: Trigger, cues: Cues) -> bool:
    """Tell whether a trigger tells only what befell people, whatever did it to them."""
    kind = trigger.type.lower()
    return kind == "impact" or (kind == "attack" and _is_death(clauses, trigger.token, cues))


def _is_bare_death(clauses: Clauses, word: int, cues: Cues) -> bool:
    """Tell whether people are only said to have come to harm, with no place, day or means of its own."""
    told = [
        *(c for c in clauses.find(word, "obl", "advcl") if "among" not in clauses.marks(c)),
        *(t for t in clauses.find(word, "obl:unmarked", "nmod:unmarked")),
    ]
    summed = any(clauses.lemma(a) == "have" for a in clauses.find(word, "aux"))  # "some 650 had died": over all
    return _is_death(clauses, word, cues) and not told and not summed


def _is_death(clauses: Clauses, word: int, cues: Cues) -> bool:
    """Tell whether a word only says that people came to harm, not who did what: "died", "was killed"."""
    lemma = clauses.lemma(word)
    harms = any(lemma in m.verbs for m in cues.measures if m.name in CASUALTIES)
    resulting = lemma in cues.number_guards["resulting"]
    passive = bool(clauses.find(word, "nsubj:pass", "aux:pass")) or lemma in cues.number_guards["dying"]
    agent = any("by" in clauses.marks(c) for c in clauses.find(word, "obl"))
    return clauses.tokens[word].upos == "VERB" and (harms or resulting) and passive and not agent


def _beside(clauses: Clauses, at: int, child: int | None, by_token: Mapping[int, int], measure: str) -> int | None:
    """Return the trigger among the dependents of a word: subject first, then circumstances ("killed in the attack")."""
    if clauses.tokens[at].upos in ("NOUN", "PROPN", "NUM") and measure not in CASUALTIES:
        relations: tuple[str, ...] = ("acl",)
    else:
        relations = ("nsubj", "obj", "obl", "acl", "advcl", "nmod")
    for relation in relations:
        for c in clauses.find(at, relation):
            if c == child:
                continue
            for w in (c, *(x for x in clauses.find(c, "nmod", "compound", "conj"))):
                if w in by_token:
                    return by_token[w]
    return None


def _fits(measure: str, trigger: Trigger, cues: Cues) -> int:
    """Return how well an event type takes a measure: 2 well, 1 possibly, 0 not."""
    kind, types = trigger.type.lower(), cues.quantity_types
    if kind in types["sayings"]:
        return 0
    if measure in CASUALTIES:
        return 2 if kind in types["harm"] else 0
    if measure in ("MissileCount", "DroneCount"):
        return 2 if kind in types["harm"] | types["arms"] else 0
    if measure == "Detained":
        return 2 if kind in types["custody"] else 1
    if measure == "OtherCount" and kind in types["harm"]:
        return 2
    if measure in ("PersonCount", "OtherCount"):
        return 0 if kind in cues.speech_types | types["uncounted"] else 1
    return 1


def _before(triggers: Sequence[Trigger], sentence: int, analysis: Analysis, cues: Cues, reach: int = 3) -> int | None:
    """Return the last harmful event of the sentences just before, in the same paragraph: a later toll is its toll."""
    paragraph = analysis.sentences[sentence].paragraph
    best: tuple[int, int, int] | None = None
    for k, t in enumerate(triggers):
        if t.sentence < sentence and t.type.lower() in cues.quantity_types["harm"] - cues.quantity_types["lasting"]:
            other = analysis.sentences[t.sentence]
            if other.paragraph != paragraph or sentence - t.sentence > reach:
                continue
            key = (t.sentence, t.token, k)
            best = max(best, key) if best is not None else key
    return None if best is None else best[2]


def _giver(clauses: Clauses, number: Number, referents: Referents, cues: Cues) -> str | None:
    """Return who gives a figure as the object of a verb of saying: "Kassem spoke of seven"."""
    verb = next((w for w in clauses.path(number.first) if clauses.tokens[w].upos == "VERB"), None)
    if verb is None or verb not in clauses.saying:
        return None
    return who_says(referents, clauses, clauses.source(verb), cues)
