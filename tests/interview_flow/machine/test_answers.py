import pytest

from evaluators.verdict import Outcome
from interview_flow.past import Past


def test_a_short_answer_is_submitted_by_its_message(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("alpha beta")
    assert candidate.state.items[0].answers[0].by == "message"
    assert candidate.state.items[0].verdict.outcome is Outcome.MET
    assert len(candidate.state.items) == 2


def to_draft(candidate):
    """Answer short items until a question is open whose answer is a draft."""
    while candidate.state.current.short:
        candidate.send("alpha beta")


@pytest.fixture
def drafting(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    to_draft(candidate)
    return candidate


def test_a_draft_gathers_messages_edits_and_files(drafting):
    drafting.send("first I say alpha")
    message = drafting.count
    drafting.send("then nothing")
    drafting.file("notes.md", "beta")
    drafting.edit(message, "first I say gamma")
    number = drafting.state.current.number
    assert not drafting.state.current.answers
    drafting.send("/done")
    answer = drafting.state.items[number].answers[0]
    assert answer.text == "first I say gamma\nthen nothing"
    assert [file.content for file in answer.files] == ["beta"]


def test_done_by_button_names_its_question(drafting):
    number = drafting.state.current.number
    drafting.send("alpha beta")
    assert f"done:{number}" in drafting.buttons
    assert "out of date" in drafting.press(f"done:{number - 1}")
    drafting.press(f"done:{number}")
    assert drafting.state.items[number].reason == "answered"


def test_done_without_a_word_is_no_attempt(drafting):
    assert "nothing to submit" in drafting.send("/done")
    assert not drafting.state.current.answers


def test_an_edit_of_what_was_submitted_is_answered_and_changes_nothing(drafting):
    drafting.send("alpha beta")
    message = drafting.count
    drafting.send("/done")
    before = drafting.state.items
    assert "changes nothing" in drafting.edit(message, "gamma")
    assert drafting.state.items == before
    assert any(getattr(event, "text", "") == "gamma" for event in drafting.events)


def test_at_the_deadline_the_draft_is_submitted_as_it_stands(drafting):
    number = drafting.state.current.number
    drafting.send("alpha be")
    said = drafting.advance(130)
    item = drafting.state.items[number]
    assert (item.answers[0].by, item.answers[0].text, item.reason) == ("deadline", "alpha be", "answered")
    assert item.verdict.outcome is Outcome.PARTLY_MET
    assert "submitted as it stands" in said
    assert not item.probes, "no follow-up after the time is up"


def test_silence_closes_the_item_and_goes_on(interview):
    candidate = interview()
    candidate.send("/start cv")
    candidate.advance(121)
    assert candidate.state.items[0].reason == "deadline"
    assert len(candidate.state.items) == 2


@pytest.mark.parametrize(
    "words",
    ["What do you mean?", "what?", "what bottleneck?", "Which layer do you mean?", "什么瓶颈？", "你指哪个模型？", "没听懂", "没听懂。", "什么意思？", "???", "", "   ", "\u200b", "Can you repeat that please?", "看不懂题目", "👍", "再说一遍", "I don't understand the question",
     "等一下，我想换成英文可以吗？", "不好意思，没听清，能再说一遍吗", "可以给个提示吗", "还有多少时间", "我想跳过这题吧", "请问算 MAC 还是 FLOPs？", "让我想想",
     "Sorry, could you say that again?", "How much time do I have left?", "Can I answer in Chinese?", "Do I count the bias?", "let me think", "hint please"],
)  # fmt: skip
def test_what_is_no_attempt_gets_the_question_again(interview, words):
    candidate = interview()
    candidate.send("/start cv")
    said = candidate.send(words)
    assert "didn't count as an answer" in said
    assert candidate.state.current.prompt in said
    assert not candidate.state.current.answers


@pytest.mark.parametrize(
    "words",
    [
        "不知道",
        "3",
        "∞",
        "没有偏置",
        "i don't know",
        "what do you mean by stride? I'd say 3",
        "没有",
        "是的",
        "让我想想，输出是 5",
        "ok so it is 5x5",
        "pass the gradient back",
        "Should I say 32?",
    ],
)
def test_what_is_an_attempt_is_taken_as_one(interview, words):
    candidate = interview()
    candidate.send("/start cv")
    candidate.send(words)
    assert candidate.state.items[0].answers[0].text == words


@pytest.mark.parametrize(
    "words",
    ["是不是因为梯度消失？", "is it because of vanishing gradients?", "可以用 GN 吗？", "does that include the bias?"],
)
def test_a_guess_at_an_idea_is_an_attempt(drafting, words):
    """Only a calculation's answer needs a figure."""
    drafting.send(words)
    assert drafting.state.current.draft[0].text == words


BACK = [
    "does that include the bias?", "是问参数量还是计算量？", "MAC 还是 FLOPs", "Is this per sample or for the whole batch?",
    "does FLOPs mean 2*MACs?", "偏置算不算？", "Do you count 1 MAC as 2 FLOPs?", "bias included?", "一个样本还是一个 batch？",
    "要乘以2吗？", "你要的是 MAC 还是乘 2 之后的 FLOPs？", "只算前向吗？", "do I round down", "F1 是 macro 还是 micro？",
    "fp32还是fp16？", "两个都要吗", "要不要算偏置", "不确定，偏置要不要算进去？", "我不知道偏置算不算？", "Which unit?",
    "which quantity exactly?",
]  # fmt: skip
"""What candidates ask about a calculation before they answer it."""


@pytest.mark.parametrize("words", BACK)
def test_a_question_back_to_a_calculation_is_answered_and_not_counted(interview, words):
    candidate = interview()
    candidate.send("/start cv exam")
    said = candidate.send(words)
    assert "Asking didn't count" in said
    assert "another way" not in said
    assert candidate.state.current.prompt in said
    assert not candidate.state.items[0].answers
    assert candidate.state.items[0].again == 0


@pytest.mark.parametrize(
    "words",
    ["sixty-four?", "一百二十八？", "64?", "is it 64x64?", "不知道，是多少？", "I don't know, what is it?", "1/5?", "five?",
     "half?", "is it one?", "19.7 MFLOPs?", "四分之三？", "forty-two?", "is it 2432 with bias?", "kernel is 3 so 64?",
     "没有参数", "我还是不会", "想了半天还是没算出来", "这题我不会呢", "zero parameters?", "64x64, 2432, is bias counted? 9.8M", "x" * 250 + "?"],
)  # fmt: skip
def test_a_figure_with_a_question_mark_is_an_answer(interview, words):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send(words)
    assert candidate.state.items[0].answers[0].text == words


@pytest.mark.parametrize(
    ("language", "words", "told", "other"),
    [
        ("en", "Does FLOPs mean 2*MACs?", "MACs or in FLOPs", "padding"),
        ("zh", "MAC 还是 FLOPs", "按 MAC 或按 FLOPs", "填充"),
        ("en", "What is padding? do you mean both sides?", "both sides", "MAC"),
        ("zh", "padding 是两边都加吗？", "每边都加", "MAC"),
        ("en", "Is this AlexNet?", "say what you assume", "MAC"),
        ("zh", "这是 AlexNet 吗", "说明你的假设", "MAC"),
    ],
)
def test_a_question_back_is_told_what_it_asks_about(cost_bank, interview, language, words, told, other):  # noqa: PLR0913, PLR0917 - a table
    """The convention in question and no other, or that there is nothing to add; not how it is worked out."""
    candidate = interview(bank=cost_bank)
    candidate.send(f"/start cost {language}")
    said = candidate.send(words)
    assert told in said
    assert other not in said
    assert "Think of the alphabet" not in said


MEANT = [
    "What do you mean by layer norm — pre-LN or post-LN?", "Do you mean in training or at inference?",
    "Which one do you mean, batch or layer norm?", "When you say attention, do you mean self-attention?",
    "Do you want the formula or the intuition?", "你是指 pre-LN 还是 post-LN？", "你问的是训练还是推理",
    "题目里的归一化是指 BN 还是 LN？", "你说的 warmup 是线性的吗？",
]  # fmt: skip
"""What candidates ask the interviewer before they answer in words."""


@pytest.mark.parametrize("words", MEANT)
def test_a_question_to_the_interviewer_before_a_draft_is_answered_and_not_taken_into_it(drafting, words):
    said = drafting.send(words)
    assert "say what you assume" in said
    assert "Asking didn't count" in said
    assert drafting.state.current.prompt in said
    assert not drafting.state.current.draft


@pytest.mark.parametrize(
    "words",
    ["What do you mean by layer norm? It normalises over the features.", "Why do we scale? Because the variance is d.",
     "Do you mean pre-LN? Then the residual path stays clean.", "你问为什么，其实是方差的问题。", "什么是过拟合呢？",
     "你想，为什么要除以根号 d 呢？因为点积的方差是 d。", "Why not sigmoid or tanh?"],
)  # fmt: skip
def test_a_rhetorical_question_is_part_of_the_answer(drafting, words):
    drafting.send(words)
    assert drafting.state.current.draft[0].text == words


@pytest.mark.parametrize("words", MEANT)
def test_a_question_within_a_draft_is_part_of_it(drafting, words):
    drafting.send("Layer norm is over the features.")
    drafting.send(words)
    assert drafting.state.current.draft[1].text == words


def test_a_question_while_a_follow_up_is_open_is_an_answer_to_it(interview):
    candidate = interview()
    candidate.send("/start cv")
    candidate.send("alpha")
    assert candidate.state.current.probes
    candidate.send("do you mean beta?")
    assert candidate.state.items[0].answers[-1].text == "do you mean beta?"


def test_a_question_in_a_pause_leaves_the_pause(interview):
    candidate = interview()
    candidate.send("/start cv")
    candidate.send("/pause")
    assert "paused" in candidate.send("does that include the bias?")
    assert candidate.messages[-1].buttons[0][0].id == "resume", "the way on stays at hand"
    candidate.send("/hint")
    assert candidate.messages[-1].buttons[0][0].id == "resume"
    assert candidate.state.paused
    assert not candidate.state.items[0].answers


def test_a_sticker_is_no_attempt(interview):
    candidate = interview()
    candidate.send("/start cv")
    assert "type it" in candidate.other("sticker")
    assert not candidate.state.current.answers


@pytest.mark.parametrize(("problem", "word"), [("too_large", "too large"), ("not_text", "can't read")])
def test_a_file_that_cannot_be_read_is_no_attempt(drafting, problem, word):
    assert word in drafting.file("x.bin", None, problem)
    assert not drafting.state.current.draft


def test_a_five_megabyte_message_gets_a_sentence_and_is_kept(drafting):
    monster = "x" * 5_000_000
    assert "too long" in drafting.send(monster)
    assert not drafting.state.current.draft
    assert any(getattr(event, "text", "") == monster for event in drafting.events)


def test_an_unreadable_answer_is_asked_again_at_no_cost_twice(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    for _ in range(2):
        assert "another way" in candidate.send("??? what is 3 ??")
        assert candidate.state.current.number == 0
    candidate.send("alpha beta")
    assert candidate.state.items[0].verdict.outcome is Outcome.MET


def test_whose_program_does_not_parse_is_asked_to_mend_it_and_not_what_they_meant(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    while not candidate.state.current.item.startswith("program/"):
        candidate.send("/skip")
    candidate.send("?? def")
    told = candidate.send("/done")
    assert "send the whole program once more" in told
    assert "another way" not in told


def test_the_third_unreadable_answer_is_left_unjudged(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    for _ in range(3):
        candidate.send("?? 3 ??")
    assert candidate.state.items[0].reason == "answered"
    assert candidate.state.items[0].verdict.outcome is Outcome.UNREADABLE


def test_our_own_failure_is_ungraded_and_the_interview_goes_on(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("boom")
    assert candidate.state.items[0].verdict.outcome is Outcome.UNGRADED
    assert candidate.state.current.number == 1


def test_a_missing_criterion_is_asked_for_and_counts_in_part(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    assert "And what of beta?" in candidate.send("alpha")
    candidate.send("beta of course")
    item = candidate.state.items[0]
    assert item.prompted == {"beta"}
    assert item.verdict.score == pytest.approx(0.75)


def test_whoever_is_lost_is_asked_one_thing_more_only(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("no idea")
    candidate.send("none at all")
    assert [probe.criterion for probe in candidate.state.items[0].probes] == ["alpha"]
    assert candidate.state.current.number == 1


def test_a_probes_answer_never_makes_the_verdict_worse(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("alpha")
    candidate.send("boom")
    assert candidate.state.items[0].verdict.outcome is Outcome.PARTLY_MET


def test_an_evaluators_own_question_is_asked_and_its_answer_kept_without_a_verdict(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    assert "Why groups?" in candidate.send("alpha beta with groups")
    candidate.send("one filter per channel")
    item = candidate.state.items[0]
    assert [(a.text, a.graded) for a in item.answers] == [
        ("alpha beta with groups", True),
        ("one filter per channel", False),
    ]
    assert item.reason == "answered"


def test_skip_leaves_the_draft_in_the_transcript_and_goes_on(drafting):
    number = drafting.state.current.number
    drafting.send("alpha maybe")
    drafting.send("/skip")
    item = drafting.state.items[number]
    assert (item.reason, item.draft[0].text, item.answers) == ("skipped", "alpha maybe", ())


def test_hints_are_given_recorded_and_run_out(interview):
    candidate = interview()
    candidate.send("/start cv")
    assert "hint:0" in candidate.buttons
    assert "Think of the alphabet." in candidate.send("/hint")
    assert "every hint" in candidate.press("hint:0")
    assert candidate.state.current.hints == ("Think of the alphabet.",)


def test_practice_gives_feedback_after_each_answer_and_exam_does_not(interview):
    practice, exam = interview(), interview()
    practice.send("/start cv practice")
    exam.send("/start cv exam")
    told, kept = practice.send("alpha beta"), exam.send("alpha beta")
    assert "Model answer" in told
    assert "✓ says alpha" in told
    assert "Model answer" not in kept
    assert "✓" not in kept


@pytest.mark.parametrize("again", ["/repeat", "what do you mean?", "/language en"])
def test_a_question_that_is_repeated_says_that_its_draft_is_kept(interview, again):
    candidate = interview()
    candidate.send("/start dl nlp")
    assert candidate.state.phase == "asking"
    assert "draft" not in candidate.send(again)
    candidate.send("my first thought")
    candidate.send("and more")
    assert "Your draft of 24 characters is kept" in candidate.send(again)
    candidate.send("/done")
    assert "draft" not in candidate.send("/repeat")


def test_repeat_shows_the_question_and_the_time_left(interview):
    candidate = interview()
    candidate.send("/start cv")
    candidate.advance(30)
    said = candidate.send("/repeat")
    assert candidate.state.current.prompt in said
    assert "1 min 30 s left" in said


def test_the_language_changes_in_mid_question(interview):
    candidate = interview()
    candidate.send("/start cv")
    said = candidate.send("/language zh")
    assert "（中文）" in said
    assert candidate.state.language == "zh"


def test_a_message_while_a_verdict_is_awaited_is_kept_and_is_no_answer(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.hold = True
    candidate.send("alpha beta")
    assert candidate.state.phase == "grading"
    assert "still reading" in candidate.send("and one more thing")
    candidate.release()
    assert candidate.state.current.number == 1
    assert any(getattr(event, "text", "") == "and one more thing" for event in candidate.events)


def test_a_second_verdict_on_the_same_answer_changes_nothing(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.hold = True
    candidate.send("alpha beta")
    candidate.held *= 2
    candidate.release()
    assert candidate.names.count("answer_graded") == 1


def test_a_level_moves_with_the_answers(interview):
    strong, weak = interview(), interview()
    for candidate, words in ((strong, "alpha beta"), (weak, "no")):
        candidate.send("/start dl nlp full exam")
        candidate.finish(words)
    assert sum(i.level for i in strong.state.items[1:4]) > sum(i.level for i in weak.state.items[1:4])


def test_no_item_is_asked_twice_and_recent_ones_come_last(interview, small_bank):
    recent = frozenset(name for name in small_bank.items if name.startswith("arithmetic/") and name[-1] in "012")
    candidate = interview(Past(session="s", seed=3, recent_items=recent))
    candidate.send("/start cv full exam")
    candidate.finish("alpha beta")
    keys = [item.item for item in candidate.state.items]
    assert len(keys) == len(set(keys))
    assert not recent & set(keys), "three others were left"


def test_the_same_seed_asks_the_same_and_another_asks_otherwise(interview):
    def asked(seed):
        candidate = interview(Past(session="s", seed=seed))
        candidate.send("/start cv full exam")
        candidate.finish("alpha beta")
        return [(item.item, item.params) for item in candidate.state.items]

    assert asked(1) == asked(1)
    assert len({str(asked(seed)) for seed in range(5)}) > 1


@pytest.mark.parametrize("word", ["Submit", "done", "提交", "写完了。"])
def test_the_word_on_the_button_submits_and_is_no_part_of_the_answer(drafting, word):
    drafting.send("alpha beta")
    drafting.send(word)
    assert drafting.state.items[-2].answers[0].text == "alpha beta"


@pytest.mark.parametrize(("word", "reason"), [("Skip", "skipped"), ("跳过", "skipped"), ("skip connection", None)])
def test_the_word_on_the_button_skips(drafting, word, reason):
    number = drafting.state.current.number
    drafting.send(word)
    assert drafting.state.items[number].reason == reason


def test_the_word_on_the_button_asks_for_a_hint(drafting):
    drafting.send("提示")
    assert drafting.state.current.hints
    assert not drafting.state.current.draft
