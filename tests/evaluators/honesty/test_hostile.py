import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluators.honesty.clause import LONGEST_TURN, MOST_CLAUSES
from evaluators.honesty.findings import judge
from evaluators.honesty.reading import MOST_TURNS, read
from evaluators.response import Response, Turn
from evaluators.run import run

HOSTILE = [
    "a" * 100_000,
    "engine " * 20_000,
    "sin(" * 25_000,
    "没有" * 50_000,
    "1" * 100_000,
    "1,111," * 20_000,
    "从 1 ms 到 " * 10_000,
    "from 1 to from 2 to " * 5_000,
    "the the the built engine " * 5_000,
    "TensorRT 8." * 10_000,
    "ResNet-50 是 " * 10_000,
    "GPT-2 " + "it " * 40 + "~ has no sub-words",
    "((((" * 20_000,
    "\u200b" * 50_000,
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") * 10_000,
    "{0.__class__} %s %n \\x00 '; DROP TABLE items; --",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_the_judgement(text):
    """Each is read up to the cap by patterns without nested repetition: a pattern that backtracks would hang here."""
    dialogue = [
        Turn(role="candidate", text=text),
        Turn(role="interviewer", text=text),
        Turn(role="candidate", text=text),
    ]
    overall, doubts = judge(read(dialogue))
    assert overall in {"substantiated", "unclear", "contradicted"}
    assert all(len(doubt.quote) <= LONGEST_TURN for doubt in doubts)


def test_only_so_many_clauses_are_read():
    """Work that looks from each clause at its neighbours stays bounded."""
    (said,) = read([Turn(role="candidate", text="sin(" * 2_500)]).said
    assert len(said.clauses) == MOST_CLAUSES


def test_only_so_many_turns_are_read():
    reading = read([Turn(role="candidate", text="hello")] * (MOST_TURNS * 3))
    assert len(reading.said) == MOST_TURNS


PIECES = st.sampled_from(
    [
        "TensorRT",
        "8.6",
        "2021 年",
        "in 2020",
        "ResNet-50",
        "没有",
        "skip connections",
        "12 万张",
        "from 40 ms to 10 ms",
        "9x faster",
        "，",
        ". ",
        "engine",
        "ONNX",
        "int8",
        "我",
        "never",
        "went live",
        "F1 0.9",
        "precision 0.8",
        "recall 0.7",
        "sorry",
        "T4",
        "32G",
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.lists(PIECES, max_size=12).map(" ".join), min_size=1, max_size=7))
def test_any_dialogue_gets_a_verdict_whose_doubts_point_at_the_candidates_turns(texts):
    dialogue = [Turn(role="interviewer" if place % 2 else "candidate", text=text) for place, text in enumerate(texts)]
    overall, doubts = judge(read(dialogue))
    assert (overall == "contradicted") == any(doubt.kind in {"impossible_fact", "inconsistent"} for doubt in doubts)
    assert all(doubt.turn % 2 == 0 and doubt.turn < len(texts) for doubt in doubts)
    assert len({(doubt.turn, doubt.kind) for doubt in doubts}) == len(doubts)


def test_a_dialogue_without_the_candidate_is_no_answer(grader):
    verdict = run(grader, Response(dialogue=(Turn(role="interviewer", text="Well?"),)))
    assert verdict.outcome == "no_answer"


def test_the_sign_that_stands_for_a_device_may_be_typed():
    said = [Turn(role="candidate", text="T4 \x00 \x00 is Ampere \x00. \x00 2560 CUDA cores, the T4 has 900 GB/s.")]
    judge(read(said))
