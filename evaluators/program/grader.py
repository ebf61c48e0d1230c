"""Grades a program: reads it out of what was sent, runs it in the sandbox beside its judge, and reads its source."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from json import dumps
from pathlib import Path
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from evaluators.base import Criterion, Grader
from evaluators.program import wording
from evaluators.program.conduct import Conduct, conduct
from evaluators.program.questions import questions
from evaluators.program.reading import Reading, read
from evaluators.program.structure import rule
from evaluators.program.structure.code import Code, Seen
from evaluators.program.structure.ready_made import OPERATOR, by_hand
from evaluators.response import Response
from evaluators.sandbox.run import Part, RunResult, Sandbox, Unavailable
from evaluators.text import Language
from evaluators.verdict import Finding, Outcome, Verdict

TASKS = Path(__file__).parent / "tasks"
BY_HAND = "by_hand"
"""The criterion of an item that forbids ready-made operators."""
CANDIDATE, JUDGE = "evaluators.program.candidate", "evaluators.program.judge"


class ProgramCriterion(Criterion):
    """One thing that a program must do, or how it must be written."""

    source: str = ""
    """A rule of `evaluators.program.structure`, ``module.function``, that reads it off the source; empty: the judge
    tells. Where the rule cannot tell, the judge's finding counts."""

    @field_validator("source")
    @classmethod
    def _exists(cls, value: str) -> str:
        if value:
            rule(value)
        return value


class ProgramGrader(Grader):
    """The grading section of a program item."""

    kind: Literal["program"] = "program"
    version: ClassVar[int] = 3

    task: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    """The module of `evaluators/program/tasks` that judges it."""
    criteria: Mapping[str, ProgramCriterion] = Field(min_length=1)
    forbidden: tuple[str, ...] = ()
    """Ready-made operators that the task asks to write by hand: dotted names as imported
    (``torch.nn.functional.softmax``), methods (``.softmax``), and torch's own operators as they are seen at run time,
    ``*`` standing for anything (``aten:*softmax*``)."""

    @model_validator(mode="after")
    def _by_hand_is_a_criterion(self) -> Self:
        if bool(self.forbidden) != (BY_HAND in self.criteria):
            raise ValueError(f"`forbidden` operators and a criterion {BY_HAND!r} go together")
        return self

    @field_validator("task")
    @classmethod
    def _has_a_judge(cls, value: str) -> str:
        if not (TASKS / f"{value}.py").is_file():
            raise ValueError(f"there is no evaluators/program/tasks/{value}.py")
        return value

    def grade(self, response: Response) -> Verdict:
        """Judge what was sent; a program that does not parse gets its findings and is asked for again."""
        reading = read(response)
        if not reading.is_code:
            nothing = Seen(met=False, comment=wording.NO_PROGRAM, note="no_program")
            return self._verdict(response, reading, dict.fromkeys(self.criteria, nothing), None)
        if reading.tree is None:
            broken = Seen(
                met=False, line=reading.error_line, comment=wording.does_not_parse(reading), note="syntax_error"
            )
            return self._verdict(response, reading, dict.fromkeys(self.criteria, broken), None)
        code = Code(reading.source, reading.tree)
        found = conduct(code)
        if found is not None:
            return self._not_credited(response, reading, found, None)
        written = self._written(code)
        try:
            result = sandbox().run(
                Part(CANDIDATE, dumps({"source": reading.source}).encode()), Part(JUDGE, self._job())
            )
        except Unavailable as reason:
            return self._unrun(response, reading, written, str(reason))
        ended = next((cause for cause in result.ended if cause in wording.ENDED), None)
        if ended is not None:
            return self._not_credited(response, reading, Conduct(ended, 0, wording.ENDED[ended]), result)
        return self._verdict(response, reading, self._joined(written, result), result)

    def questions(self, response: Response, verdict: Verdict) -> Sequence[str]:
        """One or two questions about this very program."""
        reading = read(response)
        if reading.tree is None or any(finding.note in wording.NOT_CREDITED for finding in verdict.findings):
            return ()
        code = Code(reading.source, reading.tree)
        return [text.in_(response.language) for text in questions(code, response.text)[:2]]

    def _job(self) -> bytes:
        return dumps(
            {
                "name": self.task,
                "task": _task(self.task),
                "criteria": list(self.criteria),
                "operators": [name.removeprefix(OPERATOR) for name in self.forbidden if name.startswith(OPERATOR)],
                # Drawn after the submission has arrived, so that no submission can know the inputs.
                "seed": secrets.randbits(62),
            }
        ).encode()

    def _written(self, code: Code) -> dict[str, Seen]:
        seen = {name: rule(criterion.source)(code) for name, criterion in self.criteria.items() if criterion.source}
        if self.forbidden:
            seen[BY_HAND] = by_hand(code, self.forbidden)
        return seen

    def _joined(self, written: Mapping[str, Seen], result: RunResult) -> dict[str, Any]:
        """What the source shows, and where it does not tell, what the judge found."""
        found: dict[str, Any] = {}
        for name in self.criteria:
            seen, judged = written.get(name), result.report.get(name)
            if seen is None or seen.met is not None:
                found[name] = seen or judged
            elif judged is not None and (judged["met"] is not None or (seen.leaning is None and judged["comment"])):
                found[name] = _with_reason(judged, seen)
            else:
                found[name] = replace(seen, met=seen.leaning)
        return found

    def _verdict(
        self, response: Response, reading: Reading, found: Mapping[str, Any], result: RunResult | None
    ) -> Verdict:
        language = response.language
        findings = [_finding(name, self.criteria[name], found.get(name), language) for name in self.criteria]
        findings = [_no_accusation(finding, language) for finding in findings]
        details: dict[str, Any] = {"source": reading.source}
        if result is not None and result.printed.strip():
            details["printed"] = result.printed
        feedback = wording.feedback(findings, language)
        if reading.is_code and reading.tree is None:
            return self.unjudged(Outcome.UNREADABLE, feedback, findings=tuple(findings), details=details)
        return self.verdict(findings, feedback, details=details)

    def _not_credited(self, response: Response, reading: Reading, found: Conduct, result: RunResult | None) -> Verdict:
        seen = Seen(met=False, line=found.line or None, comment=wording.not_credited(found), note=found.note)
        return self._verdict(response, reading, dict.fromkeys(self.criteria, seen), result)

    def _unrun(self, response: Response, reading: Reading, written: Mapping[str, Seen], reason: str) -> Verdict:
        """What reading alone can tell, marked so."""
        language = response.language
        findings = [
            _finding(
                name, criterion, written.get(name) or Seen(met=None, comment=wording.NOT_RUN, note="not_run"), language
            )
            for name, criterion in self.criteria.items()
        ]
        details = {"source": reading.source, "not_run": reason}
        return self.unjudged(Outcome.UNGRADED, wording.NOT_RUN.in_(language), findings=tuple(findings), details=details)


