"""Saving a run so that it can be cut off and go on as if it had not been, and the average of its late weights."""

import random
from pathlib import Path

import torch
from torch import Tensor, nn


class Average:
    """Exponential moving average of the trained weights; usually a little better than the last step's."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self._weights = {name: p for name, p in network.named_parameters() if p.requires_grad}
        self.shadow: dict[str, Tensor] = {name: p.detach().clone() for name, p in self._weights.items()}
        self.steps = 0

    def update(self) -> None:
        """Take in the weights of the step just done; early steps count for more so that the start fades."""
        self.steps += 1
        share = 1 - min(self.decay, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.shadow.values()), [p.detach() for p in self._weights.values()], share)

    def swap(self) -> None:
        """Exchange the network's weights and the average; call again to undo."""
        with torch.no_grad():
            for name, parameter in self._weights.items():
                kept = parameter.detach().clone()
                parameter.copy_(self.shadow[name])
                self.shadow[name].copy_(kept)


def save_run(
    path: Path,
    network: nn.Module,
    optimiser: torch.optim.Optimizer,
    average: Average,
    rng: random.Random,
    state: dict,
) -> None:
    """Write everything a run needs to go on; an interrupted write leaves the previous checkpoint whole."""
    stored = {
        "network": network.state_dict(),
        "optimiser": optimiser.state_dict(),
        "average": average.shadow,
        "average_steps": average.steps,
        "python": rng.getstate(),
        "torch": torch.get_rng_state(),
        **state,
    }
    temporary = path.with_suffix(".part")
    torch.save(stored, temporary)
    temporary.replace(path)


def load_run(
    path: Path, network: nn.Module, optimiser: torch.optim.Optimizer, average: Average, rng: random.Random
) -> dict:
    """Restore a saved run in place and return its other state."""
    stored = torch.load(path, weights_only=False)
    network.load_state_dict(stored.pop("network"))
    optimiser.load_state_dict(stored.pop("optimiser"))
    average.shadow = stored.pop("average")
    average.steps = stored.pop("average_steps")
    rng.setstate(stored.pop("python"))
    torch.set_rng_state(stored.pop("torch"))
    return stored
