"""Figures with their units, in Chinese and English: ``12 万张``, ``7.2M parameters``, ``about 40 ms``, ``三千条``."""

import re
from dataclasses import dataclass

MULTIPLIERS = {
    "k": 1e3, "thousand": 1e3, "千": 1e3, "万": 1e4, "w": 1e4, "million": 1e6, "mn": 1e6, "百万": 1e6, "千万": 1e7, "亿": 1e8,
    "billion": 1e9, "bn": 1e9, "b": 1e9, "十万": 1e5, "百": 1e2, "hundred": 1e2,
}  # fmt: skip

UNITS: tuple[tuple[str, str], ...] = (
    ("percent", r"%|％|percent|per cent"),
    ("point", r"个?(?:百分)?点(?!云|积)|(?:percentage )?points?\b|pts?\b"),
    ("params", r"(?:个)?参数(?!服务)|(?:model |trainable )?param(?:eter)?s?\b"),
    ("fps", r"fps\b|帧(?:每秒|/s|/秒)|frames (?:per|a|/) ?s(?:econd)?"),
    ("qps", r"qps\b|requests (?:per|a) second"),
    ("ms", r"毫秒|ms\b|milliseconds?|millis\b"),
    ("mb", r"mb\b|兆(?!赫)|megabytes?|megs?\b"),
    ("gb", r"gb\b|gib\b|gigabytes?|gigs?\b|个?g(?![a-z0-9])"),
    ("kb", r"kb\b|kilobytes?"),
    ("gpu", r"(?:张|块|个)(?:卡|gpu|显卡|(?=\s*(?:英伟达|tesla|rtx|gtx|v100|a100|3090|4090|2080|1080|t4|h100|a800|a10|h800)))|卡(?!顿)|(?:v100|a100|h100|a800|3090|4090|2080 ?ti|1080 ?ti|t4)s\b|gpus?\b"),
    ("image", r"张(?!卡)(?:图像|图片|照片|图)?|幅|ADJ(?:images|pictures|photos|frames|scans|radiographs|slides)\b|image\b|images?\b|pictures?\b|photos?\b|帧|frames?\b|scans?\b"),
    ("class", r"个?(?:大|小|种|缺陷|目标|意图|商品|标签)?(?:类别|类(?!似|型)|品类)|ADJ(?:classes|categories)\b|种(?=缺陷|类别|商品|目标|意图)"),
    ("sample", r"条|句|篇|个?样本|例|对(?=样本|句|数据)|个?(?:工单|病例|会话|订单|用户评论)|ADJ(?:samples|examples|sentences|records|rows|tickets|messages|reviews|comments|queries|documents|utterances|dialogues|pairs|clips|patients|cases|transactions|articles|posts|tweets)\b"),
    ("person", r"个?人(?!脸)|people\b|engineers?\b|persons?\b|位同事|个同事"),
    ("month", r"个?月(?!\d)|months?\b"),
    ("week", r"周|个?星期|weeks?\b"),
    ("year", r"年(?!级)|years?\b"),
    ("hour", r"个?小时|hours?\b"),
    ("day", r"天|days?\b"),
    ("epoch", r"个? ?epochs?\b|轮"),
    ("step", r"(?:千)?步|steps\b|iterations\b|iters?\b"),
    ("layer", r"层|(?:[a-z]+ )?(?:layers|blocks)\b"),
    ("gate", r"个?门(?!控|店|口|限|禁)|gates?\b"),
    ("head", r"个?(?:注意力)?头(?!部|像|盔|肩|条)|(?:attention |self-attention )?heads?\b"),
    ("times", r"倍|x\b|×|times\b|-?fold\b"),
    ("second", r"秒|s\b|seconds?\b|secs?\b"),
    ("mega", r"m\b|m(?=[^a-z0-9])|m$"),
)  # fmt: skip
ADJECTIVES = r"(?:(?!(?:of|the|and|in|for|with|per|from|to|on|at|percent|gpus?|epochs?|million|thousand|ms|is|was|were|are)\b)[a-z-]+ ){0,3}"
_UNIT = re.compile(
    "|".join(f"(?P<{name}>{pattern.replace('ADJ', ADJECTIVES)})" for name, pattern in UNITS), re.IGNORECASE
)
_MULTIPLIER = re.compile(
    r"百万|千万|十万|万|亿|千(?!步|兆|分)|百(?!分|度)|thousand\b|million\b|billion\b|mn\b|bn\b|[kKwWbB](?![a-zA-Z0-9])|hundred\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w.])(?P<latin>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)", re.ASCII)
