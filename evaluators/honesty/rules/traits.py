"""What networks and methods are made of: the traits, whether a text denies one, and the doubt about it."""

import re
from functools import cache

from evaluators.honesty import lexicon
from evaluators.honesty.clause import CHANGED, COMPARED, NEGATION, Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Described, Trait, tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Text

NOTHING = Pattern(r"\bnothing (?:\w+ ){0,2}$")
HAS_NONE = Pattern(
    r"\s*(?:是|也|都|完全)?(?:没有|不用|不需要|没(?!用)|无关)|[^，。]{0,10}(?:里|中)(?:也|都|是|根本)?没有|"
    r"[^，。]{0,14}(?:本身)?(?:是|也|都|根本)+没有的?(?:$|[，。；])|"
    r"\s+has nothing to do|"
    r"[^,.;]{0,40}\b(?:is|are|was|were)(?:n.t| not) (?:even )?(?:a )?(?:part|used|needed|there|in)\b"
)
ANOTHER_STATEMENT = Pattern(r"\b(?:and|but|so)\b|而且|并且|也(?=没|不)")
"""Begins another statement in a clause: what is negated behind it, or before it, is not what is said here."""
UNDONE = lexicon.words("left_undone")
"""Somebody did nothing with it: no word on whether it is there."""
OPTIONAL = Pattern(
    r"(?:可以|也能|能)(?:不|没有)|不一定|未必|不见得|并?不是必须|\bneed not\b|\bnot (?:strictly|necessarily)\b|"
    r"\b(?:not|n.t) (?:strictly |really )?(?:have|need) to\b|\bcan (?:\w+ )?(?:do|go|work|be \w+|run) without\b"
)
"""One may do without it: no word on whether the network has it."""
OFTEN_CUT = frozenset(("fully_connected", "global_pool", "class_token", "se_block", "t_net", "big_fc"))
"""Parts that are left out where a network serves as a backbone, or in builds for small devices."""
OFTEN_ONES_OWN = frozenset(
    (
        *("post_norm", "pre_norm", "plain_layer_norm", "ffn_relu", "geglu", "linear_bias", "no_qkv_bias", "qk_norm"),
        *("mqa", "byte_bpe", "wordpiece", "sentencepiece", "untied", "tied_embeddings", "shared_experts", "mtp"),
        *("no_fp8", "image_input", "api_only", "between_halves", "parallel_blocks", "swa", "softcap"),
        *("virtual_tokens", "calibration_data", "weight_only", "quantises_activations", "group_relative"),
        *("negative_sampling", "skipgram", "cooccurrence_matrix", "char_cnn", "cls_pooling", "mean_pooling"),
        *("query_prefix", "separate_encoding"),
    )
)
"""What people choose for networks and systems of their own as well: of a published one only where it is named."""
IN_A_PART_OR_BUILD = Pattern(
    r"骨干|主干|分割|检测|检索|特征|迁移|(?<![a-z])lite(?!rature)|精简|轻量|手机|端侧|siglip|clip|多模态|视觉(?:编码|部分|塔)|-vl(?![a-z])|"
    r"(?<![a-z])sam(?![a-z])|\b(?:multi-?modal|vision (?:encoder|tower))\b|\b(?:backbone|segment\w*|detect\w*|"
    r"retriev\w*|features?|embeddings?|style|mobile|phones?|edge)\b"
)
"""Of a network that serves another end than to classify pictures, or of a small build."""
NO_CHANGE = Pattern(
    r"才(?:加|引入|添加|换)(?:进|上)?(?:来|去)?的|"
    r"(?:softmax|交叉熵|损失|[bc]ce|dfl|iou|l1|dice|mse) ?加"
    r"(?= ?(?:上|一个)?(?:角|加性|softmax|smooth|[a-z]?iou|l1|l2|dfl|bce|ce|dice|focal|交叉熵))|"
    r"不(?:用|需要|必)?加(?!速|载|权)|(?<=mlm) ?加(?= ?(?:nsp|sop|下))|(?<=nsp) ?加(?= ?mlm)|"
    r"^\s*(?:it )?adds\b|"
    r"去[掉除](?=重复|冗余|多余)|"
    r"裁剪(?=后?的?(?:概率|比率|比值|目标))|"
    r"加(?=[到进在](?:了)?(?:损失|梯度|loss))|自己(?=的?(?:专属|独有|独立)?的?(?:专家|门|权重|参数|一套))|"
    r"没有?加(?=[^，。]{0,4}(?:偏置|bias|norm|归一|位置))|用的是? ?[a-z][\w-]* ?加(?= ?[a-z])|"
    r"加(?=(?:上|了)?(?:绝对|相对|正弦|可学习的?)?位置)|(?<=注意力)加(?=前馈|ffn|mlp)|(?<=[器络积层差])加(?![了上入进])|加噪声?|"
    r"(?:权重|参数)(?:的)?裁剪|裁剪(?:判别器|critic)?的?(?:权重|参数)|"
    r"weight[- ]clip\w*|\bclip\w* (?:the |its )?(?:\w+ )?weights|"
    r"(?:教师|老师)(?:模型|网络)?(?:来)?做?蒸馏|"
    r"\badd\w* (?:\w+ )?noise\b|\bremov\w+ (?:the |all )?(?:duplicates?|noise|it\b)|"
    r"\b(?:added|adds?) to\b|\bever added\b|\b(?:residual|skip|element-?wise) additions?\b|"
    r"\bappend\w* (?:\w+ ){0,2}\[mask\]"
)
"""Of parts that a network has or does, not of a change somebody made."""
NO_COMPARISON = Pattern(
    r"[和跟与同] ?(?:策略|actor|policy)(?:模型|网络)? ?(?:一样|同样)大(?:小)?|"
    r"(?:as (?:big|large)|the (?:same )?size) as the (?:policy|actor)|"
    r"\bthe (?:one|trees?) before\b|\b(?:earlier|previous|preceding) (?:ones|layers?|features?|maps|outputs?)|"
    r"\blayers? before\b|before (?:it|each|every)\b|"
    r"(?<=结果)(?:都|也|总是?|完全)*一样|"
    r"之前(?:所有|各|每)?(?:的)?层|前面(?:所有|各|每)?(?:的)?层"
)
"""Of the layers of one network, not of two networks."""
OF_PICTURES = ("vit", "deit", "swin", "resnet", "convnext", "efficientnet")
TEXT_SIDE = Pattern(
    r"文本(?:这?边|端|侧|塔|编码|那边|部分)|文字(?:这?边|端|侧|塔|编码)|语言(?:模型|端|侧|部分)|"
    r"\b(?:text|language) (?:side|encoder|tower|transformer|branch|half|model|part|decoder)\b"
)
DENIES_NOTHING = Pattern(
    r"(?:不|无|没有)(?:补零|填充|(?:加|带|做)? ?padding)的?|\b(?:un-?padded|no padding)\b|"
    r"(?P<asked>[\u4e00-\u9fff])不(?P=asked)"
)
"""Denies the padding and not what is padded; or asks whether ("停不停看 stop token")."""


