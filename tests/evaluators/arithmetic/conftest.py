"""Shared by the tests of calculations."""

import pytest

from evaluators.arithmetic.grader import ArithmeticGrader
from evaluators.arithmetic.quantities import quantity
from evaluators.base import Criterion
from evaluators.response import Response
from evaluators.run import run
from evaluators.text import Text


@pytest.fixture(scope="session")
def grader():
    """A grader of all criteria of the quantity with a name."""

    def build(name):
        statement = Text(zh="略", en="-")
        return ArithmeticGrader(
            quantity=name, criteria={c: Criterion(statement=statement) for c in quantity(name).asked}
        )

    return build


@pytest.fixture(scope="session")
def marks(grader):
    """``T``, ``F`` or ``?`` for each criterion in the order asked, or the outcome where nothing is judged."""

    def mark(name, params, answer, language="en"):
        verdict = run(grader(name), Response(text=answer, params=params, language=language))
        return "".join({True: "T", False: "F", None: "?"}[f.met] for f in verdict.findings) or str(verdict.outcome)

    return mark
