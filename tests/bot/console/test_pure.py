"""What is read, numbered, broken into lines and drawn, without a terminal."""

import doctest
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.formatted_text import fragment_list_to_text
from prompt_toolkit.utils import get_cwidth

from bot import plain
from bot.console import bar as bar_module
from bot.console import rendering, typed, wording, wrapping
from bot.console.bar import bar
from bot.console.buttons import Board
from bot.console.typed import File, Leave, Pressed, Save, goes_on, read
from bot.console.wrapping import wrap
from bot.plain import clean
from evaluators.text import Text
from interview_flow.message import Button, Code, Document, Heading, Message, Paragraph, Quote
from interview_flow.state import State

CONTROLS = [chr(code) for code in (*range(32), *range(0x7F, 0xA0)) if chr(code) != "\n"]
TEXTS = st.text(st.characters() | st.sampled_from("中文，。（）⌊·é́ \n\t\x1b\x9b\u202e👩‍💻"), max_size=200)


@pytest.mark.parametrize("module", [bar_module, plain, typed, wrapping])
def test_examples_hold(module):
    assert doctest.testmod(module).failed == 0


@given(TEXTS)
def test_nothing_that_a_terminal_obeys_is_left(text):
    """Escape codes, in one byte or two, overrides of direction, halves of signs: none reaches the terminal."""
    cleaned = clean(text)
    assert not set(cleaned) & {*CONTROLS, "\u202e", "\u2066"}
    cleaned.encode()


def test_what_can_be_seen_is_kept():
    assert clean("a\r\nb\rc\td 👩‍💻 中文") == "a\nb\nc   d 👩‍💻 中文"


