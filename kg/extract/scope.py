"""What the words above an event make of it: wanted, planned, conditional, denied; and who says so.

Walks from a word to the root of its sentence and reads every governing word as an operator of the cue tables.
Returns constraints, not verdicts: where several modalities stay possible the model's head chooses (claims.py).
"""

from dataclasses import dataclass, field

from kg.extract.aspect import (
    could_not,
    fell_short,
    is_done,
    is_going_on,
    is_pending,
    is_state,
    is_to_end,
    read_aspect,
    remains,
)
from kg.extract.clause import Clauses
from kg.extract.conditions import (
    ahead_of,
    awaits,
    conditional,
    has_condition,
    in_the_event,
    is_condition,
    is_conditioned,
    is_inverted,
    is_subjunctive,
    read_modal,
)
from kg.extract.governing import governs, is_transparent, read_operator
from kg.extract.outlook import headline_future, is_needed, is_put_off, is_to, is_unmasked, read_outlook, wanting
from kg.extract.relatives import has_come, is_intended, read_relative, would_be
from kg.ontology.cues import Cues, Operator

UNREAL = ("Scheduled", "Desired", "Conditional")
# kinds that say how the event is seen and leave it to the words above whether it is real
_OPEN = frozenset(("refuse", "prevent", "deny", "doubt", "accuse", "achieve"))
# kinds that make what they speak of something not yet there
_WISHING = frozenset(("demand", "wish", "strive", "promise", "offer", "threaten"))
STATE, TO_END = "state", "to end"  # the rules that a state in the present lasts, and what shall be ended is there
_AIMS = frozenset(("to", "into", "towards", "toward"))  # "return to talks": complements, not circumstances
_STOP = frozenset(("appos", "list", "dep", "discourse", "vocative", "dislocated", "amod", "advmod", "orphan"))


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who vouches for what is below a cue word: tokens of the cue and of the one who speaks, if named."""

    cue: int
    speaker: int | None
    kind: str
    asserted: bool  # the event is what is said, not a circumstance mentioned on the way


@dataclass(slots=True)
class Scope:
    """What a walk found. `modalities` empty = nothing above or around the word limits them; holders from inside out."""

    modalities: tuple[str, ...] = ()
    negative: bool = False
    governed: bool = False  # an operator above (deny, cancel, fail) bears on the polarity, not a mere "not"
    otherwise: tuple[str, ...] = ()  # the modalities left when no word limits them: "managed to" is a fact
    holders: list[Holder] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    denials: set[int] = field(default_factory=set)  # tokens of the words of denial that have been counted

    def limit(self, modalities: tuple[str, ...], rule: str) -> None:
        """Keep the innermost limit: what stands nearer to the event wins."""
        if modalities and not self.modalities:
            self.modalities = modalities
            self.rules.append(rule)

    def narrow(self, modalities: tuple[str, ...], rule: str) -> None:
        """Limit, or choose among what the event's own words leave open: "promised that it would sign"."""
        if modalities and set(modalities) < set(self.modalities):
            self.modalities = modalities
            self.rules.append(rule)
        self.limit(modalities, rule)

    def negate(self, rule: str, governed: bool = False) -> None:
        """Turn the polarity round."""
        self.negative = not self.negative
        self.governed = self.governed or governed
        self.rules.append(rule)

    def negate_by(self, word: int, rule: str) -> None:
        """Turn the polarity round for one word of denial, however many words above the event it bears on."""
        if word not in self.denials:
            self.denials.add(word)
            self.negate(rule)


