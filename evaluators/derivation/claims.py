"""What an answer claims: each formula with the quantity that it is said to be."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from evaluators.derivation.clauses import ASSIGNMENTS, Clause, Failure, Formula, read
from evaluators.derivation.limits import MAX_DEPTH, MAX_FORMULA, MAX_LETTER, Unreadable
from evaluators.derivation.renewed import renewed
from evaluators.derivation.resolve import GLUED
from evaluators.derivation.setting import Setting
from evaluators.derivation.tree import Node, sym

ZERO = Node("num", value=Fraction(0))
SETS = re.compile(r"[令让置]|要求|\b(?:set|setting|sets|require)\b")
"""Words by which a quantity is set to a value, which is a condition and not what it is."""
UNNAMED: list[tuple[str | None, str]] = [(None, "")]
_CLASS = r"(?:true|correct|right|target|actual|ground[- ]truth|gold|label)"
TRUE_CLASS = re.compile(
    rf"{_CLASS} (?:class|label|category|index)(?:'s)?(?: index)?\s*(?:is\s|=|:|,)?\s*([a-z])(?![A-Za-z])"
    rf"|(?<![A-Za-z])([a-z]) (?:is|denotes|being|=|the) (?:the )?(?:index of (?:the )?)?{_CLASS}\b"
    r"|(?<![A-Za-z])([a-z])\s*(?:是|为|表示|代表)\s*(?:真实|正确|目标|真正)"
    r"|(?:真实|正确|目标)(?:的)?(?:类别|类|标签)\s*(?:为|是|记为|下标)?\s*([a-z])(?![A-Za-z])",
)
"""Where an answer says which letter is the true class's index."""


@dataclass(frozen=True)
class Claim:
    """One side of a chain of equalities, as a statement about the quantity on its left."""

    target: str | None
    """The quantity's name; None where the formula stands unnamed."""
    trees: tuple[Node, ...]
    """The formula, and its other reading where there is one; spellings resolved."""
    formula: Formula
    clause: Clause
    order: str = ""
    """Free indices on the left, in order: ``dW_ij``."""
    last: bool = True
    """Whether it ends its chain."""
    unknown: str = ""
    """Why its tree could not be resolved, if so."""
    dated: bool = False
    """Whether it names its own quantity at this very step (``h_t``), so that it cannot mean the step before."""


@dataclass(frozen=True)
class Answer:
    """An answer as read."""

    claims: tuple[Claim, ...]
    failures: tuple[Failure, ...]
    own: Mapping[str, Node]
    """Letters that the candidate introduced."""
    rows: bool
    """Whether the candidate works with rows."""


def understand(setting: Setting, answer: str, previous: Mapping[str, Mapping[str, str]]) -> Answer:
    """Every claim of `answer`, in order. `previous` says what a name means on the right of its own assignment."""
    clauses = renewed(setting, _with_class(setting, answer, read(answer, setting.vocabulary)), previous)
    sides = [_without_condition(setting, clause, _resolved(setting, clause)) for clause in clauses]
    own: dict[str, Node] = {}
    for resolved in sides:
        _introduce(setting, resolved, own)
    anew = _defined_anew(setting, sides)
    later, own = own, {}
    claims: list[Claim] = []
    latest: dict[str, Node] = {}
    waiting: list[str] = []
    for clause, resolved in zip(clauses, sides, strict=True):
        found = list(_claims(setting, clause, resolved, {**later, **own}, previous))
        _introduce(setting, resolved, own)
        if unread := list(_unread(setting, clause, resolved)):
            claims.extend(unread)
            continue
        targets = _names_only(setting, resolved)
        if targets and len([side for side in resolved if side]) == 1:
            waiting.extend(targets)
            continue
        found += [replace(claim, target=name) for claim in found if claim.target and claim.last for name in waiting]
        waiting = []
        for claim in found:
            claims.append(_also(_reassigned(claim, latest, previous), anew))
            if claim.target and claim.last and claims[-1].trees:
                latest[claim.target] = claims[-1].trees[0]
    failures = tuple(failure for clause in clauses for failure in clause.failures)
    return Answer(tuple(claims), failures, own, _rows(setting, answer, sides))


