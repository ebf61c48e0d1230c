"""What counts as code that somebody says they wrote."""

import pytest

from evaluators.honesty.claims import claims_of
from evaluators.honesty.reading import read
from evaluators.response import Turn


def coded(text):
    reading = read((Turn(role="candidate", text=text),))
    return [claim.quote for one in reading.said for claim in claims_of(reading, one) if claim.attribute == "code"]


@pytest.mark.parametrize(
    "text",
    [
        "I wrote the training loop.",
        "I implemented a custom CUDA kernel for it.",
        "I've written the data loader myself.",
        "- Implemented NMS in C++",
        "Wrote the training loop in PyTorch",
        "I re-implemented it from scratch.",
        "训练代码是我自己写的训练循环。",
        "我写了推理服务的后处理代码",
        "从零实现了 Transformer",
        "手写 NMS",
        "独立实现数据加载流程",
    ],
)
def test_what_somebody_coded(text):
    assert len(coded(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I never wrote the training loop.",
        "Marta wrote the training loop.",
        "I wrote the paper.",
        "I trained the model.",
        "We wrote to the vendor about the model.",
        "我师兄写的训练代码",
        "我们组写了训练代码",
        "他自己写的推理代码",
        "手写数字识别，用 LeNet",
        "我没写训练代码",
        "我训练了模型",
    ],
)
def test_what_is_no_such_code(text):
    assert coded(text) == []
