"""Who did it to whom, where and with what: the roles of each trigger, filled with the article's referents.

The shared scorer proposes, the parse repairs (coordination, control, passives, relative and participial clauses,
possessives), the type's own nature settles what is left (in a meeting every party is an actor).
"""

from collections.abc import Sequence

from kg.extract.addressees import find_addressees, find_refusers
from kg.extract.bystanders import (
    Proposal,
    as_agent,
    as_dated,
    as_object,
    as_patient,
    as_place,
    as_said,
    own_clause,
    towards,
)
from kg.extract.casting import FLOOR, ROLES, Casting
from kg.extract.jointly import find_joint_voice
from kg.extract.layers import Referents, Trigger
from kg.extract.participants import conjuncts, examples, name_head, partners, read_participants
from kg.extract.parties import Parties
from kg.language.analysis import Analysis, Sentence
from kg.language.trees import Floats
from kg.ontology.reading import Reading, load_reading
from kg.ontology.types import Ontology
from kg.records import Role

_PATIENTS = ("recipient", "place", "topic")


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
        _repair(sentence, group, proposals, ontology, reading)
    cast = Casting(referents, parties, ontology, reading, find_joint_voice(analysis, referents))
    for trigger in sorted(triggers, key=lambda t: (t.sentence, t.token)):
        sentence = analysis.sentences[trigger.sentence]
        roles = cast.fill(sentence, trigger, proposals[trigger.sentence, trigger.token])
        if ontology.types[trigger.type].reciprocal:
            parties.note(trigger.sentence, trigger.token, [r.filler for r in roles if r.name == "actor"])
        else:
            sides = ([r.filler for r in roles if r.name == name] for name in ("actor", "recipient"))
            parties.note_deed(trigger.sentence, trigger.token, *sides)
        filled[trigger.sentence, trigger.token] = roles
    for index, group in by_sentence.items():
        told = {t.token: filled[index, t.token] for t in group}
        for trigger in group:
            more = find_addressees(analysis.sentences[index], trigger, group, told, ontology, reading)
            more += find_refusers(analysis.sentences[index], trigger, group, told, ontology)
            filled[index, trigger.token] += more
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
        patient = _patient(sentence, trigger, proposed, row, reading)
        found.append([*proposed, patient] if patient is not None else proposed)
    return found


def _patient(
    sentence: Sentence, trigger: Trigger, proposed: Sequence[Proposal], row: Floats, reading: Reading
) -> Proposal | None:
    """Return whom or what a passive participle after a noun is about, from half the bar on; None where it has one.

    Parsers hang such participles on the wrong noun ("Russia's claim over Crimea, annexed in 2014"). A name right
    before the comma is what it is about even where the scorer doubts it.
    """
    token = sentence.tokens[trigger.token]
    if token.xpos != "VBN" or token.dep != "acl" or sentence.signals is None:
        return None
    if any(role in _PATIENTS for role, _, _ in proposed):
        return None
    columns = [sentence.signals.role_names.index(role) for role in _PATIENTS]
    before = row[: trigger.first, columns]
    if not before.size:
        return None
    word = int(before.sum(1).argmax())
    score = float(before[word].sum())
    if score < reading.role / 2:
        word, score = trigger.first - 2, FLOOR
        if word < 0 or sentence.tokens[word + 1].text != "," or sentence.tokens[word].upos != "PROPN":
            return None
    return _PATIENTS[int(before[word].argmax())], word, score


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
    reading: Reading,
) -> None:
    """Add to the proposals of one sentence what its parse makes unmistakable and the scorer left out."""
    evoked = {t.token for t in triggers}
    for trigger in triggers:
        mine = proposals[sentence.index, trigger.token]
        mine[:] = as_dated(sentence, trigger.token, as_place(sentence, mine), evoked, reading.dating)
        mine[:] = _with_examples(sentence, as_patient(sentence, trigger.token, as_agent(sentence, trigger.token, mine)))
        mine += _with_conjuncts(sentence, mine, evoked)
        if not ontology.types[trigger.type].reciprocal:
            mine[:] = towards(sentence, trigger.token, mine)
        if ontology.is_a(trigger.type, "SpeechAct") and sentence.tokens[trigger.token].upos == "VERB":
            addressed = any(ontology.is_a(trigger.type, t) for t in (*reading.addressed, *reading.blaming))
            mine[:] = as_said(sentence, trigger.token, mine, addressed)
        mine[:] = own_clause(sentence, trigger.token, as_object(sentence, trigger.token, mine))
        roles, words = {r for r, _, _ in mine}, {w for _, w, _ in mine}
        if ontology.types[trigger.type].reciprocal:
            mine += [("actor", w, FLOOR) for w in partners(sentence, trigger.token) if w not in words | evoked]
            roles, words = {r for r, _, _ in mine}, {w for _, w, _ in mine}
        if not ontology.types[trigger.type].shipped:
            mine[:] = _with_object(sentence, trigger.token, mine)
            roles, words = {r for r, _, _ in mine}, {w for _, w, _ in mine}
        for role, word in read_participants(sentence, trigger.token):
            if role not in roles and word not in words and word not in evoked:
                mine.append((role, word, FLOOR))


def _with_object(sentence: Sentence, token: int, proposed: Sequence[Proposal]) -> list[Proposal]:
    """Let the object of a verb be whom or what it is done to: of a user's verbs the scorer has met none."""
    objects = {name_head(sentence, i) for i in sentence.children(token) if sentence.tokens[i].dep == "obj"}
    kept = [p for p in proposed if p[0] != "actor" or name_head(sentence, p[1]) not in objects]
    if any(name_head(sentence, word) in objects for _, word, _ in kept):
        return kept
    return [*kept, *(("recipient", i, FLOOR) for i in sorted(objects))]


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
