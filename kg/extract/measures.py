"""What the figures of a sentence measure: dead, wounded, detained, missiles, money, people.

Takes number expressions and cue tables; also finds victims told one by one and "no deaths". Does not know any event.
"""

from collections.abc import Iterator
from itertools import pairwise

from kg.extract.clause import Clauses
from kg.extract.numbers import Number, find_numbers
from kg.ontology.cues import Cues

CASUALTIES = ("Killed", "Wounded")
RELATIVES = frozenset(("which", "them", "these", "those"))


def find_figures(clauses: Clauses, cues: Cues) -> Iterator[tuple[Number, str]]:
    """Yield the figures of a sentence with their measures: numbers, then victims named one by one, then "no deaths".

    The measure is "" for a number of things that count only where an event acts on them ("24,000 masks").
    """
    last: str | None = None
    for number in find_numbers(clauses, cues):
        measure = _measure(clauses, number, cues)
        if _is_part(clauses, number) and measure in (None, "PersonCount") and last not in (None, *CASUALTIES):
            measure = "PersonCount" if last in ("PersonCount", "Displaced", "Detained") else "OtherCount"
        if measure is None and last in CASUALTIES and _is_restated(clauses, number):
            measure = last  # "reported four injured; the governor later spoke of seven"
        last = measure or last
        if measure is None and (_is_countable(clauses, number, cues) or tallied(clauses, number, cues) is not None):
            measure = ""
        if measure is None or _is_subset(clauses, number, cues):
            continue
        if measure in ("PersonCount", "OtherCount") and _is_definite_pair(clauses, number):
            continue
        if measure == "PersonCount" and number.value in ("0", "1"):
            continue
        yield number, measure
        if measure in ("MissileCount", "DroneCount", "OtherCount"):
            yield from _single_arms(clauses, number, cues)
    harms = [m for m in cues.measures if m.name in CASUALTIES]
    for i in range(len(clauses.tokens)):
        measure = _of_verb(clauses, i, cues) if clauses.tokens[i].upos == "VERB" else None
        if measure in CASUALTIES:
            victims = _single_victims(clauses, i, cues)
            if victims:
                yield _as_number(clauses, victims, str(len(victims))), measure
        nouns = [m.name for m in harms if clauses.lemma(i) in m.nouns][:1]
        if clauses.lemma(i) in cues.number_guards["casualties"]:
            nouns = list(CASUALTIES)
        if nouns and any(
            clauses.word(c) == "no" for top in (i, clauses.tokens[i].head) for c in _determiners(clauses, top)
        ):
            yield from ((_as_number(clauses, [i], "0"), noun) for noun in nouns)


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
    toll = any(clauses.lemma(w) in cues.number_guards["toll"] for w in _around(clauses, number))
    if toll and not _is_thing(clauses, number, cues):
        return "Killed"
    if number.noun is None:
        return "PersonCount" if _is_crowd(clauses, number) else None
    kind = cues.counted.get(clauses.lemma(number.noun)) or cues.counted.get(clauses.tokens[number.noun].lemma)
    if kind == "person":
        return _of_things(clauses, number, cues) or "PersonCount"
    word = clauses.word(number.noun)
    if clauses.tokens[number.noun].xpos == "NNPS" and word.endswith(tuple(cues.number_guards["people_endings"])):
        return "PersonCount"  # "15 Cubans", not "four Typhoons"
    talked = any(clauses.lemma(c) in cues.number_guards["talked"] for c in clauses.find(number.noun, "nmod"))
    return "OtherCount" if kind == "weapon" and not talked else None


def _is_crowd(clauses: Clauses, number: Number) -> bool:
    """Tell whether a bare round number does something itself: "tens of thousands marched"."""
    subject = next((i for i in (number.first, number.last) if clauses.dep(i) == "nsubj"), None)
    bare = subject is not None and number.comparator == "AtLeast" and number.currency is None
    return bare and subject is not None and clauses.tokens[clauses.tokens[subject].head].upos == "VERB"


