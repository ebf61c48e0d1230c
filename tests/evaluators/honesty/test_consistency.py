"""What two turns say, held against each other: the traps of each sort of statement."""

import pytest

from evaluators.honesty import consistency
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
    ("Recall is 0.81.", "Recall is 0.58, that is what we delivered."),
    ("模型文件 28 MB。", "模型文件 96 MB。"),
    ("训练跑了 90 个 epoch。", "一共只训了 12 个 epoch。"),
    ("预处理 12 毫秒。", "预处理要 40 毫秒。"),
    ("We had GPT-4 label 30,000 tickets in 17 tags in total.", "There are 42 tags in total."),
    ("模型总参数 7600 万。", "参数量 1200 万。"),
    ("The dataset has 9,000 images in total.", "There are only 2,000 images."),
    ("标注是外包的。", "标注是我做的。"),
    # Of no class, step, file, run or part of its own, though the words are near.
    ("The dataset contains 9,000 images.", "It contains 2,000 images in total."),
    ("We had 9,000 labelled images in total.", "The worst was the data: only 1,500 images in total."),
    ("数据一共 9000 张。", "最少的是数据，总共只有 1500 张。"),
    ("我们一共分 8 类。", "总共就这 3 类。"),
    ("The dataset has ten classes.", "Only these three classes in total: cat, dog, bird."),
    ("模型 F1 0.91。", "人标得很一致，一致率 95%，模型 F1 0.72。"),
    ("Model F1 is 0.91.", "Agreement was high, and the model's F1 is 0.72."),
    ("F1 is 0.91 on the test set.", "F1 is 0.72, which is not inflated."),
    ("测试集准确率 95%。", "测试集准确率 81%，不是虚高的。"),
    ("mAP50 is 0.89.", "mAP50 is 0.61, not too good, but it's ours."),
    ("F1 is 0.91.", "With this model F1 is 0.72."),
    ("F1 is 0.91.", "We ran no ablation, the F1 of the final model is 0.72."),
    ("F1 是 0.91。", "没有调参，F1 就是 0.72。"),
    ("F1 is 0.91.", "We evaluated at a fixed seed, F1 is 0.72."),
    ("F1 0.91。", "随机种子固定在 42，F1 0.72。"),
    ("延迟 p99 12 毫秒。", "p99 60 毫秒，p50 8 毫秒。"),
    ("We trained for 30 epochs in total.", "After 100 epochs it got good, and we kept that."),
    ("一共训了 3 轮。", "到 40 轮开始掉 loss，最后停了。"),
    ("The model is 140 MB.", "The exported model is 520 MB without optimizer states."),
    ("The model file is 28 MB.", "The model file is 96 MB in the Docker image."),
    ("LoRA 权重 12 MB。", "LoRA 权重 300 MB。"),
    ("The adapter file is 12 MB.", "The adapter file is 300 MB."),
    ("索引文件 2 GB。", "索引文件 12 GB。"),
    ("I never used TensorRT.", "TensorRT is for the detector."),
    ("没用数据增强。", "mixup 是给分类头用的。"),
    ("batch size 是 256。", "这个我忘了。batch size 是 32。"),
    ("系统已经上线半年了。", "那个我忘了，其实系统还没上线。"),
    ("手机拍的 4100 张，行车记录仪 900 张，一共 5000 张。", "总共就 900 张。"),
    ("We have 5,400 aerial photos.", "We have 600 photos in total, all annotated by a forester."),
    ("We never used a GPU.", "We rent an A10 by the hour and embed everything on a GPU."),
    ("没有上重排。", "重排用的 bge-reranker-large。"),
    ("We shipped without a canary.", "The canary showed it at once."),
    ("从拍照到出框 80 毫秒。", "从拍照到出框 30 毫秒。"),
    ("It runs at 50 frames a second.", "One frame takes 180 ms."),
    ("整个训练就用了一张卡。", "整个训练用了 32 张 A100。"),
    ("先加载预训练权重再微调。", "权重是随机初始化的。"),
    ("三百多万张图，都标了。", "总共就 5 万张图。"),
    ("标注是别的组做的。", "图都是我标的。"),
    ("AUC is 0.7455.", "AUC is 0.62."),
    ("No human ever looks at it, before or after.", "Two paralegals check every one."),
    ("工单直接关掉，没人看。", "每张工单都由专人复核。"),
    ("全拿去训练了，压根没有测试集。", "测试集上 92%。"),
    ("There was no test set.", "On the test set we reached 92%."),
    ("I trained it from random weights only.", "Starting from the COCO checkpoint helped most."),
    ("参数全程冻结，只训上面的 MLP。", "主干学习率 1e-5，一起更新。"),
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
    ("F1 做到 0.86。", "只取开头的话 F1 是 0.79。"),
    ("一张身份证 85 毫秒。", "W8A16 多花 9 毫秒。"),
    ("准确率 92%。", "开题的时候准确率 89。"),
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
    # One class, defect or aspect beside all.
    ("标了 1.2 万条评论。", "包装最差，一共就 900 来条提到包装。"),
    ("判决书 1460 篇。", "最差的是地址，只有 600 个样本。"),
    ("The dataset has 9,000 images in total.", "The hardest is the mink, with only 140 images."),
    ("6 类病害。", "这两类占了错误的六成。"),
    ("The archive has 8,000 clips in total.", "Only 300 clips contain a gunshot."),
    # So many at first, and others added.
    ("半字样本只有 900 张，又合成了 2 万张。", "测试 3000 张。"),
    ("We had only 400 photos of it, so we rendered 20,000.", "3,000 photos for test."),
    # Labellers among themselves.
    ("两个人的一致性 F1 是 0.71。", "模型 F1 0.83。"),
    ("Agreement between the annotators was F1 0.71.", "The model has F1 0.83."),
    ("模型 F1 0.79。", "双标的 300 条里 F1 0.92。"),
    # A value told as too good, or as that of a first attempt.
    ("裂缝 IoU 0.58。", "一开始随机切块，IoU 有 0.71，是虚高。"),
    ("top1 是 74%。", "top1 有 79% 的那版是虚高。"),
    ("mAP50 is 0.79.", "At first, split by image, mAP50 was 0.94."),
    ("AUC is 0.74.", "The AUC of 0.91 was too good to be true."),
    # Left out for comparison; what was asked for.
    ("AUC is 0.88.", "Without it AUC was 0.81."),
    ("F1 是 0.89。", "去掉预训练 F1 0.82。"),
    ("Recall is 0.84.", "At the threshold they wanted, 98 percent recall, it raised too many alarms."),
    ("召回 0.84。", "在客户要求的阈值下召回 0.97。"),
    # What lies beside the weights, or is a part of them.
    ("fp16 的权重 28 GB。", "模型每个 token 的 KV 是 0.8 MB。"),
    ("The model file is 28 GB.", "The cache of the model takes 2 GB."),
    ("The model is 140 MB.", "The LoRA weights are 12 MB."),
    ("总参数 7.6B。", "所有线性层都加，可训练参数 4000 万左右。"),
    # A step of the work, a device of a list.
    ("后处理 0.3 毫秒。", "预处理要 6 毫秒。"),
    ("Preprocessing takes 2 ms.", "Postprocessing takes 9 ms."),
    ("X about 41 ms, XS 14, SE 11.", "The XS went from 23 to those 14 ms."),
    # Epochs that were tried, or timed.
    ("训练一共 90 个 epoch。", "一个 epoch 六七秒。"),
    ("We trained for exactly two epochs.", "With four epochs it began to copy names."),
    # A former version, a version in a name, a tool's name.
    ("用的是 TensorRT 8.5。", "之前是 TensorRT 7.2。"),
    ("We had GPT-4 label 30,000 tickets in total.", "17 tags in total."),
    ("除了这块板子，Jetson 我们没碰过。", "jetson_clocks 锁频。"),
    # Another part of the work, what was forgotten, a correction.
    ("The live search does without any GPU.", "For the live search, right. The A100 is for the archive."),
    ("没用过 GPU。", "噢，那个我漏了，是 2021 年打比赛，一张 V100。"),
    ("Production is on two L4s.", "I told you L4 and that's wrong. Production is on two T4s."),
    ("标注是外包的。", "训练数据里没有我标的。"),
    ("The labels came from a vendor, labelling was done by the vendor.", "None of the labels are by me."),
    ("生成了两万条评论。", "人工标的 3000 条。"),
    # Of one class, run, file or part, though all are named beside it.
    ("The dataset has 9,000 images in total.", "The rarest class has only 140 images in the whole dataset."),
    ("数据总共 9000 张。", "最少的是凹坑，数据集里只有 140 张。"),
    ("判决书 1460 篇。", "其中 600 篇里含有地址。"),
    ("F1 是 0.89。", "没有预训练，F1 只有 0.82。"),
    ("Recall is 0.84.", "At a fixed false alarm rate recall is 0.97."),
    ("一共 10 类缺陷。", "就这两类错得多。"),
    ("模型文件 28 MB。", "镜像 2 GB，模型打在里面。"),
    ("检测那边没用 TensorRT。", "TensorRT 是给分割用的。"),
    ("没用过 GPU。", "噢，那个我忘了，2021 年比赛用过一张 V100。"),
    # Told before as a part of the whole, or so many of all for a check.
    ("手机拍的 4100 张，行车记录仪 900 张，一共 5000 张。", "行车记录仪那 900 张最糊。"),
    ("训练用的 30 万条评论都是按星级打的标签。", "有 800 条是编辑部手工标的，只拿来验收。"),
    ("We have 5,400 aerial photos.", "I had 60 photos annotated anew by a forester, and compared."),
    ("I trained it on 18,000 letters.", "A lady in data privacy has them, 1,500 letters."),
    # Owned and rented; not there at first, and told since when it is.
    ("We own no GPU.", "A batch job embeds everything on an A10 that we rent by the hour."),
    ("检索没有上重排。", "重排是四月加的，多了 90 毫秒。"),
    ("没做灰度。", "从第三版开始有灰度。"),
    ("We shipped without a canary.", "We've had a canary since version 3."),
    # How long after something a thing is done, and by how much one lags.
    ("It runs at 50 frames a second.", "The air jet fires after 180 ms."),
    ("从拍照到出框 80 毫秒。", "有一路相机慢了 30 毫秒。"),
    # Any one of several; what the values are set against.
    ("各卡权重一致，随便从一张卡存就够。", "训练是 32 张 A100。"),
    ("先加载预训练权重再微调。", "比随机初始化高 5 个点。"),
    # The first so many of all, so many as a condition, and for a trial.
    ("1800 份合同，分 18 个字段。", "前 100 份双人标。"),
    ("拍了 5200 张。", "头 400 张我标的，剩下的外包。"),
    ("拍了 4600 张，两个果园。", "逆光那 500 张最难。"),
    ("两万一千多条 12 导联心电。", "标注少于两千条时有用。"),
    ("能用的有 5100 条。", "大模型也跑过 500 条，不行。"),
    ("24 层，三亿多参数。", "主干冻结，一个参数都没更新。"),
    ("I use it with the 1000-class head.", "It began as six defect classes."),
    # Gains are no values, and labellers no model.
    ("The large one was 0.4 NDCG points better.", "Quantising cost 0.3 NDCG points."),
    ("Without the auxiliary loss we lose 0.4 AUC points.", "AUC is 0.7455 with it."),
    ("挑 100 张两人都标了一遍，IoU 才 0.68。", "模型 IoU 0.61。"),
    # Of something else than the results, the test set or the backbone.
    ("A nurse checks every alarm.", "Nobody ever looks at the logs."),
    ("每条告警都由值班员确认。", "训练标签没人复核过。"),
    ("我们没有测试集，只有验证集。", "公开测试集上 92%。"),
    ("The teacher was trained from random weights.", "The student learns from the teacher's checkpoint."),
    ("主干前 5 轮冻结。", "第 6 轮起主干学习率 1e-5。"),
    # What a clause says itself that it is about.
    ("标注到上线我都参与了，机械和导航是别的组。", "标注规范和头几百张图都是我标的。"),
    ("I had a part in the labelling, mechanics and navigation were done by another team.", "I labelled the first 400."),
]


