"""The members of a family of networks are known by their short names once the family is named."""

import pytest

from evaluators.honesty.reading import read
from evaluators.response import Turn


def models(*turns):
    roles = ("candidate", "interviewer")
    reading = read([Turn(role=roles[place % 2], text=text) for place, text in enumerate(turns)])
    return [name for clause in reading.said[-1].clauses for name in clause.named("model")]


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("I know ResNets.", "And 18?", "18 is 11.7 million, and 50 has 25.6."), ["resnet18", "resnet50"]),
        (("YOLOv5 我很熟。", "多大？", "s 是 720 万参数，x 有 8670 万。"), ["yolov5s", "yolov5x"]),
        (("BERT 用得多。", "参数？", "base 是 1.1 亿，large 大概是 3.4 亿。"), ["bert_base", "bert_large"]),
        (("EfficientNet.", "Which?", "We'd use B7 when B0 was too slow."), ["efficientnet_b7"]),
        (("Whisper, mostly.", "Which?", "I ran small one winter."), []),
        (("Whisper, mostly.", "Which?", "small has 244 million."), ["whisper_small"]),
        (("YOLO 里我最熟 v8。", "头呢？", "v8 没有 anchor，v5 还有。"), ["yolov8", "yolov5"]),
        (("We ran YOLOv8n on the poles.", "And then?", "v8s was too slow, so v8n stayed."), ["yolov8s", "yolov8n"]),
    ],
)
def test_a_short_name_is_the_member_s_of_the_family_that_was_named(turns, expected):
    assert models(*turns) == expected


@pytest.mark.parametrize(
    "turns",
    [
        ("I train detectors.", "How many?", "18 is the most that I ran at once."),
        ("BERT and RoBERTa.", "Which size?", "base is 110 million."),
        ("I know ResNets.", "How many runs?", "In 50 of 101 runs it diverged."),
        ("YOLOv5 我很熟。", "多久？", "5 s 就跑完了，batch 是 16。"),
        ("Llama 2.", "Cards?", "The 7B3 board has two."),
        ("I train segmenters.", "Which data?", "v8 of our set, after v5 had too many doubles."),
    ],
)
def test_without_the_family_or_between_two_a_short_name_means_nothing(turns):
    assert not [name for name in models(*turns) if "_" in name or name[-1].isdigit()]
