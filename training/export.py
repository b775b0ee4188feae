"""Puts parser and event heads into one ONNX network, quantises it to int8 per channel, and reports what that costs.

    python training/export.py --syntax build/syntax/syntax.pt \
        --syntax-labels build/syntax/syntax.json --events build/events \
        --lemmas build/lemmas.json.gz --vocabulary VOCAB --out kg/language/model

The lower layers, frozen while the event heads were trained, are computed once. Sentences are packed into rows without
padding: `segments` numbers the sentence of each piece (0 for none) and attention stays inside a segment. The files
replace those in --out only after all of them have been written.
"""

import argparse
import json
import math
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from encoder import HEADS, WIDTH, Layer, at_words, mixed
from event_network import EventNetwork
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from syntax_network import NAMES, SyntaxNetwork
from torch import Tensor, nn

from kg.records import MODALITIES, POLARITIES

INPUTS = ["pieces", "segments", "positions", "piece_shapes", "first_pieces", "word_shapes"]
OUTPUTS = ["upos", "xpos", "names", "arcs", "dependents", "governors"]
OUTPUTS += ["detection", "types", "modality", "polarity", "trigger_side", "word_side"]
ROLE_WEIGHTS = {
    "U": "role_bilinear",
    "wa.weight": "role_trigger",
    "wa.bias": "role_trigger_bias",
    "wb.weight": "role_word",
    "wb.bias": "role_word_bias",
    "pe.weight": "role_paths",
    "ce.weight": "role_cases",
    "de.weight": "role_distances",
    "ve.weight": "role_rivals",
    "rt": "role_types",
    "me.weight": "role_mentions",
    "r1.weight": "role_hidden",
    "r1.bias": "role_hidden_bias",
    "r2.weight": "role_output",
    "r2.bias": "role_output_bias",
    "lexW": "lexicon_types",
    "lexd": "lexicon_detection",
    "lex0": "lexicon_any",
    "s1": "prior_types",
    "s2": "prior_detection",
}


