from datetime import timedelta

import pytest

from evaluators.verdict import Outcome
from interview_flow.effects import ArmTimer, CancelTimer
from interview_flow.machine import next_due, pending


def test_the_time_left_is_shown_with_the_item_and_called_before_its_end(interview):
    candidate = interview()
    candidate.send("/start cv")
    assert "2 min left for this question" in candidate.text()
    assert candidate.advance(89) == ""
    assert candidate.advance(1) == "⏰ 30 s left for your answer; then we move on."
    assert candidate.advance(1) == ""


def test_only_where_a_draft_gathers_it_is_said_to_be_submitted(interview):
    candidate = interview()
    candidate.send("/start cv")
    while candidate.state.current.short:
        candidate.send("/skip")
    assert "submitted as it stands" in candidate.advance(91)
    candidate.send("/skip")
    candidate.send("alpha")
    candidate.send("/done")
    assert candidate.state.current.probes
    told = candidate.advance(160)
    assert "left for your answer" in told
    assert "submitted" not in told


@pytest.mark.parametrize("words", ["不知道，记不清了", "I don't remember."])
def test_not_knowing_just_after_the_time_is_said_of_the_question_that_ran_out(interview, words):
    candidate = interview()
    candidate.send("/start cv")
    candidate.advance(120)
    candidate.now += timedelta(seconds=3)
    assert "the last question was just over" in candidate.send(words)
    item = candidate.state.current
    assert (item.number, item.answers, item.draft) == (1, (), ())
    candidate.send(words)
    assert candidate.state.items[1].answers or candidate.state.items[1].draft, "the same once more is meant"


@pytest.mark.parametrize(("words", "seconds"), [("I don't remember, 64?", 3), ("I don't remember.", 15)])
def test_what_may_be_an_answer_is_taken_for_one(interview, words, seconds):
    candidate = interview()
    candidate.send("/start cv")
    candidate.advance(120)
    candidate.now += timedelta(seconds=seconds)
    candidate.send(words)
    assert candidate.state.items[1].answers or candidate.state.items[1].draft


def test_not_knowing_just_after_an_answer_is_said_of_the_next_question(interview):
    candidate = interview()
    candidate.send("/start cv")
    candidate.send("alpha beta")
    candidate.send("I don't know")
    assert candidate.state.items[1].answers


def test_long_items_show_a_countdown_in_one_slot(interview):
    candidate = interview()
    candidate.send("/start dl")
    while candidate.state.stage.id != "coding":
        candidate.send("/skip")
    start = len(candidate.messages)
    candidate.advance(5 * 60)
    assert [message.slot.partition(":")[0] for message in candidate.messages[start:]] == ["countdown"]
    candidate.advance(4 * 60)
    assert "1 min left" in candidate.text(start)


def test_a_stage_is_called_before_its_end(interview):
    candidate = interview()
    candidate.send("/start dl full")
    said = candidate.advance(10 * 60)
    assert "2 min left in this stage (Stage theory)" in said


def test_silence_ends_the_interview_by_itself_within_its_time(interview):
    candidate = interview()
    candidate.send("/start cv")
    ends_at = candidate.state.ends_at
    candidate.advance(3600)
    assert candidate.state.ended
    assert candidate.state.ended_at <= ends_at
    assert {item.reason for item in candidate.state.items} == {"deadline"}
    assert len(candidate.reports) == 1


@pytest.mark.parametrize("form", ["cv", "dl"])
def test_the_coding_stage_keeps_its_time_whatever_came_before(interview, form):
    """A candidate who uses every second of the earlier stages still gets the reserved stage in full."""
    candidate = interview()
    candidate.send(f"/start {form}")
    for _ in range(10_000):
        if candidate.state.stage.id == "coding":
            break
        if candidate.state.current and not candidate.state.current.draft:
            candidate.send("alpha")
        candidate.advance(7)
    run = candidate.state.stages[-1]
    assert run.ends_at - run.opened_at == timedelta(minutes=10)
    assert candidate.state.current.allowed == 600


def test_a_question_that_runs_over_takes_its_time_from_the_stages_without_reserved_time(interview, tight_bank):
    """The second question, asked at 2 of 5 minutes, may run to 6; the third stage pays, the coding stage does not."""
    candidate = interview(bank=tight_bank)
    candidate.send("/start exam")
    candidate.press("begin")
    candidate.advance(120)
    candidate.send("alpha beta")
    candidate.advance(3600)
    stages = candidate.state.stages
    lengths = [(run.ends_at - run.opened_at).total_seconds() for run in stages]
    assert [(run.opened_at - stages[0].opened_at).total_seconds() for run in stages] == [0, 360, 600, 780]
    assert lengths == [300, 240, 180, 600]
    assert candidate.state.ended_at == candidate.state.ends_at


def test_no_question_is_begun_that_would_have_less_than_half_its_time(interview, tight_bank):
    candidate = interview(bank=tight_bank)
    candidate.send("/start exam")
    candidate.press("begin")
    candidate.advance(181)
    candidate.send("alpha beta")
    assert [item.stage for item in candidate.state.items] == [0, 1]


