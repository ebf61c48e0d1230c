"""The last resort: sympy in a child process, which is killed at its deadline. Only our own tree reaches it."""

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from evaluators.derivation.tree import Node

SECONDS = 1.3
"""Answers come within two seconds; what needs longer stays undecided."""
MEMORY = 1 << 30
LARGEST = 1_000
"""Largest number that is handed on."""


def equal(left: Node, right: Node, domains: Mapping[str, Any]) -> bool | None:
    """Whether ``left - right`` simplifies to zero; None where the child cannot tell in time."""
    if any(isinstance(domain, tuple) for domain in domains.values()) or not (_tame(left) and _tame(right)):
        return None
    question = json.dumps(
        {"left": plain(left), "right": plain(right), "positive": [n for n, d in domains.items() if d != "real"]}
    )
    try:
        done = subprocess.run(
            [sys.executable, "-m", "evaluators.derivation.symbolic"],
            input=question,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return {"equal": True, "different": False}.get(done.stdout.strip())


def _tame(tree: Node) -> bool:
    """Whether no number in `tree` can blow up: towers of powers, large factorials and long sums stay undecided."""
    large = any(
        node.op == "num" and max(abs(node.value.numerator), node.value.denominator) > LARGEST for node in tree.walk()
    )
    tower = any(node.op == "pow" and node.args[1].having("pow") for node in tree.walk())
    counting = any(
        (node.op in {"fact", "sum", "prod"} or node.value in {"binomial", "factorial", "sum", "prod"})
        and node.having("pow")
        for node in tree.walk()
    )
    return not (large or tower or counting)


def plain(node: Node) -> list[Any]:
    """A tree as nested JSON lists."""
    value = str(node.value) if node.value is not None else None
    return [node.op, value, [plain(arg) for arg in node.args]]


def build(plain: list[Any], positive: frozenset[str]) -> Any:
    """The sympy expression of a plain tree; a KeyError for what has no counterpart."""
    import sympy  # noqa: PLC0415 - never imported in the calling process

    op, value, args = plain
    if op == "num":
        return sympy.Rational(value)
    if op == "sym":
        constants = {
            "e": sympy.E,
            "%e": sympy.E,
            "pi": sympy.pi,
            "%pi": sympy.pi,
            "i": sympy.I,
            "%i": sympy.I,
            "inf": sympy.oo,
        }
        return constants.get(value, sympy.Symbol(value, real=True, positive=True if value in positive else None))
    built = [build(arg, positive) for arg in args]
    if op == "add":
        return sympy.Add(*built)
    if op in {"mul", "star", "dot"}:
        return sympy.Mul(*built)
    if op in {"sum", "prod"}:
        made = sympy.Sum if op == "sum" else sympy.Product
        return made(built[0], (sympy.Symbol(value, real=True), built[1], built[2])).doit()
    simple = {
        "div": lambda a, b: a / b,
        "pow": sympy.Pow,
        "neg": lambda a: -a,
        "abs": sympy.Abs,
        "fact": sympy.factorial,
    }
    if op == "call":
        names = {
            "exp",
            "log",
            "sqrt",
            "sin",
            "cos",
            "tan",
            "sinh",
            "cosh",
            "tanh",
            "binomial",
            "gamma",
            "factorial",
            "floor",
        }
        if value not in names:
            raise KeyError(value)
        return getattr(sympy, value)(*built)
    return simple[op](*built)


def main() -> None:
    """Answer one question from standard input: ``equal``, ``different`` or nothing."""
    import resource  # noqa: PLC0415 - the child's own affairs

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
    import sympy  # noqa: PLC0415

    question = json.loads(sys.stdin.read())
    positive = frozenset(question["positive"])
    try:
        left, right = (build(question[side], positive) for side in ("left", "right"))
        difference = sympy.simplify(left - right)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return
    if difference == 0:
        print("equal")  # noqa: T201 - the child's answer
    elif difference.is_zero is False:
        print("different")  # noqa: T201


if __name__ == "__main__":
    main()
