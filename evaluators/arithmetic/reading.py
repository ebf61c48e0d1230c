"""Assigns what an answer states to what was asked, without looking at the truth.

An answer is cut into clauses; expressions joined by ``=``, ``≈`` or an arrow form a chain, whose end is its conclusion.
A chain belongs to the criterion that its words name, to the one that its shape fits, or to the next one in the order in
which it was asked. Within a criterion the last conclusion counts, unless it was denied, is a part, or is an aside.
"""

import re
from collections.abc import Mapping

from evaluators.arithmetic.chains import Chain, chains_of, symbolic, weak
from evaluators.arithmetic.expressions import Expression, expressions
from evaluators.arithmetic.labels import Labels
from evaluators.arithmetic.naming import Naming
from evaluators.arithmetic.phrases import (
    ABOUT_AFTER,
    ABOUT_BEFORE,
    BOTH,
    NOT_SIZE,
    SAME_AGAIN,
    TOTAL,
    UNCHANGED,
)
from evaluators.arithmetic.plain import clean
from evaluators.arithmetic.statement import Asked, Reading, Statement
from evaluators.arithmetic.steps import link

_TO_ONE = re.compile(r"(?<=[^\d.:\n])(?:(1) ?: ?(\d{1,3}(?:\.\d{1,3})?)|(\d{1,3}(?:\.\d{1,3})?) ?: ?(1))(?![\d.:,])")
"""``1:7.9`` or ``8:1``."""
_OUT_OF = re.compile(r"(?ai)(?<![\d.])(\d{1,9}(?:\.5)?) (?:out of|of)(?: the| all)? (\d{1,9})(?![\d.]| ?[x×*])")
"""``170 of the 200``."""
_ROWS = re.compile(
    r"(?<![-\d.,;(\[ ])[ ]?(-?\d[\d.]{0,9} -?\d[\d.]{0,9}) ?[/;|\n] ?(-?\d[\d.]{0,9} -?\d[\d.]{0,9})(?=\s*(?:[^\s\d.;)\]/]|$))"
)
"""``1 2 / 3 4``: two rows without brackets."""
_PER_ONE = re.compile(r"(?ai)^\s*(?:each\b|apiece\b|per [a-z]{1,12}\b|[a-z]{1,12}(?=\s*[:=]))")
"""What goes with the number before it."""


