"""Concept grading: time per answer over every exemplar of the bank, beside a grader that merely searches keywords.

    python benchmarks/bench_concept.py

Prints the machine, then percentiles over all exemplars (each the best of three runs), and how many times a keyword
search over the same text takes; exits with 1 where 95 % of the answers take more than 5 ms.
"""

import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from evaluators.concept.grader import ConceptGrader
from evaluators.concept.rubric import patterns
from question_bank.item import Item

ITEMS = Path(__file__).parents[1] / "question_bank" / "items"
LIMIT_MS = 5.0
RUNS = 3


def best(work: Callable[[], object]) -> float:
    """Milliseconds of the fastest of a few runs."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return min(taken)


def keyword_search(words: list[str], text: str) -> list[str]:
    """What the simplest grader does: which of the rubric's words occur."""
    lowered = text.lower()
    return [word for word in words if word in lowered]


def main() -> int:
    """Measure and print; 1 where the limit is missed."""
    items = [
        Item.model_validate(yaml.load(p.read_bytes(), Loader=yaml.CSafeLoader)) for p in sorted(ITEMS.rglob("*.yaml"))
    ]
    rubrics = [(item, item.grading) for item in items if isinstance(item.grading, ConceptGrader)]
    graded, searched, compiled = [], [], []
    for item, grader in rubrics:
        start = time.perf_counter()
        grader.read("warm up")
        compiled.append((time.perf_counter() - start) * 1000)
        words = [term.name for texts in grader.texts().values() for p in patterns(texts) for term in p.terms()]
        for exemplar in item.exemplars:
            response = exemplar.response()
            graded.append(best(lambda g=grader, r=response: g.grade(r)))
            searched.append(best(lambda w=words, t=exemplar.answer: keyword_search(w, t)))
    if not graded:
        print("no concept item has exemplars")
        return 1
    cuts = statistics.quantiles(graded, n=100)
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    print(f"{len(rubrics)} rubrics, {len(graded)} answers")
    print(f"grade    median {statistics.median(graded):.2f} ms   95 % {cuts[94]:.2f} ms   most {max(graded):.2f} ms")
    print(f"compile  median {statistics.median(compiled):.1f} ms a rubric, once")
    print(f"keyword search takes {statistics.median(graded) / statistics.median(searched):.0f} times less")
    return int(cuts[94] > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
