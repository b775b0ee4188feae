"""How many: the numbers of an article, what they measure, which event they belong to, and who gives them.

Takes the number expressions of a sentence and its triggers; knows measures from the cue tables and ties a figure to
an event by the parse, else to the last event of its kind before it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.extract.claims import find_speaker
from kg.extract.clause import Clauses, read_clauses
from kg.extract.layers import Quotation, Referents, Trigger
from kg.extract.numbers import Number, find_numbers
from kg.language.analysis import Analysis
from kg.ontology.cues import Cues
from kg.records import Article, Mention, Quantity

_CASUALTIES = ("Killed", "Wounded")


def _measure(clauses: Clauses, number: Number, cues: Cues) -> str | None:
    """Return what a number measures, None for what no analyst counts (days, kilometres, rounds of talks)."""
    if number.currency is not None:
        return "MoneyAmount"
    if _is_mixed(clauses, number, cues):
        return "OtherCount"
    words = [number.first, number.last] if number.noun is None else [number.noun, number.last]
    for i in words:
        for m in cues.measures:
            lemma, word = clauses.lemma(i), clauses.word(i)
            if i != number.last and (lemma in m.nouns or word in m.adjectives or word in m.nouns):
                return m.name
    after = number.last + 1
    for k in (after, after + 1):
        if k < len(clauses.tokens):
            for m in cues.measures:
                if clauses.word(k) in m.adjectives and (k == after or clauses.tokens[after].upos in ("NOUN", "ADV")):
                    return m.name
    previous = next((i for i in range(number.first - 1, -1, -1) if clauses.tokens[i].start < number.start), None)
    if previous is not None and clauses.tokens[previous].upos == "VERB":
        beside = _of_verb(clauses, previous, cues)
        if beside is not None and not _is_thing(clauses, number, cues):
            return beside
    verbal = _verbal_measure(clauses, number, cues)
    if verbal is not None:
        return verbal
    if any(clauses.lemma(w) in cues.number_guards["toll"] for w in _around(clauses, number)):
        return "Killed"
    if number.noun is None:
        return None
    kind = cues.counted.get(clauses.lemma(number.noun)) or cues.counted.get(clauses.tokens[number.noun].lemma)
    if kind == "person":
        return "PersonCount"
    if clauses.tokens[number.noun].xpos == "NNPS":  # "15 Cubans"
        return "PersonCount"
    return "OtherCount" if kind == "weapon" else None


def _is_mixed(clauses: Clauses, number: Number, cues: Cues) -> bool:
    """Tell whether one figure counts dead and hurt together: "more than 60 killed and injured", "60 casualties"."""
    if number.noun is not None and clauses.lemma(number.noun) in cues.number_guards["casualties"]:
        return True
    found = []
    for i in range(number.last + 1, min(number.last + 6, len(clauses.tokens))):
        harm = _of_verb(clauses, i, cues) or next(
            (m.name for m in cues.measures if clauses.word(i) in m.adjectives), None
        )
        if harm in _CASUALTIES:
            found.append((i, harm))
        elif clauses.tokens[i].upos == "NUM":
            break
    pairs = pairwise(found)
    return any(b - a == 2 and clauses.word(a + 1) in ("and", "or") and x != y for (a, x), (b, y) in pairs)


def _is_thing(clauses: Clauses, number: Number, cues: Cues) -> bool:
    """Tell whether what is counted cannot be a victim."""
    kinds = ("weapon", "group", "time", "other_units")
    return number.noun is not None and cues.counted.get(clauses.lemma(number.noun)) in kinds


def _around(clauses: Clauses, number: Number) -> tuple[int, ...]:
    """Return the words a figure may be predicated of: its governors and the subjects and objects of the first verb."""
    path = clauses.path(number.noun if number.noun is not None else number.first)
    verb = next((w for w in path if clauses.tokens[w].upos == "VERB"), None)
    return path if verb is None else (*path, *clauses.find(verb, "nsubj", "obj"))


def _verbal_measure(clauses: Clauses, number: Number, cues: Cues) -> str | None:
    """Read the measure from the verb whose victims the number counts: "killed 12", "12 people were wounded"."""
    top = number.noun if number.noun is not None else number.first
    if _is_thing(clauses, number, cues):
        return None
    for at in (top, number.first):
        for child in (c for c in clauses.below[at] if clauses.tokens[c].dep == "acl"):
            if clauses.tokens[child].xpos == "VBN" or clauses.lemma(child) in ("die", "flee"):
                found = _of_verb(clauses, child, cues)
                if found:
                    return found
        current = at
        for _ in range(3):
            head, dep = clauses.tokens[current].head, clauses.tokens[current].dep
            if head < 0:
                break
            if dep in ("conj", "appos", "nmod", "dep", "list") and dep != "nmod":
                current = head
                continue
            if dep == "nmod" and clauses.lemma(head) in cues.number_guards["collective"]:
                current = head
                continue
            passive = dep == "nsubj:pass" or (dep == "nsubj" and clauses.lemma(head) in cues.number_guards["dying"])
            if clauses.tokens[head].upos in ("VERB", "AUX", "ADJ", "NOUN") and (passive or dep in ("obj", "xcomp")):
                return _of_verb(clauses, head, cues)
            reduced = dep == "nsubj" and clauses.tokens[head].xpos == "VBN" and not clauses.find(head, "obj")
            if reduced:  # a participle the parser took for a past tense: "eight killed in raid"
                return _of_verb(clauses, head, cues)
            break
    return None


def _of_verb(clauses: Clauses, verb: int, cues: Cues) -> str | None:
    """Return what a verb does to those it counts: itself, with a particle ("gun down") or result ("shoot dead")."""
    lemma = clauses.lemma(verb)
    keys = {lemma, *(f"{lemma} {clauses.word(p)}" for p in clauses.find(verb, "compound:prt"))}
    results = {clauses.word(c) for c in clauses.find(verb, "xcomp", "advmod", "obl", "amod") if c > verb}
    for m in cues.measures:
        if keys & m.verbs or (lemma in cues.number_guards["resulting"] and results & m.adjectives):
            return m.name
    if clauses.tokens[verb].upos == "VERB" and not clauses.find(verb, "obj"):
        for c in clauses.find(verb, "conj"):  # "were shot and killed"
            if not clauses.find(c, "nsubj", "obj") and clauses.tokens[c].upos == "VERB":
                return _of_verb(clauses, c, cues)
    return None


def _fits(measure: str, trigger: Trigger, cues: Cues) -> int:
    """Return how well an event type takes a measure: 2 well, 1 possibly, 0 not."""
    kind, types = trigger.type.lower(), cues.quantity_types
    if kind in types["sayings"]:
        return 0
    if measure in _CASUALTIES:
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


def _tie(clauses: Clauses, number: Number, measure: str, here: Sequence[tuple[int, Trigger]], cues: Cues) -> int | None:
    """Return the trigger (index) of the number's own sentence that it belongs to."""
    fitting = [(k, t) for k, t in here if _fits(measure, t, cues)]
    if not fitting:
        return None
    top = number.noun if number.noun is not None else number.first
    by_token = {t.token: k for k, t in fitting}
    if measure in _CASUALTIES:
        participle = next((w for w in clauses.path(top) if clauses.tokens[w].xpos == "VBG"), None)
        ahead = [(t.token, k) for k, t in fitting if participle is not None and t.token < participle]
        if participle is not None and clauses.dep(participle) == "advcl" and participle not in by_token and ahead:
            return max(ahead)[1]  # "fired at a car, killing six": the last event told before the participle
    path = clauses.path(top)
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