def _of_things(clauses: Clauses, number: Number, cues: Cues) -> str | None:
    """Return the measure of "two others" that are things: "two missiles hit the port and two others fell"."""
    if number.noun is None or clauses.word(number.noun) != "others":
        return None
    before = (i for i in range(number.first - 1, -1, -1) if clauses.find(i, "nummod"))
    thing = next((i for i in before if clauses.tokens[i].upos in ("NOUN", "PROPN")), None)
    if thing is None:
        return None
    arms = [
        m.name for m in cues.measures if m.name in ("MissileCount", "DroneCount") and clauses.lemma(thing) in m.nouns
    ]
    return arms[0] if arms else "OtherCount" if cues.counted.get(clauses.lemma(thing)) == "weapon" else None


def _is_part(clauses: Clauses, number: Number) -> bool:
    """Tell whether a number counts some of what was counted before: "85 drones, 61 of which were shot down"."""
    return number.noun is not None and clauses.word(number.noun) in RELATIVES


def _is_mixed(clauses: Clauses, number: Number, cues: Cues) -> bool:
    """Tell whether one figure counts dead and hurt together: "more than 60 killed and injured", "60 casualties"."""
    if number.noun is not None and clauses.lemma(number.noun) in cues.number_guards["casualties"]:
        return True
    found = []
    for i in range(number.last + 1, min(number.last + 6, len(clauses.tokens))):
        harm = _of_verb(clauses, i, cues) or next(
            (m.name for m in cues.measures if clauses.word(i) in m.adjectives), None
        )
        if harm in CASUALTIES:
            found.append((i, harm))
        elif clauses.tokens[i].upos == "NUM":
            break
    pairs = pairwise(found)
    return any(b - a == 2 and clauses.word(a + 1) in ("and", "or") and x != y for (a, x), (b, y) in pairs)


def _is_countable(clauses: Clauses, number: Number, cues: Cues) -> bool:
    """Tell whether a number counts things of a kind, neither a time nor a unit nor something abstract."""
    if number.noun is None or number.value in ("0", "1") or "." in number.value:
        return False
    lemma = clauses.lemma(number.noun)
    noun = clauses.tokens[number.noun].upos == "NOUN"
    return (
        noun and cues.counted.get(lemma) not in ("time", "other_units") and lemma not in cues.number_guards["abstract"]
    )


def tallied(clauses: Clauses, number: Number, cues: Cues) -> int | None:
    """Return the noun that a number tallies though it does not stand before it.

    "Raids -- eight in two days", "by 60 votes to 12".
    """
    if number.noun is not None:
        return None
    head = clauses.tokens[number.first].head
    if head >= 0 and clauses.lemma(head) in cues.number_guards["ballots"]:
        return head if set(clauses.marks(number.first)) & {"to", "against"} else None
    mark, noun = number.first - 1, number.first - 2
    apart = noun >= 0 and clauses.tokens[mark].upos == "PUNCT" and clauses.words[mark] not in (",", "'", '"')
    loose = clauses.dep(number.first) in ("parataxis", "appos", "dep", "list")
    return noun if apart and loose and clauses.tokens[noun].xpos in ("NNS", "NNPS") else None


def _is_thing(clauses: Clauses, number: Number, cues: Cues) -> bool:
    """Tell whether what is counted cannot be a victim."""
    kinds = ("weapon", "goods", "group", "time", "other_units")
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
            if dep == "nmod" and "of" in clauses.marks(current):  # "the massacre of 26 people"
                acted = next((m.name for m in cues.measures if clauses.lemma(head) in _acts(m.name, cues)), None)
                if acted is not None:
                    return acted
            losing = clauses.lemma(head) in cues.number_guards["losing"] and _of_pair(clauses, head, cues) is not None
            dying = losing or clauses.lemma(head) in cues.number_guards["dying"]
            passive = dep == "nsubj:pass" or (dep == "nsubj" and dying)
            if clauses.tokens[head].upos in ("VERB", "AUX", "ADJ", "NOUN") and (passive or dep in ("obj", "xcomp")):
                return _of_verb(clauses, head, cues)
            reduced = dep == "nsubj" and clauses.tokens[head].xpos == "VBN" and not clauses.find(head, "obj")
            if reduced:  # a participle the parser took for a past tense: "eight killed in raid"
                return _of_verb(clauses, head, cues)
            break
    return None


