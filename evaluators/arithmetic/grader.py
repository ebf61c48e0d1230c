"""Grades calculations."""

import math
import random
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from json import dumps, loads
from typing import Any, ClassVar, Literal

from pydantic import ValidationInfo, field_validator

from evaluators.arithmetic.choice import answer
from evaluators.arithmetic.comparison import Fit, Judged, judge
from evaluators.arithmetic.key import Key
from evaluators.arithmetic.names import CONVENTIONS, MISTAKES
from evaluators.arithmetic.phrases import DECLINES
from evaluators.arithmetic.plain import LONGEST, clean
from evaluators.arithmetic.quantities import quantity
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Statement
from evaluators.base import Criterion, Grader
from evaluators.response import Response
from evaluators.run import NOTHING_SAID
from evaluators.text import Frozen, Language, Text
from evaluators.verdict import Finding, Outcome, Verdict

_NOT_SAID = Text(zh="没有给出这一项。", en="This was not given.")
_VAGUE = Text(zh="只有数量级，请给出具体数值。", en="That is an order of magnitude; a figure is needed.")
_COARSE = Text(
    zh="舍入得太粗，看不出算得对不对；请至少给三位有效数字。",
    en="That is rounded too coarsely to tell; give three digits or more.",
)
_FORMULA = Text(zh="只有算式，没有结果。", en="That is a formula without its result.")
_RIGHT = Text(zh="对：{convention}。", en="Right, {convention}.")
_WRONG = Text(zh="这个数不对。", en="That value is wrong.")
_SLIP = Text(zh="如果{names}，就会得到这个数。", en="That is what you get if {names}.")
_UNREADABLE = Text(
    zh="没有读懂这个回答，请用普通数字再写一次。",
    en="This could not be read; please write the numbers in ordinary digits.",
)
_DECLINED = Text(zh="这道题没有作答。", en="This one was left unanswered.")
_NO_FIGURE = Text(
    zh="没有读到数字，请写出算得的结果。", en="There is no figure in this; please write down your results."
)
_LONG = Text(
    zh="（回答太长，只读了前 {n} 个字符。）", en="(The answer is very long; its first {n} characters were read.)"
)


class ArithmeticGrader(Grader):
    """A calculation with fresh numbers: read, then held against closed forms and known slips."""

    kind: Literal["arithmetic"] = "arithmetic"
    short: ClassVar[bool] = True
    version: ClassVar[int] = 3

    quantity: str
    """The module of `evaluators.arithmetic.quantities` that draws and answers it."""

    @field_validator("quantity")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            quantity(name)
        except LookupError as error:
            raise ValueError(str(error)) from None
        return name

    @field_validator("criteria")
    @classmethod
    def _asked(cls, criteria: Mapping[str, Criterion], info: ValidationInfo) -> Mapping[str, Criterion]:
        name = info.data.get("quantity")
        if name and (strange := [c for c in criteria if c not in quantity(name).asked]):
            raise ValueError(f"{name} has no {', '.join(strange)}; it has {', '.join(quantity(name).asked)}")
        return criteria

    @property
    def _quantity(self) -> Quantity:
        return quantity(self.quantity)

    def _params(self, params: Mapping[str, Any]) -> Frozen:
        return self._quantity.model.model_validate(params)

    def draw(self, seed: int, level: int) -> dict[str, Any]:
        """Fresh values, the same for the same seed and level; only ones that can be asked."""
        rng = random.Random(f"{self.quantity}/{seed}/{level}")
        while True:
            drawn = self._quantity.draw(rng, level)
            try:
                self._quantity.model.model_validate(drawn)
            except ValueError:
                continue
            return drawn

    def placeholders(self, params: Mapping[str, Any], language: Language) -> dict[str, str]:
        """``{setting}``: the values in words."""
        return {"setting": self._quantity.setting(self._params(params)).in_(language)}

    def solution(self, params: Mapping[str, Any], language: Language) -> str | None:
        """The worked answer."""
        return self._quantity.solution(self._params(params), language)

    def clarify(self, question: str) -> Sequence[Text]:
        """The conventions that the question back is about."""
        asked = clean(question)
        return [one.told for one in self._quantity.clarifications if one.about.search(asked)]

    def grade(self, response: Response) -> Verdict:
        """Read the answer, then judge each criterion."""
        asked = self._quantity
        keys = _keys(self.quantity, dumps(response.params, sort_keys=True))
        reading = asked.reader.read(response.text)
        if not reading.text.strip():
            return self.unjudged(Outcome.NO_ANSWER, NOTHING_SAID.in_(response.language))
        if not reading.numbers and not any(reading.said.values()) and _unfamiliar(response.text):
            return self.unjudged(Outcome.UNREADABLE, _UNREADABLE.in_(response.language))
        if not reading.numbers and not any(reading.said.values()):
            return self._without_figures(keys, response)
        findings = []
        for name, criterion in self.criteria.items():
            said = reading.said[name]
            statement = answer(asked.asked[name], said)
            findings.append(self._finding(name, criterion, keys[name], statement, response))
        feedback = [f.comment for f in findings if f.comment]
        if len(response.text) > LONGEST:
            feedback.append(_LONG.in_(response.language).format(n=LONGEST))
        return self.verdict(findings, "\n".join(feedback))

    def _without_figures(self, keys: Mapping[str, Key], response: Response) -> Verdict:
        """Words alone: no answer where they decline to give one, and asked again where they do not.

        Either way nothing is met; who grades a pile of answers asks nobody again.
        """
        findings = tuple(self._finding(name, c, keys[name], None, response) for name, c in self.criteria.items())
        outcome, told = (
            (Outcome.NO_ANSWER, _DECLINED)
            if DECLINES.search(unicodedata.normalize("NFKC", response.text[:LONGEST]))
            else (Outcome.UNREADABLE, _NO_FIGURE)
        )
        return self.unjudged(outcome, told.in_(response.language), findings=findings)

    def _finding(
        self, name: str, criterion: Criterion, key: Key, statement: Statement | None, response: Response
    ) -> Finding:
        language = response.language
        working = key.working.in_(language)
        common: dict[str, Any] = {"criterion": name, "weight": criterion.weight, "optional": criterion.optional}
        if statement is None:
            return Finding(**common, met=False, comment=_sentences(_NOT_SAID.in_(language), working, language))
        if statement.unchanged:
            statement = _as_input(statement, response.params)
        judged = judge(self._quantity.asked[name].sort, key, statement)
        common |= {"read": shown(statement), "evidence": statement.words}
        if judged.fit in (Fit.EXACT, Fit.ROUNDED):
            convention = judged.truth.convention if judged.truth else ""
            return Finding(**common, met=True, note=convention, comment=_named(convention, language))
        if statement.vague and judged.fit is Fit.NO:
            return Finding(
                **common, met=None, note="vague", comment=_sentences(_VAGUE.in_(language), working, language)
            )
        if judged.fit is Fit.COARSE:
            return Finding(
                **common, met=None, note="too_coarse", comment=_sentences(_COARSE.in_(language), working, language)
            )
        return Finding(
            **common, met=False, note=_note(judged), comment=_sentences(_explained(judged, language), working, language)
        )