def _beside(clauses: Clauses, at: int, child: int | None, by_token: Mapping[int, int], measure: str) -> int | None:
    """Return the trigger among the dependents of a word: subject first, then circumstances ("killed in the attack")."""
    if clauses.tokens[at].upos in ("NOUN", "PROPN", "NUM") and measure not in _CASUALTIES:
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
        for number, measure in _figures(clauses, cues):
            k = _tie(clauses, number, measure, here, cues)
            if k is None and measure in _CASUALTIES:
                k = _before(triggers, sentence.index, analysis, cues)
            if k is None:
                continue
            if measure in ("PersonCount", "Detained"):
                measure = cues.recount.get(triggers[k].type.lower(), measure)
            unit = "" if number.noun is None else clauses.tokens[number.noun].text
            mention = Mention(number.start, number.end, article.text[number.start : number.end], "nominal")
            speaker = find_speaker(clauses, number.first, quotations, referents, cues)
            quantity = Quantity(measure, number.value, number.comparator, number.currency or unit, mention, speaker)
            out.setdefault(k, {}).setdefault((measure, number.value, number.comparator), quantity)
    return {k: tuple(q.values()) for k, q in sorted(out.items())}


def _figures(clauses: Clauses, cues: Cues) -> Iterator[tuple[Number, str]]:
    """Yield the figures of a sentence with their measures: numbers, then victims named one by one, then "no deaths"."""
    for number in find_numbers(clauses, cues):
        measure = _measure(clauses, number, cues)
        if measure is None or _is_subset(clauses, number, cues):
            continue
        if measure in ("PersonCount", "OtherCount") and _is_definite_pair(clauses, number):
            continue
        if measure == "PersonCount" and number.value in ("0", "1"):
            continue
        yield number, measure
    for i in range(len(clauses.tokens)):
        measure = _of_verb(clauses, i, cues) if clauses.tokens[i].upos == "VERB" else None
        if measure in _CASUALTIES:
            victims = _single_victims(clauses, i, cues)
            if victims:
                yield _as_number(clauses, victims, str(len(victims))), measure
        nouns = [m.name for m in cues.measures if clauses.lemma(i) in m.nouns and m.name in _CASUALTIES]
        if nouns and any(
            clauses.word(c) == "no" for top in (i, clauses.tokens[i].head) for c in _determiners(clauses, top)
        ):
            yield _as_number(clauses, [i], "0"), nouns[0]


