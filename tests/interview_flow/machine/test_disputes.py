"""A candidate who holds a verdict for wrong: it is kept, shown as disputed, and changes no score."""

import pytest

from interview_flow.disputes import disputed
from interview_flow.feedback import feedback
from interview_flow.message import Heading
from interview_flow.report import build, markdown
from interview_flow.transcript import transcript


def judged(candidate, answers=1, mode="practice"):
    """Answer so many questions, each without its follow-ups."""
    candidate.send(f"/start cv {mode}")
    for _ in range(answers):
        candidate.send("nonsense")
        candidate.send("/skip")
    return candidate


def disputes(candidate):
    return [(item.number, d.criterion, d.words) for item in candidate.state.items for d in item.disputes]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_in_practice_the_last_judged_question_is_meant(interview, language):
    candidate = judged(interview(), answers=2)
    candidate.send(f"/language {language}")
    score = candidate.state.items[1].verdict.score
    told = candidate.send("/dispute I did say it")
    assert ("question 2" if language == "en" else "第 2 题") in told
    assert disputes(candidate) == [(1, None, "I did say it")]
    assert candidate.state.items[1].verdict.score == score
    assert candidate.state.current.number == 2, "the question that is open stays open"


@pytest.mark.parametrize(
    ("words", "criterion"),
    [
        ("beta is in my answer", "beta"),
        ("I clearly SAYS ALPHA there", "alpha"),
        ("says alpha（中文）评错了", "alpha"),
        ("you are wrong", None),
    ],
)
def test_a_criterion_is_named_by_its_id_or_by_what_it_looks_for(interview, words, criterion):
    candidate = judged(interview())
    candidate.send(f"/dispute {words}")
    assert disputes(candidate) == [(0, criterion, words)]


@pytest.mark.parametrize("number", ["#1 no, it is right", "#1：no, it is right", "# 1, no, it is right"])
def test_an_earlier_question_is_named_by_its_number(interview, number):
    candidate = judged(interview(), answers=2)
    candidate.send(f"/dispute {number}")
    assert disputes(candidate) == [(0, None, "no, it is right")]


def test_a_number_that_words_begin_with_is_none_while_questions_are_asked(interview):
    candidate = judged(interview(), answers=2)
    candidate.send("/dispute 1 is what comes out")
    assert disputes(candidate) == [(1, None, "1 is what comes out")]


def test_the_button_under_a_feedback_disputes_that_question_also_later(interview):
    candidate = judged(interview(), answers=1)
    assert candidate.buttons.count("dispute:0") == 1
    candidate.send("nonsense")
    candidate.send("/skip")
    assert "next message" in candidate.press("dispute:0")
    assert disputes(candidate) == [(0, None, "")]


@pytest.mark.parametrize("ask", ["button", "/dispute #1"])
@pytest.mark.parametrize("between", ["", "/pause", "/help", "sticker"])
def test_what_is_typed_after_the_button_is_the_reason_and_no_answer(interview, ask, between):
    candidate = judged(interview())
    candidate.press("dispute:0") if ask == "button" else candidate.send(ask)
    if between:
        candidate.other() if between == "sticker" else candidate.send(between)
    told = candidate.send("beta is in there")
    assert "you dispute the verdict on question 1" in told
    assert "Question 2 still waits" in told
    assert disputes(candidate) == [(0, "beta", "beta is in there")], "one dispute, with its reason"
    assert not candidate.state.items[1].answers
    candidate.send("alpha beta")
    assert candidate.state.items[1].answers[0].text == "alpha beta"
    assert disputes(candidate) == [(0, "beta", "beta is in there")]


@pytest.mark.parametrize("refuse", ["no_reason", "no", "算了"])
def test_a_dispute_stands_without_a_reason(interview, refuse):
    candidate = judged(interview())
    candidate.press("dispute:0")
    assert "no_reason" in candidate.buttons
    told = candidate.press(refuse) if refuse == "no_reason" else candidate.send(refuse)
    assert "without a reason" in told
    candidate.send("alpha beta")
    assert disputes(candidate) == [(0, None, "")]
    assert candidate.state.items[1].answers[0].text == "alpha beta"
    assert "out of date" in candidate.press("no_reason")


def test_whoever_goes_on_with_a_question_is_asked_for_no_reason(interview):
    """A press, a word that means a command, the next question: what comes after it is an answer."""

    def skip(candidate):
        candidate.send("skip")

    def language(candidate):
        candidate.press("language:en")

    def deadline(candidate):
        candidate.advance(130)

    for go_on in (skip, language, deadline):
        candidate = judged(interview())
        candidate.press("dispute:0")
        go_on(candidate)
        candidate.send("alpha beta")
        assert disputes(candidate) == [(0, None, "")], go_on
        assert "alpha beta" in [
            getattr(event, "text", "")
            for event in candidate.events
            if event.event == "message_received" and event.role == "answer"
        ]


def test_a_second_press_is_no_second_dispute(interview):
    candidate = judged(interview())
    candidate.press("dispute:0")
    candidate.press("dispute:0")
    candidate.send("first")
    candidate.press("dispute:0")
    candidate.send("second")
    assert disputes(candidate) == [(0, None, "first"), (0, None, "second")]


