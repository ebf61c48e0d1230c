"""Which years of a text are those of the work told of, and not those of its data, machines or other things."""

import re

from evaluators.honesty import lexicon
from evaluators.honesty.pattern import Pattern

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "spring|summer|autumn|fall|winter|early|late|mid|the|end|of|about"
)
ONE_YEAR = rf"(?:(?:{MONTHS})[ -]){{0,4}}20[012]\d"
SPAN = rf"{ONE_YEAR}(?:(?: ?(?:-|–|,) ?| (?:to|and|until|till|through|or|up to|with) ){ONE_YEAR}){{0,4}}"
"""Years, as they are said of what was not made in one: "2013 to 2017", "summer 2015 and 2016"."""
HAN_YEAR = r"(?:20[012]\d|(?<!\d)[12]\d)"
HAN_WHEN = r"(?: ?\d{1,2} ?月份?|[初底末中]|[上下]半年|[春夏秋冬][天季])?"
HAN_SPAN = (
    rf"{HAN_YEAR}(?:[、和到至—~～-] ?{HAN_YEAR}){{0,4}} ?年{HAN_WHEN}"
    rf"(?: ?(?:[、和及到至—~～-]|以及) ?{HAN_YEAR} ?年{HAN_WHEN}){{0,4}}"
)
OF_THINGS = lexicon.words("years_of_things", SPAN=SPAN, HAN=HAN_SPAN)
"""Years said of data, machines, standards: "photos from 2016", "2015 到 2018 年的病历"."""
OF_THE_WORK = lexicon.words("of_the_work")
NOTHING_ELSE = lexicon.words("time_alone")
"""A clause that is a time and nothing else: the answer to when it was, or where the telling begins."""
OF_OTHERS = lexicon.words("work_of_others")
"""Words of a sentence that tells what others did, or oneself at another time."""
ASKS_OF_THINGS = lexicon.words("asks_when_of_things")
SINCE = Pattern(r"(?:开始|起)的?$|^since ")
GATHERED = lexicon.words("data_gathered")
WORKED = lexicon.words("worked_with_it")
BARE = re.compile(r"(?<![\d.,@-])20[12]\d(?![\d,]\d|\.\d|\w| ?(?:x|×|[张条个份例]|images|samples|epochs|steps|tokens))")
"""What looks like a year, with or without words that make it one."""


def without_things(text: str) -> str:
    """`text` without the years that are those of data or things, in its length."""
    if "20" not in text and "年" not in text:
        return text
    return OF_THINGS.sub(lambda found: "_" * len(found[0]), text)


def of_the_work(text: str, *, names: bool) -> bool:
    """Whether a clause with a year tells when the work was done; one that `names` something tells when that was."""
    if GATHERED.search(text) and not WORKED.search(text):
        return False
    return names or bool(OF_THE_WORK.search(text) or NOTHING_ELSE.fullmatch(text.strip()))


def of_others(sentence: str) -> bool:
    """Whether a sentence tells what was done before this work, by others or elsewhere."""
    return bool(OF_OTHERS.search(sentence))


def asked_of_things(question: str, reply: str) -> bool:
    """Whether a reply that is only a time tells the time of the data or of a thing that the question asks for."""
    return bool(NOTHING_ELSE.fullmatch(SINCE.sub("", reply.strip())) and ASKS_OF_THINGS.search(question))


def all_in(text: str) -> set[int]:
    """All that may be years in `text`, be they of data or not."""
    return {int(found[0]) for found in BARE.finditer(text)}


def of_things(text: str) -> set[int]:
    """The years in `text` that are those of data or things."""
    return all_in(text) - all_in(without_things(text))


def latest(text: str) -> int:
    """The last of all that may be years in `text`, be they of data or not; zero where there is none."""
    return max(all_in(text), default=0)