def _determiners(clauses: Clauses, i: int) -> tuple[int, ...]:
    return clauses.find(i, "det") if i >= 0 else ()


def _as_number(clauses: Clauses, words: list[int], value: str) -> Number:
    span = clauses.span(tuple(words))
    return Number(words[0], words[-1], span.start, span.end, value, "Exactly", None, words[0])


def _single_victims(clauses: Clauses, verb: int, cues: Cues) -> list[int]:
    """Return the people a verb of harm says were its victims when each is a single one: "a soldier", "Anna Lindh"."""
    passive = bool(clauses.find(verb, "nsubj:pass"))
    if passive:
        heads = clauses.find(verb, "nsubj:pass")
    elif clauses.lemma(verb) in cues.number_guards["dying"]:
        heads = clauses.find(verb, "nsubj")
    else:
        heads = clauses.find(verb, "obj")
    if clauses.tokens[verb].xpos == "VB":
        return []  # wanted, planned or feared, not told
    victims = [v for h in heads[:1] for v in (h, *clauses.find(h, "conj"))]
    persons = {k for n in clauses.sentence.names if n.label == "PER" for k in range(n.first, n.last + 1)}
    for v in victims:
        token = clauses.tokens[v]
        counted = cues.counted.get(clauses.lemma(v)) == "person" and token.xpos == "NN"
        if clauses.find(v, "nummod") or not (counted or (v in persons and token.upos == "PROPN")):
            return []
        if {clauses.word(d) for d in clauses.find(v, "det")} & {"no", "every", "each", "any", "the", "this", "that"}:
            return []
    return victims


def _is_subset(clauses: Clauses, number: Number, cues: Cues) -> bool:
    """Tell whether the number only breaks down another: "11 civilians, including five children"."""
    top = number.noun if number.noun is not None else number.first
    marks = {m for i in (top, number.first) for m in clauses.marks(i)}
    before = {clauses.word(i) for i in range(max(0, number.first - 3), number.first)}
    return bool((marks | before) & cues.number_guards["subset"])


def _is_definite_pair(clauses: Clauses, number: Number) -> bool:
    """Tell whether the number only refers back: "the two leaders", "both countries", "its three members"."""
    if number.noun is None or number.value not in ("2", "3", "4", "5", "6", "7"):
        return False
    determiners = {clauses.word(c) for c in clauses.find(number.noun, "det", "nmod:poss")}
    return bool(determiners & {"the", "these", "those", "both", "its", "their"}) and number.comparator == "Exactly"


def _before(triggers: Sequence[Trigger], sentence: int, analysis: Analysis, cues: Cues) -> int | None:
    """Return the last harmful event of the sentences just before, in the same paragraph: a later toll is its toll."""
    paragraph = analysis.sentences[sentence].paragraph
    best: tuple[int, int, int] | None = None
    for k, t in enumerate(triggers):
        if t.sentence < sentence and t.type.lower() in cues.quantity_types["harm"] - cues.quantity_types["lasting"]:
            other = analysis.sentences[t.sentence]
            if other.paragraph != paragraph or sentence - t.sentence > 3:
                continue
            key = (t.sentence, t.token, k)
            best = max(best, key) if best is not None else key
    return None if best is None else best[2]
