"""What the candidate is told: the mistake by its name, the convention, and the right working."""

import pytest

from evaluators.arithmetic.quantities import NAMES, quantity
from evaluators.response import Response
from evaluators.run import run
from evaluators.verdict import Outcome

STEM = {
    "in_channels": 3, "out_channels": 64, "height": 224, "width": 224, "kernel": 7, "stride": 2, "padding": 3,
    "dilation": 1, "groups": 1, "bias": False,
}  # fmt: skip
MATRIX = {"tp": 30, "fp": 10, "fn": 20, "tn": 140}


@pytest.mark.parametrize(
    ("name", "params", "answer", "notes"),
    [
        ("conv2d", STEM, "113x113, 9472, 118M", ("ceil", "bias_not_there", "macs")),
        ("conv2d", STEM, "109x109, 9408, 236M", ("no_padding", "", "flops")),
        ("conv2d", STEM, "111x111, 3136, 472055808", ("plus_one_forgotten", "one_input_channel", "input_size")),
        ("conv2d", STEM, "108x108, 3200, 472M", ("plus_one_forgotten+no_padding", "bias_not_there+one_input_channel", None)),
        ("confusion_matrix_metrics", MATRIX, "0.85, 0.6, 0.75, 0.675", ("", "precision_recall_swapped", "precision_recall_swapped", "arithmetic_mean")),
        ("recurrent_params", {"cell": "gru", "input_size": 30, "hidden_size": 40}, "11360", ("4_gates",)),
        ("recurrent_params", {"cell": "gru", "input_size": 30, "hidden_size": 40}, "8640", ("two_biases",)),
        ("model_memory", {"num_params": 10**9, "dtype": "fp16", "optimizer": "adam"}, "16 GB", ("weights_in_4_bytes",)),
        ("training_steps", {"num_samples": 1000, "batch_size": 32, "epochs": 3}, "94", ("rounded_at_the_end",)),
        ("conv2d", {"in_channels": 16, "out_channels": 32, "height": 28, "width": 28, "kernel": 5, "padding": 2}, "28x28, 12800, 10M", ("", "forgot_bias", None)),
        ("conv2d", STEM, "(224+2*3-7)/2+1 = 112.5 -> 112, 9408, 64*3*7*7*112*112 = 118,013,952", ("", "", "macs")),
    ],
)  # fmt: skip
def test_mistakes_and_conventions_have_names(grader, name, params, answer, notes):
    verdict = run(grader(name), Response(text=answer, params=params))
    assert [f.note if n is not None else None for f, n in zip(verdict.findings, notes, strict=True)] == list(notes)


WORDS = {
    "output_size": "输出 ", "params": "参数 ", "flops": "计算量 ", "ratio": "比例 ", "buffers": "缓冲 ", "accuracy": "准确率 ", "precision": "精确率 ",
    "recall": "召回率 ", "f1": "F1 = ", "loss": "损失 ", "probability": "概率 ", "output": "z2 = ", "dw2": "dW2 = ", "dw1": "dW1 = ",
}  # fmt: skip


def written(value):
    """A key's value as a candidate would write it."""
    if isinstance(value, int | float):
        return f"{value:.10g}"
    if isinstance(value[0], int):
        return "×".join(map(str, value))
    rows = ["[" + ", ".join(f"{v:.6g}" for v in row) + "]" for row in value]
    return rows[0] if len(rows) == 1 else "[" + ", ".join(rows) + "]"


@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_every_known_mistake_is_called_by_its_name(grader, name, level):
    """Single ones and pairs; only a value too coarse to tell from the truth may stay undecided."""
    one = grader(name)
    params = one.draw(7, level)
    keys = quantity(name).keys(quantity(name).model.model_validate(params))
    for criterion, key in keys.items():
        for slip in (*key.slips, *key.double_slips[:9]):
            answer = WORDS.get(criterion, "") + written(slip.value)
            verdict = run(one, Response(text=answer, params=params, language="zh"))
            finding = next(f for f in verdict.findings if f.criterion == criterion)
            assert finding.note, (answer, slip.names)
            assert finding.met is False or finding.note == "too_coarse", (answer, slip.names)


