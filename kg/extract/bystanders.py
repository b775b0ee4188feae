"""Who stands in a trigger's sentence and takes no part in what it tells, or takes another part than was read.

Datelines, go-betweens, the agents, subjects and objects of other verbs. Knows Universal Dependencies.
"""

from collections.abc import Container, Iterator, Sequence

from kg.extract.disclaimers import rejected_by
from kg.extract.layers import Trigger
from kg.extract.participants import conjuncts, doer
from kg.language.analysis import Sentence
from kg.ontology.cues import load_cues
from kg.ontology.reading import Reading

_TOWARDS = {"with", "to", "against"}
_BESIDE = {"together", "jointly", "along"}  # "signed together with Chad"
_DASHES = ("-", "–", "—")
_DATELINE = 10  # words before the dash

Proposal = tuple[str, int, float]  # role, token, probability


def strangers(sentence: Sentence, trigger: Trigger, reading: Reading) -> dict[str, set[int]]:
    """Return the words that take no part, by role ("" for any): a dateline's, another verb's agents, go-betweens."""
    tokens = sentence.tokens
    outside: dict[str, set[int]] = {"": set(), "actor": set()}
    noun = tokens[trigger.token].upos in ("NOUN", "PROPN")
    whole = trigger.token  # "the third round of talks" is what the talks stand for in the clause
    while tokens[whole].dep == "nmod" and tokens[whole].head >= 0:
        whole = tokens[whole].head
    if tokens[0].text.isupper() and len(tokens[0].text) > 2:
        dash = next((i for i, t in enumerate(tokens[:_DATELINE]) if t.text in _DASHES), 0)
        outside[""] |= set(range(dash))
    if noun:
        outside[""] |= set(rejected_by(sentence, trigger.token, load_cues()))
    outside[""] |= {w for phrase in _attributions(sentence) if trigger.token not in phrase for w in phrase}
    outside[""] |= _succeeded(sentence, trigger.token, reading)
    for i, token in enumerate(tokens):
        if token.lemma.lower() in reading.behest and i != trigger.token:
            outside["actor"] |= set(sentence.subtree(i)) - {trigger.token}
        verb = token.head
        if noun and (_owns_a_subject(sentence, i, trigger.token) or _settles(sentence, i, whole, reading)):
            outside["actor"] |= set(sentence.subtree(i))
        agent = token.dep == "obl:agent"
        if verb == trigger.token and agent and i < verb:  # "a plan put forward by A was accepted by B"
            outside["actor"] |= set(sentence.subtree(i))
        if verb < 0 or verb == trigger.token:
            continue
        if token.dep in ("obj", "iobj") and i != trigger.token and _is_told_of(sentence, verb, trigger.token):
            outside["actor"] |= set(sentence.subtree(i))
        if (
            noun
            and _is_agent(sentence, i)
            and tokens[verb].head == trigger.token
            and tokens[verb].lemma.lower() in reading.speaking_of
        ):
            outside["actor"] |= set(sentence.subtree(i))
        if noun and token.dep == "nsubj" and _speaks_of(sentence, verb, trigger.token, reading):
            outside["actor"] |= set(sentence.subtree(i))
        between = noun and (
            tokens[verb].lemma.lower() in (*reading.go_between, *reading.settling)
            or _hosts(sentence, verb, trigger, reading)
        )
        mine = tokens[verb].head == trigger.token or tokens[whole].head == verb
        if agent and (between or not mine) and not _share(sentence, verb, trigger.token):
            phrase = sentence.subtree(i)  # "condemned by Kassem, who demanded talks": the agent's own clause is his
            outside["actor"] |= set(phrase) if noun or trigger.token not in phrase else set()
        elif between and mine and i != trigger.token and token.dep != "punct":
            outside["actor"] |= set(sentence.subtree(i)) - set(sentence.subtree(trigger.token))
            if tokens[verb].dep == "acl:relcl":
                outside["actor"].add(tokens[verb].head)
    return outside


