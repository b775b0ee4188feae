"""Who vouches for an event, and how: the claims of one trigger.

Takes what quotation marks, the words above the event and the model's heads say; where several modalities stay possible
after the words, the model chooses. Does not decide what the event is.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.extract.clause import Clauses, read_clauses
from kg.extract.layers import Quotation, Referents, Trigger
from kg.extract.releases import RELEASE, takes_stance
from kg.extract.scope import STATE, TO_END, Scope, read_scope
from kg.extract.speakers import speaker_at, who_says
from kg.extract.speaking_on import CONTINUED
from kg.language.analysis import Analysis, Sentence, Token
from kg.ontology.cues import Cues
from kg.records import MODALITIES, POLARITIES, Article, Claim, Span

# Log-odds that a rule adds to the model's view; measured on sentences the model had not been trained on.
MODALITY_WEIGHT = 5.0
POLARITY_WEIGHT = 3.0
GOVERNED_WEIGHT = 5.0  # for deny, cancel, fail above the event
SPEECH_WEIGHT = 1.0  # modality rules on events that are sayings themselves
SPEAKER_THRESHOLD = 0.5
UNWORDED = 0.8  # how sure the model must be of a negative that no word of the sentence says
DOUBT = 0.2  # below this the model takes a circumstance of what is said for the article's own
Layer = tuple[str | None, Span | None, str]  # who stands behind an event, by which words, by which rule
Members = Callable[[Sentence, int], tuple[str, ...]]  # the parties that a plural word stands for, () for none
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "his", "her", "their"))
_FLOOR = 1e-2
_ACTORS = ("Person", "Country", "InternationalOrganization", "GovernmentBody", "ArmedForce", "Organization")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def _probabilities(sentence: Sentence, trigger: Trigger) -> tuple[list[float], float]:
    """Return the model's modality probabilities and the probability of a negative; soft guesses where it is absent."""
    if sentence.signals is not None and trigger.token < len(sentence.signals.modality):
        return [float(p) for p in sentence.signals.modality[trigger.token]], float(
            sentence.signals.polarity[trigger.token][1]
        )
    modality = [0.9 if m == trigger.modality else 0.025 for m in MODALITIES]
    return modality, 0.9 if trigger.polarity == "Negative" else 0.05


def choose_modality(probabilities: list[float], scope: Scope, speech: bool) -> tuple[str, float]:
    """Return the modality of an event and how sure we are, from the model's view and the limits of the words."""
    weight = SPEECH_WEIGHT if speech else MODALITY_WEIGHT
    scores = [
        math.log(max(p, _FLOOR)) + (weight if m in scope.modalities else 0.0)
        for m, p in zip(MODALITIES, probabilities, strict=True)
    ]
    total = sum(math.exp(s) for s in scores)
    best = max(range(len(scores)), key=lambda k: (scores[k], -k))
    return MODALITIES[best], math.exp(scores[best]) / total


def choose_polarity(negative: float, scope: Scope, speech: bool, denied: bool) -> tuple[str, float]:
    """Return the polarity of an event and how sure we are; `denied` where the sentence has any word of denial."""
    if scope.governed:
        negative = max(negative, 0.02)  # the model has no opinion on words far above the event
    elif scope.negative:
        negative = max(negative, 0.05)  # nor may it overlook a "no" that stands there
    odds = math.log(max(negative, _FLOOR) / max(1 - negative, _FLOOR))
    if scope.governed and not scope.negative:
        odds -= GOVERNED_WEIGHT  # two negations: "did not refuse to"
    elif scope.negative and not speech:
        odds += GOVERNED_WEIGHT if scope.governed else POLARITY_WEIGHT
    share = 1 / (1 + math.exp(-odds))
    return (
        (POLARITIES[1], share)
        if share > (0.5 if denied or scope.negative else UNWORDED)
        else (POLARITIES[0], 1 - share)
    )


def nobody(_sentence: Sentence, _token: int) -> tuple[str, ...]:
    """Know of no parties that a plural word stands for."""
    return ()


def _is_denied(clauses: Clauses, cues: Cues) -> bool:
    """Tell whether a sentence holds any word by which things are denied or come to nothing."""
    followed = (*clauses.words[1:], "")
    return any(
        (cues.denies(clauses.lemma(i)) or cues.denies(word)) and following not in cues.negation_guards
        for i, (word, following) in enumerate(zip(clauses.words, followed, strict=True))
    )


