"""Fits what `evaluators.honesty.denied_facts` weighs by: ``python -m question_bank.weigh_denials``.

Reads the dialogues for fitting by which hardly a rule was mended and on which the reader was not trained (`WEIGHED`);
that takes a few minutes. Prints the weights, and what comes of each threshold on dialogues that the weights were not
fitted on, a tenth at a time.
"""

from collections.abc import Iterator

from evaluators.concept.reader import client
from evaluators.concept.reader.client import Worker
from evaluators.honesty.denied_facts import Traits, held_against, weighings
from evaluators.honesty.findings import impossible
from evaluators.honesty.reading import read
from question_bank.dialogues import WEIGHED, dialogues
from question_bank.regression import Case, report


def main() -> None:
    """Read, fit, print."""
    client.start()
    worker = client.worker()
    if worker is None:
        raise SystemExit("The reader's model is missing.")
    for line in report(Traits._fields, list(cases(worker))):
        print(line)  # noqa: T201 - a command's output


def cases(worker: Worker) -> Iterator[Case]:
    """Every turn behind an opening, but for corrections."""
    chosen = [dialogue for _, dialogue in dialogues() if dialogue.id.startswith(WEIGHED) and dialogue.part == "fitting"]
    for number, dialogue in enumerate(chosen):
        reading = read(dialogue.dialogue, None)
        doubts = [doubt for doubt in impossible(reading) if doubt.kind == "impossible_fact"]
        beside = held_against(reading, doubts, worker)
        false = {label.turn for label in dialogue.findings if label.kind == "impossible_fact"}
        for one, weighed in zip(reading.said[1:], weighings(beside), strict=True):
            if not one.corrects:
                yield Case(number, weighed, one.turn in false)


if __name__ == "__main__":
    main()
