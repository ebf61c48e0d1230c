"""Binary logistic regression by gradient descent; the gradient is read off one step."""

import random

import numpy as np

from evaluators.program.judging import Answer, Program, Record, array, shown
from evaluators.program.network_judging import begin

NAME = "LogisticRegression"


def judge(program: Program, record: Record, rng: random.Random) -> None:
    """One step, then long training, then scores beyond all bounds."""
    if begin(program, record, NAME, ("runs", "learns", "stable")) is None:
        return
    draw = np.random.default_rng(rng.getrandbits(32))
    x = draw.normal(size=(24, 3)) + np.array([0.5, -0.3, 0.8])
    y = draw.permutation(np.repeat([1.0, 0.0], [7, 17]))  # far from balanced: the intercept has a gradient to show
    got = program.ask("fit", x, y, 0.1, 3, [x])
    if probabilities(got, 0, len(x)) is None:
        record.wrong("runs", "fit(x, y, 0.1, 3); predict_proba(x)", "(n,) values in [0, 1]", got, "raises")
    else:
        record.met("runs")
    gradient(program, record, x, y)
    learns(program, record, draw)
    stable(program, record, draw)


def probabilities(got: Answer, place: int, count: int) -> np.ndarray | None:
    """The values of one probe: (count,), finite and in [0, 1]; None where they are not."""
    values = array(got.value[place]) if got.given else None
    if values is None or values.shape != (count,) or (values < 0).any() or (values > 1).any():
        return None
    return values


def line(program: Program, x: np.ndarray, y: np.ndarray, rate: float, epochs: int) -> np.ndarray | None:
    """Weights and, last, intercept after training, read off the log-odds at the origin and the unit vectors."""
    points = np.vstack([np.zeros(x.shape[1]), np.eye(x.shape[1])])
    got = program.ask("fit", x, y, rate, epochs, [points])
    values = probabilities(got, 0, len(points))
    if values is None or (values <= 0).any() or (values >= 1).any():
        return None
    scores = np.log(values / (1 - values))
    return np.append(scores[1:] - scores[0], scores[0])


def gradient(program: Program, record: Record, x: np.ndarray, y: np.ndarray) -> None:
    """The step from the starting point against (p - y) x and p - y; a sum in place of the mean is let pass."""
    rate = 0.01
    start, after = line(program, x, y, 0.0, 1), line(program, x, y, rate, 1)
    if start is None or after is None:
        record.undecided("gradient")
        return
    taken = (start - after) / rate
    extended = np.hstack([x, np.ones((len(x), 1))])
    due = extended.T @ (1 / (1 + np.exp(-(extended @ start))) - y) / len(x)

    def agrees(part: slice) -> bool:
        return any(np.allclose(taken[part], due[part] * scale, rtol=1e-2, atol=1e-3 * scale) for scale in (1, len(x)))

    if agrees(slice(0, -1)) and agrees(slice(-1, None)):
        record.met("gradient")
    elif abs(taken[-1]) < 1e-9:
        told = {"zh": "截距没有被更新", "en": "the intercept is not updated"}
        record.missed("gradient", told, evidence=told, note="no_intercept")
    elif (np.sign(taken) == -np.sign(due)).all():
        told = {"zh": "更新方向反了", "en": "the step goes uphill"}
        record.missed("gradient", told, evidence=told, note="wrong_sign")
    else:
        record.wrong("gradient", "one epoch, (weights, intercept)", due.round(4), taken.round(4), "other_gradient")


def learns(program: Program, record: Record, draw: np.random.Generator) -> None:
    """Separable data, with the boundary through the origin and away from it."""
    for away in (0.0, 3.0):
        direction = np.array([1.0, -0.7])
        x = draw.normal(size=(120, 2)) * 1.5
        side = x @ direction
        x, side = x[np.abs(side) > 0.5], side[np.abs(side) > 0.5]
        x = x + away * np.array([1.0, -0.2])  # so that no line through the origin comes near
        y = (side > 0).astype(np.float64)
        got = program.ask("fit", x, y, 0.2, 1500, [x])
        values = probabilities(got, 0, len(x))
        if values is None:
            record.wrong("learns", f"x {list(x.shape)}", "(n,) values in [0, 1]", got, "raises")
            return
        sure = np.clip(values, 1e-12, 1 - 1e-12)
        loss = float(-(y * np.log(sure) + (1 - y) * np.log(1 - sure)).mean())
        hits = float(((values > 0.5) == (y > 0.5)).mean())
        told = {
            "zh": f"可分数据（平移 {away}）：损失 {loss:.3f}，准确率 {hits:.0%}",
            "en": f"separable data (moved by {away}): loss {loss:.3f}, accuracy {hits:.0%}",
        }
        if loss < 0.35 and hits > 0.95:
            record.met("learns", told)
        else:
            record.missed("learns", told, evidence=told, note="does_not_learn")


def stable(program: Program, record: Record, draw: np.random.Generator) -> None:
    """Scores of 10^4 and far beyond, on both sides."""
    x = np.vstack([draw.normal(size=(20, 2)) + 2, draw.normal(size=(20, 2)) - 2])
    y = np.repeat([1.0, 0.0], 20)
    far = np.array([[1.0, 1.0], [-1.0, -1.0]])
    got = program.ask("fit", x, y, 0.5, 50, [far * 1e5, far * 1e7])
    overflow = [one for one in got.warned if "overflow" in one.lower() or "invalid" in one.lower()]
    for place in range(2):
        values = probabilities(got, place, 2)
        if values is None:
            record.wrong("stable", "scores +-1e5", "values in [0, 1]", got, "not_finite")
        elif overflow:
            told = {"zh": f"中途溢出：{overflow[0]}", "en": f"an overflow on the way: {overflow[0]}"}
            record.missed("stable", told, evidence=told, note="overflow")
        elif values.max() < 0.9 or values.min() > 0.1:  # which of them is which is a matter of ``learns``
            record.wrong("stable", "scores +-1e5", "1, 0", shown(values), "wrong_limit")
        else:
            record.met("stable")
