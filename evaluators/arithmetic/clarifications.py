"""What a question leaves to convention, for a candidate who asks about it: what counts, never how it is worked out."""

import re
from dataclasses import dataclass

from evaluators.text import Text


@dataclass(frozen=True)
class Clarification:
    """One convention, and what it is asked by."""

    about: re.Pattern[str]
    told: Text


def _on(about: str, *, zh: str, en: str) -> Clarification:
    return Clarification(re.compile(f"(?ai){about}"), Text(zh=zh, en=en))


_PADDING = r"padding|\bpad(?:s|ded)?\b|填充|补零|补边|两边|四周|\b(?:both|each|all|every) (?:four )?sides?\b"
_BIAS = r"\bbias|偏置"

PADDING = _on(
    _PADDING,
    zh="填充：上下左右每边都加这么多；写成 (a, b) 时 a 是上下，b 是左右。",
    en="The padding goes on both sides of each dimension; of a pair, the first is for top and bottom.",
)
PADDING_TRANSPOSED = _on(
    _PADDING,
    zh="padding 和 output_padding 都按 PyTorch 的定义：padding 两边都算，output_padding 只算一边。",
    en="Both are as PyTorch defines them: padding counts on both sides, output_padding on one only.",
)
ROUNDING = _on(
    r"\bround|\bfloor|\bceil|取整|除不尽|整除|\bdivisible|\bdivides? evenly",
    zh="尺寸除不尽时向下取整，题面另写的除外。",
    en="A size that does not divide is rounded down, unless the question says otherwise.",
)
DILATION = _on(
    r"dilat|空洞|膨胀|扩张",
    zh="空洞率 d：核里相邻的两个权重相隔 d 个像素；没写就是 1。",
    en="With dilation d, neighbouring weights of the kernel are d pixels apart; it is 1 where none is given.",
)
BIASES = _on(
    _BIAS,
    zh="参数量：题面里有偏置的层，偏置也算。",
    en="Parameters include the biases of layers that the question gives one.",
)
BIAS_ADDITIONS = _on(
    _BIAS,
    zh="计算量：偏置的加法可算可不算。",
    en="In the cost, the additions of biases may be counted or not.",
)
BIASES_OR_NOT = _on(
    _BIAS,
    zh="线性层的偏置可算可不算，写明就行。",
    en="The biases of linear layers may be counted or not; just say so.",
)
BIASES_PER_GATE = _on(
    _BIAS,
    zh="偏置要算；每个门一个或两个（PyTorch）都认。",
    en="Biases count; one vector per gate or two, as in PyTorch, will both do.",
)
NORMS = _on(
    r"norm|归一化|\bln\b",
    zh="层归一化的参数也算。",
    en="The parameters of the layer norms count, too.",
)
TRACKED = _on(
    r"tracked|计数器|\bcounter\b",
    zh="num_batches_tracked 可算可不算。",
    en="num_batches_tracked may be counted or not.",
)
MACS = _on(
    r"\bmacs?\b|flop|乘加|乘法|加法|\bmultipl|\badditions?\b|(?:乘以?|\btimes|\bby|[*×x]) ?(?:2|two\b)",
    zh="计算量：按 MAC 或按 FLOPs（一次乘加算两次）都认。",
    en="The cost may be in MACs or in FLOPs, at two per MAC.",
)
PROJECTIONS = _on(
    r"project|投影|\bqkv\b",
    zh="四个投影可算可不算，写明就行。",
    en="The four projections may be counted or not; just say so.",
)
ONE_SAMPLE = _on(
    r"\bbatch|批|\bsamples?\b|样本|\bimages?\b|一张|\bforward\b|前向|\bbackward\b|反向",
    zh="计算量：一个样本，一次前向。",
    en="The cost is that of one sample's forward pass.",
)
WHOLE_BATCH = _on(
    r"\bbatch|批|\bsamples?\b|样本|\bforward\b|前向|\bbackward\b|反向",
    zh="计算量：整个 batch，一次前向。",
    en="The cost is that of the whole batch's forward pass.",
)
UNITS = _on(
    r"\bunits?\b|单位|字节|\bbytes?\b|(?<![a-z])[kmg]i?b\b|兆",
    zh="显存：字节、MB、GB 或 MiB、GiB 都认。",
    en="Memory may be in bytes, MB, GB, MiB or GiB.",
)
RATIO = _on(
    r"\bratio|\bfraction|比值|之比|比例|百分|分数|\bpercent|倍",
    zh="比值：分数、百分数或“几倍”都认。",
    en="The ratio may be a fraction, a percentage or “x times”.",
)
SHARE = _on(
    r"百分|小数|分数|\bpercent|\bdecimal|\bfraction",
    zh="小数、分数或百分数都认。",
    en="A decimal, a fraction or a percentage will do.",
)
DIGITS = _on(
    r"几位|多少位|保留|精确到|有效数字|四舍五入|\bdigits?\b|\bdecimals?\b|\bdecimal places|\bround|\bexact|\bprecise",
    zh="三位有效数字就够。",
    en="Three significant digits are enough.",
)
POSITIVES = _on(
    r"macro|micro|宏|微|加权|\bweighted|\baverag|平均|正类|负类|\bclass|类别",
    zh="这是二分类的混淆矩阵，精确率、召回率和 F1 都按正类算。",
    en="The table is of two classes; precision, recall and F1 are those of the positive one.",
)
