"""Hostile answers: answered soon, nothing run, the process well."""

import subprocess
import sys
from pathlib import Path

import pytest

from evaluators.response import Response
from evaluators.run import run

PARAMS = {"expected": "x", "variables": {"x": "real"}}
HOSTILE = [
    "9**9**9", "9^9^9^9", "factorial(10**9)", "(10^9)!", "1e99999999", "2**(2**40)", "x^x^x^x^x^x^x^x^x^x^x^x^x^x", "exp(exp(exp(exp(x))))",
    "binomial(10^7, 5*10^6)", "sum(1/n, n, 1, 10**9)", "\\sum_{i=1}^{10^{12}} \\frac1i", "\\prod_{i=1}^{9999999} i",
    "-" * 20_000 + "x", "(" * 20_000, "[" * 19_999, "{" * 5_000 + "x" + "}" * 5_000, "sin(" * 3_000 + "x" + ")" * 3_000, "|" * 3_001,
    "x+" * 9_000 + "x", "9" * 1_000_000, "1." + "0" * 15_000 + "1", "\\frac" * 3_000, "x'" * 3_000, "x!" + "!" * 5_000, "^" * 10_000,
    "√" * 10_000 + "x", "²" * 15_000, "∑" * 5_000, "a=" * 5_000, "," * 19_000, "如果" * 6_000, "x 的转置" * 2_000, "not " * 4_000 + "x",
    "\u202e\u200bx\u0000\u0007\u001b[31m" * 50, "\ufeff" * 10_000, "̂" * 10_000, "x" + "̂" * 5_000, "\ud800", "x = x = " * 2_000,
    "__import__('os').system('touch pwned')", "().__class__.__bases__[0].__subclasses__()", "[x for x in ().__class__.__base__.__subclasses__()]",
    "lambda x: x", "open('/etc/passwd').read()", "exec('1')", "\\input{/etc/passwd}", "\\def\\a{\\a\\a}\\a", "{{7*7}}", "${jndi:ldap://x}", "%n%s%x", "`touch pwned`",
    "x if x else " * 1_500 + "x", "let a = b + b; b = c + c; c = a + a; " * 100 + "a", "integrate(exp(-x**x)*gamma(x), x)", "isprime(10**100000 + 1)",
    "((x+y+z)^300)^300", "a_" * 5_000, "x_{" * 3_000, "\\begin{pmatrix}" * 1_000, "1&" * 5_000, "±" * 4_000 + "x", "±x" * 200, "{" + "x," * 3_000 + "x}",
    "x or " * 2_000 + "x", "x=1 or " * 300 + "x=1", "d/dx " * 500 + "x", "diff(diff(diff(diff(x,x),x),x),x)", "𝒙" * 5_000,
    "a = " + "b+" * 700 + "b; b = " + "c+" * 700 + "c; c = " + "k+" * 700 + "k; a", "a=x+x; " * 100 + "a=a+a; " * 100 + "a",
    "∫" * 5_000, "∫_0^1 " * 300 + "x dx", "\\int_0^{9^{9^9}} e^{e^x} dx", "∫_0^∞ sin(x^x) dx + " * 200 + "x", "\\sum_{k=1}^{400} ∫_0^1 x^k dx",
    "x over 1 plus " * 300 + "x", "e to the minus x plus " * 400 + "x", "square root of " * 1_000 + "x", "2分之" * 5_000 + "x", "x的x次方" * 3_000,
    "the average of x and " * 900 + "x", "x 和 " * 4_000 + "x 的平均", "x和x的和" * 3_000, "sum of x and x, " * 1_000,
    "按" + "最后" * 9_000, "对 x " * 4_000 + "求和", "括号 x " * 3_000, "x 与 x 相乘, " * 1_500, "sum(range(" * 1_900, "softmax over " * 1_400, "x, 求和" * 3_000,
    "half of x plus " * 1_200 + "x", "negative log of x " * 1_000, "x*step, step is x, " * 900, "得分+" * 6_000 + "x", "deriviative of " * 1_200,
    "i = sigmoid(i); " * 1_100, "x' = x + x; " * 1_500, "m = m + m = q; " * 1_200, "b1 = x (i != c), " * 1_000,
]  # fmt: skip


@pytest.mark.parametrize("answer", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", ["expression", "adam_update"])
def test_a_hostile_answer_gets_a_verdict_and_nothing_else(items, name, answer, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    verdict = run(items[name].grading, Response(text=answer, params=PARAMS if name == "expression" else {}))
    assert verdict.outcome != "ungraded"
    assert list(tmp_path.iterdir()) == []
    assert not any(finding.met for finding in verdict.findings) or "x" in answer


def test_relational_bombs_are_bounded_too(items):
    params = {"expected": "x=1 or x=2", "variables": {"x": "real"}}
    for answer in ("x=1 or " * 300 + "x=2", "x=±" * 500 + "1", "x<" * 2_000 + "1", "{" * 40 + "x" + "}" * 40):
        assert run(items["expression"].grading, Response(text=answer, params=params)).outcome != "ungraded"


def test_neither_sympy_nor_torch_is_imported_by_grading():
    """They live in children that are killed."""
    script = (
        "import sys; from evaluators.derivation.expression import judge, question; "
        "assert judge(question('sin(x)^2+cos(x)^2', ()), '1').equality.equal; "
        "judge(question('x', ()), '\\\\sum_{k=1}^{10^9} k'); "
        "assert not {'sympy', 'torch'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[3])


def test_no_evaluating_call_is_in_the_package():
    import evaluators.derivation  # noqa: PLC0415 - only here

    for path in Path(evaluators.derivation.__file__).parent.glob("*.py"):
        words = set(path.read_text(encoding="utf-8").replace("(", " (").split())
        assert not words & {"eval", "exec", "sympify", "parse_expr", "lambdify", "compile"}, path
