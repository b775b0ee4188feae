"""The encoder: MiniLM with a word-shape embedding at its input."""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDTH = 384
HEADS = 12
INNER = 1536
LAYERS = 6
PIECES = 30522
POSITIONS = 512
SHAPES = 12


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.n1 = nn.LayerNorm(WIDTH, 1e-12)
        self.i, self.u = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.n2 = nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x [B, T, d]; bias is added to the attention scores [B, 1, T or 1, T]."""
        rows, width, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(rows, width, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        dropout = self.dropout if self.training else 0.0
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype), dropout_p=dropout)
        a = self.o(a.transpose(1, 2).reshape(rows, width, WIDTH))
        x = self.n1(x + F.dropout(a, self.dropout, self.training))
        return self.n2(x + F.dropout(self.u(F.gelu(self.i(x))), self.dropout, self.training))


class Encoder(nn.Module):
    """Piece, position and shape embeddings under LAYERS layers."""

    def __init__(self) -> None:
        super().__init__()
        self.we, self.pe, self.te = nn.Embedding(PIECES, WIDTH), nn.Embedding(POSITIONS, WIDTH), nn.Embedding(2, WIDTH)
        self.ne = nn.LayerNorm(WIDTH, 1e-12)
        self.se = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.se.weight)
        self.L = nn.ModuleList(Layer() for _ in range(LAYERS))

    def load_base(self, path: Path) -> None:
        """Load the published base weights (model.safetensors)."""
        from safetensors.torch import load_file

        stored = {key.removeprefix("bert."): value for key, value in load_file(path).items()}
        embeddings = "embeddings."
        self.we.weight.data = stored[embeddings + "word_embeddings.weight"]
        self.pe.weight.data = stored[embeddings + "position_embeddings.weight"]
        self.te.weight.data = stored[embeddings + "token_type_embeddings.weight"]
        self.ne.weight.data = stored[embeddings + "LayerNorm.weight"]
        self.ne.bias.data = stored[embeddings + "LayerNorm.bias"]
        parts = {
            "q": "attention.self.query",
            "k": "attention.self.key",
            "v": "attention.self.value",
            "o": "attention.output.dense",
            "n1": "attention.output.LayerNorm",
            "i": "intermediate.dense",
            "u": "output.dense",
            "n2": "output.LayerNorm",
        }
        for number, layer in enumerate(self.L):
            for ours, theirs in parts.items():
                module = getattr(layer, ours)
                module.weight.data = stored[f"encoder.layer.{number}.{theirs}.weight"]
                module.bias.data = stored[f"encoder.layer.{number}.{theirs}.bias"]

    def embed(self, pieces: Tensor, positions: Tensor, shapes: Tensor) -> Tensor:
        """Return the input of the first layer [B, T, d]."""
        x = self.we(pieces) + self.pe(positions) + self.te.weight[0]
        return F.dropout(self.ne(x) + self.se(shapes), 0.1, self.training)

    def forward(self, pieces: Tensor, mask: Tensor, shapes: Tensor, frozen: int = 0) -> list[Tensor]:
        """Return the output of every layer; the embeddings and the first `frozen` layers get no gradient."""
        positions = torch.arange(pieces.shape[1]).expand_as(pieces)
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        learning = torch.is_grad_enabled()
        states: list[Tensor] = []
        with torch.set_grad_enabled(learning and frozen < 1):
            x = self.embed(pieces, positions, shapes)
        for number, layer in enumerate(self.L):
            with torch.set_grad_enabled(learning and number >= frozen):
                x = layer(x, bias)
            states.append(x)
        return states


def mixed(states: list[Tensor], weights: Tensor) -> Tensor:
    """Return the weighted sum of the layers' outputs; the weights are softmaxed."""
    shares = torch.softmax(weights, 0)
    return sum((shares[i] * states[i] for i in range(1, len(states))), shares[0] * states[0])


def at_words(x: Tensor, first_pieces: Tensor, shapes: Tensor) -> Tensor:
    """Return [B, N, d + s]: the state of each word's first piece and its shape embedding."""
    chosen = torch.gather(x, 1, first_pieces[:, :, None].expand(-1, -1, x.shape[2]))
    return torch.cat([chosen, shapes], -1)
