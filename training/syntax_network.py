"""The parser: tags, names, sentence boundaries and biaffine dependency arcs over one encoder."""

import torch
import torch.nn.functional as F
from encoder import SHAPES, WIDTH, Encoder, at_words, mixed
from torch import Tensor, nn

_SHAPE_WIDTH = 32
_HIDDEN = 256
_ARC = 256
_LABEL = 96

NAMES = ["O", *(f"{place}-{label}" for label in ("PER", "ORG", "LOC") for place in "BIES")]


class SyntaxNetwork(nn.Module):
    """Word states from two learnt mixes of the layers, one for syntax, one for names."""

    def __init__(self, upos: int, xpos: int, scripts: int, dependencies: int, dropout: float = 0.25) -> None:
        super().__init__()
        self.enc, self.dropout = Encoder(), dropout
        entry = WIDTH + _SHAPE_WIDTH
        self.mix1 = nn.Parameter(torch.tensor([0.0, 0, 0.3, 0.6, 0.6, 0.3]))
        self.mix2 = nn.Parameter(torch.tensor([0.0, 0, 0, 0.3, 0.6, 0.6]))
        self.hs = nn.Embedding(SHAPES, _SHAPE_WIDTH)
        self.tag = nn.Linear(entry, _HIDDEN)
        self.up, self.xp, self.lem = nn.Linear(_HIDDEN, upos), nn.Linear(_HIDDEN, xpos), nn.Linear(_HIDDEN, scripts)
        self.ner1, self.ner, self.bnd = nn.Linear(entry, _HIDDEN), nn.Linear(_HIDDEN, len(NAMES)), nn.Linear(_HIDDEN, 1)
        self.ad, self.ah = nn.Linear(entry, _ARC), nn.Linear(entry, _ARC)
        self.ld, self.lh = nn.Linear(entry, _LABEL), nn.Linear(entry, _LABEL)
        self.root_a, self.root_l = nn.Parameter(torch.randn(_ARC) * 0.05), nn.Parameter(torch.randn(_LABEL) * 0.05)
        self.U, self.bu = nn.Parameter(torch.empty(_ARC, _ARC)), nn.Parameter(torch.zeros(_ARC))
        nn.init.orthogonal_(self.U)
        self.U.data *= 0.5
        self.W = nn.Parameter(torch.randn(dependencies, _LABEL, _LABEL) * 0.02)
        self.Wd, self.Wh = nn.Linear(_LABEL, dependencies), nn.Linear(_LABEL, dependencies, bias=False)

    def forward(
        self, pieces: Tensor, mask: Tensor, shapes: Tensor, first_pieces: Tensor, word_shapes: Tensor
    ) -> tuple[Tensor, ...]:
        """Return logits: UPOS, XPOS, lemma scripts, names, boundary, arcs [B, N, N + 1], and the label sides."""
        states = self.enc(pieces, mask, shapes)
        word_shape = self.hs(word_shapes)

        def drop(x: Tensor) -> Tensor:
            return F.dropout(x, self.dropout, self.training)

        x = drop(at_words(mixed(states, self.mix1), first_pieces, word_shape))
        y = drop(at_words(mixed(states, self.mix2), first_pieces, word_shape))
        return self.heads(x, y, drop)

    def heads(self, x: Tensor, y: Tensor, drop: object = None) -> tuple[Tensor, ...]:
        """Return the eight outputs from word states; index 0 of the governors is the root."""
        keep = drop if callable(drop) else (lambda z: z)
        t, n = keep(F.gelu(self.tag(x))), keep(F.gelu(self.ner1(y)))
        ad, ah = keep(F.gelu(self.ad(x))), keep(F.gelu(self.ah(x)))
        ld, lh = keep(F.gelu(self.ld(x))), keep(F.gelu(self.lh(x)))
        rows = x.shape[0]
        ah = torch.cat([self.root_a.to(ah.dtype).expand(rows, 1, -1), ah], 1)
        lh = torch.cat([self.root_l.to(lh.dtype).expand(rows, 1, -1), lh], 1)
        arcs = torch.matmul(torch.matmul(ad, self.U) + self.bu, ah.transpose(1, 2))
        return self.up(t), self.xp(t), self.lem(t), self.ner(n), self.bnd(n)[..., 0], arcs, ld, lh

    def label(self, dependents: Tensor, governors: Tensor) -> Tensor:
        """Return the label scores of M (dependent, governor) pairs."""
        scores = torch.einsum("md,lde,me->ml", dependents, self.W, governors)
        return scores + self.Wd(dependents) + self.Wh(governors)
