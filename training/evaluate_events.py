"""Scores of the event heads on held-back sentences: triggers, types, modality, negation, roles, speakers."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from event_batches import collate, make_batches
from event_examples import ROLES, Example, Target
from event_network import EventNetwork
from event_types import TYPES, near
from torch import Tensor

from kg.records import MODALITIES

ROLE_THRESHOLD = 0.35
SPEAKER_THRESHOLD = 0.4


def f_score(hits: float, gold: float, found: float) -> float:
    """Return the harmonic mean of precision and recall in per cent."""
    return round(200 * hits / max(1, gold + found), 1)


@dataclass(slots=True)
class _Judged:
    """One sentence with what the heads say of it and of each of its annotated events."""

    example: Example
    detection: list[float]
    types: list[int]
    events: list[tuple[Target, int, int, int, Tensor, Tensor]]  # type, modality, negative, roles, speaker


@torch.no_grad()
def judge(network: EventNetwork, examples: Sequence[Example], frozen: int) -> list[_Judged]:
    """Run the heads over all examples."""
    network.eval()
    judged: list[_Judged] = []
    for group in make_batches(examples, 2048):
        batch = collate(group)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            detection, types, modality, polarity, a, b = network(*batch.inputs, batch.lexical, frozen)
            at = batch.rows, batch.anchors
            logits = network.roles(a[at], b[batch.rows], types[at], *batch.pairs).float()
        detection, best = torch.sigmoid(detection.float()), types.argmax(-1)
        event = 0
        for row, example in enumerate(group):
            n = len(example.pieces)
            own = []
            for target in example.targets:
                word = target.word
                roles = torch.softmax(logits[event, :n, :-1], -1)
                speaker = torch.sigmoid(logits[event, :n, -1])
                meant = int(modality[row, word].argmax()), int(polarity[row, word].argmax())
                own.append((target, int(best[row, word]), *meant, roles, speaker))
                event += 1
            judged.append(_Judged(example, detection[row, :n].tolist(), best[row, :n].tolist(), own))
    network.train()
    return judged


def score(judged: Sequence[_Judged], threshold: float | None = None) -> dict[str, object]:
    """Return all figures in per cent; the threshold is the best of a grid unless given."""
    grid = [x / 20 for x in range(4, 16)]
    chosen = threshold or max(grid, key=lambda x: _triggers(judged, x, near))
    result: dict[str, object] = {
        "threshold": chosen,
        "detection": _triggers(judged, chosen, lambda a, b: True),
        "exact": _triggers(judged, chosen, lambda a, b: a == b),
        "near": _triggers(judged, chosen, near),
    }
    events = [event for j in judged for event in j.events]
    count = max(1, len(events))
    result["type given trigger"] = round(100 * sum(e[1] == e[0].type for e in events) / count, 1)
    result["modality"] = round(100 * sum(e[2] == e[0].modality for e in events) / count, 1)
    for number, name in enumerate(MODALITIES):
        hits = sum(e[2] == e[0].modality == number for e in events)
        gold, found = sum(e[0].modality == number for e in events), sum(e[2] == number for e in events)
        result[f"modality {name}"] = f_score(hits, gold, found)
    hits = sum(e[3] and e[0].negative for e in events)
    result["negation"] = f_score(hits, sum(e[0].negative for e in events), sum(e[3] for e in events))
    result |= _role_scores(events)
    return result


def _triggers(judged: Sequence[_Judged], threshold: float, same: Callable[[str, str], bool]) -> float:
    """Return the F of words found as triggers whose type is the annotated one in the sense of `same`."""
    hits = gold = found = 0
    for j in judged:
        owner: dict[int, Target] = {}
        for target in j.example.targets:
            for word in target.span:
                owner.setdefault(word, target)
        gold += len(j.example.targets)
        used: set[int] = set()
        for word, probability in enumerate(j.detection):
            if probability <= threshold:
                continue
            found += 1
            target = owner.get(word)
            if target is not None and target.word not in used:
                used.add(target.word)
                hits += same(TYPES[target.type], TYPES[j.types[word]])
    return f_score(hits, gold, found)


def _role_scores(events: Sequence[tuple]) -> dict[str, float]:
    """Return the F of (trigger, word, role) on annotated triggers, in all and by role."""
    hits: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for target, _, _, _, roles, speaker in events:
        chance, best = roles[:, 1:].max(-1)
        for word, wanted in enumerate(target.roles):
            given = int(best[word]) + 1 if float(chance[word]) > ROLE_THRESHOLD else 0
            gold[ROLES[wanted]] += 1
            found[ROLES[given]] += 1
            hits[ROLES[given]] += given == wanted
            told = float(speaker[word]) > SPEAKER_THRESHOLD
            gold["speaker"] += target.speaker[word]
            found["speaker"] += told
            hits["speaker"] += told and target.speaker[word]
    names = [*ROLES[1:], "speaker"]
    every = f_score(*(sum(c[name] for name in names) for c in (hits, gold, found)))
    return {"roles": every, **{f"role {name}": f_score(hits[name], gold[name], found[name]) for name in names}}
