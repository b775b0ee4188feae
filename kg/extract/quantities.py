"""How many: the numbers of an article, what they measure, which event they belong to, and who gives them.

Takes the number expressions of a sentence and its triggers; knows measures from the cue tables and ties a figure to
an event by the parse, else to the last event of its kind before it.
"""

from collections.abc import Mapping, Sequence

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
    verbal = _verbal_measure(clauses, number, cues)
    if verbal is not None:
        return verbal
    if number.noun is None:
        return None
    kind = cues.counted.get(clauses.lemma(number.noun)) or cues.counted.get(clauses.tokens[number.noun].lemma)
    if kind == "person":
        return "PersonCount"
    if kind in ("weapon", "group"):
        return "OtherCount"
    return None


def _verbal_measure(clauses: Clauses, number: Number, cues: Cues) -> str | None:
    """Read the measure from the verb whose victims the number counts: "killed 12", "12 people were wounded"."""
    top = number.noun if number.noun is not None else number.first
    person = (
        number.noun is None or cues.counted.get(clauses.lemma(top)) == "person" or clauses.tokens[top].upos == "PROPN"
    )
    if not person and number.noun is not None:
        return None
    for at in (top, number.first):
        for child in clauses.find(at, "acl"):
            if clauses.tokens[child].xpos == "VBN" or clauses.lemma(child) in ("die", "flee"):
                found = _of_verb(clauses.lemma(child), cues)
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
                return _of_verb(clauses.lemma(head), cues)
            reduced = dep == "nsubj" and clauses.tokens[head].xpos == "VBN" and not clauses.find(head, "obj")
            if reduced:  # a participle the parser took for a past tense: "eight killed in raid"
                return _of_verb(clauses.lemma(head), cues)
            break
    return None


def _of_verb(lemma: str, cues: Cues) -> str | None:
    return next((m.name for m in cues.measures if lemma in m.verbs), None)


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
    return 1


def _tie(clauses: Clauses, number: Number, measure: str, here: Sequence[tuple[int, Trigger]], cues: Cues) -> int | None:
    """Return the trigger (index) of the number's own sentence that it belongs to."""
    fitting = [(k, t) for k, t in here if _fits(measure, t, cues)]
    if not fitting:
        return None
    top = number.noun if number.noun is not None else number.first
    by_token = {t.token: k for k, t in fitting}
    path = clauses.path(top)
    for child, at in zip((None, *path), path, strict=False):
        if at in by_token:
            return by_token[at]
        if clauses.tokens[at].upos not in ("VERB", "AUX", "NOUN", "ADJ", "PROPN", "NUM"):
            continue
        near = _beside(clauses, at, child, by_token, measure)
        if near is not None:
            return near
    best = max(fitting, key=lambda kt: (_fits(measure, kt[1], cues), -abs(kt[1].token - number.first), -kt[0]))
    strong = _fits(measure, best[1], cues) == 2
    return best[0] if strong else None


def _beside(clauses: Clauses, at: int, child: int | None, by_token: Mapping[int, int], measure: str) -> int | None:
    """Return the trigger among the dependents of a word: subject first, then circumstances ("killed in the attack")."""
    if clauses.tokens[at].upos in ("NOUN", "PROPN", "NUM") and measure not in _CASUALTIES:
        relations: tuple[str, ...] = ("acl",)
    else:
        relations = ("nsubj", "obl", "acl", "advcl", "obj", "nmod")
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
        for number in find_numbers(clauses, cues):
            measure = _measure(clauses, number, cues)
            if measure is None or _is_definite_pair(clauses, number):
                continue
            k = _tie(clauses, number, measure, here, cues)
            if k is None and measure in _CASUALTIES:
                k = _before(triggers, sentence.index, analysis, cues)
            if k is None:
                continue
            unit = "" if number.noun is None else clauses.tokens[number.noun].text
            mention = Mention(number.start, number.end, article.text[number.start : number.end], "nominal")
            speaker = find_speaker(clauses, number.first, quotations, referents, cues)
            quantity = Quantity(measure, number.value, number.comparator, number.currency or unit, mention, speaker)
            out.setdefault(k, {}).setdefault((measure, number.value, number.comparator), quantity)
    return {k: tuple(q.values()) for k, q in sorted(out.items())}


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
