"""Training, validation and test data that are together more than all there was, or not as they were divided."""

import re
from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules.worked_out import KINDS, NOUNS, NUMBER, PERCENT, Found, checked, group, value
from evaluators.honesty.said import Said
from evaluators.honesty.spelled import in_digits
from evaluators.text import Text

SPLIT = Pattern(
    rf"(?<![\d.,])(?P<a>{NUMBER}) ?(?P<of>{KINDS}|(?!went|used|kept|left|were|goes)[a-z-]{{4,12}}(?= (?:for|in|to)))? ?"
    r"(?:(?:来|用来|用于|用作|用|做|作为?|当|给|是|放)* ?(?P<zh>训练|验证|测试)|"
    r"(?:(?:of (?:them|these) )?(?:went|go|goes|were|was|used|kept|reserved|held out|set aside|put|left)[ ,])*"
    r"(?:(?:for|in|to|into|as) (?:the )?)?(?P<en>train|valid|val\b|dev\b|test))|"
    r"\b(?P<en_b>train|valid|val\b|dev\b|test)(?:ing|ation)?(?: (?:set|split|part|data|images)| has| had| is|"
    r" was| of| got| gets| with| about|:)+ "
    rf"(?P<c>{NUMBER})(?!{PERCENT})(?: (?P<of_c>[a-z]{{4,12}}))?|"
    rf"(?P<zh_b>训练|验证|测试)集?(?:用了?|占了?|是|有|:|：)? ?(?P<b>{NUMBER}) ?(?P<of_b>{KINDS})?"
)
WHOLE = Pattern(
    rf"(?:一共|总共|共有?|总量|总的|全部|总计|合计|拢共)(?:就|只|是|有|才)* ?(?P<zh>{NUMBER}) ?(?P<of>{KINDS})|"
    rf"(?<![\d.,])(?P<en>{NUMBER}) (?:[a-z]{{2,12}} )?(?P<noun>{NOUNS}) "
    r"(?:in total|altogether|in all|overall|all told)|"
    rf"\b(?:had|have|has|were|are|got|collected|labell?ed|split(?: the| our)?|divided(?: the| our)?) "
    rf"(?P<had>{NUMBER}) (?:[a-z]{{2,12}} )?(?P<had_noun>{NOUNS}|rows|items|cases|questions)"
    r"(?=[^.;,\d]{0,24}:|,? (?:split|divided) (?:in)?to| into)|"
    rf"(?<![\d.,])(?P<cut>{NUMBER}) ?(?P<cut_of>{KINDS})"
    r"(?=[一-龥]{0,6}(?:[，,：:]|里|中)?(?:按|分成|拆成|划分|切成|分为))|"
    rf"(?<![\d.,])(?P<first>{NUMBER}) (?:[a-z]{{2,12}} )?(?P<first_noun>{NOUNS})(?=[;:.])|"
    rf"(?:收集|采集?|拍|爬|标注?|攒)了(?:大概|大约|差不多)? ?(?P<zh_first>{NUMBER}) ?(?P<zh_first_of>{KINDS})|"
    rf"\b(?:a total of|(?:in total|altogether|overall|in all),? (?:(?:there (?:were|are)|we had|i had|it was) )?) ?"
    rf"(?P<total>{NUMBER}) (?:[a-z]{{2,12}} )?(?P<total_noun>[a-z]{{3,12}}s)\b"
)
RATIO = Pattern(
    r"(?<![\d.:/])(?P<a>\d{1,2}) ?[:：比/-] ?(?P<b>\d{1,2})(?: ?[:：比/-] ?(?P<c>\d{1,2}))?(?![\d:：/]|\.\d| ?%)"
)
"""A ratio by which data are divided."""
DIVIDED = Pattern(r"划分|切分|拆分|分成|分的|\b(?:split\w*|divid\w+)\b|比例")
TRAINED_SHARE = Pattern(
    rf"(?:训练(?:集|数据|部分)?|\btrain(?:ing)?(?: set| data| part| split)?)(?:占|是|有|为|大概|约|一共|了|到|[ ,:=]|"
    rf"\b(?:is|was|has|had|gets|got|set|about|of|took|takes|which|being|"
    rf"at)\b)*+(?P<share>\d{{1,2}}(?:\.\d+)?){PERCENT}|"
    rf"(?P<before>\d{{1,2}}(?:\.\d+)?){PERCENT} (?:of (?:it|them|the (?:data|images))(?: is| was|"
    rf" went)? )?(?:for|to|in|into) (?:the )?train"
)
DIVIDED_AGAIN = Pattern(
    r"再|又|后来|训练集?[里中]|从训练|\b(?:then|again|later|(?:of|from|out of) (?:the )?(?:train\w*|rest))\b"
)
"""What is for training is less, or more, than by the first division."""
NEAR_SHARE = 3.0
SPLITS = {"训练": "train", "验证": "val", "测试": "test", "tr": "train", "va": "val", "de": "val", "te": "test"}
"""By how a split's name begins."""
SIDES = (
    Pattern(
        rf"正(?:样本|例|类)(?:是|有|约|大概|一共|共| )*(?P<n>{NUMBER})|"
        rf"(?<![\d.,])(?P<b>{NUMBER}) (?:[a-z]+ )?positives?\b"
    ),
    Pattern(
        rf"负(?:样本|例|类)(?:是|有|约|大概|一共|共| )*(?P<n>{NUMBER})|"
        rf"(?<![\d.,])(?P<b>{NUMBER}) (?:[a-z]+ )?negatives?\b"
    ),
)
"""Positive and negative samples."""
OF_BOTH = Pattern(rf"(?<![\d.,])(?P<n>{NUMBER}) ?(?:{KINDS}|(?:[a-z]+ )?(?:{NOUNS})\b)")
WHOLE_OF = ("of", "noun", "total_noun", "had_noun", "cut_of", "first_noun", "zh_first_of")
"""The groups of what the whole counts."""
NOT_OF_THE_WHOLE = lexicon.words("not_parts_of_the_whole")
BEYOND = 1.02
ALL, MOST_OVER, LEAST_PART = 100, 130, 5


