"""Messages that are no attempt to answer: a request to explain, an empty line. Pure."""

import re
import unicodedata

LONGEST = 40
"""An aside is short; whatever is longer is taken for an answer."""

# Whole messages only: "what do you mean by stride? I'd say 3" is an answer.
_ENGLISH = re.compile(
    r"(sorry )?(what|huh|pardon|sorry|come again|excuse me|hello|hi|hey)"
    r"|(sorry )?(what|how) (do|did) (you|u) mean( by (that|this|it))?"
    r"|what does (that|this|it) mean|what('s| is) (that|this|the question)"
    r"|(sorry )?i (do not|don't|dont|didn't|didnt|did not) (get|understand|follow)"
    r"( (it|that|this|you|the question|what you mean))?"
    r"|(can|could|would) you (please )?(repeat|rephrase|clarify|explain)( (that|this|it|the question))?( please)?"
    r"|(please )?(repeat|rephrase|clarify|explain)( (that|this|it|the question))?( please)?"
    r"|say (that|it) again( please)?"
)
_CHINESE = re.compile(
    r"""
      我?(有点|有點)?
      ( [没沒][太大]?[听聽看]?太?(懂|明白|清楚|清)了? | [听聽看]不太?(懂|明白|清楚|清)了? | 不[太大]?(明白|懂) )
      [你您]?的?[这這]?[道个個]?(题目|題目|题|題|问题|問題|意思|什么意思|在问什么|在说什么)?
    | ([这這]个?问题|[这這]题|[这這你]|题目|问题)? 是?(什么|什麼|啥|何)(意思)?[啊呀呢嘛]?
    | (请|請|麻烦|能|能不能|可以|可不可以)?你?再?(说|說|讲|重复|重複|解释|問|问)(一遍|一次|一下)(题目|问题)?[吗嗎吧么]?
    | 你好 | 您好 | 啊 | 嗯 | 呃
    """,
    re.VERBOSE,
)


def is_aside(text: str) -> bool:
    """Whether `text` as a whole is no attempt at an answer.

    >>> is_aside("What do you mean?"), is_aside("没听懂"), is_aside("不知道"), is_aside("?")
    (True, True, False, True)
    """
    if len(text) > 4 * LONGEST:
        return not text.strip()
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    words = " ".join("".join(" " if c in "?!.,;:。、~…" else c for c in plain).split())
    has_content = any(unicodedata.category(c)[0] in "LN" for c in words)
    if not has_content:
        return not any(unicodedata.category(c) == "Sm" for c in words)
    return len(words) <= LONGEST and bool(_ENGLISH.fullmatch(words) or _CHINESE.fullmatch(words))