class _Attention(torch.autograd.Function):
    """Stands for onnxruntime's fused attention while the graph is traced."""

    @staticmethod
    def forward(ctx: object, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
        rows, width, _ = q.shape

        def split(y: Tensor) -> Tensor:
            return y.view(rows, width, HEADS, WIDTH // HEADS).transpose(1, 2)

        a = F.scaled_dot_product_attention(split(q), split(k), split(v), attn_mask=bias)
        return a.transpose(1, 2).reshape(rows, width, WIDTH)

    @staticmethod
    def symbolic(g: object, q: object, k: object, v: object, bias: object) -> object:
        return g.op("kg::Attention", q, k, v, bias).setType(q.type())  # type: ignore[attr-defined]


class Packed(nn.Module):
    """Both networks over packed rows."""

    def __init__(self, syntax: SyntaxNetwork, events: EventNetwork, shared: int) -> None:
        super().__init__()
        self.syntax, self.events, self.shared = syntax, events, shared

    def forward(
        self,
        pieces: Tensor,
        segments: Tensor,
        positions: Tensor,
        piece_shapes: Tensor,
        first_pieces: Tensor,
        word_shapes: Tensor,
    ) -> tuple[Tensor, ...]:
        """Return the tensors named in OUTPUTS."""
        together = segments[:, None, :, None] == segments[:, None, None, :]
        bias = (1.0 - together.float()) * -1e4
        x = self.syntax.enc.embed(pieces, positions, piece_shapes)
        lower: list[Tensor] = []
        for layer in self.syntax.enc.L[: self.shared]:
            x = _layer(layer, x, bias)
            lower.append(x)
        syntax, events = list(lower), list(lower)
        for states, encoder in ((syntax, self.syntax.enc), (events, self.events.enc)):
            for layer in encoder.L[self.shared :]:
                states.append(_layer(layer, states[-1], bias))
        own = self.syntax.hs(word_shapes)
        read = self.syntax.heads(
            at_words(mixed(syntax, self.syntax.mix1), first_pieces, own),
            at_words(mixed(syntax, self.syntax.mix2), first_pieces, own),
        )
        own = self.events.hs(word_shapes)
        seen = self.events.heads(
            at_words(mixed(events, self.events.m1), first_pieces, own),
            at_words(mixed(events, self.events.m2), first_pieces, own),
        )
        return (*read[:2], read[3], *read[5:], *seen)


def _layer(layer: Layer, x: Tensor, bias: Tensor) -> Tensor:
    a = _Attention.apply(layer.q(x), layer.k(x), layer.v(x), bias)
    x = layer.n1(x + layer.o(a))
    return layer.n2(x + layer.u(F.gelu(layer.i(x))))


def trace(network: Packed, path: Path) -> float:
    """Write the network in full precision and return its largest difference from torch on a sample."""
    torch.manual_seed(0)
    rows, width, words = 2, 24, 15
    segments = torch.tensor([[1] * 14 + [2] * 10, [1] * 20 + [0] * 4])
    sample = (
        torch.randint(1000, 20000, (rows, width)),
        segments,
        torch.cat([torch.arange(14), torch.arange(10), torch.arange(24)]).view(rows, width),
        torch.randint(0, 11, (rows, width)),
        torch.randint(1, 20, (rows, words)),
        torch.randint(0, 11, (rows, words)),
    )
    axes = {name: {0: "rows", 1: "pieces"} for name in INPUTS[:4]}
    axes |= {name: {0: "rows", 1: "words"} for name in [*INPUTS[4:], *OUTPUTS]}
    torch.onnx.export(
        network.eval(),
        sample,
        str(path),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
        custom_opsets={"kg": 1},
    )
    graph = onnx.load(path)
    for node in graph.graph.node:
        if node.domain == "kg":
            node.domain, node.op_type = "com.microsoft", "MultiHeadAttention"
            q, k, v, bias = node.input
            node.input[:] = [q, k, v, "", "", bias]
            node.attribute.append(onnx.helper.make_attribute("num_heads", HEADS))
    for opset in graph.opset_import:
        if opset.domain == "kg":
            opset.domain = "com.microsoft"
    onnx.save(graph, path)
    with torch.no_grad():
        expected = network(*sample)
    found = InferenceSession(str(path)).run(OUTPUTS, {k: v.numpy() for k, v in zip(INPUTS, sample, strict=True)})
    return max(float(np.abs(a - b.numpy()).max()) for a, b in zip(found, expected, strict=True))


def main() -> None:
    """Export, quantise, write the tables beside the network, report sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--syntax", type=Path, required=True)
    parser.add_argument("--syntax-labels", type=Path, required=True, help="{upos, xpos, lem, dep} label lists")
    parser.add_argument("--events", type=Path, required=True, help="folder written by train_events.py")
    parser.add_argument(
        "--threshold", type=float, help="best detection threshold; the one tuned on held-back sentences unless given"
    )
    parser.add_argument("--lemmas", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    labels = json.loads(chosen.syntax_labels.read_text(encoding="utf-8"))
    explained = json.loads((chosen.events / "events.json").read_text(encoding="utf-8"))
    syntax = SyntaxNetwork(*(len(labels[key]) for key in ("upos", "xpos", "lem", "dep")))
    syntax.load_state_dict({k: v.float() for k, v in torch.load(chosen.syntax, weights_only=True).items()})
    events = EventNetwork(len(explained["paths"]), len(explained["cases"]))
    weights = {k: v.float() for k, v in torch.load(chosen.events / "events.pt", weights_only=True).items()}
    events.load_state_dict(weights)
    best = chosen.threshold or explained["threshold"]
    with torch.no_grad():
        events.det.bias -= math.log(best / (1 - best))  # so that the best threshold is a half
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch)
        difference = trace(Packed(syntax, events, explained["frozen"]), made / "full.onnx")
        print(f"largest difference from torch {difference:.1e}")
        quantize_dynamic(
            made / "full.onnx",
            made / "reader.onnx",
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
            weight_type=QuantType.QInt8,
            per_channel=True,
        )
        (made / "full.onnx").unlink()
        tables = {ours: weights[theirs].numpy() for theirs, ours in ROLE_WEIGHTS.items()}
        tables["label_bilinear"] = syntax.W.detach().numpy()
        tables["label_dependent"], tables["label_bias"] = (
            syntax.Wd.weight.detach().numpy(),
            syntax.Wd.bias.detach().numpy(),
        )
        tables["label_governor"] = syntax.Wh.weight.detach().numpy()
        stored = {k: v.astype(np.float16 if v.size > 1000 else np.float32) for k, v in sorted(tables.items())}
        np.savez_compressed(made / "heads.npz", **stored)
        written = {
            "upos": labels["upos"],
            "xpos": labels["xpos"],
            "dependencies": labels["dep"],
            "names": NAMES,
            "types": explained["types"],
            "roles": explained["roles"],
            "modalities": list(MODALITIES),
            "polarities": list(POLARITIES),
            "paths": explained["paths"],
            "cases": explained["cases"],
            "detection_threshold": 0.5,
        }
        (made / "labels.json").write_text(json.dumps(written, indent=0), encoding="utf-8")
        shutil.copy(chosen.events / "lexicon.json.gz", made)
        shutil.copy(chosen.lemmas, made / "lemmas.json.gz")
        shutil.copy(chosen.vocabulary, made / "vocab.txt")
        publish(made, chosen.out)


def publish(made: Path, out: Path) -> None:
    """Copy all files beside their places, then rename them one after the other."""
    out.mkdir(parents=True, exist_ok=True)
    files = sorted(path for path in made.iterdir() if path.is_file())
    for path in files:
        shutil.copy(path, out / f".{path.name}.part")
    for path in files:
        (out / f".{path.name}.part").replace(out / path.name)
        print(f"{path.name:18} {path.stat().st_size / 1e6:6.2f} MB")


if __name__ == "__main__":
    main()
