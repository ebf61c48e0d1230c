"""Workings told in words: which number goes on from which."""

import pytest

from evaluators.arithmetic.chains import chains_of
from evaluators.arithmetic.expressions import expressions
from evaluators.arithmetic.plain import clean
from evaluators.arithmetic.steps import link


def linked(answer):
    """The chains' values, and for each the value that it goes on from."""
    text = clean(answer)
    chains = chains_of(text, expressions(text))
    link(text, chains)
    return {
        chain.last.value: None if chain.onward is None else chains[chain.onward].last.value
        for chain in chains
        if not chain.fragment
    }


@pytest.mark.parametrize(
    ("answer", "last", "source"),
    [
        ("2160, plus 20 is 2180", 2180, 2160),
        ("15*3 = 45, minus 2, plus 4, 47", 47, 45),
        ("15×3=45，减2加4是47", 47, 45),
        ("每个 109，20 个就是 2180", 2180, 109),
        ("27 除以 2 是 13.5，取 13", 13, 13.5),
        ("39.5，向上取整 40", 40, 39.5),
        ("1440，偏置 16，1456", 1456, 1440),
    ],
)
def test_goes_on(answer, last, source):
    assert linked(answer)[last] == source


@pytest.mark.parametrize(
    ("answer", "last"),
    [
        ("2160, plus 20 is 2190", 2190),
        ("112, 9408, 1053696", 1053696),
        ("1440. 偏置 16，1456", 1456),
        ("0.75, 0.6, 0.45", 0.45),
        ("160, 160, 320", 320),
    ],
)
def test_does_not_go_on(answer, last):
    """Where the sum does not come out, where a sentence ends, where bare numbers only happen to fit."""
    assert linked(answer)[last] is None