def _layers(
    clauses: Clauses,
    token: int,
    scope: Scope,
    quotations: tuple[Quotation, ...],
    referents: Referents,
    cues: Cues,
    members: Members = nobody,
    lasting: bool = False,
) -> list[Layer]:
    """Return who stands behind the event, from inside out: (speaker, cue, rule); `lasting`: it is a war or the like."""
    at = clauses.tokens[token]
    layers: list[Layer] = []
    cues_seen: set[tuple[int, int]] = set()
    spoken = any(q.quoted and _holds(q.content, at) for q in quotations)
    given = not spoken and _is_definite(clauses, token)  # what is spoken of as known is the article's own
    known = False
    for holder in scope.holders:
        aside = holder.kind in ("demand", "wish", "promise", "offer", "strive")
        reported = holder.kind in ("report", "attest", "accuse")
        doubted = reported and not spoken and _is_doubted(clauses.sentence, token)  # words in marks are the speaker's
        noun = clauses.tokens[holder.cue].upos == "NOUN"
        lasting = lasting or (noun and clauses.lemma(holder.cue) in cues.feelings)
        known = given and (lasting or known or not holder.asserted)  # what one takes for given, his reporter does too
        if known or (reported and _in_relative(clauses, token)) or (not holder.asserted and (aside or doubted)):
            cues_seen.add((clauses.sentence.index, holder.cue))
            continue
        who = who_says(referents, clauses, holder.speaker, cues)
        cue = clauses.tokens[holder.cue]
        cues_seen.add((clauses.sentence.index, holder.cue))
        together = () if holder.speaker is None else members(clauses.sentence, holder.speaker)
        for each in together or (who,):
            layers.append((each, Span(cue.start, cue.end), f"{holder.kind}:{clauses.lemma(holder.cue)}"))
    # indirect speech is read again from the parse by the scope, where words between its pieces stay out
    around = [
        q
        for q in quotations
        if q.rule not in ("indirect", "noun", RELEASE) and q.content.start <= at.start and at.end <= q.content.end
    ]
    around.sort(key=lambda q: (q.content.end - q.content.start, q.content.start))
    for q in around:
        if q.cue_at is not None and q.cue_at in cues_seen:
            continue
        if q.cue_at == (clauses.sentence.index, token):
            continue
        if q.cue_at is not None:
            cues_seen.add(q.cue_at)
        if q.rule == CONTINUED and given:
            continue
        entry = (q.speaker, q.cue, q.rule)
        inside = not layers or (layers[0][2].split(":")[0] in ("report", "attest") and not _tells(q, layers[0]))
        if q.rule == "according" and inside:
            layers.insert(0, entry)
        else:
            layers.append(entry)
    return layers


def _tells(quotation: Quotation, layer: Layer) -> bool:
    """Tell whether what a quotation reports is that somebody said it: his verb of saying stands in its words."""
    cue = layer[1]
    return cue is not None and quotation.content.start <= cue.start and cue.end <= quotation.content.end


def _is_definite(clauses: Clauses, token: int) -> bool:
    """Tell whether a noun names its event as known: "the massacre", "their war"; verbs never do."""
    if clauses.tokens[token].upos != "NOUN":
        return False
    return any(clauses.word(d) in _DEFINITE for d in clauses.find(token, "det", "nmod:poss") if d < token)


def _in_relative(clauses: Clauses, token: int) -> bool:
    """Tell whether a word says something in a relative clause of its own: "..., which the army denies"."""
    return token in clauses.saying and clauses.dep(token) == "acl" and bool(clauses.find(token, "nsubj"))


def _is_doubted(sentence: Sentence, token: int) -> bool:
    """Tell whether the model takes a circumstance of what is said for the article's own."""
    return sentence.signals is not None and float(sentence.signals.speakers([token])[0].max()) < DOUBT


def find_speaker(
    clauses: Clauses, token: int, quotations: tuple[Quotation, ...], referents: Referents, cues: Cues
) -> str | None:
    """Return the referent id of whoever says what stands at a token; None for the article's own voice."""
    layers = _layers(clauses, token, read_scope(clauses, token, cues), quotations, referents, cues)
    return next(
        (who for who, _, rule in layers if who is not None and rule.split(":")[0] not in ("demand", "wish", "strive")),
        None,
    )


def _goes_on(article: Article, clauses: Clauses, token: int) -> bool:
    """Tell whether a lasting event, named as known and without a year, belongs to the present of its article."""
    if article.published is None or clauses.tokens[token].upos != "NOUN":
        return False
    known = any(
        clauses.word(c) in ("the", "this") or clauses.dep(c) == "nmod" for c in clauses.below[token] if c < token
    )
    # a year in a relative clause dates something else: "the war, which began in 2022"
    below = [w for c in clauses.below[token] if clauses.dep(c) != "acl" for w in clauses.subtree(c)]
    if not known or any(_YEAR.fullmatch(clauses.word(w)) for w in below):
        return False
    years = [int(y) for y in _YEAR.findall(article.text)]
    return not years or max(y for y in years) >= article.published.year - 1


