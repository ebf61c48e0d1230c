"""What judges of plain functions share: random cases, named edge cases, and steps counted on growing inputs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from evaluators.program.judging import Program, Record, Words, defined, load_error, not_defined

FIRST_LIMIT = 1_000_000
"""Steps that a small input may take."""

NOTHING_TOLD: Words = {
    "zh": "在较大的输入上得不出正确的结果，所以步数说明不了复杂度",
    "en": "on large inputs it does not get to the right result, so that its steps tell nothing of its complexity",
}


class Counted(NamedTuple):
    """What counting the steps of one call has shown."""

    steps: int
    result: Any = None


@dataclass(frozen=True)
class FunctionTask:
    """A function from plain values to plain values, judged on random inputs, named edge cases and counted steps."""

    name: str
    reference: Callable[..., Any]
    random_case: Callable[[Any], list[Any]]
    """A generator (`random.Random`) in, the arguments of an ordinary case out."""
    edges: Sequence[tuple[Words, list[Any]]]
    """Named cases."""
    same: Callable[[Any, Any, list[Any]], bool]
    """Whether (got, expected, arguments) agree."""
    growing: Sequence[Callable[[int], list[Any]]]
    """Makers of inputs of a size, each a way in which a slow algorithm may show."""
    sizes: tuple[int, int]
    """A small and a large size."""
    growth: Callable[[int, int], float]
    """By how much the steps may grow between two sizes."""
    allowed: Words
    """The complexity asked for, in words."""
    operation: str = "call"
    rounds: int = 20

    def judge(self, program: Program, record: Record, rng: Any) -> None:
        """Judge ``correct``, ``edges`` and ``complexity``."""
        if not self._is_there(program, record):
            return
        cases = [self.random_case(rng) for _ in range(self.rounds)]
        ordinary = [(None, case) for case in [*cases, cases[0]]]  # the first once more: a program may not remember
        for criterion, named in (("correct", ordinary), ("edges", self.edges)):
            for name, case in named:
                if record.holds(criterion) is False:
                    break
                self._compare(program, record, criterion, case, name)
        if record.found.get("correct", {}).get("note") == "not_plain":
            record.missed("complexity", record.found["correct"]["comment"], note="not_plain")
        elif "complexity" in record.criteria:
            self._count(program, record)

    def _is_there(self, program: Program, record: Record) -> bool:
        """Load the program; whether the function is there, so that at least its steps can be counted."""
        loaded = program.load()
        error = load_error(loaded)
        if error:
            for criterion in ("correct", "edges"):
                record.missed(criterion, error, evidence=error, note="does_not_run")
        if not loaded.gone and defined(loaded, self.name):
            return True
        for criterion in ("correct", "edges", "complexity"):
            record.missed(criterion, error or not_defined(loaded, self.name), note="not_defined")
        return False

    def _compare(
        self, program: Program, record: Record, criterion: str, case: list[Any], name: Words | None = None
    ) -> None:
        expected = self.reference(*case)
        got = program.ask(self.operation, self.name, *case)
        if got.given and self.same(got.value, expected, case):
            record.met(criterion)
            return
        plain = not got.raised or got.raised["type"] != "NotPlain"
        shown_case = case[0] if len(case) == 1 else tuple(case)
        record.wrong(criterion, shown_case, expected, got, "" if plain else "not_plain")
        if name and record.found[criterion]["note"] == "":
            found = record.found[criterion]
            found["note"] = name["en"].replace(" ", "_")
            found["comment"] = {
                key: f"{name[key]}：{text}" if key == "zh" else f"{name[key]}: {text}"
                for key, text in found["comment"].items()
            }

    def _count(self, program: Program, record: Record) -> None:
        """Judge ``complexity``: on each sort of growing input the steps must not grow faster than allowed.

        A program that is right on small inputs must be so on large ones too, and while it is counted.
        """
        small, large = self.sizes
        growth = self.growth(small, large)
        worst, evidence = 0.0, Words()
        was_right = record.holds("correct") and record.holds("edges")
        for make in self.growing:
            given = make(large)
            few = self._steps(program, make(small), FIRST_LIMIT)
            many = self._steps(program, given, int(few.steps * growth)) if few and few.steps <= FIRST_LIMIT else few
            if few is None or many is None:
                continue  # it fails on this input, which is another criterion's matter
            if many.steps / few.steps > worst:
                worst = many.steps / few.steps
                told = f"{small} -> {few.steps}, {large} -> {many.steps}"
                evidence = {"zh": f"规模 -> 步数：{told}", "en": f"size -> steps: {told}"}
            if few.steps > FIRST_LIMIT or many.steps > few.steps * growth:
                comment = {
                    "zh": f"要求 {self.allowed['zh']}，但步数随规模增长得更快（{evidence['zh']}）",
                    "en": f"{self.allowed['en']} was asked for, but the steps grow faster ({evidence['en']})",
                }
                record.missed("complexity", comment, evidence=evidence, note="too_many_steps")
                return
            if was_right and not self.same(many.result, self.reference(*given), given):
                self._compare(program, record, "correct", given)
                record.undecided("complexity", NOTHING_TOLD)
        if worst:
            record.met("complexity", evidence)
        else:
            record.undecided("complexity")

    def _steps(self, program: Program, arguments: list[Any], limit: int) -> Counted | None:
        """Steps of one call; more than `limit` (by one) where it was stopped; None where it failed."""
        counted = program.ask(
            "count_steps", self.name, arguments, limit=limit, on_tree=self.operation == "call_on_tree"
        )
        if counted.gone == "time" or (counted.given and counted.value is None):
            return Counted(limit + 1)
        if not counted.given or counted.value[0] < 0:
            return None
        return Counted(max(counted.value[0], 1), counted.value[1])
