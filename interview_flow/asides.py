"""Messages that are no attempt to answer: a request to explain, to wait, to switch; an empty line. Pure."""

import re
import unicodedata

LONGEST = 60
"""An aside is short; whatever is longer is taken for an answer."""

# Every clause must be one: "what do you mean by stride? I'd say 3" is an answer.
_ENGLISH = re.compile(
    r"""
      what | huh | pardon | sorry | come[ ]again | excuse[ ]me | hello | hi | hey | ok | okay | thanks | thank[ ]you
    | (sorry[ ])?(what|how)[ ](do|did)[ ](you|u)[ ]mean([ ]by[ ](that|this|it))?
    | what[ ]does[ ](that|this|it|the[ ]question)[ ]mean | what('s|[ ]is)[ ](that|this|the[ ]question)
    | (sorry[ ])?i[ ](do[ ]not|don't|dont|didn't|didnt|did[ ]not)[ ](get|understand|follow|catch)
      ([ ](it|that|this|you|the[ ]question|what[ ]you[ ]mean))?
    | (sorry[ ])?((can|could|would)[ ]you[ ])?(please[ ])?(repeat|rephrase|clarify|explain|say)
      ([ ](it|that|this|the[ ]question))?([ ]again)?([ ]please)?
    | (please[ ])?(wait|hold[ ]on|hang[ ]on|(one|just[ ]a)[ ](moment|minute|second|sec))([ ]please)?
    | (let|give)[ ]me[ ](think|(a|one)[ ](moment|minute|second|sec))([ ](for[ ])?(a|one)[ ](moment|minute|second|sec))?
    | how[ ](much[ ]time|long)[ ](do[ ](i|we)[ ]have|is[ ]there|is)([ ]left)?
    | (((can|could|may)[ ]i[ ](get|have)|give[ ]me)[ ])?(a[ ])?hint([ ]please)?
    | skip | pass | next | (skip|next)[ ](this[ ]|the[ ])?(one|question)([ ]please)?
    | ((can|could|may)[ ](i|we|you)[ ])?(please[ ])?(switch|change|answer|speak)([ ]this)?[ ](to|in)[ ](english|chinese)
      ([ ]please)?
    | (english|chinese)[ ]please
    """,
    re.VERBOSE,
)
_CHINESE = re.compile(
    r"""
      我?(刚才|刚刚)?(有点|有點)?
      ( [没沒][太大]?[听聽看]?太?(懂|明白|清楚|清)了? | [听聽看]不太?(懂|明白|清楚|清)了? | 不[太大]?(明白|懂) )
      [你您]?的?[这這]?[道个個]?(题目|題目|题|題|问题|問題|意思|什么意思|在问什么|在说什么)?
    | ([这這]个?问题|[这這]题|[这這你]|题目|问题)? 是?(什么|什麼|啥|何)(意思)?[啊呀呢嘛]?
    | 麻?烦?[你您]?(请|請|能|能不能|可以|可不可以)?[你您]?再?(说|說|讲|重复|重複|解释|問|问)(一遍|一次|一下)
      (题目|问题)?[吗嗎吧么]?
    | 你好 | 您好 | 啊 | 嗯 | 呃 | 好的 | 收到 | 谢谢 | 不好意思 | 抱歉 | 请问
    | 请?(先|稍)?等(一下|一会儿?|等)?[哈啊]? | 请?稍等(一下|片刻)?
    | 先?(让|给|容)?我(先|再)?(想|思考|考虑)(一想|想|一下|一会儿?)
    | (本题|这题|这道题)?我?还(有|剩)(多少|多久|几分钟)(时间)?
    | (可以|能|能不能|可不可以)?再?(给我?|来|要)?[一个点]{0,2}提示(一下)?[吗吧]?
    | 我?想?(跳过|下一题)(这题|这道题)?[吧了]?
    | 我?(想|能|能不能|可以|可不可以)?(换|换成|改成|用|切换到)(中文|英文|英语)(回答|作答)?(吗|吧|可以吗|行吗)?
    """,
    re.VERBOSE,
)
_ASKED = re.compile(
    r"(should|do|may|can|shall) i .+|(what|which) \w+( do you mean| is (meant|that))?"
    r"|(请问|我(需要|要不要|需不需要|用不用|可以|能不能)).+|[你您]?[说指问]?的?是?(哪个|哪一个|哪种|什么)[一-鿿]{1,4}"
)
"""What is asked of the interviewer where a question mark follows; "is it because of ...?" is a candidate's guess."""
_CLAUSE = re.compile(r"[^?!.,;:。、~…\n]+\??")


def is_aside(text: str) -> bool:
    """Whether `text` as a whole is no attempt at an answer.

    >>> is_aside("What do you mean?"), is_aside("没听懂"), is_aside("不知道"), is_aside("?")
    (True, True, False, True)
    """
    if len(text) > 4 * LONGEST:
        return not text.strip()
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    if not any(unicodedata.category(c)[0] in "LN" for c in plain):
        return not any(unicodedata.category(c) == "Sm" for c in plain if c != "~")
    clauses = [" ".join(clause.split()) for clause in _CLAUSE.findall(plain) if clause.strip(" ?")]
    return sum(map(len, clauses)) <= LONGEST and all(map(_asks, clauses))


def _asks(clause: str) -> bool:
    words = clause.rstrip("? ")
    if any(c.isdigit() for c in words):
        return False
    question = clause.endswith(("?", "吗", "嘛", "呢"))
    return bool(_ENGLISH.fullmatch(words) or _CHINESE.fullmatch(words) or (question and _ASKED.fullmatch(words)))
