"""Trains the event heads and their copy of the upper encoder layers.

    python training/train_events.py --events DIR... --parsed build/parsed.pickle \
        --syntax build/syntax/syntax.pt --vocabulary kg/language/model/vocab.txt --lemmas build/lemmas.json.gz \
        --out build/events

Writes events.pt (half precision), events.json (label lists, threshold, figures) and lexicon.json.gz to --out. A run
that was cut off goes on from its last checkpoint when started again with the same options.
"""

import argparse
import json
import pickle
import random
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import torch
import torch.nn.functional as F
from checkpoints import Average, load_run, save_run
from corpora import held_back, read_annotated
from evaluate_events import judge, score
from event_batches import Batch, collate, make_batches
from event_examples import ROLES, Example, PairVocabulary, Parse, make_example
from event_network import EventNetwork
from event_types import NUMBER, TYPES, line_of, near
from harmonise import Harmoniser
from lexical import TrainingLexicon, gather, write_lexicon
from torch import Tensor

from kg.language.lemmas import Lemmas
from kg.language.pieces import WordPieces
from kg.records import MODALITIES


def options() -> argparse.Namespace:
    """Return the command line's choices."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=Path, nargs="+", required=True, help="folders of annotated *.jsonl")
    parser.add_argument(
        "--only",
        type=Path,
        nargs="+",
        default=[],
        help="folders like --events whose sentences alone are learnt from; all others only fill the lemma statistics",
    )
    parser.add_argument("--exclude", type=Path, help="folder of scored articles whose sentences are left out")
    parser.add_argument("--parsed", type=Path, required=True, help="trees written by parse_events.py")
    parser.add_argument("--syntax", type=Path, required=True, help="weights of the parser whose encoder is copied")
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--lemmas", type=Path, required=True, help="lemma rules the reader will use")
    parser.add_argument("--init", type=Path, help="folder of an earlier run to go on from, with other data perhaps")
    parser.add_argument(
        "--pairs",
        type=Path,
        help="events.json whose paths and prepositions are kept, so that a run can go on with more data",
    )
    parser.add_argument("--harmonise", type=Path, default=Path(__file__).with_name("harmonise.toml"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--frozen", type=int, default=2, help="layers shared with the parser and left as they are")
    parser.add_argument("--encoder-rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1.2e-3)
    parser.add_argument("--pieces", type=int, default=768, help="pieces of a batch, padding included")
    parser.add_argument("--held-back", type=float, default=0.08, help="share of passages kept for tuning")
    parser.add_argument("--average", type=float, default=0.998, help="decay of the weights' moving average")
    parser.add_argument("--type-weight", type=float, default=0.9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--order-seed", type=int, default=None, help="another order of batches from the same start")
    return parser.parse_args()


def prepare(chosen: argparse.Namespace) -> tuple[list[Example], list[Example], PairVocabulary]:
    """Return training examples, held-back ones and the pair vocabulary; writes the lexicon of the training part."""
    files = [path for folder in (*chosen.only, *chosen.events) for path in sorted(folder.glob("*.jsonl"))]
    excluded = sorted(chosen.exclude.glob("*.json")) if chosen.exclude else []
    parses: dict[str, Parse] = pickle.loads(chosen.parsed.read_bytes())
    split = WordPieces(chosen.vocabulary)
    lemmas = Lemmas(chosen.lemmas, split.words)
    for text, (tokens, names) in parses.items():
        parses[text] = tuple(replace(t, lemma=lemmas(t.text, t.upos, t.xpos)) for t in tokens), names
    harmoniser = Harmoniser.read(chosen.harmonise)
    sentences = [harmoniser.apply(s, parses[s.text]) for s in read_annotated(files, excluded)]
    parts = []
    for part in held_back(sentences, chosen.held_back):
        made = (make_example(s, parses[s.text], split) for s in part)
        parts.append([e for e in made if e is not None])
    train, held = parts
    vocabulary = PairVocabulary.of(train)
    pairs = chosen.init / "events.json" if chosen.init else chosen.pairs
    if pairs:
        earlier = json.loads(pairs.read_text(encoding="utf-8"))
        vocabulary = PairVocabulary(earlier["paths"], earlier["cases"])
    vocabulary.number(train)
    vocabulary.number(held)
    statistics = gather((e.passage, e.tokens, {t.word: t.type for t in e.targets}) for e in train)
    chosen.out.mkdir(parents=True, exist_ok=True)
    write_lexicon(statistics, chosen.out / "lexicon.json.gz")
    lexicon = TrainingLexicon(chosen.out / "lexicon.json.gz", statistics)
    for example in train:
        example.lexical = lexicon.features_without(example.passage, example.tokens)
    for example in held:
        example.lexical = lexicon.features(example.tokens)
    if chosen.only:
        own = {path.stem for folder in chosen.only for path in folder.glob("*.jsonl")}
        train = [e for e in train if e.source in own]
    relabelled = sum(harmoniser.used.values())
    events = sum(len(e.targets) for e in train)
    print(f"{len(train)} sentences, {events} events, {relabelled} relabelled; {len(held)} sentences held back")
    return train, held, vocabulary


def type_targets() -> Tensor:
    """Return [T, T]: for each type the share every type gets as a target, most of it itself, some its neighbours."""
    targets = torch.full((len(TYPES), len(TYPES)), 0.04 / len(TYPES))
    for name in TYPES:
        close = [t for t in TYPES if t != name and (near(name, t) or name in line_of(t))]
        for other in close:
            targets[NUMBER[name], NUMBER[other]] += 0.06 / len(close)
        targets[NUMBER[name], NUMBER[name]] += 0.9 if close else 0.96
    return targets


class Losses:
    """The weighted losses of one batch."""

    def __init__(self, train: list[Example], type_weight: float) -> None:
        counts = Counter(t.modality for e in train for t in e.targets)
        most = max(counts.values())
        self.modality = torch.tensor([(most / max(5, counts[i])) ** 0.3 for i in range(len(MODALITIES))])
        self.polarity = torch.tensor([1.0, 1.6])
        self.targets = type_targets()
        self.type_weight = type_weight

    def __call__(self, network: EventNetwork, batch: Batch, frozen: int) -> dict[str, Tensor]:
        """Return the parts whose sum is to be made small."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            detection, types, modality, polarity, a, b = network(*batch.inputs, batch.lexical, frozen)
            at = batch.rows, batch.anchors
            roles = network.roles(a[at], b[batch.rows], types[at], *batch.pairs)
        wanted = torch.zeros(batch.words.shape)
        wanted[at] = 1
        found = detection.float()[batch.words]
        smoothed = wanted[batch.words] * 0.96 + 0.005
        losses = {"detection": 4 * F.binary_cross_entropy_with_logits(found, smoothed, pos_weight=torch.tensor(1.3))}
        events = len(batch.anchors)
        if not events:
            return losses
        shares = F.log_softmax(types[at].float(), -1)
        losses["type"] = -self.type_weight * (self.targets[batch.types] * shares).sum(-1).mean()
        losses["modality"] = 0.5 * F.cross_entropy(
            modality[at].float(), batch.modalities, weight=self.modality, label_smoothing=0.05
        )
        losses["polarity"] = 0.4 * F.cross_entropy(polarity[at].float(), batch.negatives, weight=self.polarity)
        logits = roles.float()
        losses["role"] = (0.7 / events) * F.cross_entropy(
            logits[..., :-1].reshape(-1, len(ROLES)), batch.roles.reshape(-1), ignore_index=-100, reduction="sum"
        )
        inside = batch.roles != -100
        losses["speaker"] = (0.7 / events) * F.binary_cross_entropy_with_logits(
            logits[..., -1][inside], batch.speakers[inside].float(), reduction="sum"
        )
        return losses


