"""What a task's judge is written with: putting calls to a program, comparing strictly, recording findings in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from evaluators.sandbox import wire
from evaluators.sandbox.channel import BRIEF, CALL, FRESH, GONE, Channel

Words = dict[str, str]
"""A sentence in both languages, by language."""

BY_HAND = "by_hand"
"""The criterion of an item that forbids ready-made operators."""

SHOWN = 160
"""Characters of a value that a finding shows."""

QUICK = frozenset({"call", "call_on_tree", "call_with_steps"})
"""Operations that call a plain function on a small input, which takes milliseconds."""

PATIENCE = 2
"""Calls without an answer, after which no quick one is put any more: the next would only be waited for as well."""


@dataclass(frozen=True)
class Answer:
    """What a program gave to one call."""

    value: Any = None
    raised: dict[str, Any] | None = None
    """``type``, ``text`` and ``line`` of an exception."""
    gone: str = ""
    """How the process ended instead of answering (a key of the sandbox's causes)."""
    warned: tuple[str, ...] = ()

    @property
    def given(self) -> bool:
        """Whether there is a value at all."""
        return self.raised is None and not self.gone

    @property
    def trouble(self) -> Words:
        """Why there is none, in words."""
        if self.gone:
            return GONE_WORDS[self.gone]
        raised = self.raised or {}
        if raised.get("type") == "NotPlain":
            return {
                "zh": f"返回值不是普通的数据类型（{raised['text']}）",
                "en": f"the result is no plain value ({raised['text']})",
            }
        said = f"{raised.get('type')}: {raised.get('text')}".rstrip(": ")
        where = raised.get("line")
        return {
            "zh": said + (f"（第 {where} 行）" if where else ""),
            "en": said + (f" (line {where})" if where else ""),
        }


GONE_WORDS: dict[str, Words] = {
    "time": {"zh": "在规定时间内没有结束", "en": "it did not end in time"},
    "left": {"zh": "进程自行退出，没有返回结果", "en": "it left the process without a result"},
    "crash": {"zh": "解释器崩溃", "en": "it crashed the interpreter"},
    "forbidden": {"zh": "请求了沙箱禁止的系统调用", "en": "it asked the system for what no program here may do"},
    "output": {"zh": "打印的内容过多", "en": "it printed too much"},
    "frame": {"zh": "返回的数据过大", "en": "its result is too large"},
    "forged": {"zh": "向评分进程伪造了数据", "en": "it forged data for the grading process"},
    "starts": {"zh": "反复失败，已停止运行", "en": "it failed again and again"},
}


class Program:
    """The candidate's program, as the judge sees it: calls out, plain values back."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._loaded = False
        self._hung = 0
        self.calls = True
        """Whether calls at module level are run when it is loaded."""

    def ask(self, operation: str, *arguments: Any, **named: Any) -> Answer:
        """Carry out an operation of `evaluators.program.operations` beside the program, which is loaded first."""
        if not self._loaded:
            self._loaded = True
            if operation != "load":
                self._put("load", (), {"calls": self.calls})
        answer = self._put(operation, arguments, named)
        if answer.gone:
            self._loaded = False
        return answer

    def load(self) -> Answer:
        """Run the program's statements afresh; if that ends the process, no later load runs module-level calls."""
        answer = self.ask("load", calls=self.calls)
        if answer.gone:
            self.calls = False
        return answer

    def restart(self) -> None:
        """End the process; the next call starts the program again, so that nothing of before is left in it."""
        self._channel.send(FRESH)
        self._loaded = False

    def _put(self, operation: str, arguments: Sequence[Any], named: dict[str, Any]) -> Answer:
        kind = BRIEF if operation in QUICK else CALL
        if kind == BRIEF and self._hung >= PATIENCE:
            return Answer(gone="time")
        self._channel.send(kind, wire.encode([operation, list(arguments), named]))
        kind, body = self._channel.receive()
        if kind == GONE:
            gone = body.decode()
            self._hung += gone == "time"
            return Answer(gone=gone)
        try:
            told = wire.decode(body)
            if not isinstance(told, dict) or set(told) != {"value", "raised", "warned"}:
                raise wire.BadFrame("not an answer")  # noqa: TRY301 - one way to be wrong
            raised = told["raised"]
            if raised is not None:
                raised = {key: raised[key] for key in ("type", "text", "line")}
            elif not _FORMS.get(operation, _anything)(told["value"]):
                raise wire.BadFrame("not this operation's answer")  # noqa: TRY301 - one way to be wrong
            return Answer(told["value"], raised, warned=tuple(str(one) for one in told["warned"]))
        except (wire.BadFrame, KeyError, TypeError):
            return Answer(gone="forged")


def _keys(*names: str) -> Callable[[Any], bool]:
    return lambda value: type(value) is dict and set(value) == set(names)


def _anything(_value: Any) -> bool:
    return True


_FORMS: dict[str, Callable[[Any], bool]] = {
    "load": lambda value: _keys("error", "names")(value) and type(value["names"]) is list,
    "network": lambda value: (
        _keys("module", "output", "parameters", "convolutions", "operators")(value)
        and type(value["parameters"]) is dict
        and all(isinstance(one, torch.Tensor) for one in value["parameters"].values())
    ),
    "gradients": lambda value: type(value) is dict,
    "count_steps": lambda value: value is None or (type(value) is list and len(value) == 2 and type(value[0]) is int),
    "own_test": lambda value: type(value) is str,
    "train": lambda value: (
        _keys("before", "after", "losses")(value)
        and all(isinstance(value[when], torch.Tensor) and value[when].ndim == 2 for when in ("before", "after"))
        and (value["losses"] is None or all(type(one) is float for one in value["losses"]))
    ),
    "fit": lambda value: type(value) is list,
    "operators": lambda value: type(value) is list and all(type(one) is str for one in value),
}
"""What our own operations answer; anything else was written by the program in their stead."""


class Record:
    """The findings of one judging: once a criterion has failed, the first reason stays."""

    def __init__(self, criteria: tuple[str, ...]) -> None:
        self.criteria = criteria
        self.found: dict[str, dict[str, Any]] = {}

    def met(self, criterion: str, evidence: Words | None = None) -> None:
        """It holds, unless something else has been found before."""
        self.found.setdefault(criterion, {"met": True, "evidence": evidence or {}, "comment": {}, "note": ""})

    def missed(self, criterion: str, comment: Words, *, evidence: Words | None = None, note: str = "") -> None:
        """It does not hold; `comment` says to the candidate why."""
        if self.holds(criterion) is not False:
            self.found[criterion] = {"met": False, "evidence": evidence or {}, "comment": comment, "note": note}

    def undecided(self, criterion: str, comment: Words | None = None) -> None:
        """It could not be told."""
        self.found.setdefault(criterion, {"met": None, "evidence": {}, "comment": comment or {}, "note": ""})

    def holds(self, criterion: str) -> bool | None:
        """What has been found so far."""
        return self.found.get(criterion, {}).get("met")

    def wrong(self, criterion: str, given: Any, expected: Any, got: Answer | Any, note: str = "") -> None:
        """It does not hold: for the input `given`, `expected` was due."""
        if isinstance(got, Answer) and not got.given:
            said = got.trouble
        else:
            value = shown(got.value if isinstance(got, Answer) else got)
            said = {"zh": f"你的程序给出 {value}", "en": f"your program gives {value}"}
        case, due = shown(given), shown(expected)
        evidence = {
            "zh": f"输入 {case}：应为 {due}；{said['zh']}",
            "en": f"for the input {case}, expected {due}; {said['en']}",
        }
        self.missed(criterion, evidence, evidence=evidence, note=note)


class Described(str):
    """Words that stand for a value: shown without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def defined(loaded: Answer, name: str) -> bool:
    """Whether a load has left `name` defined, or has ended the process, so that one cannot know yet."""
    return bool(loaded.gone) or (loaded.given and name in loaded.value["names"])


def not_defined(loaded: Answer, name: str) -> Words:
    """Why `name` is not there, in words."""
    error = loaded.value.get("error") if loaded.given else None
    if error:
        return Answer(raised=error).trouble
    return {"zh": f"没有找到 {name}", "en": f"{name} is not defined"}


def load_error(loaded: Answer) -> Words | None:
    """What went wrong while the program's statements ran; None where nothing did."""
    if not loaded.given:
        return loaded.trouble
    return Answer(raised=loaded.value["error"]).trouble if loaded.value["error"] else None


def shown(value: Any) -> str:
    """A value in few characters."""
    if isinstance(value, torch.Tensor | np.ndarray):
        kind = str(value.dtype).removeprefix("torch.")
        plain = value.tolist() if kind[0] in "biu" else array(value)
        plain = plain.round(4).tolist() if isinstance(plain, np.ndarray) else value.tolist()
        small = f" {plain}" if math.prod(value.shape) <= 12 else ""
        return f"{kind}{list(value.shape)}{small}"
    if isinstance(value, tuple | list) and any(isinstance(one, torch.Tensor | np.ndarray) for one in value):
        text = f"({', '.join(shown(one) for one in value)})"
    else:
        text = repr(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 30]} ... {text[-25:]}"


