import re
from pathlib import Path

import pytest
import yaml

from evaluators.honesty.findings import judge
from evaluators.honesty.reading import read
from evaluators.response import Turn

DIALOGUES = Path(__file__).parent / "dialogues"
ACCUSING = re.compile(r"\b(?:lie[sd]?|lying|liar|dishonest|fake\w*|cheat\w*)\b|撒谎|说谎|造假|骗")
CHECKED = {"impossible_fact", "inconsistent"}


def rows(*names):
    return [
        pytest.param(row, id=row["id"])
        for name in names
        for row in yaml.safe_load((DIALOGUES / f"{name}.yaml").read_text(encoding="utf-8"))
    ]


def judged(row):
    dialogue = [
        Turn(role="interviewer" if place % 2 else "candidate", text=str(text))
        for place, text in enumerate(row["turns"])
    ]
    return judge(read(dialogue))


@pytest.mark.parametrize("row", rows("did_it"))
def test_people_who_did_the_work_are_never_called_contradicted(row):
    overall, doubts = judged(row)
    assert overall == "substantiated", [(doubt.kind, doubt.turn, doubt.quote, doubt.reason.en) for doubt in doubts]
    assert doubts == ()


@pytest.mark.parametrize("row", rows("made_up"))
def test_what_cannot_be_so_is_found_at_its_turn_and_nothing_else(row):
    overall, doubts = judged(row)
    assert overall == "contradicted"
    assert {doubt.turn: doubt.kind for doubt in doubts if doubt.kind in CHECKED} == row["findings"]


@pytest.mark.parametrize("row", rows("empty"))
def test_dialogues_without_substance_are_unclear_and_accuse_nobody(row):
    overall, doubts = judged(row)
    assert overall == "unclear"
    assert doubts
    assert not {doubt.kind for doubt in doubts} & CHECKED


@pytest.mark.parametrize("row", rows("pairs"))
def test_either_language_gets_the_same_findings(row):
    overall, doubts = judged(row)
    assert overall == row["overall"]
    assert {doubt.turn: doubt.kind for doubt in doubts if doubt.kind in CHECKED} == (row.get("findings") or {})


def test_pairs_are_pairs():
    """Each dialogue of the pairs exists in both languages, with the same expectation."""
    pairs = yaml.safe_load((DIALOGUES / "pairs.yaml").read_text(encoding="utf-8"))
    expected = {row["id"]: (row["overall"], row.get("findings")) for row in pairs}
    assert all(expected[name] == expected[name[:-2] + {"zh": "en", "en": "zh"}[name[-2:]]] for name in expected)


@pytest.mark.parametrize("row", rows("did_it", "made_up", "empty", "pairs"))
def test_every_doubt_quotes_the_turn_it_is_about_and_says_why_in_both_languages(row):
    _, doubts = judged(row)
    for doubt in doubts:
        spoken = str(row["turns"][doubt.turn])
        assert doubt.quote[:12] in spoken
        assert doubt.reason.zh
        assert doubt.reason.en
        assert not ACCUSING.search(doubt.reason.en + doubt.reason.zh)


def statements():
    groups = yaml.safe_load((DIALOGUES / "statements.yaml").read_text(encoding="utf-8"))
    return [(group["opening"], group["question"], said) for group in groups for said in group["statements"]]


@pytest.mark.parametrize(("opening", "question", "said"), statements())
def test_what_people_who_know_their_work_say_is_not_contradicted(opening, question, said):
    overall, doubts = judged({"turns": [opening, question, said]})
    assert overall != "contradicted", [(doubt.quote, doubt.reason.en) for doubt in doubts]


def described(side):
    return yaml.safe_load((DIALOGUES / "described.yaml").read_text(encoding="utf-8"))[side]


@pytest.mark.parametrize("turns", described("mistaken"))
def test_a_network_described_as_another_is_found(turns):
    _, doubts = judged({"turns": turns})
    assert ("impossible_fact", 2) in {(doubt.kind, doubt.turn) for doubt in doubts}


@pytest.mark.parametrize("turns", described("right"))
def test_what_is_rightly_said_in_nearly_the_same_words_is_not_contradicted(turns):
    overall, doubts = judged({"turns": turns})
    assert overall != "contradicted", [(doubt.quote, doubt.reason.en) for doubt in doubts]


