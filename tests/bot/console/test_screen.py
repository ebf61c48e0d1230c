"""An interview at a terminal: keys in, drawing out."""

import pytest
from small_bank import RIGHT
from terminal import CTRL_C, CTRL_D, ENTER, F1, F2, NEW_LINE, terminal_over

from bot.clock import ManualClock
from interview_flow.database import DatabaseProblem

CHOSEN = {"format": "cv", "language": "en", "length": "short", "mode": "practice"}
SECOND_STAGE = "Question 3 ·"


def answers(terminal):
    """All that was handed in."""
    return [answer.text for item in terminal.screen.conversation.state.items for answer in item.answers]


def draft(terminal):
    state = terminal.screen.conversation.state
    return [part.text for part in state.current.draft] if state.current else []


async def at_a_draft(terminal):
    """Answer the first stage; its second gathers answers."""
    for number in (1, 2):
        await terminal.sees(f"Question {number} ·")
        await terminal.has_below("[2] Skip")
        terminal.type(RIGHT + ENTER)
    await terminal.sees(SECOND_STAGE)


async def test_enter_sends_an_answer_and_the_next_question_comes(address):
    async with terminal_over(address, **CHOSEN) as terminal:
        await terminal.sees("Question 1 ·")
        await terminal.sees("Enter sends")
        await terminal.has_below("[1] Hint [2] Skip")
        terminal.type(f"{RIGHT}{ENTER}")
        await terminal.sees(f"› {RIGHT}")
        await terminal.sees("All there")
        await terminal.sees("Question 2 ·")
        assert answers(terminal) == [RIGHT]


@pytest.mark.parametrize("locale", ["zh_CN.UTF-8", "zh-hans"])
async def test_the_terminals_language_is_spoken_from_the_first_line(address, locale):
    async with terminal_over(address, locale=locale) as terminal:
        await terminal.sees("回车发送")
        await terminal.has_below("你好")
        await terminal.has_below("还没开始计时")


async def test_no_other_language_is_shown_for_a_moment(address):
    """Neither the terminal's nor an earlier interview's, where one was asked for."""
    async with terminal_over(address, language="en", format="cv") as terminal:
        await terminal.sees("Question 1 ·")
        terminal.type(f"/end{ENTER}yes{ENTER}")
        await terminal.has_below("the interview is over")
    async with terminal_over(address, locale="zh", language="zh") as terminal:
        await terminal.has_below("还没开始计时")
        assert "the interview is over" not in terminal.seen
    async with terminal_over(address + "2", locale="zh", language="zh") as terminal:
        await terminal.has_below("还没开始计时")
        assert "not begun" not in terminal.seen


@pytest.mark.parametrize("key", [":2" + ENTER, "：2" + ENTER, F2])
async def test_a_button_is_pressed_by_its_number(address, key):
    async with terminal_over(address, **CHOSEN) as terminal:
        await terminal.has_below("[1] Hint [2] Skip")
        terminal.type(key)
        await terminal.sees("Skipped")
        await terminal.sees("Question 2 ·")
        assert answers(terminal) == []


async def test_a_bare_number_is_an_answer(address):
    async with terminal_over(address, **CHOSEN) as terminal:
        await terminal.has_below("[2] Skip")
        terminal.type("2" + ENTER)
        await terminal.sees("Not there")
        assert answers(terminal) == ["2"]


async def test_a_number_without_a_button_is_named(address):
    async with terminal_over(address, **CHOSEN) as terminal:
        await terminal.has_below("[2] Skip")
        terminal.type(":9" + ENTER)
        await terminal.sees("There is no button [9].")


async def test_many_lines_are_one_message(address):
    """By Alt+Enter, by a backslash, by an open fence, by pasting."""
    async with terminal_over(address, **CHOSEN) as terminal:
        await at_a_draft(terminal)
        terminal.type(f"one{NEW_LINE}two{ENTER}")
        await terminal.has_below("Noted: 7 characters")
        terminal.type(f"three\\{ENTER}four{ENTER}")
        await terminal.has_below("Noted: 17 characters")
        terminal.type(f"```python{ENTER}x = 1{ENTER}{ENTER}y = 2{ENTER}```{ENTER}")
        await terminal.becomes(lambda: len(draft(terminal)) == 3)
        terminal.paste("a\r\nb\nc\td")
        terminal.type(ENTER)
        await terminal.becomes(lambda: len(draft(terminal)) == 4)
        assert draft(terminal) == ["one\ntwo", "three\nfour", "```python\nx = 1\n\ny = 2\n```", "a\nb\nc\td"]