def _succeeded(sentence: Sentence, word: int, reading: Reading) -> set[int]:
    """Return whom and what another happening has to itself: "the talks followed a visit by Ali to Rome on May 3"."""
    tokens = sentence.tokens
    verb = tokens[word].head
    if verb < 0 or tokens[verb].lemma.lower() not in reading.succeeding:
        return set()
    objects = [i for i in sentence.below[verb] if tokens[i].dep == "obj"]
    if not objects:
        return set()
    if tokens[word].dep == "nsubj":
        after = [i for i in sentence.below[verb] if i > objects[0] and tokens[i].dep.startswith("obl")]
        return {w for i in (*objects, *after) for w in sentence.subtree(i)}
    subjects = [i for i in sentence.below[verb] if tokens[i].dep == "nsubj"]
    return {w for i in subjects for w in sentence.subtree(i)} if word in objects else set()


def _attributions(sentence: Sentence) -> Iterator[frozenset[int]]:
    """Yield the words of each "according to X": X says what the clause tells and takes no part in it."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens[:-1]):
        if token.text.lower() != "according" or tokens[i + 1].text.lower() != "to":
            continue
        source = token.head if token.dep in ("case", "mark") else i
        if source >= 0 and tokens[source].upos in ("NOUN", "PROPN", "PRON", "NUM", "VERB"):
            yield frozenset(w for w in sentence.subtree(source) if w >= i)


def _owns_a_subject(sentence: Sentence, word: int, noun: int) -> bool:
    """Tell whether a word is only whose body speaks of a noun: "Kenya's ministry put the toll of the raid at nine"."""
    tokens = sentence.tokens
    subject = tokens[word].head
    if tokens[word].dep != "nmod:poss" or tokens[subject].dep != "nsubj" or tokens[noun].head == tokens[subject].head:
        return False
    verb = tokens[subject].head
    below = sentence.subtree(verb) if verb >= 0 and verb != noun else ()
    return noun in below and noun not in sentence.subtree(subject)


def _settles(sentence: Sentence, word: int, noun: int, reading: Reading) -> bool:
    """Tell of who puts an end to what others began: "Chad's approach to resolving the war", "Chad needs to resolve"."""
    tokens = sentence.tokens
    verb = tokens[noun].head
    if verb < 0 or tokens[verb].lemma.lower() not in reading.settling:
        return False
    if tokens[verb].dep == "acl":
        return tokens[word].dep == "nmod:poss" and tokens[word].head == tokens[verb].head
    while tokens[verb].dep == "xcomp":
        verb = tokens[verb].head
    return tokens[word].dep == "nsubj" and tokens[word].head == verb


def _is_told_of(sentence: Sentence, verb: int, token: int) -> bool:
    """Tell whether a word stands in what a verb reports: in "told Ali that war was near" Ali takes no part in war."""
    tokens = sentence.tokens
    for clause in sentence.below[verb]:
        deps = {tokens[i].dep.split(":")[0] for i in sentence.below[clause]}
        if tokens[clause].dep == "ccomp" and {"nsubj", "mark"} <= deps and token in sentence.subtree(clause):
            return True
    return False


def _speaks_of(sentence: Sentence, verb: int, noun: int, reading: Reading) -> bool:
    """Tell whether a verb of a relative clause only speaks of its noun: "a claim that Chad denies"."""
    tokens = sentence.tokens
    words = (verb, *(i for i in sentence.below[verb] if tokens[i].dep == "xcomp"))
    below = tokens[verb].head == noun and tokens[verb].dep == "acl:relcl"
    return below and any(tokens[i].lemma.lower() in reading.speaking_of for i in words)


def _hosts(sentence: Sentence, verb: int, trigger: Trigger, reading: Reading) -> bool:
    """Tell of "Oman hosted the talks": talks that a host is not said to have had "with" anybody are of others."""
    tokens = sentence.tokens
    dealing = any(trigger.type in family for family in reading.between_parties)
    partner = any(tokens[i].lemma.lower() == "with" for i in sentence.subtree(trigger.token))
    return dealing and not partner and tokens[verb].lemma.lower() == "host"


def _share(sentence: Sentence, verb: int, other: int) -> bool:
    """Tell whether two verbs are coordinated or one is the other's complement, so that an agent may serve both."""
    tokens = sentence.tokens
    return any(
        tokens[a].head == b and tokens[a].dep in ("conj", "xcomp", "ccomp") for a, b in ((verb, other), (other, verb))
    )


