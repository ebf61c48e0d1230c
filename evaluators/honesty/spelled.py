"""A text with its numbers in digits: ``twelve thousand`` becomes 12000, ``1.2 万`` too, ``九成二`` 92%."""

import re
from functools import lru_cache

from evaluators.arithmetic.numbers import chinese_number
from evaluators.honesty.figures import MULTIPLIERS, SOME, WORDS
from evaluators.honesty.pattern import Pattern

TENS = {name: value for name, value in WORDS.items() if value in range(20, 100, 10)}
DIGITS = {name: value for name, value in WORDS.items() if value < 10} | {"zero": 0, "oh": 0}
_TENS, _DIGIT = "|".join(TENS), "|".join(name for name, value in WORDS.items() if value < 10)
_SMALL = rf"(?:(?:{_TENS})(?:[- ](?:{_DIGIT}))?|{'|'.join(w for w in WORDS if w not in TENS and w != 'dozen')})"
_HUNDREDS = rf"(?:{_SMALL}[- ]hundred(?:(?: and)? {_SMALL})?|{_SMALL})"
_BIG = r"(?:hundred|thousand|million|billion|dozen)"
_UNIT = (
    r"(?:hours?|minutes?|seconds?|days?|weeks?|months?|years?|milliseconds?|cards?|gpus?|people|persons?|annotators?|"
    r"labell?ers?)"
)
_ENGLISH = Pattern(
    rf"\b(?:(?P<article>half an?|an?) (?={_BIG}\b)|(?P<hundreds>{_HUNDREDS}|"
    rf"zero(?= point))\b)(?P<point> point(?: (?:{_DIGIT}|zero|oh))+)?"
    rf"(?P<big>(?:[- ]{_BIG}\b)*)(?P<rest>(?:,? and)? {_HUNDREDS}(?=\b(?! {_BIG})))?(?P<half> and a half)?"
)
_LONE = re.compile(rf"\bone\b(?!(?:[- ]{_BIG}| {_UNIT}| point|-| (?:and a half|percent)))", re.IGNORECASE)
"""A number word that stands for a thing."""
_HALF_A = Pattern(r"\bhalf an? (hour|day|week|month|year)\b|\ban? (hour|day|week|month|year) and a half\b")
_QUARTERS = Pattern(r"\b(?:(?P<three>three )quarters|a quarter) of an hour\b")
_A_TIME = Pattern(
    r"\b(?P<before>(?:in|within|for|over|after|took|takes|lasted|only|just|about|than) )an? (?:single |whole |"
    r"full )?(?P<unit>hour|day|week|month|year)\b"
    r"(?! (?:and a half|or (?:two|so))| ?(?:each|apiece))"
)
"""A time that is told without its number: "in a week"."""
_FULL = Pattern(r"\ba (?P<full>full|whole|good) (?P<unit>day|week|month|year)\b(?! and a half)")
_MORE = Pattern(r"(?<=\d)(?:多|余|来)(?=[个张条步次句段篇份例小天周月年元块台种类轮词字帧])")
_COMMAS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d|,\d)")
_SCALE = "百万|千万|十万|万亿|万|亿|千(?![步兆分米克瓦])|百(?![分度])"
_SCALED = re.compile(
    rf"(?P<n>\d+(?:\.\d+)?) ?(?:个 ?)?(?:(?P<han>{_SCALE})(?:(?P<rest>\d{{1,4}})(?P<of>千万|百万|万|千|百)|"
    rf"(?P<digit>[1-9])"
    r"(?![\d.万千百%％]))?|"
    r"(?P<word>thousand|million|billion|hundred)\b|(?P<letter>[kKMB]|(?<=\d)w)(?![a-zA-Z0-9_/]))"
)
_PERCENT = Pattern(r"百分之([零一二两三四五六七八九十百点]{1,9}|\d+(?:\.\d+)?)")
_TENTHS = Pattern(
    r"(?<!一)([一二两三四五六七八九])成([半一二三四五六七八九])?(?![功本立员绩果长都就交为了型分份套对语品])"
)
_PERCENT_WORD = Pattern(r"\s*(?:％|\bper ?cent\b(?!age))")
_COUNTER = r"(?:[种款名位块台天年周轮折层路核秒步次卡类倍]|小时|分钟|个|张(?:卡|显卡|GPU)|人|[张条份例](?!图|片|接|一))"
_HAN = Pattern(
    r"(?<![几数第成零一二两三四五六七八九十百千万亿])[一二两三四五六七八九十][零一二两三四五六七八九十百千万亿]*"
    r"(?:点[零一二三四五六七八九]{1,4}[百千万亿]*)?"
)
_TWO_AT_ONCE = re.compile(r"[一二两三四五六七八九]{2}")
_HALF_UNIT = Pattern(r"(?<![一二两三四五六七八九十\d])半(?=个?(?:小时|钟头|月|星期)|[天年])")
_WHOLE_AND_HALF = Pattern(r"([一两二三四五六七八九十]{1,2}) ?个半(小时|钟头|月|星期)")
_AND_HALF = Pattern(r"(\d+(?:\.\d+)?)(个)?(?:(半)(小时|钟头|月|星期)|(小时|天|年|月|星期)(半)(?!年|天|个|小时))")


