"""The referents that fill a trigger's roles, made of the words read as its participants.

Owns what a word stands for and what suits a role; a filler fills one role of an event only.
"""

from collections.abc import Iterable, Iterator, Mapping

from kg.extract.bystanders import Proposal, strangers
from kg.extract.jointly import WE
from kg.extract.layers import Referents, Trigger
from kg.extract.participants import conjuncts, doer, name_head
from kg.extract.parties import Parties
from kg.extract.phrases import children, determiner, is_plural, preposition
from kg.language.analysis import Sentence, Token
from kg.ontology.reading import Reading
from kg.ontology.types import Ontology
from kg.records import Role

ROLES = ("actor", "recipient", "place", "origin", "topic", "instrument")
FLOOR = 0.3  # the score of a participant read from the parse alone
_RELATIVE = {"who", "which", "that", "whom", "whose", "where"}

_NOWHERE = ("Person", "LegalDocument")  # what nothing happens in, whatever was read
_HIT = ("recipient", "place", "topic")
_OWNERS = ("amod", "compound", "nmod:poss", "nmod:desc")
_TITLE = ("nmod", "compound", "amod")
_OFFICE = {"", "of", "to", "for", "'s", "’s", "'", "’"}  # what joins an office to whose it is
_LIES = ("in", "of", "at", "near", "outside", "off")

Part = tuple[float, str, int]  # probability, role, token


