"""A small convolutional classifier filled into a scaffold, and a test of it."""

from evaluators.program.judging import Program, Record
from evaluators.program.network_judging import classifier


def judge(program: Program, record: Record, rng: object) -> None:
    """``Net(in_channels, out_channels)`` on 32 x 32 images."""
    del rng
    sizes = [(3, 10, 2), (1, 7, 3), (4, 1, 2), (5, 3, 5)]
    cases = [([channels, classes], (batch, channels, 32, 32)) for channels, classes, batch in sizes]
    classifier(program, record, "Net", cases, [["in_channels", None], ["out_channels", None]])
