"""What the judge can ask of a program. Each function is one operation; arguments and results are plain values.

An operation knows an item's interface, never its answer: it runs in the candidate's own process.
"""

from __future__ import annotations

import inspect
import itertools
from collections import Counter, OrderedDict, defaultdict, deque
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from evaluators.program import own_test as testing
from evaluators.program import steps

if TYPE_CHECKING:
    from evaluators.program.candidate import Submission


class TreeNode:
    """A node of a binary tree, as the statement of an item promises it."""

    def __init__(self, val: int = 0, left: TreeNode | None = None, right: TreeNode | None = None) -> None:
        self.val = val
        self.left = left
        self.right = right


def load(submission: Submission, *, calls: bool = True) -> dict[str, Any]:
    """Run the program's statements; the first error, if any, and the names that it defines."""
    submission.load(calls=calls)
    return {"error": submission.error, "names": sorted(str(name) for name in submission.names)}


def call(submission: Submission, name: str, *arguments: Any) -> Any:
    """``name(*arguments)``."""
    with submission.watch:
        return _plain(submission.names[name](*arguments))


def call_on_tree(submission: Submission, name: str, values: list[Any]) -> Any:
    """``name(root)`` for the tree that `values` lists (see `tree`)."""
    return _plain(submission.names[name](tree(values)))


def call_with_steps(submission: Submission, name: str, table: list[Any], *arguments: Any) -> Any:
    """``name(step, *arguments)``, where ``step(prefix)`` looks up `table`: ``[prefix, {token: log-probability}]``."""
    known = {tuple(prefix): following for prefix, following in table}

    def step(prefix: Any) -> dict[int, float]:
        return dict(known[tuple(prefix)])

    return _plain(submission.names[name](step, *arguments))


def dataset_items(submission: Submission, name: str, images: list[Any], labels: list[str], *, transform: bool) -> Any:
    """Build ``name(images, labels)``, perhaps with a transform; all that it holds, the first item once more at the end.

    The n-th call of the transform gives n - image.
    """
    calls = itertools.count(1)
    more = [lambda image: next(calls) - image] if transform else []
    data = submission.names[name](images, labels, *more)
    return {
        "is_dataset": isinstance(data, torch.utils.data.Dataset),
        "length": len(data),
        "classes": [str(one) for one in data.classes],
        "items": [list(data[place]) for place in [*range(len(images)), 0]],
    }


def dataset_batches(submission: Submission, name: str, images: list[Any], labels: list[str], size: int) -> Any:
    """What a DataLoader without shuffling makes of ``name(images, labels)``."""
    data = submission.names[name](images, labels)
    return [list(batch) for batch in torch.utils.data.DataLoader(data, batch_size=size)]


def operators(submission: Submission) -> list[str]:
    """Names of torch's own operators that earlier calls have ended up in."""
    return sorted(submission.watch.operators)


def count_steps(
    submission: Submission, name: str, arguments: list[Any], *, limit: int, on_tree: bool = False
) -> list[Any] | None:
    """How many steps ``name(*arguments)`` takes as written, and what it gives; None if it takes more than `limit`."""
    given = [tree(arguments[0])] if on_tree else arguments
    counted = steps.count(submission.source, name, given, limit)
    return counted and [counted[0], _plain(counted[1])]


def network(  # noqa: PLR0913 - each is one thing to know
    submission: Submission,
    name: str,
    init: list[Any],
    named: dict[str, Any],
    inputs: list[Any],
    *,
    state: dict[str, Any] | None = None,
    training: bool = True,
) -> dict[str, Any]:
    """Build ``name(*init, **named)`` and run it on `inputs`: output, parameters, convolutions, operators.

    `state` gives parameters other values first, by name; without `training`, it is run after ``eval()``.
    """
    net = submission.names[name](*init, **named)
    for key, value in (state or {}).items():
        net.get_parameter(key).data.copy_(value)
    if not training:
        net.eval()
    with submission.watch as watch:
        watch.convolutions.clear()
        output = net(*inputs)
    parameters = dict(net.named_parameters()) if isinstance(net, nn.Module) else {}
    return {
        "module": isinstance(net, nn.Module),
        "output": output,
        "parameters": {key: value.detach() for key, value in parameters.items()},
        "convolutions": [[list(shape), groups] for shape, groups in watch.convolutions[:50]],
        "operators": sorted(watch.operators),
    }


def gradients(submission: Submission, name: str, init: list[Any], inputs: list[Any], weights: Any) -> dict[str, bool]:
    """Whether each parameter has a gradient after a backward pass from the output weighted by `weights`."""
    net = submission.names[name](*init)
    net.train()
    (net(*inputs) * weights).sum().backward()
    return {key: value.grad is not None for key, value in net.named_parameters()}


def own_test(
    submission: Submission, test: str, network_name: str, substitute: dict[str, Any] | None, fault: str
) -> str:
    """Run the program's own test against its network, or a stand-in, whose output has `fault`; how it ended."""
    return testing.run(submission.names, test, network_name, substitute, fault)


def train(  # noqa: PLR0913, PLR0917 - an item's own interface
    submission: Submission, init: list[Any], x: Any, y: Any, epochs: int, lr: float, *, seed: int = 0,
) -> dict[str, Any]:  # fmt: skip
    """Build ``Model(*init)``, ``train`` it, and give the class scores before and after, and what was returned."""
    torch.manual_seed(seed)
    model = submission.names["Model"](*init)
    before = _scores(model, x)
    losses = submission.names["train"](model, x.clone(), y.clone(), epochs, lr)
    try:
        told: list[float] | None = [float(loss) for loss in losses]
    except (TypeError, ValueError):
        told = None
    return {"before": before, "after": _scores(model, x), "losses": told}


def fit(submission: Submission, x: Any, y: Any, lr: float, epochs: int, probes: list[Any]) -> list[Any]:  # noqa: PLR0913, PLR0917 - an item's own interface
    """``LogisticRegression().fit(x, y, lr, epochs)``, then ``predict_proba`` of each of `probes`."""
    model = submission.names["LogisticRegression"]()
    model.fit(x.copy(), y.copy(), lr, epochs)
    return [model.predict_proba(probe.copy()) for probe in probes]


def _scores(model: Any, x: Any) -> Any:
    was = model.training
    model.eval()
    with torch.no_grad():
        scores = model(x).detach().clone()
    model.train(was)
    return scores


def tree(values: list[Any]) -> TreeNode | None:
    """The binary tree whose nodes `values` lists level by level, None for a child that is not there."""
    if not values or values[0] is None:
        return None
    rest = iter(values[1:])
    root = TreeNode(values[0])
    waiting = deque([root])
    while waiting:
        node = waiting.popleft()
        for side in ("left", "right"):
            value = next(rest, None)
            if value is not None:
                child = TreeNode(value)
                setattr(node, side, child)
                waiting.append(child)
    return root


def _plain(value: Any) -> Any:
    """A result in plain types: an iterator is read out, and the standard library's tuples and dicts are made plain."""
    if inspect.isgenerator(value) or type(value) in (map, zip, filter, range, deque):
        return list(value)
    if type(value) is tuple or (isinstance(value, tuple) and hasattr(type(value), "_fields")):
        return tuple(_plain(one) for one in value)
    if type(value) in (Counter, defaultdict, OrderedDict):
        return dict(value)
    return value
