"""Chains: expressions joined by ``=``, ``≈`` or an arrow, the words around them, and what those words do to them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evaluators.arithmetic.expressions import Expression
from evaluators.arithmetic.phrases import (
    ADDS,
    ASIDE,
    ASIDE_AFTER,
    CONSEQUENCE,
    CORRECTION,
    COUNTED,
    DENIED_AFTER,
    DENIED_BEFORE,
    FRAGMENT,
    FRAGMENT_AFTER,
    GAP,
    HEDGE,
    IF,
    OWN_OMISSION,
    RELATION_END,
    SIDE,
    SIDE_AFTER,
    STRONG,
    SUPPOSED,
    WEAK,
)


@dataclass
class Chain:
    """Expressions joined by relations, within one clause."""

    members: list[Expression]
    clause: int
    sentence: int
    before: str = ""
    """Text of the clause since the previous chain."""
    after: str = ""
    """Text of the clause up to the next chain."""
    label: str | None = None
    other: bool = False
    corrected: bool = False
    fragment: bool = False
    bracketed: bool = False
    denied: bool = False
    supposed: bool = False
    aside: bool = False
    side: str = ""
    """``h`` or ``w`` where a word beside it says which side it is."""
    side_follows: bool = False
    adds: bool = False
    """Follows "plus bias,", across the comma."""
    onward: int | None = None
    """The place of the chain that this one works on: of ``1728`` in "1728, +24 = 1752" (see `steps`)."""
    sums: bool = False
    """Concludes a row of summands: ``a attention + b norms = c``."""

    @property
    def last(self) -> Expression:
        """The conclusion."""
        return self.members[-1]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.members[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.members[-1].end


def weak(text: str, expression: Expression) -> bool:
    """A small number word that nothing marks as a figure."""
    number = expression.number
    if number is None or not number.weak:
        return False
    before, after = text[: expression.start].rstrip(), text[expression.end :].lstrip()
    alone = not re.search(r"[^\s.。!,]", before) and not re.search(r"[^\s.。!,]", after[:40])
    return not (alone or before.endswith(("=", ":", "是", "为", "→", "约", "共", "量", "数", "剩", " is", " are")))


def symbolic(text: str, expression: Expression) -> bool:
    """Whether the number stands inside a formula with letters, such as the 1 of ``e/(e + 1)``."""
    before, after = text[: expression.start][-6:].rstrip(), text[expression.end :][:30].lstrip()
    named = re.match(r"\([^()\d]{1,20}\)\s*", after)  # "4 (weights) + 4 (gradients)"
    if named and (before.endswith("+") or after[named.end() :].startswith("+")):
        return True
    if expression.number and (expression.number.unit or expression.number.scaled):
        return False
    if before.endswith("^") or re.match(r"[*×/^]|\+\s?(?:[A-Za-z](?![A-Za-z])|\()", after):
        return True
    return before.endswith(("+", "*", "/", "×")) and after.startswith(")") and expression.form == "number"


def _cuts(text: str, found: Sequence[Expression]) -> list[tuple[int, bool]]:
    """Where clauses end, and whether a sentence ends there too; never inside an expression."""
    places = {m.start(): True for m in STRONG.finditer(text)}
    for match in WEAK.finditer(text):
        line = text[max(0, match.start() - 80) : match.start()]
        if match[0][-2:] == "- " and line.rfind("(") > line.rfind(")"):
            continue  # a minus within brackets
        places.setdefault(match.start(), False)
    cuts: list[tuple[int, bool]] = []
    at = 0
    for place in sorted(places):
        while at < len(found) and found[at].end <= place:
            at += 1
        if at < len(found) and found[at].start <= place < found[at].end:
            continue
        cuts.append((place, places[place]))
    return cuts


def chains_of(text: str, found: Sequence[Expression]) -> list[Chain]:
    """The chains of `found`, each with the words around it and what they do to it."""
    cuts = _cuts(text, found)
    chains: list[Chain] = []
    clause = sentence = cut = 0
    for expression in found:
        crossed = False
        while cut < len(cuts) and cuts[cut][0] < expression.start:
            clause, sentence, crossed = clause + 1, sentence + cuts[cut][1], True
            cut += 1
        if chains and not crossed and _joined(text, chains[-1].last, expression):
            chains[-1].members.append(expression)
        else:
            chains.append(Chain([expression], clause, sentence))
    bounds = [0, *(place for place, _ in cuts), len(text)]
    for place, chain in enumerate(chains):
        following = chains[place + 1].start if place + 1 < len(chains) else len(text)
        _surround(
            text,
            chain,
            chains[place - 1] if place else None,
            bounds[chain.clause],
            min(bounds[chain.clause + 1], following),
        )
    return chains


def _joined(text: str, left: Expression, right: Expression) -> bool:
    """Whether `right` goes on with `left`; in ``9 params = 208`` it does not, in ``208 params = 0.2k`` it does."""
    if not GAP.fullmatch(text, left.end, right.start):
        return False
    return abs(left.value - right.value) <= 0.02 * abs(right.value) or not COUNTED.search(text[left.end : right.start])


def _surround(text: str, chain: Chain, previous: Chain | None, left: int, right: int) -> None:
    """Note the words of the clause, from `left` to `right`, and what they do to the chain."""
    end = previous.end if previous else 0
    beside = previous if previous and previous.clause == chain.clause else None
    chain.before = text[max(left, end) : chain.start][-160:]
    chain.after = text[chain.end : right][:160]
    lead = text[max(end, chain.start - 80) : chain.start]
    omitted = bool(OWN_OMISSION.search(lead)) and not IF.search(lead)
    chain.corrected = previous is not None and bool(omitted or CORRECTION.search(lead))
    chain.fragment = len(chain.members) == 1 and bool(
        FRAGMENT.search(chain.before[-24:]) or FRAGMENT_AFTER.match(chain.after)
    )
    chain.sums = beside is not None and (beside.fragment or beside.sums) and bool(RELATION_END.search(chain.before))
    chain.adds = bool(ADDS.search(text[max(end, chain.start - 40) : chain.start]))
    first_before = text[max(0, chain.start - 40) : chain.start]
    chain.denied = bool(DENIED_BEFORE.search(first_before) or DENIED_AFTER.match(chain.after))
    chain.supposed = bool(
        CONSEQUENCE.search(first_before)
        or (SUPPOSED.search(chain.before) and not omitted)
        or SUPPOSED.search(chain.after.partition("(")[0][:30])
    )
    chain.aside = bool(ASIDE.search(chain.before) or ASIDE_AFTER.match(chain.after))
    follows = beside is not None and beside.side_follows
    side, after = SIDE.search(chain.before[-24:]), SIDE_AFTER.match(chain.after[:12])
    chain.side_follows = bool(after) and (follows or not side)
    side = after if chain.side_follows else None if follows else side
    chain.side = (side.lastgroup or "") if side else ""
    between = text[end : chain.start + (chain.members[0].number is not None)]
    opened = between.rfind("(") > between.rfind(")") or bool(re.search(rf"\[\s*(?:{HEDGE}|=)?\s*$", chain.before))
    chain.bracketed = previous is not None and (opened or (previous.bracketed and ")" not in between))