def test_a_big_jump_and_small_steps_come_to_the_same(interview):
    """Everything happens at the moment it fell due, however late the clock is read."""

    def story(steps):
        candidate = interview()
        candidate.send("/start cv")
        candidate.advance(10)
        candidate.send("alpha")
        for _ in range(steps):
            candidate.advance(1800 / steps)
        return candidate.events

    assert story(1) == story(7) == story(600)


def test_a_late_wake_is_no_wake(interview):
    """A timer that fires again, or late, finds nothing to do."""
    candidate = interview()
    candidate.send("/start cv")
    candidate.advance(130)
    before = candidate.events[:]
    candidate.advance(0)
    assert candidate.events == before


def test_a_pause_stops_the_clock_and_moves_the_deadlines(interview):
    candidate = interview()
    candidate.send("/start cv")
    due_at, ends_at = candidate.state.current.due_at, candidate.state.ends_at
    candidate.advance(60)
    candidate.send("/pause")
    assert candidate.state.due_at is None
    candidate.advance(300)
    assert candidate.state.current.number == 0
    candidate.send("/resume")
    assert candidate.state.current.due_at == due_at + timedelta(seconds=300)
    assert candidate.state.ends_at == ends_at + timedelta(seconds=300)
    candidate.send("alpha beta")
    assert candidate.state.items[0].answers[0].elapsed == 60


def test_a_pause_ends_by_itself_when_its_time_is_used_up(interview):
    candidate = interview()
    candidate.send("/start cv")
    candidate.send("/pause")
    said = candidate.advance(15 * 60)
    assert "Going on" in said
    assert candidate.state.phase == "asking"
    assert "No pauses left" in candidate.send("/pause")


def test_pauses_are_three_at_most(interview):
    candidate = interview()
    candidate.send("/start cv")
    for _ in range(3):
        candidate.send("/pause")
        assert "paused" in candidate.send("/pause")
        candidate.advance(10)
        candidate.send("/resume")
    assert "No pauses left" in candidate.send("/pause")
    assert len(candidate.state.pauses) == 3


def test_an_answer_ends_the_pause(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("/pause")
    candidate.advance(100)
    candidate.send("alpha beta")
    assert candidate.state.items[0].reason == "answered"
    assert candidate.state.current.number == 1


def test_a_verdict_that_comes_in_a_pause_waits_for_its_end(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.hold = True
    candidate.send("alpha")
    candidate.send("/pause")
    candidate.advance(100)
    candidate.release()
    assert candidate.state.phase == "paused"
    assert "beta?" in candidate.send("/resume")


def test_waiting_for_a_verdict_costs_the_candidate_nothing(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    due_at = candidate.state.current.due_at
    candidate.grading_takes = 20
    candidate.send("alpha")
    assert candidate.state.current.probes
    assert candidate.state.current.due_at == due_at + timedelta(seconds=20)


def test_a_verdict_that_takes_too_long_is_left_for_the_report(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.hold = True
    candidate.send("alpha")
    assert candidate.state.phase == "grading"
    candidate.advance(31)
    assert candidate.state.current.number == 1
    candidate.release()
    assert candidate.state.items[0].verdict.outcome is Outcome.PARTLY_MET


def test_a_late_verdict_names_its_question(interview):
    candidate = interview()
    candidate.send("/start cv practice")
    candidate.hold = True
    candidate.send("alpha")
    candidate.advance(31)
    assert candidate.release().startswith("The result of question 1 is in:")


def test_a_verdict_pending_at_the_end_delays_only_the_report(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.hold = True
    candidate.send("alpha beta")
    candidate.send("/end")
    candidate.send("yes")
    assert candidate.state.phase == "wrapping"
    assert not candidate.reports
    candidate.release()
    assert candidate.state.phase == "ended"
    assert len(candidate.reports) == 1


def test_gradings_can_be_asked_for_again_from_the_state_alone(interview):
    """After a crash between storing and grading, the same requests are made."""
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.hold = True
    candidate.send("alpha")
    assert pending(candidate.state) == tuple(candidate.held)
    candidate.advance(31)
    assert pending(candidate.state) == tuple(candidate.held)
    candidate.release()
    assert pending(candidate.state) == ()


def test_the_timer_follows_the_next_deadline_and_is_cancelled_at_the_end(interview):
    candidate = interview()
    candidate.send("/start cv")
    armed = [effect for effect in candidate.effects if isinstance(effect, ArmTimer)]
    assert armed[-1].due_at == next_due(candidate.state)
    candidate.send("/end")
    candidate.send("/end")
    assert isinstance([e for e in candidate.effects if isinstance(e, ArmTimer | CancelTimer)][-1], CancelTimer)
    assert next_due(candidate.state) is None


@pytest.mark.parametrize("draft", [True, False])
def test_at_the_deadline_one_sentence_says_what_became_of_the_answer(interview, draft):
    """Not "time is up" and "noted" for the same answer, whether a draft or a follow-up ran out of time."""
    candidate = interview()
    candidate.send("/start dl exam")
    candidate.send("alpha")
    if not draft:
        candidate.send("/done")
        assert candidate.state.current.probes
    said = candidate.advance(181)
    assert "Time's up" in said
    assert "Noted" not in said
