"""Reading and comparing formulas: ours, beside sympy's ``simplify(a - b)`` and math-verify, in the same run.

    python benchmarks/bench_derivation.py [--pairs N]

The pairs are those of ``tests/evaluators/derivation/expressions.txt`` whose variables are numbers. sympy is given our
own tree (it has no reader for these notations), in this process and under an alarm; math-verify gets the text between
dollar signs. Then whole answers: every exemplar of the derivation items. Floors: a median of at most 5 ms and a 99th
percentile of at most 250 ms.
"""

import argparse
import platform
import signal
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import sympy
import yaml
from math_verify import parse, verify

import question_bank
from evaluators.derivation import symbolic
from evaluators.derivation.expression import judge, question
from evaluators.derivation.resolve import resolve
from evaluators.run import run
from question_bank.item import Item

TABLE = Path(__file__).parents[1] / "tests" / "evaluators" / "derivation" / "expressions.txt"
ITEMS = Path(question_bank.__file__).parent / "items" / "derivation"
DOMAINS = {"": "real", "p": "positive", "i": "integer"}
MEDIAN_MS, P99_MS = 5, 250
SECONDS = 5

Pair = tuple[str, tuple[tuple[str, str], ...], str, bool]


def pairs() -> list[Pair]:
    """Expected formula, variables, answer, and whether they are equal."""
    found: list[Pair] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# ") and ":m" not in line:
            expected, domains, answer, equal = line.split("¦")
            named = tuple((n, DOMAINS[d]) for n, d in ((x + ":").split(":")[:2] for x in domains.split(",") if x))
            found.append((expected, named, answer, equal == "1"))
    return found


def ours(pair: Pair) -> bool:
    """Our verdict."""
    return bool(judge(question(pair[0], pair[1]), pair[2]).equality.equal)


def by_sympy(pair: Pair) -> bool:
    """``simplify(a - b) == 0`` on the trees that we read."""
    asked = question(pair[0], pair[1])
    formula = judge(asked, pair[2]).formula
    if formula is None:
        return False
    positive = frozenset(name for name, domain in asked.domains.items() if domain != "real")
    left, right = (
        symbolic.build(symbolic.plain(t), positive) for t in (asked.expected, resolve(formula.tree, asked.names))
    )
    return bool(sympy.simplify(left - right) == 0)


def by_math_verify(pair: Pair) -> bool:
    """The best-known answer checker for language models."""
    return bool(
        verify(
            parse(f"${pair[0]}$", parsing_timeout=SECONDS),
            parse(f"${pair[2]}$", parsing_timeout=SECONDS),
            timeout_seconds=SECONDS,
        )
    )


def timed(call: Callable[[Pair], bool], pair: Pair) -> tuple[float, bool]:
    """Milliseconds, and the verdict; an error or a time-out is no verdict of equality."""
    start = time.perf_counter()
    signal.alarm(SECONDS + 1)
    try:
        verdict = call(pair)
    except (Exception, _TimeOut):  # noqa: BLE001 - whatever a peer raises counts as its failure
        verdict = False
    finally:
        signal.alarm(0)
    return (time.perf_counter() - start) * 1e3, verdict


class _TimeOut(BaseException):
    pass


def _stop(*_: object) -> None:
    raise _TimeOut


def _row(name: str, times: list[float], right: int, of: int) -> None:
    ordered = sorted(times)
    print(
        f"{name:14} right {right:4}/{of}  median {statistics.median(times):8.2f} ms  "
        f"p99 {ordered[int(len(ordered) * 0.99)]:9.1f} ms  max {ordered[-1]:9.1f} ms"
    )


def main() -> int:
    """Print the table; the exit status is 1 where a floor is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pairs", type=int, default=10_000, help="how many pairs at most")
    limit = arguments.parse_args().pairs
    signal.signal(signal.SIGALRM, _stop)
    print(f"{platform.machine()}, Python {platform.python_version()}, sympy {sympy.__version__}")
    chosen = pairs()[:limit]
    for pair in chosen[:5]:
        ours(pair), timed(by_sympy, pair), timed(by_math_verify, pair)
    for name, call in (("ours", ours), ("sympy", by_sympy), ("math-verify", by_math_verify)):
        results = [timed(call, pair) for pair in chosen]
        right = sum(verdict == pair[3] for (_, verdict), pair in zip(results, chosen, strict=True))
        _row(name, [ms for ms, _ in results], right, len(chosen))
    times: list[float] = []
    for path in sorted(ITEMS.glob("*.yaml")):
        item = Item.model_validate(yaml.safe_load(path.read_bytes()))
        for exemplar in item.exemplars[:1] + item.exemplars:
            start = time.perf_counter()
            run(item.grading, exemplar.response())
            times.append(
                (time.perf_counter() - start)
                * 1e3
                / max(1, exemplar.answer.count("\n") + exemplar.answer.count(";") + 1)
            )
    _row("answers/line", times, len(times), len(times))
    p99 = sorted(times)[int(len(times) * 0.99)]
    return int(statistics.median(times) > MEDIAN_MS or p99 > P99_MS)


if __name__ == "__main__":
    sys.exit(main())
