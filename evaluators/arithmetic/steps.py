"""How numbers build on each other: "1440, and 16 biases, 1456" is one working told in words.

Such a working has no signs between its numbers, so that what was meant is found by trying: a conclusion that is exactly
the sum, difference or product of the number before it and what is said in between goes on from that number.
"""

import math
import re
from collections.abc import Iterator, Sequence

from evaluators.arithmetic.chains import Chain
from evaluators.arithmetic.numbers import numbers
from evaluators.arithmetic.phrases import BIAS, CONCLUDES, FRAGMENT, POSITIONS, SIDE_SCOPE, STRONG

_BACK = 5
"""Chains looked back over, at most."""
_TAKES_AWAY = re.compile(r"(?ai)减|minus|subtract|less|去掉|扣")
_DIVIDES = re.compile(r"(?ai)除|divided")
_TIMES = re.compile(r"(?ai)乘|times|multipl|[x×*]\s*$")


def link(text: str, chains: Sequence[Chain]) -> None:
    """Note for each chain the place of the one that it goes on from, and which side of a size it works out."""
    scope, sentence = "", -1
    for place, chain in enumerate(chains):
        chain.onward = _source(text, chains, place)
        if chain.onward is not None:
            chain.sums = True
            chain.side = chain.side or chains[chain.onward].side
        if chain.sentence != sentence:
            lead = text[chains[place - 1].end if place else 0 : chain.start]
            named = SIDE_SCOPE.match(STRONG.split(lead)[-1])
            scope, sentence = (named.lastgroup or "") if named and not chain.side else "", chain.sentence
        if chain.side:
            scope = ""
        elif not (chain.other or chain.fragment or chain.label or len(chain.last.factors) > 1):
            chain.side = scope


def _source(text: str, chains: Sequence[Chain], place: int) -> int | None:
    chain = chains[place]
    value = chain.last.value
    if chain.fragment or chain.last.form == "matrix" or not math.isfinite(value):
        return None
    told = bool(FRAGMENT.search(chain.before[-24:])) and chain.members[0].form == "sum"
    if len(chain.members) > 1 and chain.members[0].form != "number" and not told:
        return None  # it has a working of its own
    helpers = [chain] if len(chain.members) > 1 else []
    for back in range(place - 1, max(place - 1 - _BACK, -1), -1):
        base = chains[back]
        if base.sentence != chain.sentence or not math.isfinite(base.last.value):
            return None
        if base.other and POSITIONS.match(base.after):
            return None  # so many positions: on from a count to a cost
        if base.fragment or base.other:
            helpers.insert(0, base)
            continue
        before = chains[back - 1] if back and chains[back - 1].other and not helpers else None
        counts = [before.last.value] if before and before.sentence == chain.sentence else []
        if _follows(text, base, helpers, counts, value):
            return back
        if len(base.members) > 1 or base.label or not _bias(base, chain):
            return None
        helpers.insert(0, base)
    return None


def _bias(base: Chain, chain: Chain) -> bool:
    """Whether a bare number may be what is added: the biases, or one more summand before a conclusion."""
    return bool(BIAS.search(base.before) or BIAS.search(base.after) or CONCLUDES.search(chain.before))


def _follows(text: str, base: Chain, helpers: Sequence[Chain], counts: Sequence[float], value: float) -> bool:
    """Whether `value` is the base's, changed by the helpers as their words say, or taken so many times, or rounded."""
    start = base.last.value
    if not helpers and base.last.form in ("sum", "product") and value == start:
        return True
    if not helpers and not start.is_integer() and value in (math.floor(start), math.ceil(start)):
        return start > 1
    return any(
        math.isclose(found, value, rel_tol=1e-9)
        for found in (*_results(text, start, helpers), *(start * count for count in counts if abs(count) > 1))
    )


def _results(text: str, start: float, helpers: Sequence[Chain]) -> Iterator[float]:
    """What the helpers may make of `start`: a signed one does what it says, an unsigned one adds or multiplies."""
    if not helpers:
        return
    found = [start]
    for helper in helpers:
        first = helper.members[0]
        number, sign = first.value, FRAGMENT.search(helper.before[-24:])
        word = sign[0] if sign else ""
        if first.form == "sum" and word:  # "minus 2 plus 4"
            leading = next(numbers(text[first.start : first.end])).value
            found = [f + number - (2 * leading if _TAKES_AWAY.search(word) else 0) for f in found]
        elif _TAKES_AWAY.search(word):
            found = [f - number for f in found]
        elif _DIVIDES.search(word):
            found = [f / number for f in found if number]
        elif _TIMES.search(word):
            found = [f * number for f in found]
        elif word:
            found = [r for f in found for r in (f + number, f * number)]
        else:
            found = [r for f in found for r in (f, f + number, f * number)]
        found = found[:27]
    yield from (f for f in found if f != start)
