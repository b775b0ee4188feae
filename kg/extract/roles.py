"""Who did it to whom, where and with what: the roles of each trigger, filled with the article's referents.

The shared scorer proposes, the parse repairs (coordination, control, passives, relative and participial clauses,
possessives), the type's own nature settles what is left (in a meeting every party is an actor).
"""

from collections.abc import Iterable, Sequence

from kg.extract.layers import Referents, Trigger
from kg.extract.participants import conjuncts, examples, partners, read_participants
from kg.extract.parties import Parties
from kg.language.analysis import Analysis, Sentence
from kg.ontology.reading import Reading, load_reading
from kg.ontology.types import Ontology
from kg.records import Role

ROLES = ("actor", "recipient", "place", "origin", "topic", "instrument")
_FLOOR = 0.3  # the score of a participant read from the parse alone
_RELATIVE = {"who", "which", "that", "whom", "whose", "where"}

Proposal = tuple[str, int, float]  # role, token, probability


def fill_roles(
    analysis: Analysis,
    triggers: Sequence[Trigger],
    referents: Referents,
    parties: Parties,
    ontology: Ontology,
    reading: Reading | None = None,
) -> tuple[tuple[Role, ...], ...]:
    """Return the roles of each trigger, in the order of the triggers; a filler fills one role of an event only.

    Each role's span is the mention it was read from; `basis` is "clause".
    """
    reading = reading or load_reading()
    filled: dict[tuple[int, int], tuple[Role, ...]] = {}
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        by_sentence.setdefault(trigger.sentence, []).append(trigger)
    proposals: dict[tuple[int, int], list[Proposal]] = {}
    for index, group in by_sentence.items():
        sentence = analysis.sentences[index]
        for trigger, found in zip(group, _scored(sentence, group, ontology, reading), strict=True):
            proposals[index, trigger.token] = found
        _repair(sentence, group, proposals, ontology)
    cast = _Cast(referents, parties, ontology, reading)
    for trigger in sorted(triggers, key=lambda t: (t.sentence, t.token)):
        sentence = analysis.sentences[trigger.sentence]
        roles = cast.fill(sentence, trigger, proposals[trigger.sentence, trigger.token])
        if ontology.types[trigger.type].reciprocal:
            parties.note(trigger.sentence, trigger.token, [r.filler for r in roles if r.name == "actor"])
        filled[trigger.sentence, trigger.token] = roles
    return tuple(filled[t.sentence, t.token] for t in triggers)


def _scored(
    sentence: Sentence, triggers: Sequence[Trigger], ontology: Ontology, reading: Reading
) -> list[list[Proposal]]:
    """Return for each trigger the (role, word, probability) above the threshold.

    A noun's participants stand in its own phrase or are lent by the verb above; what lies beyond another trigger
    needs more support ("Putin discussed an end to the war": whose war is not said).
    """
    if sentence.signals is None:
        return [[] for _ in triggers]
    names = sentence.signals.role_names
    columns = [names.index(role) for role in ROLES]
    evoked = {t.token for t in triggers}
    breaks = [i for i, t in enumerate(sentence.tokens) if t.text == ";"]
    found = []
    for trigger, row in zip(triggers, sentence.signals.roles([t.token for t in triggers]), strict=True):
        shares = row[:, columns]
        present, best = shares.sum(1), shares.argmax(1)
        own = _phrase(sentence, trigger.token)
        noun = sentence.tokens[trigger.token].upos in ("NOUN", "PROPN")
        shared = ontology.types[trigger.type].reciprocal
        beyond = noun and (not shared or _passes_trigger(sentence, trigger.token, evoked))
        proposed: list[Proposal] = []
        for word, j in enumerate(best.tolist()):
            role = names[columns[j]]
            bar = reading.lent_role if beyond and word not in own else reading.role
            inside = trigger.first <= word <= trigger.last
            apart = any(min(word, trigger.token) < b < max(word, trigger.token) for b in breaks) and word not in own
            if present[word] > bar and not inside and not apart:
                proposed.append((role, word, float(present[word])))
        found.append(proposed)
    return found


