"""Plural descriptions that stand for parties named before: "the two presidents", "both sides", "the pair", "they".

Remembers who was named together (by "and", or as the parties of a meeting or call) and answers for later words.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from kg.extract.layers import Referents
from kg.language.analysis import Analysis, Sentence
from kg.ontology.reading import Reading

_PERSON = "Person"
_GROUND = ("City", "Region", "District", "Facility", "Place")  # where things happen, no parties to them
_REACH = 12  # sentences back a description may point; pronouns reach the sentence before
_NEAR = 2  # sentences back in which countries named together are meant, whoever else the text pairs
_PRONOUNS = {"they", "them", "their", "both", "each"}


class Parties:
    """The sets of parties an article has named together, in order of the text."""

    def __init__(
        self,
        analysis: Analysis,
        referents: Referents,
        reading: Reading,
        is_people: Callable[[str], bool],
        states: Mapping[str, str],
    ) -> None:
        """Take what tells a noun for people from other nouns, and the state (a referent) each leader leads."""
        self._states = states
        self._analysis, self._referents, self._reading, self._is_people = analysis, referents, reading, is_people
        self._types = {r.id: r.type for r in referents.referents}
        self._named = {r.id for r in referents.referents if any(m.kind == "name" for m in r.mentions)}
        self._sets: list[tuple[int, int, tuple[str, ...], bool]] = []  # sentence, token, ids, met
        self._dealings: list[tuple[int, int, tuple[str, ...]]] = []  # sentence, token, two countries
        for sentence in analysis.sentences:
            if sentence.zone not in ("headline", "heading", "caption", "credit"):
                self._note_coordinations(sentence)

    def is_people(self, noun: str) -> bool:
        """Tell whether a noun means people or bodies of people."""
        return self._is_people(noun)

    def state_of(self, person: str) -> str | None:
        """Return the referent of the state a person leads; None for everybody else."""
        return self._states.get(person)

    def leader_of(self, state: str) -> str | None:
        """Return the one referent who leads a state (a referent); None where the article has none or several."""
        leaders = [person for person, led in self._states.items() if led == state]
        return leaders[0] if len(leaders) == 1 else None

    def note(self, sentence: int, token: int, ids: Iterable[str], met: bool = True) -> None:
        """Remember parties that met, spoke or agreed at a trigger, or were only named together.

        Sets of one or of unlike parties are not kept.
        """
        kept = tuple(dict.fromkeys(i for i in ids if i in self._named))
        people = tuple(i for i in kept if self._types[i] == _PERSON)
        others = tuple(i for i in kept if self._types[i] not in (_PERSON, *_GROUND))
        for group in (people, others):
            if len(group) > 1:
                self._sets.append((sentence, token, group, met))

    def note_deed(self, sentence: int, token: int, doers: Iterable[str], sufferers: Iterable[str]) -> None:
        """Remember the two countries of what one does to the other: after "Peru attacked Chile" they are "the two"."""
        doing, suffering = (tuple(dict.fromkeys(ids)) for ids in (doers, sufferers))
        pair = (*doing, *suffering)
        if len(doing) == len(suffering) == 1 and pair[0] != pair[1] and all(self._types[i] == "Country" for i in pair):
            self._dealings.append((sentence, token, pair))

    def members(self, sentence: Sentence, token: int) -> tuple[str, ...]:
        """Return the parties a plural word stands for, () when it is no such word or nobody was named together."""
        word = sentence.tokens[token]
        if word.upos == "PRON" or word.text.lower() in _PRONOUNS:
            return self._of_pronoun(sentence, token) if word.text.lower() in _PRONOUNS else ()
        lemma = word.lemma.lower()
        reading = self._reading
        people, states = lemma in reading.plural_people, lemma in reading.plural_states
        if not (people or states) or not self._is_bare(sentence, token):
            return ()
        if word.xpos not in ("NNS", "NNPS") and lemma not in reading.pairs:
            return ()  # "the government" is one
        two = lemma in reading.pairs or any(
            t.head == token and t.text.lower() in ("two", "both") for t in sentence.tokens
        )
        definite = any(
            t.head == token and t.dep == "det" and t.text.lower() in ("the", "both", "each") for t in sentence.tokens
        )
        if not two and not definite:
            return ()
        kind = None if lemma in reading.either else people
        if lemma in reading.states_only:
            return self._countries(sentence.index, token, two)
        led, sides = lemma in reading.heads_of_state, lemma in reading.either
        return self._latest(sentence.index, token, _REACH, kind, two, led, sides)

    def _is_bare(self, sentence: Sentence, token: int) -> bool:
        """Tell whether a description names nobody itself: not "leaders of Germany", "NATO leaders"."""
        for i, t in enumerate(sentence.tokens):
            inside = t.head == token and t.dep.split(":")[0] in ("nmod", "compound", "amod", "acl", "appos")
            if inside and ((sentence.index, i) in self._referents.at or t.dep in ("nmod", "acl:relcl")):
                return False
        return True

    def _of_pronoun(self, sentence: Sentence, token: int) -> tuple[str, ...]:
        known = self._referents.at.get((sentence.index, token))
        if known is not None and known in self._named:
            return ()
        if known is not None:
            told = self._described(known, sentence, token)
            if told:
                return told
            first = next(r for r in self._referents.referents if r.id == known).mentions[0]
            words = first.text.split()
            described = self._is_people(words[-1]) and not self._sets_named_since(first.start)
            if described:
                return ()
        return self._latest(sentence.index, token, 1, None, False)

    def _described(self, known: str, sentence: Sentence, token: int) -> tuple[str, ...]:
        """Return the parties of the description a pronoun points back to: "the two countries ... their troops"."""
        for index in (sentence.index, sentence.index - 1):
            if index < 0:
                continue
            earlier = self._analysis.sentences[index]
            for i in range(token if index == sentence.index else len(earlier.tokens), 0, -1):
                noun = i - 1
                if earlier.tokens[noun].upos == "NOUN" and self._referents.at.get((index, noun)) == known:
                    return self.members(earlier, noun)
        return ()

    def _sets_named_since(self, start: int) -> bool:
        """Tell whether parties were named together after a place in the text."""
        return any(self._analysis.sentences[at].tokens[word].start > start for at, word, *_ in self._sets)

    def _latest(
        self,
        index: int,
        token: int,
        reach: int,
        people: bool | None,
        two: bool,
        led: bool = False,
        sides: bool = False,
    ) -> tuple[str, ...]:
        """Return the set named last before a word; who met or agreed goes before who was only named together.

        Where heads of state are meant (`led`), those who lead one go before all others. Of `sides` those who lead
        states stand for them: "both sides" of the presidents' talks are their countries.
        """
        best: tuple[tuple[bool, bool, bool, int, int], tuple[str, ...]] | None = None
        for at, word, ids, met in self._sets:
            if (at, word) >= (index, token) or index - at > reach:
                continue
            fit = (self._as(ids, False) if sides else ()) or self._as(ids, people)
            if len(fit) < 2 or (two and len(fit) != 2):
                continue
            meant = led and fit == ids and all(i in self._states for i in ids)
            rank = (meant, fit == ids or sides, met, at, word)
            if best is None or rank >= best[0]:
                best = (rank, fit)
        if best is not None or not two:
            return best[1] if best is not None else ()
        fits = (self._as(ids, people) for _, _, ids, _ in self._sets)
        pairs = Counter(fit for fit in fits if len(fit) == 2)
        return max(pairs, key=lambda p: pairs[p], default=())

    def _countries(self, index: int, token: int, two: bool) -> tuple[str, ...]:
        """Return the countries named together just before a word, else those that the text so far pairs most often.

        Leaders who met stand for what they lead only in the count: who met last need not be who is told of.
        """
        stated = [(at, word, ids) for at, word, ids, _ in self._sets if all(self._types[i] == "Country" for i in ids)]
        led = [(at, word, self._as(ids, False)) for at, word, ids, _ in self._sets if self._types[ids[0]] == _PERSON]
        before = [
            (at, word, ids)
            for at, word, ids in sorted([*stated, *self._dealings, *led])
            if (at, word) < (index, token) and (len(ids) == 2 if two else len(ids) > 1)
        ]
        near = [ids for at, word, ids in before if index - at <= _NEAR and (at, word, ids) not in led]
        if near:
            return near[-1]
        often = Counter(frozenset(ids) for _, _, ids in before)
        return max(reversed(before), key=lambda b: often[frozenset(b[2])], default=(0, 0, ()))[2]

    def _as(self, ids: tuple[str, ...], people: bool | None) -> tuple[str, ...]:
        """Return a set as persons or as states: leaders stand for what they lead; () where it does not fit."""
        persons = self._types[ids[0]] == _PERSON
        if people is None or persons == people:
            return ids
        led = tuple(dict.fromkeys(s for i in ids if (s := self._states.get(i)) is not None))
        return led if persons and len(led) == len(ids) else ()

    def _note_coordinations(self, sentence: Sentence) -> None:
        """Remember names joined by "and"; countries by their adjectives too: "Russian and Ukrainian negotiators"."""
        tokens = sentence.tokens
        heads = sorted({t.head for t in tokens if t.dep == "conj"})
        for head in heads:
            group = [head, *(i for i, t in enumerate(tokens) if t.dep == "conj" and t.head == head)]
            ids = [r for i in group if (r := self._referents.at.get((sentence.index, i))) is not None]
            self.note(sentence.index, group[-1], ids, met=False)