def _with_class(setting: Setting, answer: str, clauses: list[Clause]) -> list[Clause]:
    """`clauses` with the letter that the answer gives the true class's index replaced by the item's own."""
    match = TRUE_CLASS.search(answer) if setting.chosen else None
    letter = next((group for group in match.groups() if group), None) if match else None
    if letter is None or letter == setting.chosen:
        return clauses

    def renamed(node: Node) -> Node:
        if node.op == "sym" and (node.value == letter or str(node.value).endswith(f"_{letter}")):
            return replace(node, value=str(node.value)[:-1] + str(setting.chosen))
        return node

    def change(formula: Formula) -> Formula:
        summed = any(node.op in {"sum", "prod"} and letter in str(node.value) for node in formula.tree.walk())
        others = tuple(tree.map(renamed) for tree in formula.others)
        return formula if summed else replace(formula, tree=formula.tree.map(renamed), others=others)

    return [replace(c, sides=tuple(tuple(map(change, side)) for side in c.sides)) for c in clauses]


Side = tuple[tuple[Formula, Node | None], ...]


def _resolved(setting: Setting, clause: Clause) -> list[Side]:
    def meaning(formula: Formula) -> Node | None:
        try:
            return setting.meaning(formula.tree)
        except Unreadable:
            return None

    return [tuple((formula, meaning(formula)) for formula in side if not formula.negated) for side in clause.sides]


def _without_condition(setting: Setting, clause: Clause, resolved: list[Side]) -> list[Side]:
    """The sides without a zero that a formula is set to: "the gradient X^T(Xw - y) = 0" asks for the minimum.

    A bare name that is zero is a value, as in "f'(x) = 0 for x < 0", unless it is said to be set.
    """
    zeros = [place for place, side in enumerate(resolved) if place and len(side) == 1 and side[0][1] == ZERO]
    others = [tree for place, side in enumerate(resolved) if place not in zeros for _, tree in side]
    stated = any(tree is not None and tree.op != "num" and not _targets(setting, tree) for tree in others)
    if not zeros or not (stated or SETS.search(clause.words)):
        return resolved
    return [() if place in zeros else side for place, side in enumerate(resolved)]


def _introduce(setting: Setting, resolved: list[Side], own: dict[str, Node]) -> None:
    """Add the letters that a clause introduces; a letter assigned again stands for its newest value."""
    named: list[str] = []
    for side in resolved:
        if not side:
            continue
        tree = side[-1][1]
        if (
            tree is not None
            and tree.op == "sym"
            and tree.value not in setting.known
            and not setting.unindexed(str(tree.value))[1]
        ):
            named.append(str(tree.value))
        elif named and side[0][1] is not None:
            value = substituted(side[0][1], own)
            if value.within(MAX_DEPTH, MAX_LETTER):
                own.update({name: value for name in named if name not in value.names()})
            named = []
    _introduce_behind(setting, resolved, own)


def _introduce_behind(setting: Setting, resolved: list[Side], own: dict[str, Node]) -> None:
    """A letter at the end of a chain stands for what was said before: ``dz2 = z2 - y = e``."""
    chain = [side for side in resolved if side]
    if len(chain) < 3:
        return
    value, name = chain[-2][-1][1], chain[-1][0][1]
    if name is None or value is None or name.op != "sym" or name.value in setting.known or name.value in value.names():
        return
    if not setting.unindexed(str(name.value))[1] and value.op != "sym":
        value = substituted(value, own)
        if value.within(MAX_DEPTH, MAX_LETTER):
            own[str(name.value)] = value


