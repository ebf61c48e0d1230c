"""Numbers, times and units as people work with them aloud: pieces for the patterns of the rules that check them."""

import re
from typing import NamedTuple

from evaluators.honesty import figures, lexicon
from evaluators.honesty.doubt import Doubt, Sort
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.said import Said
from evaluators.honesty.spelled import in_digits
from evaluators.honesty.time_taken import HOURS
from evaluators.text import Text

FOUND_WRONG = lexicon.words("found_wrong")
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,4})?)"
WORD = "|".join((*figures.WORDS, "an?", "half an"))
COUNT = rf"(?:{NUMBER}|(?:{WORD})\b|[一二两三四五六七八九十百半]{{1,4}})"
UNIT = r"(?:hours?|hrs?|h\b|minutes?|mins?|days?|weeks?|个?(?:小时|钟头)|分钟|天|周|个?星期)"
UNITS = {"h": "hour", "小": "hour", "钟": "hour", "m": "minute", "分": "minute", "d": "day", "天": "day", "w": "week"}
UNITS |= {"周": "week", "星": "week"}
PERCENT = r" ?(?:%|％|percent\b|per cent\b|个百分点)"
GAP = r"(?: [a-z]{3,12})?"
"""What the numbers count, said or not."""
KINDS = r"[张条例个份段篇句]"
NOUNS = (
    r"images|photos|pictures|samples|x-rays|scans|examples|sentences|pairs|documents|texts|clips|recordings|slides|"
    r"records|reviews|tweets|frames"
)
ONCE = lexicon.words("one_run")
NO_MISTAKE = Pattern(
    rf"{ONCE.pattern}|错误(?:率|数|样本|(?:一共|总共)?(?:减少|少|下?降))|"
    r"(?:分|判|认|识别|预测)?错了(?= ?[\d一二两三四五六七八九十百千])|(?<=\d )(?:wrong|errors)\b|"
    r"异常(?:检测|样本|图|品|件|类|数据|点)"
)
"""Words that would otherwise tell of a mistake that was found."""


class Found(NamedTuple):
    """What was worked out wrongly."""

    words: str
    """Of the clause to quote."""
    reason: Text
    said: str = ""
    """The figure that a later turn may uphold."""
    earlier: bool = False
    """Whether a figure of an earlier turn is part of it: then it contradicts that turn."""

    def doubt(self, one: Said) -> Doubt:
        """The doubt about the turn `one`."""
        kind: Sort = "inconsistent" if self.earlier else "impossible_fact"
        return Doubt(kind, one.turn, _clause(one, self.words), self.reason, said=self.said, follows=self.earlier)


def checked(one: Said) -> bool:
    """Whether a turn has figures that are meant: it takes nothing back, supposes nothing and found no error itself."""
    if (
        sum(map(str.isdigit, in_digits(one.text))) < 2
        or one.corrects
        or FOUND_WRONG.search(NO_MISTAKE.sub("", one.text))
    ):
        return False
    return not any(clause.supposed for clause in one.clauses)


def _clause(one: Said, words: str) -> str:
    """The clause in which `words`, with all numbers in digits, stand; else the one of the most digits."""
    told = next((clause.text for clause in one.clauses if words in in_digits(clause.text)), None)
    return told or max(one.clauses, key=lambda clause: sum(map(str.isdigit, in_digits(clause.text)))).text


def value(text: str) -> float:
    """The number that `text` is."""
    text = text.strip().lower()
    if text[:1].isdigit():
        return float(text.replace(",", ""))
    if text in {"半", "half an"}:
        return 0.5
    return float(figures.WORDS.get(text, 1 if text in {"a", "an"} else 0)) or figures.han(text) or 0.0


def hours(count: str, unit: str) -> float:
    """A time in hours."""
    return value(count) * HOURS[UNITS[unit.lower().lstrip("个")[0]]]


def group(match: re.Match[str], *names: str) -> str:
    """The first of the groups that is there."""
    return next((match[name] for name in names if match[name]), "")
