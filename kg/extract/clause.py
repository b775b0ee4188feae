"""A sentence's parse as clauses: who governs whom, whose subject is whose, where a clause begins and ends.

Knows Universal Dependencies and the parser's habitual mistakes with joined verbs; of words only the verbs of saying.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from kg.extract.asides import find_asides
from kg.extract.attachment import (
    attach_charges,
    attach_complements,
    attach_gaps,
    attach_help,
    attach_lists,
    attach_main_verbs,
    attach_readiness,
    attach_reports,
    attach_returns,
    attach_sayings,
)
from kg.extract.repairs import repair_saying
from kg.language.analysis import Sentence, Token
from kg.ontology.cues import Cues
from kg.records import Span

RELATIVE = frozenset(("who", "which", "that", "whom", "whose", "whoever"))
FINITE = ("VBD", "VBZ", "VBP", "MD")
VERBS = ("VERB", "AUX")
PERFECT = frozenset(("have", "has", "had", "'ve"))
_MOST_KEPT = 512
_KEPT: dict[int, "Clauses"] = {}  # by identity; each holds its sentence, so an identity is never another sentence's


@dataclass(frozen=True, slots=True)
class Clauses:
    """One parsed sentence with its children lists; build it with `read_clauses`."""

    sentence: Sentence
    tokens: tuple[Token, ...]  # those of the sentence, with heads repaired
    below: tuple[tuple[int, ...], ...]
    saying: frozenset[int]  # the verbs that can report what somebody says
    words: tuple[str, ...]  # lower-case forms with straight apostrophes
    lemmas: tuple[str, ...]  # lower-case
    deps: tuple[str, ...]  # relations without subtypes
    asides: tuple[tuple[int, int], ...]  # pairs of dashes or brackets round somebody's full report

    def lemma(self, i: int) -> str:
        """Return the lower-case lemma of a word."""
        return self.lemmas[i]

    def word(self, i: int) -> str:
        """Return the lower-case form of a word, with straight apostrophes."""
        return self.words[i]

    def dep(self, i: int) -> str:
        """Return the relation of a word to its governor, without the subtype."""
        return self.deps[i]

    def find(self, i: int, *relations: str) -> tuple[int, ...]:
        """Return the children of a word that stand in one of the relations; a subtype is matched when asked for."""
        return tuple(c for c in self.below[i] if self.deps[c] in relations or self.tokens[c].dep in relations)

    def marks(self, i: int) -> tuple[str, ...]:
        """Return the conjunctions and prepositions that introduce a word."""
        return tuple(self.words[c] for c in self.below[i] if self.deps[c] in ("mark", "case"))

    def is_predicate(self, i: int) -> bool:
        """Tell whether a word heads a clause: a verb, or anything with a copula or a subject."""
        return self.tokens[i].upos in ("VERB", "AUX") or bool(self.find(i, "cop", "nsubj", "csubj"))

    def subtree(self, i: int) -> tuple[int, ...]:
        """Return a word and everything below it, in order."""
        out, todo = [], [i]
        while todo:
            at = todo.pop()
            out.append(at)
            todo.extend(self.below[at])
        return tuple(sorted(out))

    def span(self, words: tuple[int, ...]) -> Span:
        """Return the stretch of text from the first to the last of some words."""
        return Span(self.tokens[min(words)].start, self.tokens[max(words)].end)

    def path(self, i: int) -> tuple[int, ...]:
        """Return a word and its governors up to the root."""
        out = [i]
        while self.tokens[out[-1]].head >= 0 and len(out) <= len(self.tokens):
            out.append(self.tokens[out[-1]].head)
        return tuple(out)

    def parted(self, a: int, b: int) -> bool:
        """Tell whether two words that head clauses belong to sentences of their own: a semicolon, dashes round one."""
        low, high = min(a, b), max(a, b)
        if any((first < a < last) != (first < b < last) for first, last in self.asides):
            return True
        return self.dep(a) in ("conj", "parataxis", "ccomp", "dep") and any(
            t.text == ";" for t in self.tokens[low + 1 : high]
        )

    def subject(self, i: int) -> int | None:
        """Return who does what a word says: its subject, agent, possessor, or the subject it shares; None if unsaid."""
        if "as" in self.marks(i) and self.tokens[i].head >= 0:  # "was quoted as saying", "quotes him as saying"
            head = self.tokens[i].head
            for c in (*self.find(head, "nsubj:pass"), *self.find(head, "obj")):
                return c
        if self.tokens[i].upos in VERBS and self.find(i, "aux:pass"):
            return self._own_subject(i)  # "was asked to join", "having been promised land": whoever asked is not named
        if self._is_let(i):
            return self.subject(self.tokens[i].head)
        seen: set[int] = set()
        at: int | None = i
        while at is not None and at not in seen:
            seen.add(at)
            found = self._patient(at) if at != i and self._is_active(i) else None
            if found is None:
                found = self._own_subject(at)
            if found is None:
                found = self._controller(at)
            if found is not None:
                return found
            at = self._shared_with(at)
        return None

    def source(self, i: int) -> int | None:
        """Return whose saying, wish or plan a word is: the subject of a verb, the author or issuer of a noun."""
        if self.tokens[i].upos not in ("NOUN", "PROPN"):
            return self.subject(i)
        author = self._author(i)
        shared = not self.find(i, "det")  # "Israeli threats and demands", not "the Israeli threats and the demand"
        while author is None and self.dep(i) == "conj" and self.tokens[i].head >= 0:
            i = self.tokens[i].head
            author = self._author(i) if shared else None
        head = self.tokens[i].head
        issued = self.tokens[i].dep in ("obj", "obl", "nsubj:pass") and head >= 0 and self.tokens[head].upos == "VERB"
        return self.subject(head) if author is None and issued else author

    def _is_let(self, i: int) -> bool:
        """Tell whether a verb stands in "let them know": whoever lets them know is who tells."""
        head = self.tokens[i].head
        return self.dep(i) in ("ccomp", "xcomp") and head >= 0 and self.lemma(head) == "let"

    def _is_active(self, i: int) -> bool:
        """Tell whether a verb tells what its subject does: not the bare participle of a shared passive."""
        token = self.tokens[i]
        return (
            token.upos in VERBS and not self.find(i, "aux:pass") and (token.xpos != "VBN" or bool(self.find(i, "aux")))
        )

    def _patient(self, i: int) -> int | None:
        """Return the subject of a passive: "was asked and said no" makes the one asked the one who said it."""
        patients = self.find(i, "nsubj:pass")
        if not patients or (self.word(patients[0]) in RELATIVE and self.dep(i) == "acl"):
            return self.antecedent(i) if patients else None
        return patients[0]

    def _own_subject(self, i: int) -> int | None:
        if self.tokens[i].upos in ("NOUN", "PROPN") and not self.find(i, "cop"):
            return self._author(i)
        passive = bool(self.find(i, "nsubj:pass", "aux:pass"))
        agents = [o for o in self.find(i, "obl") if "by" in self.marks(o)]
        if passive or (self.tokens[i].xpos == "VBN" and self.dep(i) in ("acl", "advcl") and not self.find(i, "aux")):
            return agents[0] if agents else None
        subjects = [s for s in self.find(i, "nsubj") if self.tokens[s].dep != "nsubj:pass"]
        if subjects:  # of two, the parser's mistake, the nearer one
            s = max((s for s in subjects if s < i), default=subjects[0])
            if self.word(s) in RELATIVE and self.tokens[s].upos in ("PRON", "DET", "SCONJ"):
                return self.antecedent(i)
            return s
        if self.dep(i) == "acl" and self.tokens[i].xpos == "VBG" and not self.find(i, "mark"):
            return self.tokens[i].head  # "protesters demanding", "a letter accusing"
        if self.dep(i) == "acl" and self.tokens[i].dep == "acl:relcl" and not subjects:
            return None
        return agents[0] if agents else None

    def antecedent(self, i: int) -> int | None:
        """Return the noun that the relative clause around a word describes; None outside relative clauses."""
        for at in self.path(i):
            if self.dep(at) == "acl":
                return self.tokens[at].head
            if self.dep(at) not in ("conj", "xcomp", "cop", "aux"):
                return None
        return None

    def _author(self, i: int) -> int | None:
        """Return the one whose claim, call or plan a noun is: possessor, "by X", demonym before it, or "of X"."""
        for c in self.find(i, "nmod:poss"):
            return self.antecedent(self.tokens[i].head) if self.word(c) == "whose" else c
        for c in self.find(i, "nmod"):
            if {"by", "from"} & set(self.marks(c)):
                return c
        for c in self.below[i]:
            before = c < i and self.dep(c) in ("amod", "compound", "nmod") and not self.marks(c)
            if before and self.tokens[c].text[:1].isupper():
                return c
        return None

    def _controller(self, i: int) -> int | None:
        """Return the object of the verb above when it is the doer: "urged him to go", "accused him of lying"."""
        head = self.tokens[i].head
        if head < 0 or self.tokens[i].upos not in VERBS or self.tokens[i].dep not in ("xcomp", "advcl"):
            return None
        marks = set(self.marks(i))
        if marks & {"of", "for", "from", "against"} or (self.dep(i) == "xcomp" and "to" in marks):
            for c in self.find(head, "obj"):
                return c
        return None

    def _shared_with(self, i: int) -> int | None:
        """Return the word whose subject a word without one shares."""
        head, dep = self.tokens[i].head, self.dep(i)
        if head < 0:
            return None
        if dep == "conj":
            joined = self.true_conjunct(i, head)
            return head if joined is None else joined
        if dep in ("xcomp", "parataxis", "advcl"):
            return head
        if dep in ("obj", "obl") and self.tokens[i].upos == "NOUN" and self.tokens[head].upos == "VERB":
            return head  # "issued a threat": the threat is the issuer's
        if dep == "acl" and self.tokens[i].xpos == "VBG":
            return None
        return None

    def tense(self, i: int) -> tuple[str, ...]:
        """Return what carries the tense of a verb: the tags of the verb or its auxiliaries; empty for an infinitive."""
        helpers = tuple(self.word(w) for w in self.find(i, "aux") if self.tokens[w].xpos in FINITE)
        if helpers:
            return ("aux", *helpers)
        return tuple(
            self.tokens[w].xpos for w in (i, *self.find(i, "cop", "aux:pass")) if self.tokens[w].xpos in FINITE
        )

    def _first_tense(self, i: int) -> tuple[str, ...]:
        """Return the tense of a verb, or of the first of the verbs it is joined to where it has none of its own."""
        while not self.tense(i) and self.dep(i) == "conj" and self.tokens[i].head >= 0:
            i = self.tokens[i].head
        return self.tense(i)

    def true_conjunct(self, at: int, head: int) -> int | None:
        """Return the verb above that a verb is really joined to, when the parse joins it to the one below; else None.

        "demanded that they leave and rejected ...": rejecting goes with demanding, not with leaving. So does a verb
        of saying that has the tense of the saying verb above: "said that they had left and blamed the rebels".
        """
        if self.tokens[at].upos not in VERBS or self.find(at, "mark"):
            return None
        own, below = self.tense(at), self._first_tense(head)
        subjects = self.find(at, "nsubj")
        # "said that they had left, and the army blamed ..."
        apart = bool(subjects) and below != own and any(self.word(c - 1) == "," for c in self.find(at, "cc") if c)
        if not own or (subjects and not apart):
            return None
        path = self.path(head)
        for child, above in pairwise(path):
            if self.parted(child, above):
                return None  # "the army reported ten dead; Kassem spoke of five and condemned it": two speakers
            clausal = self.dep(child) in ("ccomp", "xcomp", "advcl", "parataxis")
            if self.tokens[above].upos not in VERBS or not clausal or above > at:
                continue  # a verb of saying that comes last reports all the joined verbs before it
            tense = self.tense(above)
            if not tense:
                continue
            if apart and tense != own:
                return None
            # "said they had left and fled": in a perfect the second verb may be a participle like the first
            other = below != own and not (set(below) & PERFECT and not subjects)
            if not below or (tense == own and (other or at in self.saying)):
                return above
            return None
        return None


def read_clauses(sentence: Sentence, cues: Cues) -> Clauses:
    """Return the clause view of a sentence, its parse repaired around verbs of saying.

    The layers ask for the same sentences again and again, so the last ones are kept.
    """
    kept = _KEPT.get(id(sentence))
    if kept is not None and kept.sentence is sentence:
        return kept
    if len(_KEPT) >= _MOST_KEPT:
        _KEPT.clear()
    made = _KEPT[id(sentence)] = _make(sentence, cues)
    return made


def _make(sentence: Sentence, cues: Cues) -> Clauses:
    mended = tuple(_mend(t, cues) if t.upos in VERBS else t for t in sentence.tokens)
    mended = attach_gaps(attach_returns(attach_reports(mended, cues.says)), cues.rebutting)
    mended = attach_lists(attach_help(attach_readiness(attach_main_verbs(mended)), cues.helping))
    mended = attach_charges(attach_complements(mended, cues.nouns), cues.verbs, cues.nouns)
    saying = frozenset(i for i, t in enumerate(mended) if t.upos in VERBS and cues.says(t.lemma))
    named = frozenset(i for n in sentence.names for i in range(n.first, n.last + 1))
    tokens = repair_saying(attach_sayings(mended, saying), saying, cues.inverting, named)
    below: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if 0 <= token.head < len(tokens):
            below[token.head].append(i)
    return Clauses(
        sentence,
        tokens,
        tuple(tuple(c) for c in below),
        saying,
        tuple(t.text.lower().replace("’", "'") for t in tokens),
        tuple(t.lemma.lower() for t in tokens),
        tuple(t.dep.partition(":")[0] for t in tokens),
        tuple(find_asides(tokens, saying)),
    )


def _mend(token: Token, cues: Cues) -> Token:
    lemma = cues.verb_lemma(token.text.lower(), token.lemma.lower())
    # "overran", "retook": a rare past form tagged as a present one
    xpos = "VBD" if token.xpos in ("VBP", "VBZ") and token.text.lower() in cues.irregular else token.xpos
    return token if (lemma, xpos) == (token.lemma, token.xpos) else replace(token, lemma=lemma, xpos=xpos)
