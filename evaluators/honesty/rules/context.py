"""More tokens at once than a network has positions for."""

import re
from collections.abc import Iterator

from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import tables
from evaluators.honesty.figures import MULTIPLIERS
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Text

AT_ONCE = Pattern(
    r"一次(?:性)?(?:送|喂|塞|放|读|输)|整篇(?:送|喂|一起|直接)|全文一起|位置(?:编码|嵌入|表)|上下文(?:长度|"
    r"窗口)?(?:是|有|为|支持)|(?:最长|最大)(?:的)?(?:输入|长度|序列)|(?:输入|序列)(?:长度)?(?:最长|最大|上限)|"
    r"输入(?:能|可以|有)?多长|"
    r"原生(?:就)?支持|最长(?:能|可以)|能(?:处理|支持|输入)多长|\bnatively (?:supports?|handles?|takes?)|"
    r"一次(?:性)?(?:就)?过(?![滤了])|"
    r"\b(?:at once|in one (?:go|piece|pass)|position (?:table|embeddings?)|context (?:length|window|size)|"
    r"sees|(?:max(?:imum)?|longest) (?:sequence|input|text|length)|how long (?:an? )?(?:input|text|sequence)s?)\b"
)
TOKENS = Pattern(
    r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)\s*(k|千|万)?\s*(?:个|多|多个)?\s*(?:字(?!节|段|符串)|tokens?|词(?!表|汇)|"
    r"words?|positions?|characters)|"
    r"(?:位置(?:编码|嵌入|表)|position (?:table|embeddings?))[^，。；,.;\d]{0,10}(?P<bare>\d[\d,]*)(?P<k>k)?(?= ?个?$)"
)
LONGER = Pattern(
    r"(?<![a-z])(?:modern|jina|nomic|mosaic|neo|euro)[ -]?bert|换成|"
    r"切|分段|截|滑|窗口大小|扩(?:展|到|长)|改(?:了|成|过)|插值|稀疏|压缩|摘要|池化|拼|平均|逐段|超过|最长|大多|"
    r"每天|一共|语料|数据|训练集|batch|词表|"
    r"\b(?:chunk\w*|split\w*|truncat\w*|slid\w+|strid\w+|extend\w*|interpolat\w*|longformer|big ?bird|led|"
    r"hierarchical|"
    r"summar\w+|pool\w*|average|mean|median|corpus|total|vocabulary|batch|longest|up to|documents? (?:is|are|have|"
    r"of)|"
    r"long ?(?:lora|rope)|alibi|rope|cut|pieces|segments?|(?<!context )windows?)\b"
)
"""How longer texts are dealt with, or other things that are counted in tokens."""
NOT_DONE = Pattern(
    r"(?:没有?|不|未|无)(?:做|用|用过)?(?:任何)?(?:切段?|分段|截断?|改(?:过|动)?(?:结构)?|滑窗?|扩展)|"
    r"\b(?:no|not|without|never|didn.t|isn.t|aren.t) (?:\w+ ){0,3}(?:chunk\w*|split\w*|truncat\w*|slid\w+|touch\w*|"
    r"extend\w*|cut)\b"
)
SLACK = 1.1


def find(reading: Reading) -> Iterator[Doubt]:
    """One doubt for each turn that puts more into a network than it has positions for."""
    for one in reading.said:
        if not AT_ONCE.search(f"{one.question} {one.text}") or one.corrects:
            continue
        for clause in one.clauses:
            match = TOKENS.search(clause.text)
            name = reading.subject("model", one, clause) if match else None
            if not match or not name or clause.denied or clause.supposed or clause.compared or _dealt_with(one, match):
                continue
            model = tables().models[name]
            if not model.positions or any(_number(each) <= model.positions for each in TOKENS.finditer(one.text)):
                continue  # what it was given is said as well
            if _number(match) > SLACK * model.positions:
                reason = Text(
                    zh=f"{model.name} 的位置编码只有 {model.positions} 个位置。",
                    en=f"{model.name} has {model.positions} positions.",
                )
                yield Doubt("impossible_fact", one.turn, clause.text, reason, model.source)
                break


def _dealt_with(one: Said, match: re.Match[str]) -> bool:
    """Whether the sentence that the number stands in, or any before it, says how longer texts are dealt with."""
    place = one.text.find(match[0])
    sentence = re.split(r"[。!?;]|(?<=\D)\.(?=\s)", one.text[place:])[0]
    return bool(LONGER.search(NOT_DONE.sub("", one.text[:place] + sentence)))


def _number(match: re.Match[str]) -> float:
    """The count of tokens."""
    said, of = match[1] or match["bare"], match[2] or match["k"] or ""
    return float(said.replace(",", "")) * MULTIPLIERS.get(of.lower(), 1.0)
