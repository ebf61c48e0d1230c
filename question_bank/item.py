"""An authored question, and the answers that prove its grading."""

from functools import cached_property
from typing import Annotated, Any, Literal, cast

from pydantic import Field, ValidationInfo, field_validator

from evaluators.base import Grader
from evaluators.discovery import kind_of
from evaluators.response import Attachment, Response, Turn
from evaluators.text import Frozen, Language, Text

Level = Annotated[int, Field(ge=1, le=3)]
Style = Literal[
    "plain", "terse", "rambling", "colloquial", "paraphrase", "partial", "inverted", "negated", "hedged",
    "keyword_stuffing", "recited", "off_topic", "dont_know", "wrong_confident", "traditional", "mixed_language",
    "typos", "latex", "unicode", "code_like", "hostile", "asked", "attributed", "swapped", "half_right",
]  # fmt: skip


class Expectation(Frozen):
    """What grading an exemplar must find."""

    criteria: dict[str, bool | None] = Field(default_factory=dict)
    """Whether each criterion is met; None where a fair judge could go either way, and nothing is checked."""
    members: tuple[str, ...] | None = None
    wrong: tuple[str, ...] | None = None
    outcome: str | None = None
    """Only where it matters: ``no_answer`` and ``unreadable``."""
    overall: str | None = None


class Exemplar(Frozen):
    """An answer stored with its item, together with the findings that it must get."""

    language: Language
    style: Style = "plain"
    answer: str = ""
    files: tuple[Attachment, ...] = ()
    dialogue: tuple[Turn, ...] = ()
    params: dict[str, Any] = Field(default_factory=dict)
    expect: Expectation

    def response(self) -> Response:
        """The exemplar as an evaluator would see it."""
        return Response(
            text=self.answer, files=self.files, dialogue=self.dialogue, params=self.params, language=self.language
        )


class Item(Frozen):
    """One question of the bank."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Text
    """A few words that name it in a report."""
    prompt: Text
    """What the candidate is asked. For a generated item, ``{names}`` are filled from the values drawn."""
    level: Level = 2
    topics: tuple[str, ...] = Field(min_length=1)
    minutes: float = Field(default=5, gt=0, le=60)
    """Time that a prepared candidate needs."""
    section: Any = Field(default=None, alias="grading")
    """The grading section: a `Grader`, or the object that one is read from when it is first used, or None."""
    hints: tuple[Text, ...] = ()
    model_answer: Text | None = None
    """Shown in the report. A generated item works its own out from the values drawn."""
    sources: tuple[str, ...] = ()
    """Where the facts can be checked."""
    exemplars: tuple[Exemplar, ...] = ()

    @field_validator("section", mode="before")
    @classmethod
    def _of_its_kind(cls, value: Any, info: ValidationInfo) -> Any:
        """Read the section as the grader that its ``kind`` names; later, where it is known to be sound."""
        if value is None or isinstance(value, Grader):
            return value
        if not isinstance(value, dict):
            raise ValueError("a grading section is an object with a kind")  # noqa: TRY004 - pydantic reports a ValueError
        return value if info.context and info.context.get("sound") else _grader(value)

    @cached_property
    def grading(self) -> Grader | None:
        """None: asked and recorded, but no evaluator judges it; shown as ungraded."""
        return _grader(self.section) if isinstance(self.section, dict) else cast("Grader | None", self.section)

    @property
    def kind(self) -> str | None:
        """The kind of its grading, or None where it has no evaluator yet."""
        if isinstance(self.section, dict):
            return str(self.section["kind"])
        return self.grading.kind if self.grading else None

    @property
    def generated(self) -> bool:
        """Whether each asking draws fresh values."""
        return self.grading is not None and bool(self.grading.draw(0, self.level))

    def ask(self, params: dict[str, Any], language: Language) -> str:
        """The prompt with its placeholders filled."""
        text = self.prompt.in_(language)
        if self.grading is None:
            return text
        for name, value in self.grading.placeholders(params, language).items():
            text = text.replace("{" + name + "}", value)
        return text

    def answer(self, params: dict[str, Any], language: Language) -> str | None:
        """The model answer: worked out from the values drawn, or as written."""
        worked = self.grading.solution(params, language) if self.grading else None
        return worked or (self.model_answer.in_(language) if self.model_answer else None)


def _grader(section: dict[str, Any]) -> Grader:
    try:
        kind = kind_of(section.get("kind", ""))
    except LookupError as error:
        raise ValueError(str(error)) from None
    return kind.model_validate(section)
