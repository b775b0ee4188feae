"""What a demand, offer, threat or accusation puts forward: links from a trigger to the triggers it speaks of.

The shared scorer proposes; where it is silent the parse decides (the clause or object below a speech act).
"""

from collections.abc import Mapping, Sequence

from kg.extract.disclaimers import DENIAL, restates
from kg.extract.layers import Trigger
from kg.language.analysis import Analysis, Sentence
from kg.ontology.cues import load_cues
from kg.ontology.reading import Reading
from kg.ontology.types import Ontology
from kg.records import Role

_BELOW = {"ccomp", "xcomp", "obj", "acl", "obl", "nmod", "csubj:pass", "nsubj:pass", "parataxis"}
_SAYING = ("SpeechAct",)
_OCCASIONS = ("SpeechAct", "Consultation")
_WHEN = frozenset(("after", "before", "since", "during", "following", "until", "upon", "ahead"))
_AT = frozenset(("at", "during"))
_IN = frozenset(("in", "at", "on"))
_QUOTES = frozenset(('"', "“", "”", "``", "''"))


def find_contents(
    analysis: Analysis, triggers: Sequence[Trigger], ontology: Ontology, reading: Reading
) -> Mapping[int, tuple[tuple[int, Role], ...]]:
    """Return for each trigger (by position) the positions of the triggers it puts forward, with the content role.

    The role's filler is empty; whoever knows the event ids sets it.
    """
    by_sentence: dict[int, list[int]] = {}
    for position, trigger in enumerate(triggers):
        by_sentence.setdefault(trigger.sentence, []).append(position)
    found: dict[int, tuple[tuple[int, Role], ...]] = {}
    for index, positions in by_sentence.items():
        sentence = analysis.sentences[index]
        for position in positions:
            targets = _targets(sentence, position, positions, triggers, ontology, reading)
            if targets:
                found[position] = tuple((t, _role(sentence, triggers[t])) for t in targets)
        for position in positions:
            if position not in found:
                told = _said_before(sentence, position, positions, triggers, found)
                if not told and _is_bare(sentence, triggers[position], reading):
                    told = _blow_before(analysis, position, triggers, ontology, reading)
                if told:
                    found[position] = told
    return found


def _said_before(
    sentence: Sentence,
    position: int,
    others: Sequence[int],
    triggers: Sequence[Trigger],
    found: Mapping[int, tuple[tuple[int, Role], ...]],
) -> tuple[tuple[int, Role], ...]:
    """Return what was just said, for a verb that rejects it: "Oslo says Rome shelled it, a claim Rome rejects"."""
    token = triggers[position].token
    noun = sentence.tokens[token].head
    if noun < 0 or not sentence.tokens[token].dep.startswith("acl") or not restates(sentence, noun, load_cues()):
        return ()
    before = [o for o in others if triggers[o].token < noun and o in found]
    return found[before[-1]] if before else ()


def _is_bare(sentence: Sentence, trigger: Trigger, reading: Reading) -> bool:
    """Tell of "denied responsibility", "denies any role": in what, was told before; not "denied a role in it"."""
    tokens = sentence.tokens
    things = [i for i in sentence.below[trigger.token] if tokens[i].dep == "obj" and trigger.type == DENIAL]
    return any(
        tokens[i].lemma.lower() in reading.disowned
        and not any(tokens[c].dep.startswith(("nmod", "acl")) and tokens[c].upos != "PRON" for c in sentence.below[i])
        for i in things
    )


def _blow_before(
    analysis: Analysis, position: int, triggers: Sequence[Trigger], ontology: Ontology, reading: Reading
) -> tuple[tuple[int, Role], ...]:
    """Return the one blow told before a denial, in its sentence or the one before it, of one paragraph."""
    denial = triggers[position]
    here = analysis.sentences[denial.sentence]
    near = [
        k
        for k, t in enumerate(triggers)
        if (t.sentence, t.token) < (denial.sentence, denial.token)
        and denial.sentence - t.sentence <= 1
        and analysis.sentences[t.sentence].paragraph == here.paragraph
        and any(ontology.is_a(t.type, kind) for kind in reading.blows)
    ]
    # two blows, one maybe the answer to the other: nobody knows which is denied
    return ((near[0], _role(here, denial)),) if len(near) == 1 else ()


