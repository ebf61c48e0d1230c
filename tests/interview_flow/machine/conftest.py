"""A small bank with graders that look for words, and a driver that does what the service does, without a store."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Literal

import pytest

from evaluators.arithmetic.grader import ArithmeticGrader
from evaluators.base import Criterion, Grader
from evaluators.response import Response
from evaluators.text import Language, Text
from evaluators.verdict import Finding, Outcome, Verdict
from interview_flow import commands as c
from interview_flow.effects import Decision, Forget, Grade, Graded, Say, ShowReport
from interview_flow.evolve import evolve, fold
from interview_flow.grading import grade
from interview_flow.machine import begins_anew, decide, next_due
from interview_flow.past import Past
from interview_flow.state import State
from question_bank.bank import Bank, key
from question_bank.format import Format
from question_bank.item import Item

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Words(Grader):
    """Meets a criterion when its id is among the words; ``??`` cannot be read, ``boom`` breaks the evaluator."""

    kind: Literal["concept"] = "concept"

    def grade(self, response: Response) -> Verdict:
        if "??" in response.text:
            return self.unjudged(Outcome.UNREADABLE, "I could not read that.")
        if "boom" in response.text:
            raise RuntimeError("boom")
        said = response.text.lower()
        return self.verdict(
            Finding(
                criterion=name,
                met=name in said,
                weight=criterion.weight * (0.5 if name in response.prompted else 1),
                read=name if name in said else "",
                evidence=name if name in said else "",
                optional=criterion.optional,
            )
            for name, criterion in self.criteria.items()
        )

    def questions(self, response: Response, verdict: Verdict) -> Sequence[str]:
        del verdict
        return ("Why groups?",) if "groups" in response.text else ()


class Sums(Words):
    """The same, in one message, with values drawn."""

    kind: Literal["arithmetic"] = "arithmetic"
    short: ClassVar[bool] = True

    def draw(self, seed: int, level: int) -> dict[str, Any]:
        return {"n": seed % 97 + level}

    def placeholders(self, params: Any, language: Language) -> dict[str, str]:
        del language
        return {"n": str(params["n"])}


class Programs(Words):
    kind: Literal["program"] = "program"

    def grade(self, response: Response) -> Verdict:
        code = "\n".join([response.text, *(file.content for file in response.files)])
        return super().grade(response.model_copy(update={"text": code}))


class Projects(Words):
    """Hears what was told elsewhere, too."""

    kind: Literal["honesty"] = "honesty"

    def grade(self, response: Response) -> Verdict:
        told = [response.text, *(turn.text for turn in response.elsewhere if turn.role == "candidate")]
        return super().grade(response.model_copy(update={"text": "\n".join(told)}))


def text(words: str) -> Text:
    return Text(zh=f"{words}（中文）", en=words)


def item(name: str, grader: type[Grader] | None, topics: Sequence[str], level: int = 2, **more: Any) -> Item:
    criteria = {
        "alpha": Criterion(statement=text("says alpha"), probe=text("And what of alpha?")),
        "beta": Criterion(statement=text("says beta"), probe=text("And what of beta?")),
    }
    prompt = text(f"Tell me about {name}" + (" with {n}" if grader is Sums else "") + ".")
    grading = grader(criteria=criteria) if grader else None
    shown = {"hints": (text("Think of the alphabet."),), "model_answer": text("alpha and beta")} | more
    return Item(id=name, title=text(name), prompt=prompt, level=level, topics=tuple(topics), grading=grading, **shown)


ITEMS = [
    *(item(f"sum_{n}", Sums, ["convolution"], level=n % 3 + 1) for n in range(6)),
    *(item(f"idea_{n}", Words, ["training", "nlp" if n % 2 else "cv"], level=n % 3 + 1) for n in range(8)),
    item("project_basics", Projects, ["project"]),
    item("deployment", Projects, ["project"]),
    *(item(f"problem_{n}", Words, ["problem_solving"]) for n in range(3)),
    item("net", Programs, ["coding"]),
    item("net_two", Programs, ["coding"]),
    item("future", None, ["industry"]),
]


def draw(full: int, short: int, minutes: float, **more: Any) -> dict[str, Any]:
    return {"count": {"full": full, "short": short}, "minutes": {"full": minutes, "short": minutes}, **more}


def stage(name: str, full: float, short: float, *draws: dict[str, Any], **more: Any) -> dict[str, Any]:
    said = {
        "title": {"zh": f"环节 {name}", "en": f"Stage {name}"},
        "purpose": {"zh": f"为了 {name}", "en": f"To see {name}"},
    }
    return {"id": name, **said, "minutes": {"full": full, "short": short}, "draws": draws, **more}


FORMATS = [
    {
        "id": "cv",
        "title": {"zh": "视觉", "en": "Vision"},
        "stages": [
            stage("fundamentals", 12, 6, draw(3, 2, 2, kinds=["arithmetic"], basics=True), draw(2, 1, 2, kinds=["concept"], topics=["training"], basics=True)),
            stage("honesty", 12, 6, draw(1, 1, 3, ids=["project_basics"]), draw(1, 1, 3, ids=["deployment"]), probing=True),
            stage("problem_solving", 10, 5, draw(2, 1, 5, topics=["problem_solving"])),
            stage("coding", 20, 10, draw(2, 1, 10, kinds=["program"]), reserved=True),
        ],
    },
    {
        "id": "deep_learning",
        "title": {"zh": "深度学习", "en": "Deep learning"},
        "tracks": ["nlp", "cv"],
        "stages": [
            stage("theory", 12, 6, draw(2, 1, 3, topics=["training"]), draw(2, 1, 3, topics=["{track}"])),
            stage("projects", 12, 6, draw(2, 2, 3, kinds=["honesty"])),
            stage("coding", 20, 10, draw(2, 1, 10, kinds=["program"]), reserved=True),
            stage("industry", 6, 3, draw(1, 1, 3, topics=["industry"])),
        ],
    },
]  # fmt: skip

TIGHT = {
    "id": "tight",
    "title": {"zh": "紧", "en": "Tight"},
    "stages": [
        stage("first", 5, 5, draw(3, 3, 4, kinds=["arithmetic"])),
        stage("second", 4, 4, draw(1, 1, 4, topics=["training"])),
        stage("third", 4, 4, draw(1, 1, 4, topics=["problem_solving"])),
        stage("coding", 10, 10, draw(1, 1, 10, kinds=["program"]), reserved=True),
    ],
}
"""A format whose questions may run over their stages."""

BANK = Bank(
    items={key(one): one for one in ITEMS},
    formats={str(plan["id"]): Format.model_validate(plan) for plan in FORMATS},
)


class Driver:
    """One candidate before the interview. Grading takes `grading_takes` seconds, or never ends where `hold` is set."""

    def __init__(self, past: Past | None = None, honesty: Any = None, bank: Bank = BANK, locale: str = "en") -> None:
        self.bank, self.honesty, self.locale = bank, honesty, locale
        self.past = past or Past(session="s1", seed=7)
        self.state, self.events, self.messages, self.now = State(), [], [], START
        self.effects: list[Any] = []
        self.earlier: list[Any] = []
        """The events of sessions that are over."""
        self.hold, self.held, self.grading_takes = False, [], 0.0
        self.count = 0

    def send(self, text: str) -> str:
        return self._receive(c.Say(text=text))

    def press(self, button: str) -> str:
        return self._receive(c.Press(button=button))

    def file(self, name: str, content: str | None, problem: Any = "") -> str:
        return self._receive(c.SendFile(name=name, content=content, problem=problem))

    def edit(self, message: int, text: str) -> str:
        return self._receive(c.Edit(message=str(message), text=text))

    def other(self, what: str = "sticker") -> str:
        return self._receive(c.SendOther(what=what))

    def advance(self, seconds: float) -> str:
        self.now += timedelta(seconds=seconds)
        return self._receive(c.Wake())

    def release(self) -> str:
        """The verdicts held back come in."""
        held, self.held, self.hold = self.held, [], False
        start = len(self.messages)
        for request in held:
            self._grade(request)
        return self.text(start)

    def text(self, since: int = 0) -> str:
        """What was said from message number `since` on."""
        return "\n".join(block.text for message in self.messages[since:] for block in message.blocks)

    @property
    def buttons(self) -> list[str]:
        return [button.id for message in self.messages for row in message.buttons for button in row]

    @property
    def names(self) -> list[str]:
        return [event.event for event in self.events]

    def _receive(self, command: Any) -> str:
        start = len(self.messages)
        self.count += not isinstance(command, c.Wake)
        received = c.Received(
            id=str(self.count),
            candidate="t:1",
            at=self.now,
            command=command,
            message=str(self.count),
            locale=self.locale,
        )
        if begins_anew(self.state, received):
            self.earlier += self.events
            self.state, self.events = State(), []
        self._perform(decide(self.state, received, self.bank, self.past, self.honesty))
        if isinstance(command, c.Wake):
            due = next_due(self.state)
            assert self.held or due is None or due > self.now, "something due was left undone"
        assert fold(self.events) == self.state
        return self.text(start)

    def _perform(self, decision: Decision) -> None:
        for event in decision.events:
            self.events.append(event)
            self.state = evolve(self.state, event)
        asked = False
        for effect in decision.effects:
            self.effects.append(effect)
            match effect:
                case Say(message=message):
                    self.messages.append(message)
                case Grade() if self.hold:
                    self.held.append(effect)
                case Grade():
                    asked = True
                    self._grade(effect)
                case Forget():
                    self.state, self.events = State(), []
        if asked:
            wake = c.Received(id="wake", candidate="t:1", at=self.now, command=c.Wake())
            self._perform(decide(self.state, wake, self.bank, self.past, self.honesty))

    def _grade(self, request: Grade) -> None:
        verdict, questions = grade(request, self.bank)
        at = request.at + timedelta(seconds=self.grading_takes)
        self.now = max(self.now, at)
        graded = Graded(answer=request.answer, verdict=verdict, questions=questions, at=at)
        self._perform(decide(self.state, graded, self.bank, self.past, self.honesty))

    @property
    def reports(self) -> list[ShowReport]:
        return [effect for effect in self.effects if isinstance(effect, ShowReport)]

    def finish(self, answer: str, limit: int = 200) -> None:
        """Answer whatever is asked with the same words until the interview is over."""
        for _ in range(limit):
            if self.state.ended:
                return
            self.send(answer)
            if self.state.current and self.state.current.draft:
                self.send("/done")
        raise AssertionError("the interview does not end")


@pytest.fixture(scope="session")
def interview() -> type[Driver]:
    return Driver


@pytest.fixture(scope="session")
def tight_bank() -> Bank:
    return Bank(items=BANK.items, formats={"tight": Format.model_validate(TIGHT)})


@pytest.fixture(scope="session")
def cost_bank() -> Bank:
    """One calculation, of a convolution's size, parameters and cost."""
    criteria = {name: Criterion(statement=text(name)) for name in ("output_size", "params", "flops")}
    grading = ArithmeticGrader(quantity="conv2d", criteria=criteria)
    asked = item("layer", None, ["convolution"]).model_copy(update={"grading": grading})
    stages = [stage(name, 5, 5, draw(1, 1, 4, kinds=["arithmetic"])) for name in ("a", "b", "c", "d")]
    plan = {"id": "cost", "title": {"zh": "算", "en": "Cost"}, "stages": stages}
    return Bank(items={key(asked): asked}, formats={"cost": Format.model_validate(plan)})


@pytest.fixture(scope="session")
def small_bank() -> Bank:
    return BANK
