"""Makes text plain before numbers are read out of it: widths, LaTeX, signs and spellings of one thing made alike."""

import re
import unicodedata

LONGEST = 20_000
"""Characters of an answer that are read; no honest calculation is longer."""

_INVISIBLE = dict.fromkeys(
    [0xAD, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
_PLAIN = str.maketrans(
    {
        "⁄": "/", "∕": "/", "÷": "/", "−": "-", "–": "-", "‒": "-", "﹣": "-", "⋅": "*", "·": "*", "∙": "*", "∗": "*",
        "✕": "×", "╳": "×", "⨯": "×", "х": "x", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\r": "\n",
        "≒": "≈", "≃": "≈", "≅": "≈", "∼": "~", "➜": "→", "⇒": "→", "⟶": "→", "➡": "→",
        "【": "[", "】": "]", "「": " ", "」": " ",
    }
)  # fmt: skip
_TRADITIONAL = str.maketrans(
    "輸參數總寬個層約為會沒無應該錯對說準確標點損權緩衝區動聯並積單優邊圖變減幾來體輪記還從後維憶誤這樣結類別組節學習訓練捨進餘補開關長當實際門頭處與軸張題間兩倆",
    "输参数总宽个层约为会没无应该错对说准确标点损权缓冲区动联并积单优边图变减几来体轮记还从后维忆误这样结类别组节学习训练舍进余补开关长当实际门头处与轴张题间两俩",
)
"""Traditional characters in the words that are read here."""
_BATCH_FIRST = re.compile(r"(?<=[(\[])\s?(?:N|B|bs|batch(?:_size)?|None)\s?,(?=\s?\d+\s?,\s?\d)")
"""The batch of a shape such as ``(N, 64, 28, 28)``."""
_RESULT_COMMENT = re.compile(r"(?m)[ ]{0,9}#[ ]{0,9}(?==?[ ]?-?\d[\d,._]{0,40}[ ]{0,9}$)")
"""What a line of code gives, in the comment behind it: ``n = 3 * 7  # 21``."""
_GLUED = re.compile(
    r"(?ai)(?<![a-z])([mg]?(?:macs?|flops?|ops)|params?|steps?|iou|auc|loss|accuracy|precision|recall)(?=\d)"
)
"""A name run together with its number, as in ``MACs3612672``."""
_SLASHED = re.compile(r"(?a)[\d.,]{1,20} ?%?(?:/[\d.,]{1,20} ?%?){2,7}|[\d.]{1,12} ?%/[\d.]{1,12} ?%")
"""Nothing but values with slashes between."""
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_ANSI = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_WIDE_COMMA = re.compile(r"(?<![０-９])(?<!,)，|，(?![０-９]{3}(?![０-９]))|(?<=[0-9])，")
_EMPHASIS = re.compile(r"(?<![\w)*])\*\*(?=[^\s*])([^*\n]{1,80})\*\*(?![\w(*])")
_BULLET = re.compile(r"(?m)^ {0,8}[-*•] +(?=\S)")
_ENUMERATOR = re.compile(r"(?:(?<=[\s;；,。])|^)[(（]?([1-9])(?:[)）、](?=\s?\S)|\. (?=\S))")
_LETTERED = re.compile(r"(?:(?<=[\s;；,。])|^)[(（]?([a-eA-E])[)）] ?(?=\S)")
_CIRCLED = re.compile(r"[①-⑨]")
_LATEX = (
    (re.compile(r"\\(?:left|right|bigl?|bigr|Bigl?|Bigr|displaystyle|quad|qquad|limits)(?![a-zA-Z])"), " "),
    (re.compile(r"\\[dt]?frac ?(\d) ?(\d)"), r" (\1)/(\2) "),
    (re.compile(r"\\[dt]?frac ?\{([^{}]{1,60})\} ?\{([^{}]{1,60})\}"), r" ((\1)/(\2)) "),
    (re.compile(r"\\begin ?\{[a-zA-Z*]{1,20}\}(?:\{[lcr]{1,9}\})?"), "["),
    (re.compile(r"\\end ?\{[a-zA-Z*]{1,20}\}"), "]"),
    (re.compile(r"\\(?:text|mathrm|mathbf|mathit|operatorname|textbf|boxed) ?\{([^{}]{0,80})\}"), r" \1 "),
    (re.compile(r"\\(?:nabla|partial)"), " d"),
    (re.compile(r"\\(?:times|cdot|ast)(?![a-zA-Z])"), "×"),
    (re.compile(r"\\(?:approx|simeq|sim)(?![a-zA-Z])"), "≈"),
    (re.compile(r"\\(?:to|rightarrow|Rightarrow|implies)(?![a-zA-Z])"), "→"),
    (re.compile(r"\\sqrt ?\{([^{}]{1,60})\}"), r"sqrt(\1)"),
    (re.compile(r"\\l(?:floor|ceil)"), "("),
    (re.compile(r"\\r(?:floor|ceil)"), ")"),
    (re.compile(r"\\%"), "%"),
    (re.compile(r"\{,\}|\\[,!:]\s?(?=\d{3})"), ","),
    (re.compile(r"\\\\"), ";"),
    (re.compile(r"\\[,;:! ]"), " "),
    (re.compile(r"\\(?=[a-zA-Z])"), " "),
    (re.compile(r"\^ ?\{ ?([-+]?\d{1,9}) ?\}"), r"^(\1)"),
)
_THIN_SPACE_LIST = re.compile(r",\\,")


def clean(text: str) -> str:
    """`text` as a reader sees it: invisible characters gone, full-width forms and LaTeX made plain, bullets dropped."""
    text = _CONTROL.sub(" ", _ANSI.sub(" ", text[:LONGEST].translate(_INVISIBLE).replace("\r\n", "\n")))
    text = _CIRCLED.sub("; ", text)
    text = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]{1,9}", lambda m: f"^({m[0].translate(_SUPERSCRIPTS)})", text)
    text = (
        unicodedata.normalize("NFKC", _WIDE_COMMA.sub(", ", text))
        .translate(_PLAIN)
        .translate(_TRADITIONAL)[: 2 * LONGEST]
    )
    if _SLASHED.fullmatch(text.strip(" .\n")):
        text = text.replace("/", " ; ")
    text = _GLUED.sub(r"\1 ", text)
    text = _RESULT_COMMENT.sub(" = ", _BATCH_FIRST.sub(" ", text))
    if any(sign in text for sign in "\\${"):
        text = _THIN_SPACE_LIST.sub(", ", text)
        for pattern, plain in _LATEX:
            text = pattern.sub(plain, text)
        text = re.sub(r"(\d),(?=[ ]\d)", r"\1, ", text.replace("$", " ").replace("{", " ").replace("}", " "))
        text = re.sub(r" ?& ?", ", ", text)
    text = text.replace("——", "; ").replace("—", "; ").replace("⌊", "(").replace("⌋", ")").replace("⌈", "(")
    text = _BULLET.sub("", _EMPHASIS.sub(r"\1", text.replace("⌉", ")").replace("`", " ")))
    letters = list(_LETTERED.finditer(text))
    if len(letters) > 1 and [m[1].lower() for m in letters] == list("abcde")[: len(letters)]:
        text = _LETTERED.sub("; ", text)
    marks = list(_ENUMERATOR.finditer(text))
    if len(marks) > 1 and [int(m[1]) for m in marks] == list(range(1, len(marks) + 1)):
        text = _ENUMERATOR.sub("; ", text)
    return text