async def test_the_drafts_state_stays_in_its_place(address):
    """Each message that changes it is drawn where the last one was, and none of them is left above."""
    async with terminal_over(address, **CHOSEN) as terminal:
        await at_a_draft(terminal)
        terminal.type("one" + ENTER)
        await terminal.has_below("Noted: 3 characters")
        await terminal.has_below("[1] Submit [2] Hint [3] Skip")
        terminal.type("two" + ENTER)
        await terminal.has_below("Noted: 6 characters")
        terminal.type(F1)
        await terminal.sees("Question 4 ·")
        assert answers(terminal)[-1] == "one\ntwo"
        assert terminal.screen._held is None


async def test_a_deadline_comes_while_nothing_is_typed(address):
    """And what is half typed at that moment stays in the input."""
    async with terminal_over(address, **CHOSEN) as terminal:
        await terminal.has_below("[2] Skip")
        terminal.type("half an ans")
        await terminal.becomes(lambda: terminal.screen._input.text == "half an ans")
        terminal.clock.move_by(181)
        terminal.service._stored.set()
        await terminal.sees("Time's up")
        await terminal.sees("Question 2 ·")
        assert terminal.screen._input.text == "half an ans"
        terminal.type("wer" + ENTER)
        await terminal.becomes(lambda: answers(terminal) == ["half an answer"])


async def test_the_countdown_goes_on_by_itself(address):
    """It is drawn anew though nobody types and nothing is said; only what has changed is drawn."""
    async with terminal_over(address, **CHOSEN) as terminal:
        await terminal.sees("Enter sends")
        await terminal.sees("question 3:00 │ stage 1/4 8:00")
        before = len(terminal.raw)
        terminal.clock.move_by(61)
        await terminal.becomes(lambda: terminal.raw[before:].count("59") == 2)
        assert "question 1:59 │ stage 1/4 6:59" in terminal.below


async def test_ctrl_c_explains_then_leaves(address):
    async with terminal_over(address, **CHOSEN) as terminal:
        await terminal.has_below("[2] Skip")
        terminal.type(CTRL_C)
        await terminal.sees("Press Ctrl-C again to leave. The interview is kept")
        assert not terminal.holding.done()
        terminal.type(CTRL_C)
        await terminal.becomes(terminal.holding.done)
        assert terminal.holding.result() is True


async def test_ctrl_c_speaks_of_a_running_clock_only_where_one_runs(address):
    async with terminal_over(address, **CHOSEN) as terminal:
        await terminal.has_below("[2] Skip")
        terminal.type(f"/pause{ENTER}")
        await terminal.has_below("paused")
        terminal.type(CTRL_C)
        await terminal.sees("Press Ctrl-C again to leave.")
        assert "its time goes on" not in terminal.seen


async def test_an_answer_after_ctrl_c_takes_it_back(address):
    async with terminal_over(address, **CHOSEN) as terminal:
        await terminal.has_below("[2] Skip")
        terminal.type(CTRL_C)
        await terminal.sees("again to leave")
        terminal.type(RIGHT + ENTER)
        await terminal.sees("Question 2 ·")
        terminal.type(CTRL_C)
        await terminal.sees("again to leave")
        assert not terminal.holding.done()


@pytest.mark.parametrize("keys", [CTRL_D, "/quit" + ENTER, "/exit" + ENTER])
async def test_leaving_without_haste_is_no_interruption(address, keys):
    async with terminal_over(address, **CHOSEN) as terminal:
        await terminal.has_below("[2] Skip")
        terminal.type(keys)
        await terminal.becomes(terminal.holding.done)
        assert terminal.holding.result() is False


async def test_started_again_it_goes_on_where_it_was(address):
    clock = ManualClock()
    async with terminal_over(address, clock=clock, **CHOSEN) as terminal:
        await terminal.has_below("[2] Skip")
        terminal.type(RIGHT + ENTER)
        await terminal.sees("Question 2 ·")
    clock.move_by(30)
    async with terminal_over(address, clock=clock) as terminal:
        await terminal.sees("Going on with your interview")
        await terminal.sees("Question 2 ·")
        await terminal.sees("2 min 30 s left")
        await terminal.has_below("question 2:30")


