"""What a candidate is told about a concept answer: what was understood, what is missing, what is mistaken."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from evaluators.concept.habits import recognise
from evaluators.concept.reading import Reading
from evaluators.concept.rubric import RubricCriterion
from evaluators.text import Language, Text
from evaluators.verdict import Finding

if TYPE_CHECKING:
    from evaluators.concept.grader import ConceptGrader

NOTHING = Text(zh="没有读到可以评判的内容。", en="There was nothing in it to judge.")
HEARD = "reader"
"""Note of a finding that rests on the word of the learned reader."""
HABITS = {
    "stuffing": Text(
        zh="这是一串术语，没有说明它们之间的关系，所以没有计分。",
        en="This lists terms without saying anything about them, so nothing was credited.",
    ),
    "dont_know": Text(zh="你说这题不清楚。", en="You said that you do not know this."),
    "off_topic": Text(
        zh="没有读到和这道题有关的内容。", en="Nothing in it was recognised as an answer to this question."
    ),
}
UNDERSTOOD = Text(zh="读到了：{what}", en="Understood: {what}")
MISSING = Text(zh="没有提到：{what}", en="Not found: {what}")
UNCERTAIN = Text(zh="前后说法不一致，无法确定：{what}", en="Said both ways, so undecided: {what}")
DOUBTFUL = Text(
    zh="可能说到了，但不够明确，没有计分：{what}", en="Perhaps meant, but not clear enough to be credited: {what}"
)
LISTED = Text(zh="数到 {count} 个：{what}", en="Counted {count}: {what}")
NOT_LISTED = Text(zh="不算在内：{what}", en="Not counted: {what}")
TOO_FEW = Text(zh="要求至少 {need} 个。", en="At least {need} are asked for.")
CONTRADICTED = Text(zh="回答中有与此相反的说法。", en="The answer says the opposite.")


def of_rubric(
    grader: "ConceptGrader",
    findings: Sequence[Finding],
    mistakes: Iterable[str],
    reading: Reading,
    language: Language,
) -> str:
    """The feedback on an answer judged by criteria."""
    habit = recognise(reading, met=any(f.met for f in findings))
    parts = [HABITS[habit].in_(language)] if habit else []
    doubts = [f for f in findings if f.met is None and f.note == HEARD]
    for template, which in (
        (UNDERSTOOD, [f for f in findings if f.met]),
        (UNCERTAIN, [f for f in findings if f.met is None and f not in doubts]),
        (DOUBTFUL, doubts),
        (MISSING, [f for f in findings if f.met is False and not f.optional]),
    ):
        what = [grader.criteria[f.criterion].statement.in_(language) + _quoted(f, language) for f in which]
        parts += _line(template, what, language)
    parts += [grader.misconceptions[name].explanation.in_(language) for name in mistakes]
    return "\n".join(parts)


def of_list(
    grader: "ConceptGrader", given: Sequence[str], wrong: Sequence[str], doubtful: Sequence[str], language: Language
) -> str:
    """The feedback on a list."""
    names = [grader.members[name].name.in_(language) for name in given]
    parts = [LISTED.in_(language).format(count=len(names), what=_joined(names, language))] if names else []
    parts += _line(DOUBTFUL, [grader.members[name].name.in_(language) for name in doubtful], language)
    parts += _line(NOT_LISTED, [grader.wrong[name].name.in_(language) for name in wrong], language)
    if len(given) < grader.at_least:
        parts.append(TOO_FEW.in_(language).format(need=grader.at_least))
    return "\n".join(parts)


def on_criterion(criterion: RubricCriterion, met: bool | None, contradicted: bool, language: Language) -> str:  # noqa: FBT001 - a finding's own three values
    """One sentence on a criterion; empty where it is met."""
    if met:
        return ""
    if contradicted:
        return CONTRADICTED.in_(language)
    return MISSING.in_(language).format(what=criterion.statement.in_(language))


def _quoted(finding: Finding, language: Language) -> str:
    if not finding.met or not finding.evidence:
        return ""
    return f"（“{finding.evidence}”）" if language == "zh" else f' ("{finding.evidence}")'


def _line(template: Text, what: Sequence[str], language: Language) -> list[str]:
    return [template.in_(language).replace("{what}", _joined(what, language))] if what else []


def _joined(what: Iterable[str], language: Language) -> str:
    return ("；" if language == "zh" else "; ").join(text.rstrip("。. ") for text in what)
