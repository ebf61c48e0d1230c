"""When things happened, as the candidate tells it: two years for one event, or an order that cannot be."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from evaluators.honesty import lexicon
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.said import Said
from evaluators.honesty.timeline import all_years
from evaluators.honesty.turns import against_earlier
from evaluators.text import Text

EVENTS = {name: lexicon.words(f"event_{name}") for name in ("collected", "began", "launched", "joined", "internship")}
NAMES = {
    "collected": Text(zh="数据采集的时间", en="when the data were collected"),
    "began": Text(zh="开始做的时间", en="when it was begun"),
    "launched": Text(zh="上线的时间", en="when it went live"),
    "internship": Text(zh="实习的时间", en="when the internship was"),
    "joined": Text(zh="入职的时间", en="when the candidate joined"),
}
FIRST = {"launched": ("began", "joined")}
"""What comes before what: a launch is no earlier than the work, or than the candidate's joining."""
ANOTHER_TIME = lexicon.words("another_time")
OF_OTHERS = Pattern(
    r"\b(?:they|open ?ai|google|meta|facebook|nvidia|microsoft|deepseek|alibaba|tencent|baidu|huawei|intel|amd|apple|"
    r"mistral|anthropic|hugging ?face|deep ?mind|stability|the (?:authors?|makers?|vendor))(?: ai)?(?: had| has)?"
    r"(?: \w+)? (?:released|launched|shipped)\b|"
    r"(?:openai|deepseek|meta|nvidia|谷歌|微软|英伟达|阿里|腾讯|百度|华为|苹果|官方|厂商|作者)[^，。；]{0,12}(?:发布|开源)"
)
"""Who published what was used: its release is not the candidate's launch."""


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = Pattern(rf"20\d\d ?年 ?(\d{{1,2}}) ?月|\b({'|'.join(MONTHS)})[a-z]*,? 20\d\d")
WHEN = Pattern(r"什么时候|何时|哪一?年|\bwhen\b|\b(?:which|what) year\b")


class Dated(NamedTuple):
    """An event with its year."""

    event: str
    year: int
    quote: str
    month: int = 0
    """Counted from one; zero where none is named."""


def find(said: Sequence[Said]) -> Iterator[tuple[Text, int, str, str]]:
    """Each event with another year than before, or out of order: what it is about, the turn, both quotes."""
    told = against_earlier(said, dated_in, lambda dated: (dated.event, dated.year), _exclude)
    for turn, earlier, later in told:
        yield NAMES[later.event], turn, earlier.quote, later.quote


def _exclude(first: Dated, second: Dated) -> bool:
    """Whether two events cannot both have been in their years."""
    if first.event == second.event:
        return first.year != second.year
    early, late = sorted((first, second), key=lambda dated: dated.event == "launched")
    if early.event not in FIRST.get(late.event, ()):
        return False
    in_one_year = late.year == early.year and early.event == "joined" and late.month > 0
    return late.year < early.year or (in_one_year and late.month < early.month)


@lru_cache(maxsize=1024)
def dated_in(one: Said) -> tuple[Dated, ...]:
    """The events of a turn; one with several years is left out, and so is what speaks of several times.

    A year that opens the reply to a question for a time is that of the event asked about.
    """
    found: list[Dated] = []
    question = one.question
    asked = [name for name, words in EVENTS.items() if WHEN.search(question) and words.search(question)]
    for place, clause in enumerate(one.clauses):
        if clause.supposed or clause.denied or ANOTHER_TIME.search(clause.text):
            continue
        when = {year for year, _ in all_years(clause)}
        named = [name for name, words in EVENTS.items() if words.search(clause.text)]
        if OF_OTHERS.search(clause.text):
            continue
        if not named and place == 0 and len(asked) == 1 and not ANOTHER_TIME.search(question):
            named = asked
        if len(when) == 1:
            found += [Dated(name, min(when), clause.text, _month(clause.text)) for name in named]
    return tuple(d for d in found if len({other.year for other in found if other.event == d.event}) == 1)


def _month(text: str) -> int:
    """The one month of a year that a clause names; zero where it names none, or several."""
    named = {int(match[1]) if match[1] else MONTHS.index(match[2].lower()) + 1 for match in MONTH.finditer(text)}
    return named.pop() if len(named) == 1 else 0
