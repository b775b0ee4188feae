"""The event heads: does a word evoke an event, of which type, how is it meant, and which words fill its roles."""

import torch
import torch.nn.functional as F
from encoder import SHAPES, WIDTH, Encoder, at_words, mixed
from event_examples import ROLES
from event_types import TYPES
from torch import Tensor, nn

from kg.language.mentions import CLASSES
from kg.language.paths import RIVALS
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
        self.ve = nn.Embedding(RIVALS, 16)
        self.r1, self.r2 = nn.Linear(72, 64), nn.Linear(64, outputs)
        self.rt = nn.Parameter(torch.randn(types, _SIDE) * 0.02)
        self.me = nn.Embedding(len(CLASSES), _SIDE)
        nn.init.normal_(self.me.weight, std=0.02)
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
        """Return logits: detection [B, N], types, modality, polarity, and the two sides of the role scorer unbent."""
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
        return self.det(t)[..., 0], self.typ(t), self.mod(m), self.pol(m), self.ra(y), self.rb(y)

    def roles(self, a: Tensor, b: Tensor, types: Tensor, mention: Tensor, *pair: Tensor) -> Tensor:
        """Return [M, N, roles + speaker] for M triggers a [M, d] and the words of their sentences b [M, N, d].

        The scorer sees what the model takes the trigger for, `types` [M, T], never the type an ontology gives it, and
        of each word its class of mention [M, N]. `pair` is [M, N] each: path, preposition, distance and rivals.
        """
        believed = torch.softmax(types.detach().float(), -1).to(self.rt.dtype)
        a = F.dropout(F.gelu(a + believed @ self.rt), self.dropout, self.training)
        b = F.dropout(F.gelu(b + self.me(mention)), self.dropout, self.training)
        turned = torch.einsum("md,rde->mre", a, self.U)
        logits = torch.einsum("mre,mne->mnr", turned, b) + self.wa(a)[:, None] + self.wb(b)
        tables = (self.pe, self.ce, self.de, self.ve)
        joined = torch.cat([table(numbers) for table, numbers in zip(tables, pair, strict=True)], -1)
        return logits + self.r2(F.dropout(F.gelu(self.r1(joined)), 0.15, self.training))