def _own_words(clauses: Clauses, i: int, cues: Cues, scope: Scope) -> None:
    """Read what stands right at a word: negation, modals, conjunctions, adjectives before a noun."""
    if is_intended(clauses, i, cues) and has_come(clauses, i, cues):
        scope.limit(("Factual",), "come about")
    for c in clauses.below[i]:
        word, dep = clauses.word(c), clauses.dep(c)
        if dep in ("advmod", "det", "cc", "aux") and word in cues.negators:
            following = clauses.word(c + 1) if c + 1 < len(clauses.tokens) else ""
            if following not in cues.negation_guards:
                scope.negate_by(c, f"negator:{word}")
        elif dep in ("nsubj", "obj") and word in cues.negators and clauses.is_predicate(i):
            scope.negate_by(c, f"negator:{word}")
        elif dep in ("nsubj", "obj") and clauses.is_predicate(i) and (none := _none_of(clauses, c)) is not None:
            scope.negate_by(none, f"negator:{dep}")
        elif dep in ("mark", "case") and word == "without":
            scope.negate_by(c, "without")
        elif dep == "mark" and word in cues.conditional_marks:
            scope.limit(conditional(clauses, i, word, cues), f"mark:{word}")
        elif dep == "amod" and (word in cues.premodifiers or clauses.lemma(c) in cues.premodifiers):
            effect = cues.premodifiers.get(word) or cues.premodifiers[clauses.lemma(c)]
            if effect == "Negative":
                scope.negate(f"adjective:{word}")
            else:
                scope.limit((effect,), f"adjective:{word}")
        elif dep == "acl" and clauses.tokens[c].xpos == "VBN":
            _postmodifier(clauses, c, cues, scope)
    if is_to(clauses, i):
        scope.limit(("Scheduled",), "be to")
    if is_inverted(clauses, i):
        scope.limit(("Conditional",), "inversion")
    if in_the_event(clauses, i, cues) or is_conditioned(clauses, i):
        scope.limit(("Conditional",), "phrase")
    by = wanting(clauses, i, cues)
    if by is not None:
        scope.limit(("Desired",), f"wanting:{clauses.lemma(by)}")
        scope.holders.append(Holder(by, clauses.subject(by), "demand", True))
    _relative(clauses, i, cues, scope)
    for modalities, rule in read_outlook(clauses, i, cues):
        scope.limit(modalities, rule)
    scope.limit(ahead_of(clauses, i, cues), "time clause")
    aim = awaits(clauses, i, cues)
    if aim is not None and set(read_scope(clauses, aim, cues).modalities) & set(UNREAL):
        scope.limit(UNREAL, "time clause")
    if is_subjunctive(clauses, i):
        scope.limit(("Desired",), "subjunctive")
    if is_pending(clauses, i):
        scope.limit(("Factual",), "yet to")
        scope.negate("yet to", governed=True)
    if fell_short(clauses, i, cues):
        scope.limit(("Factual",), "fell short")
        scope.negate("fell short", governed=True)
    if could_not(clauses, i, cues):
        scope.limit(("Factual",), "could not")
    for c in clauses.below[i]:
        if clauses.dep(c) == "aux" and clauses.word(c) in cues.modals:
            scope.limit(read_modal(clauses, i, cues.modals[clauses.word(c)]), f"modal:{clauses.word(c)}")


def _relative(clauses: Clauses, noun: int, cues: Cues, scope: Scope) -> None:
    """Read a relative clause that wants or plans its noun: "the truce that Kenya proposed", "the visit he put off"."""
    found = read_relative(clauses, noun, cues)
    if found is None or scope.modalities:
        return
    operator, verb = found
    scope.limit(("Scheduled",) if operator.kind == "cancel" else operator.modalities, f"relative:{clauses.lemma(verb)}")
    if operator.polarity == "negative":
        scope.negate(f"relative:{clauses.lemma(verb)}", governed=True)
    if operator.speaker:
        scope.holders.append(Holder(verb, clauses.subject(verb), operator.kind, True))


def _postmodifier(clauses: Clauses, participle: int, cues: Cues, scope: Scope) -> None:
    """Read a participle after its noun: "a truce proposed by Kenya", "the talks planned for June", "put forward by"."""
    word = clauses.word(participle)
    following = clauses.word(participle + 1) if participle + 1 < len(clauses.tokens) else ""
    effect = cues.premodifiers.get(f"{word} {following}") or cues.premodifiers.get(word)
    if effect not in UNREAL or clauses.find(participle, "aux", "xcomp", "nsubj:pass"):
        return
    scope.limit((effect,), f"participle:{word}")
    if effect == "Desired":
        scope.holders.append(Holder(participle, clauses.subject(participle), "demand", True))


