"""Formulas whose parameters may have any names: ``tanh(affine(x_t, h_prev))`` is matched by its structure."""

from collections.abc import Collection, Iterator

from evaluators.derivation.tree import Node

PRODUCTS = frozenset({"mul", "star", "dot", "at", "had"})


def matches(tree: Node, form: Node, states: Collection[str]) -> bool:
    """Whether `tree` has the structure of `form`; `states` are the quantities that are no parameters."""
    if form.op in {"apply", "call"} and form.value == "affine":
        return affine(tree, [str(arg.value) for arg in form.args], states)
    if tree.op != form.op or tree.value != form.value or len(tree.args) != len(form.args):
        return False
    return all(matches(mine, theirs, states) for mine, theirs in zip(tree.args, form.args, strict=True))


def affine(tree: Node, inputs: Collection[str], states: Collection[str]) -> bool:
    """Whether `tree` is a sum of parameters times `inputs`, each of which occurs, and at most one bare parameter."""
    seen: set[str] = set()
    biases = 0
    for term in _terms(tree):
        factors = [(factor, _inputs(factor, states)) for factor in _factors(term)]
        found = [name for _, names in factors for name in names]
        others = [factor for factor, names in factors if not names]
        if sum(bool(names) for _, names in factors) > 1:
            return False
        if any(not _parameter(factor, states) for factor in others) or any(name not in inputs for name in found):
            return False
        if not found:
            biases += 1
            if len(others) != 1:
                return False
        elif not others and term.op != "apply":
            return False
        seen.update(found)
    return seen == set(inputs) and biases <= 3


def _terms(tree: Node) -> Iterator[Node]:
    if tree.op == "add":
        for arg in tree.args:
            yield from _terms(arg)
    else:
        yield tree


def _factors(term: Node) -> Iterator[Node]:
    if term.op in PRODUCTS:
        for arg in term.args:
            yield from _factors(arg)
    elif term.op == "call" and term.value in {"matmul", "dotfn"}:
        yield from term.args
    elif term.op == "T":
        yield from _factors(term.args[0])
    else:
        yield term


def _inputs(factor: Node, states: Collection[str]) -> list[str]:
    """The quantities in a factor such as ``h`` or ``[h, x]``."""
    if factor.op == "sym" and factor.value in states:
        return [str(factor.value)]
    if factor.op == "list" or (factor.op == "call" and factor.value == "concat") or factor.op == "apply":
        return [name for arg in factor.args for name in _inputs(arg, states)]
    return []


def _parameter(factor: Node, states: Collection[str]) -> bool:
    return factor.op in {"sym", "elem"} and factor.value not in states
