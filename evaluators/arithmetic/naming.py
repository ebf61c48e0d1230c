"""Which criterion each chain answers.

By its words, by its shape, by what it goes on with; bare numbers by the order in which things were asked.
"""

import re
from collections.abc import Mapping, Sequence

from evaluators.arithmetic.chains import Chain
from evaluators.arithmetic.phrases import (
    CHANGES,
    CHANGES_AFTER,
    CONCLUDES,
    DENIED_BEFORE,
    FRAGMENT,
    POSITIONS,
    RELATION_END,
    TOTAL,
)
from evaluators.arithmetic.statement import Asked

SIZE_WORDS = re.compile(r"(?ai)输出|特征图|尺寸|\boutput\b|\bfeature map|\bspatial|\bsize\b")
Placed = list[tuple[Chain, str | None]]
"""Chains from left to right, each with its criterion."""


class Naming:
    """Decides for the criteria of one item."""

    def __init__(self, asked: Mapping[str, Asked], parts: Mapping[str, re.Pattern[str]]) -> None:
        self.asked = asked
        self.size = next((name for name, one in asked.items() if one.sort == "size"), None)
        self._parts = parts

    def assign(self, chains: Sequence[Chain], *, unsaid: set[str]) -> Placed:
        """Each chain with its criterion; `unsaid` are answered in words, without a figure."""
        placed: Placed = []
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
        self._other_side(placed, pending)
        for place, name in self._in_order(placed, pending, unsaid).items():
            placed[place] = (placed[place][0], name)
        return placed

    def _other_side(self, placed: Placed, pending: list[int]) -> None:
        """The side worked out before one that is named: "… is 32. For the width …, 47"."""
        named = [place for place, (c, name) in enumerate(placed) if name == self.size and c.side]
        if len({placed[place][0].side for place in named}) != 1 or any(
            n == self.size and not c.side for c, n in placed
        ):
            return
        before = [p for p in pending if p < named[0] and placed[p][0].sentence < placed[named[0]][0].sentence]
        if before:
            chain = placed[before[-1]][0]
            chain.side = "h" if placed[named[0]][0].side == "w" else "w"
            placed[before[-1]] = (chain, self.size)
            pending[:] = [p for p in pending if p not in before]

    def _named(  # noqa: C901, PLR0912 - one rule after the other
        self, chain: Chain, placed: Placed
    ) -> str | None:
        """The criterion that a chain belongs to by its words, its shape or what it goes on with; None if bare."""
        current = next((name for _, name in reversed(placed) if name), None)
        if (ratio := self._share_of_a_cost(chain)) is not None:
            return ratio
        settled = self.size is not None and self._settled(chain, placed)
        if len(self.asked) > 1 and (settled or not self.size) and self._about_the_map(chain):
            chain.other = True
            return None
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
        owners = [n for n, p in self._parts.items() if p.search(chain.before) or p.match(chain.after.lstrip(" 个"))]
        if self.size and self._shaped(chain) and (not sized or corrected) and not (settled and owners):
            return self.size
        if owners:
            return self._owner(owners, current, chain, placed)
        if chain.onward is not None and current == self.size:
            return placed[chain.onward][1]
        if current is None or self._matrix_of(current, placed):
            return current
        if settled and current == self.size and not chain.denied:
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

    def _about_the_map(self, chain: Chain) -> bool:
        """Whether it gives the output's size or number of positions, which is not asked for or known already."""
        if POSITIONS.match(chain.after) or (not self.size and self._shaped(chain) and SIZE_WORDS.search(chain.before)):
            return True
        changes = CHANGES.search(chain.before) or CHANGES_AFTER.match(chain.after)
        return bool(changes) and chain.label is None and len(chain.members) == 1

    def _settled(self, chain: Chain, placed: Placed) -> bool:
        """Whether an earlier sentence gave the size as such, and nothing takes it back."""
        earlier = [
            c
            for c, name in placed
            if name == self.size and c.sentence < chain.sentence and not (c.denied or c.supposed)
        ]
        known = any(self._shaped(c) for c in earlier) or {"h", "w"} <= {c.side for c in earlier}
        return known and not (chain.corrected or chain.side)

    def _owner(self, owners: list[str], current: str | None, chain: Chain, placed: Placed) -> str:
        """Whose part it is: the current criterion's, or the next one's once that one was totalled."""
        if current not in owners:
            return owners[0]
        later = [n for n in owners if n not in {name for _, name in placed}]
        return later[0] if later and self._totalled(chain, current, placed) else current

    def _totalled(self, chain: Chain, current: str, placed: Placed) -> bool:
        """Whether an earlier sentence summed the current criterion up, so that what follows is another's."""
        return not chain.corrected and any(
            name == current and c.sentence < chain.sentence and TOTAL.search(c.before) for c, name in placed
        )

    def _corrected_since(self, chain: Chain, placed: Placed) -> bool:
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
        if self.size and name != self.size and sort in ("count", "cost", "ratio") and len(chain.members) >= 1:
            last = chain.last
            if last.form == "matrix" or (
                2 <= len(last.factors) <= 4 and last.form == "product" and max(last.factors) <= 10_000 and chain.side
            ):
                return self.size
        return name

    def _share_of_a_cost(self, chain: Chain) -> str | None:
        """The ratio, where one is asked for and the value is neither a count nor a cost."""
        last = chain.last
        if chain.label is not None and self.asked[chain.label].sort == "ratio":
            chain.aside = False  # "against a standard convolution" is what was asked
        small = 0 < last.value < 1 or (last.number is not None and last.number.unit == "%")
        return next((name for name, one in self.asked.items() if one.sort == "ratio" and small), None)

    def _shaped(self, chain: Chain) -> bool:
        last = chain.last
        return 2 <= len(last.factors) <= 4 and (last.form in ("product", "matrix", "closed"))

    def _matrix_of(self, current: str | None, placed: Placed) -> bool:
        """Whether the text goes on with a matrix that is being spelt out cell by cell."""
        if current is None or self.asked[current].sort != "matrix":
            return False
        cells = sum(max(1, len([v for row in c.last.rows for v in row])) for c, n in placed if n == current)
        return cells < self.asked[current].cells

    def _in_order(self, placed: Placed, pending: list[int], unsaid: set[str]) -> dict[int, str]:
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
            likely = [p for p in pending if any(self._plausible(placed[p][0], name) for name in left)]
            pending = likely if len(likely) >= len(left) else pending
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
        if sort == "ratio":
            return last.form != "product" and last.value < 1000
        if sort == "share":
            return 0 <= last.value <= 1 or (last.number is not None and last.number.unit == "%")
        return not (sort in ("count", "cost") and 0 < last.value < 1)


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
