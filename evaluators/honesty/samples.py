"""Amounts of data: what counts samples, of which split, and whether it is all there were."""

import re

from evaluators.honesty import lexicon
from evaluators.honesty.claim import Attribute
from evaluators.honesty.clause import Clause
from evaluators.honesty.figures import Figure
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.qualifiers import IN_TOTAL, NARROWS, SPLITS, qualifiers
from evaluators.honesty.said import Said

DATA = lexicon.words("data")
NOT_THE_DATA = lexicon.words("not_the_data")
CALIBRATION = Pattern(r"校准|标定|calibrat|representative")
DEFINITE = Pattern(r"\b(?:the|those|these|all|our)(?: full)? $|^\W*with $|(?:这|那)(?:区区)? ?$")
"""Right before a figure: it is that of something known."""
RECORDED = Pattern(r"语料|视频|音频|录音|语音|\b(?:video|audio|speech|recordings?|footage)\b")
ALL_DATA = Pattern(
    r"总共|一共|全部|拢共|加起来|总量|总数|满打满算|合计|本来|"
    r"\b(?:in total|altogether|all we|simply|barely|tiny|the whole|entire|(?:all )?in all|all told|ever (?:had|got)|"
    r"could get)\b"
)
CEILING = Pattern(
    r"\b(?:never|not|no) (?:\w+ )?(?:had |have |got |saw )?more than\b|最多(?:也)?(?:就|只)?有?|不超过|从没超过"
)
"""Before an amount: it was never exceeded."""
NO_MORE = lexicon.words("no_more_data")
"""Beside an amount: there was nothing besides."""
ONLY_SO_MANY = Pattern(
    r"(?:只有?|仅有?|就|才|不过|也就|统共)(?:有|是|给|拿到|采到|收到)?过?(?:大概|约|这|那|不到)?\s*$|"
    r"\b(?:only|just|merely)(?: (?:had|have|has|got|about|around|some|ever|a|the|on|roughly|something|like|of))*\s*$"
)
"""Right before an amount: there was no more."""
A_PART_OF_THE_DATA = Pattern(
    r"标(?:了|注了)|从|其中|抽|选|挑|返工|重标|退回|[头前] ?$|[的光夜天类期批边组]那 ?$|(?:跑|测|试)过 ?$|"
    r"(?:看|查|核|翻)(?:对|了|过)+(?:一遍)?\s*$|"
    r"(?:^|\b(?:tested|evaluated|measured|checked|compared) )on (?:another |a further )?$|"
    r"\b(?:from|of|out of) (?:the|these|those)\s*$|"
    r"\b(?:(?:re-?)?(?:labell?ed|annotated|checked|read)|picked|sampled|reviewed|inspected|looked at|"
    r"went (?:through|over))\s*$"
)
"""Before an amount: so many were taken from all."""
SO_MANY_ARE = (re.compile(r"(?:^|[^没])有\s*$"), re.compile(r"\s*是"))
"""Around an amount: so many of all are of some sort ("有 300 条是专家标的")."""
ON_CONDITION = (
    Pattern(
        r"(?:少于|低于|小于|不到|不足|超过|多于|大于) ?$|"
        r"\b(?:with|below|under|beyond|above)(?: (?:fewer|less|more) than)? $"
    ),
    Pattern(r"\s*(?:的)?(?:时|的话)|\W*(?:labels|labell?ed \w+) "),
)
"""Around an amount: what is told holds for so many and no more."""
HAD_DONE = (
    re.compile(r"\b(?:had|have|got|get)\s*$", re.IGNORECASE),
    Pattern(r"\s*(?:\w+ )?(?:drawn|labell?ed|annotated|checked|graded|rated|read|marked)\b[^,.;]{0,30}\bby\b"),
)
"""Around an amount: so many were given to somebody for a check ("I had 100 images labelled again by a colleague")."""
MEASURED_ON = Pattern(r"^\W*(?:and |then |also )?(?:on|在)\s*$")
TRAINS = Pattern(r"训|train|fit|tun")
"""A clause that begins with the samples on which something was measured: "On 1,500 images labelled by experts"."""
HOW_MUCH = Pattern(
    r"多少|多大|规模|几|量|情况|\b(?:how (?:many|much|large|big)|amount|size|what data)\b|(?:数据|data)\W*$"
)
"""A question for the amount of the data."""
OF_SOMETHING = Pattern(r" of (?!train|comput|gpu|work|the)[a-z]|的?(?:讲座|课程|会议|通话|对话|语料)")
"""Behind hours: what was recorded."""
NOUN_BEFORE = re.compile(
    r"(?:(?P<data>样本|数据|图片|照片|语料|记录|评论|对话|句子)(?:总?量|规模)?|(?P<classes>意图|类别|类目|品类|标签)(?:数量?)?)"
    r"(?:大概|大约|约|有|是|为|共|一共|总共|拢共|差不多|只|就|才|在|：|:|\s)*$"
)
SPLIT_BEFORE = Pattern(
    r"(?:训练|验证|测试)集?(?:是|有|用了?|：|:)?(?:大概|约)?\s*$|"
    r"\b(?:training|validation|test) set (?:is|was|has|had|holds?|contains)(?: about| only| just)?\s*$"
)
SPLIT_AFTER = Pattern(
    r"\s*(?:are |were |went )?(?:for|to|in) (?:the )?(?:train|valid|test)\w*\b|"
    r"\s*as (?:the |our |my |an? )?(?:training|validation|test|held-out) (?:set|data)\b"
)
COUNTS_STEPS = Pattern(r"\s*(?:多|来|几)?\s*(?:个)?\s*(?:步|轮|次|小时|天|分钟|秒|元|块|step|iter|epoch|token)")
"""Behind a number: it counts no samples."""
OUT_OF = re.compile(
    r"(?:里面?|当?中)(?:只?有|错了?|漏了?)?\s*\d|(?:加|合)起来(?:正好|刚好|一共|总共|就|才|是|有)*\s*\d"
)
OUT_OF_THEM = re.compile(r"\d ?[张条份个例段](?:里面?|当?中)(?:只?有|错了?|漏了?)?\s*$")
"""Around the two figures of a share or a sum: "200 张里 4 张", "50 张加起来正好 100"."""
ONE_CLASS = lexicon.words("one_class")
SO_MANY_WITH_IT = Pattern(r"里?(?:提到|含有?|带有?|属于|出现)|\W*(?:\w+ )?(?:mention|contain|show)(?:s|ed|ing)?\b")
"""Right behind an amount: it is that of the samples with something in them."""
OF_ALL = Pattern(
    r"(?:全部|所有)的?(?:数据|类别?)(?![里中])|全部加起来|(?:数据|训练)集[一总共就只有]|"
    r"\b(?:all (?:the |our )?(?:classes|data)|(?:data ?set|training set|corpus) (?:only )?(?:has|had|is|was))\b"
)
"""Beside an amount: it is that of all classes, though one of them was asked for."""
ASKS_FOR_ONE_CLASS = lexicon.words("asks_for_one_class")
FEWEST_SAMPLES = 20
"""Smaller numbers count single cases."""
TOPPED_UP = Pattern(
    r"(?:又|再|还|所以|就|另外)[^，。]{0,8}(?:合成|渲染|补|造|采|爬|加|生成|扩)了?|"
    r"\b(?:so|then|plus)\b[^,.;]{0,30}\b(?:synthe\w+|render\w*|generat\w+|add\w*|collect\w*|made|copied|past\w+)\b"
)
"""Behind "only so many": others were added."""
FEWEST_THINGS = 500
"""The same for what is no common word for a sample."""
GATHERED = Pattern(
    r"\b(?:collect|record|label|annotat|gather|captur)\w*|\btrain(?:ed|ing)? (?:\w+ )?(?:on|set)|"
    r"\bdata(?: ?sets?)?\b|\bcorpus\b"
)
"""Words by which anything that is counted is data."""
MOST_LABELS = 2000
"""Larger numbers of "labels" count what was labelled."""
UNNAMED = frozenset({
    "sample", "example", "record", "row", "instance", "data", "条", "样本", "个样本", "例"
})  # fmt: skip
"""Nouns that count samples of any sort."""