def _defined_anew(setting: Setting, sides: list[list[Side]]) -> dict[str, Node]:
    """Given letters that the answer uses in another sense, stated by a formula in the old one: ``K = d(k - 1) + 1``."""
    anew: dict[str, Node] = {}
    for resolved in sides:
        for left, right in pairwise([side for side in resolved if side]):
            name, value = left[-1][1], right[0][1]
            if name is None or value is None or name.op != "sym" or name == value:
                continue
            if name.value in setting.symbols and name.value in value.names():
                anew[str(name.value)] = value
    return anew


def _reassigned(claim: Claim, latest: Mapping[str, Node], previous: Mapping[str, Mapping[str, str]]) -> Claim:
    """`claim` with its own quantity on the right as what was assigned to it before: ``i = sigmoid(i)``."""
    if claim.target is None or claim.target not in latest or claim.target in previous.get(claim.target, {}):
        return claim
    before = {claim.target: latest[claim.target]}
    try:
        return replace(claim, trees=tuple(substituted(tree, before, rounds=1) for tree in claim.trees))
    except Unreadable:  # too large
        return claim


def _also(claim: Claim, anew: Mapping[str, Node]) -> Claim:
    """`claim` with the readings in which letters have the sense that the answer gives them."""
    if not anew or claim.target in anew:
        return claim
    return replace(claim, trees=(*claim.trees, *(substituted(tree, anew, rounds=1) for tree in claim.trees)))


def _targets(setting: Setting, tree: Node | None) -> list[tuple[str, str]]:
    """The quantities that the left of an equality names, with their free indices."""
    if tree is None:
        return []
    if tree.op == "sym":
        name, order = setting.unindexed(str(tree.value))
        name = setting.assigned.get(name, name)
        return [(name, order)] if name in setting.known else []
    if tree.op == "elem" and tree.args[0].op == "sym" and tree.args[0].value in setting.known:
        return [(str(tree.args[0].value), str(tree.value))]
    if tree.op in {"div", "list"} and tree.args:
        found = [_targets(setting, arg) for arg in tree.args]
        return [target for targets in found for target in targets] if all(found) else []
    return []


def _names_only(setting: Setting, resolved: list[Side]) -> list[str]:
    """Names that stand alone before a comma, as in ``i, f, o = ...``."""
    sides = [side for side in resolved if side]
    if len(sides) != 1:
        return []
    return [name for name, _ in _targets(setting, sides[0][-1][1])]


def _claims(  # noqa: C901 - one branch a case reads best
    setting: Setting,
    clause: Clause,
    resolved: list[Side],
    own: Mapping[str, Node],
    previous: Mapping[str, Mapping[str, str]],
) -> Iterator[Claim]:
    targets: list[tuple[str, str]] = []
    labelled = False
    chain = [side for side in resolved if side]
    signs = [sign for sign, side in zip(("", *clause.signs), resolved, strict=True) if side]
    for place, side in enumerate(chain):
        last = place == len(chain) - 1
        named = _targets(setting, side[-1][1])
        if place == 0 and not named and len(chain) > 1:
            named = [target for _, tree in side for target in _targets(setting, tree)][-1:]
        if len(chain) > 1 and place == 0 and last is False and named:
            targets.extend(named)
            labelled = side[-1][0].label
            continue
        pairs = list(side) if len(chain) == 1 else [_stated(setting, side, targets)] if place else [side[-1]]
        for formula, tree in pairs:
            if len(chain) == 1 and formula.label:
                targets, labelled = _targets(setting, tree), True
                continue
            whole = UNNAMED if formula.stepped and targets else []
            for name, order in [*(targets or UNNAMED), *whole]:
                yield _claim(setting, clause, formula, own, previous, name, order, signs[place], last=last)
            if labelled and len(chain) == 1:
                targets, labelled = [], False
        if not last:
            targets.extend(target for target in named if target not in targets)
    trailing = _targets(setting, chain[-1][-1][1]) if len(chain) > 1 else []
    before = next((side for side in reversed(chain[:-1]) if not _targets(setting, side[-1][1])), None)
    if trailing and before:
        formula, _ = before[-1]
        for name, order in trailing:
            yield _claim(setting, clause, formula, own, previous, name, order, "=", last=True)


