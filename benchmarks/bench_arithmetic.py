"""How long it takes to read and judge a calculation, beside math-verify's reading of the same answers.

Run: ``python benchmarks/bench_arithmetic.py``. The answers are the exemplars of the question bank; the hostile ones are
built here.
"""

import platform
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from math_verify import parse

from evaluators.base import Grader
from evaluators.response import Response
from evaluators.run import run
from question_bank.loader import load

HOSTILE = {
    "1 MB of digits": "9" * 1_000_000,
    "10 000 scales": "3910" + "万" * 10_000,
    "20 000 brackets": "(" * 20_000 + "56",
    "nested sums": "(1+" * 6_000 + "1",
    "flat sum": "1+" * 9_999 + "1",
    "40 000 hedges": "约" * 40_000 + "56x56",
    "commas": "1," * 10_000,
    "20 000 words": "precision " * 2_000,
    "spaced digits": "1 000 " * 3_000,
    "powers": "9**" * 6_000 + "9",
    "unclosed fractions": "\\frac{" * 3_000,
    "20 000 blanks": " " * 20_000 + "56x56",
    "negations": "not " * 5_000 + "9",
}


def seconds(work: Callable[[], object]) -> float:
    """Time that `work` takes once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def row(name: str, times: list[float]) -> float:
    """Print median, 99th percentile and maximum in milliseconds; the median is returned."""
    ordered = sorted(times)
    p99 = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    print(f"{name:38} {statistics.median(ordered) * 1e3:9.3f} {p99 * 1e3:9.3f} {ordered[-1] * 1e3:9.3f}")
    return statistics.median(ordered)


def graded(grading: Grader, response: Response) -> Callable[[], object]:
    """The grading of `response`, yet to be done."""
    return lambda: run(grading, response)


def main() -> None:
    """Print the table; exit with 1 if a bound is not kept."""
    items = [(item.grading, item.exemplars) for item in load() if item.grading and item.kind == "arithmetic"]
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, milliseconds")
    print(f"{'':38} {'median':>9} {'p99':>9} {'max':>9}")
    ours, theirs = [], []
    for grading, exemplars in items:
        for exemplar in exemplars:
            ours += [seconds(graded(grading, exemplar.response())) for _ in range(5)]
            theirs.append(seconds(partial(parse, exemplar.answer)))
    median = row(f"read and judged ({len(theirs)} answers)", ours)
    peer = row("math-verify, read only", theirs)
    print(f"ratio of the medians {median / peer:.2f}")
    worst = 0.0
    for name, text in HOSTILE.items():
        times = [seconds(graded(g, Response(text=text, params=e[0].params))) for g, e in items]
        row(name, times)
        worst = max(worst, *times)
    sys.exit(median > 1e-3 or worst > 2)


if __name__ == "__main__":
    main()