def _is_agent(sentence: Sentence, word: int) -> bool:
    """Tell whether a word is named with "by" as the doer of a participle, also where the parse calls it an adjunct."""
    token = sentence.tokens[word]
    by = any(sentence.tokens[i].dep == "case" and sentence.tokens[i].lemma == "by" for i in sentence.below[word])
    participle = token.head >= 0 and sentence.tokens[token.head].xpos == "VBN"
    return token.dep == "obl:agent" or (token.dep == "obl" and by and participle and token.upos == "PROPN")


def as_agent(sentence: Sentence, token: int, proposed: Sequence[Proposal]) -> list[Proposal]:
    """Let whom "by" names after a participle be the doer: "a session asked for by Chad"."""

    def doing(word: int) -> bool:
        return sentence.tokens[word].head == token and _is_agent(sentence, word)

    return [("actor" if role == "recipient" and doing(word) else role, word, s) for role, word, s in proposed]


def as_place(sentence: Sentence, proposed: Sequence[Proposal]) -> list[Proposal]:
    """Let what "at" brings be where it happens, never who takes part: "they talked at the air base"."""

    tokens = sentence.tokens

    def at(word: int) -> bool:
        while word > 0 and (tokens[word - 1].upos in ("PROPN", "DET") or tokens[word - 1].text in _DASHES):
            word -= 1  # to the first word of a name, whatever the parse makes of its parts
        if word > 0 and tokens[word - 1].lemma == "at":
            return True
        return any(tokens[i].dep == "case" and tokens[i].lemma == "at" for i in sentence.below[word])

    return [("place" if role in ("actor", "recipient") and at(word) else role, word, s) for role, word, s in proposed]


def as_dated(
    sentence: Sentence, token: int, proposed: Sequence[Proposal], evoked: Container[int], dating: frozenset[str]
) -> list[Proposal]:
    """Leave out the places of a happening that only tells the time: "has not met him since the talks in Lagos"."""
    tokens = sentence.tokens
    away: set[int] = set()
    for i, word in enumerate(tokens):
        marks = {tokens[k].text.lower() for k in sentence.below[i] if tokens[k].dep == "case"}
        if i in evoked and word.upos == "NOUN" and word.dep in ("obl", "nmod") and marks & dating:
            away |= set(sentence.subtree(i))
    if token in away:
        return list(proposed)
    return [(role, word, s) for role, word, s in proposed if role != "place" or word not in away]


def as_patient(sentence: Sentence, token: int, proposed: Sequence[Proposal]) -> list[Proposal]:
    """Let the subject that a passive shares with the verb before be whom it was done to: "asked and was rebuffed"."""
    tokens = sentence.tokens
    verb = tokens[token]
    deps = {tokens[i].dep for i in sentence.below[token]}
    if verb.dep != "conj" or "aux:pass" not in deps or deps & {"nsubj", "nsubj:pass", "obl:agent"}:
        return list(proposed)
    subject = doer(sentence, token)
    first = tokens[verb.head]
    passive = any(tokens[i].dep == "aux:pass" for i in sentence.below[verb.head])
    if subject is None or passive or first.upos != "VERB":
        return list(proposed)
    return [("recipient" if role == "actor" and word == subject else role, word, s) for role, word, s in proposed]


def towards(sentence: Sentence, token: int, proposed: Sequence[Proposal]) -> list[Proposal]:
    """Let an actor that a preposition sets against the subject be the recipient: "A cut ties with B"."""
    tokens = sentence.tokens
    if not any(role == "actor" and tokens[word].dep == "nsubj" for role, word, _ in proposed):
        return list(proposed)

    def turned(word: int) -> bool:
        first = conjuncts(sentence, word)[0]
        at = tokens[first].head
        near = at == token or (at >= 0 and tokens[at].head == token and tokens[at].dep == "obj")
        cases = {tokens[i].lemma.lower() for i in sentence.below[first] if tokens[i].dep == "case"}
        beside = any(tokens[i].lemma.lower() in _BESIDE for i in sentence.below[first]) or any(
            tokens[i - 1].lemma.lower() in _BESIDE for i in sentence.below[first] if i and tokens[i].dep == "case"
        )
        return near and bool(cases & _TOWARDS) and not beside

    return [("recipient" if role == "actor" and turned(word) else role, word, s) for role, word, s in proposed]


