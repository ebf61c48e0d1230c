"""From a session's state to its report."""

from statistics import fmean

from evaluators.text import LANGUAGES, Language
from evaluators.verdict import Finding, Verdict
from interview_flow import feedback
from interview_flow.machine.requests import HINT_COST
from interview_flow.report.model import (
    ConcernReport,
    CriterionReport,
    DisputeReport,
    FileReport,
    ItemOutcome,
    ItemReport,
    OwnCode,
    ProbeReport,
    Report,
    StageReport,
    Study,
)
from interview_flow.report.reading import GOOD, enough, read
from interview_flow.state import Asked, State
from question_bank.bank import Bank, NoSuchItem
from question_bank.format import StagePlan
from question_bank.item import Item

LEAST_AFTER_HINTS = 0.5
"""Hints never take more of a score than this share leaves."""
MOST_STUDY = 5
MOST_SAID = 4
A_PROGRAM = "program/"


def build(state: State, bank: Bank, language: Language) -> Report:
    """The report on a session that was started.

    Raises:
        ValueError: it never was.

    """
    if state.plan is None or state.started_at is None:
        raise ValueError("a session that never started has no report")
    stages = tuple(_stage(plan, number, state, bank, language) for number, plan in enumerate(state.plan.stages))
    concerns = _concerns(state)
    return Report(
        session=state.session,
        language=language,
        title=state.plan.title.in_(language),
        track=state.track,
        length=state.length,
        mode=state.mode,
        started_at=state.started_at,
        ended_at=state.ended_at,
        end=state.end,
        pauses=len(state.pauses),
        paused_seconds=state.pause_used.total_seconds(),
        planned=sum(stage.planned for stage in stages),
        asked=len(state.items),
        judged=sum(stage.judged for stage in stages),
        unanswered=sum(stage.unanswered for stage in stages),
        score=fmean(s.score for s in stages if s.score is not None) if enough(stages) else None,
        reading=read(stages, concerns, language),
        stages=stages,
        concerns=concerns,
        own_code=_own_code(state),
        study=_study(stages),
    )


def _stage(plan: StagePlan, number: int, state: State, bank: Bank, language: Language) -> StageReport:
    items = tuple(
        _item(asked, _authored(asked, bank), plan, language) for asked in state.items if asked.stage == number
    )
    scores = [item.score for item in items if item.score is not None]
    judged = sum(item.score is not None and bool(item.evaluator) for item in items)
    return StageReport(
        stage=plan.id,
        title=plan.title.in_(language),
        reached=number < len(state.stages),
        planned=sum(int(draw.count.of(state.length)) for draw in plan.draws),
        items=items,
        score=fmean(scores) if scores else None,
        judged=judged,
        unanswered=len(scores) - judged,
        minutes=plan.minutes.of(state.length),
    )


def _authored(asked: Asked, bank: Bank) -> Item | None:
    try:
        return bank.item(asked.item)
    except NoSuchItem:
        return None


def _item(asked: Asked, item: Item | None, stage: StagePlan, language: Language) -> ItemReport:
    verdict = asked.verdict
    replies = {a.probe: a.text for a in asked.answers}
    return ItemReport(
        number=asked.number + 1,
        item=asked.item,
        title=asked.title.in_(language),
        prompt=item.ask(asked.params, language) if item and language != asked.language else asked.prompt,
        level=asked.level,
        basics=stage.draws[asked.draw].basics,
        outcome=_outcome(asked),
        score=_score(asked),
        answers=tuple(a.text for a in asked.answers if a.probe is None and a.text),
        files=tuple(FileReport(name=f.name, content=f.content) for a in asked.answers for f in a.files),
        draft="\n".join(part.text or (part.file.content if part.file else "") for part in asked.draft),
        criteria=tuple(_criterion(f, asked, item, language) for f in feedback.judged(verdict)),
        members=verdict.members if verdict else None,
        wrong=verdict.wrong if verdict else None,
        feedback=_feedback(verdict, item) if verdict else "",
        hints=asked.hints,
        probes=tuple(
            ProbeReport(source=probe.source, question=probe.question, reply=replies.get(place, ""))
            for place, probe in enumerate(asked.probes)
        ),
        seconds=asked.seconds,
        allowed=asked.allowed,
        disputes=tuple(
            DisputeReport(
                criterion=dispute.criterion,
                statement=feedback.statement(dispute.criterion, item, language) if dispute.criterion else "",
                words=dispute.words,
            )
            for dispute in asked.disputes
        ),
        model_answer=item.answer(asked.params, language) if item else None,
        sources=item.sources if item else (),
        evaluator=f"{verdict.evaluator.kind} {verdict.evaluator.version}" if verdict else "",
    )


