import re
from pathlib import Path

import pytest

from evaluators.text import written_in
from interview_flow import wording as w
from interview_flow.events import Choices
from interview_flow.machine.setup import read_choices
from interview_flow.past import Past, SessionSummary
from question_bank.loader import load

ROOT = Path(__file__).parents[3]


def test_two_taps_start_an_interview(interview):
    """/start shows the choices with defaults; a format and Begin are enough."""
    candidate = interview()
    candidate.send("/start")
    assert "begin" in candidate.buttons
    candidate.press("format:deep_learning:cv")
    candidate.press("begin")
    state = candidate.state
    assert (state.plan.id, state.track, state.length, state.mode, state.language) == (
        "deep_learning", "cv", "short", "practice", "en",
    )  # fmt: skip
    assert state.current is not None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/start cv zh short practice", ("cv", "", "zh", "short", "practice")),
        ("/start exam full en cv", ("cv", "", "en", "full", "exam")),
        ("/start@some_bot deep_learning nlp", ("deep_learning", "nlp", "en", "short", "practice")),
        ("/start cv dl", ("deep_learning", "cv", "en", "short", "practice")),
        ("/start nlp", ("deep_learning", "nlp", "en", "short", "practice")),
        ("/start cv 精简 practise", ("cv", "", "zh", "short", "practice")),
        ("/start CV 中文 考试", ("cv", "", "zh", "short", "exam")),
    ],
)
def test_one_line_names_the_choices_in_any_order(interview, line, expected):
    candidate = interview()
    candidate.send(line)
    state = candidate.state
    assert (state.plan.id, state.track, state.language, state.length, state.mode) == expected


def test_an_unknown_word_gets_one_sentence_and_the_menu(interview):
    candidate = interview()
    said = candidate.send("/start cv klingon")
    assert "“klingon”" in said
    assert candidate.state.phase == "setup"
    assert "begin" in candidate.buttons


@pytest.mark.parametrize("locale", ["", "en_GB"])
@pytest.mark.parametrize("words", ["你好", "怎么开始？", "/start 短", "/开始", "简历：做过检测。" * 40])
@pytest.mark.parametrize("opened", [True, False])
def test_whoever_writes_chinese_before_the_start_is_answered_in_chinese(interview, locale, words, opened):
    candidate = interview(locale=locale)
    if opened:
        candidate.send("/start")
        assert candidate.state.language == "en"
    assert written_in(candidate.send(words)) == "zh"
    assert candidate.state.language == "zh"
    candidate.send("cv")
    assert candidate.state.language == "zh"


@pytest.mark.parametrize("chosen", ["/start en", "/language en", "en", "press", "fixed", "last time"])
def test_chinese_words_do_not_change_a_language_that_was_chosen(interview, chosen):
    pasts = {"fixed": {"defaults": Choices(language="en")}, "last time": {"language": "en"}}
    candidate = interview(Past(session="s", seed=1, **pasts.get(chosen, {})))
    candidate.send("/start")
    if chosen == "press":
        candidate.press("language:en")
    elif chosen not in pasts:
        candidate.send(chosen)
    candidate.send("开始")
    assert (candidate.state.phase, candidate.state.language) == ("asking", "en")


def test_english_terms_do_not_make_a_chinese_speaker_english(interview):
    candidate = interview(locale="zh_CN")
    candidate.send("/start")
    candidate.send("short practise")
    assert candidate.state.language == "zh"


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_what_the_readme_shows_after_start_is_understood(page):
    lines = re.findall(r"`/start ([^`]+)`", (ROOT / page).read_text(encoding="utf-8"))
    assert lines
    for line in lines:
        assert not read_choices(line, load().formats)[1], line


@pytest.mark.parametrize("label", [*w.LENGTHS.values(), *w.MODES.values(), *w.LANGUAGES.values()])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_stands_on_a_button_may_be_typed(label, language):
    """But for what stands in brackets behind it."""
    assert not read_choices(re.split("[（(]", label.in_(language))[0], {})[1]


@pytest.mark.parametrize(("locale", "language"), [("zh-hans", "zh"), ("zh_TW", "zh"), ("de", "en"), ("", "en")])
def test_the_language_is_the_clients_own(interview, locale, language):
    candidate = interview(locale=locale)
    candidate.send("/start")
    assert candidate.state.language == language


def test_the_language_last_used_goes_before_the_clients(interview):
    candidate = interview(Past(session="s", seed=1, language="zh"), locale="en")
    candidate.send("hello")
    assert candidate.state.language == "zh"
    assert candidate.state.phase == "setup"


