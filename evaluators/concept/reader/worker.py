"""The child process that holds the reader: one JSON line in, one JSON line out.

In: ``{"answer": str, "statements": [str], "clauses": [[start, end], ...]}``.
Out: ``{"probabilities": [float], "evidence": [int]}``, where evidence is, for each statement, the index of the clause
without which its probability falls most, or -1 where there are no clauses to choose from.
"""

import json
import sys
from collections.abc import Sequence

import torch

from evaluators.concept.reader.encoder import ANSWER_LIMIT, STATEMENT_LIMIT, pack
from evaluators.concept.reader.pieces import PAD
from evaluators.concept.reader.weights import Reader, load

Span = tuple[int, int]


@torch.inference_mode()
def probabilities(reader: Reader, answers: Sequence[str], statements: Sequence[str]) -> list[list[float]]:
    """For each answer, the calibrated probability of each statement."""
    asked = [reader.pieces.cut(statement, STATEMENT_LIMIT) for statement in statements]
    batch = pack([(reader.pieces.cut(answer, ANSWER_LIMIT), asked) for answer in answers], PAD)
    logits = reader.encoder(batch).reshape(len(answers), len(statements))
    return torch.sigmoid(reader.calibration.slope * logits + reader.calibration.offset).tolist()


def read(reader: Reader, answer: str, statements: Sequence[str], clauses: Sequence[Span]) -> dict[str, list[float]]:
    """What the reader makes of one answer; see the module's docstring."""
    whole = probabilities(reader, [answer], statements)[0]
    evidence = [-1.0] * len(statements)
    likely = [index for index, probability in enumerate(whole) if probability > 0.5]
    if likely and len(clauses) > 1:
        without = [answer[:start] + answer[end:] for start, end in clauses]
        asked = [statements[index] for index in likely]
        left = [probabilities(reader, [text], asked)[0] for text in without]
        for place, index in enumerate(likely):
            evidence[index] = min(range(len(clauses)), key=lambda clause: left[clause][place])
    return {"probabilities": whole, "evidence": evidence}


def main() -> None:
    """Answer requests until standard input ends."""
    torch.set_num_threads(1)
    reader = load()
    print(json.dumps({"ready": reader.version}), flush=True)  # noqa: T201 - the protocol is on standard output
    for line in sys.stdin:
        asked = json.loads(line)
        answer = read(reader, asked["answer"], asked["statements"], [tuple(c) for c in asked["clauses"]])
        print(json.dumps(answer), flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    main()
