"""The command ``mock-interviewer``. Each subcommand imports what it needs, so that each starts quickly."""

import argparse
import asyncio
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from bot.problem import Problem

INTERRUPTED = 130
"""The exit code by which a shell knows that Ctrl-C ended a program."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def parse_known_args(self, *args: Any, **named: Any) -> tuple[Any, list[str]]:
        """A subcommand says itself what it does not know, so that its own help is named."""
        known, unknown = super().parse_known_args(*args, **named)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        self.exit(2, f"{self.prog}: {message}. `{self.prog} --help` shows what there is.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int | None] = options.run
    try:
        return run(options) or 0
    except Problem as problem:
        print(f"mock-interviewer: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; there is nobody to tell. Keep the interpreter from trying at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> Parser:
    parser = Parser(
        prog="mock-interviewer", description="A mock interviewer for deep-learning jobs, in Chinese and English."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    chat = commands.add_parser("chat", help="an interview in the terminal")
    chat.set_defaults(run=_chat)
    chat.add_argument("--jsonl", action="store_true", help="JSON lines over standard input and output")
    chat.add_argument("--format", help="cv or deep_learning")
    chat.add_argument("--language", choices=("zh", "en"))
    chat.add_argument("--length", choices=("full", "short"))
    chat.add_argument("--mode", choices=("exam", "practice"))
    chat.add_argument("--track", help="a format's specialisation, such as nlp or cv")
    chat.add_argument("--seed", type=int, help="the same seed draws the same questions")
    chat.add_argument("--clock", choices=("real", "manual"), default="real", help="manual: time moves by `advance`")
    _database(chat)

    run = commands.add_parser("run", help="the Telegram bot")
    run.set_defaults(run=_run)
    run.add_argument("--webhook", action="store_true", help="be called by Telegram instead of asking it")
    run.add_argument(
        "--health", type=_port, metavar="PORT", help="serve /health there; with --webhook it is always served"
    )
    _database(run)

    grade = commands.add_parser(
        "grade",
        help="grade answers: JSON lines in, verdicts out",
        description="Reads answers from standard input, a JSON object a line, and writes a verdict a line: "
        "mock-interviewer grade < answers.jsonl",
    )
    grade.set_defaults(run=_grade)
    grade.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes that grade side by side")

    for name, told in (("report", "the last interview's report"), ("transcript", "all that was said in it")):
        reading = commands.add_parser(name, help=told)
        reading.set_defaults(run=_read, what=name)
        reading.add_argument("session", nargs="?", help="the id of an earlier one")
        reading.add_argument("--json", action="store_true", help="for programs, in place of Markdown")
        reading.add_argument("--language", choices=("zh", "en"))
        _database(reading)

    doctor = commands.add_parser("doctor", help="what works on this machine")
    doctor.set_defaults(run=_doctor)
    _database(doctor)

    _bank(commands.add_parser("bank", help="for authors of questions").add_subparsers(required=True, metavar="WHAT"))
    return parser


def _bank(commands: Any) -> None:
    check = commands.add_parser("check", help="hold every question against its own exemplars")
    check.set_defaults(run=_bank_check)
    check.add_argument("items", nargs="*", metavar="ITEM", help="only these")

    attempt = commands.add_parser("try", help="grade one answer and show how it was read")
    attempt.set_defaults(run=_bank_try)
    attempt.add_argument("item")
    attempt.add_argument("answer")
    attempt.add_argument("--params", metavar="JSON", help="the values to ask about, for a generated question")
    attempt.add_argument("--language", choices=("zh", "en"), default="en", help="of the feedback")

    disputes = commands.add_parser("disputes", help="the verdicts that candidates dispute")
    disputes.set_defaults(run=_bank_disputes)
    disputes.add_argument("--json", action="store_true", help="a JSON object a line")
    _database(disputes)

    accuracy = commands.add_parser("accuracy", help="agreement with the labelled answers, as a page")
    accuracy.set_defaults(run=_bank_accuracy)
    accuracy.add_argument("--plot", type=Path, metavar="FILE", help="draw the learned reader's calibration")
    commands.add_parser("list", help="all questions").set_defaults(run=_bank_list)
    commands.add_parser("schema", help="the JSON schema of a question's file").set_defaults(run=_bank_schema)


def _database(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--database", metavar="URL", help="sqlite:///path/to/file.db or postgresql://user@host/name")


def _jobs(text: str) -> int:
    count = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= count <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 64")
    return count


def _port(text: str) -> int:
    port = int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else 0
    if not 1 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port, a number from 1 to 65535")
    return port


def _chat(options: argparse.Namespace) -> None:
    from bot import logs  # noqa: PLC0415
    from bot.bootstrap import check_choices, open_bank, start_reader  # noqa: PLC0415
    from bot.settings import default_database, read_settings  # noqa: PLC0415
    from interview_flow.events import Choices  # noqa: PLC0415

    settings = read_settings()
    logs.configure(logging.WARNING, settings.secrets)
    choices = Choices(
        format=options.format,
        track=options.track,
        language=options.language,
        length=options.length,
        mode=options.mode,
    )
    bank = open_bank()
    check_choices(choices, bank)
    start_reader(settings)
    database = options.database or settings.database or default_database()
    if options.jsonl:
        from bot import lines  # noqa: PLC0415
        from bot.jsonl.chat import chat  # noqa: PLC0415

        source = lines.standard_input()
        manual = options.clock == "manual"
        asyncio.run(chat(bank, database=database, choices=choices, seed=options.seed, manual=manual, source=source))
        return
    if options.clock == "manual":
        raise Problem("--clock manual needs --jsonl: at the terminal time passes by itself.")
    console = import_module("bot.console")
    asyncio.run(console.chat(bank, database=database, choices=choices, seed=options.seed))


def _run(options: argparse.Namespace) -> None:
    from bot import logs  # noqa: PLC0415
    from bot.bootstrap import open_bank, start_reader  # noqa: PLC0415
    from bot.settings import default_database, read_settings  # noqa: PLC0415

    settings = read_settings()
    logs.configure(logging.INFO, settings.secrets)
    settings.need_token()
    bank = open_bank()
    start_reader(settings)
    database = options.database or settings.database or default_database()
    from bot.telegram.run import run  # noqa: PLC0415

    asyncio.run(run(bank, settings, database=database, webhook=options.webhook, health=options.health))


def _grade(options: argparse.Namespace) -> None:
    from bot import lines, logs  # noqa: PLC0415
    from bot.bootstrap import start_reader  # noqa: PLC0415
    from bot.grade import grade_all  # noqa: PLC0415
    from bot.settings import read_settings  # noqa: PLC0415

    settings = read_settings()
    logs.configure(logging.WARNING, settings.secrets)
    start_reader(settings, warm=False)
    grade_all(lines.lines(lines.standard_input()), options.jobs, lines.write)


def _read(options: argparse.Namespace) -> None:
    from bot import logs  # noqa: PLC0415
    from bot.readings import read  # noqa: PLC0415
    from bot.settings import default_database, read_settings  # noqa: PLC0415

    settings = read_settings()
    logs.configure(logging.WARNING, settings.secrets)
    database = options.database or settings.database or default_database()
    mime = "application/json" if options.json else "text/markdown"
    asyncio.run(read(options.what, database=database, session=options.session, language=options.language, mime=mime))


def _doctor(options: argparse.Namespace) -> int:
    from bot import logs  # noqa: PLC0415
    from bot.doctor import examine  # noqa: PLC0415
    from bot.settings import default_database, read_settings  # noqa: PLC0415

    settings = read_settings()
    logs.configure(logging.WARNING, settings.secrets)
    database = options.database or settings.database or default_database()
    return 0 if asyncio.run(examine(settings, database)) else 1


def _bank_check(options: argparse.Namespace) -> int:
    from bot.bank import check_bank  # noqa: PLC0415

    return 0 if check_bank(options.items) else 1


def _bank_try(options: argparse.Namespace) -> None:
    from bot.bank import try_item  # noqa: PLC0415
    from bot.bootstrap import start_reader  # noqa: PLC0415
    from bot.settings import read_settings  # noqa: PLC0415

    start_reader(read_settings())
    try_item(options.item, options.answer, options.params, options.language)


def _bank_disputes(options: argparse.Namespace) -> None:
    from bot import logs  # noqa: PLC0415
    from bot.bank import print_disputes  # noqa: PLC0415
    from bot.settings import default_database, read_settings  # noqa: PLC0415

    settings = read_settings()
    logs.configure(logging.WARNING, settings.secrets)
    database = options.database or settings.database or default_database()
    asyncio.run(print_disputes(database, as_json=options.json))


def _bank_accuracy(options: argparse.Namespace) -> None:
    from bot.accuracy import print_accuracy  # noqa: PLC0415

    print_accuracy(options.plot)


def _bank_list(options: argparse.Namespace) -> None:
    from bot.bank import list_bank  # noqa: PLC0415

    del options
    list_bank()


def _bank_schema(options: argparse.Namespace) -> None:
    from bot.bank import schema  # noqa: PLC0415

    del options
    print(json.dumps(schema(), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    sys.exit(main())