def _sentences(said: str, working: str, language: Language) -> str:
    """One after the other; Chinese takes no space behind a full stop."""
    return f"{said}{'' if language == 'zh' else ' '}{working}"


def _unfamiliar(text: str) -> bool:
    """Whether the answer is in signs that are not read here: no words, or numerals of another script."""
    start = text[:LONGEST]
    numerals = any(unicodedata.category(c) == "Nl" for c in start)
    return numerals or not any(c.isalpha() for c in start)


@lru_cache(maxsize=512)
def _keys(name: str, params: str) -> dict[str, Key]:
    asked = quantity(name)
    return asked.keys(asked.model.model_validate(loads(params)))


def shown(statement: Statement) -> str:
    """What was understood, as it is shown back."""
    expression = statement.expression
    if expression.rows:
        return "[" + "; ".join(" ".join(f"{v:g}" for v in row) for row in expression.rows) + "]"
    if len(expression.factors) > 1:
        return "×".join(map(str, expression.factors))
    value = expression.value
    if not math.isfinite(value):
        return "?"
    return f"{value:,.0f}" if abs(value) >= 1000 and value == round(value) else f"{value:.6g}"


def _as_input(statement: Statement, params: Mapping[str, Any]) -> Statement:
    h, w = params.get("height", 0), params.get("width", 0)
    same = replace(statement.expression, value=float(h * w), form="product", factors=(h, w))
    return replace(statement, expression=same, chain=(same,))


def _named(convention: str, language: Language) -> str:
    """Says back which convention was used, where there is a choice."""
    if convention not in CONVENTIONS:
        return ""
    return _RIGHT.in_(language).format(convention=CONVENTIONS[convention].in_(language))


def _note(judged: Judged) -> str:
    if judged.formula:
        return "formula_only"
    return "+".join(judged.slip.names) if judged.slip else ""


def _explained(judged: Judged, language: Language) -> str:
    if judged.formula:
        return _FORMULA.in_(language)
    if judged.slip is None:
        return _WRONG.in_(language)
    joint = "、" if language == "zh" else " and "
    return _SLIP.in_(language).format(names=joint.join(MISTAKES[n].in_(language) for n in judged.slip.names))
