"""The command line: one sentence for each mistake, exit codes, no traceback, no heavy imports."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 - the form of one, not one

SMALL = [sys.executable, str(Path(__file__).parent / "on_small_bank.py")]
"""The same program over a bank of its own."""


@pytest.fixture
def env(tmp_path):
    """An environment in which nothing of the user's own is touched."""
    return {
        "PATH": os.environ["PATH"],
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def command(*arguments, env, stdin=b"", timeout=60):
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=stdin,
        capture_output=True,
        env=env,
        timeout=timeout,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["nonsense"], ["chat", "--nonsense"], ["chat", "--language", "fr"], ["chat", "--length", "huge"],
        ["chat", "--mode", "x"], ["chat", "--seed", "x"], ["chat", "--clock", "sundial"], ["grade", "--jobs", "0"],
        ["grade", "--jobs", "x"], ["grade", "--jobs", "9999"], ["bank"], ["bank", "nonsense"], ["bank", "try"], ["run", "x"],
    ],
)  # fmt: skip
def test_what_is_not_understood_is_one_line_and_exit_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "--help" in told.err


@pytest.mark.parametrize(
    ("arguments", "page"),
    [(["grade", "file.jsonl"], "grade"), (["chat", "--colour"], "chat"), (["bank", "list", "all"], "bank list")],
)
def test_what_a_subcommand_does_not_know_names_its_own_help(arguments, page, capsys):
    with pytest.raises(SystemExit):
        main(arguments)
    assert f"`mock-interviewer {page} --help` shows what there is." in capsys.readouterr().err


def test_the_help_of_grade_says_where_it_reads(capsys):
    with pytest.raises(SystemExit):
        main(["grade", "--help"])
    assert "standard input" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["transcript"], ["report"], ["bank", "disputes"]])
def test_what_only_reads_makes_no_database(arguments, tmp_path, capsys):
    """Its name was mistyped: an empty one beside the right one would be looked at again."""
    path = tmp_path / "mistyped.db"
    assert main([*arguments, "--database", f"sqlite:///{path}"]) == 2
    assert f"There is no database {path}" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["chat", "--jsonl", "--database", "nonsense"], ["chat", "--jsonl", "--database", "sqlite:////no/such/folder/i.db"],
        ["chat", "--jsonl", "--database", "mysql://u@h/d"], ["chat", "--jsonl", "--format", "nonsense"],
        ["chat", "--jsonl", "--track", "nonsense"], ["chat", "--clock", "manual"], ["run"],
        ["bank", "try", "no_such_item", "x"], ["bank", "check", "no_such_item"],
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_line_and_exit_code_2(arguments, env):
    done = subprocess.run([*SMALL, *arguments], capture_output=True, env=env, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1, done.stderr
    assert done.stderr.startswith(b"mock-interviewer: ")


def test_a_wrong_token_is_not_repeated(env):
    done = command("run", env=env | {"MOCK_INTERVIEWER_TOKEN": "hunter2"})
    assert done.returncode == 2
    assert b"hunter2" not in done.stderr


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    out = capsys.readouterr().out
    assert all(name in out for name in ("chat", "run", "grade", "doctor", "bank"))


def test_an_interview_over_two_pipes(env):
    """The real program with the real bank: every line is flushed at once, and it ends when its input does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--jsonl", "--clock", "manual", "--seed", "7", "--format", "cv", "--language", "zh"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env,
    )  # fmt: skip
    process.stdin.write(b'{"text": "/start"}\n')
    process.stdin.flush()
    first = json.loads(process.stdout.readline())
    assert first["state"]["phase"] == "asking"
    assert "面试" in first["messages"][0]["text"]
    process.stdin.write(b"nonsense\n")
    process.stdin.flush()
    assert set(json.loads(process.stdout.readline())) == {"error"}
    process.stdin.close()
    assert process.wait(30) == 0
    process.stdout.close()


@pytest.mark.parametrize(
    "arguments", [["chat", "--jsonl"], ["chat", "--jsonl", "--clock", "manual"], ["grade"], ["grade", "--jobs", "2"]]
)
def test_ctrl_c_is_clean(arguments, env):
    """Exit code 130, at once, without a traceback, while it waits for input."""
    process = subprocess.Popen(
        [*SMALL, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env,
        # Whoever runs the tests in the background ignores Ctrl-C, and a child would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    )  # fmt: skip
    process.stdin.write(b"nonsense\n")
    process.stdin.flush()
    assert process.stdout.readline().startswith(b'{"error"')
    process.send_signal(signal.SIGINT)
    code = process.wait(30)
    told = process.stderr.read()
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()
    assert code == 130
    assert told in (b"", b"imported: alembic\n")


def test_the_last_interview_can_be_read(env):
    """As Markdown and as JSON, in either language; and a word where there is none."""
    nothing = command("report", env=env)
    assert (nothing.returncode, nothing.stdout) == (2, b"")
    assert b"no interview yet" in nothing.stderr
    lines = b'{"text": "/start cv"}\n{"advance": 9999}\n'
    subprocess.run(
        [*SMALL, "chat", "--jsonl", "--clock", "manual"], input=lines, env=env, check=True, capture_output=True
    )
    for what in ("report", "transcript"):
        told = subprocess.run(
            [*SMALL, what, "--language", "zh"], env=env, check=True, capture_output=True
        ).stdout.decode()
        assert told.startswith("#")
        assert any("\u4e00" <= sign <= "\u9fff" for sign in told)
        told = subprocess.run([*SMALL, what, "--json"], env=env, check=True, capture_output=True).stdout
        assert json.loads(told)
    assert b"no interview 'x'" in command("transcript", "x", env=env).stderr


def test_a_reader_that_goes_away_is_no_error(env):
    lines = b'{"id": 1}\n' * 20_000
    process = subprocess.Popen(
        [*SMALL, "grade"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    )
    process.stdout.close()
    _, told = process.communicate(lines, timeout=60)
    assert b"Traceback" not in told
    assert process.returncode == 0


@pytest.mark.parametrize("arguments", [["chat", "--jsonl", "--clock", "manual"], ["chat", "--jsonl"], ["grade"]])
def test_the_programs_own_process_stays_light(arguments, env):
    """The library torch alone would take a second and 200 MB; and only the first start pays for making the schema."""
    for _ in range(2):
        done = subprocess.run(
            [*SMALL, *arguments], input=b'{"text": "/start cv"}\n', capture_output=True, env=env, timeout=60, check=True
        )
    assert done.stderr == b""
    assert done.stdout.startswith(b"{")


def test_a_track_for_a_format_without_tracks_is_told_to_go(capsys):
    """There is nothing to choose from, and the sentence does not pretend that there is."""
    assert main(["chat", "--jsonl", "--format", "cv", "--track", "nlp"]) == 2
    assert capsys.readouterr().err.strip().endswith("The format 'cv' has no tracks: leave out --track.")
