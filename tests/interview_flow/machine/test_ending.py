import pytest

from interview_flow.effects import Forget, ShowTranscript


def test_end_asks_once_and_hands_the_draft_in(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    while candidate.state.current.short:
        candidate.send("alpha beta")
    number = candidate.state.current.number
    candidate.send("alpha")
    candidate.send("/end")
    assert not candidate.state.ended
    candidate.press("end:yes")
    assert candidate.state.end == "stopped"
    assert candidate.state.items[number].answers[0].by == "end"
    assert len(candidate.reports) == 1


def test_end_can_be_taken_back(interview):
    candidate = interview()
    candidate.send("/start cv")
    candidate.send("/end")
    candidate.press("end:no")
    assert not candidate.state.ended
    candidate.send("/end")
    candidate.send("alpha beta")
    assert not candidate.state.ended, "an answer is no yes"
    assert candidate.state.items[0].answers
    assert "nothing to confirm" in candidate.press("end:yes")


def test_a_yes_to_a_later_question_ends_nothing(interview):
    """The question whether to end is forgotten when the next item is asked."""
    candidate = interview()
    candidate.send("/start cv")
    candidate.send("/end")
    candidate.advance(130)
    candidate.send("yes")
    assert not candidate.state.ended
    assert candidate.state.items[1].answers[0].text == "yes"


def test_what_was_open_at_the_end_is_not_weak(interview):
    candidate = interview()
    candidate.send("/start cv")
    candidate.send("/end")
    candidate.send("yes")
    assert candidate.state.items[0].reason == "ended"


def test_delete_asks_once_then_forgets(interview):
    candidate = interview()
    candidate.send("/start cv")
    candidate.send("/delete_my_data")
    assert not any(isinstance(effect, Forget) for effect in candidate.effects)
    candidate.press("delete:yes")
    assert any(isinstance(effect, Forget) for effect in candidate.effects)
    assert candidate.events == []


def test_delete_works_before_and_after_an_interview(interview):
    early, late = interview(), interview()
    late.send("/start cv")
    late.advance(7200)
    for candidate in (early, late):
        candidate.send("/delete_my_data")
        candidate.send("/delete_my_data")
        assert any(isinstance(effect, Forget) for effect in candidate.effects)


def test_what_is_sent_after_the_end_is_kept_and_answered(interview):
    candidate = interview()
    candidate.send("/start cv")
    candidate.advance(7200)
    assert "over" in candidate.send("one more thing")
    assert "over" in candidate.file("late.py", "x = 1")
    assert [getattr(event, "text", None) or event.content for event in candidate.events[-2:]] == [
        "one more thing",
        "x = 1",
    ]


def test_report_and_transcript_commands(interview):
    candidate = interview()
    assert "No interviews yet" in candidate.send("/report")
    candidate.send("/start cv")
    assert "when the interview is over" in candidate.send("/report")
    candidate.send("/transcript")
    candidate.advance(7200)
    candidate.send("/report")
    candidate.press("transcript")
    assert len(candidate.reports) == 2
    assert sum(isinstance(effect, ShowTranscript) for effect in candidate.effects) == 2
    assert "/history lists them" in candidate.send("/report 7")


@pytest.mark.parametrize("command", ["/report", "/report 1", "/transcript", "/transcript 2"])
def test_where_nothing_is_left_no_list_is_pointed_at(interview, command):
    candidate = interview()
    candidate.send("/start cv")
    candidate.send("/delete_my_data")
    candidate.send("yes")
    told = candidate.send(command)
    assert "/history" not in told
    assert "/start" in told


def test_commands_that_need_an_interview_say_so(interview):
    for state in ("new", "setup", "ended"):
        candidate = interview()
        if state != "new":
            candidate.send("/start")
        if state == "ended":
            candidate.send("cv")
            candidate.advance(7200)
        for command in ("/hint", "/skip", "/repeat", "/done", "/pause", "/resume", "/end"):
            assert candidate.send(command), (state, command)