class Casting:
    """Turns proposed words into roles of referents."""

    def __init__(
        self,
        referents: Referents,
        parties: Parties,
        ontology: Ontology,
        reading: Reading,
        voice: tuple[str, ...] = (),
    ) -> None:
        """Take the layers below and, of a joint statement, who says "we" in it."""
        self.referents, self.parties, self.ontology, self.reading = referents, parties, ontology, reading
        self.voice = voice
        self.known = {r.id: r for r in referents.referents}

    def fill(self, sentence: Sentence, trigger: Trigger, proposed: Iterable[Proposal]) -> tuple[Role, ...]:
        """Return the roles of a trigger; of two roles for one referent the likelier stays."""
        best: dict[str, Part] = {}
        outside = strangers(sentence, trigger, self.reading)
        for role, word, score in proposed:
            if word in outside.get("", ()) or word in outside.get(role, ()):
                continue
            name = role
            if role == "recipient" and self.ontology.types[trigger.type].reciprocal:
                name = "actor"
            for filler in self.fillers(sentence, word):
                if name == "actor":
                    filler = self.acting(filler, trigger, sentence, word)
                subject = sentence.tokens[word].dep == "nsubj" and sentence.tokens[word].head == trigger.token
                wields = name == "actor" or (name == "instrument" and subject)
                if wields and self.known[filler].type == "Weapon" and self.is_warlike(trigger):
                    for owner in self.owners(sentence, word):
                        best.setdefault(owner, (FLOOR, "actor", word))
                    name = "instrument"
                if name == "actor" and self.is_warlike(trigger) and self.is_craft(filler, sentence, word):
                    for owner in self.owners(sentence, word):
                        best.setdefault(owner, (FLOOR, "actor", word))
                    continue
                if name == "actor" and self.is_warlike(trigger) and _does(sentence, trigger.token, word):
                    for state in self.state_behind(filler, sentence, word):
                        best.setdefault(state, (FLOOR, "actor", word))
                if name in _HIT and self.is_blow(trigger):
                    for owner in self.owners_of_hit(filler, trigger, sentence, word):
                        best.setdefault(owner, (FLOOR, "recipient", word))
                if not self.suits(name, filler, sentence, word) or (score <= FLOOR and not self.is_named(filler)):
                    continue
                if score > best.get(filler, (0.0, "", 0))[0]:
                    best[filler] = (score, name, word)
        best = self.untitled(sentence, best)
        for filler, word in tuple(self.nested(sentence, best)):
            best.setdefault(filler, (FLOOR, "place", word))
        roles = []
        for filler, (_, role, word) in best.items():
            start, end = self.span(filler, sentence, word)
            kind = self.known[filler].type
            for name in roles_by_class(role, trigger.type, kind, self.ontology, self.reading):
                if name not in ("place", "origin") or kind not in _NOWHERE:
                    roles.append(Role(name, filler, start, end))
        return tuple(sorted(roles, key=lambda r: (ROLES.index(r.name), r.start, r.filler)))

    def acting(self, filler: str, trigger: Trigger, sentence: Sentence, word: int) -> str:
        """Return who acts: in an act of war that a leader is only linked to ("urged X to halt attacks"), his state."""
        referent = self.known[filler]
        warlike = self.is_warlike(trigger) and referent.type == "Person"
        state = self.parties.state_of(filler) if warlike else None
        direct = sentence.tokens[word].head == trigger.token and sentence.tokens[word].dep == "nsubj"
        return filler if direct or state is None else state

    def state_behind(self, filler: str, sentence: Sentence, word: int) -> tuple[str, ...]:
        """Return the country whose forces a phrase tells: "Malian troops" are Mali's, "ethnic Malian troops" nobody's.

        Bodies with a name of their own stand for themselves.
        """
        me = self.known[filler]
        of_people = any(t.lemma.lower() in self.reading.of_people for t in sentence.tokens[max(word - 3, 0) : word])
        if me.type != "ArmedForce" or of_people or any(m.kind == "name" for m in me.mentions):
            return ()
        return self.owners(sentence, word)

    def is_craft(self, filler: str, sentence: Sentence, word: int) -> bool:
        """Tell of things that a country wages war with and that are no weapons in hand: "Kenyan jets"."""
        craft = sentence.tokens[word].lemma.lower() in self.reading.craft and not self.is_named(filler)
        return craft and bool(self.owners(sentence, word))

    def owners_of_hit(self, filler: str, trigger: Trigger, sentence: Sentence, word: int) -> tuple[str, ...]:
        """Return whose the things are that a blow hits: "struck two Kenyan positions", no people and nothing named."""
        token, me = sentence.tokens[word], self.known[filler]
        people = me.type in ("ArmedForce", "Person") or (me.type == "Group" and self.parties.is_people(token.lemma))
        told = sentence.tokens[conjuncts(sentence, word)[0]].head == trigger.token
        if token.upos != "NOUN" or people or not told or any(m.kind == "name" for m in me.mentions):
            return ()
        return self.owners(sentence, word)

    def is_blow(self, trigger: Trigger) -> bool:
        """Tell whether a trigger tells of a blow that one side of a war strikes the other."""
        return any(self.ontology.is_a(trigger.type, t) for t in self.reading.blows)

    def is_warlike(self, trigger: Trigger) -> bool:
        """Tell whether a trigger tells of an act that a state's forces do."""
        return any(self.ontology.is_a(trigger.type, t) for t in self.reading.acts_of_state)

    def owners(self, sentence: Sentence, word: int) -> tuple[str, ...]:
        """Return the countries that a noun's adjectives and owners name: "a Russian drone", "Iran's missiles"."""
        found = (self.referents.at.get((sentence.index, i)) for i in children(sentence, word, *_OWNERS))
        return tuple(f for f in found if f is not None and self.known[f].type == "Country")

    def untitled(self, sentence: Sentence, best: Mapping[str, Part]) -> dict[str, Part]:
        """Return the parts without those that a title only names: "Russian Foreign Minister Lavrov", "France's Macron".

        Nor those of a plural office whose countries take part themselves.
        """
        parts = dict(best)
        offices: set[str] = set()
        for filler, (_, role, word) in best.items():
            if any(self.is_before(sentence, (role, filler, word), (r, f, w)) for f, (_, r, w) in best.items()):
                parts.pop(filler, None)
                continue
            for head in titles_above(sentence, word):
                holder = referent_of(sentence, head, self.referents)
                if holder is None or holder == filler or best.get(holder, (0.0, "", 0))[1] != role:
                    continue
                if self.known[holder].type == "Person":
                    parts.pop(filler, None)
                elif sentence.tokens[head].lemma.lower() in self.reading.plural_people and not self.is_named(holder):
                    offices.add(holder)
        return {filler: part for filler, part in parts.items() if filler not in offices}

    def nested(self, sentence: Sentence, best: Mapping[str, Part]) -> Iterator[tuple[str, int]]:
        """Yield the places that a place lies in or that lie in it: "the air base outside Dayton, Ohio"."""
        for _, role, word in best.values():
            if role != "place":
                continue
            top = name_head(sentence, word)
            waiting, seen = [top], {top}
            while waiting:
                at = waiting.pop()
                near = [i for i in children(sentence, at, "nmod", "appos") if self.is_within(sentence, i)]
                above = sentence.tokens[at]
                if above.head >= 0 and above.dep.split(":")[0] in ("nmod", "appos") and self.is_within(sentence, at):
                    near.append(above.head)
                for i in near:
                    filler = self.referents.at.get((sentence.index, i))
                    if i in seen or filler is None or not self.ontology.is_entity(self.known[filler].type, "Place"):
                        continue
                    seen.add(i)
                    waiting.append(i)
                    if self.is_named(filler):
                        yield filler, i

    def is_within(self, sentence: Sentence, word: int) -> bool:
        """Tell whether a word names where the noun above it lies."""
        case = preposition(sentence, word)
        return case in _LIES or (case == "" and sentence.tokens[word].upos == "PROPN")

    def is_before(self, sentence: Sentence, owner: tuple[str, str, int], person: tuple[str, str, int]) -> bool:
        """Tell whether a country stands in the title before a person's name: "Russia Foreign Minister Lavrov"."""
        if owner[0] != person[0] or self.known[person[1]].type != "Person" or self.known[owner[1]].type == "Person":
            return False
        start = self.span(person[1], sentence, person[2])[0]
        between = [t for t in sentence.tokens[owner[2] + 1 : person[2]] if t.start < start]
        return owner[2] < person[2] and all(t.upos in ("NOUN", "PROPN", "ADJ", "PART") for t in between)

    def fillers(self, sentence: Sentence, word: int) -> tuple[str, ...]:
        """Return the referents a word stands for: the parties of a plural description, else its own."""
        if self.voice and self.is_joint(sentence, word):
            return self.voice
        members = self.parties.members(sentence, word)
        if members:
            return members
        leaders = self.leaders(sentence, word) or self.sent_by(sentence, word)
        if leaders:
            return leaders
        one = referent_of(sentence, word, self.referents)
        return (one,) if one is not None else ()

    def is_joint(self, sentence: Sentence, word: int) -> bool:
        """Tell whether a word of a joint statement means all who make it: "we", "our countries", "Leaders" on top."""
        token, known = sentence.tokens[word], self.referents.at.get((sentence.index, word))
        if token.text.lower() in WE:
            return known is None or known in self.voice
        ours = any(sentence.tokens[i].text.lower() == "our" for i in children(sentence, word, "nmod:poss"))
        whole = {*self.reading.plural_people, *self.reading.plural_states}
        return token.lemma.lower() in whole and is_plural(sentence, word) and (ours or sentence.zone == "headline")

    def leaders(self, sentence: Sentence, word: int) -> tuple[str, ...]:
        """Return whom "the presidents of A and B" are: who leads them, or, where the article does not tell, they.

        Negotiators, ministers and the like of several countries stand for these.
        """
        token = sentence.tokens[word]
        lemma = token.lemma.lower()
        if lemma not in self.reading.plural_people or token.xpos not in ("NNS", "NNPS"):
            return ()
        owners = [i for i in children(sentence, word, *_TITLE) if preposition(sentence, i) in ("", "of")]
        found = (self.referents.at.get((sentence.index, j)) for i in owners for j in conjuncts(sentence, i))
        states = tuple(dict.fromkeys(f for f in found if f is not None and self.known[f].type == "Country"))
        if len(states) < 2:
            return ()
        if lemma in self.reading.heads_of_state:
            led = tuple(who for s in states if (who := self.parties.leader_of(s)) is not None)
            if len(led) == len(states):
                return led
        return states

    def sent_by(self, sentence: Sentence, word: int) -> tuple[str, ...]:
        """Return the states whose people "their negotiators" or "their governments" are, two or more."""
        token = sentence.tokens[word]
        if token.xpos != "NNS" or not self.parties.is_people(token.lemma):
            return ()
        whose = [i for i in children(sentence, word, "nmod:poss") if sentence.tokens[i].lemma.lower() == "their"
                 or sentence.tokens[i].text.lower() == "their"]  # fmt: skip
        states = self.parties.members(sentence, whose[0]) if whose else ()
        return states if all(self.known[s].type == "Country" for s in states) else ()

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
            if role == "recipient" and token.lemma.lower() in self.reading.press:
                return False
            if role not in ("actor", "recipient") or not (
                self.parties.is_people(token.lemma) or (token.xpos in ("NNS", "NNPS") and self.may_be_people(token))
            ):
                return False
            counted = any(t.head == word and t.dep == "nummod" for t in sentence.tokens)
            return not (role == "recipient" and counted and token.lemma.lower() in self.reading.crowd)
        if role == "instrument":
            return kind == "Weapon"
        if kind == "Weapon":
            return role == "topic"
        if role in ("place", "origin"):
            somewhere = is_plural(sentence, word) and determiner(sentence, word) == ""  # "areas", "several sites"
            return self.ontology.is_entity(kind, "Place") and not somewhere
        return True

    def may_be_people(self, token: Token) -> bool:
        """Tell whether a plural no list knows may mean people: "steelworkers" and "Sahrawis", not "bottles"."""
        known = self.parties.is_people(token.text) or token.lemma.lower() in self.reading.collective
        return known or token.text[:1].isupper() or token.lemma.lower().endswith(self.reading.people_endings)

    def span(self, filler: str, sentence: Sentence, word: int) -> tuple[int, int]:
        """Return the mention a role was read from, or the word itself."""
        token = sentence.tokens[word]
        for m in self.known[filler].mentions:
            if m.start <= token.start < m.end:
                return m.start, m.end
        return token.start, token.end


def _does(sentence: Sentence, trigger: int, word: int) -> bool:
    """Tell whether a word is the subject or agent of a trigger, also one shared: "Kenyan troops began to leave"."""
    token = sentence.tokens[word]
    own = token.head == trigger and token.dep in ("nsubj", "obl:agent")
    return own or (sentence.tokens[trigger].upos == "VERB" and token.dep == "nsubj" and doer(sentence, trigger) == word)


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


def titles_above(sentence: Sentence, word: int) -> Iterator[int]:
    """Yield the nouns whose title or owner a word is, nearest first: Lavrov for "Russian" before "minister Lavrov"."""
    tokens = sentence.tokens
    at = conjuncts(sentence, word)[0]  # the presidents of A and B
    for _ in range(3):
        token = tokens[at]
        joined = {tokens[i].text.lower() for i in children(sentence, at, "case")} or {""}
        if token.head < 0 or token.dep.split(":")[0] not in _TITLE or not joined <= _OFFICE:
            return
        at = token.head
        yield at