def _none_of(clauses: Clauses, noun: int) -> int | None:
    """Return the word by which a participant is not there: "no agreement", "neither side"; not "no fewer than ten"."""
    few = ("fewer", "less", "more", "longer", "one")
    bearing = (d for d in clauses.find(noun, "det") if clauses.word(d + 1) not in few)
    return next((d for d in bearing if clauses.word(d) in ("no", "neither")), None)


def read_scope(clauses: Clauses, token: int, cues: Cues) -> Scope:
    """Return what the sentence makes of the event at a token."""
    scope = Scope()
    while clauses.dep(token) in ("cop", "aux") and clauses.tokens[token].head >= 0:
        token = clauses.tokens[token].head  # "the troops are in Mali": what is said of "are" is said of "in Mali"
    _own_words(clauses, token, cues, scope)
    if headline_future(clauses, token):
        scope.limit(("Scheduled",), "headline infinitive")
    live, asserted, told, planned, at = True, True, False, False, token
    skip_to: int | None = None
    _inserted(clauses, token, cues, scope, asserted)
    for head in clauses.path(token)[1:]:
        dep = clauses.dep(at)
        if skip_to is not None and at != skip_to:
            at = head
            continue
        if clauses.parted(at, head) or _is_told_apart(clauses, at, head, cues):
            break
        if skip_to is None and dep == "conj":
            skip_to = clauses.true_conjunct(at, head)
            if skip_to is None:
                live = _conjoin(clauses, at, head, cues, scope, live)
                _inserted(clauses, head, cues, scope, asserted, at)
            at = head
            continue
        skip_to = None
        found = read_operator(clauses, head, at, cues)
        if found is not None and governs(clauses, head, at, *found):
            operator, key = found
            above = clauses.tokens[head].head
            if (
                operator.kind in ("demand", "offer")
                and clauses.dep(head) == "obj"
                and clauses.lemma(above) in cues.granting
            ):
                scope.limit(("Scheduled",) if live else (), f"granted:{key}")
                live, at = False, head
                continue
            if operator.speaker:
                scope.holders.append(Holder(head, _holder(clauses, head, cues), operator.kind, asserted))
            if told and operator.kind in ("refuse", "prevent"):
                live = False  # "refused to say whether they had left": nothing is said of the leaving
            told = told or operator.kind in ("report", "attest")
            if operator.kind == "cancel" and not live and planned and dep in ("obj", "nsubj:pass"):
                scope.negate(f"{operator.kind}:{key}", governed=True)  # "scrapped plans to bomb the port"
            planned = operator.kind in ("plan", "strive") and clauses.tokens[head].upos == "NOUN"
            if live:
                if operator.kind in _OPEN:
                    scope.otherwise = scope.otherwise or operator.modalities
                    scope.rules.append(f"{operator.kind}:{key}")
                else:
                    if (
                        operator.kind in ("wish", "demand")
                        and "Conditional" in scope.modalities
                        and not {"question", "mark:whether", "mark:if"} & set(scope.rules)
                    ):
                        scope.modalities = ()  # "hoped that it could hold": the hope, not the doubt
                    done = operator.kind == "oblige" and is_done(clauses, head)
                    left = ("Factual",) if done else operator.modalities
                    if operator.kind == "continue" and is_going_on(clauses, head, cues):
                        left = ("Continuing",)
                    scope.narrow(left, f"{operator.kind}:{key}")
                    if is_put_off(clauses, head, at, token, cues):
                        scope.limit(("Scheduled",), f"foretold:{key}")
                if operator.polarity == "negative":
                    scope.negate(f"{operator.kind}:{key}", governed=True)
            if live and operator.kind not in ("report", "attest", "accuse"):
                _outer_words(clauses, head, cues, scope, operator)
                if operator.kind in _OPEN:  # "will refuse to", "could fail to"
                    outer = Scope(denials=scope.denials)
                    _own_words(clauses, head, cues, outer)
                    scope.limit(outer.modalities, " ".join(outer.rules))
            rebutter = _rebutter(clauses, head, cues) if operator.kind == "report" else None
            if live and rebutter is not None:
                scope.negate(f"deny:{clauses.lemma(rebutter)}", governed=True)
                scope.otherwise = scope.otherwise or ("Factual", "Continuing")
                scope.holders[:] = [h for h in scope.holders if h.cue != head or h.speaker is not None]
                scope.holders.append(Holder(rebutter, clauses.subject(rebutter), "deny", True))
                live = False
            asserted = True
            live = live and (not operator.modalities or operator.kind in _OPEN)
        elif found is not None and found[0].kind in ("threaten", "promise") and is_condition(clauses, at):
            scope.holders.append(Holder(head, clauses.source(head), found[0].kind, True))
            live = False
        elif live and dep == "nmod" and clauses.lemma(head) in cues.negative_nouns and "of" in clauses.marks(at):
            scope.negate(f"noun:{clauses.lemma(head)}", governed=True)
            scope.limit(("Factual",), f"noun:{clauses.lemma(head)}")
            live = False
        elif live and is_unmasked(clauses, head, at, cues):
            scope.negate(f"noun:{clauses.lemma(head)}", governed=True)
            live = False
        elif live and dep == "xcomp" and clauses.tokens[at].xpos == "VBG" and clauses.lemma(head) in cues.ceasing:
            stopped = is_done(clauses, head)
            scope.limit(("Factual",) if stopped else ("Continuing",), f"cease:{clauses.lemma(head)}")
            live = False
        elif live and is_transparent(clauses, head, at, cues):
            _own_words(clauses, head, cues, scope)
        elif live and dep == "nsubj" and is_to(clauses, head):
            scope.limit(("Scheduled",), "be to")
            live = False
        elif live and dep == "nsubj" and is_needed(clauses, head, cues):
            scope.limit(("Desired",), f"need:{clauses.lemma(head)}")
            live = False
        elif live and dep == "nsubj" and remains(clauses, head, cues):
            scope.limit(("Continuing",), f"remains:{clauses.lemma(head)}")
            live = False
        elif live and is_to_end(clauses, head, at, cues):
            scope.limit(("Continuing", "Factual"), f"{TO_END}:{clauses.lemma(head)}")
            live = asserted = False  # who wants an end to it takes it for given
        elif planned and dep in ("obj", "nsubj:pass") and clauses.lemma(head) in cues.halting:
            scope.negate(f"planned:{clauses.lemma(head)}", governed=True)  # "suspended preparations for the summit"
            live = planned = False
        elif dep in _STOP or dep not in ("ccomp", "csubj"):
            live = False
            aimed = dep == "obl" and bool(set(clauses.marks(at)) & _AIMS)
            aimed = aimed or (dep == "advcl" and has_condition(clauses, at, cues))  # what is said holds under it
            # "said she had decided after meeting Kassem": the speaker tells both
            aimed = aimed or (dep == "advcl" and clauses.tokens[at].xpos == "VBG" and not clauses.find(at, "nsubj"))
            asserted = asserted and (aimed or dep in ("nsubj", "obj", "parataxis", "cop", "aux"))
        _inserted(clauses, head, cues, scope, asserted, at)
        at = head
    scope.modalities = scope.modalities or scope.otherwise
    if would_be(clauses, token, cues) and any(h.kind in _WISHING for h in scope.holders):
        scope.limit(UNREAL, "relative:would")
    scope.limit(_described(clauses, token, cues), "described")
    if is_state(clauses, token, cues):
        scope.limit(("Continuing",), STATE)
    scope.limit(read_aspect(clauses, token, cues, bool(scope.holders)), "tense")
    return scope