_HAN = re.compile(r"[一二两三四五六七八九十百千万亿零半几]{1,9}")
_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_WORDS = {word: value for value, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
)} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}  # fmt: skip
_WORD = re.compile(
    r"\b("
    + "|".join(_WORDS)
    + r")(?:[- ](one|two|three|four|five|six|seven|eight|nine))?\b(?:[- ](hundred|thousand|million|billion)\b)?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:大概|大约|约|差不多|左右|接近|将近|近|about|around|roughly|approximately|some|nearly|almost|or so|~|≈)\s*(?:是|有)?\s*$",
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(r"\s*(?:左右|上下|来|多|几|or so|-ish|ish)", re.IGNORECASE)
_MODULO = re.compile(r"\s*(?:个|种|名)?\s*")


@dataclass(frozen=True)
class Figure:
    """A number as said: `value` in `unit`, found at `start` to `end` of its text."""

    value: float
    unit: str
    start: int
    end: int
    about: bool = False


def find(text: str) -> tuple[Figure, ...]:
    """The figures in `text`, from left to right."""
    found = [
        figure
        for match in _DIGITS.finditer(text)
        if (figure := _figure(text, match.start(), match.end(), float(match["latin"].replace(",", ""))))
    ]
    taken = {place for figure in found for place in range(figure.start, figure.end)}
    for match in _HAN.finditer(text):
        value = han(match[0])
        if value is not None and match.start() not in taken:
            figure = _figure(text, match.start(), match.end(), value, spelled=True)
            if figure:
                found.append(figure)
    for match in _WORD.finditer(text):
        value = float(_WORDS[match[1].lower()] + _WORDS.get((match[2] or "").lower(), 0)) * MULTIPLIERS.get(
            (match[3] or "").lower(), 1
        )
        figure = _figure(text, match.start(), match.end(), value, spelled=True)
        if figure:
            found.append(figure)
    return tuple(sorted(found, key=lambda figure: figure.start))


def _figure(text: str, start: int, end: int, value: float, *, spelled: bool = False) -> Figure | None:
    """The figure whose digits stand at `start` to `end`; a spelled-out number without a unit is a mere word."""
    about = bool(_ABOUT.search(text[max(0, start - 16) : start]))
    after = end
    more = _ABOUT_AFTER.match(text, after)
    if more and more[0].strip() in {"多", "几", "来"}:
        about, after = True, more.end()
    while after < len(text) and text[after] in " -" and not text[after:].startswith(("- ", "--")):
        after += 1
    multiplier = _MULTIPLIER.match(text, after)
    if multiplier:
        value *= MULTIPLIERS[multiplier[0].lower()]
        after = multiplier.end()
        more = _ABOUT_AFTER.match(text, after)
        if more:
            about, after = True, more.end()
        while after < len(text) and text[after] == " ":
            after += 1
    unit = _UNIT.match(text, after)
    if unit is None:
        if spelled:
            return None
        return Figure(value, "", start, multiplier.end() if multiplier else end, about)
    name = unit.lastgroup or ""
    if (
        name == "mega"
        and (named := _UNIT.match(text, _MODULO.match(text, unit.end()).end()))
        and named.lastgroup == "params"
    ):  # type: ignore[union-attr]
        return Figure(value * 1e6, "params", start, named.end(), about)
    about = about or bool(_ABOUT_AFTER.match(text, unit.end()))
    return Figure(value, name, start, unit.end(), about)


def han(word: str) -> float | None:
    """The number that Chinese numerals spell, or None where they spell none."""
    if word in {"一", "几", "半", "百", "千", "万", "亿", "零"} or "几" in word:
        return None if word != "一" else 1
    total, section, digit = 0.0, 0.0, 0.0
    for char in word:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        elif char in "万亿":
            total = (total + section + digit) * MULTIPLIERS[char]
            section = digit = 0
        else:
            return None
    return total + section + digit