def _is_history(article: Article) -> bool:
    """Tell whether an article names years, all of them before the one that preceded its publication."""
    years = [int(y) for y in _YEAR.findall(article.text)]
    return article.published is not None and bool(years) and max(years) < article.published.year - 1


def _performs(clauses: Clauses, token: int, kind: str, layer: Layer, referents: Referents, cues: Cues) -> bool:
    """Tell whether the speaker of a saying is also its doer: "we demand", "this is unacceptable", "they must leave"."""
    speaker, _, rule = layer
    if rule == CONTINUED:
        return False
    who, helpers = clauses.subject(token), clauses.find(token, "aux")
    modal = {cues.modals.get(clauses.word(a)) for a in helpers} - {None}
    own = speaker is not None and speaker_at(referents, clauses, who) == speaker
    other = who is not None and not own and not _is_first(clauses, who, cues) and _is_actor(clauses, who, referents)
    if "necessary" in modal:
        return True
    if clauses.tokens[token].upos in ("ADJ", "AUX"):
        return not other  # "the raid is unacceptable" is his own judgement, "Kenya is ready" a report
    if modal:  # "he would never yield" is a refusal by saying so, "he would raise the case" is still to come
        return not other and kind in cues.binding_types
    if who is None:
        return False
    if rule == "statement" and takes_stance(clauses, token, referents, cues) is not None:
        return True  # "Kenya condemns the raid", in the statement of its minister
    verb = token
    if clauses.tokens[token].upos == "NOUN":
        verb = clauses.tokens[token].head
        if clauses.dep(token) != "obj" or clauses.tokens[verb].upos != "VERB":
            return False  # "at our request the council met": the request is told of
        if clauses.lemma(verb) in cues.reaffirming:
            return True
        if rule.split(":")[0] in ("demand", "wish"):
            return False  # who demands an apology does not make one
    if any(clauses.lemma(a) == "have" for a in clauses.find(verb, "aux")) and not _is_first(clauses, who, cues):
        return False  # "he said he had agreed" reports an act of before
    if _is_first(clauses, who, cues):
        past = {"VBD", "had"} & set(clauses.tense(verb))
        return not past  # "I summoned the envoy" is told, "I reject it" is done by saying so
    return own


def _is_actor(clauses: Clauses, who: int, referents: Referents) -> bool:
    found = referents.at.get((clauses.sentence.index, who))
    return found is not None and referents.get(found).type in _ACTORS


def _is_first(clauses: Clauses, who: int, cues: Cues) -> bool:
    return clauses.word(who) in cues.first_person


def find_claims(
    article: Article,
    analysis: Analysis,
    trigger: Trigger,
    quotations: tuple[Quotation, ...],
    referents: Referents,
    cues: Cues,
    members: Members = nobody,
) -> tuple[Claim, ...]:
    """Return the claims of one trigger, at least one; the first is the nearest speaker's or the article's own.

    **Shape** `evidence` is the trigger's sentence; `speaker` is a referent id or None for the article's own voice.
    """
    sentence = analysis.sentences[trigger.sentence]
    clauses = read_clauses(sentence, cues)
    scope = read_scope(clauses, trigger.token, cues)
    lasting = trigger.type.lower() in cues.lasting_types
    taken_for_given = any(rule.startswith(TO_END) for rule in scope.rules)
    if lasting and _goes_on(article, clauses, trigger.token):
        scope.limit(("Continuing",), "lasting")
    elif lasting and (taken_for_given or not scope.modalities) and _is_history(article):
        scope.narrow(("Factual",), "history")
    probabilities, negative = _probabilities(sentence, trigger)
    speech = trigger.type.lower() in cues.speech_types
    plain = {STATE, "mark:if", "mark:once", "mark:unless"} & set(scope.rules)
    modality, sure = choose_modality(probabilities, scope, speech and not plain)
    polarity, certain = choose_polarity(negative, scope, speech, _is_denied(clauses, cues))
    layers = _layers(clauses, trigger.token, scope, quotations, referents, cues, members, lasting)
    performed = (
        speech and bool(layers) and _performs(clauses, trigger.token, trigger.type.lower(), layers[0], referents, cues)
    )
    if performed:
        inner = next((k for k, layer in enumerate(layers) if layer[2] != "according"), 0)
        layers = [layer for k, layer in enumerate(layers) if k != inner or layer[0] is None]
    known = list({layer[0]: layer for layer in reversed(layers) if layer[0] is not None}.values())[::-1]
    rules = [*scope.rules, *(layer[2] for layer in (known or layers)[:1])]
    speaker, cue = (known or layers)[0][:2] if layers else (None, None)
    if speaker is None and not performed and not taken_for_given:
        speaker = _model_speaker(sentence, trigger, referents, clauses)
        rules += ["model speaker"] if speaker is not None else []
    word = sentence.tokens[trigger.token]
    if speaker is None and not performed and not speech and modality == "Desired":
        voice = next((q for q in quotations if q.rule == RELEASE and _holds(q.content, word)), None)
        speaker = None if voice is None else voice.speaker  # "Foreign fighters must leave": so the release demands
        rules += [RELEASE] if voice is not None else []
    first = Claim(
        speaker=speaker,
        modality=modality,
        polarity=polarity,
        evidence=(Span(sentence.start, sentence.end),),
        trigger=Span(sentence.tokens[trigger.first].start, sentence.tokens[trigger.last].end),
        quote=next((q.content for q in quotations if q.quoted and _holds(q.content, word)), None),
        cue=cue,
        outer=next(
            (who for who, by, _ in known[1:] if by != cue), None
        ),  # "both sides said": neither reports the other
        confidence=round(sure * certain * min(1.0, max(trigger.score, 0.05)), 3),
        rule=" ".join(rules) or "model",
    )
    # "X said that Y had promised it": both stand behind it, Y by promising, X by saying so
    reporters = [
        replace(first, speaker=who, cue=by, outer=None, rule=f"{first.rule} {rule}") for who, by, rule in known[1:]
    ]
    reported = bool(scope.holders) and scope.holders[0].asserted and speaker is not None
    denied = _denials(analysis, trigger, first, referents, cues) if reported else ()
    return (first, *reporters, *denied)


