"""How long the project, or its training, took."""

import re
from collections.abc import Iterator
from types import MappingProxyType

from evaluators.honesty import lexicon
from evaluators.honesty.amount import Amount, nearby
from evaluators.honesty.claim import Attribute
from evaluators.honesty.clause import Clause
from evaluators.honesty.figures import Figure
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.said import Said

NOT_ITS_LENGTH = Pattern(
    r"数据|经验|以前|前$|公司|待了|供应商|交货|工资|没[少断落]|过一[天周]|同一天|\b(?:data|experience|ago|old|history|logs?|since|supplier)\b"
)
"""Years of data or of experience are not the project's."""
DATA = lexicon.words("data")
ACTIVITY, SIDE_RUN, PROJECT = lexicon.words("activity"), lexicon.words("side_run"), lexicon.words("project")
TRAINING = lexicon.words("when_training")
CALENDAR = re.compile(r"^(?:(?:19|20)\d\d\s*年|\d{1,2}\s*月)")
"""A year or a month of the calendar, which is no length of time."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FROM_TO = Pattern(
    r"(?<!\d)(\d{1,2}) ?月 ?(?:份)?(?:到|至|-|~|—) ?(?:当年|同年)?(\d{1,2}) ?月|"
    rf"\bfrom ({'|'.join(MONTHS)})[a-z]* to ({'|'.join(MONTHS)})[a-z]*"
)
FIRST_AND_LAST = lexicon.words("first_and_last_month", MONTH="|".join(MONTHS))
"""A project's first and last month."""
ACTIVITY_ALONE = Pattern(r"采集|标注|训练|实习|label|collect|train")
ASKS_HOW_LONG = lexicon.words("asks_how_long")
FROM_MONTH_TO_MONTH = re.compile(r"从[^，。]{0,8}\d{1,2} ?月(?:份)?(?:一直)?[做干]到")
SPENT_ON_IT = Pattern(r"\b(?:i|we) spent (?=[\w ]{1,16}\bon\b)|\b(?:i|we) left after (?=\w+ (?:weeks|months)\b)")
"""Before the length of a project, or of somebody's time in it."""
HALF_YEAR = Pattern(r"(?<!\d)(?<![一两三四五六七八九十前后上下])半年")
WHOLE_YEAR = Pattern(r"\ba (?:whole|full) year\b")
MOST_YEARS = 10
"""A larger number is a year of the calendar, its century left out."""
HOURS = MappingProxyType({"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 720.0, "year": 8760.0})


def _begun_and_launched(one: Said, clause: Clause) -> Iterator[Amount]:
    """The months between the beginning and the launch that one sentence tells of, whose first clause is `clause`."""
    sentence = one.sentence(clause.sentence)
    told = FIRST_AND_LAST.search("，".join(part.text for part in sentence)) if clause is sentence[0] else None
    if told and not ACTIVITY_ALONE.search(told[0]):
        begun = told["from_year"] or told["from_y"]
        first = _month(begun, told["from"] or told["from_month"])
        last = _month(told["to_year"] or told["to_y"] or begun, told["to"] or told["to_month"])
        if last > first:
            yield Amount("duration", float(last - first), about=True)


def _month(year: str | None, month: str) -> int:
    """A month, counted through the years."""
    return 12 * int(year or 0) + (int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1)


def spans(one: Said, clause: Clause) -> Iterator[Amount]:
    """A project's length, said without a figure or by its first and last month."""
    yield from _begun_and_launched(one, clause)
    if not _lasted(one, clause):
        return
    for months, pattern in ((6.0, HALF_YEAR), (12.0, WHOLE_YEAR)):
        if pattern.search(clause.text) and not NOT_ITS_LENGTH.search(clause.text):
            yield Amount("duration", months)
    span = FROM_TO.search(clause.text)
    if span:
        first, last = (int(m) if m.isdigit() else MONTHS.index(m.lower()) + 1 for m in span.groups() if m)
        if last > first:
            yield Amount("duration", float(last - first), about=True)


def _lasted(one: Said, clause: Clause) -> bool:
    """Whether a length of time is the whole project's and not one activity's."""
    so_far = " ".join(part.text for part in one.up_to(clause))
    own = nearby(clause.text) if PROJECT.search(nearby(clause.text)) else clause.text
    asked = clause == one.clauses[0] and ASKS_HOW_LONG.search(one.question)
    told = asked or FROM_MONTH_TO_MONTH.search(so_far) or SPENT_ON_IT.search(clause.text) or PROJECT.search(so_far)
    return bool(told and not ACTIVITY.search(PROJECT.sub("", own)))


def kind_of_time(one: Said, clause: Clause, figure: Figure) -> Attribute | None:
    """Whether a time is that of the project, or of its training."""
    text = clause.text
    if CALENDAR.search(text[figure.start : figure.end]) or NOT_ITS_LENGTH.search(text):
        return None
    if figure.unit == "year" and figure.value > MOST_YEARS:
        return None
    if figure.unit in {"day", "week", "month", "year"} and _lasted(one, clause):
        return "duration"
    trained = TRAINING.search(text) and not DATA.search(text) and not SIDE_RUN.search(text)
    return "training" if trained and figure.unit != "year" else None
