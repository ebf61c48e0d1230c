"""Assigns what an answer states to what was asked, without looking at the truth.

An answer is cut into clauses; expressions joined by ``=``, ``≈`` or an arrow form a chain, whose end is its conclusion.
A chain belongs to the criterion that its words name, to the one that its shape fits, or to the next one in the order in
which it was asked. Within a criterion the last conclusion counts, unless it was denied, is a part, or is an aside.
"""

import math
import re
from collections.abc import Mapping

from evaluators.arithmetic.chains import Chain, chains_of, symbolic, weak
from evaluators.arithmetic.expressions import Expression, expressions
from evaluators.arithmetic.labels import Labels
from evaluators.arithmetic.phrases import (
    ABOUT_AFTER,
    ABOUT_BEFORE,
    BOTH,
    CONCLUDES,
    DENIED_BEFORE,
    FRAGMENT,
    NOT_SIZE,
    POSITIONS,
    RELATION_END,
    SAME_AGAIN,
    TOTAL,
    UNCHANGED,
)
from evaluators.arithmetic.plain import clean
from evaluators.arithmetic.statement import Asked, Reading, Statement

_TO_ONE = re.compile(r"(?<=[^\d.:\n])(?:(1) ?: ?(\d{1,3}(?:\.\d{1,3})?)|(\d{1,3}(?:\.\d{1,3})?) ?: ?(1))(?![\d.:,])")
"""``1:7.9`` or ``8:1``."""
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
        self.size = next((name for name, one in asked.items() if one.sort == "size"), None)
        self._labels = Labels({name: one.words for name, one in self.asked.items()})
        self._parts = {
            name: re.compile(f"(?ai)(?:[a-z-]{{1,12}} )?(?:{one.parts})")
            for name, one in self.asked.items()
            if one.parts
        }
        self._none = {name: re.compile(f"(?ai){one.none}") for name, one in self.asked.items() if one.none}

    def read(self, answer: str) -> Reading:
        """What `answer` says about each criterion."""
        text = clean(answer)
        if len(self.asked) > 1 and "=" not in text and text.count(" / ") == len(self.asked) - 1:
            text = text.replace(" / ", " ; ")
        if any(one.sort == "ratio" for one in self.asked.values()):
            text = _TO_ONE.sub(lambda m: f"{m[1] or m[3]}/{m[2] or m[4]}", text)
        if any(one.sort == "matrix" for one in self.asked.values()):
            text = _ROWS.sub(r"[\1;\2]", text)
        found = self._without_lists(text, [e for e in expressions(text) if not weak(text, e) and not symbolic(text, e)])
        chains = chains_of(text, found)
        self._labels.give(text, chains)
        said: dict[str, list[Statement]] = {name: [] for name in self.asked}
        self._assign(text, chains, said)
        self._words(text, said)
        return Reading(said, len(found), text)

    def _without_lists(self, text: str, found: list[Expression]) -> list[Expression]:
        """``128,128`` in answer to two questions is two numbers, not one of six digits."""
        number = found[0].number if len(found) == 1 else None
        alone = number is not None and text.strip(" .\n") == text[number.start : number.end]
        if number and alone and len(number.grouped) == len(self.asked) > 1:
            return [Expression(float(v), number.start, number.end, factors=(v,) if v else ()) for v in number.grouped]
        return found

    def _assign(self, text: str, chains: list[Chain], said: dict[str, list[Statement]]) -> None:
        placed: list[tuple[Chain, str | None]] = []
        pending: list[int] = []
        for chain in chains:
            name = None if chain.other else self._named(chain, placed)
            if name is None and not (chain.other or chain.fragment or chain.aside):
                if chain.onward in pending:
                    pending.remove(chain.onward)
                replaces = chain.corrected or (bool(placed) and placed[-1][0].denied)
                if replaces and pending and pending[-1] == len(placed) - 1:
                    pending.pop()
                pending.append(len(placed))
            placed.append((chain, name))
        for place, name in self._in_order(placed, pending, unsaid=self._without_a_figure(text)).items():
            placed[place] = (placed[place][0], name)
        for chain, name in placed:
            if name is not None:
                said[name].append(self._statement(text, chain, name))

    def _named(  # noqa: C901, PLR0912 - one rule after the other
        self, chain: Chain, placed: list[tuple[Chain, str | None]]
    ) -> str | None:
        """The criterion that a chain belongs to by its words, its shape or what it goes on with; None for a bare one."""
        current = next((name for _, name in reversed(placed) if name), None)
        if POSITIONS.match(chain.after) and not self.size and len(self.asked) > 1:
            chain.other = True
            return None
        settled = current == self.size and placed and self._settled(chain, placed)
        if chain.label is not None:
            if settled and chain.label == self.size and not self._shaped(chain):
                return None  # the size is known: "4 in, 6 out" counts channels
            return self._fitting(chain, chain.label)
        if len(self.asked) == 1:
            return next(iter(self.asked))
        sized = any(
            name == self.size and len(c.last.factors) > 1 and not (c.denied or c.supposed) for c, name in placed
        )
        if self.size and chain.side:
            return self.size
        corrected = self._corrected_since(chain, placed)
        if self.size and self._shaped(chain) and (not sized or corrected):
            return self.size
        owners = [n for n, p in self._parts.items() if p.search(chain.before) or p.match(chain.after.lstrip(" 个"))]
        if owners:
            return self._owner(owners, current, chain, placed)
        if chain.onward is not None and current == self.size:
            return placed[chain.onward][1]
        if current is None or self._matrix_of(current, placed):
            return current
        if settled and not chain.denied:
            return None
        last, last_name = placed[-1]
        if last_name == current and (
            (last.denied and CONCLUDES.search(chain.before))
            or (last.sentence == chain.sentence and current != self.size and not _concludes(last))
        ):
            return current
        if chain.fragment:
            return None
        if chain.adds or FRAGMENT.search(chain.before):  # "times 40 is 400", "plus bias, 9472" work on
            return current
        goes_on = (
            chain.bracketed
            or self._multiplies(chain, current, placed)
            or (chain.onward is not None and placed[chain.onward][1] == current)
            or (last.supposed and last_name == current and current != self.size)
            or (chain.denied and DENIED_BEFORE.search(chain.before))
            or (chain.corrected and last_name == current)
            or (
                last.other
                and last.clause == chain.clause
                and current != self.size
                and RELATION_END.search(chain.before)
            )
            or (current != self.size and CONCLUDES.search(chain.before))
            or (
                current != self.size
                and (TOTAL.search(chain.before) or TOTAL.search(chain.after[:12]))
                and not self._totalled(chain, current, placed)
            )
        )
        return current if goes_on else None

    def _settled(self, chain: Chain, placed: list[tuple[Chain, str | None]]) -> bool:
        """Whether an earlier sentence gave the size as such, and nothing takes it back."""
        return not chain.corrected and any(
            name == self.size and self._shaped(c) and c.sentence < chain.sentence and not (c.denied or c.supposed)
            for c, name in placed
        )

    def _owner(
        self, owners: list[str], current: str | None, chain: Chain, placed: list[tuple[Chain, str | None]]
    ) -> str:
        """Whose part it is: the current criterion's, or the next one's once that one was totalled."""
        if current not in owners:
            return owners[0]
        later = [n for n in owners if n not in {name for _, name in placed}]
        return later[0] if later and self._totalled(chain, current, placed) else current

    def _totalled(self, chain: Chain, current: str, placed: list[tuple[Chain, str | None]]) -> bool:
        """Whether an earlier sentence summed the current criterion up, so that what follows is another's."""
        return not chain.corrected and any(
            name == current and c.sentence < chain.sentence and TOTAL.search(c.before) for c, name in placed
        )

    def _multiplies(self, chain: Chain, current: str, placed: list[tuple[Chain, str | None]]) -> bool:
        """Whether the chain takes the part before it several times: "109 with its bias, 20 of them make 2180"."""
        last, name = placed[-1]
        part = self._parts.get(current)
        if name != current or part is None or len(chain.members) < 2 or not part.search(last.before):
            return False
        return math.isclose(chain.members[0].value * last.last.value, chain.last.value, rel_tol=1e-4)

    def _corrected_since(self, chain: Chain, placed: list[tuple[Chain, str | None]]) -> bool:
        """Whether something was taken back since the size was stated, in the same sentence."""
        since = [chain]
        for earlier, name in reversed(placed):
            if earlier.sentence != chain.sentence or (name == self.size and self._shaped(earlier)):
                break
            since.append(earlier)
        return any(c.corrected for c in since)

    def _fitting(self, chain: Chain, name: str) -> str:
        """The labelled criterion, unless the conclusion has the shape of the size that was asked for."""
        sort = self.asked[name].sort
        ratio = next((other for other, one in self.asked.items() if one.sort == "ratio"), None)
        if ratio and sort in ("count", "cost") and 0 < chain.last.value < 1:
            return ratio
        if self.size and name != self.size and sort in ("count", "cost", "ratio") and len(chain.members) >= 1:
            last = chain.last
            if last.form == "matrix" or (
                2 <= len(last.factors) <= 4 and last.form == "product" and max(last.factors) <= 10_000 and chain.side
            ):
                return self.size
        return name

    def _shaped(self, chain: Chain) -> bool:
        last = chain.last
        return 2 <= len(last.factors) <= 4 and (last.form in ("product", "matrix", "closed"))

    def _matrix_of(self, current: str | None, placed: list[tuple[Chain, str | None]]) -> bool:
        """Whether the text goes on with a matrix that is being spelt out cell by cell."""
        if current is None or self.asked[current].sort != "matrix":
            return False
        cells = sum(max(1, len([v for row in c.last.rows for v in row])) for c, n in placed if n == current)
        return cells < self.asked[current].cells

    def _in_order(
        self, placed: list[tuple[Chain, str | None]], pending: list[int], *, unsaid: set[str]
    ) -> dict[int, str]:
        """Bare numbers, matched to the criteria that nothing else answers, in the order asked."""
        names = list(self.asked)
        taken = {name for c, name in placed if name and not (c.denied or c.aside or c.supposed)}
        taken |= unsaid
        left = [name for name in names if name not in taken]
        result: dict[int, str] = {}
        if not pending:
            return result
        if not left:
            return result
        if (
            self.size in left
            and len(pending) == len(left) + 1
            and all(0 < placed[p][0].last.value < 5000 for p in pending[:2])
        ):
            placed[pending[0]][0].side, placed[pending[1]][0].side = "h", "w"
            both = {place: str(self.size) for place in pending[:2]}
            return both | dict(zip(pending[2:], [name for name in left if name != self.size], strict=True))
        if len(pending) > len(left):
            pending = [place for place in pending if not placed[place][0].supposed] or pending
        if len(pending) > len(left):
            pending = _conclusions(placed, pending, len(left))
        if len(pending) == len(left):
            return dict(zip(pending, left, strict=True))
        for place in pending:
            earlier = [names.index(name) for _, name in placed[:place] if name]
            earlier += [names.index(name) for at, name in result.items() if at < place]
            after = max(earlier, default=-1)
            options = [name for name in left if name not in result.values()]
            chosen = next((n for n in options if names.index(n) > after and self._plausible(placed[place][0], n)), None)
            chosen = chosen or next((n for n in options if self._plausible(placed[place][0], n)), None)
            if chosen:
                result[place] = chosen
        return result

    def _plausible(self, chain: Chain, name: str) -> bool:
        sort, last = self.asked[name].sort, chain.last
        if sort == "matrix":
            return bool(last.rows) or last.form == "matrix"
        if sort == "size":
            return last.form != "fraction" and (len(last.factors) > 1 or 0 < last.value < 5000)
        if last.form == "matrix" and last.value != last.value:
            return False
        return not (sort in ("count", "cost") and 0 < last.value < 1)

    def _statement(self, text: str, chain: Chain, name: str) -> Statement:
        before, after = chain.before[-60:], chain.after[:40]
        if len(before) == len(chain.before) and text[: chain.start - len(before)].rstrip()[-1:].isalnum():
            before = _PER_ONE.sub("", before)
        gap = text[chain.members[-2].end : chain.last.start] if len(chain.members) > 1 else before
        part = self._parts.get(name)
        first = chain.members[0]
        sums = chain.sums or (len(chain.members) > 1 and first.form == "number" and _differ(first, chain.last))
        total = sums or bool(TOTAL.search(before.rpartition("(")[2]) or TOTAL.match(after.strip()))
        return Statement(
            expression=chain.last,
            chain=tuple(chain.members),
            words=" ".join((chain.before + text[chain.start : chain.end] + chain.after).split()).strip(" ,;。.")[:200],
            about=bool(ABOUT_BEFORE.search(gap) or ABOUT_BEFORE.search(before) or ABOUT_AFTER.match(after)),
            denied=chain.denied,
            supposed=chain.supposed,
            aside=chain.aside,
            bracketed=chain.bracketed,
            part=bool(
                part and not total and not chain.adds and (part.search(before) or part.match(after.strip(" 个的")))
            ),
            total=total,
            side=chain.side if name == self.size and len(chain.last.factors) < 2 else "",
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
        if self.size and not said[self.size] and (match := self._unchanged(text)):
            nothing = Expression(float("nan"), match.start(), match.end())
            said[self.size].append(Statement(nothing, (), match[0].strip(), unchanged=True))

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
        return found | {self.size} if self.size and self._unchanged(text) else found

    def _unchanged(self, text: str) -> re.Match[str] | None:
        """Where a size is said to be that of the input."""
        if not self.size:
            return None
        found = (m for m in UNCHANGED.finditer(text) if not NOT_SIZE.search(text[max(0, m.start() - 6) : m.end()]))
        return next(found, None)


def _differ(a: Expression, b: Expression) -> bool:
    return abs(a.value - b.value) > 0.01 * abs(b.value)


def _concludes(chain: Chain) -> bool:
    """Whether the chain ends in a value and not in a working."""
    return chain.last.form in ("number", "fraction", "closed", "matrix")


def _conclusions(placed: list[tuple[Chain, str | None]], pending: list[int], wanted: int) -> list[int]:
    """The `wanted` most conclusive of too many bare numbers: ends of workings, then the last of each sentence."""
    for keep in (
        [p for p in pending if len(placed[p][0].members) > 1 or RELATION_END.search(placed[p][0].before)],
        list({placed[p][0].sentence: p for p in pending}.values()),
        list({placed[p][0].clause: p for p in pending}.values()),
    ):
        if len(keep) == wanted:
            return keep
    return pending[-wanted:]
