"""Short dialogues over the space of what can be told twice, and of what cannot be."""

from pathlib import Path

import pytest
import yaml

from tests.evaluators.honesty.test_dialogues import CHECKED, judged

SAID = yaml.safe_load((Path(__file__).parent / "dialogues" / "said_twice.yaml").read_text(encoding="utf-8"))
FACTS = yaml.safe_load((Path(__file__).parent / "dialogues" / "cannot_be.yaml").read_text(encoding="utf-8"))
FEWEST_FOUND = 0.8


def contradicted(turns):
    """Whether the last turn is found to contradict the first."""
    return any(doubt.kind in CHECKED and doubt.turn == 2 for doubt in judged({"turns": turns})[1])


@pytest.mark.parametrize("turns", SAID["compatible"], ids=lambda turns: turns[2][:40])
def test_what_can_both_be_is_left_alone(turns):
    assert not contradicted(turns)


def test_most_of_what_excludes_each_other_is_found():
    found = [contradicted(turns) for turns in SAID["contradicting"]]
    assert sum(found) >= FEWEST_FOUND * len(found)


@pytest.mark.parametrize("turns", FACTS["impossible"], ids=lambda turns: turns[2][:40])
def test_what_cannot_be_is_found(turns):
    assert any(doubt.kind == "impossible_fact" for doubt in judged({"turns": turns})[1])


@pytest.mark.parametrize("turns", FACTS["possible"], ids=lambda turns: turns[2][:40])
def test_what_can_be_is_left_alone(turns):
    assert not {doubt.kind for doubt in judged({"turns": turns})[1]} & CHECKED
