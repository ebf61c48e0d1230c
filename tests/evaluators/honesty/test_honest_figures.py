"""Interviews of people who tell in many figures what they did: all of it is true, and nobody is to be accused.

The rules guess from a few words whether two figures are of one thing, so of the interviews in ``honest_figures.jsonl``
they doubt some; of those the reader drops nearly all. What follows by counting is said without asking it.
"""

import json
from pathlib import Path

from evaluators.honesty import consistency
from evaluators.honesty.findings import impossible
from evaluators.honesty.reading import read
from evaluators.response import Turn

LINES = (Path(__file__).parent / "dialogues" / "honest_figures.jsonl").read_text("utf-8").splitlines()
MOST_DOUBTED = 43
"""Of 288 interviews the rules alone doubt no more; the number is there to be made smaller."""


def doubts(line):
    dialogue = [
        Turn(role=role, text=text)
        for question, reply in json.loads(line)["turns"]
        for role, text in (("interviewer", question), ("candidate", reply))
    ]
    reading = read(tuple(dialogue))
    return [*impossible(reading), *consistency.find(reading)]


def test_nothing_is_said_to_follow_that_does_not_and_few_are_doubted():
    found = {line: doubts(line) for line in LINES}
    follows = [(doubt.quote, doubt.reason.en) for each in found.values() for doubt in each if doubt.follows]
    assert not follows
    doubted = [[(doubt.turn, doubt.reason.en) for doubt in each] for each in found.values() if each]
    assert len(doubted) <= MOST_DOUBTED, doubted
