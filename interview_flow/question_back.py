"""Questions back to the interviewer: what counts, which convention, what is meant. No attempt. Pure."""

import re
import unicodedata

LONGEST = 200
"""Whatever is longer is taken for an answer."""
_QUESTION = re.compile(
    r"\?\W*$|[吗嘛呢]\W*$|[^我\W]\s*还是\s*[^不没有\W]|是不是|是否|([算要用含包带加乘取看])不\1"
    r"|^(do|does|did|should|shall|is|are|which|what|can|may) ."
)
"""What makes a question: its sign, its last syllable, a choice, or the word it begins with."""
_CONVENTION = re.compile(
    r"[a-z]+\d+[a-z]*|\b[123]d\b|(times|by|乘以?|除以?|[*×x=])\s*2(?![\d.,]*\d)|\b[12]\s*([*×x]\s*)?(macs?|flops?|倍)"
)
"""Digits in which conventions are spoken of: ``fp32``, times 2, 1 MAC = 2 FLOPs."""
_FIGURE = re.compile(
    r"""
      \d | [〇零一二两三四五六七八九]{2} | [十百千万亿∞] | 分之
    | \b( zero | three | four | five | six | seven | eight | nine | ten | eleven | twelve | half | quarter
        | (thir|four|fif|six|seven|eigh|nine)teen | (twen|thir|for|fif|six|seven|eigh|nine)ty
        | hundreds? | thousands? | (m|b)illions? )\b
    | \b(one|two)\W*$
    """,
    re.VERBOSE,
)
_UNKNOWING = re.compile(
    r"(这[个题道]?题?)?(我|i )?(真的?|还是|really |still )?"
    r"(不知道|不清楚|不会|不懂|不记得|记不太?清楚?|想不起来|没印象|忘了|forgot"
    r"|(don't|do not|can't|cannot) (know|remember|recall)|('m |am )?not sure|(have )?no idea)"
    r"( it| this| that)?[呢啊呀了的]*"
)
_CLAUSE = re.compile(r"[^?!.,;。、\n]+")
_MEANT = re.compile(
    r"(?:(?:and|so|sorry|wait|but|请问|那|不好意思)\s*)?(?:"
    r"what (?:do|did) you mean by .+|(?:what|which)(?: \w+){1,3} (?:do|did) you mean\b.*|(?:(?:do|did) )?you mean .+"
    r"|(?:are|were) you (?:asking|referring|talking|looking)\b.+|(?:do|would) you (?:want|like|prefer) .+"
    r"|[你您]这?里?(?:说的|指的|问的|讲的|想问|是想?[说指问要讲]|[指问]|(?:想|需)要我).+"
    r"|(?:这里|题[目里中干面]{1,2})[说指问]?的?.*(?:是指|指的是?).+"
    r")"
)
"""Asks what the interviewer means or wants, where it is a question."""
_MEANT_LEAD = re.compile(r"(?:when|where) you (?:say|ask|write) .+|by .+|请问|不好意思|sorry|wait")
"""May stand before it."""
_CHOICE = re.compile(r".+(?: or |还是).+\?|.+还是.+")
"""May stand behind it."""
_ASKING = re.compile(r"[?吗嘛呢]$|还是")
_QUESTIONS = re.compile(r"[^?!.,;:。、\n]+\??")


def knows_not(text: str) -> bool:
    """Whether `text` says that one does not know or remember, and nothing else.

    >>> knows_not("不知道，记不清了"), knows_not("I don't remember."), knows_not("I don't know, 64?")
    (True, True, False)
    """
    clauses = _clauses(_plain(text)) if len(text) <= LONGEST else []
    return bool(clauses) and all(map(_UNKNOWING.fullmatch, clauses))


def asks_back(text: str) -> bool:
    """Whether `text`, sent in answer to a calculation, asks what is to be counted: a question without a figure.

    >>> asks_back("Does that include the bias?"), asks_back("要乘以 2 吗？"), asks_back("is it 64?")
    (True, True, False)
    """
    if len(text) > LONGEST:
        return False
    plain = _plain(text)
    if sum(c.isalpha() for c in plain) < 3 or not _QUESTION.search(plain):
        return False
    if any(map(_UNKNOWING.fullmatch, _clauses(plain))):
        return False
    return not _FIGURE.search(_CONVENTION.sub(" ", plain))


def asks_what_is_meant(text: str) -> bool:
    """Whether `text`, sent before an answer in words, is nothing but a question about what the interviewer means.

    >>> asks_what_is_meant("Do you mean pre-LN or post-LN?"), asks_what_is_meant("你问的是训练还是推理？")
    (True, True)
    >>> asks_what_is_meant("What is attention? A weighted sum."), asks_what_is_meant("Is it the vanishing gradients?")
    (False, False)
    """
    if len(text) > LONGEST:
        return False
    clauses = [clause.strip() for clause in _QUESTIONS.findall(_plain(text)) if clause.strip(" ?")]
    return (
        any(map(_MEANT.fullmatch, clauses))
        and bool(_ASKING.search(clauses[-1]))
        and all(_MEANT.fullmatch(c) or _MEANT_LEAD.fullmatch(c) or _CHOICE.fullmatch(c) for c in clauses)
    )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).lower().replace("’", "'").split())


def _clauses(plain: str) -> list[str]:
    return [clause.strip() for clause in _CLAUSE.findall(plain) if clause.strip()]
