"""Training, validation and test data that are together more than all there was."""

import re
from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules.worked_out import KINDS, NOUNS, NUMBER, Found, checked, group, value
from evaluators.honesty.said import Said
from evaluators.text import Text

SPLIT = Pattern(
    rf"(?<![\d.,])(?P<a>{NUMBER}) ?(?P<of>{KINDS}|[a-z-]{{4,12}}(?= (?:for|in|to)))? ?"
    r"(?:(?:来|用来|用于|用作|用|做|作为?|当|给|是|放)* ?(?P<zh>训练|验证|测试)|"
    r"(?:for|in|to|as) (?:the )?(?P<en>train|valid|val\b|dev\b|test))|"
    rf"(?P<zh_b>训练|验证|测试)集?(?:用|是|有|:|：)? ?(?P<b>{NUMBER}) ?(?P<of_b>{KINDS})?"
)
WHOLE = Pattern(
    rf"(?:一共|总共|共有?|总量|全部)(?:就|只|是|有|才)* ?(?P<zh>{NUMBER}) ?(?P<of>{KINDS})|"
    rf"(?<![\d.,])(?P<en>{NUMBER}) (?:[a-z]{{2,12}} )?(?P<noun>{NOUNS}) "
    r"(?:in total|altogether|in all|overall|all told)|"
    rf"\b(?:had|have|has|were|are|got|collected|labell?ed|split(?: the| our)?|divided(?: the| our)?) "
    rf"(?P<had>{NUMBER}) (?:[a-z]{{2,12}} )?(?P<had_noun>{NOUNS}|rows|items|cases|questions)"
    r"(?=[^.;,\d]{0,24}:|,? (?:split|divided) (?:in)?to| into)|"
    rf"(?<![\d.,])(?P<cut>{NUMBER}) ?(?P<cut_of>{KINDS})"
    r"(?=[一-龥]{0,6}(?:[，,：:]|里|中)?(?:按|分成|拆成|划分|切成|分为))|"
    rf"\ba total of (?P<total>{NUMBER}) (?:[a-z]{{2,12}} )?(?P<total_noun>{NOUNS})\b"
)
LARGE = re.compile(r"\d ?(?:[万千kKM]|million|thousand)")
"""A number that is not all digits: parts are not compared with it."""
WHOLE_OF = ("of", "noun", "total_noun", "had_noun", "cut_of")
"""The groups of what the whole counts."""
NOT_OF_THE_WHOLE = lexicon.words("not_parts_of_the_whole")
BEYOND = 1.02


def find(reading: Reading) -> Iterator[Doubt]:
    """At most one doubt for each turn."""
    for one in reading.said:
        found = _split(one) if checked(one) else None
        if found:
            yield found.doubt(one)


def _split(one: Said) -> Found | None:
    """Training, validation and test data that are more than all there was."""
    whole = WHOLE.search(one.text)
    if whole is None or NOT_OF_THE_WHOLE.search(one.text) or WHOLE.search(one.text, whole.end()):
        return None
    if LARGE.search(one.text) and (whole["had"] or whole["cut"]):
        return None
    total = value(group(whole, "zh", "en", "total", "had", "cut"))
    parts: dict[str, float] = {}
    for match in SPLIT.finditer(one.text):
        if match.start() < whole.end() and whole.start() < match.end():
            return None
        name = {"训": "train", "验": "val", "测": "test", "d": "val", "v": "val"}.get(
            group(match, "zh", "en", "zh_b")[0].lower(), ""
        ) or ("train" if match["en"].lower() == "train" else "test")
        counted = match["of"] or match["of_b"]
        if name in parts or (counted and counted.lower() not in {whole[name] for name in WHOLE_OF}):
            return None
        parts[name] = value(match["a"] or match["b"])
    if len(parts) < 2 or sum(parts.values()) <= BEYOND * total or max(parts.values()) > total:
        return None
    text = " + ".join(f"{part:g}" for part in parts.values())
    return Found(
        whole[0],
        Text(
            zh=f"各部分加起来是 {text} = {sum(parts.values()):g}，比总数 {total:g} 多。",
            en=f"The parts are {text} = {sum(parts.values()):g}, more than the {total:g} in all.",
        ),
    )
