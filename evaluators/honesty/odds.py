"""Probabilities as odds, in which opinions can be weighed and added."""

import math
from collections.abc import Iterable


def log_odds(chance: float, least: float, most: float) -> float:
    """The logarithm of the odds of `chance`, which tells no more beyond `least` and `most`.

    >>> log_odds(0.5, 0.01, 0.99), log_odds(0, 0.01, 0.99) == log_odds(0.01, 0.01, 0.99)
    (0.0, True)
    """
    chance = min(max(chance, least), most)
    return math.log(chance / (1 - chance))


def weighed(traits: Iterable[float], weights: Iterable[float], bias: float) -> float:
    """The probability that a logistic regression with these `weights` gives to `traits`.

    >>> weighed([2, 1], [1, -1], -1)
    0.5
    """
    odds = bias + sum(weight * value for weight, value in zip(weights, traits, strict=True))
    return 1 / (1 + math.exp(-odds))
