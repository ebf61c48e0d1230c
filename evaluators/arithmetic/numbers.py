"""Reads numbers as people write them, in Chinese, English or LaTeX, out of free text.

Everything here is linear in the length of the text, which `plain.clean` has cut to a bound.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = 60
"""A literal with more digits than this is no measurement of anything."""


@dataclass(frozen=True)
class Number:
    """A number as it was written."""

    value: float
    start: int
    end: int
    step: float = 0.0
    """Worth of one unit in the last digit that is shown; 0 where the form is exact (a fraction)."""
    digits: int = 0
    """Significant digits shown; an integer's trailing zeros do not count."""
    scaled: bool = False
    """Written with a scale (k, M, 万, 亿, e8): a person who writes so rounds."""
    binary: float | None = None
    """The value if the scale is meant in powers of 1024, or, for a bare B, in bytes instead of billions."""
    unit: str = ""
    """``%``, ``B`` (bytes) or empty."""
    vague: bool = False
    """An order of magnitude, not a figure: "两百多万"."""
    weak: bool = False
    """A lone small number word ("one", "三") that is more often grammar than a figure."""
    grouped: tuple[int, ...] = ()
    """The groups of a literal such as 9,408 that might have been a list."""


# -- number words -----------------------------------------------------------------------------------------------------

_CN_DIGIT = {"零": 0, "〇": 0, **{c: i for i, c in enumerate("一二三四五六七八九", 1)}, "两": 2, "兩": 2, "俩": 2}
_CN_UNIT = {"十": 10, "百": 100, "千": 1000}
_CN_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_CN_CLASS = "零〇一二两兩三四五六七八九十百千万萬亿億"


def chinese_number(text: str) -> float | None:  # noqa: C901, PLR0912 - one branch for each class of characters
    """The value of a Chinese numeral such as 九千四百零八, 三千九, 一点一八亿 or 九四零八; None if it is none."""
    if len(text) > 40:
        return None
    if "点" in text:
        whole, _, rest = text.partition("点")
        scale = 1.0
        while rest and rest[-1] in (_CN_UNIT | _CN_BIG):
            scale *= (_CN_UNIT | _CN_BIG)[rest[-1]]
            rest = rest[:-1]
        left = chinese_number(whole)
        if left is None or not rest or any(c not in _CN_DIGIT for c in rest):
            return None
        return (left + float("0." + "".join(str(_CN_DIGIT[c]) for c in rest))) * scale
    if len(text) > 1 and all(c in _CN_DIGIT for c in text):
        return float("".join(str(_CN_DIGIT[c]) for c in text))
    total = section = digit = 0
    last = 1
    seen = zero = False
    for c in text:
        if c in _CN_DIGIT:
            if digit:
                return None
            digit, seen = _CN_DIGIT[c], True
            zero = zero or digit == 0
        elif c in _CN_UNIT:
            section += (digit or (0 if seen and not zero and section == 0 else 1)) * _CN_UNIT[c]
            digit, last, zero, seen = 0, _CN_UNIT[c], False, True
        elif c in _CN_BIG:
            section += digit
            if _CN_BIG[c] > total and total:  # 一万亿
                total = (total + section) * _CN_BIG[c]
            else:
                total += (section or (0 if seen else 1)) * _CN_BIG[c]
            section, digit, last, zero, seen = 0, 0, _CN_BIG[c], False, True
    if digit and last > 10 and not zero:
        digit *= last // 10  # 三千九 is 3900
    return float(total + section + digit)


