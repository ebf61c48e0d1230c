"""From an answer to what follows on it: the verdict, a follow-up, the next question."""

from collections.abc import Iterator

from evaluators.text import Text
from evaluators.verdict import Outcome
from interview_flow import events as e
from interview_flow import wording as w
from interview_flow.effects import Graded
from interview_flow.feedback import feedback
from interview_flow.machine import asking, claims, disputes
from interview_flow.machine.course import OWN_WORK, Course, grading_of, of_claim
from interview_flow.message import Heading
from interview_flow.phrasing import prose
from interview_flow.state import Answer, Asked

MOST_AGAIN = 2
"""How often a question is asked again because its answer could not be read."""
MOST_PROBES = 2
"""Follow-ups on missing criteria, for an item."""
MOST_QUESTIONS = 1
"""Follow-ups that the evaluator draws from the answer itself, for an item."""
MOST_CLAIM_PROBES = {True: 6, False: 1}
"""Follow-ups on claims, for an item: in a stage that is led by them, and elsewhere."""
LEAST_FOR_PROBE = 20
"""Seconds that must be left of an item's time for a follow-up."""


def submit(course: Course, by: e.By) -> None:
    """Hand in what was written to the open question."""
    item = course.state.items[-1]
    graded = not item.probes or item.probes[-1].source == "criterion" or item.item.startswith(OWN_WORK)
    name = f"{item.number + 1}.{len(item.answers) + 1}"
    course.happen(e.AnswerSubmitted(at=course.at, answer=name, by=by, graded=graded))
    item = course.state.items[-1]
    answer = item.answers[-1]
    claims.read(course, item, answer)
    _reopen(course, item, answer)
    if graded:
        course.do(grading_of(course.state, item, answer))
    elif by != "end":
        settle(course)


def _reopen(course: Course, item: Asked, answer: Answer) -> None:
    """What was said to a claim's probe belongs to the question on the same that was asked before: judge that again."""
    probe = None if answer.probe is None else item.probes[answer.probe]
    about = of_claim(probe) if probe and answer.text else None
    earlier = next((one for one in course.state.items[: item.number] if one.item == about), None)
    if earlier and earlier.answers and not earlier.pending:
        course.happen(e.AnswerReopened(at=course.at, answer=earlier.answers[-1].id))
        course.do(grading_of(course.state, earlier, earlier.answers[-1]))


def judged(course: Course, graded: Graded) -> None:
    """A verdict came; a second one on the same answer, or one on an unknown answer, changes nothing."""
    before = next((i for i in course.state.items if any(a.id == graded.answer for a in i.answers if a.awaited)), None)
    if before is None:
        return
    event = e.AnswerGraded(at=course.at, answer=graded.answer, verdict=graded.verdict, questions=graded.questions)
    course.happen(event)
    state = course.state
    item = state.items[before.number]
    if item.reason is None:
        settle(course)
        return
    if any(answer.reopened for answer in before.answers):
        if state.mode == "practice" and item.verdict != before.verdict:
            course.say(w.COUNTED_TOO, number=item.number + 1)
    elif state.mode == "practice":
        told = course.text(w.LATE_RESULT, number=item.number + 1)
        course.say(told, *feedback(item, course.item(item), state.language), buttons=disputes.button(course, item))
    if state.phase_of == "wrapping":
        asking.report(course)


def settle(course: Course) -> None:
    """Go on from an answer that is judged, or needs no judging: ask again, follow up, or leave the question."""
    item = course.state.current
    if course.state.paused or item is None or not item.answered or item.pending:
        return
    answer = item.answers[-1]
    over = answer.by == "deadline" or (item.due_at - course.at).total_seconds() < LEAST_FOR_PROBE
    unread = answer.verdict if answer.verdict and answer.verdict.outcome is Outcome.UNREADABLE else None
    if unread and not item.probes and item.again < MOST_AGAIN and not over:
        course.happen(e.AskedAgain(at=course.at))
        course.say(*prose(unread.feedback), w.DOES_NOT_PARSE if item.item.startswith("program/") else w.UNREADABLE)
        return
    probe = None if over else next(_probes(course, item), None)
    if probe:
        course.happen(probe)
        heading = Heading(text=course.text(w.FOLLOW_UP))
        buttons = asking.buttons(course, course.state.items[-1])
        course.say(heading, *prose(probe.question), w.HOW_PROBE, buttons=buttons)
        return
    close(course, "answered")
    asking.go_on(course)


def close(course: Course, reason: e.CloseReason) -> None:
    """Leave the open question; in practice, say how it went."""
    course.happen(e.ItemClosed(at=course.at, reason=reason))
    claims.raise_rest(course, final=False)
    item, state = course.state.items[-1], course.state
    if state.mode == "practice" and not item.pending and reason != "ended":
        course.say(*feedback(item, course.item(item), state.language), buttons=disputes.button(course, item))
    elif reason == "answered" and item.answers[-1].by != "deadline" and course.at < item.due_at:
        # At the deadline the candidate was told already.
        course.say(w.NOTED)


def _probes(course: Course, item: Asked) -> Iterator[e.ProbeAsked]:
    """What may be asked further on `item`, best first."""
    if claims.may_hold(item):  # a calculation is not broken off for what the CV says
        yield from _concern_probes(course)
    yield from _claim_probes(course, item)
    yield from _criterion_probes(course, item)
    if sum(probe.source == "grader" for probe in item.probes) < MOST_QUESTIONS:
        for question in next((a.questions for a in reversed(item.answers) if a.verdict), ()):
            yield e.ProbeAsked(at=course.at, question=question, source="grader")


def _criterion_probes(course: Course, item: Asked) -> Iterator[e.ProbeAsked]:
    authored, verdict = course.item(item), item.verdict
    if authored is None or authored.grading is None or verdict is None or verdict.score is None:
        return
    # Whoever is lost is asked one thing more, not two.
    most = MOST_PROBES if verdict.score > 0 else 1
    if verdict.outcome is Outcome.NO_ANSWER or len(item.prompted) >= most:
        return
    for finding in verdict.findings:
        criterion = authored.grading.criteria.get(finding.criterion)
        if finding.met or finding.optional or criterion is None or finding.criterion in item.prompted:
            continue
        if isinstance(criterion.probe, Text):
            question = criterion.probe.in_(course.state.language)
            if any(question in probe.question for asked in course.state.items for probe in asked.probes):
                continue  # a claim has called the same question
            yield e.ProbeAsked(at=course.at, question=question, source="criterion", criterion=finding.criterion)


def _claim_probes(course: Course, item: Asked) -> Iterator[e.ProbeAsked]:
    state = course.state
    leading = bool(state.stage and state.stage.probing)
    if not leading and not claims.may_hold(item):
        return  # what the CV says is no business of a calculation
    if sum(probe.source == "claim" for probe in item.probes) >= MOST_CLAIM_PROBES[leading]:
        return
    probe = course.honesty.probe(state.claims, claims.asked(course.state), language=state.language, leading=leading)
    if probe:
        yield e.ProbeAsked(at=course.at, question=probe.question, source="claim", claim=dict(probe.claim))


def _concern_probes(course: Course) -> Iterator[e.ProbeAsked]:
    for concern in claims.unexplained(course):
        quote = concern.quote.rstrip(" 。.；;，,")  # the sentence around it ends with a stop of its own
        question = course.text(w.EXPLAIN, quote=quote, reason=concern.reason)
        yield e.ProbeAsked(at=course.at, question=question, source="concern", concern=concern)