def as_object(sentence: Sentence, token: int, proposed: Sequence[Proposal]) -> list[Proposal]:
    """Let what a relative clause is about be whom it was done to where another is its subject: "X, whom Y asked"."""
    tokens = sentence.tokens
    verb = tokens[token]
    if verb.dep != "acl:relcl":
        return list(proposed)
    subject = next((i for i, t in enumerate(tokens) if t.head == token and t.dep.startswith("nsubj")), None)
    if subject is None or any(
        t.xpos in ("WDT", "WP", "WP$") for t in (tokens[subject], *(tokens[i] for i in sentence.below[subject]))
    ):
        return list(proposed)
    about = {i for i, t in enumerate(tokens) if i == verb.head or (t.head == verb.head and t.dep == "flat")}
    return [("recipient" if role == "actor" and word in about else role, word, s) for role, word, s in proposed]


def as_said(sentence: Sentence, token: int, proposed: Sequence[Proposal], addressed: bool) -> list[Proposal]:
    """Leave out of a verb of speech who takes part only in what is said, or in what was beside the saying.

    "He told Fox News, after meeting Ali, that Chad would leave" has one speaker, and Chad is not spoken to, save where
    what is said is `addressed` to whom it is about: "demanded that Chad leave".
    """
    below = sentence.below[token]
    subjects = [i for i in below if sentence.tokens[i].dep == "nsubj"]
    speaking = {word for i in subjects for word in sentence.subtree(i)}
    aside = {w for i in below if sentence.tokens[i].dep in ("obl", "advcl") for w in sentence.subtree(i)}
    known = any(role == "actor" and word in speaking for role, word, _ in proposed)
    told = set() if addressed else _subjects_below(sentence, token)
    return [
        p
        for p in proposed
        if not (p[0] == "actor" and p[1] not in speaking and (known or (subjects and p[1] in aside)))
        and not (p[0] == "recipient" and p[1] in told)
    ]


def _subjects_below(sentence: Sentence, verb: int) -> set[int]:
    """Return the words of the subjects of the clauses that a verb of speech reports."""
    tokens = sentence.tokens
    clauses = [i for i in sentence.below[verb] if tokens[i].dep == "ccomp"]
    subjects = (i for c in clauses for i in sentence.below[c] if tokens[i].dep.startswith("nsubj"))
    return {word for i in subjects for word in sentence.subtree(i)}


def own_clause(sentence: Sentence, trigger: int, proposed: Sequence[Proposal]) -> list[Proposal]:
    """Leave out actors and recipients that are the subject of another clause or the object of a coordinated verb.

    They stay where the trigger's own clause gives none of their role.
    """
    tokens, token = sentence.tokens, trigger
    chain, joined = {token}, {token}
    while tokens[token].dep == "conj" and tokens[token].head not in joined:
        token = tokens[token].head
        joined.add(token)
    joined |= {i for i, t in enumerate(tokens) if t.dep == "conj" and t.head in joined}
    joined.discard(trigger)
    chain |= joined
    while tokens[token].head >= 0 and tokens[token].head not in chain:
        token = tokens[token].head
        chain.add(token)

    def foreign(word: int) -> bool:
        first = tokens[conjuncts(sentence, word)[0]]
        if first.dep in ("nsubj", "nsubj:pass"):
            return first.head not in chain
        return first.dep in ("obj", "iobj", "obl") and first.head in joined

    own = {(role, w) for role, w, _ in proposed if not foreign(w)}
    given = {role for role, _ in own}
    return [p for p in proposed if p[0] not in ("actor", "recipient") or p[0] not in given or (p[0], p[1]) in own]
