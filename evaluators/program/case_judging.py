"""What judges of functions share where each criterion has cases of its own: arrays of either library, plain values."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
import torch

from evaluators.program.judging import Answer, Described, Program, Record, array, shown
from evaluators.program.network_judging import begin

Form = Literal["plain", "numpy", "torch"]
"""How arrays among the arguments are given: as nested lists, NumPy arrays, or tensors (floats in single precision)."""


class Case(NamedTuple):
    """One call, and what is due."""

    criterion: str
    arguments: Sequence[Any]
    """Arrays among them as NumPy arrays."""
    expected: Any
    quiet: bool = False
    """Whether a warning of overflow, or of an undefined result, is a fault."""


def agrees(got: Any, case: Case) -> bool:
    """Same shape, finite, and close in relation to the largest value expected."""
    one, other = array(got), array(case.expected)
    if one is None or other is None or one.shape != other.shape:
        return False
    scale = float(np.abs(other).max(initial=0.0)) or 1.0
    return bool(np.abs(one - other).max(initial=0.0) <= 1e-4 * scale)


@dataclass(frozen=True)
class CaseTask:
    """A function judged on cases, each of which belongs to a criterion."""

    name: str
    cases: Callable[[np.random.Generator], Iterator[Case]]
    """Draws the cases; the first is an ordinary one, on which the program shows that it runs."""
    same: Callable[[Any, Case], bool] = agrees
    """Whether what a program gave agrees with a case in what its criterion is about."""
    forms: tuple[Form, ...] = ("numpy", "torch")
    """What the statement lets the candidate choose from."""
    operation: str = "call"

    def judge(self, program: Program, record: Record, rng: Any) -> None:
        """Judge ``runs`` and the criteria of the cases.

        The first case comes once more at the end: a program may not remember.
        """
        if begin(program, record, self.name, record.criteria) is None:
            return
        cases = list(self.cases(np.random.default_rng(rng.getrandbits(32))))
        form = self._form(program, cases)
        for case in [*cases, cases[0]]:
            if record.holds(case.criterion) is False:
                continue
            got = self._ask(program, case, form)
            if case is cases[0] and not got.given:
                record.missed("runs", got.trouble, evidence=got.trouble, note="raises")
            record.met("runs")
            warned = next((one for one in got.warned if case.quiet and one.startswith("RuntimeWarning")), None)
            if warned is not None:
                record.wrong(case.criterion, _told(case), case.expected, Described(warned), "overflow")
            elif got.given and self.same(got.value, case):
                record.met(case.criterion)
            else:
                record.wrong(case.criterion, _told(case), case.expected, got, "" if got.given else "raises")

    def _form(self, program: Program, cases: Sequence[Case]) -> Form:
        """The form in which most criteria's first cases come out right, or failing that, come out at all."""
        best, most = self.forms[0], (-1, -1)
        first = {case.criterion: case for case in reversed(cases)}
        for form in self.forms if len(self.forms) > 1 else ():
            answers = [(self._ask(program, case, form), case) for case in first.values()]
            given = [(got.value, case) for got, case in answers if got.given]
            right = sum(self.same(value, case) for value, case in given)
            if (right, len(given)) > most:
                best, most = form, (right, len(given))
        return best

    def _ask(self, program: Program, case: Case, form: Form) -> Answer:
        return program.ask(self.operation, self.name, *(_given(one, form) for one in case.arguments))


def _given(value: Any, form: Form) -> Any:
    if not isinstance(value, np.ndarray):
        return value
    if form == "plain":
        return value.tolist()
    if form == "numpy":
        return value
    return torch.tensor(value, dtype=torch.float32 if value.dtype.kind == "f" else None)


def _told(case: Case) -> Described:
    return Described(", ".join(shown(one) for one in case.arguments))