@pytest.mark.parametrize(("language", "words"), [("zh", "会得到这个数"), ("en", "what you get if")])
def test_a_slip_is_explained_with_the_right_working(grader, language, words):
    verdict = run(grader("conv2d"), Response(text="113x113, 9408, 118M", params=STEM, language=language))
    comment = next(f.comment for f in verdict.findings if f.criterion == "output_size")
    assert words in comment.replace("就", "")
    assert "112" in comment


def test_what_was_read_is_shown(grader):
    """The figure that was understood, and the candidate's own words."""
    verdict = run(grader("conv2d"), Response(text="输出 112×112，参数九千四百零八，118M MACs", params=STEM))
    assert [f.read for f in verdict.findings] == ["112×112", "9,408", "118,000,000"]
    assert "九千四百零八" in verdict.findings[1].evidence


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("\x00\u200b", Outcome.NO_ANSWER),
        ("ⅯⅯⅯⅭⅯⅩ", Outcome.UNREADABLE),
        ("???", Outcome.UNREADABLE),
        ("I don't know", Outcome.NO_ANSWER),
        ("I don’t know.", Outcome.NO_ANSWER),
        ("no idea", Outcome.NO_ANSWER),
        ("can't tell", Outcome.NO_ANSWER),
        ("I cannot compute that", Outcome.NO_ANSWER),
        ("这题我不会", Outcome.NO_ANSWER),
        ("没学过这个", Outcome.NO_ANSWER),
        ("今天天气不错", Outcome.UNREADABLE),
        ("the weather is nice", Outcome.UNREADABLE),
        ("I don't know the size, 9408 parameters", Outcome.PARTLY_MET),
        ("输出 113x113，其余不会", Outcome.NOT_MET),
        ("112x112, 9408, 118M", Outcome.MET),
    ],
)
def test_outcomes_are_kept_apart(grader, answer, outcome):
    assert run(grader("conv2d"), Response(text=answer, params=STEM)).outcome is outcome


@pytest.mark.parametrize("answer", ["不会", "今天天气不错"])
def test_words_without_a_figure_meet_nothing_and_are_told_so_once(grader, answer):
    """Each criterion has its finding, and the feedback is one sentence for all of them."""
    asked = grader("conv2d")
    verdict = run(asked, Response(text=answer, params=STEM, language="zh"))
    assert {f.criterion: f.met for f in verdict.findings} == dict.fromkeys(asked.criteria, False)
    assert verdict.feedback.count("。") == 1


@pytest.mark.parametrize(
    "answer",
    [
        "9" * 1_000_000, "3910" + "万" * 10_000, "(" * 20_000, "(1+" * 6_000, "1+" * 9_999 + "1", "9**" * 6_000 + "9", "1," * 10_000,
        "factorial(10**9)", "1e99999999", "nan", "inf", "1/0", "0/0", "\\frac{" * 3_000, "[" * 9_000 + "1" + "]" * 9_000, "{setting}",
        "__import__('os').system('x')", "\u202e211x211", "-" * 9_000 + "1", "10**10**10**10",
    ],
)  # fmt: skip
def test_hostile_answers_earn_nothing_and_break_nothing(grader, answer):
    for name in ("conv2d", "training_steps", "mlp_forward_backward"):
        verdict = run(grader(name), Response(text=answer, params=grader(name).draw(1, 2)))
        assert verdict.outcome is not Outcome.UNGRADED
        assert not any(f.met for f in verdict.findings)


def test_a_long_answer_is_read_in_part_and_told_so(grader):
    verdict = run(grader("conv2d"), Response(text="112x112, 9408, 118M" + " " * 30_000, params=STEM))
    assert verdict.outcome is Outcome.MET
    assert "20000" in verdict.feedback