def is_int(value: Any) -> bool:
    """An integer of Python or NumPy, a bool not among them; a tensor or array that holds a single one."""
    if isinstance(value, torch.Tensor | np.ndarray) and value.ndim == 0:
        value = value.item()
    return not isinstance(value, bool | np.bool_) and isinstance(value, int | np.integer)


def ints(value: Any) -> list[int] | None:
    """A flat sequence of integers (list, tuple, array, tensor), or None if it is anything else."""
    if isinstance(value, torch.Tensor | np.ndarray):
        whole = not value.is_floating_point() if isinstance(value, torch.Tensor) else value.dtype.kind in "iu"
        if value.ndim != 1:
            return None
        return (
            [int(one) for one in value.tolist()]
            if whole or all(one == int(one) for one in value.tolist() if math.isfinite(one))
            else None
        )
    if not isinstance(value, list | tuple):
        return None
    return [int(one) for one in value] if all(is_int(one) for one in value) else None


def array(value: Any) -> np.ndarray | None:
    """A tensor, array or nested list of numbers as an array of doubles; None if it is none, or not finite."""
    try:
        if isinstance(value, torch.Tensor):
            value = value.to(torch.float64).numpy()
        found = np.asarray(value, dtype=np.float64)
    except (ValueError, TypeError, RuntimeError):
        return None
    return found if np.isfinite(found).all() else None


def close(got: Any, expected: Any, *, tolerance: float = 1e-4) -> bool:
    """Whether two arrays agree: same shape, finite, and close in relation to the largest value expected."""
    if not isinstance(got, torch.Tensor | np.ndarray):
        return False
    one, other = array(got), array(expected)
    if one is None or other is None or one.shape != other.shape:
        return False
    scale = float(np.abs(other).max(initial=0.0)) or 1.0
    return bool(np.abs(one - other).max(initial=0.0) <= tolerance * scale)
