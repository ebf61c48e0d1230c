"""The closed forms, held against PyTorch's own modules on many draws."""

import itertools

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from evaluators.arithmetic.grader import ArithmeticGrader
from evaluators.arithmetic.names import CONVENTIONS, MISTAKES
from evaluators.arithmetic.quantities import NAMES, quantity
from evaluators.base import Criterion
from evaluators.text import Text

SEEDS = 120


def draws(name):
    """Parameters of many questions, over all levels."""
    asked = quantity(name)
    grader = ArithmeticGrader(
        quantity=name, criteria={c: Criterion(statement=Text(zh="略", en="-")) for c in asked.asked}
    )
    for seed, level in itertools.product(range(SEEDS), (1, 2, 3)):
        yield asked.model.model_validate(grader.draw(seed, level))


def values(name, p):
    """The right values by criterion, as a set."""
    return {criterion: {t.value for t in key.truths} for criterion, key in quantity(name).keys(p).items()}


def learnable(module):
    return sum(p.numel() for p in module.parameters())


def flops(module, *inputs):
    with FlopCounterMode(display=False) as counter:
        module(*inputs)
    return counter.get_total_flops()


def test_conv2d():
    """Shape, parameters and FLOPs of the real layer are among the right answers."""
    for p in draws("conv2d"):
        layer = nn.Conv2d(
            p.in_channels, p.out_channels, p.kernel, p.stride, p.padding, p.dilation, p.groups, p.bias, device="meta"
        )
        x = torch.empty(1, p.in_channels, p.height, p.width, device="meta")
        right = values("conv2d", p)
        assert tuple(layer(x).shape[2:]) in right["output_size"]
        assert right["params"] == {learnable(layer)}
        assert flops(layer, x) in right["flops"]


def test_conv_transpose2d():
    for p in draws("conv_transpose2d"):
        layer = nn.ConvTranspose2d(
            p.in_channels, p.out_channels, p.kernel, p.stride, p.padding, p.output_padding, bias=p.bias, device="meta"
        )
        right = values("conv_transpose2d", p)
        assert (
            tuple(layer(torch.empty(1, p.in_channels, p.height, p.width, device="meta")).shape[2:])
            in right["output_size"]
        )
        assert right["params"] == {learnable(layer)}


def test_pool2d():
    for p in draws("pool2d"):
        layer = nn.MaxPool2d(p.kernel, p.stride, p.padding, ceil_mode=p.ceil_mode)
        right = values("pool2d", p)
        assert (
            tuple(layer(torch.empty(1, p.channels, p.height, p.width, device="meta")).shape[2:]) in right["output_size"]
        )
        assert right["params"] == {learnable(layer)}


def test_depthwise_separable_conv():
    """Parameters and FLOPs of the pair, and the ratio of its FLOPs to a standard convolution's."""
    for p in draws("depthwise_separable_conv"):
        pair = nn.Sequential(
            nn.Conv2d(p.in_channels, p.in_channels, p.kernel, p.stride, p.padding, groups=p.in_channels, bias=p.bias),
            nn.Conv2d(p.in_channels, p.out_channels, 1, bias=p.bias),
        ).to("meta")
        standard = nn.Conv2d(p.in_channels, p.out_channels, p.kernel, p.stride, p.padding, bias=p.bias, device="meta")
        x = torch.empty(1, p.in_channels, p.height, p.width, device="meta")
        right = values("depthwise_separable_conv", p)
        assert right["params"] == {learnable(pair)}
        assert flops(pair, x) in right["flops"]
        assert any(flops(pair, x) / flops(standard, x) == pytest.approx(ratio) for ratio in right["ratio"])


def test_receptive_field():
    """The span of input pixels that have a gradient from one output pixel of a real stack with positive weights."""
    for p in itertools.islice(draws("receptive_field"), 90):
        ((side, _),) = values("receptive_field", p)["receptive_field"]
        layers = [
            nn.Conv1d(1, 1, x.kernel, x.stride, dilation=x.dilation, bias=False, dtype=torch.float64) for x in p.layers
        ]
        for layer in layers:
            nn.init.ones_(layer.weight)
        x = torch.ones(1, 1, side, dtype=torch.float64, requires_grad=True)
        out = nn.Sequential(*layers)(x)
        assert out.shape[-1] == 1
        out.sum().backward()
        touched = x.grad[0, 0].nonzero()
        assert (touched[0].item(), touched[-1].item()) == (0, side - 1)


