from datetime import date

import pytest

from evaluators.honesty.findings import impossible
from evaluators.honesty.reading import read
from evaluators.response import Turn


def doubts(*texts, day=None):
    """What is found impossible; texts alternate, the candidate first."""
    dialogue = [Turn(role="interviewer" if place % 2 else "candidate", text=text) for place, text in enumerate(texts)]
    return impossible(read(dialogue, day))


def found(*texts, day=None):
    """The turns at which something impossible is found."""
    return sorted({doubt.turn for doubt in doubts(*texts, day=day)})


POSSIBLE = [
    ("a grid of patches at two sizes", "ViT-B/16. At 224, 14 by 14 patches plus the class token, 197. With 384, 577."),
    ("what a vendor claimed", "供应商一开始说在昇腾上跑了 TensorRT，这是胡说。"),
    ("a bare signed figure is a change", "FID -3.5 with the new schedule."),
    ("a threshold that cleans the labels", "伪标签阈值调到 0.9 以后，AUC 从 0.81 提到 0.84。"),
    ("percentiles at two batch sizes", "p50 was 20 ms at batch 8, p99 18 ms at batch 1."),
    ("the type of the pictures, not of the labels", "uint8 图片，标签 0 到 999。"),
    ("the length of the whole text", "BERT 一次送 512 个 token，文章大概 3000 字。"),
    ("weights that are whole", "With ZeRO-1 the optimizer states are sharded, weights are replicated."),
    ("serving on another cloud", "Trained on a TPU v3-8 and served on Azure."),
    ("lags beside the sensors", "We had 12 sensors with 50 lags each and PCA to 60 components."),
    ("bf16 without tensor cores may be emulated", "V100 上试过 bf16 训练，很慢。"),
    ("bf16 on the other machine", "TensorRT on the Xavier in fp16. On the training box it was bf16."),
    ("samples multiplied by augmentation", "MNIST 做了增强，扩到 60 万张来训练。"),
    ("samples counted in every epoch", "CIFAR-10 训了 200 轮，用了一千万张。"),
    ("two data sets together, one unknown", "COCO 加 Foo365 一共 200 万张图，预训练用的。"),
    ("a part of the data set", "LibriSpeech 只用了 100 小时。"),
    ("hours of work", "LibriSpeech 上训练了 2000 小时。"),
    ("a gain in points", "mIoU 涨了 1.3，F1 从 0.61 到 0.67。"),
    ("a perplexity that fell by less than one", "困惑度降了 0.6。"),
    ("the U-Net of a diffusion model", "Stable Diffusion 1.5：UNet 8.6 亿参数。"),
    ("the weights on each card", "13B 的 fp16 权重每卡 13G。"),
    ("weights in four bits", "7B 的权重 int4 之后 3.9G，fp16 放不下。"),
    ("a version newer than the tables cannot be checked", "We deployed with TensorRT 12.3."),
    ("the newest version the tables know, undated", "我们用 ONNX Runtime 1.32 部署。"),
    ("ncnn's releases are days", "We deployed with ncnn 20220729 on Android."),
    ("ncnn's Python package puts 1.0 before the day", "用的 ncnn 1.0.20230517，安卓手机。"),
    ("a release in the same year", "2022 年用 TensorRT 8.5 部署的。"),
    ("results in a framework are no version", "WER 7.4 clean and 13.9 noisy; in PyTorch 7.3 and 13.9."),
    ("a figure with a unit is no version", "TensorRT 1.7 ms, PyTorch 7 ms on the T4."),
    ("a graduation year does not date the project", "我 2019 年毕业，项目里用的是 YOLOv8。"),
    ("a paper's year does not date the project", "In the 2015 paper there was no such thing, we used YOLOv8."),
    ("a later year in the dialogue", "In 2020 we began with YOLOv4. In 2023 we went to YOLOv8."),
    ("a count of images is no card", "2019 年标注了 3090 张图。"),
    ("an engine on a device, denied", "TensorRT does not run on the iPhone, so we went with Core ML."),
    ("trained on one device, run on another", "在 A100 上训练的，部署用 Core ML 在 iPhone 上跑。"),
    ("converted on a workstation", "I converted it with RKNN on my 3090 workstation."),
    ("both devices named", "TensorRT on the server's T4 and ncnn on the Snapdragon 865."),
    ("dynamic quantisation needs no calibration", "ONNX Runtime 动态量化成 int8，不需要校准。"),
    ("calibration missed, and regretted", "TensorRT int8 没做校准直接掉了 20 个点。"),
    ("an engine cannot go back, said so", "You can't convert the engine back to ONNX, so I kept the file."),
    ("training, then conversion", "We fine-tuned the model in PyTorch and rebuilt the engine."),
    (
        "an engine that failed elsewhere",
        "I built the engine on my 3090 and copied it to the Jetson, it failed to load, so I rebuilt it there.",
    ),
    ("a family named without its size", "YOLOv5 我用过 1.9M 参数的，也用过 86.7M 参数的。"),
    ("a changed network", "我把 ResNet-50 的通道砍半，剩 640 万参数。"),
    ("a part's parameters", "In ResNet-50 the last layer's head has 2 million parameters."),
    ("an approximate figure", "BERT-base is somewhere around 100 million parameters."),
    ("a checkpoint with optimizer state", "ResNet-50 的 checkpoint 文件 300 MB，带优化器状态。"),
    ("two cards together", "两张 3090，一共 48G 显存。"),
    ("memory in use", "T4 上用了 3G 显存。"),
    ("a large model, quantised", "A 70B model in 4-bit runs on a single A100 with 80 GB."),
    ("a growth above 100 %", "召回率提升了 120%。"),
    ("macro F1 below both", "Macro precision 0.81, recall 0.74, F1 0.70 (macro average)."),
    ("a network against another", "Unlike BERT, GPT-2 is not bidirectional."),
    ("what another network has", "ResNet-50 没有 4096 的全连接层，那是 VGG 的。"),
    ("a trait added by hand", "我们给 ResNet-50 加了注意力。"),
    ("a trait folded away", "推理时 ResNet-50 的 BN 融合进卷积了，没有 BN。"),
    ("a part of a data set", "We picked 12 of the COCO classes."),
    ("pre-trained on one set, tuned on another", "ImageNet 预训练，再用自己的 3000 张图微调。"),
    ("a gain that fits, N times as fast", "从 40 毫秒降到 10 毫秒，快了 4 倍。"),
    ("a gain that fits, N times faster", "从 40 毫秒降到 10 毫秒，快了 3 倍。"),
    ("a model served through its interface", "我们通过 API 用 GPT-4 标注数据。"),
    ("what somebody else says", "有人说 BERT 是单向的。"),
    (
        "what a part of the parameters is for",
        "Of the 580 million parameters in mT5-base most embed its 250,112 pieces.",
    ),
    ("a score in the framework beside the engine's", "板子上 mAP50 是 0.887，PyTorch 上 0.891。"),
    ("a processor's number before a second of sound", "With one thread an N5095 a second of sound takes 210 ms."),
    ("a graph of one's own behind a public one", "We began with Cora, then a graph of our own library, 62,000 papers."),
    ("a part that was taken out", "RoBERTa 一开始就把下一句预测去了。"),
    (
        "a file of as many parameters as are counted beside it",
        "Mistral 7B, rank 16 on all linear layers. About 42 million parameters, 84 MB in bf16.",
    ),
    (
        "a file of as many parameters as were left",
        "A usual CRNN has about 8.3 million parameters, ours 2.1 million, so 8.4 MB in FP32.",
    ),
    (
        "what was left of a network, in eight bits",
        "ResNet-18 去掉 layer4，只剩 2.8M 左右参数。int8 之后模型就是 2.8MB 上下。",
    ),
    ("a quotient of a difference", "512 减 16 除以 8 是 62，所以 63 个。"),
    ("a product taken off another", "5 times 640 minus 4 times 50 is exactly 3,000."),
    ("milliseconds told in seconds", "A lipstick vanishes at 320. 24 times 38 is 0.9 seconds."),
    ("years together", "2019 和 2020 一共 70176 条。"),
    ("an accuracy over a time", "Balanced accuracy over one-minute windows."),
    ("a build with half the channels", "YOLOv3-tiny 改的，通道砍了一半，两类。220 万参数左右。"),
    ("a product in ten thousands and some", "词表 21128 乘 768 是 1600 多万。"),
    ("an index of a shift and a rate's fall", "PSI 一周内从 0.03 到 0.31，通过率掉了差不多 6 个百分点。"),
    ("a name that came when one had left", "TFLite，2020 年到 2023 年我都在做。LiteRT 改名的时候我已经走了。"),
    ("the same in English", "TFLite, from 2020 to 2023. When it was renamed LiteRT I had already left."),
    ("the version of what calls an engine", "ONNX Runtime calls TensorRT. With 1.14 that was TensorRT 8.5."),
    ("a memory bank beside a backbone", "DINOv2 is not trained. You fill a memory bank with features of good parts."),
    ("a framework's time", "OpenVINO 0.2 毫秒，TF-IDF 那版更快。"),
    ("a network's half", "DistilBERT is half of BERT-base's layers, six. No token-type embeddings, no pooler."),
    ("a part called a transformer", "TabNet: the masked features go into a feature transformer, GLU blocks."),
    ("a result after training with something", "89.6 on CIFAR-10 after 300 epochs with RandAugment and mixup."),
    (
        "a pilot and what came of it",
        "The pilot in 2022 ran YOLOv5s on a Xavier NX. 7.5 ms on the Orin Nano for YOLOv8s.",
    ),
    ("what is only planned", "I would deploy it with TensorRT on the iPhone if I could."),
]