def _acts(measure: str, cues: Cues) -> frozenset[str]:
    """Return the nouns that do to the people behind "of" what a measure counts."""
    return cues.number_guards.get(f"of_{measure.lower()}", frozenset())


def _of_verb(clauses: Clauses, verb: int, cues: Cues) -> str | None:
    """Return what a verb does to those it counts: itself, with a particle ("gun down") or result ("shoot dead")."""
    lemma = clauses.lemma(verb)
    keys = {lemma, *(f"{lemma} {clauses.word(p)}" for p in clauses.find(verb, "compound:prt"))}
    results = {clauses.word(c) for c in clauses.find(verb, "xcomp", "advmod", "obl", "amod") if c > verb}
    for m in cues.measures:
        if keys & m.verbs or (lemma in cues.number_guards["resulting"] and results & m.adjectives):
            return m.name
    paired = _of_pair(clauses, verb, cues)
    if paired is not None:
        return paired
    if clauses.tokens[verb].upos == "VERB" and not clauses.find(verb, "obj"):
        for c in clauses.find(verb, "conj"):  # "were shot and killed"
            if not clauses.find(c, "nsubj", "obj") and clauses.tokens[c].upos == "VERB":
                return _of_verb(clauses, c, cues)
    return None


def _of_pair(clauses: Clauses, verb: int, cues: Cues) -> str | None:
    """Return what a verb does together with a noun: "lost their lives", "put to death"; "doctors treated"."""
    lemma = clauses.lemma(verb)
    beside = {f"{lemma} {clauses.lemma(c)}" for c in clauses.find(verb, "obj", "obl", "xcomp")}
    beside |= {f"{clauses.lemma(c)} {lemma}" for c in clauses.find(verb, "nsubj")}
    return next((m.name for m in cues.measures if beside & m.pairs), None)


def _is_restated(clauses: Clauses, number: Number) -> bool:
    """Tell whether a bare number is what somebody reports: "spoke of seven"."""
    head = clauses.tokens[number.first].head
    bare = number.noun is None and clauses.dep(number.first) in ("obj", "obl")
    return bare and head >= 0 and head in clauses.saying


def _single_arms(clauses: Clauses, number: Number, cues: Cues) -> Iterator[tuple[Number, str]]:
    """Yield the single missile or drone named beside counted ones: "a ballistic missile and 85 drones"."""
    if number.noun is None:
        return
    beside = [*clauses.find(number.noun, "conj")]
    if clauses.dep(number.noun) == "conj":
        beside.append(clauses.tokens[number.noun].head)
    for i in beside:
        single = any(clauses.word(d) in ("a", "an") for d in clauses.find(i, "det"))
        measure = next((m.name for m in cues.measures if clauses.lemma(i) in m.nouns), None)
        if single and measure in ("MissileCount", "DroneCount"):
            yield _as_number(clauses, [i], "1"), measure


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
        other = clauses.word(v) in ("second", "third", "fourth") and token.upos in ("ADJ", "NOUN")
        counted = counted or (other and bool(clauses.find(v, "det")) and token.xpos != "NNS")
        named = any(c in persons for c in clauses.find(v, "appos", "flat", "nmod:desc"))
        if clauses.find(v, "nummod") or not (counted or (v in persons and token.upos == "PROPN")):
            return []
        back = set() if named else {"the", "this", "that"}
        if {clauses.word(d) for d in clauses.find(v, "det")} & ({"no", "every", "each", "any"} | back):
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