def _holds(span: Span, token: Token) -> bool:
    return span.start <= token.start and token.end <= span.end


def _denials(analysis: Analysis, trigger: Trigger, claim: Claim, referents: Referents, cues: Cues) -> Iterator[Claim]:
    """Yield the claims of those who deny what was just said: "...; Kyiv denies it", "The army rejected the report"."""
    here = analysis.sentences[trigger.sentence]
    for sentence in analysis.sentences[trigger.sentence : trigger.sentence + 2]:
        if sentence.paragraph != here.paragraph:
            return
        clauses = read_clauses(sentence, cues)
        for i, token in enumerate(clauses.tokens):
            later = sentence.index > trigger.sentence or i > trigger.token
            if not later or token.upos != "VERB" or clauses.lemma(i) not in cues.rebutting:
                continue
            if clauses.find(i, "ccomp", "xcomp") or not any(
                _refers_back(clauses, o, cues) for o in clauses.find(i, "obj")
            ):
                continue
            who = who_says(referents, clauses, clauses.subject(i), cues)
            if who is not None and who != claim.speaker:
                polarity = POLARITIES[1] if claim.polarity == POLARITIES[0] else POLARITIES[0]
                spans = tuple(dict.fromkeys((*claim.evidence, Span(sentence.start, sentence.end))))
                cue = Span(token.start, token.end)
                rule = f"denial:{clauses.lemma(i)}"
                yield replace(claim, speaker=who, polarity=polarity, evidence=spans, cue=cue, outer=None, rule=rule)


def _refers_back(clauses: Clauses, i: int, cues: Cues) -> bool:
    """Tell whether an object points to what was said before: it, this, the claim; not "the claim that ..."."""
    if clauses.tokens[i].upos in ("PRON", "DET"):
        return clauses.word(i) in ("it", "this", "that", "them")
    return clauses.lemma(i) in cues.said_things and not clauses.find(i, "ccomp", "acl", "nmod")


def _model_speaker(sentence: Sentence, trigger: Trigger, referents: Referents, clauses: Clauses) -> str | None:
    """Return whom the model takes for the speaker, when it is confident and the word is a referent.

    Sentences without a verb of saying are not asked about: 9 right of 15 found there.
    """
    if sentence.signals is None or not clauses.saying:
        return None
    shares = sentence.signals.speakers([trigger.token])[0]
    best = int(shares.argmax())
    if float(shares[best]) < SPEAKER_THRESHOLD or best == trigger.token:
        return None
    low, high = sorted((best, trigger.token))
    if any(t.text == ";" for t in sentence.tokens[low:high]):
        return None
    for at in clauses.path(
        best
    ):  # "the drones, which Sudan says ..., hit": Sudan speaks inside the relative clause only
        if clauses.dep(at) == "acl" and trigger.token not in clauses.subtree(at):
            return None
    for at in clauses.path(trigger.token):  # "X said that ..., and the army left": a clause of the article's own
        joined = clauses.dep(at) == "conj" and bool(clauses.find(at, "nsubj")) and best not in clauses.subtree(at)
        if joined and clauses.true_conjunct(at, clauses.tokens[at].head) is not None:
            return None
    if any((first < best < last) != (first < trigger.token < last) for first, last in clauses.asides):
        return None
    return speaker_at(referents, clauses, best)
