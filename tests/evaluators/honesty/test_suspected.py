"""Which facts the words of a turn point at; `test_denied_facts` has what comes of it."""

import pytest

from evaluators.honesty import suspected
from evaluators.honesty.reading import read
from evaluators.response import Turn


def told(*texts):
    return read([Turn(role="interviewer" if at % 2 else "candidate", text=text) for at, text in enumerate(texts)], None)


def pointed_at(*texts):
    """The facts that the last turn points at."""
    reading = told(*texts)
    return {doubt.reason.en for doubt in suspected.of_turn(reading, reading.said[-1])}


@pytest.mark.parametrize(
    ("texts", "fact"),
    [
        (
            ("DETR is one I know from inside.", "And from there to boxes?", "NMS at 0.45 IoU."),
            "DETR does not use non-maximum suppression.",
        ),
        (
            (
                "GPT-2 我挺熟的，做过诗歌生成。",
                "预训练任务是什么？",
                "随机遮掉 15% 的 token 还原，再加一个下一句预测。",
            ),
            "GPT-2 does not use next-sentence prediction.",
        ),
        (
            ("We make catalogue pictures with SDXL.", "How does text go in?", "Through one encoder only, T5-XXL."),
            "SDXL does not use a T5 text encoder.",
        ),
        (
            ("边缘盒子是 Jetson Xavier NX。", "盒子上用什么？", "RKNN。pt 先导 ONNX，平台就选 Xavier NX。"),
            "RKNN does not run on Jetson Xavier.",
        ),
        (
            ("GPT-3 is one I know from inside.", "How large?", "175 billion, as mixture of experts, unlike GPT-2."),
            "GPT-3 does not use mixture of experts.",
        ),
        (
            ("SimCSE 我比较熟。", "负样本呢？", "有一个动量编码器，队列里存旧的 key。"),
            "SimCSE does not use a momentum encoder.",
        ),
        (
            (
                "A mixed fleet: A10 nodes and AMD MI210 nodes.",
                "How?",
                "TensorRT 8.6. On the MI210 trtexec just worked.",
            ),
            "TensorRT does not run on MI210.",
        ),
    ],
)
def test_what_was_named_turns_before_is_what_a_part_or_a_device_is_held_against(texts, fact):
    assert fact in pointed_at(*texts)


@pytest.mark.parametrize(
    "texts",
    [
        ("DETR is one I know from inside.", "And then?", "We put NMS behind it, our own post-processing."),
        ("DETR is one I know from inside.", "And then?", "Unlike Faster R-CNN it has no NMS."),
        ("DETR and YOLOX, both in use.", "And then?", "NMS at 0.45 IoU."),
        ("DETR is one I know from inside.", "And then?", "If it had NMS, training would not see it."),
        ("DETR is one I know from inside.", "And then?", "Sorry, wrong, NMS at 0.45 was in the other one."),
        (
            "XLNet is one I know from inside.",
            "Is it more like GPT or BERT?",
            "Random factorisation orders, no mask token.",
        ),
        ("DETR is one I know from inside.", "And then?", "SORT runs NMS at 0.45 before it tracks."),
        ("A mixed fleet: A10 nodes and AMD MI210 nodes.", "How?", "TensorRT on the A10, and the MI210 had its own."),
        ("It runs on a Xeon box and on iPhones.", "How?", "Core ML on the phones, ONNX Runtime on the Xeon box."),
        ("I know ELECTRA.", "Is it a GAN, then?", "No. The generator is not there to fool the discriminator."),
        ("I know DeBERTa.", "How does it differ from BERT?", "Content and relative position have separate vectors."),
        ("YOLOv5 我比较熟。", "和 v8 有什么区别？", "v8 是 anchor-free，解耦头，没有 obj 分支。"),
        ("YOLOv5 我比较熟。", "后来呢？", "YOLOv8u 是解耦头，没有 obj 分支。"),
        ("YOLOv5 我比较熟。", "后来呢？", "v8 是解耦头，没有 obj 分支。"),
        ("App 有安卓和 iPhone 两个版本。", "用什么推理？", "就 iOS Core ML。"),
        ("RoBERTa is what I use.", "What did it change?", "It dropped next-sentence prediction."),
        ("I know BERT and DDPM.", "The second?", "A diffusion process over the pixels."),
        ("We deploy on RK3588.", "How do models get there?", "The GPU is a Mali, so no CUDA."),
        ("The app is for iPhones.", "How?", "Core ML. A first version in 2020 ran in PyTorch on a V100."),
    ],
)
def test_nothing_is_where_it_may_be_ones_own_anothers_or_somewhere_else(texts):
    assert pointed_at(*texts) == set()
