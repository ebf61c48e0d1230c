"""The child process that holds the reader: one JSON line in, one JSON line out.

First it says ``{"version": str}``. In: ``{"of": "answers" | "contradictions" | "facts", "answer": str, "statements":
[str], "clauses": [[start, end], ...], "seek": [int]}``, where ``of`` says by which upper layers it is read, a clause is
a pair of offsets into the answer and ``seek`` has the statements to find evidence for. Out: ``{"probabilities":
[float], "clauses": [int]}``: for each statement the probability that the answer states it, and the clause without which
that falls most, or -1 where none was sought, where it is no likelier than not, or where there are no clauses, or too
many, to choose from. Both are empty where the answer is too long to be read whole.

In: ``{"of": "stances", "sentences": [str]}``. Out: ``{"stances": [{matter: {stance: float}}]}``, for each sentence.
"""

import json
import sys
from collections.abc import Sequence
from typing import Any, get_args

import torch

from evaluators.concept.reader.client import STANCES, Branch
from evaluators.concept.reader.encoder import ANSWER_LIMIT, STATEMENT_LIMIT, pack
from evaluators.concept.reader.pieces import PAD
from evaluators.concept.reader.stances import taken
from evaluators.concept.reader.weights import Reader, branch, load, stances

Span = tuple[int, int]
MOST_CLAUSES = 64
"""Of an answer in more clauses than these no evidence is sought."""
CANDIDATES = 4
"""Clauses that are left out by turns for each statement: those that say it most on their own."""


@torch.inference_mode()
def logits(reader: Reader, answers: Sequence[str], statements: Sequence[str]) -> list[list[float]]:
    """For each answer, what the encoder makes of each statement."""
    asked = [reader.pieces.cut(statement, STATEMENT_LIMIT) for statement in statements]
    batch = pack([(reader.pieces.cut(answer, ANSWER_LIMIT), asked) for answer in answers], PAD)
    found: list[list[float]] = reader.encoder(batch).reshape(len(answers), len(statements)).tolist()
    return found


def probabilities(reader: Reader, answers: Sequence[str], statements: Sequence[str]) -> list[list[float]]:
    """For each answer, the calibrated probability of each statement."""
    return [[reader.calibration.of(logit) for logit in row] for row in logits(reader, answers, statements)]


def read(
    reader: Reader, answer: str, statements: Sequence[str], clauses: Sequence[Span], seek: Sequence[int]
) -> dict[str, Any]:
    """What the reader makes of one answer; see the module's docstring."""
    if len(reader.pieces.cut(answer, ANSWER_LIMIT + 1)) > ANSWER_LIMIT:
        return {"probabilities": [], "clauses": []}
    whole = probabilities(reader, [answer], statements)[0]
    rests_on = [-1] * len(statements)
    likely = [place for place in seek if whole[place] > 0.5]
    if likely and 0 < len(clauses) <= MOST_CLAUSES:
        asked = [statements[place] for place in likely]
        alone = logits(reader, [answer[start:end] for start, end in clauses], asked)
        for column, place in enumerate(likely):
            best = sorted(range(len(clauses)), key=lambda clause: -alone[clause][column])[:CANDIDATES]
            without = [answer[: clauses[clause][0]] + answer[clauses[clause][1] :] for clause in best]
            left = logits(reader, without, [statements[place]])
            rests_on[place] = min(zip(left, best, strict=True))[1]
    return {"probabilities": whole, "clauses": rests_on}


def main() -> None:
    """Answer requests until standard input ends."""
    torch.set_num_threads(1)
    reader = load()
    readers = {"answers": reader, **{of: branch(reader, of) for of in get_args(Branch)}}
    of_matters = stances(reader)
    print(json.dumps({"version": reader.version}), flush=True)  # noqa: T201 - the protocol is on standard output
    for line in sys.stdin:
        asked = json.loads(line)
        found: dict[str, Any]
        if asked["of"] == STANCES:
            found = {STANCES: taken(of_matters, asked["sentences"])}
        else:
            clauses = [(start, end) for start, end in asked["clauses"]]
            found = read(readers[asked["of"]], asked["answer"], asked["statements"], clauses, asked["seek"])
        print(json.dumps(found), flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    main()