@pytest.mark.parametrize(("why", "text"), POSSIBLE, ids=[why for why, _ in POSSIBLE])
def test_possible(why, text):
    """What an honest person says is not taken for impossible: {why}."""
    assert found(text) == [], why


IMPOSSIBLE = [
    ("bf16 tensor cores before Ampere", "V100 上开了 bf16 的 tensor core 训练。"),
    ("tensor cores before Volta", "The GTX 1080 Ti's tensor cores made fp16 training three times faster."),
    ("more samples used than there are", "MNIST 训练集用了 60 万张。"),
    ("more speech than there is", "LibriSpeech 一共 96 万小时。"),
    ("a fraction above one", "验证集上 mIoU 达到 1.3。"),
    ("a perplexity below one", "The perplexity fell to 0.6."),
    ("a variant with the parameters of another", "The RoBERTa-large model had 125 million parameters."),
    ("a data set younger than the project", "2019 年我们在 LAION-400M 上训练。"),
    ("a method younger than the project", "2021 年用投机解码加速。"),
    ("weights with too few bytes", "7B 的 fp16 权重一共 3.5G。"),
    ("the same in English", "The fp16 weights of the 13B model are 6 GB in total."),
    ("a version that never was", "We ran inference with TensorRT 6.3."),
    ("a version newer than its year", "2021 年我们用 TensorRT 8.6 部署。"),
    ("a scheme the engine never had", "部署用的 OpenVINO 6.2 版本。"),
    ("a network younger than the project", "In 2020 I trained a YOLOv8 detector."),
    ("a card younger than the project", "2018 年我们用 A100 训练。"),
    ("an engine on a foreign device", "模型用 TensorRT 部署在 iPhone 上。"),
    ("full-width digits mean the same", "２０２０年我用 YOLOv8 训练。"),
    ("zero-width characters mean nothing", "In 2020 I trained a YOLO\u200bv8 detector."),
    ("a format without arithmetic", "TensorRT int8 on the Jetson Nano gave us 30 fps."),
    ("an engine turned back", "最后把 engine 转成 ONNX 给测试用。"),
    ("an engine fine-tuned", "Then we fine-tuned the int8 engine for two epochs."),
    ("parameters of another network", "ResNet-50 has 138 million parameters."),
    ("a file too small for its parameters", "BERT-base 的权重文件 fp32 是 30 MB。"),
    ("memory no such card has", "We trained on a 2080 Ti with 64 GB."),
    ("weights larger than the card", "I ran a 70B model in fp16 on a single RTX 4090."),
    ("a share above one", "准确率达到了 130%。"),
    ("an F1 above both", "Precision 0.70, recall 0.60, F1 0.88."),
    ("top-5 below top-1", "top-1 91.0, top-5 88.0."),
    ("a trait it lacks", "BERT 是单向的语言模型。"),
    ("a trait it has, denied", "ResNet-50 has no skip connections."),
    ("another maker", "ncnn is developed by Google."),
    ("layers of another variant", "BERT-base has 24 layers."),
    ("classes of another data set", "COCO 一共有 1000 类。"),
    ("more operations than the card can do", "YOLOv5x runs at 500 fps on a Jetson Nano."),
    ("half the bytes, a tenth of the file", "转成 fp16 之后模型从 200 MB 降到 20 MB。"),
    ("weights that were never published", "我们在自己的服务器上部署了 GPT-4。"),
    ("parameters counted without a word for millions", "mT5-base has 250,112 parameters."),
    ("a version below one", "板子上用的是 TensorRT 0.914。"),
    ("a rate behind a time with one thread", "With one thread a page takes 210 ms, so 50 a second."),
    ("nodes of a public graph", "Cora has 62,000 nodes."),
    ("a file on a card", "RoBERTa-base 的权重文件大小 11 GB，2080Ti 上放得下。"),
    ("the order of two inventions", "BN was proposed after ResNet."),
]