def told_of_the_data(one: Said, clause: Clause, figure: Figure) -> bool:
    """Whether the sentence, or the question, speaks of the data as such, and not of what was taken from them."""
    if clause.answer:
        return True
    before = clause.text[: figure.start]
    after = clause.text[figure.end :]
    if any(first.search(before) and second.match(after) for first, second in (SO_MANY_ARE, HAD_DONE, ON_CONDITION)):
        return False
    if A_PART_OF_THE_DATA.search(before) or (MEASURED_ON.match(before) and not TRAINS.search(clause.text)):
        return False
    words = " ".join(_without_figures(part) for part in one.sentence(clause.sentence))
    asked = DATA.search(one.question) and HOW_MUCH.search(one.question)
    return bool(not one.question or asked or DATA.search(words) or DEFINITE.search(clause.text[: figure.start]))


def _without_figures(clause: Clause) -> str:
    """The words of a clause besides its figures and their units."""
    kept, place = [], 0
    for figure in clause.figures:
        kept.append(clause.text[place : figure.start])
        place = max(place, figure.end)
    return " ".join([*kept, clause.text[place:]])


def split(one: Said, clause: Clause, figure: Figure) -> frozenset[str]:
    """The qualifiers of an amount of data; of several in one clause each has the split that stands beside it."""
    found = qualifiers(one, clause, "data")
    ends = [other.end for other in clause.figures if other.end <= figure.start]
    starts = [other.start for other in clause.figures if other.start >= figure.end]
    if IN_TOTAL.search(clause.text) and not found & SPLITS:
        sentence = one.sentence(clause.sentence)
        earlier = " ".join(part.text for part in sentence[: sentence.index(clause)])
        return found | {split for split in SPLITS if NARROWS[split].search(earlier)}
    if not found & SPLITS or not (ends or starts):
        return found
    before = clause.text[max(ends, default=0) : figure.start]
    after = clause.text[figure.start : min(starts, default=len(clause.text))]
    beside = next(
        (split for part in (before, after) if (split := {s for s in SPLITS if NARROWS[s].search(part)})), set()
    )
    return (found - SPLITS) | beside


