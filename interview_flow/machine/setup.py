"""Before the clock runs: the choices, and the CV."""

from collections.abc import Mapping
from datetime import timedelta

from evaluators.text import Language, Text, written_in
from interview_flow import events as e
from interview_flow import wording as w
from interview_flow.commands import SendFile
from interview_flow.events import Choices
from interview_flow.machine import answering, asking, claims
from interview_flow.machine.course import Course, Rows
from interview_flow.message import Button
from question_bank.format import Format

LONG = 200
"""A text of this many characters, sent before the start, is a CV."""

BEGIN_WORDS = frozenset({"begin", "start", "go", "开始"})
"""What can be typed instead of pressing Begin."""

WORDS: dict[str, dict[str, str]] = {
    "zh": {"language": "zh"}, "中文": {"language": "zh"}, "chinese": {"language": "zh"},
    "en": {"language": "en"}, "英文": {"language": "en"}, "英语": {"language": "en"}, "english": {"language": "en"},
    "full": {"length": "full"}, "long": {"length": "full"},
    "完整": {"length": "full"}, "完整版": {"length": "full"}, "长": {"length": "full"},
    "short": {"length": "short"}, "brief": {"length": "short"}, "短": {"length": "short"},
    "简短": {"length": "short"}, "简短版": {"length": "short"},
    "精简": {"length": "short"}, "精简版": {"length": "short"},
    "practice": {"mode": "practice"}, "practise": {"mode": "practice"}, "练习": {"mode": "practice"},
    "exam": {"mode": "exam"}, "模拟": {"mode": "exam"}, "模拟考": {"mode": "exam"}, "考试": {"mode": "exam"},
    "dl": {"format": "deep_learning"}, "deep-learning": {"format": "deep_learning"},
    "深度学习": {"format": "deep_learning"}, "计算机视觉": {"format": "cv"}, "视觉": {"format": "cv"},
}  # fmt: skip
"""What can be said after ``/start``, beside the names of formats and tracks."""


def language_of(locale: str) -> Language | None:
    """The language that a client's locale stands for; None where it is unknown."""
    return None if not locale else "zh" if locale.lower().startswith("zh") else "en"


def greet(course: Course, text: str, locale: str) -> None:
    """Speak to whoever has chosen no language in the one last used, else in Chinese if they write it, else as `locale`.

    Nobody who writes Chinese is to be answered in English because their terminal or client announces that or nothing.
    """
    state, past = course.state, course.past
    if state.phase_of not in ("new", "setup") or state.choices.language:
        return
    spoken = past.defaults.language or past.language or ("zh" if written_in(text) == "zh" else None)
    spoken = spoken or (language_of(locale) if state.at is None else None)
    if spoken and spoken != state.language:
        course.happen(e.LanguageChosen(at=course.at, language=spoken))


def start(course: Course, arguments: str, locale: str) -> None:
    """Open the setup, or begin at once where a format is named."""
    greet(course, "", locale)
    if not course.bank.formats:
        course.say(w.NO_FORMATS)
        return
    named, unknown = read_choices(arguments, course.bank.formats)
    choices = merged(Choices(language=course.state.choices.language), course.past.defaults, named)
    event = e.SetupOpened(at=course.at, session=course.past.session, seed=course.past.seed, choices=choices)
    course.happen(event)
    if unknown:
        course.say(w.UNKNOWN_CHOICE, word=unknown[0][:40])
        menu(course)
    elif choices.format in course.bank.formats:
        begin(course)
    else:
        menu(course)


def read_choices(arguments: str, formats: Mapping[str, Format]) -> tuple[Choices, list[str]]:
    """The choices named in a line, in any order, and the words that name none.

    ``cv`` is a format, and a track of another one: beside another format it is the track. A track alone names its
    format.
    """
    words = arguments.lower().split()
    known = {name: {"format": name} for name in formats} | WORDS
    tracks = {track: name for name, plan in formats.items() for track in plan.tracks}
    chosen: dict[str, str] = {}
    unknown: list[str] = []
    for word in words:
        beside = any(known.get(other, {}).get("format", word) != word for other in words)
        if word in tracks and (word not in formats or beside):
            chosen["track"] = word
            chosen.setdefault("format", tracks[word])
        elif word in known:
            chosen |= known[word]
        else:
            unknown.append(word)
    return Choices.model_validate(chosen), unknown


def merged(*layers: Choices) -> Choices:
    """The choices, later ones going before earlier ones."""
    return Choices.model_validate({name: value for layer in layers for name, value in layer if value is not None})


def menu(course: Course) -> None:
    """Show the choices as they stand; one tap begins."""
    now = _complete(course)
    plan = course.bank.formats[now.format or ""]
    course.say(
        w.WELCOME,
        course.text(
            w.CHOSEN,
            format=plan.title.in_(course.state.language) + (f" ({now.track.upper()})" if now.track else ""),
            minutes=int(minutes(plan, now)),
            mode=course.text(w.MODES[now.mode or "practice"]),
        ),
        buttons=_rows(course, now),
        slot="setup",
    )


