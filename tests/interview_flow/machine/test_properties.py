"""Any sequence of messages and time jumps: nothing raises, nothing written is lost, no deadline stays in the past."""
# ruff: noqa: SIM905 - a row of words reads better than a column of quotes

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_flow.events import read_event, write_event
from interview_flow.evolve import fold
from interview_flow.report import build, messages
from interview_flow.transcript import transcript

WORDS = st.sampled_from(
    [
        "alpha",
        "alpha beta",
        "beta groups",
        "??",
        "boom",
        "没听懂",
        "什么",
        "yes",
        "no",
        "cv",
        "",
        "```",
        "<b>*x*</b>",
        "{n} {name}",
    ]
)
COMMANDS = st.sampled_from(
    "/start|/start cv|/start dl nlp full exam zh|/start x|/done|/hint|/skip|/repeat|/pause|/resume|/end|/report|/report 1|/transcript"
    "|/history|/language|/language zh|/language en|/help|/cv|/nonsense|/|//|/start@bot cv".split("|")
)
BUTTONS = st.sampled_from(
    "begin|cv|format:cv|format:deep_learning:cv|format:none|length:full|length:none|mode:exam|language:zh|done:0|done:3|skip:1|hint:0"
    "|end:yes|end:no|delete:no|resume|transcript|again|nonsense|done|format".split("|")
)
STEPS = st.one_of(
    st.tuples(st.just("send"), WORDS),
    st.tuples(st.just("send"), st.text(max_size=20)),
    st.tuples(st.just("send"), COMMANDS),
    st.tuples(st.just("press"), BUTTONS),
    st.tuples(st.just("press_last"), st.integers(0, 10)),
    st.tuples(st.just("file"), st.sampled_from(["alpha beta", None])),
    st.tuples(st.just("edit"), st.integers(1, 20)),
    st.tuples(st.just("other"), st.just("sticker")),
    st.tuples(st.just("advance"), st.sampled_from([0, 1, 17, 61, 130, 400, 1000, 4000])),
    st.tuples(st.just("hold"), st.booleans()),
)


def play(candidate, steps):  # noqa: C901 - a table of what a candidate can do
    """Do the steps; returns all texts that were sent."""
    sent = []
    for step, value in steps:
        match step:
            case "send":
                candidate.send(value)
                sent.append(value)
            case "press":
                candidate.press(value)
            case "press_last" if candidate.buttons:
                candidate.press(candidate.buttons[-1 - value % len(candidate.buttons)])
            case "file":
                candidate.file("a.py", value, "" if value else "not_text")
                sent += [value] if value else []
            case "edit":
                candidate.edit(value, f"edited {value}")
                sent.append(f"edited {value}")
            case "other":
                candidate.other(value)
            case "advance":
                candidate.advance(value)
            case "hold" if value:
                candidate.hold = True
            case "hold":
                candidate.release()
    candidate.release()
    return sent


@settings(max_examples=150, deadline=None)
@given(steps=st.lists(STEPS, max_size=40), begun=st.sampled_from(["/start", "/start cv", "/start dl exam full"]))
def test_any_sequence_is_answered_and_loses_nothing(interview, steps, begun):
    candidate = interview()
    candidate.send(begun)
    sent = play(candidate, steps)
    events = candidate.earlier + candidate.events
    kept = Counter(entry.text for entry in transcript(events, "en").entries if entry.who == "candidate")
    assert not Counter(sent) - kept
    assert fold(read_event(write_event(event)) for event in candidate.events) == candidate.state
    if candidate.state.started_at:
        build(candidate.state, candidate.bank, "zh")
        assert messages(candidate.state, candidate.bank, "en")


@settings(max_examples=80, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["alpha", "/pause", "/resume", "/skip", "/hint", "/done"]), st.integers(1, 900)),
        max_size=15,
    ),
    piece=st.integers(1, 50),
)
def test_time_in_one_jump_or_in_pieces_is_the_same(interview, steps, piece):
    def story(piece):
        candidate = interview()
        candidate.send("/start cv exam")
        for text, seconds in steps:
            candidate.send(text)
            for start in range(0, seconds, piece):
                candidate.advance(min(piece, seconds - start))
        return candidate.events

    assert story(900) == story(piece)
