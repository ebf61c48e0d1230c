"""Whether what was stated is the true value: exactly, as a fair rounding, or too coarsely to tell."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from evaluators.arithmetic.expressions import Expression
from evaluators.arithmetic.key import Key, Slip, Truth, Value
from evaluators.arithmetic.statement import Sort, Statement

TOLERANCE = 0.01
"""How far a figure may be off that says "about" or is rounded to three digits or more."""


_SAVED = re.compile(
    r"(?a)(?:\b(?:sav(?:es?|ed|ings?)|cuts?)|省|节省|减少|降低)\s?(?:了|of|by)?\s?"
    r"(?:about|around|roughly|约|大约|大概|差不多|~|≈)?\s?\d[\d.]{0,6} ?%"
)
"""A share that is saved, said as such; what remains is another figure."""


class Fit(IntEnum):
    """How well a statement fits a value."""

    NO = 0
    COARSE = 1
    ROUNDED = 2
    EXACT = 3


@dataclass(frozen=True)
class Judged:
    """The best fit, the truth that it fits, or the slip that explains the value."""

    fit: Fit
    truth: Truth | None = None
    slip: Slip | None = None
    formula: bool = False
    """A working without its result."""
    inverse: bool = False
    """A ratio given the other way round ("8.4 times fewer")."""


def judge(sort: Sort, key: Key, statement: Statement) -> Judged:
    """Hold `statement` against `key`."""
    if sort == "size":
        return _size(key, statement)
    if sort == "matrix":
        return _matrix(key, statement)
    if key.place is not None and (row := matrix_of(statement)) and len(row[0]) > key.place:
        return _one_of_row(row[0][key.place], key)
    shown = _shown(sort, statement)
    if not shown:
        return Judged(Fit.NO, formula=bool(statement.chain))
    best = Judged(Fit.NO)
    for expression in shown:
        for truth in key.truths:
            fit, inverse = _fit(sort, expression, statement, float(truth.value), key)  # type: ignore[arg-type]
            # What comes before the conclusion says it more exactly, but by coming near it makes no misfit fit.
            if fit > best.fit and (fit is Fit.EXACT or best.fit is not Fit.NO or expression is shown[0]):
                best = Judged(fit, truth, inverse=inverse)
    if best.fit is not Fit.NO:
        return best
    return Judged(Fit.NO, slip=_slip(sort, shown[0], key))


# -- numbers ----------------------------------------------------------------------------------------------------------


def _shown(sort: Sort, statement: Statement) -> list[Expression]:
    """The conclusion, and before it in its chain what agrees with it and says it more exactly."""
    values = [e for e in statement.chain or (statement.expression,) if is_value(e, sort)]
    if not values:
        return []
    last = values[-1]
    earlier = [e for e in values[:-1] if _agree(e, last)]
    workings = [e for e in statement.chain if not is_value(e, sort) and _agree(e, last) and math.isfinite(e.value)]
    # A working that the answer itself rounds: the rounding is judged, the working shows that it is one.
    return [last, *reversed(earlier)] + (workings if last.number and last.number.digits >= 2 else [])


def _agree(a: Expression, b: Expression) -> bool:
    if not math.isfinite(a.value) or not math.isfinite(b.value):
        return False
    step = max(b.step, b.number.step if b.number else 0.0, 1e-9 * abs(b.value))
    return abs(a.value - b.value) <= step


def is_value(expression: Expression, sort: Sort) -> bool:
    """Whether the expression is a value rather than a formula: a literal, a fraction, ln 2; not 3·3·64·128."""
    if not math.isfinite(expression.value):
        return False
    if expression.form in ("number", "matrix"):
        return True
    if expression.form == "closed":
        return expression.operations <= 2
    if sort in ("real", "share", "ratio"):
        if expression.form == "fraction":
            return expression.operations <= 4
        return expression.form == "sum" and expression.operations <= 3 and sort == "ratio"
    return expression.form == "fraction" and expression.operations == 1 and expression.value == int(expression.value)


def _fit(sort: Sort, expression: Expression, statement: Statement, truth: float, key: Key) -> tuple[Fit, bool]:
    wrong = [float(slip.value) for slip in key.slips if isinstance(slip.value, int | float)]
    best, inverse = Fit.NO, False
    for value, factor in _meanings(sort, expression):
        # Whoever says "about" of a count has allowed for small parts; decimals are rounded, not estimated.
        known = () if statement.about and sort in ("count", "cost", "bytes") else wrong
        best = max(best, fit(expression, value, factor, truth, known, statement))
    if sort != "ratio" or best is Fit.EXACT or not truth:
        return best, inverse
    words = statement.words.lower()
    saved = any(
        w in words for w in ("省", "减少", "降低", "sav", "reduc", "less", "fewer", "cut", "smaller", "cheaper", "少")
    )
    if _SAVED.search(words) and expression.value < 1:
        return fit(expression, expression.value, 1.0, 1 - truth, (), statement), inverse
    toward = any(w in words for w in ("到", "为", " to ", "只有", "只剩", "只要", "only"))
    if saved and expression.value < 1 and not toward and best is Fit.NO:
        best = fit(expression, expression.value, 1.0, 1 - truth, (), statement)
    elif expression.value > 1:
        turned = fit(expression, expression.value, 1.0, 1 / truth, [1 / w for w in wrong if w], statement)
        if turned is Fit.COARSE and abs(expression.value * truth - 1) <= TOLERANCE:
            turned = Fit.ROUNDED  # nobody gives "8.4 times fewer" to more digits
        if turned > best:
            best, inverse = turned, True
    if (
        expression.form == "fraction"
        and expression.step
        and best is not Fit.EXACT
        and abs(expression.value / truth - 1) <= TOLERANCE
    ):
        best = max(best, Fit.ROUNDED)
    return best, inverse


def _meanings(sort: Sort, expression: Expression) -> Iterable[tuple[float, float]]:
    """The values that the figure may stand for, each with its ratio to the plain one."""
    yield expression.value, 1.0
    number = expression.number
    if sort == "bytes" and number and number.binary and number.value:
        yield number.binary, number.binary / number.value
    if sort == "share" and number and not number.unit and 1 < expression.value <= 100:
        yield expression.value / 100, 0.01


def fit(  # noqa: C901, PLR0913, PLR0917 - the rules of rounding, one after the other
    expression: Expression, value: float, factor: float, truth: float, wrong: Sequence[float], statement: Statement
) -> Fit:
    """How well `value`, which `expression` shows, fits `truth`.

    A figure that is the exact rounding of a known slip's value, and neither rounds nor cuts the truth, is not right.
    """
    if _equal(value, truth):
        return Fit.EXACT
    if not truth or not math.isfinite(value):
        return Fit.NO
    error = abs(value / truth - 1)
    number = expression.number
    plain = number is not None and not number.scaled and number.step >= 1
    if plain and any(_equal(value, slip) for slip in wrong):
        return Fit.NO  # 12800 weights without their 32 biases, not 12832 rounded
    step = (number.step if number else expression.step) * factor
    proper = abs(value - truth) <= step / 2 * (1 + 1e-9)
    if error > TOLERANCE:
        return Fit.NO
    near = abs(value - truth) < step * (1 + 1e-9)
    if not (proper or near) and any(abs(value - slip) <= max(step / 2, 1e-9 * abs(slip)) for slip in wrong):
        return Fit.NO
    about = statement.about and not (number and number.digits > 6)
    if about:
        return Fit.ROUNDED
    if number is None or not step:
        return Fit.ROUNDED if expression.step and proper else Fit.NO
    decimal = step < 1 and not number.scaled
    percent = number.unit == "%" or factor == 0.01
    places = 0 if not decimal else round(-math.log10(step)) - (2 if percent else 0)
    if decimal:
        if number.digits >= 3 or places >= 3:
            return Fit.ROUNDED if near else Fit.NO
        return Fit.COARSE if proper else Fit.NO
    if number.scaled:
        if number.digits >= 3:
            return Fit.ROUNDED if near or number.digits <= 4 else Fit.NO
        return Fit.COARSE if proper else Fit.NO
    if step >= 100 and proper:
        return Fit.ROUNDED if number.digits >= 3 else Fit.COARSE
    return Fit.NO


def _equal(a: float, b: float) -> bool:
    return abs(a - b) <= min(0.4, 1e-9 * abs(b)) + 1e-12


def _slip(sort: Sort, expression: Expression, key: Key) -> Slip | None:
    for slips in (key.slips, key.double_slips):
        for slip in slips:
            wrong = slip.value
            if not isinstance(wrong, int | float):
                continue
            for value, factor in _meanings(sort, expression):
                step = (expression.number.step if expression.number else expression.step) * factor
                tight = expression.number is None or expression.number.digits >= 2
                if _equal(value, float(wrong)) or (
                    tight
                    and (step != 1 or sort in ("real", "share"))
                    and abs(value - wrong) <= step / 2
                    and abs(value - wrong) <= 0.02 * abs(wrong)
                ):
                    return slip
    return None


# -- sizes and matrices -----------------------------------------------------------------------------------------------


def _size(key: Key, statement: Statement) -> Judged:
    stated = sides(statement)
    for truth in key.truths:
        if any(_same_size(one, truth.value, key.channels) for one in stated):
            return Judged(Fit.EXACT, truth)
    for slips in (key.slips, key.double_slips):
        for slip in slips:
            if any(_same_size(one, slip.value, 0) for one in stated):
                return Judged(Fit.NO, slip=slip)
    formula = not stated or (
        len(statement.expression.factors) < 2 and statement.expression.form in ("product", "sum", "fraction")
    )
    return Judged(Fit.NO, formula=formula)


def sides(statement: Statement) -> list[tuple[int, ...]]:
    """The sizes that a statement may mean: (side,), (H, W), (C, H, W) or (N, C, H, W)."""
    chain = statement.chain or (statement.expression,)
    for expression in reversed(chain):
        squares = [
            e.factors for e in chain if e.value == expression.value and len(set(e.factors)) == 1 < len(e.factors)
        ]
        if squares and expression.form == "number":  # "10×10 = 100 pixels"
            return [squares[-1]]
        worked = [e.factors for e in chain if e.value == expression.value and 2 <= len(e.factors) <= 4]
        if worked and expression.form == "number":  # "14×12 = 168 positions", but also "7×2 = 14"
            return [worked[-1], (int(expression.value),)]
        if len(expression.factors) > 1 and expression.form in ("product", "matrix", "closed"):
            return [expression.factors]
        if expression.form == "number" and 0 < expression.value < 1e9 and expression.value.is_integer():
            return [(int(expression.value),)]
        if expression.form == "matrix" and len(expression.factors) == 1:
            return [expression.factors]
    return []


def _same_size(stated: tuple[int, ...], value: Value, channels: int) -> bool:
    if not isinstance(value, tuple) or not isinstance(value[0], int):
        return False
    h, w = value
    match len(stated):
        case 1:
            return h == w == stated[0]
        case 2:
            return stated == (h, w)
        case 3:
            first = stated[1:] == (h, w) and (not channels or stated[0] in (channels, 1))
            return first or (stated[:2] == (h, w) and (not channels or stated[2] == channels))
        case 4:
            first = stated[2:] == (h, w) and (not channels or stated[1] == channels)
            return first or (stated[1:3] == (h, w) and (not channels or stated[3] == channels))
    return False


def _matrix(key: Key, statement: Statement) -> Judged:
    rows = matrix_of(statement)
    if rows is None:
        return Judged(Fit.NO, formula=True)
    for truth in key.truths:
        if _same_matrix(rows, truth.value, statement):
            return Judged(Fit.ROUNDED, truth)
    for slips in (key.slips, key.double_slips):
        for slip in slips:
            if _same_matrix(rows, slip.value, statement):
                return Judged(Fit.NO, slip=slip)
    return Judged(Fit.NO)


def matrix_of(statement: Statement) -> tuple[tuple[float, ...], ...] | None:
    """The matrix that a statement gives last, if it gives one."""
    for expression in reversed(statement.chain or (statement.expression,)):
        if expression.rows:
            return expression.rows
    return None


def _same_matrix(rows: tuple[tuple[float, ...], ...], value: Value, statement: Statement) -> bool:
    if not isinstance(value, tuple) or not isinstance(value[0], tuple):
        return False
    flat = [v for row in rows for v in row]
    true = [v for row in value for v in row]
    if len(flat) != len(true):
        return False
    if len(value) > 1 and len(rows) > 1 and len(rows) != len(value):
        return False
    words = statement.words.lower()
    if (
        len(rows) > 1
        and len(value) > 1
        and any(
            w in words
            for w in (
                "按列",
                "列优先",
                "转置布局",
                "column by column",
                "columns:",
                "column-major",
                "分母布局",
                "denominator layout",
            )
        )
    ):
        true = [row[i] for i in range(len(value[0])) for row in value]
    return all(_same_cell(a, b) for a, b in zip(flat, true, strict=True))


def _one_of_row(value: float, key: Key) -> Judged:
    """One value of a row, such as the target's among all probabilities."""
    truth = next((t for t in key.truths if isinstance(t.value, int | float) and _same_cell(value, t.value)), None)
    return Judged(Fit.ROUNDED if truth else Fit.NO, truth)


def _same_cell(a: float, b: float) -> bool:
    """Equal, or ``a`` is `b` rounded (or cut) to two digits or more."""
    if abs(a - b) <= 1e-9 * max(1.0, abs(b)):
        return True
    text = f"{a:.12g}"
    places = len(text.partition(".")[2])
    step = 10.0**-places
    digits = len(text.replace(".", "").replace("-", "").lstrip("0"))
    return (
        places >= 2
        and abs(a - b) < step
        and (digits >= 2 or places >= 3)
        and abs(a - b) <= max(TOLERANCE * abs(b), 0.0005)
    )
