"""Which way a figure goes from one value to another."""

import pytest

from evaluators.concept.interpretation import read
from evaluators.concept.lexicon import Lexicon
from evaluators.concept.reading import Frame
from evaluators.concept.steps import FALLS, RISES, steps


def directions(text: str) -> list[tuple[str, str]]:
    """Each step of `text`: its direction and its new figure."""
    reading = read(text, Frame(Lexicon({})))
    return [(label, reading.words(*span)) for label, span in steps(reading)]


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("from 12 to 4 layers", "4"),
        ("two hidden layers instead of five", "two"),
        ("nine units, not twelve", "nine"),
        ("swap the ResNet-101 for an 18", "18"),
        ("the base one, not the large", "base"),
        ("把十二层砍成四层", "四"),
        ("dropout 从 0.5 降到 0.1", "0.1"),
    ],
)
def test_a_smaller_figure_in_place_of_a_larger_one_falls(text: str, new: str) -> None:
    """Whichever of the two is named first."""
    assert directions(text) == [(FALLS, new)]


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("from 2 to 16 layers", "16"),
        ("moved from a base to a large one", "large"),
        ("weight decay from 1e-4 to 1e-2", "1e-2"),
        ("层数从 4 加到 12", "12"),
    ],
)
def test_a_larger_figure_in_place_of_a_smaller_one_rises(text: str, new: str) -> None:
    """The inversion of what falls."""
    assert directions(text) == [(RISES, new)]


@pytest.mark.parametrize(
    "text", ["learning rate 0.1, batch of 32", "train was at 99 and val stuck at 61", "3 or 4 seeds"]
)
def test_two_figures_beside_each_other_are_no_step(text: str) -> None:
    """Nothing leads from one to the other."""
    assert directions(text) == []