def choose(course: Course, button: str) -> None:
    """A button of the menu was pressed."""
    name, _, value = button.partition(":")
    if name == "format":
        chosen, _, track = value.partition(":")
        if chosen not in course.bank.formats:
            menu(course)
            return
        choice = {"format": chosen, "track": track or None}
    else:
        word = WORDS.get(value, {})
        choice = {name: word[name]} if name in word else {}
    _change(course, course.state.choices.model_copy(update=choice))


def hear(course: Course, text: str, message: str | None) -> None:
    """A text before the start: a CV where one is awaited or the text is long, else choices."""
    if text.strip() and (course.state.cv_awaited or len(text) >= LONG):
        _take_cv(course, text, "")
        return
    course.happen(e.MessageReceived(at=course.at, text=text, message=message, role="setup"))
    if text.strip().lower() in BEGIN_WORDS:
        begin(course)
        return
    named, unknown = read_choices(text, course.bank.formats)
    if unknown or named == Choices():
        course.say(w.SETUP_HELP)
        menu(course)
        return
    _change(course, merged(course.state.choices, named), shown=named.format is None)
    if named.format:
        begin(course)


def hear_file(course: Course, file: SendFile) -> None:
    """A file before the start is a CV."""
    if file.content is None:
        answering.refuse_file(course, file)
    else:
        _take_cv(course, file.content, file.name)


def await_cv(course: Course) -> None:
    """The candidate wants to send their CV."""
    course.happen(e.CvAwaited(at=course.at))
    course.say(w.CV_AWAITED, buttons=((course.button("begin", w.BEGIN),),))


def begin(course: Course) -> None:
    """Start the clock."""
    now = _complete(course)
    plan = course.bank.formats[now.format or ""]
    total = minutes(plan, now)
    course.happen(
        e.InterviewStarted(
            at=course.at,
            plan=plan,
            track=now.track or "",
            language=now.language or "en",
            length=now.length or "short",
            mode=now.mode or "practice",
            ends_at=course.at + timedelta(minutes=total),
        )
    )
    course.say(
        w.OPENING[now.mode or "practice"], title=plan.title.in_(course.state.language), minutes=int(total),
        stages=len(plan.stages),
    )  # fmt: skip
    asking.go_on(course)


def minutes(plan: Format, choices: Choices) -> float:
    """How long the interview takes at most."""
    return sum(stage.minutes.of(choices.length or "short") for stage in plan.stages)


def _take_cv(course: Course, text: str, name: str) -> None:
    if len(text) > answering.MOST_CHARACTERS:
        course.happen(e.FileReceived(at=course.at, name=name, content=text, role="late"))
        course.say(w.CV_TOO_LONG, most=answering.MOST_CHARACTERS)
        return
    course.happen(e.CvReceived(at=course.at, text=text, name=name))
    claims.read_cv(course, text)
    course.say(w.CV_TAKEN, buttons=((course.button("begin", w.BEGIN),),))


def _change(course: Course, choices: Choices, *, shown: bool = True) -> None:
    if choices != course.state.choices:
        course.happen(e.ChoiceMade(at=course.at, choices=choices))
    if shown:
        menu(course)


def _complete(course: Course) -> Choices:
    """The choices with what was left open filled in: a short practice in the bank's first format."""
    formats = course.bank.formats
    chosen = merged(Choices(length="short", mode="practice", language=course.state.language), course.state.choices)
    name = chosen.format or "cv"
    name = name if name in formats else next(iter(formats))
    tracks = formats[name].tracks
    track = chosen.track if chosen.track in tracks else next(iter(tracks), None)
    return chosen.model_copy(update={"format": name, "track": track})


def _rows(course: Course, now: Choices) -> Rows:
    def mark(name: str, label: str, *, on: bool) -> Button:
        return Button(id=name, label=f"✓ {label}" if on else label)

    def row(kind: str, labels: dict[str, Text], chosen: str | None) -> tuple[Button, ...]:
        return tuple(mark(f"{kind}:{value}", course.text(label), on=value == chosen) for value, label in labels.items())

    formats = tuple(
        (
            mark(
                f"format:{plan.id}:{track}" if track else f"format:{plan.id}",
                plan.title.in_(course.state.language) + (f" · {track.upper()}" if track else ""),
                on=now.format == plan.id and (now.track or "") == track,
            ),
        )
        for plan in course.bank.formats.values()
        for track in plan.tracks or ("",)
    )
    return (
        *formats,
        row("length", w.LENGTHS, now.length),
        row("mode", w.MODES, now.mode),
        row("language", w.LANGUAGES, course.state.language),
        (course.button("cv", w.ADD_CV), course.button("begin", w.BEGIN)),
    )
