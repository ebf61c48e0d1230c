"""Line by line: which steps hold, which is the first that does not, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from evaluators.derivation.claims import Answer, Claim
from evaluators.derivation.compare import close
from evaluators.derivation.functions import Shapes, Undefined, Value
from evaluators.derivation.limits import MAX_CLAIMS, Unreadable
from evaluators.derivation.marking import mark
from evaluators.derivation.setting import Setting, World, Worlds
from evaluators.derivation.tree import Node, sym
from evaluators.derivation.wording import WORDING
from evaluators.text import Language

State = Literal["holds", "wrong", "follows", "unread"]


@dataclass(frozen=True)
class Line:
    """One step of a derivation and what became of it.

    ``holds`` by the setting; ``follows`` from an earlier step that does not hold; ``wrong`` otherwise.
    """

    claim: Claim
    state: State
    slip: str = ""

    def said(self, language: Language, answer: str) -> str:
        """A sentence that points to the step."""
        text = answer[self.claim.formula.start : self.claim.formula.end]
        return WORDING["first_wrong"].in_(language).format(self.claim.clause.line + 1, text)

    def plain(self, answer: str) -> dict[str, Any]:
        """JSON for a report."""
        formula = self.claim.formula
        return {
            "line": self.claim.clause.line + 1,
            "quantity": self.claim.target,
            "formula": answer[formula.start : formula.end],
            "state": self.state,
            "slip": self.slip,
        }


def lines(answer: Answer, setting: Setting, truths: Mapping[str, list[Node]]) -> list[Line]:
    """Every named step of `answer`, marked; what was written wrongly stands as written for the steps after it."""
    worlds = setting.worlds(rows=answer.rows)
    wrong: dict[str, Node] = {}
    marked: list[Line] = []
    for claim in answer.claims[-3 * MAX_CLAIMS :]:
        if claim.target is None or claim.target not in {*truths, *worlds.formulas} - setting.observed:
            continue
        expected = truths.get(claim.target, [sym(claim.target)])
        if any(claim.target in tree.names() for tree in claim.trees):
            continue
        result = mark(claim, expected, worlds)
        if result.right is None:
            marked.append(Line(claim, "unread"))
        elif result.right:
            built_on = any(name in wrong for tree in claim.trees for name in tree.names())
            marked.append(Line(claim, "follows" if built_on else "holds"))
        else:
            follows = _follows(claim, worlds, wrong)
            marked.append(Line(claim, "follows" if follows else "wrong", result.slip))
            if claim.last and claim.trees:
                wrong[claim.target] = claim.trees[0]
    return marked


def _follows(claim: Claim, worlds: Worlds, wrong: Mapping[str, Node]) -> bool:
    """Whether the step is right given the earlier quantities as the candidate wrote them."""
    rule = worlds.formulas.get(claim.target or "")
    if rule is None or not (rule.names() & wrong.keys()):
        return False
    point = worlds.worlds[0][0]
    try:
        own: dict[str, Value] = {name: point.value(tree) for name, tree in wrong.items()}
        mistaken = World({**point.values, **own}, point.functions)
        return any(close(mistaken.value(tree, claim.order), mistaken.value(rule)) for tree in claim.trees)
    except (Undefined, Shapes, Unreadable):
        return False
