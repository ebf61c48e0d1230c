"""Pairs of formulas, equal and unequal, in every notation."""

from pathlib import Path

import pytest

from evaluators.derivation.expression import judge, question

DOMAINS = {"": "real", "p": "positive", "i": "integer", "m": "matrix"}
TABLE = Path(__file__).with_name("expressions.txt")


def _rows():
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            expected, domains, answer, equal = line.split("¦")
            named = [(name + ":").split(":")[:2] for name in domains.split(",") if name]
            yield pytest.param(expected, tuple((n, DOMAINS[d]) for n, d in named), answer, equal == "1", id=line)


ROWS = list(_rows())


def test_the_table_is_large_and_has_both_kinds():
    assert len(ROWS) >= 300
    assert sum(row.values[3] for row in ROWS) >= 100
    assert sum(not row.values[3] for row in ROWS) >= 90


@pytest.mark.parametrize(("expected", "variables", "answer", "equal"), ROWS)
def test_pair(expected, variables, answer, equal):
    assert bool(judge(question(expected, variables), answer).equality.equal) is equal


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        ("1/3", "0.3333333333"),
        ("sqrt(2)", "1.4142135623730951"),
        ("1/2004!", "1/2006!"),
        ("(x-a)^60", "(x-1.0000001*a)^60"),
    ],
)
def test_near_is_not_equal(expected, answer):
    """A decimal means exactly what it says."""
    assert judge(question(expected, ()), answer).equality.equal is False


@pytest.mark.parametrize("answer", ["x +", "(x", "x ** * 2", "foo(x) + 1", "\\frac{x}{", "\\undefined{x} + x"])
def test_what_cannot_be_read_is_not_called_wrong(answer):
    judged = judge(question("x+1", (("x", "real"),)), answer)
    assert judged.equality.equal is None or judged.formula is None


def test_a_matrix_product_that_does_not_fit_is_answered_with_the_shapes():
    judged = judge(question("X^T (X w - y)", (("X", "matrix"), ("w", "matrix"), ("y", "matrix"))), "X (X w - y)")
    assert judged.equality.reason == "shapes"
    assert "5x4" in judged.equality.detail


def test_the_order_of_a_matrix_product_matters():
    """Equal shapes, so that values alone can tell."""
    assert judge(question("A B A", (("A", "matrix"), ("B", "matrix"))), "B A A").equality.equal is False


@pytest.mark.parametrize("answer", ["min(1, step/warmup)", "step**-0.5 * warmup", "e^{得分}"])
def test_words_as_operands_are_unreadable_not_wrong(answer):
    verdict = judge(question("min(1,s/w)", (("s", "positive"), ("w", "positive"))), answer)
    assert verdict.equality.equal is None
    assert verdict.equality.reason == "unreadable" or verdict.failures


def test_slashes_in_prose_are_no_formula():
    verdict = judge(question("l*b", ()), "I don't remember the input/output formula and/or its name")
    assert verdict.equality.reason == "nothing_read"
    assert not verdict.failures


def test_an_unreadable_expected_formula_is_an_error_with_its_text():
    with pytest.raises(ValueError, match=r"1/\("):
        question("1/(", ())