@pytest.mark.parametrize(("why", "text"), IMPOSSIBLE, ids=[why for why, _ in IMPOSSIBLE])
def test_impossible(why, text):
    """What cannot be so is found: {why}."""
    assert found(text) == [0], why


def test_a_bare_version_is_read_in_the_light_of_the_question():
    assert found("In 2020 I deployed with TensorRT.", "Which version?", "8.6.") == [2]
    assert found("In 2020 I deployed with TensorRT.", "What threshold?", "8.6.") == []
    asked = "ES 哪个版本？不是早就有 TF-IDF 默认吗？"
    assert found("BM25 我熟，训练用 TensorFlow。", asked, "7.10。5.0 起默认就是 BM25。") == []
    assert found("PyTorch 导 ONNX，OpenVINO 跑。", "延迟？", "0.2 毫秒，原来 PyTorch 0.9。") == []
    room = ("24 GB would take the fp16 version. Why quantise?", "It would, with 14.5 plus a cache.")
    assert found("Mistral 7B, vLLM 0.3, 14.5 GB in fp16.", *room) == []
    older = "8.2.1, what comes with JetPack 4.6.1. The prototype was on 7.1.3, JetPack 4.5, until 2022."
    assert found("I ran YOLOv5 on a Jetson Nano.", "TensorRT version?", older) == []
    assert found("I ran YOLOv5 on a Jetson Nano.", "TensorRT version?", older.replace("7.1.3", "7.9.3")) == [2]