_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_EN_SMALL = {w: i for i, w in enumerate(_UNITS.split())} | {
    w: 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_EN_BIG = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_EN_PART = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip


def english_number(text: str) -> float | None:
    """The value of number words such as "four thousand six hundred and ninety"; None if they are none."""
    total = section = 0
    seen = False
    for word in re.split(r"[\s-]+", text.lower()):
        if word in _EN_SMALL:
            section += _EN_SMALL[word]
        elif word == "hundred":
            section = (section or 1) * 100
        elif word in _EN_BIG:
            total += (section or 1) * _EN_BIG[word]
            section = 0
        elif word != "and":
            return None
        seen = seen or word != "and"
    return float(total + section) if seen else None


# -- literals ---------------------------------------------------------------------------------------------------------

_SCALES = {
    "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "b": 1e9, "bn": 1e9, "mn": 1e6, "mil": 1e6, "thousand": 1e3, "million": 1e6,
    "billion": 1e9, "trillion": 1e12, "grand": 1e3, "百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8,
    "十万": 1e5, "百万": 1e6, "千万": 1e7, "百萬": 1e6, "千萬": 1e7, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12,
}  # fmt: skip
_BINARY = {"k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}
_W = "(?:" + "|".join(sorted(_EN_SMALL, key=len, reverse=True)) + ")"
_WB = "(?:" + "|".join([*sorted(_EN_SMALL, key=len, reverse=True), *_EN_BIG]) + ")"
NUMBER = re.compile(
    rf"""
    (?P<cnpercent>百分之(?P<percentof>[{_CN_CLASS}点]{{1,12}}|\d{{1,3}}(?:\.\d{{1,9}})?))
  | (?P<tenths>[一二两三四五六七八九1-9]成(?:[半一二三四五六七八九]|)(?![为本立功员绩果长都就交]))
  | (?P<cnbelow>[{_CN_CLASS}]{{1,12}}|\d{{1,9}}(?:\.\d{{1,9}})?)分之(?P<cnabove>[{_CN_CLASS}]{{1,12}}|\d{{1,9}}(?:\.\d{{1,9}})?)
  | (?P<mixed>\d{{1,4}}[亿億]零?(?:\d{{1,4}}[万萬])?零?\d{{1,4}}(?![\d.万萬亿億]|,\d)
             | \d{{1,4}}[亿億]零?\d{{1,4}}[万萬](?![\d.]) | \d{{1,4}}[万萬]零?\d{{1,4}}(?![\d.万萬亿億]|,\d)
             | \d[千](?:\d[百])?零?\d{{1,2}}(?![\d.]|,\d))
  | (?P<literal>
      (?P<mantissa>
        (?<![\d.,_])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\d])
      | (?<![\d.,_])\d{{1,4}}(?:,\d{{4}})+(?![\d])(?=\D|$)
      | (?<![\d.,_])\d{{1,3}}(?:_\d{{3}})+(?![\d])
      | (?<![\d.,_])\d{{1,3}}(?:'\d{{3}})+(?![\d])
      | (?<![\d.,_])(?<!\d\ )[1-9]\d{{0,2}}(?:\ \d{{3}})+(?![\d.,x×*]|\ \d|\ ?[x×*])
      | (?<![\d.,])0,\d{{2,9}}(?![\d,])
      | \d+\.\d+ | \d+\.(?=[eE]\d) | (?<![\d.])\.\d+ | \d+ )
      (?:[eE](?P<exponent>[-+]?\d{{1,40}})(?![\dA-Za-z])
        | \ ?(?:×|x|X|\*)\ ?10\ ?(?:\^|\*\*)\ ?\(?(?P<power>[-+]?\d{{1,9}})\)?
        )?
      (?P<more>\ ?[多来几余](?=[万亿千百个]))?
      (?:\ ?(?:个\ ?)?(?P<bytes>[kKMGT]i?[Bb](?:ytes?)?|[kKMGT](?=字节)|[kmgt]ib|[kmgt]b|(?:kilo|mega|giga|tera)bytes?|gigs?)(?![A-Za-z])
        | \ ?个?(?P<mega>兆(?:字节)?)
        | \ ?(?P<bytewords>bytes?|字节|Bytes?)(?![A-Za-z])
        | (?:\ ?个?\ ?)(?P<cnscale>[十百千]?[万萬亿億]|万亿|[千](?!米|克))(?![万萬亿億]{{2}})
        | \ ?(?P<scale>thousand|million|billion|trillion|grand|(?:bn|mn|mil)(?![A-Za-z])
            |(?-i:(?:[kKMGTB]|[mgtb](?<!\ [mgtb])))(?=(?i:flop|mac|mult|madd|op|para|\ ?个)|(?![A-Za-z0-9_^]))
            |个\ ?[GMK](?![A-Za-z]))
        )?
      (?P<absurd>[十百千万萬亿億]{{3,}})?
      (?P<moreafter>\ ?(?:多|余|来)(?![余]))?
      (?P<percent>\ ?(?:%|percent\b|per\ cent\b|pct\b|个点))?
    )
  | (?P<cnvague>[{_CN_CLASS}]{{1,12}}[多几余来](?:[万萬亿億千百十]{{1,2}}|(?=个|[GMKgmk]|字节|兆|步|次|,|。|$)))
  | (?P<cnseveral>[几数]?[十百千万亿]{{1,2}}(?=[几多]))
  | (?P<cn>[零〇一二两兩三四五六七八九十][{_CN_CLASS}]{{0,30}}(?:点[零〇一二三四五六七八九]{{1,9}}[十百千万萬亿億]{{0,2}})?)(?P<cnmore>多)?(?P<cnunit>\ ?个?\ ?(?:[KMGT](?:i?B)?|兆)(?![A-Za-z]))?
  | (?i:\b(?P<above>one|two|three|four|five|six|seven|eight|nine|ten|eleven|a|an)[ -](?P<below>half|halves|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)s?)\b)
  | (?i:\b(?P<en>{_WB}(?:(?:[ -]|\ and\ ){_WB}){{0,12}})\b(?P<enpercent>\ ?(?:%|percent\b|per\ cent\b))?(?P<enunit>\ (?:[KMGT]i?B|(?:kilo|mega|giga|tera)bytes?|gigs?)\b)?)
    """,
    re.VERBOSE | re.ASCII,
)
_WEAK_BEFORE = "第每这那某另其同之哪统单唯万进"
_WEAK_AFTER = "个层開开样起般些下点定直种边旦共半方向致律切阶句倍的者来次条步组张份头路维会为者"


def numbers(text: str) -> Iterator[Number]:
    """The numbers in `text`, which `plain.clean` has made plain, from left to right."""
    for match in NUMBER.finditer(text):
        found = _number(text, match)
        if found is not None:
            yield found


def _number(text: str, match: re.Match[str]) -> Number | None:  # noqa: C901 - one branch for each way to write a number
    start, end = match.span()
    if match["literal"]:
        return _literal(match)
    if match["cnpercent"]:
        value = _either(match["percentof"])
        places = len(re.split("[.点]", match["percentof"] + ".")[1])
        return None if value is None else Number(value / 100, start, end, 10.0 ** (-2 - places), 2 + places, unit="%")
    if match["tenths"]:
        tenths = _either(match["tenths"][0])
        more = match["tenths"].partition("成")[2]
        half = 0.05 if more == "半" else _CN_DIGIT.get(more, 0) / 100
        return None if tenths is None else Number(tenths / 10 + half, start, end, digits=9, unit="%")
    if match["cnbelow"]:
        below, above = _either(match["cnbelow"]), _either(match["cnabove"])
        return Number(above / below, start, end, digits=9) if below and above is not None else None
    if match["mixed"]:
        return _counted(_mixed(match["mixed"]), start, end, scaled=False)
    if match["cnvague"] or match["cnseveral"]:
        bare = re.sub(r"[多几余来数]", "", match[0])
        value = chinese_number(bare) if bare else None
        return Number(value, start, end, vague=True) if value else None
    if match["cn"]:
        return _chinese(text, match)
    if match["above"]:
        below_word = match["below"].lower().removesuffix("s").replace("halve", "half")
        top = 1 if match["above"].lower() in ("a", "an") else _EN_SMALL[match["above"].lower()]
        return Number(top / _EN_PART[below_word], start, end, digits=9)
    value = english_number(match["en"])
    if value is None or match["en"].lower() in ("hundred", "thousand", "million", "billion"):
        return None
    if match["enpercent"]:
        return Number(value / 100, start, end, step=0.01, digits=2, unit="%")
    if match["enunit"]:
        unit = match["enunit"].strip().lower()[0]
        return Number(
            value * _SCALES[unit], start, end, _SCALES[unit], 2, scaled=True, binary=value * _BINARY[unit], unit="B"
        )
    weak = match["en"].lower() in _UNITS.split()[1:11]
    return _counted(value, start, end, scaled=False, weak=weak)


def _chinese(text: str, match: re.Match[str]) -> Number | None:
    start, end = match.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    value = chinese_number(match["cn"])
    if value is None:
        return None
    weak = False
    if match["cnunit"]:
        unit = match["cnunit"].strip(" 个")
        power = {"兆": "m"}.get(unit, unit[0].lower())
        ten = float(_BINARY[power]) if "i" in unit else _SCALES[power]
        return Number(
            value * ten, start, end, ten, len(str(int(value))), scaled=True, binary=value * _BINARY[power], unit="B"
        )
    if len(match["cn"]) == 1:
        if before and before in _WEAK_BEFORE:
            return None
        weak = (bool(after) and after in _WEAK_AFTER) or match["cn"] not in "零〇"
    elif before == "第":
        return None
    number = _counted(value, start, end, scaled="点" in match["cn"] or match["cn"][-1:] in "万亿萬億", weak=weak)
    return Number(value, start, end, vague=True) if match["cnmore"] else number


def _either(text: str) -> float | None:
    return float(text) if text[0].isdigit() else chinese_number(text)


def _mixed(text: str) -> float:
    total = 0.0
    for digits, unit in re.findall(r"(\d+)([亿億万萬千百]?)", text):
        if not unit and text.endswith(digits) and len(digits) == 1 and "零" not in text and not text[-2:-1].isdigit():
            scale = {"亿": 1e7, "億": 1e7, "万": 1e3, "萬": 1e3, "千": 1e2, "百": 10.0}.get(text[-2:-1], 1.0)
        else:
            scale = {"百": 1e2, **_SCALES}.get(unit, 1.0)
        total += int(digits) * scale
    return total


def _counted(value: float, start: int, end: int, *, scaled: bool, weak: bool = False) -> Number:
    """A number in words: it shows as many digits as it has up to its trailing zeros."""
    shown = f"{value:.9g}" if value != int(value) else str(int(value))
    digits = len(shown.replace(".", "").strip("0")) or 1
    zeros = len(shown) - len(shown.rstrip("0")) if "." not in shown and value else 0
    return Number(value, start, end, step=10.0**zeros, digits=digits, scaled=scaled, weak=weak)


def _literal(match: re.Match[str]) -> Number | None:
    start, end = match.span("literal")
    mantissa = match["mantissa"]
    grouped: tuple[int, ...] = ()
    if len(mantissa) > _DIGITS or match["absurd"]:
        return Number(float("inf"), start, end, digits=_DIGITS)
    if re.fullmatch(r"0,\d+", mantissa):
        mantissa = mantissa.replace(",", ".")
    elif re.search(r"[, ]", mantissa) and "." not in mantissa:
        grouped = tuple(int(part) for part in re.split(r"[, ]", mantissa))
        if any(len(part) > 1 and part[0] == "0" for part in re.split(r"[, ]", mantissa)):
            grouped = ()
    plain = re.sub(r"[,_' ]", "", mantissa)
    exponent = int(match["exponent"] or match["power"] or 0)
    if abs(exponent) > 300:
        return Number(float("inf") if exponent > 0 else 0.0, start, end, digits=_DIGITS)
    places = len(plain.partition(".")[2])
    shown = plain.replace(".", "").lstrip("0")
    scale, binary, unit, scaled = _scale(match)
    scaled = scaled or bool(exponent)
    exactly = bool(places) or scaled  # 430k shows three digits, 430000 two
    digits = len(shown if exactly else shown.rstrip("0")) or 1
    trailing = 0 if exactly else len(shown) - len(shown.rstrip("0"))
    value = float(plain) * 10.0**exponent
    points = bool(match["percent"]) and match["percent"].strip() == "个点" and value > 100  # 1024 pixels, no per cent
    percent = 0.01 if match["percent"] and not points else 1.0
    return Number(
        value * scale * percent,
        start,
        end,
        step=10.0 ** (exponent - places + trailing) * scale * percent,
        digits=digits,
        scaled=scaled,
        binary=None if binary is None else value * binary,
        unit="%" if percent != 1.0 else unit,
        vague=bool(match["more"] or (match["moreafter"] and not match["percent"])),
        grouped=grouped,
    )


def _scale(match: re.Match[str]) -> tuple[float, float | None, str, bool]:
    """Factor, factor in powers of 1024 if that may be meant, unit, and whether it counts as a scale."""
    if match["bytes"]:
        letter = match["bytes"][0].lower()
        if match["bytes"][1:2] == "i" and not match["bytes"].startswith("gig"):
            return float(_BINARY[letter]), None, "B", True
        return _SCALES[letter], float(_BINARY[letter]), "B", True
    if match["mega"]:
        return 1e6, float(_BINARY["m"]), "B", True
    if match["bytewords"]:
        return 1.0, None, "B", False
    if match["cnscale"]:
        return _SCALES[match["cnscale"]], None, "", True
    if match["scale"]:
        word = match["scale"].strip().lstrip("个 ").lower()
        binary = 1.0 if word == "b" else _BINARY.get(word)
        return _SCALES[word], None if binary is None else float(binary), "", True
    return 1.0, None, "", False