def _phrase(sentence: Sentence, token: int) -> set[int]:
    """Return the words of a trigger's own phrase; a noun's relative clauses tell of other things."""
    own = set(sentence.subtree(token))
    if sentence.tokens[token].upos in ("NOUN", "PROPN"):
        for i, t in enumerate(sentence.tokens):
            if t.head == token and t.dep == "acl:relcl":
                own -= set(sentence.subtree(i))
    return own


def _passes_trigger(sentence: Sentence, token: int, evoked: set[int]) -> bool:
    """Tell whether the word or phrase governing a noun evokes an event itself."""
    at = sentence.tokens[token].head
    while at >= 0:
        if at in evoked:
            return True
        if sentence.tokens[at].upos == "VERB":
            return False
        at = sentence.tokens[at].head
    return False


def _repair(
    sentence: Sentence,
    triggers: Sequence[Trigger],
    proposals: dict[tuple[int, int], list[Proposal]],
    ontology: Ontology,
) -> None:
    """Add to the proposals of one sentence what its parse makes unmistakable and the scorer left out."""
    evoked = {t.token for t in triggers}
    for trigger in triggers:
        mine = proposals[sentence.index, trigger.token]
        mine[:] = _with_examples(sentence, mine)
        mine += _with_conjuncts(sentence, mine, evoked)
        roles, words = {r for r, _, _ in mine}, {w for _, w, _ in mine}
        if ontology.types[trigger.type].reciprocal:
            mine += [("actor", w, _FLOOR) for w in partners(sentence, trigger.token) if w not in words | evoked]
            roles, words = {r for r, _, _ in mine}, {w for _, w, _ in mine}
        for role, word in read_participants(sentence, trigger.token):
            if role not in roles and word not in words and word not in evoked:
                mine.append((role, word, _FLOOR))


def _with_examples(sentence: Sentence, proposed: Sequence[Proposal]) -> list[Proposal]:
    """Let the examples of a participant fill its role, whatever was read of them alone."""
    given: dict[int, Proposal] = {}
    for role, word, score in proposed:
        for other in examples(sentence, word):
            given[other] = (role, other, score * 0.95)
    return [*(p for p in proposed if p[1] not in given), *given.values()]


def _with_conjuncts(sentence: Sentence, proposed: Sequence[Proposal], evoked: set[int]) -> list[Proposal]:
    """Return the other members of a coordination one of whose members fills a role: "France, Germany and Poland"."""
    have = {w for _, w, _ in proposed}
    added: list[Proposal] = []
    for role, word, score in proposed:
        adjective = sentence.tokens[word].upos == "ADJ"
        for other in conjuncts(sentence, word):
            upos = sentence.tokens[other].upos
            fits = upos in ("NOUN", "PROPN", "PRON") or (upos == "ADJ" and adjective)
            if other not in have and other not in evoked and fits:
                have.add(other)
                added.append((role, other, score * 0.9))
    return added


