"""The event heads: does a word evoke an event, of which type, how is it meant, and which words fill its roles."""

import torch
import torch.nn.functional as F
from encoder import SHAPES, WIDTH, Encoder, at_words, mixed
from event_examples import ROLES
from event_types import TYPES
from torch import Tensor, nn

from kg.records import MODALITIES, POLARITIES

_SHAPE_WIDTH = 32
_HIDDEN = 256
_SIDE = 128


class EventNetwork(nn.Module):
    """An encoder of its own above the layers it shares with the parser, and the heads."""

    def __init__(self, paths: int, cases: int, dropout: float = 0.3) -> None:
        super().__init__()
        self.enc, self.dropout = Encoder(), dropout
        types, outputs, entry = len(TYPES), len(ROLES) + 1, WIDTH + _SHAPE_WIDTH
        self.hs = nn.Embedding(SHAPES, _SHAPE_WIDTH)
        self.m1 = nn.Parameter(torch.tensor([0.0, 0, 0.2, 0.5, 0.6, 0.6]))
        self.m2 = nn.Parameter(torch.tensor([0.0, 0, 0.3, 0.6, 0.6, 0.3]))
        self.t1, self.det, self.typ = nn.Linear(entry, _HIDDEN), nn.Linear(_HIDDEN, 1), nn.Linear(_HIDDEN, types)
        self.t2 = nn.Linear(entry, _HIDDEN)
        self.mod, self.pol = nn.Linear(_HIDDEN, len(MODALITIES)), nn.Linear(_HIDDEN, len(POLARITIES))
        self.ra, self.rb = nn.Linear(entry, _SIDE), nn.Linear(entry, _SIDE)
        self.U = nn.Parameter(torch.randn(outputs, _SIDE, _SIDE) * 0.02)
        self.wa, self.wb = nn.Linear(_SIDE, outputs), nn.Linear(_SIDE, outputs)
        self.pe, self.ce, self.de = nn.Embedding(paths, 32), nn.Embedding(cases, 16), nn.Embedding(16, 8)
        self.r1, self.r2 = nn.Linear(56, 64), nn.Linear(64, outputs)
        self.lexW = nn.Parameter(torch.eye(types) * 1.5)
        self.lexd = nn.Parameter(torch.zeros(types))
        self.lex0, self.s1, self.s2 = (nn.Parameter(torch.tensor(value)) for value in (0.5, 0.6, 0.6))

    def forward(
        self,
        pieces: Tensor,
        mask: Tensor,
        shapes: Tensor,
        first_pieces: Tensor,
        word_shapes: Tensor,
        lexical: Tensor,
        frozen: int,
    ) -> tuple[Tensor, ...]:
        """Return logits: detection [B, N], types, modality, polarity, and the two sides of the role scorer."""
        states = self.enc(pieces, mask, shapes, frozen)
        word_shape = self.hs(word_shapes)

        def drop(x: Tensor) -> Tensor:
            return F.dropout(x, self.dropout, self.training)

        x = drop(at_words(mixed(states, self.m1), first_pieces, word_shape))
        y = drop(at_words(mixed(states, self.m2), first_pieces, word_shape))
        detection, types, modality, polarity, a, b = self.heads(x, y, drop)
        if self.training:
            lexical = lexical * (torch.rand(lexical.shape[:2]) > 0.12)[..., None]
        n = len(TYPES)
        listed, kinds, rate = lexical[..., :n], lexical[..., n : 2 * n], lexical[..., 2 * n]
        types = types + torch.matmul(listed, self.lexW) + self.s1 * kinds
        detection = detection + torch.matmul(listed, self.lexd) + self.lex0 * (listed.sum(-1) > 0) + self.s2 * rate
        return detection, types, modality, polarity, a, b

    def heads(self, x: Tensor, y: Tensor, drop: object = None) -> tuple[Tensor, ...]:
        """Return the six outputs from word states, without the lexical features; `drop` is applied to hidden layers."""
        keep = drop if callable(drop) else (lambda z: z)
        t, m = keep(F.gelu(self.t1(x))), keep(F.gelu(self.t2(x)))
        a, b = keep(F.gelu(self.ra(y))), keep(F.gelu(self.rb(y)))
        return self.det(t)[..., 0], self.typ(t), self.mod(m), self.pol(m), a, b

    def roles(self, a: Tensor, b: Tensor, path: Tensor, case: Tensor, distance: Tensor) -> Tensor:
        """Return [M, N, roles + speaker] for M triggers a [M, d] and the words of their sentences b [M, N, d]."""
        turned = torch.einsum("md,rde->mre", a, self.U)
        logits = torch.einsum("mre,mne->mnr", turned, b) + self.wa(a)[:, None] + self.wb(b)
        pair = torch.cat([self.pe(path), self.ce(case), self.de(distance)], -1)
        return logits + self.r2(F.dropout(F.gelu(self.r1(pair)), 0.15, self.training))