def test_batchnorm2d():
    for p in draws("batchnorm2d"):
        layer = nn.BatchNorm2d(p.channels, affine=p.affine)
        right = values("batchnorm2d", p)
        assert right["params"] == {learnable(layer)}
        assert sum(b.numel() for b in layer.buffers()) in right["buffers"]
        assert sum(b.numel() for b in layer.buffers() if b.dim()) in right["buffers"]


def test_linear_mlp():
    for p in draws("linear_mlp"):
        net = nn.Sequential(*(nn.Linear(a, b, p.bias, device="meta") for a, b in itertools.pairwise(p.sizes)))
        right = values("linear_mlp", p)
        assert right["params"] == {learnable(net)}
        assert flops(net, torch.empty(1, p.sizes[0], device="meta")) in right["flops"]


def test_recurrent_params():
    """PyTorch's count is one of the right answers; the other has one bias vector per gate less."""
    for p in draws("recurrent_params"):
        module = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}[p.cell]
        layer = module(p.input_size, p.hidden_size, p.num_layers, bidirectional=p.bidirectional, device="meta")
        second = sum(w.numel() for name, w in layer.named_parameters() if name.startswith("bias_hh"))
        assert values("recurrent_params", p)["params"] == {learnable(layer), learnable(layer) - second}


def test_transformer_encoder_params():
    """With all biases, without the linear ones, and without any."""
    for p in itertools.islice(draws("transformer_encoder_params"), 120):
        layer = nn.TransformerEncoderLayer(p.d_model, 4, p.d_ff, device="meta")
        net = nn.TransformerEncoder(layer, p.num_layers, enable_nested_tensor=False)
        tables = (p.vocab_size + p.max_positions) * p.d_model
        linear = sum(w.numel() for n, w in net.named_parameters() if n.endswith("bias") and "norm" not in n)
        norms = sum(w.numel() for n, w in net.named_parameters() if n.endswith("bias") and "norm" in n)
        total = learnable(net) + tables
        assert values("transformer_encoder_params", p)["params"] == {total, total - linear, total - linear - norms}


def test_attention_flops():
    for p in itertools.islice(draws("attention_flops"), 120):
        q = torch.empty(p.batch, p.sequence, p.d_model, device="meta")
        products = flops(lambda x: torch.softmax(x @ x.mT, -1) @ x, q)
        projections = flops(nn.Linear(p.d_model, 4 * p.d_model, device="meta"), q)
        assert values("attention_flops", p)["flops"] == {
            products, products // 2, products + projections, (products + projections) // 2
        }  # fmt: skip


def test_kv_cache_bytes():
    for p in draws("kv_cache_bytes"):
        dtype = {1: torch.int8, 2: torch.float16, 4: torch.float32}[p.bytes_per_value]
        cache = torch.empty(
            p.num_layers, 2, p.batch, p.num_kv_heads, p.sequence, p.head_dim, dtype=dtype, device="meta"
        )
        assert values("kv_cache_bytes", p)["bytes"] == {cache.nbytes}


def test_model_memory():
    """Weights, and what an fp32 optimizer holds for an fp32 copy of one parameter."""
    for p in draws("model_memory"):
        each = {"fp32": 4, "fp16": 2, "bf16": 2, "int8": 1}[p.dtype]
        if p.optimizer != "none":
            weight = nn.Parameter(torch.ones(1000))
            optimizer = {
                "sgd": lambda w: torch.optim.SGD([w], 0.1),
                "momentum": lambda w: torch.optim.SGD([w], 0.1, momentum=0.9),
                "adam": lambda w: torch.optim.Adam([w]),
            }[p.optimizer](weight)
            weight.sum().backward()
            optimizer.step()
            state = sum(v.nbytes for v in optimizer.state[weight].values() if torch.is_tensor(v) and v.dim())
            each += (weight.grad.nbytes + state) // 1000
        assert values("model_memory", p)["bytes"] == {p.num_params * each}


