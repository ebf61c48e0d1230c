"""Dialogues in wordings that the patterns were not written from: nobody is accused, and most of what contradicts is found."""

from collections import Counter
from functools import cache

import pytest

from tests.evaluators.honesty.test_dialogues import CHECKED, judged, rows

ROWS = rows("free_wording")
FEWEST_FOUND = 0.85
"""Of what contradicts earlier words, and of overall judgements that are right."""


BY_ID = {one.values[0]["id"]: one.values[0] for one in ROWS}


def found(row):
    """The overall judgement, and what was found, as pairs of turn and kind."""
    return _found(row["id"])


@cache
def _found(name):
    overall, doubts = judged(BY_ID[name])
    return overall, {(doubt.turn, doubt.kind) for doubt in doubts if doubt.kind in CHECKED}


@pytest.mark.parametrize("row", ROWS)
def test_nothing_is_found_but_what_is_there(row):
    overall, pairs = found(row)
    assert pairs <= set((row.get("findings") or {}).items())
    assert overall != "contradicted" or row["overall"] == "contradicted"


@pytest.mark.parametrize("row", [one for one in ROWS if one.values[0]["overall"] != "contradicted"])
def test_what_does_not_contradict_is_judged_by_its_substance(row):
    assert found(row)[0] == row["overall"]


@pytest.mark.parametrize("kind", sorted(CHECKED))
def test_most_of_what_contradicts_is_found(kind):
    seen = Counter()
    for one in ROWS:
        row = one.values[0]
        wanted = {(turn, name) for turn, name in (row.get("findings") or {}).items() if name == kind}
        seen += Counter(wanted=len(wanted), found=len(wanted & found(row)[1]))
    assert seen["found"] >= FEWEST_FOUND * seen["wanted"]
