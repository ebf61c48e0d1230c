"""A convolutional classifier from a blank page, and a test of it."""

from evaluators.program.judging import Program, Record
from evaluators.program.network_judging import classifier


def judge(program: Program, record: Record, rng: object) -> None:
    """``CNN(num_classes=10)`` on 28 x 28 grey images."""
    del rng
    cases = [([], (2, 1, 28, 28)), ([7], (3, 1, 28, 28)), ([3], (5, 1, 28, 28))]
    classifier(program, record, "CNN", cases, [["num_classes", 10]])
