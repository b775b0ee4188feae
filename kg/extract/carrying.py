"""Times carried from one sentence to the next: "The strikes disrupted ...", "She will meet ...".

Works on events already dated by their own sentence; a carried time is one a careful reader would state.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.anchoring import Anchorer
from kg.extract.layers import Trigger
from kg.extract.timelinks import head_of
from kg.extract.times.words import load_words
from kg.language.analysis import Analysis, Token
from kg.records import EventTime

_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))
_INSIDE = frozenset(("in", "during", "at", "after", "by", "from"))
_TOLD = frozenset(("Factual", "Continuing"))
_MAIN = frozenset(("root", "conj", "parataxis"))
_DATED = _TOLD | {"Scheduled"}
LONGEST_DAYS = 14  # a month that dates one mention ("April 2025") is too wide for another
_BACK = 12  # sentences a definite noun may look back for what it names
_NEAR = 2  # sentences a definite noun may look back for the verb that told what it names: "struck ... the strike"


@dataclass(frozen=True, slots=True)
class _Told:
    """All events with the times known by now; `before` are the dated ones told earlier that may lend theirs."""

    analysis: Analysis
    triggers: Sequence[Trigger]
    modalities: Sequence[str]
    times: Sequence[EventTime | None]
    before: Sequence[int]

    def tokens(self, i: int) -> tuple[Token, ...]:
        """Return the sentence of an event."""
        return self.analysis.sentences[self.triggers[i].sentence].tokens


def carry_times(
    analysis: Analysis,
    triggers: Sequence[Trigger],
    modalities: Sequence[str],
    stated: Sequence[EventTime | None],
    anchorer: Anchorer | None = None,
) -> tuple[EventTime | None, ...]:
    """Return the stated times with carried ones filled in, in the order of `triggers`.

    `anchorer` dates on the way what tells its time from an event dated by then ("hours after the talks").
    """
    out = list(stated)
    order = sorted(range(len(triggers)), key=lambda i: (triggers[i].sentence, triggers[i].token))
    for n, i in enumerate(order):
        if out[i] is not None:
            continue
        told_from = anchorer.find(i, out) if anchorer is not None and modalities[i] in _DATED else None
        if told_from is not None:
            out[i] = told_from
            continue
        if anchorer is not None and modalities[i] in ("Desired", "Scheduled"):
            out[i] = anchorer.limit(i, out)
            if out[i] is not None:
                continue
        planned = modalities[i] == "Scheduled"
        before = [j for j in order[:n] if out[j] is not None and (modalities[j] in _TOLD or planned)]
        told = _Told(analysis, triggers, modalities, out, before)
        found = _named_again(told, i) or _comes_for(told, i)
        if found is None and modalities[i] == "Scheduled":
            found = _same_journey(told, i)
            if found is None and anchorer is not None:
                found = _on_planned_day(told, i, anchorer)
        if found is None and modalities[i] in _TOLD:
            found = _around_named(told, i) or _said_by_document(told, i)
        if found is not None:
            out[i] = replace(
                found, rule=f"carried:{found.rule}" if not found.rule.startswith("carried") else found.rule
            )
    return tuple(out)


def _is_definite(tokens: Sequence[Token], noun: int) -> bool:
    return any(t.head == noun and t.dep == "det" and t.text.lower() in _DEFINITE for t in tokens)


def _is_owned(tokens: Sequence[Token], noun: int) -> bool:
    return any(t.head == noun and t.dep == "nmod:poss" and t.upos == "PRON" for t in tokens)


def _is_bounded(time: EventTime) -> bool:
    start, end = time.span.start, time.span.end
    return start is not None and end is not None and (end - start).days <= LONGEST_DAYS


def _named_again(told: _Told, i: int) -> EventTime | None:
    """Date a definite noun by the last dated event with the same word: "the strikes"."""
    trigger = told.triggers[i]
    tokens = told.tokens(i)
    if tokens[trigger.token].upos != "NOUN" or not _is_definite(tokens, trigger.token):
        return None
    return _antecedent(told, trigger.sentence, tokens[trigger.token].lemma.lower(), trigger.type)


def _antecedent(told: _Told, sentence: int, lemma: str, kind: str | None) -> EventTime | None:
    known = any(
        t.sentence < sentence and told.tokens(n)[t.token].lemma.lower() == lemma for n, t in enumerate(told.triggers)
    )  # "the conversation" that the text told of by that word is no other one
    for j in reversed(told.before):
        other, time = told.triggers[j], told.times[j]
        if sentence - other.sentence > _BACK:
            return None
        word = told.tokens(j)[other.token].lemma.lower()
        near = not known and sentence - other.sentence <= _NEAR
        noun = near or told.tokens(j)[other.token].upos == "NOUN"
        if time is not None and _is_bounded(time) and (word == lemma or (other.type == kind and noun)):
            return time
    return None


def _around_named(told: _Told, i: int) -> EventTime | None:
    """Date a past verb by the event in its clause: "The strikes left 12 dead", "used a missile in the attack"."""
    trigger = told.triggers[i]
    tokens = told.tokens(i)
    verb = tokens[trigger.token]
    if verb.xpos not in ("VBD", "VBN") or verb.lemma.lower() in load_words().moved:  # "the talks were postponed"
        return None
    for n, t in enumerate(tokens):
        if t.upos != "NOUN" or not (_is_definite(tokens, n) or _is_owned(tokens, n)):
            continue
        subject = t.head == trigger.token and t.dep.startswith("nsubj")
        inside = (
            t.head == trigger.token
            and t.dep == "obl"
            and any(
                c.head == n and c.dep == "case" and c.text.lower() in _INSIDE - {"after", "by", "from"} for c in tokens
            )
        )
        described = verb.dep == "acl:relcl" and verb.head == n
        if not (subject or inside or described):
            continue
        named = next(
            (j for j in told.before if told.triggers[j].sentence == trigger.sentence and told.triggers[j].token == n),
            None,
        )
        if named is not None and told.times[named] is not None and _is_bounded(told.times[named]):  # type: ignore[arg-type]  # narrowed above
            return told.times[named]
        found = _antecedent(told, trigger.sentence, t.lemma.lower(), None)
        if found is not None:
            return found
    return None


def _comes_for(told: _Told, i: int) -> EventTime | None:
    """Date what somebody comes for by his coming: "will arrive on Friday for another round of talks"."""
    tokens = told.tokens(i)
    top = told.triggers[i].token
    while tokens[top].dep in ("nmod", "compound") and tokens[top].head >= 0:
        top = tokens[top].head
    if tokens[top].dep != "obl" or not any(t.head == top and t.dep == "case" and t.text == "for" for t in tokens):
        return None
    for j in told.before:
        same = told.triggers[j].sentence == told.triggers[i].sentence and told.triggers[j].token == tokens[top].head
        time = told.times[j]
        if same and time is not None and told.modalities[j] == told.modalities[i] and _is_bounded(time):
            return time
    return None


def _same_journey(told: _Told, i: int) -> EventTime | None:
    """Date a planned event by the dated plan before it: "will travel from 19 to 23 February ... She will meet ..."."""
    trigger = told.triggers[i]
    if not _is_main_future(told.tokens(i), trigger.token):
        return None
    for j in reversed(told.before):
        time = told.times[j]
        if (
            told.modalities[j] == "Scheduled"
            and time is not None
            and _is_bounded(time)
            and (time.rule.startswith("carried") or _is_said_in(told, j, time))
            and trigger.sentence - told.triggers[j].sentence <= _BACK
        ):
            return time
    return None


def _is_said_in(told: _Told, j: int, time: EventTime) -> bool:
    """Tell whether the words of a time stand in the sentence of a telling: not the day of an earlier mention."""
    sentence = told.analysis.sentences[told.triggers[j].sentence]
    return time.start is not None and sentence.start <= time.start < sentence.end


def _is_main_future(tokens: Sequence[Token], word: int) -> bool:
    """Tell whether a verb, or the verb it is joined to, is the future of a main clause."""
    for _ in range(4):
        t = tokens[word]
        if any(c.head == word and c.dep == "aux" and c.text.lower() in ("will", "shall", "'ll", "’ll") for c in tokens):
            return t.dep in _MAIN
        if t.dep == "xcomp" and tokens[t.head].text.lower() in load_words().planned:  # "is expected to ask"
            return tokens[t.head].dep in _MAIN
        if t.dep != "conj":
            return False
        word = t.head
    return False


def _on_planned_day(told: _Told, i: int, anchorer: Anchorer) -> EventTime | None:
    """Date what somebody will do by the day of the plan before: "is due in Havana on Saturday. He will ask ..."."""
    trigger, tokens = told.triggers[i], told.tokens(i)
    if not trigger.sentence or not _is_main_future(tokens, trigger.token):
        return None
    here, before = (told.analysis.sentences[n] for n in (trigger.sentence, trigger.sentence - 1))
    verb = trigger.token
    while tokens[verb].dep in ("xcomp", "conj"):
        verb = tokens[verb].head
    named_again = any(t.head == verb and t.dep.startswith("nsubj") and t.upos == "PRON" for t in tokens)
    if here.paragraph != before.paragraph or not named_again:
        return None
    times, day = anchorer.dater.times, anchorer.dater.article.published
    if day is None or any(t.span is not None for t in times.get(here.index, ())):
        return None
    days = [t for t in times.get(before.index, ()) if t.kind == "DATE" and t.span is not None]
    if len(days) != 1 or days[0].span is None or days[0].span.start is None or days[0].relation != "within":
        return None
    t, plan = days[0], before.tokens[head_of(before.tokens, days[0].first, days[0].last)].head
    ahead = days[0].span.start > day and days[0].span.start == days[0].span.end
    if not ahead or plan < 0 or before.tokens[plan].dep not in _MAIN:
        return None
    return EventTime(days[0].span, "stated", t.text, t.start, t.end, t.value, "within", f"carried:{t.rule}")


def _said_by_document(told: _Told, i: int) -> EventTime | None:
    """Date what a document says by its adoption just before: "adopted Resolution 2328. The Resolution demanded".

    Also "In their declaration they pledge peace": what a paper says, it says in the present too.
    """
    trigger = told.triggers[i]
    tokens = told.tokens(i)
    verb = trigger.token
    if tokens[verb].dep == "conj" and not any(t.head == verb and t.dep.startswith("nsubj") for t in tokens):
        verb = tokens[verb].head
    subject = next((n for n, t in enumerate(tokens) if t.head == verb and t.dep == "nsubj"), None)
    inside = [n for n, t in enumerate(tokens[:verb]) if t.head == verb and t.dep == "obl" and _is_in(tokens, n)]
    papers = load_words().documents
    subject = next((n for n in inside if tokens[n].lemma.lower() in papers), subject)
    if subject is None or not (_is_definite(tokens, subject) or (subject in inside and _is_owned(tokens, subject))):
        return None
    word = tokens[subject].lemma.lower()
    present = tokens[trigger.token].xpos in ("VBZ", "VBP") and word in papers
    if tokens[trigger.token].xpos != "VBD" and not present:
        return None
    for j in reversed(told.before):
        other, time = told.triggers[j], told.times[j]
        if not 1 <= trigger.sentence - other.sentence <= 2 or time is None or not _is_bounded(time):
            continue
        around = told.tokens(j)
        if any(t.head == other.token and t.dep in ("obj", "nsubj:pass") and t.lemma.lower() == word for t in around):
            return time
        if word in papers and around[other.token].lemma.lower() == word:
            return time
    return None


def _is_in(tokens: Sequence[Token], noun: int) -> bool:
    return any(t.head == noun and t.dep == "case" and t.text.lower() == "in" for t in tokens)