def _targets(
    sentence: Sentence,
    position: int,
    others: Sequence[int],
    triggers: Sequence[Trigger],
    ontology: Ontology,
    reading: Reading,
) -> list[int]:
    trigger = triggers[position]
    if not any(ontology.is_a(trigger.type, s) for s in _SAYING):
        return []
    scored: set[int] = set()
    if sentence.signals is not None and "content" in sentence.signals.role_names:
        row = sentence.signals.roles([trigger.token])[0]
        column = sentence.signals.role_names.index("content")
        scored = {o for o in others if o != position and float(row[triggers[o].token, column]) > reading.role}
    below = {
        o for o in others if o != position and _governs(sentence, trigger.token, triggers[o].token, triggers, others)
    }
    return sorted(o for o in scored | below if not _is_aside(sentence, trigger, triggers[o], ontology))


def _is_aside(sentence: Sentence, trigger: Trigger, other: Trigger, ontology: Ontology) -> bool:
    """Tell whether a word is not what another puts forward: another speaker's clause, its time or its occasion."""
    noun = sentence.tokens[other.token].head
    if noun >= 0 and sentence.tokens[other.token].dep.startswith("acl") and restates(sentence, noun, load_cues()):
        return True  # "Oslo blamed Rome, a charge that Rome denies": the article tells of the denial
    return _is_parted(sentence, trigger.token, other.token) or _is_when(sentence, trigger.token, other, ontology)


def _is_parted(sentence: Sentence, top: int, word: int) -> bool:
    """Tell whether a word stands in a full clause after a semicolon outside quotation marks: "A says X; B denies Y".

    What stands before the semicolon may be denied after it: "A claims X; B dismisses it".
    """
    tokens = sentence.tokens
    breaks = [i for i in range(top, word) if tokens[i].text == ";"]
    if not breaks or sum(t.text in _QUOTES for t in tokens[: breaks[-1]]) % 2:
        return False
    end = next((i for i in range(word, len(tokens)) if tokens[i].text == ";"), len(tokens))
    subjects = [i for i in range(breaks[-1], end) if tokens[i].dep in ("nsubj", "nsubj:pass")]
    verbs = [tokens[i].head for i in subjects if breaks[-1] < tokens[i].head < end]
    return any(all(tokens[m].dep != "mark" for m in sentence.below[v]) for v in verbs)


def _is_when(sentence: Sentence, top: int, other: Trigger, ontology: Ontology) -> bool:
    """Tell whether a phrase of time or occasion holds a word: "came after strikes", "said in an interview"."""
    tokens = sentence.tokens
    above = tokens[top].head
    held = {top} | ({above} if above >= 0 and tokens[top].dep in ("nsubj", "nsubj:pass", "obj") else set())
    at = other.token
    while at >= 0 and at not in held:
        introduced = {tokens[c].text.lower() for c in sentence.below[at] if tokens[c].dep in ("case", "mark")}
        head = tokens[at].head
        if head in held and tokens[at].dep.split(":")[0] in ("obl", "advcl"):
            occasion = any(ontology.is_a(other.type, kind) for kind in _OCCASIONS) and bool(introduced & _AT)
            spoken = any(ontology.is_a(other.type, kind) for kind in _SAYING) and bool(introduced & _IN)
            return bool(introduced & _WHEN) or (at == other.token and (occasion or spoken))
        at = head
    return False


def _governs(sentence: Sentence, top: int, word: int, triggers: Sequence[Trigger], others: Sequence[int]) -> bool:
    """Tell whether the way up from a word reaches `top` through complements, with no other trigger between."""
    evoked = {triggers[o].token for o in others}
    at = word
    while at >= 0 and at != top:
        label = sentence.tokens[at].dep
        if label not in _BELOW and label != "conj":
            return False
        if label == "conj" and sentence.tokens[at].head == top:
            return False  # "accuses A of treason and vows to act": the vow is no part of the accusation
        at = sentence.tokens[at].head
        if at != top and at in evoked and at != word:
            return False
    return at == top


def _role(sentence: Sentence, trigger: Trigger) -> Role:
    return Role("content", "", sentence.tokens[trigger.first].start, sentence.tokens[trigger.last].end)