def find(reading: Reading) -> Iterator[Doubt]:
    """At most one doubt for each turn."""
    for one in reading.said:
        found = (_split(one) or _ratio(in_digits(one.text)) or _sides(in_digits(one.text))) if checked(one) else None
        if found:
            yield found.doubt(one)


def _split(one: Said) -> Found | None:
    """Training, validation and test data that are more than all there was."""
    text = in_digits(one.text)
    whole = WHOLE.search(text)
    if whole is None or NOT_OF_THE_WHOLE.search(text) or WHOLE.search(text, whole.end()):
        return None
    total = value(group(whole, "zh", "en", "total", "had", "cut", "first", "zh_first"))
    parts: dict[str, float] = {}
    for match in SPLIT.finditer(text):
        if match.start() < whole.end() and whole.start() < match.end():
            return None
        name = SPLITS[group(match, "zh", "en", "zh_b", "en_b")[:2].lower()]
        counted = match["of"] or match["of_b"] or match["of_c"]
        if name in parts or (counted and counted.lower() not in {whole[name] for name in WHOLE_OF}):
            return None
        parts[name] = value(match["a"] or match["b"] or match["c"])
    if (
        len(parts) < (3 if whole["first"] or whole["zh_first"] else 2)
        or sum(parts.values()) <= BEYOND * total
        or max(parts.values()) > total
    ):
        return None
    added = " + ".join(f"{part:g}" for part in parts.values())
    return Found(
        whole[0],
        Text(
            zh=f"各部分加起来是 {added} = {sum(parts.values()):g}，比总数 {total:g} 多。",
            en=f"The parts are {added} = {sum(parts.values()):g}, more than the {total:g} in all.",
        ),
    )


def _ratio(text: str) -> Found | None:
    """A share of training data that the ratio of the split does not give, or shares that are more than all."""
    ratio, told = list(RATIO.finditer(text)), list(TRAINED_SHARE.finditer(text))
    if len(ratio) != 1 or not DIVIDED.search(text) or NOT_OF_THE_WHOLE.search(text):
        return None
    parts = [int(part) for part in ratio[0].groups() if part]
    if len(parts) == 3 and ALL < sum(parts) <= MOST_OVER and min(parts) >= LEAST_PART:
        together = sum(parts)
        zh, en = f"三份加起来是 {together}%。", f"The three parts make {together} %."
        return Found(ratio[0][0], Text(zh=zh, en=en))
    if len(told) != 1 or DIVIDED_AGAIN.search(text):
        return None
    said, right = float(told[0]["share"] or told[0]["before"]), 100 * parts[0] / sum(parts)
    if abs(said - right) <= NEAR_SHARE:
        return None
    zh, en = (
        f"按这个比例训练集占 {right:g}%，不是 {said:g}%。",
        f"By this ratio {right:g} % are for training, not {said:g} %.",
    )
    return Found(told[0][0], Text(zh=zh, en=en))


def _sides(text: str) -> Found | None:
    """Positives and negatives that are more than the samples of which they are."""
    found = [list(side.finditer(text)) for side in SIDES]
    if any(len(each) != 1 for each in found) or NOT_OF_THE_WHOLE.search(text) or re.search("true|false|真|假", text):
        return None
    sides = [value(each[0]["n"] or each[0]["b"]) for each in found]
    first = min(each[0].start() for each in found)
    whole = list(OF_BOTH.finditer(text[:first]))
    if len(whole) != 1 or not max(sides) <= (total := value(whole[0]["n"])) or sum(sides) <= BEYOND * total:
        return None
    zh = f"正负样本加起来是 {sum(sides):g}，比 {total:g} 多。"
    return Found(whole[0][0], Text(zh=zh, en=f"Positives and negatives are {sum(sides):g}, more than {total:g}."))
