"""One module for each sort of fact; each has a `find(reading)` that yields doubts."""

from collections.abc import Callable, Iterator

from evaluators.honesty.doubt import Doubt
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules import (
    bandwidth,
    bounds,
    chronology,
    datasets,
    dates,
    dimensions,
    limits,
    memory,
    metrics,
    moved,
    orders,
    origin,
    percentiles,
    platforms,
    precision,
    size,
    speed,
    stacks,
    steps,
    structure,
    tallies,
    throughput,
    training_time,
    versions,
    weights,
)

Rule = Callable[[Reading], Iterator[Doubt]]

RULES: tuple[Rule, ...] = (
    versions.find,
    dates.find,
    chronology.find,
    origin.find,
    platforms.find,
    stacks.find,
    precision.find,
    steps.find,
    limits.find,
    moved.find,
    size.find,
    dimensions.find,
    memory.find,
    weights.find,
    structure.find,
    datasets.find,
    metrics.find,
    bounds.find,
    orders.find,
    percentiles.find,
    tallies.find,
    speed.find,
    throughput.find,
    training_time.find,
    bandwidth.find,
)

OF_NETWORKS: tuple[Rule, ...] = (structure.find, dimensions.find, chronology.find, origin.find)
"""What is said of networks in general: an answer about concepts may get it wrong and claim nothing about one's work."""
