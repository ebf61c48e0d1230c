"""The report as Markdown: what the candidate wrote stands in code, and is never markup."""

from collections.abc import Iterator

from evaluators.text import Text
from interview_flow.feedback import AFTER_PROBE, OPEN_BONUS, READ_AS, UNCERTAIN, in_brackets, mark, named
from interview_flow.markdown import escape, fence, span
from interview_flow.phrasing import duration, fill
from interview_flow.report import words as w
from interview_flow.report.model import ConcernReport, CriterionReport, ItemReport, Report, StageReport


def markdown(report: Report) -> str:
    """The whole report, ending with a line break."""
    return "\n\n".join(_sections(report)) + "\n"


def percent(score: float | None, say: Text, report: Report) -> str:
    """A score out of 100, or `say` where there is none."""
    return say.in_(report.language) if score is None else f"{round(100 * score)}/100"


def stage_line(stage: StageReport, report: Report) -> str:
    """A stage in a line: its score and how much of it was asked."""
    score = percent(stage.score, w.NOT_JUDGED if stage.items else w.NOT_REACHED, report)
    return _say(
        report, w.STAGE_LINE, title=stage.title, score=score, asked=len(stage.items), planned=stage.planned,
        judged=stage.judged, unanswered=_unanswered(stage.unanswered, report),
    )  # fmt: skip


def certainty(concern: ConcernReport, report: Report) -> str:
    """What is remarked behind a finding that is not certain."""
    return in_brackets([_say(report, w.NOT_CERTAIN)] if concern.unsure else [], report.language)


def item_line(item: ItemReport, report: Report) -> str:
    """A question in a line: how it ended, the time and the hints it took."""
    parts = [
        w.OUTCOMES[item.outcome].in_(report.language) + (f" {round(100 * item.score)}/100" if item.score else ""),
        _say(report, w.LEVEL, level=item.level),
        _say(report, w.TIME, seconds=_time(item.seconds, report), allowed=_time(item.allowed, report)),
    ]
    parts += [_say(report, w.HINTS, count=len(item.hints))] if item.hints else []
    parts += [_say(report, w.DISPUTED)] if item.disputes else []
    return " · ".join(parts)


def _sections(report: Report) -> Iterator[str]:
    yield f"# {named(w.REPORT, escape(report.title), report.language)}"
    yield f"{report.started_at:%Y-%m-%d %H:%M} UTC · `{report.session}`"
    yield f"## {_say(report, w.READING)}"
    yield from (escape(sentence) for sentence in report.reading.sentences)
    yield "- " + "\n- ".join(facts(report))
    yield from _concerns(report)
    yield from _own_code(report)
    yield f"## {_say(report, w.STUDY)}"
    yield "\n".join(_study(report))
    for stage in report.stages:
        yield f"## {escape(stage_line(stage, report))}"
        for item in stage.items:
            yield from _item(item, report)


def facts(report: Report) -> Iterator[str]:
    """The figures of the whole session, a line each."""
    if report.score is None:
        yield _say(report, w.NO_TOTAL)
    else:
        yield _say(report, w.TOTAL, score=round(100 * report.score))
    left = _unanswered(report.unanswered, report)
    yield _say(report, w.COVERAGE, planned=report.planned, asked=report.asked, judged=report.judged, unanswered=left)
    if report.pauses:
        yield _say(report, w.PAUSES, count=report.pauses, time=_time(report.paused_seconds, report))
    if report.end == "stopped":
        yield _say(report, w.STOPPED)


def _study(report: Report) -> Iterator[str]:
    if not report.study:
        yield _say(report, w.NOTHING_TO_STUDY)
    for study in report.study:
        missing = (escape(statement) for statement in study.missing)
        dash, comma = ("——", "；") if report.language == "zh" else (" – ", "; ")
        yield f"- **{escape(study.title)}**" + (dash + comma.join(missing) if study.missing else "")
        yield from (f"  - {source}" for source in study.sources)


def _concerns(report: Report) -> Iterator[str]:
    if not report.concerns:
        return
    yield f"## {_say(report, w.CONCERNS)}"
    for concern in report.concerns:
        yield from _concern(concern, report)
    yield _say(report, w.WAYS_ON)