def _stated(setting: Setting, side: Side, targets: list[tuple[str, str]]) -> tuple[Formula, Node | None]:
    """The formula of a side, behind a word that only names the quantity again: "the loss is cross entropy, -log p"."""
    again = side[0][0].label and set(_targets(setting, side[0][1])) <= set(targets)
    return side[1] if again and len(side) > 1 else side[0]


def _unread(setting: Setting, clause: Clause, resolved: list[Side]) -> Iterator[Claim]:
    """What was written for a quantity and could not be read."""
    if len(resolved) < 2 or not resolved[0] or resolved[-1] or not clause.failures:
        return
    failure = clause.failures[-1]
    shown = Formula(sym("?"), (), failure.start, failure.end)
    for name, order in _targets(setting, resolved[0][-1][1]):
        yield Claim(name, (), shown, clause, order, unknown=failure.reason)


def _claim(  # noqa: PLR0913, PLR0917 - all of it is needed
    setting: Setting,
    clause: Clause,
    formula: Formula,
    own: Mapping[str, Node],
    previous: Mapping[str, Mapping[str, str]],
    target: str | None,
    order: str,
    sign: str,
    *,
    last: bool,
) -> Claim:
    trees: list[Node] = []
    unknown = ""
    dated = any(
        str(name).endswith("_t") and (target, "") in _targets(setting, setting.meaning(sym(name)))
        for name in formula.tree.names()
    )
    for raw in (formula.tree, *formula.others):
        try:
            resolved = substituted(setting.meaning(raw), own)
        except Unreadable as error:
            unknown = error.reason
            continue
        if target and target in previous and not dated:
            resolved = substituted(resolved, {old: sym(new) for old, new in previous[target].items()}, rounds=1)
        if sign in ASSIGNMENTS and target:
            before = sym(previous.get(target, {}).get(target, target))
            change = Node("neg", (resolved,)) if sign == "-=" else resolved
            resolved = Node("add", (before, change), span=resolved.span)
        trees.append(resolved)
    return Claim(target, tuple(trees), formula, clause, order, last, unknown, dated)


def substituted(tree: Node, own: Mapping[str, Node], rounds: int = 3) -> Node:
    """`tree` with introduced letters replaced by what they stand for."""
    for _ in range(rounds):
        if not (tree.names() & own.keys()):
            break
        tree = tree.map(lambda node: _replaced(node, own))
        if not tree.within(2 * MAX_DEPTH, 2 * MAX_FORMULA):
            raise Unreadable("too large", tree.span[0])
    return tree


def _replaced(node: Node, own: Mapping[str, Node]) -> Node:
    """What an introduced letter stands for; one that stands for a function is applied: ``f(x)``, "f is tanh"."""
    if node.op == "sym" and node.value in own:
        return own[node.value]
    if node.op == "mul" and node.value == GLUED and node.args[0].op == "call" and not node.args[0].args:
        return replace(node.args[0], args=node.args[1:])
    return node


def _rows(setting: Setting, answer: str, sides: list[list[Side]]) -> bool:
    """Whether the answer says or shows that vectors are rows."""
    lower = answer.lower()
    if any(word in lower for word in setting.row_words):
        return True
    pairs = {(sym(left), sym(right)) for left, right in setting.row_order}
    trees = [tree for resolved in sides for side in resolved for _, tree in side if tree is not None]
    for tree in trees:
        for node in tree.walk():
            if node.op in {"mul", "star", "at", "dot"} or (node.op == "call" and node.value == "matmul"):
                neighbours = set(zip(node.args, node.args[1:], strict=False))
                if neighbours & pairs:
                    return True
    return False