@pytest.mark.parametrize(
    "turns",
    [
        ["LoRA 我很熟。", "参数量怎么算？", "一个 4096×4096 的矩阵，r=8，约 6.5 万参数。", "加在哪？", "7B 模型的 q 和 v，一共 420 万参数。"],
        ["I know CLIP well.", "How is it trained?", "Contrastively, on 400 million pairs.", "What did you do?",
         "I fine-tuned it on 700 thousand query-click pairs."],
        ["I fine-tuned Stable Diffusion on 640 crops.", "And guidance?", "At 5. I never trained one from scratch."],
        ["MoE 我读得多。", "Mixtral 的规模？", "总参数 467 亿左右。", "你自己训的那个呢？", "4 个专家，1.2 亿参数。"],
        ["I know wav2vec 2.0 best.", "How is it built?", "Seven convolutions, total stride 320 samples.", "What did you do?",
         "Welsh, 40 hours of labelled speech."],
        ["U-Net 我最熟。", "原论文的结构？", "四次下采样，参数 3100 万左右。", "你用在哪？", "细胞核分割，通道减半，770 万参数。"],
        ["I've worked with DDPM.", "What network?", "The CIFAR-10 one has 36 million parameters, FID 3.17.",
         "What did you build with it?", "Synthetic ultrasound, FID 26 on 4 thousand images."],
        ["DETR. I used it for a year on scans.", "How accurate?", "42 AP on COCO after 500 epochs in total.",
         "How did you make it usable?", "Started from COCO weights, only 60 epochs."],
        ["CLIP, two years of fashion search.", "What's the objective?", "Contrastive. The batch was 32,768.",
         "What did you train yourself?", "B/32 on product photos, batch 2,048."],
        ["SAM 我用得多。", "编码器多大？", "训练集 SA-1B 是 1100 万张图。", "你怎么微调的？", "1200 张荧光图。"],
        ["GPT-2 我抄过一遍代码。", "最小的多少参数？", "1.24 亿参数。", "自己训过吗？", "我训的是 6 层的小版本，一千来万参数。"],
        ["Whisper 我微调过。", "训练数据多少？", "68 万小时语音。", "你自己的呢？", "总共 40 小时语音。"],
        ["Whisper, I fine-tuned it.", "How much data?", "The original had 680,000 hours of speech.", "And yours?",
         "40 hours of speech in total."],
        ["YOLOv5 我最熟。", "多少类？", "COCO 是 80 类。", "你的呢？", "一共 6 类。"],
    ],
)  # fmt: skip
def test_what_is_told_of_the_published_network_or_of_a_part_is_not_held_against_ones_own_figures(turns):
    overall, doubts = judged({"turns": turns})
    assert overall != "contradicted", [(doubt.quote, doubt.reason.en) for doubt in doubts]


@pytest.mark.parametrize(
    "turns",
    [
        ["DETR 我训过。", "你的数据多少？", "总共 8000 张图。", "你怎么划分的？", "训练 26000 张，验证 3000 张。"],
        ["I fine-tuned CLIP.", "Your batch size?", "Batch size was 512.", "What did you do then?", "Batch size was 64."],
        ["I built a detector with DETR.", "Data?", "We have 8,000 images in total.", "How did you split?",
         "26,000 images for training."],
        ["BERT 做的工单分类。", "数据多少？", "一共 9000 条工单。", "你怎么训的？", "总共就 2000 条工单。"],
        ["用 YOLOv5 做的安全帽检测。", "训了多少轮？", "一共 300 轮。", "你用的什么学习率？", "0.01，总共训了 50 轮。"],
        ["ViT 分类 X 光片。", "几类？", "总共 14 类。", "你平衡过吗？", "总共 6 类。"],
        ["Whisper. I fine-tuned it for Welsh.", "How much data?", "40 hours of recorded speech in total.",
         "How did you collect it?", "It was 400 hours of recorded speech in total."],
        ["Qwen2-7B, domain assistant.", "How many examples?", "There were 30,000 examples in total.",
         "Did you write them yourself?", "There were only 4,000 examples in total."],
    ],
)  # fmt: skip
def test_ones_own_figures_are_held_against_each_other_whatever_the_question_turns_to(turns):
    _, doubts = judged({"turns": turns})
    assert ("inconsistent", 4) in {(doubt.kind, doubt.turn) for doubt in doubts}