def noun(clause: Clause, figure: Figure) -> str:
    """What is counted: images, or the noun of a text sample; general words for a sample say nothing."""
    if figure.unit in {"image", "hour"}:
        return figure.unit
    counted = re.sub(
        r"[\d.,]|[一二两三四五六七八九十百千万亿多几来]|k\b|million|thousand",
        "",
        clause.text[figure.start : figure.end],
    )
    last = counted.strip().lower().split()[-1:] or [""]
    noun = last[0].removesuffix("s")
    return "" if noun in UNNAMED else noun


def of_things(clause: Clause, figure: Figure) -> bool:
    """Whether things that are no common word for a sample are counted as data."""
    counted = figure.unit == "thing" and figure.value >= FEWEST_THINGS
    return counted and bool(GATHERED.search(clause.text)) and not NOT_THE_DATA.search(CEILING.sub("", clause.text))


def of_a_split(clause: Clause, figure: Figure) -> bool:
    """Whether a number, be it bare or of things, counts the samples of a split: "训练 7000", "8,000 for training"."""
    counts = figure.unit in {"", "thing"} and figure.value >= FEWEST_THINGS
    if not counts or NOT_THE_DATA.search(CEILING.sub("", clause.text)):
        return False
    before, after = clause.text[: figure.start], clause.text[figure.end :]
    return bool(SPLIT_AFTER.match(after) or (SPLIT_BEFORE.search(before) and not COUNTS_STEPS.match(after)))


def recorded(clause: Clause, figure: Figure) -> bool:
    """Whether hours are those of recordings."""
    return bool(RECORDED.search(clause.text) or OF_SOMETHING.match(clause.text[figure.end :]))


def counted(clause: Clause, figure: Figure, noun: str) -> Attribute | None:
    """What is counted by the noun before a figure: "样本有 25 万", "意图一共 86 个"."""
    if noun == "classes":
        return "classes" if 2 <= figure.value <= MOST_LABELS else None
    return "data" if figure.value >= FEWEST_THINGS and not NOT_THE_DATA.search(CEILING.sub("", clause.text)) else None


def of_one_class(one: Said, clause: Clause, figure: Figure) -> bool:
    """Whether samples are those of one class, case or aspect: the sentence, or the question, is about that alone."""
    if SO_MANY_WITH_IT.match(clause.text, figure.end):
        return True
    if any(OF_ALL.search(part.text) for part in one.sentence(clause.sentence)):
        return False
    asked = ASKS_FOR_ONE_CLASS.search(one.question) and not DATA.search(one.question)
    return bool(asked) or any(ONE_CLASS.search(part.text) for part in one.up_to(clause))


def kind_of_sample(one: Said, clause: Clause, figure: Figure) -> Attribute | None:
    """Whether samples are all those that there are, or those of a calibration."""
    text = clause.text
    if CALIBRATION.search(text) or (CALIBRATION.search(one.question) and not DATA.search(text)):
        return "calibration"
    if (
        OUT_OF.match(text[figure.end :])
        or OUT_OF_THEM.search(text[: figure.start])
        or of_one_class(one, clause, figure)
    ):
        return None
    rest = text[: figure.start] + text[figure.end :]
    return "data" if figure.value >= FEWEST_SAMPLES and not NOT_THE_DATA.search(rest) else None


def all_of_them(one: Said, clause: Clause, figure: Figure) -> bool:
    """Whether the words say that there were no more."""
    sentence = " ".join(part.text for part in one.sentence(clause.sentence))
    before = clause.text[: figure.start]
    if NO_MORE.search(sentence) or ALL_DATA.search(clause.text):
        return True
    behind = one.sentence(clause.sentence)[len(one.up_to(clause)) :]
    topped_up = any(TOPPED_UP.search(part.text) for part in behind)
    return not topped_up and bool(CEILING.search(before) or ONLY_SO_MANY.search(before))