def test_a_fixed_format_starts_without_a_menu(interview):
    """With --format on the command line, /start begins at once."""
    candidate = interview(Past(session="s", seed=1, defaults=Choices(format="cv", language="zh", mode="exam")))
    candidate.send("/start")
    assert (candidate.state.phase, candidate.state.language, candidate.state.mode) == ("asking", "zh", "exam")


def test_a_first_word_that_is_no_command_opens_the_setup_and_is_kept(interview):
    candidate = interview()
    candidate.send("hey there, I want to practise")
    assert candidate.state.phase == "setup"
    assert any(getattr(event, "text", "").startswith("hey there") for event in candidate.events)


@pytest.mark.parametrize("words", ["begin", "Start ", "开始"])
def test_begin_may_be_typed(interview, words):
    candidate = interview()
    candidate.send("/start")
    candidate.send(words)
    assert candidate.state.phase == "asking"


def test_choices_may_be_typed_in_the_setup(interview):
    candidate = interview()
    candidate.send("/start")
    candidate.send("zh full")
    assert (candidate.state.phase, candidate.state.choices.length, candidate.state.language) == ("setup", "full", "zh")
    candidate.send("cv")
    assert candidate.state.phase == "asking"


@pytest.mark.parametrize("way", ["button", "long", "file"])
def test_a_cv_is_taken_before_the_start(interview, way):
    candidate = interview()
    candidate.send("/start")
    if way == "button":
        candidate.press("cv")
        candidate.send("I deployed YOLOv5.")
    elif way == "long":
        candidate.send("I deployed YOLOv5. " * 20)
    else:
        candidate.file("cv.md", "I deployed YOLOv5.")
    assert candidate.state.cv.startswith("I deployed YOLOv5.")
    candidate.press("begin")
    assert candidate.state.phase == "asking"


@pytest.mark.parametrize("problem", ["too_large", "not_text"])
def test_a_cv_that_cannot_be_read_gets_a_sentence(interview, problem):
    candidate = interview()
    candidate.send("/start")
    assert candidate.file("cv.bin", None, problem).count("\n") == 0
    assert candidate.state.cv == ""


def test_a_cv_that_is_too_long_gets_a_sentence_and_is_kept(interview):
    candidate = interview()
    candidate.send("/start")
    assert "too long" in candidate.send("x" * 200_000)
    assert candidate.state.cv == ""
    assert candidate.events[-1].content == "x" * 200_000


def test_start_during_an_interview_changes_nothing(interview):
    candidate = interview()
    candidate.send("/start cv")
    before = candidate.state.items
    assert "/end" in candidate.send("/start dl")
    assert candidate.state.items == before


def test_after_the_end_start_opens_a_new_session(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.finish("alpha beta")
    candidate.past = Past(session="s2", seed=8, recent_items={item.item for item in candidate.state.items})
    candidate.press("again")
    assert (candidate.state.session, candidate.state.phase) == ("s2", "setup")


def test_history_lists_earlier_sessions_and_their_numbers_open_reports(interview, small_bank):
    one = SessionSummary(
        session="old",
        started_at="2026-01-02T03:04:00Z",
        title=small_bank.formats["cv"].title,
        length="full",
        answered=3,
        asked=9,
    )
    candidate = interview(Past(session="s", seed=1, sessions=(one,)))
    assert "1. 2026-01-02 03:04 Vision (Full), 3 of 9 answered" in candidate.send("/history")
    candidate.send("/report 1")
    candidate.send("/report")
    assert [effect.session for effect in candidate.reports] == ["old", "old"]
    assert "/history" in candidate.send("/report 2")
    assert "/history" in candidate.send("/transcript x")


def test_history_holds_the_session_that_has_just_ended(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("alpha beta")
    candidate.advance(7200)
    assert "1. 2026-03-02 09:00 Vision (Short), 1 of 7 answered" in candidate.send("/history")
    candidate.send("/report 1")
    assert [effect.session for effect in candidate.reports] == ["s1", "s1"]


def test_an_unknown_command_gets_one_clear_sentence(interview):
    candidate = interview()
    candidate.send("/start cv")
    said = candidate.send("/frobnicate now")
    assert said == "There is no command /frobnicate; /help lists them all."
    assert not candidate.state.current.answers


@pytest.mark.parametrize(("word", "plan"), [("深度学习", "deep_learning"), ("计算机视觉", "cv"), ("视觉", "cv")])
def test_a_format_may_be_named_in_chinese(interview, word, plan):
    candidate = interview()
    candidate.send(f"/start {word} 中文 简短 考试")
    assert candidate.state.plan.id == plan