@lru_cache(maxsize=1024)
def in_digits(text: str) -> str:
    """`text` with all its numbers in digits; small words that are more often grammar than figures stay."""
    text = _PERCENT_WORD.sub("%", _COMMAS.sub(lambda m: m[0].replace(",", ""), text))
    text = _QUARTERS.sub(lambda m: f"{0.75 if m['three'] else 0.25} hours", text)
    text = _A_TIME.sub(lambda m: f"{m['before']}1 {m['unit']}", text)
    text = _FULL.sub(lambda m: f"{m['full']} 1 {m['unit']}", text)
    text = SOME.sub("", text)
    text = _HALF_A.sub(lambda m: f"0.5 {m[1]}s" if m[1] else f"1.5 {m[2]}s", text)
    text = _ENGLISH.sub(_english, text)
    text = _PERCENT_WORD.sub("%", text)
    text = _PERCENT.sub(lambda m: f"{_value(m[1])}%", text)
    text = _TENTHS.sub(lambda m: f"{_value(m[1])}{'5' if m[2] == '半' else _value(m[2] or '零')}%", text)
    text = _WHOLE_AND_HALF.sub(lambda m: f"{float(_value(m[1])) + 0.5:g}个{m[2]}", text)
    text = _HALF_UNIT.sub("0.5", _HAN.sub(_han, text))
    text = _AND_HALF.sub(lambda m: f"{float(m[1]) + 0.5:g}{m[2] or ''}{m[4] or m[5]}", text)
    return _MORE.sub("", _SCALED.sub(_scaled, text))


def _value(said: str) -> str:
    number = float(said) if said[0].isdigit() and said.isascii() else chinese_number(said)
    return f"{number:.12g}" if number is not None else said


def _small(words: str) -> float:
    """Number words below a thousand."""
    total = 0.0
    for word in words.lower().replace("-", " ").split():
        total = total * 100 if word == "hundred" else total + WORDS.get(word, 0)
    return total


def _english(match: re.Match[str]) -> str:
    if match["hundreds"] and match["hundreds"].lower() == "one" and _LONE.match(match.string, match.start()):
        return match[0]
    number = 0.5 if (match["article"] or "").lower().startswith("half") else _small(match["hundreds"] or "one")
    if match["point"]:
        number = float(f"{number:.0f}." + "".join(str(DIGITS[word]) for word in match["point"].lower().split()[1:]))
    for big in re.split(r"[- ]", match["big"].lower()):
        number *= MULTIPLIERS.get(big, 1)
    rest = match["rest"] or ""
    if rest and not match["big"]:
        return f"{number:.12g}{rest}{match['half'] or ''}"
    number += _small(re.sub(r"^,? and", "", rest))
    return f"{number + 0.5:.12g}" if match["half"] else f"{number:.12g}"


def _han(match: re.Match[str]) -> str:
    """A numeral in Chinese; as it stands where it is a mere word ("十分", "三四个")."""
    said, behind = match[0], match.string[match.end() :]
    if _TWO_AT_ONCE.search(said.split("点")[0]) or behind[:1] in {"几", "些", "样", "般", "定", "直", "旦", "起"}:
        return said
    if said == "十" and behind.startswith("分") and not behind.startswith("分钟"):
        return said
    if len(said) == 1 and not re.match(rf" ?{_COUNTER}|[百千万亿]", behind):
        return said
    if said == "一" and not re.match(r" ?(?:个(?:小时|月|星期|标注|人标|实习生)|[天年周]|小时|分钟)", behind):
        return said
    return _value(said)


def _scaled(match: re.Match[str]) -> str:
    scale = match["han"] or (match["word"] or match["letter"]).lower()
    if match["letter"] in {"M", "B"}:
        scale = {"M": "million", "B": "billion"}[match["letter"]]
    number = float(match["n"]) * MULTIPLIERS[scale]
    if match["rest"]:
        more = float(match["rest"]) * MULTIPLIERS[match["of"]]
        number += more if more < number else 0
    if match["digit"]:
        number += float(match["digit"]) * MULTIPLIERS[scale] / 10
    return f"{number:.12g}"