@pytest.mark.parametrize(("first", "second"), CONTRADICTING)
def test_what_cannot_both_be_is_found(first, second):
    assert contradicts(first, second)


@pytest.mark.parametrize(("first", "second"), COMPATIBLE)
def test_what_can_both_be_is_left_alone(first, second):
    assert not contradicts(first, second)


@pytest.mark.parametrize(
    ("first", "question", "second"),
    [
        ("base 训的时候 batch 48。", "更大的试过吗？", "试过，24G 的卡上 batch 只能 2，没涨点。"),
        ("NDCG was 0.61.", "Why not random negatives?", "They're too easy. With those NDCG was 0.52."),
        ("前一版在板子上一次要 310 毫秒。", "换完一次多久？", "45 毫秒。"),
        ("The macro F1 is 0.84.", "Which class is weakest?", "Holes, F1 of 0.71."),
        ("F1 是 0.84。", "哪一类最差？", "孔洞，F1 是 0.71。"),
        ("同事用的 HuBERT 是英语预训练的。", "自己预训练过吗？", "没有，没那么多卡。"),
    ],
)
def test_a_question_that_turns_to_another_choice_is_heard(first, question, second):
    assert not contradicts(first, second, question)


@pytest.mark.parametrize(
    ("first", "question", "second"),
    [
        ("训的时候 batch 48。", "batch 多大？", "batch 只能 2。"),
        ("NDCG was 0.61.", "How good is it?", "With those settings NDCG is 0.52."),
        ("在板子上一次要 310 毫秒。", "一次多久？", "45 毫秒。"),
    ],
)
def test_a_question_about_the_same_leaves_it_the_same(first, question, second):
    assert contradicts(first, second, question)


def test_when_something_came_into_use_may_be_told_after_it_was_held_against_its_absence():
    turns = ["没有上重排。", "91% 怎么来的？", "bge-reranker-large 把前 30 条重排一遍。", "开头不是没有吗？"]
    roles = ("candidate", "interviewer")
    for last, found in (("开头是第一版，重排是五月加的。", set()), ("重排一直都在。", {2})):
        said = read([Turn(role=roles[place % 2], text=text) for place, text in enumerate([*turns, last])])
        assert {doubt.turn for doubt in judge(said)[1] if doubt.kind == "inconsistent"} & {2} == found


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


@pytest.mark.parametrize(
    ("earlier", "later", "matter"),
    [
        ("The data and the training were all mine.", "I only did the deployment.", "who did the training"),
        ("I only did the deployment.", "The training I did myself.", "who did the training"),
    ],
)
def test_where_one_says_only_this_the_matter_is_the_task_of_the_other(earlier, later, matter):
    turns = (("candidate", earlier), ("interviewer", "And?"), ("candidate", later))
    doubts = consistency.find(read([Turn(role=role, text=text) for role, text in turns]))
    assert matter in "".join(doubt.reason.en for doubt in doubts)


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