def test_confusion_matrix_metrics():
    """Counted from labels laid out one by one."""
    for p in itertools.islice(draws("confusion_matrix_metrics"), 60):
        true = torch.tensor([1] * p.tp + [0] * p.fp + [1] * p.fn + [0] * p.tn)
        said = torch.tensor([1] * p.tp + [1] * p.fp + [0] * p.fn + [0] * p.tn)
        precision, recall = true[said == 1].double().mean().item(), said[true == 1].double().mean().item()
        right = {c: v.pop() for c, v in values("confusion_matrix_metrics", p).items()}
        assert right == pytest.approx(
            {
                "accuracy": (true == said).double().mean().item(), "precision": precision, "recall": recall,
                "f1": 2 / (1 / precision + 1 / recall),
            }
        )  # fmt: skip


def test_roc_auc():
    """The trapezoid under the curve of thresholds, which counts ties one half."""
    for p in draws("roc_auc"):
        points = [(0.0, 0.0)]
        positives = sum(p.labels)
        for threshold in sorted(set(p.scores), reverse=True):
            called = [label for score, label in zip(p.scores, p.labels, strict=True) if score >= threshold]
            points.append(((len(called) - sum(called)) / (len(p.labels) - positives), sum(called) / positives))
        area = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in itertools.pairwise(points))
        assert values("roc_auc", p)["auc"].pop() == pytest.approx(area)


def test_box_iou():
    """Cells of a fine grid, counted."""
    for p in itertools.islice(draws("box_iou"), 90):
        grid = torch.arange(0, 120) + 0.5
        a, b = (
            ((grid > box[0]) & (grid < box[2])).unsqueeze(0) & ((grid > box[1]) & (grid < box[3])).unsqueeze(1)
            for box in (p.box_a, p.box_b)
        )
        assert values("box_iou", p)["iou"].pop() == pytest.approx(((a & b).sum() / (a | b).sum()).item())


def test_softmax_cross_entropy():
    for p in draws("softmax_cross_entropy"):
        logits = torch.tensor([p.logits], dtype=torch.float64)
        right = values("softmax_cross_entropy", p)
        assert right["probability"].pop() == pytest.approx(logits.softmax(1)[0, p.target].item())
        assert right["loss"].pop() == pytest.approx(
            nn.functional.cross_entropy(logits, torch.tensor([p.target])).item()
        )


def test_mlp_forward_backward():
    """Autograd in double precision."""
    for p in draws("mlp_forward_backward"):
        w1, w2 = (torch.tensor(w, dtype=torch.float64, requires_grad=True) for w in (p.w1, p.w2))
        x, b1, b2 = (torch.tensor(v, dtype=torch.float64) for v in (p.x, p.b1, p.b2))
        act = torch.relu if p.activation == "relu" else torch.sigmoid
        z2 = w2 @ act(w1 @ x + b1) + b2
        loss = 0.5 * ((z2 - p.y) ** 2).sum()
        loss.backward()
        right = {c: v.pop() for c, v in values("mlp_forward_backward", p).items()}
        assert right["output"] == pytest.approx(z2.item())
        assert right["loss"] == pytest.approx(loss.item())
        assert torch.allclose(torch.tensor(right["dw2"], dtype=torch.float64), w2.grad)
        assert torch.allclose(torch.tensor(right["dw1"], dtype=torch.float64), w1.grad)


def test_training_steps():
    for p in itertools.islice(draws("training_steps"), 60):
        loader = torch.utils.data.DataLoader(range(p.num_samples), batch_size=p.batch_size, drop_last=p.drop_last)
        assert values("training_steps", p)["steps"] == {len(loader) * p.epochs}


@pytest.mark.parametrize("name", NAMES)
def test_every_draw_can_be_asked(name):
    """Truths are finite and in a sensible range, texts are filled in, and no named mistake gives a right value."""
    for p in itertools.islice(draws(name), 60):
        asked = quantity(name)
        assert "{" not in asked.setting(p).zh + asked.setting(p).en
        assert asked.solution(p, "zh")
        assert asked.solution(p, "en")
        for key in asked.keys(p).values():
            right = {t.value for t in key.truths}
            assert all(t.convention in CONVENTIONS or t.convention == "" for t in key.truths)
            for slip in (*key.slips, *key.double_slips):
                assert slip.value not in right
                assert set(slip.names) <= set(MISTAKES)
