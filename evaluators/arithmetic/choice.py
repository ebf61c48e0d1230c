"""Which of several statements about one criterion is the answer."""

import re
from collections.abc import Sequence
from dataclasses import replace

from evaluators.arithmetic.comparison import is_value, matrix_of
from evaluators.arithmetic.expressions import Expression
from evaluators.arithmetic.statement import Asked, Statement

_ALL_ZERO = re.compile(r"(?i)全|都|\ball\b|\bboth\b|\bzeros\b|\brow\b")


def answer(asked: Asked, said: Sequence[Statement]) -> Statement | None:
    """The last conclusion, parts put together where there is no whole; None if nothing stands."""
    standing = _since_corrected([s for s in said if not s.denied], asked)
    if not standing:
        return None
    if asked.sort == "size":
        return _size(asked, standing)
    if asked.sort == "matrix":
        return _matrix(asked, standing)
    # From what stands without reserve down to what was said by the way; within each, the last conclusion.
    plain = [s for s in standing if not (s.supposed or s.aside or s.vague)]
    values = [s for s in plain if any(is_value(e, asked.sort) for e in (*s.chain, s.expression))] or plain
    wholes = [s for s in values if not s.part]
    totals = [s for s in wholes if s.total]
    if wholes:
        after_total = wholes[wholes.index(totals[-1]) :] if totals else wholes
        last = next((s for s in reversed(after_total) if not s.bracketed), after_total[-1])
        return _precisely(last, [s for s in standing if s is not last])
    if values:
        return _together(values)
    return next((s for s in reversed(standing) if not s.vague), standing[-1])


def _since_corrected(said: Sequence[Statement], asked: Asked) -> Sequence[Statement]:
    """What was said from the last correction on; a size is mended side by side, a matrix cell by cell."""
    places = [place for place, s in enumerate(said) if s.corrected and not (s.supposed or s.aside or s.vague)]
    return said[places[-1] :] if places and asked.sort not in ("size", "matrix") else said


def _precisely(last: Statement, others: Sequence[Statement]) -> Statement:
    """``1026000, a good million``: the same figure said once roughly and once exactly counts as said exactly."""
    same = [s for s in others if _roughly(s, last) or _roughly(last, s)]
    digits = max((_digits(s) for s in same), default=0)
    if not same or digits < _digits(last):
        return replace(last, about=last.about or any(s.about or s.vague for s in same))
    return next(s for s in reversed(same) if _digits(s) == digits) if digits > _digits(last) else last


def _digits(statement: Statement) -> int:
    number = statement.expression.number
    if statement.expression.form == "fraction":
        return 99
    return 0 if number is None or number.vague else number.digits


def _roughly(rough: Statement, exact: Statement) -> bool:
    """Whether `rough` is `exact` with fewer digits, and said to be rough."""
    number, value = rough.expression.number, exact.expression.value
    if number is None or _digits(rough) >= _digits(exact):
        return False
    if exact.expression.form == "fraction":
        return abs(number.value - value) <= number.step / 2
    if not (rough.about or number.vague):
        return False
    return abs(number.value - value) <= max(number.step / 2, 0.05 * abs(value))


def _together(parts: Sequence[Statement]) -> Statement:
    """Parts added up; a lone part is the answer."""
    if len(parts) == 1:
        return parts[0]
    worked = [s for s in parts if len(s.chain) > 1 and s.chain[0].form in ("sum", "product") and s is parts[-1]]
    if worked and abs(sum(s.expression.value for s in parts[:-1]) - parts[-1].expression.value) < 0.5:
        return parts[-1]
    total = sum(s.expression.value for s in parts)
    first, last = parts[0], parts[-1]
    whole = Expression(total, first.expression.start, last.expression.end)
    return replace(last, expression=whole, chain=(whole,), words=" + ".join(s.words for s in parts)[:200], part=False)


def _size(asked: Asked, standing: Sequence[Statement]) -> Statement | None:
    plain = [s for s in standing if not (s.supposed or s.aside or s.part)] or list(standing)
    if asked.square:
        most = max((s.expression.value for s in plain if not _shaped(s)), default=0.0)
        plain = [s for s in plain if not (_shaped(s) and s.expression.value < most)]  # "2*2 = 4, 17+4 = 21"
    shaped = [s for s in plain if _shaped(s)]
    sides = {s.side: s for s in plain if s.side}
    if shaped and not (sides and plain.index(shaped[-1]) < plain.index(list(sides.values())[-1]) and len(sides) == 2):
        return shaped[-1]
    if len(sides) == 2:
        h, w = (next((e for e in reversed(sides[k].chain) if e.form == "number"), sides[k].expression) for k in "hw")
        both = Expression(h.value * w.value, h.start, w.end, "product", factors=(int(h.value), int(w.value)))
        return replace(sides["w"], expression=both, chain=(both,), words=f"{sides['h'].words}; {sides['w'].words}")
    totals = [s for s in plain if s.total]
    return totals[-1] if totals else plain[-1]


def _shaped(statement: Statement) -> bool:
    """Whether it concludes with two sides or more, their product worked out or not; not so in ``2*2=4 → 17``."""
    return any(
        len(e.factors) > 1 and e.form in ("product", "matrix", "closed")
        for e in statement.chain
        if e is statement.expression or e.value == statement.expression.value
    )


def _matrix(asked: Asked, standing: Sequence[Statement]) -> Statement | None:
    """The last whole matrix, or rows and cells put together."""
    whole = [s for s in standing if len([v for row in matrix_of(s) or () for v in row]) == asked.cells]
    if whole:
        return whole[-1]
    cells: list[float] = []
    for statement in standing:
        rows = matrix_of(statement)
        cells.extend(
            [v for row in rows for v in row]
            if rows
            else [0.0] * (asked.cells // 2)
            if statement.expression.value == 0 and _ALL_ZERO.search(statement.words)
            else [statement.expression.value]
            if statement.expression.form != "matrix"
            else []
        )
    if len(cells) != asked.cells:
        return standing[-1]
    half = asked.cells // 2
    rows = (tuple(cells),) if half == 1 else (tuple(cells[:half]), tuple(cells[half:]))
    both = Expression(0.0, standing[0].expression.start, standing[-1].expression.end, "matrix", rows=rows)
    return replace(standing[-1], expression=both, chain=(both,), words="; ".join(s.words for s in standing)[:200])