def of_the_text_side(one: Said, clause: Clause, name: str) -> bool:
    """Whether the sentence, or the question, is of the text half of a pair whose other half is the network `name`."""
    told = [one.question, *(part.text for part in one.up_to(clause))]
    return name.startswith(OF_PICTURES) and any(map(TEXT_SIDE.search, told))


def cut_off(reading: Reading, one: Said, trait: str) -> bool:
    """Whether the part may have been left out of the build or the use that the talk is about."""
    if trait not in OFTEN_CUT:
        return False
    told = [said.text for said in reading.up_to(one)] + [one.question]
    return any(IN_A_PART_OR_BUILD.search(text) for text in told)


def changed(clause: Clause) -> bool:
    """Whether the clause speaks of a change to a network, in words that are not part of a name ("DistilBERT")."""
    if not clause.changed:
        return False
    return bool(CHANGED.search(without_names(clause)))


def compared(clause: Clause) -> bool:
    """Whether the clause sets one network against another."""
    return clause.compared and bool(COMPARED.search(NO_COMPARISON.sub("", clause.text)))


def without_names(clause: Clause) -> str:
    """What the clause says beside the names in it."""
    return NO_CHANGE.sub("", _without(clause, {"model", "invention", "engine", "hardware"}))


def without_networks(clause: Clause) -> str:
    """What the clause says beside the names of networks in it; those of methods stay ("grouped-query attention")."""
    return _without(clause, {"model"})


def _without(clause: Clause, kinds: set[str]) -> str:
    text = clause.text
    for mention in reversed(clause.mentions):
        if mention.kind in kinds:
            text = f"{text[: mention.start]}{text[mention.end :]}"
    return text


@cache
def _unless(words: str) -> Pattern:
    return Pattern(words)


def speaks_of(words: str, clause: Clause) -> bool:
    """Whether the clause has one of `words`."""
    return bool(_unless(words).search(clause.text))


def of_one_sort(trait: Trait, text: str) -> bool:
    """Whether what `text` denies is but one sort of the trait."""
    return bool(trait.unless_denied) and bool(_unless(trait.unless_denied).search(text))


@cache
def described() -> dict[str, Described]:
    """Everything that has traits, by id."""
    return {**tables().inventions, **tables().models}