def _with_reason(judged: Mapping[str, Any], seen: Seen) -> Mapping[str, Any]:
    """What the judge found to be missed, with the place in the source that is likely to be the reason."""
    if judged["met"] is not False or seen.line is None or seen.comment is None:
        return judged
    told, line, reason = judged["comment"], seen.line, seen.comment
    told = {"zh": f"{told['zh']}。第 {line} 行：{reason.zh}", "en": f"{told['en']}. Line {line}: {reason.en}"}
    return {**judged, "comment": told}


def _no_accusation(finding: Finding, language: Language) -> Finding:
    """Who has computed nothing has not written it by hand, and has used nothing ready-made either: that is said."""
    if finding.criterion != BY_HAND or finding.met is not False or finding.note not in wording.NOT_COMPUTED:
        return finding
    return finding.model_copy(update={"read": "", "evidence": wording.NOTHING_COMPUTED.in_(language)})


def _finding(name: str, criterion: ProgramCriterion, found: Any, language: Any) -> Finding:
    """A finding in the language of the response, from what the source shows or what the judge reported."""
    common: dict[str, Any] = {"criterion": name, "weight": criterion.weight, "optional": criterion.optional}
    if found is None:
        return Finding(**common, met=None)
    if isinstance(found, Seen):
        return Finding(
            **common,
            met=found.met,
            read=wording.at_line(found.line, language),
            comment=found.comment.in_(language) if found.comment else "",
            note=found.note,
        )
    return Finding(
        **common,
        met=found["met"],
        evidence=found["evidence"].get(language, ""),
        comment=found["comment"].get(language, ""),
        note=found["note"],
    )


@cache
def sandbox() -> Sandbox:
    """The one sandbox of this process; its fork server starts with the first program that is graded."""
    return Sandbox((CANDIDATE, JUDGE))


@cache
def _task(name: str) -> str:
    return (TASKS / f"{name}.py").read_text("utf-8")
