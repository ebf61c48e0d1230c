"""The items of the catalogue, against their own exemplars, the labelled gradients of torch, and each other's languages."""

import pytest

from evaluators.response import Response
from evaluators.run import run
from question_bank.check import check

IDS = [
    "mlp_backprop", "softmax_cross_entropy_gradient", "sigmoid_derivative", "tanh_derivative", "logistic_regression_gradient",
    "linear_regression_normal_equation", "attention_formula", "rnn_step", "lstm_step", "batchnorm_forward",
    "conv_output_formula", "crf_loss", "adam_update", "expression",
]  # fmt: skip


@pytest.mark.parametrize("name", IDS)
def test_exemplars_get_the_findings_that_they_must(items, name):
    item = items[name]
    assert len(item.exemplars) >= 8
    assert len({exemplar.style for exemplar in item.exemplars}) >= 4
    assert [str(miss) for miss in check([item])] == []


@pytest.mark.parametrize("name", [name for name in IDS if name != "expression"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_model_answer_meets_every_required_criterion(items, name, language):
    item = items[name]
    verdict = run(item.grading, Response(text=item.answer({}, language), language=language))
    required = [key for key, criterion in item.grading.criteria.items() if not criterion.optional]
    assert {key: verdict.met(key) for key in required} == dict.fromkeys(required, True)


@pytest.mark.parametrize("name", IDS)
def test_the_language_of_the_feedback_never_changes_a_verdict(items, name):
    item = items[name]
    for exemplar in item.exemplars[:12]:
        verdicts = [
            run(item.grading, exemplar.response().model_copy(update={"language": language}))
            for language in ("zh", "en")
        ]
        assert [f.met for f in verdicts[0].findings] == [f.met for f in verdicts[1].findings]


WRAPPERS = ["{}", "The answer: {}", "答案：{}", "${}$", "我觉得应该是 {}。", "I think it is {} .", "  {}\n"]


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("sigmoid_derivative", "s(x)(1-s(x))", "s(x)(1+s(x))"),
        ("tanh_derivative", "1-\\tanh^2(x)", "1+\\tanh^2(x)"),
        ("attention_formula", "softmax(Q K^T / \\sqrt{d_k}) V", "softmax(K Q^T / \\sqrt{d_k}) V"),
        ("conv_output_formula", "⌊(n+2p-d(k-1)-1)/s⌋+1", "⌈(n+2p-d(k-1)-1)/s⌉+1"),
    ],
)
def test_words_around_a_formula_change_nothing(items, name, right, wrong, wrapper):
    item = items[name]
    first = next(iter(item.grading.criteria))
    assert run(item.grading, Response(text=wrapper.format(right))).met(first) is True
    assert not run(item.grading, Response(text=wrapper.format(wrong))).met(first)


def test_each_drawn_expression_is_askable_in_both_languages(items):
    item = items["expression"]
    for level in (1, 2, 3):
        for seed in range(20):
            params = item.grading.draw(seed, level)
            assert params == item.grading.draw(seed, level)
            for language in ("zh", "en"):
                assert "{" not in item.ask(params, language)
            answer = item.answer(params, "en")
            assert run(item.grading, Response(text=answer, params=params)).met("equivalent") is True


def test_gradients_of_the_network_are_torchs(items):
    """The values that answers are held against, beside autograd in float64, for each activation."""
    torch = pytest.importorskip("torch")
    worlds = items["mlp_backprop"].grading.setting.worlds(rows=False).worlds
    functions = [lambda z: torch.sin(z) + z / 3, torch.sigmoid, torch.tanh, torch.relu]
    for act, points in zip(functions, worlds, strict=True):
        for point in points:
            leaves = {
                name: torch.tensor(point.values[name].astype(float), dtype=torch.float64, requires_grad=True)
                for name in ("x", "W1", "b1", "W2", "b2")
            }
            y = torch.tensor(point.values["y"].astype(float), dtype=torch.float64)
            z1 = leaves["W1"] @ leaves["x"] + leaves["b1"]
            z2 = leaves["W2"] @ act(z1) + leaves["b2"]
            for node in (z1, z2):
                node.retain_grad()
            (0.5 * ((z2 - y) ** 2).sum()).backward()
            truths = {**leaves, "z1": z1, "z2": z2}
            for name in ("z1", "z2", "W1", "b1", "W2", "b2"):
                ours = torch.tensor(point.values[f"d{name}"].astype(float), dtype=torch.float64)
                torch.testing.assert_close(ours, truths[name].grad, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize(
    ("name", "leaf", "gradient"),
    [
        ("softmax_cross_entropy_gradient", "z", "dz"),
        ("linear_regression_normal_equation", "w", "dw"),
        ("logistic_regression_gradient", "w", "dw"),
    ],
)
def test_gradients_of_losses_are_torchs(items, name, leaf, gradient):
    torch = pytest.importorskip("torch")
    for point in items[name].grading.setting.worlds(rows=False).worlds[0]:
        v = {
            key: torch.tensor(value.astype(float) if hasattr(value, "astype") else float(value), dtype=torch.float64)
            for key, value in point.values.items()
            if key in {"z", "y", "w", "X", "x", "b"}
        }
        at = v[leaf].clone().requires_grad_()
        if name.startswith("softmax"):
            loss = -(v["y"] * torch.log_softmax(at, dim=0)).sum()
        elif name.startswith("linear"):
            loss = 0.5 * ((v["X"] @ at - v["y"]) ** 2).sum()
        else:
            loss = torch.nn.functional.binary_cross_entropy_with_logits((at * v["x"]).sum() + v["b"], v["y"])
        loss.backward()
        torch.testing.assert_close(torch.tensor(point.values[gradient].astype(float)), at.grad, rtol=1e-10, atol=1e-12)
