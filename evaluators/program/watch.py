"""Sees which of torch's own operators a program ends up calling, whatever name it calls them by."""

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode

MAX_SEEN = 2000


class Watch(TorchDispatchMode):
    """Within ``with watch:``, records the operators that reach the CPU kernels."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.operators: set[str] = set()
        self.convolutions: list[tuple[tuple[int, ...], int]] = []
        """Weight's shape and number of groups of each convolution."""

    def __torch_dispatch__(
        self, func: Any, types: Sequence[type], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        """Note the operator, then do it."""
        del types
        name = func.name().split("::")[-1].split(".")[0]
        if len(self.operators) < MAX_SEEN:
            self.operators.add(name)
        if name == "convolution" and len(self.convolutions) < MAX_SEEN and isinstance(args[1], torch.Tensor):
            self.convolutions.append((tuple(args[1].shape), args[8]))
        return func(*args, **(kwargs or {}))
