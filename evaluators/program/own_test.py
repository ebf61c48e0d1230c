"""Tests the candidate's own test: it must pass on a right network and fail on one whose output has the wrong shape.

The network is changed in place, so that a test which holds an instance made earlier meets the fault too.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

FAULTS: dict[str, Callable[[Any], Any]] = {
    "none": lambda out: out,
    "one channel too many": lambda out: torch.cat([out, out[:, :1]], dim=1),
    "one channel too few": lambda out: out[:, :-1],
    "one row too few": lambda out: out[..., :-1, :],
    "one feature too many": lambda out: torch.cat([out, out[..., :1]], dim=-1),
}
"""What is done to the output of a right network, by name."""


def run(names: dict[str, Any], test: str, network: str, substitute: dict[str, Any] | None, fault: str) -> str:
    """Run ``test()`` while every `network` has `fault`; ``passed``, or the type of what it raised.

    With `substitute`, the network itself is replaced by a stand-in with the output shape that `substitute` describes.
    """
    kind = names[network]
    before = {name: vars(kind).get(name) for name in ("__init__", "forward")}
    if substitute is not None:
        _replace(kind, substitute)
    right = kind.forward
    kind.forward = lambda self, *inputs, **named: FAULTS[fault](right(self, *inputs, **named))
    try:
        names[test]()
    except BaseException as error:  # noqa: BLE001 - a test may raise what it likes
        return type(error).__name__[:80]
    finally:
        for name, own in before.items():
            if own is not None:
                setattr(kind, name, own)
            elif name in vars(kind):
                delattr(kind, name)
    return "passed"


def _replace(kind: Any, substitute: dict[str, Any]) -> None:
    """Give `kind` a constructor and a forward pass that work, whatever its own do.

    `substitute` holds ``parameters``: ``[name, default]`` of the constructor (default None: required), and ``output``:
    ``classes`` (N, second argument), ``convolution`` (N, out, H', W') or ``same`` (the input's).
    """
    declared = substitute["parameters"]

    def construct(self: Any, *values: Any, **named: Any) -> None:
        nn.Module.__init__(self)
        given = dict(declared) | dict(zip([name for name, _ in declared], values, strict=False)) | named
        self.stand_in = nn.Parameter(torch.zeros(1))
        self.asked_for = given

    def classes(self: Any, x: Any) -> Any:
        count = self.asked_for[declared[-1][0]]
        return torch.randn(x.shape[0], count) + self.stand_in

    def convolution(self: Any, x: Any) -> Any:
        asked = self.asked_for
        sizes = [
            (size + 2 * asked["padding"] - asked["kernel_size"]) // asked["stride"] + 1 for size in x.shape[-2:]
        ]  # fmt: skip
        return torch.randn(x.shape[0], asked["out_channels"], *sizes) + self.stand_in

    def same(self: Any, x: Any, *_others: Any, **_named: Any) -> Any:
        return torch.randn(x.shape) + self.stand_in

    kind.__init__ = construct
    kind.forward = {"classes": classes, "convolution": convolution, "same": same}[substitute["output"]]
