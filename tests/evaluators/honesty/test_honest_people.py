"""Interviews of people who tell what they did, in many figures or asked closely: nobody is to be accused.

The rules guess from a few words whether two figures are of one thing, so they doubt some of these interviews; of those
the reader drops nearly all. What follows by counting it cannot drop.
"""

import json
from pathlib import Path

import pytest

from evaluators.honesty import consistency
from evaluators.honesty.findings import impossible
from evaluators.honesty.reading import read
from evaluators.response import Turn

FOLDER = Path(__file__).parent / "dialogues"
MOST_DOUBTED = {
    "honest_figures": 36,
    "honest_asked_closely": 20,
    "honest_asked_again": 36,
    "honest_in_short": 27,
    "honest_of_all_sorts": 32,
    "honest_near_misses": 0,
}
"""Of 288, of four times 320 and of 100 interviews the rules alone doubt no more; the numbers are there to be made smaller."""


def doubts(line):
    dialogue = [
        Turn(role=role, text=text)
        for question, reply in json.loads(line)["turns"]
        for role, text in (("interviewer", question), ("candidate", reply))
    ]
    reading = read(tuple(dialogue))
    return [*impossible(reading), *consistency.find(reading)]


@pytest.mark.parametrize("name", MOST_DOUBTED)
def test_nothing_is_said_to_follow_that_does_not_and_few_are_doubted(name):
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    found = {line: doubts(line) for line in lines}
    follows = [(doubt.quote, doubt.reason.en) for each in found.values() for doubt in each if doubt.follows]
    assert not follows
    doubted = [[(doubt.turn, doubt.reason.en) for doubt in each] for each in found.values() if each]
    assert len(doubted) <= MOST_DOUBTED[name], doubted
