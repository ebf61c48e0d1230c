"""Whether a probability of 0.8 comes true four times in five."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

BINS = 10

Opinions = Sequence[tuple[float, bool]]
"""Probabilities, 0 to 1, each with what was true."""


class Bin(NamedTuple):
    """Probabilities of about the same size."""

    size: int
    predicted: float
    """Their mean."""
    true: float
    """Share of them that came true."""


def bins(opinions: Opinions) -> list[Bin]:
    """`opinions` in bins of equal width, lowest first; an empty one is left out."""
    found: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for probability, true in opinions:
        found[min(BINS - 1, int(probability * BINS))].append((probability, true))
    return [
        Bin(len(each), sum(p for p, _ in each) / len(each), sum(true for _, true in each) / len(each))
        for _, each in sorted(found.items())
    ]


def expected_error(opinions: Opinions) -> float:
    """The expected calibration error, 0 to 1: the bins' mean distance from the truth (Guo et al., arXiv:1706.04599)."""
    return sum(each.size * abs(each.predicted - each.true) for each in bins(opinions)) / len(opinions)


def area(opinions: Opinions) -> float:
    """The area under the ROC curve: how often a true statement gets more than a false one, ties counted half."""
    true = [probability for probability, met in opinions if met]
    false = [probability for probability, met in opinions if not met]
    won = sum((right > wrong) + (right == wrong) / 2 for right in true for wrong in false)
    return won / (len(true) * len(false))


def plot(opinions: Opinions, path: Path) -> None:
    """Draw the bins against the diagonal, each as large as it has members, and write the picture to `path`."""
    from matplotlib import rc_context  # noqa: PLC0415 - only whoever measures needs it
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    figure = Figure(figsize=(4.2, 4.2), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    found = bins(opinions)
    axes.plot([each.predicted for each in found], [each.true for each in found], color="tab:blue", linewidth=1)
    axes.scatter([each.predicted for each in found], [each.true for each in found], s=[each.size for each in found])
    axes.set(
        xlim=(0, 1), ylim=(0, 1), aspect="equal",
        xlabel="probability that the reader gives", ylabel="share of answers that state it",
        title=f"{len(opinions)} judgements, expected error {expected_error(opinions):.3f}",
    )  # fmt: skip
    # The same opinions give the same file: no random names in it, and no date.
    with rc_context({"svg.hashsalt": path.name}):
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
