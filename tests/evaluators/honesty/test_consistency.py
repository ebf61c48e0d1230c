"""What two turns say, held against each other: the traps of each sort of statement."""

import pytest

from evaluators.honesty.findings import judge
from evaluators.honesty.reading import read
from evaluators.honesty.roles import parts_of
from evaluators.honesty.uses import uses_of
from evaluators.response import Turn


def contradicts(first, second, question="And?"):
    """Whether the second turn is found to contradict the first."""
    dialogue = [("candidate", first), ("interviewer", question), ("candidate", second)]
    _, doubts = judge(read([Turn(role=role, text=text) for role, text in dialogue]))
    return any(doubt.kind == "inconsistent" and doubt.turn == 2 for doubt in doubts)


CONTRADICTING = [
    ("总共就 12400 张，没有别的来源。", "15000 张原图训练，batch 8。"),
    ("8,000 question-answer pairs, that's everything we had.", "Three epochs over our 45,000 pairs took 5 hours."),
    ("数据总共 8000 张。", "训练 26000，验证 3000。"),
    ("We have 50 thousand labelled images in total.", "120 thousand for training and 10 thousand for test."),
    ("没做 int8。", "int8 校准用了 800 张，上线的就是 int8。"),
    ("My project ran from March 2021 to August 2021.", "I started that project in October 2022."),
    ("数据一共 5 万张图。", "总共就 3000 张图。"),
    ("We trained on 40,000 images.", "There were only 900 images."),
    ("样本有 25 万。", "样本拢共六千来条。"),
    ("The model has 12 million weights.", "It has 60 thousand parameters altogether."),
    ("一帧 28 毫秒。", "一帧要 90 毫秒。"),
    ("单卡 QPS 1500。", "单卡只能扛 200 左右的 QPS。"),
    ("Macro F1 is 0.91 on the test set.", "With a macro F1 of 0.72 on the test set it fails often."),
    ("基线是 TextCNN，F1 0.72，我们 0.79。", "TextCNN 的 F1 是 0.78。"),
    ("We had 120 intents.", "Only a dozen intents in total."),
    ("The whole project took six weeks.", "I worked on this project for a year and a half."),
    ("整个训练跑了两天。", "整个训练跑了五个星期。"),
    ("We trained it on eight A100s.", "Everything was trained on two A100s."),
    ("骨干是 MobileNetV2。", "骨干是 ResNet-101。"),
    ("线上推理是 fp16。", "线上推理跑的是 int8。"),
    ("The data were collected in 2021.", "We collected the data in 2018."),
    ("系统 2022 年上线的。", "2020 年上线的。"),
    ("标注是我做的。", "标注是外包做的，我没参与。"),
    ("I did all the deployment.", "The deployment was done by the infra team."),
    ("It was a solo project.", "The four of us pushed to one branch."),
    ("没用数据增强。", "水平翻转和随机裁剪都上了。"),
    ("We never used mixed precision.", "Training ran with mixed precision and a GradScaler."),
    ("模型已经上线半年了。", "系统还没上线。"),
    ("从零实现过这个模型。", "没有自己实现过，只调过库。"),
    ("YOLOX 我训过好几版。", "YOLOX 我没真正跑过。"),
    ("I fine-tuned T5 for a year.", "I never actually used T5, only read about it."),
    ("我是项目负责人。", "我主要是给导师打下手。"),
    ("I led the team.", "I was just a trainee, I only helped with small things."),
    ("Nobody else worked on it.", "Four of us shared it."),
    ("系统已经上线半年了。", "其实没有真正部署过，只在笔记本上试过。"),
    ("RoBERTa 训了 3 轮。", "我训满了 40 轮。"),
    ("My internship was in 2021.", "I started that internship in 2023."),
]