class _Cast:
    """Turns proposed words into roles of referents."""

    def __init__(self, referents: Referents, parties: Parties, ontology: Ontology, reading: Reading) -> None:
        self.referents, self.parties, self.ontology, self.reading = referents, parties, ontology, reading
        self.known = {r.id: r for r in referents.referents}

    def fill(self, sentence: Sentence, trigger: Trigger, proposed: Iterable[Proposal]) -> tuple[Role, ...]:
        """Return the roles of a trigger; of two roles for one referent the likelier stays."""
        best: dict[str, tuple[float, str, int]] = {}
        for role, word, score in proposed:
            name = role
            if role == "recipient" and self.ontology.types[trigger.type].reciprocal:
                name = "actor"
            for filler in self.fillers(sentence, word):
                if name == "actor":
                    filler = self.acting(filler, trigger, sentence, word)
                if not self.suits(name, filler, sentence, word) or (score <= _FLOOR and not self.is_named(filler)):
                    continue
                if score > best.get(filler, (0.0, "", 0))[0]:
                    best[filler] = (score, name, word)
        roles = []
        for filler, (_, role, word) in best.items():
            start, end = self.span(filler, sentence, word)
            for name in roles_by_class(role, trigger.type, self.known[filler].type, self.ontology, self.reading):
                roles.append(Role(name, filler, start, end))
        return tuple(sorted(roles, key=lambda r: (ROLES.index(r.name), r.start, r.filler)))

    def acting(self, filler: str, trigger: Trigger, sentence: Sentence, word: int) -> str:
        """Return who acts: in an act of war that a leader is only linked to ("urged X to halt attacks"), his state."""
        referent = self.known[filler]
        warlike = any(self.ontology.is_a(trigger.type, t) for t in self.reading.acts_of_state)
        state = self.parties.state_of(filler) if warlike and referent.type == "Person" else None
        direct = sentence.tokens[word].head == trigger.token and sentence.tokens[word].dep == "nsubj"
        return filler if direct or state is None else state

    def fillers(self, sentence: Sentence, word: int) -> tuple[str, ...]:
        """Return the referents a word stands for: the parties of a plural description, else its own."""
        members = self.parties.members(sentence, word)
        if members:
            return members
        one = referent_of(sentence, word, self.referents)
        return (one,) if one is not None else ()

    def is_named(self, filler: str) -> bool:
        """Tell whether a referent has a name in this article, or is known by its people's adjective."""
        return any(m.kind in ("name", "adjective") for m in self.known[filler].mentions)

    def suits(self, role: str, filler: str, sentence: Sentence, word: int) -> bool:
        """Tell whether what has no name may fill a role: places where, weapons with what, people who and whom."""
        if self.is_named(filler):
            return True
        kind = self.known[filler].type
        if kind == "Group":
            token = sentence.tokens[word]
            if role not in ("actor", "recipient") or not (
                self.parties.is_people(token.lemma) or token.xpos in ("NNS", "NNPS")
            ):
                return False
            counted = any(t.head == word and t.dep == "nummod" for t in sentence.tokens)
            return not (role == "recipient" and counted and token.lemma.lower() in self.reading.crowd)
        if role == "instrument":
            return kind == "Weapon"
        if kind == "Weapon":
            return role == "topic"
        if role in ("place", "origin"):
            return self.ontology.is_entity(kind, "Place")
        return True

    def span(self, filler: str, sentence: Sentence, word: int) -> tuple[int, int]:
        """Return the mention a role was read from, or the word itself."""
        token = sentence.tokens[word]
        for m in self.known[filler].mentions:
            if m.start <= token.start < m.end:
                return m.start, m.end
        return token.start, token.end


def roles_by_class(role: str, kind: str, filler: str, ontology: Ontology, reading: Reading) -> tuple[str, ...]:
    """Return the roles a filler of a class fills where `role` was read: in an annexation a place is the topic too."""
    for level in (kind, *ontology.types[kind].ancestors):
        for rule in reading.role_rules:
            if rule.type == level and role in rule.source and any(ontology.is_entity(filler, c) for c in rule.classes):
                return rule.target
    return (role,)


def referent_of(sentence: Sentence, word: int, referents: Referents) -> str | None:
    """Return the referent a word stands for: its own, its antecedent in a relative clause, or the name it titles."""
    tokens = sentence.tokens
    direct = referents.at.get((sentence.index, word))
    if direct is not None:
        return direct
    token = tokens[word]
    if token.upos in ("PRON", "DET") and token.lemma.lower() in _RELATIVE:
        verb = token.head
        while verb >= 0 and tokens[verb].dep not in ("acl:relcl", "acl", "root"):
            verb = tokens[verb].head
        if verb >= 0 and tokens[verb].dep.startswith("acl"):
            return referents.at.get((sentence.index, tokens[verb].head))
        return None
    for i, other in enumerate(tokens):
        if other.head == word and other.dep in ("flat", "appos", "flat:name") and (sentence.index, i) in referents.at:
            return referents.at[sentence.index, i]
    return None
