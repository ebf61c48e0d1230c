"""A bank of a dozen questions whose grading is one word, so that tests need neither the real one nor its evaluators."""

import time
from typing import ClassVar

from evaluators.base import Criterion, Grader
from evaluators.response import Response
from evaluators.text import Text
from evaluators.verdict import Finding, Outcome, Verdict
from question_bank.bank import Bank, key
from question_bank.format import Draw, Format, PerLength, StagePlan
from question_bank.item import Item

RIGHT = "magic"
"""The word that makes an answer right."""


def both(words: str) -> Text:
    return Text(zh=f"（中）{words}", en=words)


class Short(Grader):
    """Right is what holds the word."""

    kind: str = "short_word"
    short: ClassVar[bool] = True
    seconds: float = 0
    """How long grading takes."""

    def grade(self, response: Response) -> Verdict:
        """One criterion; the word BROKEN makes the evaluator fail, the word BLUR makes an answer unreadable."""
        time.sleep(self.seconds)
        if "BROKEN" in response.text:
            raise RuntimeError("broken")
        if "BLUR" in response.text:
            return self.unjudged(Outcome.UNREADABLE, "?")
        met = RIGHT in response.text + "".join(file.content for file in response.files)
        return self.verdict([Finding(criterion="word", met=met, read=response.text[:40])], "right" if met else "wrong")


class Long(Short):
    """The same, gathered into a draft."""

    kind: str = "long_word"
    short: ClassVar[bool] = False


def item(kind: type[Grader], name: str, topic: str, seconds: float = 0) -> Item:
    grading = kind(
        kind=kind.model_fields["kind"].default, criteria={"word": Criterion(statement=both("says it"))}, seconds=seconds
    )
    return Item(
        id=name, title=both(f"Title of {name}"), prompt=both(f"Question {name}?"), topics=(topic,), minutes=3,
        grading=grading, hints=(both("first hint"),), model_answer=both(f"model answer of {name}"),
    )  # fmt: skip


def small_bank(seconds: float = 0) -> Bank:
    """Two formats, four stages each, two questions a stage; grading takes `seconds`."""
    items = []
    for stage in ("one", "two", "three", "four"):
        kind = Long if stage in ("two", "four") else Short
        items += [item(kind, f"{stage}_{n}", stage, seconds) for n in range(4)]
    plans = [
        Format(
            id=name, title=both(f"Format {name}"), tracks=tracks,
            stages=tuple(
                StagePlan(
                    id=stage, title=both(stage), purpose=both("purpose"), minutes=PerLength(full=20, short=8),
                    draws=(Draw(count=PerLength(full=3, short=2), topics=(stage,)),), reserved=stage == "four",
                )
                for stage in ("one", "two", "three", "four")
            ),
        )
        for name, tracks in (("cv", ()), ("deep_learning", ("nlp", "cv")))
    ]  # fmt: skip
    return Bank(items={key(found): found for found in items}, formats={plan.id: plan for plan in plans})