COMPATIBLE = [
    ("数据总共 8000 张。", "增强之后训练 26000。"),
    ("数据总共 8000 张。", "训练 26000 步。"),
    ("We have 50 thousand labelled images in total.", "40 thousand for training and 10 thousand for test."),
    ("DETR 要训 500 轮。", "Deformable DETR 50 轮就 43.8。"),
    ("On the iPhone 12 it takes 5 ms.", "An upsample fell back to the CPU and cost 9 ms."),
    ("一帧 28 毫秒。", "那一层从 GPU 掉到 CPU，要 90 毫秒。"),
    ("训练集 2.1 万张，测试集 3000 张。", "一共 2.4 万张。"),
    ("Raw it was 310 hours of speech.", "After cleaning 190 hours of speech were left."),
    ("数据 6 万条。", "人工盲评 300 条。"),
    ("The detector has 7M parameters.", "The re-identification network has 24M parameters."),
    ("模型前向 8 毫秒。", "端到端 35 毫秒。"),
    ("p99 是 47 毫秒。", "平均 18 毫秒。"),
    ("A single run takes 20 minutes.", "The whole sweep took two days."),
    ("We peak at 1,800 requests per second.", "On average it is 300 requests per second."),
    ("Internal test AUC 0.94.", "On the external hospital AUC was 0.86."),
    ("F1 是 0.86。", "对新用户 F1 只有 0.69。"),
    ("Recall is 0.78, the old rules got 0.41.", "The old rules had recall 0.41."),
    ("The goal was 95% recall.", "We got recall 92.7%."),
    ("12 类数据。", "最难的 3 类混在一起。"),
    ("We sort mails into 14 categories.", "For the six largest categories the two were level."),
    ("一共 20 类。", "最大的 4 类两个模型打平。"),
    ("单张 A10，24 G。", "fp16 权重 15 G 出头。"),
    ("训练用 8 张 A100。", "线上推理一张 T4。"),
    ("组里 6 个人。", "这个项目是我和另一个同学两个人做的。"),
    ("训练是 bf16。", "部署是 int8。"),
    ("第一版数据是 2019 年采的。", "2021 年又采了一次。"),
    ("2020 年入职。", "2022 年上线。"),
    ("量化是我做的。", "蒸馏是同事做的。"),
    ("训练我一个人做的。", "部署我没参与。"),
    ("I trained it.", "My colleague labelled the data."),
    ("蒸馏是核心。", "不加蒸馏只有 91.2。"),
    ("We used no augmentation at first.", "Random crops later brought two points."),
    ("没有上线。", "如果上线的话要用 T4。"),
    ("YOLOX 我训过好几版。", "YOLOv7 我没真正跑过。"),
    ("I fine-tuned T5.", "BART I have never used."),
    ("我带两个实习生做的。", "我当时也是第一次带人。"),
    ("I led the team.", "The intern I had only helped with labelling."),
    ("RoBERTa 训了 3 轮。", "TextCNN 一共训满了 40 轮。"),
    ("My first internship was in 2021.", "My second internship was in 2023."),
    ("线上是 T4。", "客户机房没有 T4 的驱动。"),
    ("Latency is 12 ms on the Orin.", "It is 31 ms on the Orin, batch 8, fp32."),
]


@pytest.mark.parametrize(("first", "second"), CONTRADICTING)
def test_what_cannot_both_be_is_found(first, second):
    assert contradicts(first, second)


@pytest.mark.parametrize(("first", "second"), COMPATIBLE)
def test_what_can_both_be_is_left_alone(first, second):
    assert not contradicts(first, second)


@pytest.mark.parametrize(("first", "second"), CONTRADICTING)
def test_a_correction_lifts_the_contradiction(first, second):
    """What the candidate takes back in so many words is no contradiction, whatever it was about."""
    chinese = any("\u4e00" <= char <= "\u9fff" for char in first)
    assert not contradicts(first, ("不好意思，刚才说错了，" if chinese else "Sorry, I misspoke before: ") + second)


def parts(text, question=""):
    said = read([Turn(role="interviewer", text=question), Turn(role="candidate", text=text)]).said[0]
    return {(part.task, part.doer) for part in parts_of(said)}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("部署是隔壁组做的。", {("deployment", "not_mine")}),
        ("I trained the model, the vendor labelled the data.", {("training", "mine"), ("labelling", "not_mine")}),
        ("我只负责训练。", {("training", "only")}),
        ("老师模型是同事训的。", set()),
        ("We deployed it on a T4.", set()),
    ],
)
def test_a_task_has_the_doer_that_its_clause_names(said, expected):
    assert parts(said) == expected


def test_the_question_names_the_task_of_a_short_answer():
    assert parts("That was handled by the platform team.", "And the deployment?") == {("deployment", "not_mine")}


def used(text, question=""):
    said = read([Turn(role="interviewer", text=question), Turn(role="candidate", text=text)]).said[0]
    return {(use.name.en, use.used) for use in uses_of(said)}


@pytest.mark.parametrize(
    ("said", "question", "expected"),
    [
        ("没有做 warm-up。", "", {("a warm-up", False)}),
        ("2,000 warm-up steps.", "", {("a warm-up", True)}),
        ("I thought about focal loss, but never tried it.", "", {("focal loss", False)}),
        ("No.", "Did you use data augmentation?", {("data augmentation", False)}),
        ("Without distillation it gets 91.2.", "", set()),
        ("没用 MLflow。", "", {("MLflow", False)}),
    ],
)
def test_a_technique_is_used_or_left_out(said, question, expected):
    assert used(said, question) == expected