def _is_told_apart(clauses: Clauses, at: int, head: int, cues: Cues) -> bool:
    """Tell of "demanding that he resign, and the speaker was beaten": what is joined to a wish is told as done."""
    past = {"VBD", "was", "were", "had", "did"} & set(clauses.tense(at))
    if not past or not clauses.find(at, "nsubj", "nsubj:pass"):
        return False
    if clauses.dep(at) == "ccomp":  # or as a second complement
        operator = cues.verbs.get(clauses.lemma(head))
        return bool(clauses.find(at, "cc")) and operator is not None and operator.kind == "demand"
    bare = clauses.tokens[head].xpos == "VB" and not clauses.tense(head)
    return clauses.dep(at) == "conj" and bare and "to" not in clauses.marks(head)


def _described(clauses: Clauses, participle: int, cues: Cues) -> tuple[str, ...]:
    """Return what a participle shares with its noun, of which there is none yet: "wants a truce monitored by Kenya"."""
    noun = clauses.tokens[participle].head
    if clauses.dep(participle) != "acl" or clauses.tokens[participle].xpos != "VBN" or noun < 0:
        return ()
    if not {clauses.word(d) for d in clauses.find(noun, "det")} & {"a", "an", "any"}:
        return ()
    above = read_scope(clauses, noun, cues).modalities
    return above if above and set(above) <= set(UNREAL) else ()


