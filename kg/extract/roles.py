"""Who did it to whom, where and with what: the roles of each trigger, filled with the article's referents.

The shared scorer proposes, the parse repairs (coordination, control, passives, relative and participial clauses,
possessives), the type's own nature settles what is left (in a meeting every party is an actor).
"""

from collections.abc import Iterable, Sequence

from kg.extract.layers import Referents, Trigger
from kg.extract.parties import Parties
from kg.language.analysis import Analysis, Sentence
from kg.ontology.reading import Reading, load_reading
from kg.ontology.types import Ontology
from kg.records import Role

ROLES = ("actor", "recipient", "place", "origin", "topic", "instrument")
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
        for trigger, found in zip(group, _scored(sentence, group, reading.role), strict=True):
            proposals[index, trigger.token] = found
        repair_roles(sentence, group, proposals)
    cast = _Cast(referents, parties, ontology, reading)
    for trigger in sorted(triggers, key=lambda t: (t.sentence, t.token)):
        sentence = analysis.sentences[trigger.sentence]
        roles = cast.fill(sentence, trigger, proposals[trigger.sentence, trigger.token])
        if ontology.types[trigger.type].reciprocal:
            parties.note(trigger.sentence, trigger.token, [r.filler for r in roles if r.name == "actor"])
        filled[trigger.sentence, trigger.token] = roles
    return tuple(filled[t.sentence, t.token] for t in triggers)


def _scored(sentence: Sentence, triggers: Sequence[Trigger], threshold: float) -> list[list[Proposal]]:
    """Return for each trigger the (role, word, probability) above the threshold."""
    if sentence.signals is None:
        return [[] for _ in triggers]
    names = sentence.signals.role_names
    found = []
    for trigger, row in zip(triggers, sentence.signals.roles([t.token for t in triggers]), strict=True):
        best = row[:, 1:].argmax(1) + 1
        found.append(
            [
                (names[j], word, float(row[word, j]))
                for word, j in enumerate(best.tolist())
                if not trigger.first <= word <= trigger.last and row[word, j] > threshold and names[j] in ROLES
            ]
        )
    return found


def repair_roles(
    sentence: Sentence, triggers: Sequence[Trigger], proposals: dict[tuple[int, int], list[Proposal]]
) -> None:
    """Add to the proposals of one sentence what its parse makes unmistakable and the scorer left out."""
    evoked = {t.token for t in triggers}
    for trigger in triggers:
        mine = proposals[sentence.index, trigger.token]
        mine += _conjuncts(sentence, mine, evoked)
    for trigger in triggers:
        mine = proposals[sentence.index, trigger.token]
        for role, word in _syntactic(sentence, trigger.token):
            if not any(r == role for r, _, _ in mine) and not any(w == word for _, w, _ in mine):
                mine.append((role, word, 0.3))


def _conjuncts(sentence: Sentence, proposed: Iterable[Proposal], evoked: set[int]) -> list[Proposal]:
    """Return the other members of a coordination one of whose members fills a role: "France, Germany and Poland"."""
    have = {w for _, w, _ in proposed}
    added: list[Proposal] = []
    for role, word, score in list(proposed):
        first = word
        while sentence.tokens[first].dep == "conj":
            first = sentence.tokens[first].head
        group = [first, *(i for i, t in enumerate(sentence.tokens) if t.dep == "conj" and t.head == first)]
        nominal = {"NOUN", "PROPN", "PRON", "ADJ"}
        for other in group:
            if other in have or other in evoked or sentence.tokens[other].upos not in nominal:
                continue
            if sentence.tokens[other].upos == "ADJ" and sentence.tokens[word].upos != "ADJ":
                continue
            have.add(other)
            added.append((role, other, score * 0.9))
    return added


def _syntactic(sentence: Sentence, token: int) -> list[tuple[str, int]]:
    """Return (role, word) read from the parse alone: subject, passive subject and agent, clause heads."""
    tokens = sentence.tokens
    found: list[tuple[str, int]] = []
    word = tokens[token]
    for i, other in enumerate(tokens):
        if other.head != token:
            continue
        if other.dep == "nsubj":
            found.append(("actor", i))
        elif other.dep == "nsubj:pass":
            found.append(("recipient", i))
        elif other.dep == "obl:agent":
            found.append(("actor", i))
    if word.upos == "VERB" and not any(r == "actor" for r, _ in found):
        subject = _inherited_subject(sentence, token)
        if subject is not None and not any(
            tokens[i].dep == "nsubj:pass" and tokens[i].head == token for i in range(len(tokens))
        ):
            found.append(("actor", subject))
    return found


def _inherited_subject(sentence: Sentence, token: int) -> int | None:
    """Return the subject a verb shares with the clause above: coordination, control, participles."""
    tokens = sentence.tokens
    at = token
    for _ in range(4):
        word, above = tokens[at], tokens[at].head
        if above < 0:
            return None
        if word.dep in ("acl", "acl:relcl"):
            return above if word.xpos in ("VBG", "VBD", "VBZ", "VBP") and word.dep == "acl" else None
        if word.dep not in ("conj", "xcomp", "advcl", "ccomp") or word.dep == "ccomp":
            return None
        if word.dep == "advcl" and word.xpos != "VBG" and not _is_infinitive(sentence, at):
            return None
        if word.dep == "xcomp":
            controlled = next((i for i, t in enumerate(tokens) if t.head == above and t.dep in ("obj", "iobj")), None)
            if controlled is not None and tokens[controlled].upos in ("PROPN", "PRON", "NOUN"):
                return controlled
        subject = next((i for i, t in enumerate(tokens) if t.head == above and t.dep in ("nsubj", "nsubj:pass")), None)
        if subject is not None:
            return subject
        at = above
    return None


def _is_infinitive(sentence: Sentence, token: int) -> bool:
    return any(t.head == token and t.dep == "mark" and t.lemma == "to" for t in sentence.tokens)


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
                if not self.suits(name, filler, sentence, word):
                    continue
                if score > best.get(filler, (0.0, "", 0))[0]:
                    best[filler] = (score, name, word)
        roles = []
        for filler, (_, role, word) in best.items():
            start, end = self.span(filler, sentence, word)
            for name in roles_by_class(role, trigger.type, self.known[filler].type, self.ontology, self.reading):
                roles.append(Role(name, filler, start, end))
        return tuple(sorted(roles, key=lambda r: (ROLES.index(r.name), r.start, r.filler)))

    def fillers(self, sentence: Sentence, word: int) -> tuple[str, ...]:
        """Return the referents a word stands for: the parties of a plural description, else its own."""
        members = self.parties.members(sentence, word)
        if members:
            return members
        one = referent_of(sentence, word, self.referents)
        return (one,) if one is not None else ()

    def suits(self, role: str, filler: str, sentence: Sentence, word: int) -> bool:
        """Tell whether what has no name may fill a role: places where, weapons with what, people who and whom."""
        referent = self.known[filler]
        if any(m.kind == "name" for m in referent.mentions):
            return True
        kind = referent.type
        if kind == "Group":
            if role not in ("actor", "recipient") or not self.parties.is_people(sentence.tokens[word].lemma):
                return False
            counted = any(t.head == word and t.dep == "nummod" for t in sentence.tokens)
            return not (role == "recipient" and counted)
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