def main() -> None:
    """Train, keep checkpoints, write the averaged weights and their figures."""
    chosen = options()
    torch.set_num_threads(1)  # two threads are slower than one for matrices of this size
    torch.manual_seed(chosen.seed)
    train, held, vocabulary = prepare(chosen)
    network = EventNetwork(len(vocabulary.paths), len(vocabulary.cases))
    syntax = torch.load(chosen.syntax, weights_only=True)
    network.enc.load_state_dict({k[4:]: v.float() for k, v in syntax.items() if k.startswith("enc.")})
    network.hs.weight.data.copy_(syntax["hs.weight"].float())
    if chosen.init:
        weights = torch.load(chosen.init / "events.pt", weights_only=True)
        network.load_state_dict({key: value.float() for key, value in weights.items()})
    for name, parameter in network.enc.named_parameters():
        if not name.startswith("L.") or int(name.split(".")[1]) < chosen.frozen:
            parameter.requires_grad = False
    encoder = [p for n, p in network.named_parameters() if n.startswith("enc.") and p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith("enc.")]
    groups = [{"params": encoder, "lr": chosen.encoder_rate}, {"params": heads, "lr": chosen.head_rate}]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.02, foreach=True)
    order = chosen.seed if chosen.order_seed is None else chosen.order_seed
    augment = random.Random(order)
    torch.manual_seed(order)
    average = Average(network, chosen.average)
    checkpoint = chosen.out / "checkpoint.pt"
    state = {"epoch": 0, "done": 0, "step": 0}
    if checkpoint.is_file():
        state = load_run(checkpoint, network, optimiser, average, augment)
        print(f"goes on at epoch {state['epoch'] + 1}, batch {state['done']}")
    total = chosen.epochs * len(make_batches(train, chosen.pieces, random.Random(f"{order}-0")))
    losses, begun = Losses(train, chosen.type_weight), time.time()
    network.train()
    sums: Counter[str] = Counter()
    while state["epoch"] < chosen.epochs:
        batches = make_batches(train, chosen.pieces, random.Random(f"{order}-{state['epoch']}"))
        for group in batches[state["done"] :]:
            share = min((state["step"] + 1) / 60, max(0.01, 1 - state["step"] / total))
            for settings, rate in zip(optimiser.param_groups, (chosen.encoder_rate, chosen.head_rate), strict=True):
                settings["lr"] = rate * share
            parts = losses(network, collate(group, augment), chosen.frozen)
            optimiser.zero_grad()
            sum(parts.values()).backward()
            torch.nn.utils.clip_grad_norm_(encoder + heads, 2.0)
            optimiser.step()
            average.update()
            state["step"] += 1
            state["done"] += 1
            sums.update({name: value.item() for name, value in parts.items()})
            sums["batches"] += 1
            if state["step"] % 400 == 0:
                save_run(checkpoint, network, optimiser, average, augment, state)
        state |= {"epoch": state["epoch"] + 1, "done": 0}
        save_run(checkpoint, network, optimiser, average, augment, state)
        means = {name: round(value / sums["batches"], 3) for name, value in sums.items() if name != "batches"}
        print(f"epoch {state['epoch']}, {time.time() - begun:.0f} s, {means}", flush=True)
        sums.clear()
        if state["epoch"] % 2 == 0 or state["epoch"] == chosen.epochs:
            average.swap()
            if held:
                figures = score(judge(network, held, chosen.frozen))
            else:
                figures = json.loads((chosen.init / "events.json").read_text(encoding="utf-8"))["figures"]
            write_model(chosen, network, vocabulary, figures)
            average.swap()
            print("  held back:", json.dumps(figures), flush=True)


def write_model(
    chosen: argparse.Namespace, network: EventNetwork, vocabulary: PairVocabulary, figures: dict[str, object]
) -> None:
    """Write the weights in half precision and what explains them."""
    weights = {key: value.half() for key, value in network.state_dict().items()}
    torch.save(weights, chosen.out / "events.pt")
    settings = {key: str(value) if isinstance(value, Path) else value for key, value in vars(chosen).items()}
    settings["events"] = [str(path) for path in chosen.events]
    explained = {
        "types": TYPES,
        "roles": ROLES,
        "paths": vocabulary.paths,
        "cases": vocabulary.cases,
        "frozen": chosen.frozen,
        "threshold": figures["threshold"],
        "figures": figures,
        "options": {k: v for k, v in settings.items() if k != "exclude"},
    }
    (chosen.out / "events.json").write_text(json.dumps(explained, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
