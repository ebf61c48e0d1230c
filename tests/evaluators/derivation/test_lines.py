"""Line by line: what holds, what does not, what follows; and mistakes by name."""

import pytest

from evaluators.response import Response
from evaluators.run import run


def _states(items, name, answer):
    verdict = run(items[name].grading, Response(text=answer))
    return [(line["quantity"], line["state"]) for line in verdict.details["lines"]], verdict


def test_a_right_derivation_holds_on_every_line(items):
    states, _ = _states(
        items, "mlp_backprop", "dz2 = z2 - y\ndW2 = dz2 h^T\ndz1 = (W2^T dz2) ⊙ act'(z1)\ndW1 = dz1 x^T"
    )
    assert states == [("dz2", "holds"), ("dW2", "holds"), ("dz1", "holds"), ("dW1", "holds")]


def test_the_first_wrong_line_is_pointed_out_and_later_ones_follow(items):
    states, verdict = _states(items, "mlp_backprop", "dz2 = 2 (z2 - y)\ndW2 = 2 (z2 - y) h^T\ndb2 = dz2")
    assert states == [("dz2", "wrong"), ("dW2", "follows"), ("db2", "follows")]
    assert "line 1" in verdict.feedback


@pytest.mark.parametrize(
    "answer",
    [
        "dL/dw = X^T(Xw - y) = 0, w = (X^T X)^{-1} X^T y",
        "令导数为零：X^T X w - X^T y = 0，所以 w = (X^T X)^{-1} X^T y",
    ],
)
def test_a_formula_that_is_set_to_zero_is_no_wrong_line(items, answer):
    states, verdict = _states(items, "linear_regression_normal_equation", answer)
    assert "wrong" not in {state for _, state in states}
    assert verdict.score == 1.0


@pytest.mark.parametrize("variance", ["σ² = 1/m Σ (x_i - μ)²", "var = mean((x - mean)^2)"])
def test_where_a_given_quantity_comes_from_is_no_step(items, variance):
    states, _ = _states(items, "batchnorm_forward", f"{variance}; x_hat = (x - μ)/√(var + ε); y = γ x_hat + β")
    assert states == [("x_hat", "holds"), ("y", "holds")]


def test_a_second_mistake_of_its_own_does_not_follow(items):
    states, _ = _states(items, "mlp_backprop", "dz2 = y - z2\ndW2 = h dz2^T")
    assert states == [("dz2", "wrong"), ("dW2", "wrong")]


SLIPS = [
    ("mlp_backprop", "dz2 = y - z2", "delta2", "sign"),
    ("mlp_backprop", "dz2 = 2(z2 - y)", "delta2", "factor_2"),
    ("mlp_backprop", "dW2 = h dz2^T", "dW2", "order_swapped"),
    ("mlp_backprop", "dz1 = W2^T dz2", "delta1", "missing_activation_derivative"),
    ("mlp_backprop", "dz1 = (W2^T dz2) ⊙ act(z1)", "delta1", "missing_activation_derivative"),
    ("mlp_backprop", "dz1 = (W2 dz2) ⊙ act'(z1)", "delta1", "missing_transpose"),
    ("mlp_backprop", "dW2 = dz2 ⊙ h", "dW2", "elementwise_product"),
    ("softmax_cross_entropy_gradient", "dL/dz = y - p", "gradient", "sign"),
    ("conv_output_formula", "(n + 2p - d(k-1) - 1)/s + 1", "formula", "missing_floor"),
    ("conv_output_formula", "ceil((n + 2p - d(k-1) - 1)/s) + 1", "formula", "ceil_for_floor"),
    ("crf_loss", "max_{y'} s(x,y') - s(x,y)", "loss", "max_for_logsumexp"),
    ("crf_loss", "L = s(x,y) - log Z(x)", "loss", "sign"),
    ("adam_update", "theta = theta - lr m_hat/(v_hat + eps)", "update", "missing_sqrt"),
    ("adam_update", "theta = theta - lr m_hat/sqrt(v_hat)", "update", "missing_eps"),
    ("batchnorm_forward", "x_hat = (x - mean)/(var + eps)", "normalise", "missing_sqrt"),
    ("softmax_cross_entropy_gradient", "L = -Σ_k y_k log2(p_k)", "loss", "log_base"),
    ("logistic_regression_gradient", "dw = (y - p) x", "dw", "sign"),
]


@pytest.mark.parametrize(("name", "answer", "criterion", "slip"), SLIPS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_slip_by_name(items, name, answer, criterion, slip, language):  # noqa: PLR0913, PLR0917 - all of it is needed
    verdict = run(items[name].grading, Response(text=answer, language=language))
    finding = next(f for f in verdict.findings if f.criterion == criterion)
    assert (finding.met, finding.note) == (False, slip)
    assert finding.comment
    assert finding.evidence in answer


def test_shapes_are_named_where_they_do_not_fit(items):
    verdict = run(items["mlp_backprop"].grading, Response(text="dz1 = W2 dz2"))
    finding = next(f for f in verdict.findings if f.criterion == "delta1")
    assert finding.met is False
    assert "2x4" in finding.comment


def test_a_row_convention_that_is_shown_is_honoured_and_one_that_is_not_is_not(items):
    grading = items["mlp_backprop"].grading
    assert run(grading, Response(text="z2 = h W2 + b2, dW2 = h^T (z2 - y)")).met("dW2") is True
    assert run(grading, Response(text="dW2 = h^T (z2 - y)")).met("dW2") is False


def test_own_letters_stand_for_what_they_were_said_to_be(items):
    grading = items["mlp_backprop"].grading
    assert run(grading, Response(text="Let q = z2 - y. Then dW2 = q h^T.")).met("dW2") is True
    assert run(grading, Response(text="Let q = y - z2. Then dW2 = q h^T.")).met("dW2") is False


def test_unreadable_is_asked_again_with_a_caret_under_the_place(items):
    answer = "dW2 = dz2 h^"
    verdict = run(items["mlp_backprop"].grading, Response(text=answer))
    assert verdict.outcome == "unreadable"
    assert verdict.score is None
    shown, under = verdict.feedback.splitlines()[-2:]
    assert shown == answer
    assert under.index("^") == len(answer)


def test_what_cannot_be_read_is_undecided_and_leaves_the_rest_alone(items):
    verdict = run(items["mlp_backprop"].grading, Response(text="δ2 = z2 - y; dW2 = ((δ2 h^T; db2 = δ2"))
    assert [verdict.met(name) for name in ("delta2", "dW2", "db2")] == [True, None, True]


@pytest.mark.parametrize("filler", ["We go on. ", "令 q = W1 x + b1。\n"])
def test_a_long_answer_is_read_to_its_end(items, filler):
    answer = filler * 250 + "\nδ2 = z2 - y\ndW2 = δ2 h^T"
    verdict = run(items["mlp_backprop"].grading, Response(text=answer))
    assert [verdict.met(name) for name in ("delta2", "dW2")] == [True, True]