class Reader:
    """Reads answers to one item: its criteria, in the order asked."""

    def __init__(self, asked: Mapping[str, Asked]) -> None:
        self.asked = dict(asked)
        self._labels = Labels({name: one.words for name, one in self.asked.items()})
        self._parts = {
            name: re.compile(f"(?ai)(?!(?:since|because|as|so|when|where) )(?:[a-z-]{{1,12}} )?(?:{one.parts})")
            for name, one in self.asked.items()
            if one.parts
        }
        self._naming = Naming(self.asked, self._parts)
        self._none = {name: re.compile(f"(?ai){one.none}") for name, one in self.asked.items() if one.none}

    def read(self, answer: str) -> Reading:
        """What `answer` says about each criterion."""
        text = clean(answer)
        if len(self.asked) > 1 and "=" not in text and text.count(" / ") == len(self.asked) - 1:
            text = text.replace(" / ", " ; ")
        if any(one.sort == "ratio" for one in self.asked.values()):
            text = _TO_ONE.sub(lambda m: f"{m[1] or m[3]}/{m[2] or m[4]}", text)
        if any(one.sort == "share" for one in self.asked.values()):
            text = _OUT_OF.sub(r"\1/\2", text)
        if any(one.sort == "matrix" for one in self.asked.values()):
            text = _ROWS.sub(r"[\1;\2]", text)
        found = self._without_lists(text, [e for e in expressions(text) if not weak(text, e) and not symbolic(text, e)])
        chains = chains_of(text, found)
        self._labels.give(text, chains)
        link(text, chains)
        said: dict[str, list[Statement]] = {name: [] for name in self.asked}
        for chain, name in self._naming.assign(chains, unsaid=self._without_a_figure(text)):
            if name is not None:
                said[name].append(self._statement(text, chain, name))
        self._words(text, said)
        return Reading(said, len(found), text)

    def _without_lists(self, text: str, found: list[Expression]) -> list[Expression]:
        """``128,128`` in answer to two questions is two numbers, not one of six digits."""
        number = found[0].number if len(found) == 1 else None
        alone = number is not None and text.strip(" .\n") == text[number.start : number.end]
        if number and alone and len(number.grouped) == len(self.asked) > 1:
            return [Expression(float(v), number.start, number.end, factors=(v,) if v else ()) for v in number.grouped]
        return found

    def _statement(self, text: str, chain: Chain, name: str) -> Statement:
        before, after = chain.before[-60:], chain.after[:40]
        if len(before) == len(chain.before) and text[: chain.start - len(before)].rstrip()[-1:].isalnum():
            before = _PER_ONE.sub("", before)
        gap = text[chain.members[-2].end : chain.last.start] if len(chain.members) > 1 else before
        part = self._parts.get(name)
        first = chain.members[0]
        sums = name != self._naming.size and (
            chain.sums or (len(chain.members) > 1 and first.form == "number" and _differ(first, chain.last))
        )
        total = sums or bool(TOTAL.search(before.rpartition("(")[2]) or TOTAL.match(after.strip()))
        return Statement(
            expression=chain.last,
            chain=tuple(chain.members),
            words=" ".join((chain.before + text[chain.start : chain.end] + chain.after).split()).strip(" ,;。.")[:200],
            about=bool(ABOUT_BEFORE.search(gap) or ABOUT_BEFORE.search(before) or ABOUT_AFTER.match(after)),
            denied=chain.denied,
            supposed=chain.supposed,
            aside=chain.aside,
            corrected=chain.corrected,
            bracketed=chain.bracketed,
            part=bool(
                part and not total and not chain.adds and (part.search(before) or part.match(after.strip(" 个的")))
            ),
            total=total,
            side=chain.side if name == self._naming.size and len(chain.last.factors) < 2 else "",
        )

    def _words(self, text: str, said: dict[str, list[Statement]]) -> None:
        """Zero and "unchanged", where they are said without a figure."""
        for name, pattern in self._none.items():
            if not said[name] or all(s.part or s.denied for s in said[name]):
                match = pattern.search(text)
                if match:
                    said[name] = [
                        Statement(Expression(0.0, match.start(), match.end(), factors=()), (), match[0].strip())
                    ]
        self._shared(text, said)
        if self._naming.size and not said[self._naming.size] and (match := self._unchanged(text)):
            nothing = Expression(float("nan"), match.start(), match.end())
            said[self._naming.size].append(Statement(nothing, (), match[0].strip(), unchanged=True))

    def _shared(self, text: str, said: dict[str, list[Statement]]) -> None:
        """``both are 96``; ``96 parameters, the same for the buffers``: one figure that answers several criteria."""
        given = [name for name in self.asked if said[name]]
        missing = [name for name in self.asked if not said[name]]
        if len(given) != 1 or {self.asked[name].sort for name in (*given, *missing)} != {self.asked[given[0]].sort}:
            return
        statement = said[given[0]][-1]
        if BOTH.search(text) or SAME_AGAIN.search(text[statement.expression.end :]):
            for name in missing:
                said[name].append(statement)

    def _without_a_figure(self, text: str) -> set[str]:
        """The criteria that are answered in words: no parameters, the size unchanged."""
        found = {name for name, pattern in self._none.items() if pattern.search(text)}
        return found | {self._naming.size} if self._naming.size and self._unchanged(text) else found

    def _unchanged(self, text: str) -> re.Match[str] | None:
        """Where a size is said to be that of the input."""
        if not self._naming.size:
            return None
        found = (m for m in UNCHANGED.finditer(text) if not NOT_SIZE.search(text[max(0, m.start() - 6) : m.end()]))
        return next(found, None)


def _differ(a: Expression, b: Expression) -> bool:
    return abs(a.value - b.value) > 0.01 * abs(b.value)
