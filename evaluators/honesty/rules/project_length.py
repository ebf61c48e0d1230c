"""A project that is said to have lasted longer than from its first month to its last."""

import re
from collections.abc import Iterator

from evaluators.honesty.doubt import Doubt
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules.worked_out import Found, checked
from evaluators.honesty.spelled import in_digits
from evaluators.honesty.time_taken import MONTHS
from evaluators.text import Text

NAMES = rf"(?:{'|'.join(MONTHS)})[a-z]*\b"
MONTH = Pattern(
    rf"\b(?P<name>{NAMES})\.?,? (?:of )?(?P<year>20[0-2]\d)\b|(?P<year_zh>20[0-2]\d) ?年 ?(?P<month>1[0-2]|[1-9]) ?月|"
    r"(?P<same>同年|当年|次年|第二年|隔年) ?(?P<month_b>1[0-2]|[1-9]) ?月|"
    r"(?<![\d年] )(?<![\d年])(?P<month_c>1[0-2]|[1-9]) ?月(?:份)?(?!内)|"
    rf"\b(?:from|in|to|until|till|and|by) (?P<name_b>{NAMES})(?: (?:of )?(?P<rel>the same year|that year|"
    rf"the next year|the following year))?(?! \d)"
)
YEARS = Pattern(
    r"(?:from|between) (?P<from>20[0-2]\d) (?:to|until|till|and) (?P<to>20[0-2]\d)\b|"
    r"(?P<from_zh>20[0-2]\d) ?年?(?:初|底|末|中)?(?:到|至|-|~|—)(?P<to_zh>20[0-2]\d) ?年"
)
LENGTH = Pattern(
    r"(?:\b(?:spent|took|takes|lasted|ran for|went on for|working on it for|in total|altogether|in all|so|"
    r"that.s|that is|which is|"
    r"all (?:of )?|full|for|a total of|duration (?:of|was))\b(?:[ ,]|\b(?:it|we|i|about|around|roughly|nearly|"
    r"almost|over|more than|a|the|full|"
    r"whole|good|took|was|is|lasted|spent|us|me|for|project|of|that.s|just|some)\b)*+|"
    r"(?:历时|前后|一共|总共|共|做了|花了|持续|干了|用了|长达|整整|搞了|周期)(?:[ ，]|大概|大约|约|差不多|将近|"
    r"有|是|了|做|花|用|整整|一共|接近|干|搞)*+)"
    r"(?P<n>\d+(?:\.\d+)?) ?(?P<unit>months?|years?|个?月(?!份)|年(?![\d底初末]))|"
    r"(?<![\d.])(?P<n_b>\d+(?:\.\d+)?) (?P<unit_b>months?|years?) (?:in total|altogether|in all|of work)"
)
BEGUN_AND_DONE = Pattern(
    r"启动|开始|立项|做到|到|结束|上线|交付|完成|收尾|验收|从|"
    r"\b(?:start\w*|began|begun|from|end(?:ed)?|finish\w*|done|until|till|to|launch\w*|deliver\w*|live|shipp\w*|"
    r"complet\w*|handed|clos\w+)\b"
)
OTHER_SPAN = Pattern(
    r"阶段|那会儿|数据|加入|入职|留|第一版|运维|维护|经验|之前|前期|加上|算上|工作|公司|读|准备|断断续续|预研|后来|还|又|"
    r"继续|历史|调研|人月|一期|二期|初版|实习|迭代|升级|团队|投入|参与|陆续|"
    r"\b(?:data|maint\w+|joined|stayed|experience|before|including|counting|company|prepar\w*|since|still|"
    r"until now|history|logs?|man|person|phd|"
    r"study|degree|intern\w*|iterat\w+|improv\w+|teams?|part[- ]time|upgrad\w+|support\w*|first|version|"
    r"phase|pilot|later|then|again|contract|warranty|records?)\b"
)
LONGER = 1.3


def find(reading: Reading) -> Iterator[Doubt]:
    """At most one doubt for each turn."""
    for one in reading.said:
        found = _longer(in_digits(one.text)) if checked(one) else None
        if found:
            yield found.doubt(one)


def _longer(text: str) -> Found | None:
    """A length that is more than the months between."""
    lengths = list(LENGTH.finditer(text))
    if len(lengths) != 1 or OTHER_SPAN.search(text) or not BEGUN_AND_DONE.search(text):
        return None
    told = lengths[0]
    count, unit = told["n"] or told["n_b"], told["unit"] or told["unit_b"]
    rest = text[: told.start("n" if told["n"] else "n_b")] + text[told.end() :]
    span = _span(rest)
    months = float(count) * (12 if unit.startswith(("y", "年")) else 1)
    if span is None or months <= max(LONGER * span, span + 1.5):
        return None
    return Found(
        told[0],
        Text(
            zh=f"从开始到结束最多 {span:g} 个月，不会做了 {months:g} 个月。",
            en=f"From the first month to the last there are {span:g} months at most, not {months:g}.",
        ),
    )


def _span(text: str) -> float | None:
    """The months from the beginning to the end, both counted; of years alone the most that they leave."""
    found = list(MONTH.finditer(text))
    if not found and (years := YEARS.search(text)):
        begun, done = int(years["from"] or years["from_zh"]), int(years["to"] or years["to_zh"])
        return 12.0 * (done - begun + 1) if done >= begun else None
    if len(found) != 2:
        return None
    first, last = _month(found[0], None), _month(found[1], found[0])
    return float(last - first + 1) if first and last and last > first else None


def _month(match: re.Match[str], before: re.Match[str] | None) -> int | None:
    """A month counted through the years; one without a year is of that of the month before, or of the next."""
    name = match["name"] or match["name_b"]
    month = MONTHS.index(name[:3].lower()) + 1 if name else int(match["month"] or match["month_b"] or match["month_c"])
    year = match["year"] or match["year_zh"]
    if year:
        return 12 * int(year) + month
    if before is None:
        return None
    first = _month(before, None)
    if first is None:
        return None
    next_year = match["same"] in {"次年", "第二年", "隔年"} or (match["rel"] or "").endswith(
        ("next year", "following year")
    )
    same = 12 * ((first - 1) // 12) + month
    return same + 12 if next_year or same < first else same