def _holder(clauses: Clauses, i: int, cues: Cues) -> int | None:
    """Return whose operator a word is; whoever rejects or takes up a proposal did not make it."""
    source, above = clauses.source(i), clauses.tokens[i].head
    taken_up = clauses.lemma(above) in cues.rebutting or clauses.lemma(above) in cues.spurning
    noun = clauses.tokens[i].upos == "NOUN" and clauses.dep(i) == "obj"
    mine = (
        clauses.lemma(above) in cues.support or clauses.lemma(above) in cues.voicing or cues.says(clauses.lemma(above))
    )
    return None if noun and (taken_up or not mine) and source == clauses.subject(above) else source


def _rebutter(clauses: Clauses, noun: int, cues: Cues) -> int | None:
    """Return the verb that rejects what a noun puts forward: "dismissed the claim that the army had left"."""
    above = clauses.tokens[noun].head
    rebuts = clauses.dep(noun) == "obj" and clauses.tokens[noun].upos == "NOUN"
    return above if rebuts and clauses.lemma(above) in cues.rebutting else None


def _inserted(clauses: Clauses, i: int, cues: Cues, scope: Scope, asserted: bool, below: int = -1) -> None:
    """Note who says a clause by words put into it or after it: "the rebels, the army said, had left".

    `below` is the word on the way from the event: the saying itself is not said.
    """
    for verb in clauses.find(i, "parataxis", "advcl", "conj"):
        if verb == below or (clauses.dep(verb) == "conj" and clauses.find(verb, "cc")):
            continue
        if clauses.dep(verb) != "parataxis" and not any(s > verb for s in clauses.find(verb, "nsubj")):
            continue  # "..., noted the envoy" is no adverbial clause, whatever the parse calls it
        if all(verb < s and "," in clauses.words[verb:s] for s in clauses.find(verb, "nsubj") or (verb,)):
            continue  # "the treaty, concluded in May, Kenya left": whoever follows a comma is no subject of it
        operator = cues.verbs.get(clauses.lemma(verb))
        plain = operator is None or operator.kind in ("report", "attest") or clauses.lemma(verb) in cues.speaking
        if verb not in clauses.saying or not plain or clauses.parted(verb, i):
            continue
        if clauses.find(verb, "nsubj") and not clauses.find(verb, "ccomp", "xcomp", "mark"):
            scope.holders.append(Holder(verb, clauses.source(verb), "report", asserted))


def _outer_words(clauses: Clauses, head: int, cues: Cues, scope: Scope, operator: Operator) -> None:
    """Read the negation of the operator itself: "did not agree to", "no plan to", "never failed to"."""
    outer = Scope(denials=scope.denials)
    _own_words(clauses, head, cues, outer)
    if outer.negative:
        scope.negate(f"negated {operator.kind}")
    if outer.modalities == ("Conditional",):
        scope.modalities = outer.modalities
        scope.rules.extend(outer.rules)


def _conjoin(clauses: Clauses, at: int, head: int, cues: Cues, scope: Scope, live: bool) -> bool:
    """Let a second verb share the modal and the negation of the first: "will meet and discuss"."""
    if live and clauses.is_predicate(at) and not clauses.find(at, "aux", "nsubj", "mark", "cop"):
        bare = clauses.tokens[at].xpos == clauses.tokens[head].xpos
        first = list(clauses.find(head, "aux", "mark"))
        if bare and first:
            shared = Scope(denials=set(scope.denials))
            _own_words(clauses, head, cues, shared)
            scope.limit(shared.modalities, "shared auxiliary")
            if shared.negative and any(clauses.word(c) in ("or", "nor") for c in clauses.find(at, "cc")):
                scope.negate("shared negation")
    return live
