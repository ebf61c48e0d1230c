"""What is said of one question once it is over: the outcome, what was understood, the model answer. Pure."""

from collections.abc import Sequence

from evaluators.text import Language, Text
from evaluators.verdict import Finding, Outcome, Verdict
from interview_flow.message import Block, Heading
from interview_flow.phrasing import prose
from interview_flow.state import Asked
from question_bank.item import Item

OUTCOMES = {
    Outcome.MET: Text(zh="答到了", en="All there"),
    Outcome.PARTLY_MET: Text(zh="答到了一部分", en="Partly there"),
    Outcome.NOT_MET: Text(zh="没有答到", en="Not there"),
    Outcome.NO_ANSWER: Text(zh="没有作答", en="No answer"),
    Outcome.UNREADABLE: Text(zh="没能读懂（不计分）", en="Could not be read (not counted)"),
    Outcome.UNGRADED: Text(zh="未评分", en="Ungraded"),
}
SKIPPED = Text(zh="跳过", en="Skipped")
PENDING = Text(zh="评分中", en="Being graded")
UNCERTAIN = Text(zh="不确定", en="uncertain")
READ_AS = Text(zh="我读到的", en="read as")
AFTER_PROBE = Text(zh="追问后答到，算一半", en="after a follow-up: counts half")
MODEL_ANSWER = Text(zh="参考答案", en="Model answer")
OPEN_BONUS = Text(zh="加分项，没提到不扣分", en="a bonus; leaving it out costs nothing")
UNSTATED = {"members": Text(zh="举出的够多", en="enough of them named")}
"""Criteria that an evaluator has of its own accord: a question that asks for a list needs to state none."""
MARKS = {True: "✓", False: "✗", None: "?"}
OPEN = "○"
"""The mark of what would have been a bonus: no fault."""


def feedback(asked: Asked, item: Item | None, language: Language) -> tuple[Block, ...]:
    """What a candidate is told in practice mode after a question."""
    verdict = asked.verdict
    lines = [line(finding, asked, item, language) for finding in judged(verdict)]
    said = (
        added(verdict.feedback, [statement(f.criterion, item, language) for f in verdict.findings]) if verdict else ""
    )
    blocks: list[Block] = [Heading(text=outcome(asked, language)), *prose("\n".join(lines)), *prose(said)]
    answer = item.answer(asked.params, language) if item else None
    # What was worked out from the values drawn may have been said already, step by step, of what was wrong.
    repeated = bool(asked.params and answer and any(step in said for step in answer.splitlines() if step))
    if answer and not repeated:
        blocks += [Heading(text=MODEL_ANSWER.in_(language)), *prose(answer)]
    return tuple(blocks)


def judged(verdict: Verdict | None) -> tuple[Finding, ...]:
    """The findings that say something of the answer: where it could not be read, none was looked for in vain."""
    return verdict.findings if verdict and verdict.outcome is not Outcome.UNREADABLE else ()


def outcome(asked: Asked, language: Language) -> str:
    """How a question ended, in a word or two."""
    if asked.verdict:
        return OUTCOMES[asked.verdict.outcome].in_(language)
    if asked.reason == "skipped":
        return SKIPPED.in_(language)
    return (PENDING if asked.pending else OUTCOMES[Outcome.NO_ANSWER]).in_(language)


def statement(criterion: str, item: Item | None, language: Language) -> str:
    """What a criterion looks for; its id where nobody says."""
    known = item.grading.criteria.get(criterion) if item and item.grading else None
    stated = known.statement if known else UNSTATED.get(criterion)
    return (stated.in_(language) if stated else "").rstrip("。. ") or criterion


def added(said: str, statements: Sequence[str]) -> str:
    r"""The lines of an evaluator's text that say more than the criteria that are shown beside it.

    >>> added("Missing: says alpha.\nYou forgot the bias.", ["says alpha"])
    'You forgot the bias.'
    """
    return "\n".join(one for one in said.splitlines() if not any(known in one for known in statements))


def line(finding: Finding, asked: Asked, item: Item | None, language: Language) -> str:
    """One criterion: its mark, what it looks for, and what was understood."""
    notes = [UNCERTAIN.in_(language)] if finding.met is None else []
    notes += [OPEN_BONUS.in_(language)] if finding.optional and finding.met is False else []
    read = finding.read or finding.evidence
    notes += [named(READ_AS, read, language)] if read else []
    notes += [AFTER_PROBE.in_(language)] if finding.met and finding.criterion in asked.late else []
    marked = f"{mark(met=finding.met, optional=finding.optional)} {statement(finding.criterion, item, language)}"
    return marked + in_brackets(notes, language)


def mark(*, met: bool | None, optional: bool) -> str:
    """The sign before a criterion.

    >>> mark(met=False, optional=False), mark(met=False, optional=True), mark(met=True, optional=True)
    ('✗', '○', '✓')
    """
    return OPEN if optional and met is False else MARKS[met]


def named(name: Text, value: str, language: Language) -> str:
    """A name and what it stands for, with the language's own colon."""
    return f"{name.in_(language)}：{value}" if language == "zh" else f"{name.in_(language)}: {value}"


def in_brackets(notes: Sequence[str], language: Language) -> str:
    """What is remarked behind a line, with the language's own punctuation; nothing where there is nothing.

    >>> in_brackets(["a", "b"], "en"), in_brackets(["甲", "乙"], "zh"), in_brackets([], "en")
    (' (a; b)', '（甲；乙）', '')
    """
    if not notes:
        return ""
    return f"（{'；'.join(notes)}）" if language == "zh" else f" ({'; '.join(notes)})"