NO_DENIAL_BEFORE = Pattern(
    r"(?:不是|并非|不只是?|不仅仅?是?|不光是?|不单是?)(?:只是?|仅仅?是?|单单?)?(?:因为|由于|靠)[^，。]{0,12}$|"
    r"不(?:只|仅|光|单)(?:仅|单)?(?:有|是|用)?\s*$|"
    r"(?:不能|不可|没法|无法)(?:没有|缺少?|去掉|少了?)[^，。]{0,6}$|"
    r"离不开[^，。]{0,6}$|少不了[^，。]{0,6}$|"
    r"(?:[板卡芯框引硬算]|npu|tpu|dsp)[一-龥]{0,3}(?:还|都|也)?不支持[^，。]{0,4}$|"
    r"\b(?:board|chip|npu|tpu|dsp|runtime|compiler|toolchain|converter|hardware)s? (?:\w+ )?"
    r"(?:does|did|do|could|can)(?:n.t| ?not) (?:\w+ )?(?:support|run|take|handle)[^.;,]{0,12}$|"
    r"\b(?:not|n.t|cannot) (?:only|just|merely|because of|due to|thanks to)(?: the| its)? ?$|"
    r"\bdo without(?: \w+){0,2} ?$|"
    r"(?:不知道|记不|不(?:太|大)?(?:记得|确定|清楚|敢说))[^，。]{0,30}$|(?:用不用|带不带|有没有|是不是)[^，。]{0,6}$|"
    r"\b(?:not (?:\w+ )?(?:sure|certain)|(?:don.t|do not|didn.t) (?:\w+ )?(?:remember|recall|know))[^.;,]{0,24}$|"
    r"\b(?:can.t|cannot|couldn.t) (?:really )?(?:explain|describe|remember|recall|say|tell|derive|draw)[^.;,]{0,20}$"
)
"""A negation that does not deny what stands behind it: "not only", "cannot do without"."""
NO_DENIAL_BEHIND = Pattern(
    r"[^，。]{0,6}(?:就(?!是|够|行|可以|能)|的话|会怎)|[^，。]{0,4}(?:也|照样|还是)(?:能|可以|行)|"
    r",? ?(?:it |this |that )?(?:still|also) (?:works?|trains?|runs?|converges?|learns?)\b|"
    r"(?:机制|层|模块)?[里中上]的|\s*的?(?:算子|插件|核函数|支持|时间|耗时|开销)|"
    r"\w* (?:it|this|that|they|nothing) (?:would|will|could|can.t|cannot)\b"
)
"""Behind "without X": what would be so if it were not there; or it is a part of X that is denied."""


def denied(clause: Clause, match: re.Match[str], *, says_no: bool) -> bool | None:
    """Whether the trait is denied; None where a negation stands too far off to tell."""
    if says_no:
        return None if NEGATION.search(clause.text[: match.start()]) else False
    behind = clause.text[match.end() :]
    if HAS_NONE.match(behind) and not UNDONE.search(behind[:12]):
        return True
    before = DENIES_NOTHING.sub("", ANOTHER_STATEMENT.split(clause.text[: match.start()])[-1])
    after = ANOTHER_STATEMENT.split(behind, maxsplit=1)[0]
    if UNDONE.search(before[-40:]) or UNDONE.match(after.lstrip()):
        return None
    if OPTIONAL.search(before[-40:]):
        return None
    if NEGATION.search(before[-18:]) or NOTHING.search(before):
        return None if NO_DENIAL_BEFORE.search(before) or NO_DENIAL_BEHIND.match(behind) else True
    return None if NEGATION.search(before + after) else False


@cache
def patterns() -> tuple[tuple[str, Trait, Pattern], ...]:
    """Each trait with its words compiled."""
    traits = tables().traits.items()
    return tuple((name, trait, Pattern("|".join(trait.words))) for name, trait in traits)


def doubt(model: Described, trait: str, turn: int, quote: str, *, lacks: bool) -> Doubt:
    """The doubt about one trait."""
    name = tables().traits[trait].name
    if tables().traits[trait].says_no:
        reason = Text(zh=f"{model.name} 不是{_space(name.zh)}。", en=f"{model.name} is not one that {name.en}.")
        return Doubt("impossible_fact", turn, quote, reason, model.source)
    reason = (
        Text(zh=f"{model.name} 没有{_space(name.zh)}。", en=f"{model.name} does not use {name.en}.")
        if lacks
        else Text(zh=f"{model.name} 有{_space(name.zh)}。", en=f"{model.name} does use {name.en}.")
    )
    return Doubt("impossible_fact", turn, quote, reason, model.source)


def _space(name: str) -> str:
    """A space before a Latin word in Chinese text."""
    return f" {name}" if name[0].isascii() else name