async def test_what_is_said_and_asked_is_shown_and_not_obeyed(address):
    """Neither the candidate's words nor a file's name can move the cursor, clear the screen or set the title."""
    async with terminal_over(address, **CHOSEN) as terminal:
        await at_a_draft(terminal)
        before = terminal.raw
        terminal.paste("\x1b[2J\x1b]0;owned\x07\u202eevil")
        terminal.type(ENTER)
        await terminal.has_below("Noted:")
        drawn = terminal.raw[len(before) :]
        assert "\x1b[2J" not in drawn
        assert "\x1b]0;owned" not in drawn
        assert "\u202e" not in drawn.split("Noted:")[0].split("›")[-1]


async def test_a_locked_database_gives_the_words_back(address, monkeypatch):
    async with terminal_over(address, **CHOSEN) as terminal:
        await terminal.has_below("[2] Skip")

        async def locked(entry):
            del entry
            raise DatabaseProblem("The database is locked by another program: close that program, then try again.")

        monkeypatch.setattr(terminal.service.store, "append", locked)
        terminal.type(RIGHT + ENTER)
        await terminal.sees("locked by another program")
        await terminal.becomes(lambda: terminal.screen._input.text == RIGHT)
        monkeypatch.undo()
        terminal.type(ENTER)
        await terminal.sees("Question 2 ·")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("net.py", f"# {RIGHT}\n".encode(), "sent net.py (8 characters)"),
        ("old.txt", "中文答案 magic".encode("gb18030"), "sent old.txt (10 characters)"),
        ("big.txt", b"x" * (1 << 20) + b"x", "That file is too large"),
        ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00", "I can't read text from that file"),
        ("broken.pdf", b"%PDF-1.7 nothing", "I can't read text from that file"),
    ],
)
async def test_a_file_is_sent_or_refused_in_a_sentence(address, tmp_path, name, content, told):
    (tmp_path / name).write_bytes(content)
    async with terminal_over(address, **CHOSEN) as terminal:
        await at_a_draft(terminal)
        terminal.type(f"/file {tmp_path / name}{ENTER}")
        await terminal.sees(told)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("", "Name the file"),
        ("no/such/file.py", "There is no file no/such/file.py"),
        ("/", "/ is no ordinary file"),
        ("/dev/zero", "/dev/zero is no ordinary file"),
        ("a\0b", "cannot be read"),
        ("x" * 300, "cannot be read"),
    ],
)
async def test_a_path_that_names_no_file_is_told(address, path, told):
    async with terminal_over(address, columns=400, **CHOSEN) as terminal:
        await terminal.has_below("[2] Skip")
        terminal.paste(f"/file {path}")
        terminal.type(ENTER)
        await terminal.sees(told)


async def test_documents_are_saved_only_when_asked_and_never_over_another_file(address, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    async with terminal_over(address, columns=200, **CHOSEN) as terminal:
        await terminal.has_below("[2] Skip")
        terminal.type("/save" + ENTER)
        await terminal.sees("There is nothing to save yet")
        terminal.type(f"/end{ENTER}yes{ENTER}")
        await terminal.sees(".json: /save keeps it")
        assert {path.name for path in set(tmp_path.iterdir()) - before} <= {"i.db-wal", "i.db-shm", "i.db"}
        name = next(iter(terminal.screen.conversation._documents))
        (tmp_path / name).write_text("someone else's")
        terminal.type("/save" + ENTER)
        await terminal.sees(f"Saved: {tmp_path}")
        await terminal.sees(f"Saved: {tmp_path}")
        assert (tmp_path / name).read_text() == "someone else's"
        second = tmp_path / name.replace(".md", " (2).md")
        assert second.read_text().startswith("# Interview report")
        terminal.type("/save" + ENTER)
        await terminal.sees(f"Saved: {second}")
        assert len(list(tmp_path.glob("report-*"))) == 3


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_whole_interview_in_any_window(address, columns, language):
    """Both languages, to the report; the terminal never has to break a line of ours."""
    chosen = CHOSEN | {"language": language}
    async with terminal_over(address, columns=columns, **chosen) as terminal:
        screen = terminal.screen
        for number in range(8):
            await terminal.becomes(lambda number=number: len(screen.conversation.state.items) > number)
            await terminal.becomes(lambda: screen.conversation.state.phase == "asking")
            terminal.type(RIGHT + ENTER)
            if not screen.conversation.state.items[number].short:
                await terminal.becomes(lambda: draft(terminal) or screen.conversation.state.phase != "asking")
                terminal.type("/done" + ENTER)
            await terminal.becomes(lambda number=number: screen.conversation.state.items[number].reason)
        await terminal.becomes(lambda: screen.conversation.state.phase == "ended")
        await terminal.sees("report")
        assert answers(terminal) == [RIGHT] * 8