def _criterion(finding: Finding, asked: Asked, item: Item | None, language: Language) -> CriterionReport:
    return CriterionReport(
        criterion=finding.criterion,
        statement=feedback.statement(finding.criterion, item, language),
        met=finding.met,
        optional=finding.optional,
        prompted=finding.criterion in asked.late,
        read=finding.read,
        evidence=finding.evidence,
        note=finding.note,
        comment=feedback.added(finding.comment, _statements(finding, item)),
    )


def _feedback(verdict: Verdict, item: Item | None) -> str:
    """What the evaluator says beyond its findings."""
    shown = [one for finding in verdict.findings for one in _statements(finding, item)]
    return feedback.added(verdict.feedback, shown + [f.comment for f in verdict.findings if f.comment])


def _statements(finding: Finding, item: Item | None) -> tuple[str, ...]:
    """What a criterion looks for, in each language: the verdict may have been worded in another than the report's."""
    return tuple(feedback.statement(finding.criterion, item, language) for language in LANGUAGES)


def _outcome(asked: Asked) -> ItemOutcome:
    if asked.verdict:
        return asked.verdict.outcome.value
    if asked.pending:
        return "pending"
    if asked.reason == "skipped":
        return "skipped"
    return "not_finished" if asked.reason in (None, "ended") else "no_answer"


def _score(asked: Asked) -> float | None:
    """What counts: the verdict's score less what hints cost; nothing said in time is 0, our own failure is nothing."""
    if asked.verdict:
        if asked.verdict.score is None:
            return None
        return asked.verdict.score * max(LEAST_AFTER_HINTS, 1 - HINT_COST * len(asked.hints))
    return 0.0 if _outcome(asked) in ("skipped", "no_answer") else None


def _concerns(state: State) -> tuple[ConcernReport, ...]:
    said = {
        (probe.concern.kind, probe.concern.quote): "\n".join(a.text for a in item.answers if a.probe == place)
        for item in state.items
        for place, probe in enumerate(item.probes)
        if probe.concern
    }
    return tuple(
        ConcernReport(
            kind=concern.kind,
            quote=concern.quote,
            reason=concern.reason,
            source=concern.source,
            asked=(concern.kind, concern.quote) in said,
            explanation=said.get((concern.kind, concern.quote), ""),
            unsure=concern.unsure,
        )
        for concern in state.concerns
    )


def _own_code(state: State) -> OwnCode | None:
    said = tuple(dict.fromkeys(claim["quote"] for claim in state.claims if claim.get("attribute") == "code"))
    written = tuple(a.number + 1 for a in state.items if a.item.startswith(A_PROGRAM) and a.answers)
    return OwnCode(said=said[:MOST_SAID], written=written) if said and written else None


def _study(stages: tuple[StageReport, ...]) -> tuple[Study, ...]:
    """What to learn next: the weakest answers first, by what they lacked."""
    weak = [item for stage in stages for item in stage.items if item.score is not None and item.score < GOOD]
    weak.sort(key=lambda item: (item.score or 0, item.number))
    return tuple(
        Study(
            title=item.title,
            missing=tuple(c.statement for c in item.criteria if not c.met and not c.optional),
            sources=item.sources,
        )
        for item in weak[:MOST_STUDY]
    )