def _own_code(report: Report) -> Iterator[str]:
    if report.own_code is None:
        return
    yield f"## {_say(report, w.OWN_CODE)}"
    yield _say(report, w.SIDE_BY_SIDE)
    yield f"{_say(report, w.SAID)}:"
    yield from map(fence, report.own_code.said)
    written = (item for stage in report.stages for item in stage.items if item.number in report.own_code.written)
    lines = (f"- {item.number}. {escape(item.title)}: {item_line(item, report)}" for item in written)
    yield f"{_say(report, w.WRITTEN_HERE)}:\n\n" + "\n".join(lines)


def _concern(concern: ConcernReport, report: Report) -> Iterator[str]:
    kind = w.CONCERN_KINDS.get(concern.kind)
    title = kind.in_(report.language) if kind else escape(concern.kind)
    yield f"**{title}{certainty(concern, report)}**: {escape(concern.reason)}"
    yield f"{_say(report, w.SAID)}:\n\n{fence(concern.quote)}"
    if concern.source and concern.kind == "inconsistent":
        yield f"{_say(report, w.SAID_BEFORE)}:\n\n{fence(concern.source)}"
    elif concern.source:
        yield f"{_say(report, w.SOURCES)}: {span(concern.source)}"
    if concern.explanation:
        yield f"{_say(report, w.EXPLAINED)}:\n\n{fence(concern.explanation)}"
    elif concern.kind in ("impossible_fact", "inconsistent"):
        yield _say(report, w.NOT_EXPLAINED if concern.asked else w.NOT_ASKED)


def _item(item: ItemReport, report: Report) -> Iterator[str]:
    yield f"### {item.number}. {escape(item.title)}"
    yield item_line(item, report)
    yield f"**{_say(report, w.QUESTION)}**\n\n{item.prompt}"
    yield from _answered(item, report)
    yield from _judged(item, report)


def _answered(item: ItemReport, report: Report) -> Iterator[str]:
    for answer in item.answers:
        yield f"**{_say(report, w.ANSWER)}**\n\n{fence(answer)}"
    for file in item.files:
        yield f"**{_say(report, w.FILE)}** {span(file.name)}\n\n{fence(file.content)}"
    if item.draft:
        yield f"**{_say(report, w.UNSUBMITTED)}**\n\n{fence(item.draft)}"
    for probe in item.probes:
        yield f"**{_say(report, w.FOLLOW_UP)}** {escape(probe.question)}"
        if probe.reply:
            yield fence(probe.reply)
    for hint in item.hints:
        yield f"**{_say(report, w.HINT)}** {escape(hint)}"


def _judged(item: ItemReport, report: Report) -> Iterator[str]:
    if item.criteria:
        yield "\n".join(_criterion(criterion, report) for criterion in item.criteria)
    if item.members:
        yield f"{_say(report, w.MEMBERS)}: {', '.join(span(member) for member in item.members)}"
    if item.wrong:
        yield f"{_say(report, w.WRONG)}: {', '.join(span(one) for one in item.wrong)}"
    if item.feedback:
        yield "  \n".join(escape(line) for line in item.feedback.splitlines())
    for dispute in item.disputes:
        named = f": {escape(dispute.statement)}" if dispute.statement else ""
        yield f"**{_say(report, w.DISPUTED)}**{named}"
        if dispute.words:
            yield fence(dispute.words)
    if item.model_answer:
        yield f"**{_say(report, w.MODEL_ANSWER)}**\n\n{item.model_answer}"


def _criterion(criterion: CriterionReport, report: Report) -> str:
    notes = [UNCERTAIN.in_(report.language)] if criterion.met is None else []
    if criterion.optional:
        notes.append(_say(report, OPEN_BONUS if criterion.met is False else w.OPTIONAL))
    notes += [AFTER_PROBE.in_(report.language)] if criterion.prompted and criterion.met else []
    notes += [named(READ_AS, span(criterion.read), report.language)] if criterion.read else []
    if criterion.evidence and "".join(criterion.evidence.split()) != "".join(criterion.read.split()):
        notes.append(named(w.EVIDENCE, span(criterion.evidence), report.language))
    notes += [escape(criterion.comment)] if criterion.comment else []
    marked = mark(met=criterion.met, optional=criterion.optional)
    return f"- {marked} {escape(criterion.statement)}{in_brackets(notes, report.language)}"


def _unanswered(count: int, report: Report) -> str:
    return _say(report, w.UNANSWERED, count=count) if count else ""


def _say(report: Report, text: Text, **values: object) -> str:
    return fill(text.in_(report.language), values)


def _time(seconds: float, report: Report) -> str:
    return duration(seconds, report.language)