def test_after_the_end_too_the_next_message_is_the_reason(interview):
    candidate = judged(interview(), mode="exam")
    candidate.send("/end")
    candidate.send("yes")
    assert "next message" in candidate.send("/dispute 1")
    told = candidate.send("it is right")
    assert "question 1" in told
    assert "waits" not in told
    assert "over" in candidate.send("and one more")
    assert disputes(candidate) == [(0, None, "it is right")]


def test_what_was_not_judged_has_no_button_and_no_dispute(interview):
    candidate = interview()
    candidate.send("/start cv practice")
    candidate.send("/skip")
    assert not [button for button in candidate.buttons if button.startswith("dispute")]
    assert "no such verdict" in candidate.send("/dispute it is right")
    assert "no such verdict" in candidate.press("dispute:0")
    assert disputes(candidate) == []


@pytest.mark.parametrize(
    "button", ["dispute", "dispute:", "dispute:x", "dispute:9", "dispute:99999999999", "dispute:²"]
)
def test_a_button_that_names_no_question_disputes_nothing(interview, button):
    candidate = judged(interview())
    candidate.press(button)
    assert disputes(candidate) == []


def test_an_exam_tells_no_verdict_by_way_of_a_dispute(interview):
    """Whether there is one to dispute would tell something."""
    candidate = judged(interview(), mode="exam")
    judged_or_not = {
        candidate.send("/dispute it is right"),
        candidate.send("/dispute #1 no"),
        candidate.press("dispute:0"),
    }
    assert len(judged_or_not) == 1
    assert "at the end" in judged_or_not.pop()
    assert disputes(candidate) == []
    assert not [button for button in candidate.buttons if button.startswith("dispute")]


def test_after_the_end_the_question_is_named_by_its_number(interview):
    candidate = judged(interview(), answers=2, mode="exam")
    candidate.send("/end")
    candidate.send("yes")
    assert "question's number" in candidate.send("/dispute it is right")
    assert "question's number" in candidate.send("/dispute")
    assert "no such verdict" in candidate.send("/dispute 50 it is right")
    assert "question 2" in candidate.send("/dispute 2 it is right")
    assert disputes(candidate) == [(1, None, "it is right")]


def test_without_words_one_is_told_how(interview):
    candidate = judged(interview())
    assert "/dispute" in candidate.send("/dispute")
    assert disputes(candidate) == []
    assert "/dispute" in candidate.send("/help")


def test_before_any_interview_there_is_nothing(interview):
    assert "no such verdict" in interview().send("/dispute x")


@pytest.mark.parametrize(("language", "shown"), [("en", "You dispute this verdict"), ("zh", "你不同意这个评分")])
def test_report_and_transcript_show_it(interview, small_bank, language, shown):
    candidate = judged(interview())
    candidate.send("/dispute beta: *I* said <b>beta</b>")
    candidate.finish("alpha")
    report = build(candidate.state, small_bank, language)
    (item, *_), *_ = (stage.items for stage in report.stages)
    assert [(d.criterion, d.words) for d in item.disputes] == [("beta", "beta: *I* said <b>beta</b>")]
    assert shown in markdown(report)
    assert "```text\nbeta: *I* said <b>beta</b>\n```" in markdown(report)
    notes = [
        entry.text for entry in transcript(candidate.events, language).entries if entry.event == "verdict_disputed"
    ]
    assert len(notes) == 1
    assert "beta: *I* said <b>beta</b>" in notes[0]


def test_an_author_sees_all_that_it_is_about(interview):
    candidate = judged(interview())
    candidate.send("/dispute beta: I said it")
    (found,) = disputed(candidate.events)
    item = candidate.state.items[0]
    assert (found.item, found.params, found.prompt) == (item.item, item.params, item.prompt)
    assert (found.answer, found.criterion, found.words) == ("nonsense", "beta", "beta: I said it")
    assert found.verdict == item.verdict


def test_what_was_said_to_follow_ups_is_part_of_it(interview):
    candidate = interview()
    candidate.send("/start cv practice")
    candidate.send("alpha")
    candidate.send("beta, as I said")
    candidate.send("/dispute it is all there")
    (found,) = disputed(candidate.events)
    assert found.answer == "alpha\nbeta, as I said"


def headings(blocks):
    return [block.text for block in blocks if isinstance(block, Heading)]


def test_a_working_that_was_said_already_is_not_said_again(interview, small_bank):
    """The model answer of a generated question is left out where the comments carry its steps."""
    asked = judged(interview()).state.items[0]
    authored = small_bank.item(asked.item)
    assert asked.params
    worked = authored.answer(asked.params, "en")
    assert "Model answer" in headings(feedback(asked, authored, "en"))
    verdict = asked.verdict.model_copy(update={"feedback": f"That is wrong. {worked}"})
    answer = asked.answers[0].model_copy(update={"verdict": verdict})
    asked = asked.model_copy(update={"answers": (answer,)})
    blocks = feedback(asked, authored, "en")
    assert "Model answer" not in headings(blocks)
    assert sum(worked in block.text for block in blocks) == 1