def test_a_version_of_what_neither_question_nor_reply_names_is_certain_only_where_nothing_else_can_be_meant():
    asked = "Which version was that?"
    assert [doubt.unsure for doubt in doubts("We ran it with TensorRT.", asked, "6.3.")] == [False]
    assert [doubt.unsure for doubt in doubts("From ONNX Runtime we went to TensorRT.", asked, "6.3.")] != [False]
    assert [doubt.unsure for doubt in doubts("We ran inference with TensorRT 6.3.")] == [False]


def test_an_engine_behind_a_label_ran_on_what_the_label_names():
    deployed = ("It is deployed on a Hailo-8, in the first generation it was a Nano.", "Which engine and version?")
    assert found(*deployed, "Nano: TensorRT 8.2.1. Hailo: their dataflow compiler.") == []
    assert found("It is deployed on a Hailo-8.", "Which engine and version?", "TensorRT 8.2.1.") == [2]


def test_the_day_of_the_dialogue_bounds_what_can_have_been_used():
    assert found("I deployed with TensorRT 10.2.", day=date(2022, 5, 1)) == [0]
    assert found("I deployed with TensorRT 10.2.", day=date(2025, 5, 1)) == []


def test_a_bare_no_answers_the_question_about_a_trait():
    assert found("I know ResNet-50.", "Does ResNet-50 use skip connections?", "No.") == [2]
    assert found("我熟悉 ResNet-50。", "ResNet-50 有跳跃连接吗？", "有。") == []


def test_a_statement_that_is_taken_back_is_not_held_against_anybody():
    said = ("ResNet-50 has 138 million parameters.", "Are you sure?")
    assert found(*said, "Sorry, I mixed that up with VGG, it is 25.6 million.") == []
    assert found(*said, "Yes, 138 million parameters.") == [0, 2]
    later = ("And the data?", "Own photos.", "So 138 million?", "No, sorry, 25.6 million.")
    assert found(said[0], *later) == []


def test_a_sorry_about_something_else_takes_nothing_back():
    said = ("ResNet-50 has 138 million parameters.", "And the data?")
    assert found(*said, "Own photos. Sorry, I have to leave in a minute.") == [0]
    assert found(*said, "Own photos.", "Who labelled them?", "Two students. Sorry, three.") == [0]