@given(TEXTS.map(clean), st.integers(2, 60))
def test_no_line_is_wider_than_the_window_and_no_sign_is_lost(text, width):
    """Chinese counts two columns; only blanks may go, where a line is broken."""
    lines = wrap(text, width)
    assert all(get_cwidth(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("输出是十六，对吗", 10, ["输出是十", "六，对吗"]),
        ("输出是十六，对吗", 11, ["输出是十", "六，对吗"]),
        ("她说（真的）好", 6, ["她说", "（真", "的）好"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("  • item", 20, ["  • item"]),
        ("a\n\nb", 5, ["a", "", "b"]),
        ("", 5, [""]),
    ],
)
def test_lines_are_broken_where_a_reader_would(text, width, lines):
    """At blanks, between Chinese signs, never before a closing mark or after an opening one."""
    assert wrap(text, width) == lines


@pytest.mark.parametrize(
    ("text", "is_read_as"),
    [
        (":2", Pressed(2)),
        ("：2", Pressed(2)),
        (" :12 ", Pressed(12)),
        ("2", "2"),
        ("1:2", "1:2"),
        (":2 because", ":2 because"),
        (":1\n:2", ":1\n:2"),
        (":)", ":)"),
        ("/file a b.py", File("a b.py")),
        ('/file "a b.py"', File("a b.py")),
        ("/file", File("")),
        ("/file.py is what I wrote", "/file.py is what I wrote"),
        ("/save", Save()),
        ("/quit", Leave()),
        ("/exit", Leave()),
        ("/quit now\nor later", "/quit now\nor later"),
        ("/done", "/done"),
    ],
)
def test_a_number_is_an_answer_and_a_colon_makes_it_a_button(text, is_read_as):
    assert read(text) == is_read_as


@pytest.mark.parametrize(
    ("text", "going"),
    [
        ("x = 1", None),
        ("x = 1\\", "x = 1\n"),
        ("C:\\\\", None),
        ("```", "```\n"),
        ("```python\nx = 1", "```python\nx = 1\n"),
        ("```python\nx = 1\n```", None),
        ("the ``` sign inside a line", None),
    ],
)
def test_what_is_not_complete_goes_on(text, going):
    assert goes_on(text) == going


def board_at(question):
    board = Board()
    board.question = question
    return board


def buttons(*ids, slot=""):
    return Message(blocks=(), buttons=(tuple(Button(id=name, label=name) for name in ids),), slot=slot)


def numbered(board):
    return {number: button.id for row in board.rows for number, button in row}


def test_a_questions_buttons_take_the_place_of_the_last_ones():
    board = board_at(0)
    board.offer(buttons("hint:0", "skip:0"))
    board.react()
    board.offer(Message(blocks=(Paragraph(text="Noted."),)))
    assert numbered(board) == {1: "hint:0", 2: "skip:0"}
    board.question = 1
    board.offer(buttons("skip:1"))
    assert numbered(board) == {1: "skip:1"}
    assert board.button(2) is None


def test_the_buttons_of_a_feedback_stand_behind_those_of_the_next_question():
    board = board_at(1)
    board.react()
    board.offer(buttons("dispute:0"))
    board.offer(buttons("hint:1", "skip:1"))
    assert numbered(board) == {1: "hint:1", 2: "skip:1", 3: "dispute:0"}


def test_whether_something_is_meant_covers_the_other_buttons_until_the_next_word():
    board = board_at(0)
    board.offer(buttons("skip:0"))
    board.react()
    board.offer(buttons("end:yes", "end:no"))
    assert numbered(board) == {1: "end:yes", 2: "end:no"}
    board.react()
    assert numbered(board) == {1: "skip:0"}


def test_a_questions_buttons_are_gone_while_it_cannot_be_answered():
    board = board_at(3)
    board.offer(buttons("done:3", "skip:3", "dispute:2"))
    board.question = None
    assert numbered(board) == {1: "dispute:2"}
    board.question = 3
    assert numbered(board) == {1: "done:3", 2: "skip:3", 3: "dispute:2"}


def test_a_menu_is_replaced_by_its_next_state():
    board = Board()
    board.offer(buttons("language:zh", "begin", slot="setup:1"))
    board.offer(buttons("begin", slot="setup:1"))
    assert numbered(board) == {1: "begin"}


EVERYTHING = Message(
    blocks=(
        Heading(text="第 1 题 · 卷积的输出尺寸和参数量，以及计算量怎么算"),
        Paragraph(text="Input 16×32×32; \x1b[31mkernel\x1b[0m 5×5，步长 3，填充 1，不带偏置。" * 3),
        Code(text="class Net:\n    # a comment\n    x = 'text' + 1\x1b[2J"),
        Code(text="plain", language="no such language"),
        Quote(text="我用了 TensorRT 7，on a phone with an unusually long name for a device\nsecond line"),
    ),
    document=Document(name="report.md", mime="text/markdown", content="x"),
)


@pytest.mark.parametrize("width", [20, 39, 79, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_message_fits_the_window_but_for_code_which_is_never_broken(width, language):
    shown = fragment_list_to_text(rendering.message(EVERYTHING, width, language))
    code = {line for block in EVERYTHING.blocks if isinstance(block, Code) for line in clean(block.text).split("\n")}
    for line in shown.split("\n"):
        assert get_cwidth(line) <= width or line in code | {"```no such language"}
    assert "class Net:\n    # a comment\n    x = 'text' + 1[2J\n```" in shown
    assert "\x1b" not in shown
    assert "/save" in shown


def test_each_sort_of_text_has_its_style():
    shown = rendering.message(EVERYTHING, 79, "en")
    styles = {text.strip(): style for style, text in shown}
    assert styles["# a comment"] == "class:code.comment"
    assert styles["class"] == "class:code.keyword"
    assert "class:quote" in {style for style, text in shown if text.startswith("│ ")}
    assert shown[0][0] == "class:heading"


def test_buttons_are_broken_between_and_not_within():
    rows = [[(1, Button(id="a", label="模拟考（最后才有反馈）")), (2, Button(id="b", label="\x1b[1mPractice"))]]
    assert fragment_list_to_text(rendering.board(rows, 30)) == "[1] 模拟考（最后才有反馈）\n[2] [1mPractice"
    assert fragment_list_to_text(rendering.board(rows, 60)).count("\n") == 0


NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("width", [10, 20, 40, 80])
@pytest.mark.parametrize("phase", ["new", "setup", "wrapping", "ended"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_bar_is_as_wide_as_the_window(width, phase, language):
    shown = fragment_list_to_text(bar(State(phase_of=phase, language=language), NOW, width))
    assert get_cwidth(shown) == width


@given(st.timedeltas(timedelta(), timedelta(hours=3)))
def test_a_clock_shows_zero_only_when_time_is_over(left):
    minutes, seconds = bar_module.clock(left).split(":")
    shown = timedelta(minutes=int(minutes), seconds=int(seconds))
    assert left <= shown < left + timedelta(seconds=1)


def texts():
    for name, value in vars(wording).items():
        if isinstance(value, Text):
            yield name, value
    yield from wording.PHASES.items()


@pytest.mark.parametrize(("name", "text"), [pytest.param(*each, id=each[0]) for each in texts()])
def test_both_languages_fill_in_the_same(name, text):

    del name
    assert set(re.findall(r"\{\w+\}", text.zh)) == set(re.findall(r"\{\w+\}", text.en))
    assert not re.search(r"[\u4e00-\u9fff]", text.en)
