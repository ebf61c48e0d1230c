"""Who published something, and when, where that is stated and wrong."""

import re
from collections.abc import Iterator
from functools import cache

from evaluators.honesty import lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Fact, tables
from evaluators.honesty.names import MEMBER_BEFORE, Mention, of_another_member
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Text

PUBLISHED = r"(?:(?:自己|自主)?(?:提出|发布|发表|研发|开源|推出|开发|出品|问世)(?:开源)?)"
BY = lexicon.source("published_by", PUBLISHED=PUBLISHED)
IN_YEAR = lexicon.words("published_in", PUBLISHED=PUBLISHED)
AS_AN_ANSWER = (
    rf"\s*(?:(?:是|由|it was|that was|from|by|the people at)\s*)?(?:MAKER)\s*"
    rf"(?:在?\s*(?:20\d\d)\s*年(?:[初底末中]|[上下]半年|[春夏秋冬]天?|\s*\d{{1,2}}\s*月)?)?\s*(?:在[^，。]{{1,16}}[里中上])?"
    rf"(?:(?:团队|公司|研究院|研究员)?\s*(?:{PUBLISHED}|做|出|搞|弄|提)(?:出来|了)?的|的(?=$|[，。])|"
    rf"(?:did|made|released|published)\b|$)"
)
PUBLISHED_THE = (
    r"(?:MAKER)(?:'s team| research| ai)? (?:released|published|open-?sourced|introduced|proposed|invented|created|"
    r"developed|made|built|brought out) (?:the )?(?:original )?"
)
"""In the active, up to the name of what was published."""
ITS_ORIGIN = Pattern(
    rf"(?:\s|这个|那个|本身|数据集?|语料库?|基准|优化器|算法|方法|机制|损失|激活|论文|其实|最早|最初|首次|就|早|,|"
    rf"\b(?:data ?set|data set|corpus|benchmark|optimi[sz]er|loss|algorithm|method|itself|paper|actually|really)\b)*"
    rf"(?:是|由|在|于|(?:19|20)\d\d ?年|{PUBLISHED}|"
    r"(?:was|were|is) (?:first |originally |actually |really |only )?"
    r"(?:published|released|proposed|introduced|invented|created|made|built|developed|collected|launched|by|from)\b|"
    r"(?:came out|appeared|dates|comes from|came from)\b)"
)
"""Behind the name of a data set or a method: a statement of where it comes from begins."""
PUBLISHED_IT = Pattern(
    r"\b(?:released|published|introduced|proposed|invented|created|built|brought out) (?:the )?(?:original )?$"
)
ANOTHER = lexicon.words("another_release")
IT = Pattern(r"\s*(?:它|这个|该|it\b|this\b)")
RELEASED_IT = Pattern(
    r"(?:and |since |because )?(?:\w+ ){1,2}(?:had |has |have )?(?:released|published|open-?sourced|put out) "
    r"(?:it|the weights|its weights|the model) "
)
"""Begins a clause about what the sentence before named ("Llama 2. Meta had released the weights in 2021")."""
ITSELF = Pattern(r"(?:it|this)\b(?! (?!in (?:19|20)\d\d\b)\w)")
"""The object of "released": what is spoken of."""
ASKS = Pattern(r"谁|哪年|哪一年|什么时候|哪家|\b(?:who|when|come from|which (?:year|company|lab))\b")
ASKS_WHO = Pattern(r"谁|哪家|哪个(?:公司|机构|团队)|\b(?:who|whose|come from|which (?:company|lab|team))\b")
BEFORE_IT = Pattern(
    r"(?:[\s,]|(?:well|yes|no|i think|it|that|this|they|the (?:model|network|architecture|method|original)|was|is|were|"
    r"originally|first|back|only|already|so|actually)\b|它|这个?|该|模型|网络|方法|其实|最早|最初|首次|应该|好像|大概|就|是|在|由|对|嗯)*"
)
"""What may stand before who published it, or when, where its subject is understood."""
ASKS_OF_IT = Pattern(r"\bwhy was\b|\bwhere does\b|\bbackground\b|来历|由来|背景|谁|哪年|什么时候|\b(?:who|when)\b")
YEAR_FIRST = re.compile(r"(?:19|20)\d\d ?年(?:就|才|便)")
OF_ONES_OWN = Pattern(
    r"你|数据|训练|线上|部署|系统|项目|代码|服务|\b(?:projects?|systems?|services?|code|your?|data\w*|images|pictures|train\w*|deploy\w*|checkpoints?|weights)\b"
)
"""In a question: the year may be that of somebody's own model or data, where it says no more than what it is from."""
A_MODEL = Pattern(r"(?:the |its |our )?(?:models?|networks?|weights|checkpoints?)\b|模型|网络|权重")
"""Begins a clause that is not about the engine spoken of."""
PART_OF_IT = Pattern(
    r"插件|后端|委托|转换器|绑定|算子|\b(?:plug-?ins?|backends?|delegates?|converters?|bindings?|providers?|kernels?|ports?)\b"
)
"""In what was just said: what others may have made for an engine."""
ADD_ON = re.compile(r"-[A-Za-z]")
"""Behind an engine's name: it is that of something else made for it ("vllm-ascend")."""
FROM = Pattern(r"from|made|written|launched|dat(?:es?|ing)|有|做")
"""In a statement of a year that does not say that something was published."""
SLACK = 1
"""Years: preprint, conference and release may lie apart."""
SLACK_LONG_AGO = 10
"""Years: networks of the nineties grew over theses, reports and papers (LeNet from 1989 to 1998, LSTM from 1991)."""


def find(reading: Reading) -> Iterator[Doubt]:
    """Statements that a thing was published by somebody else, or in another year, than it was."""
    for one in reading.said:
        for clause in one.clauses:
            if (
                clause.denied
                or clause.supposed
                or clause.compared
                or ANOTHER.search(RELEASED_IT.sub("", _without_names(clause)))
            ):
                continue
            for fact in _subjects(reading, one, clause):
                yield from _maker(fact, one, clause)
                yield from _year(reading, fact, one, clause)


def _without_names(clause: Clause) -> str:
    """The clause's words but for the names in it, which may have figures of their own ("wav2vec 2.0")."""
    text = clause.text
    for mention in reversed(clause.mentions):
        text = text[: mention.start] + text[mention.end :]
    return text


def _of_it(clause: Clause, match: re.Match[str] | None) -> bool:
    """Whether `match` speaks of the subject: a name, a pronoun or nothing stands before it, and not another's name."""
    return match is not None and (bool(clause.mentions) or bool(BEFORE_IT.fullmatch(clause.text[: match.start()])))


def _subjects(reading: Reading, one: Said, clause: Clause) -> Iterator[Fact]:
    """The one thing that the clause is about; a data set or a method only where the clause is about its origin."""
    models, engines = clause.named("model"), clause.named("engine")
    alone = clause.mentions[0] if len(clause.mentions) == 1 else None
    if alone and alone.kind in {"dataset", "invention"} and _tells_of(clause, alone):
        yield tables().of(alone.kind)[alone.id]
        return
    if len(models) + len(engines) > 1 or any(mention.kind == "invention" for mention in clause.mentions):
        return
    if clause.mentions and IT.match(clause.text):  # "It was written in 2019 for TensorFlow" is about something else.
        return
    if engines:
        if any(m.kind == "engine" and ADD_ON.match(clause.text, m.end) for m in clause.mentions):
            return
        yield tables().engines[engines[0]]
    elif models:
        yield tables().models[models[0]]
    else:
        yield from _understood(reading, one, clause)


def _understood(reading: Reading, one: Said, clause: Clause) -> Iterator[Fact]:
    """The network or engine that a clause without a name is about."""
    if ASKS.search(one.question) or _goes_on(one, clause) or any(p.match(clause.text) for p in (IT, RELEASED_IT)):
        begins = clause is one.clauses[0] and IT.match(clause.text) and ASKS_OF_IT.search(one.question)
        if name := reading.subject("model", one, clause) or (reading.topic("model", one) if begins else None):
            yield tables().models[name]
        elif (name := reading.topic("engine", one)) and not (
            A_MODEL.match(clause.text)
            or any(PART_OF_IT.search(text) for text in (one.question, *(s.text for s in reading.before(one)[-1:])))
        ):
            yield tables().engines[name]


def _tells_of(clause: Clause, mention: Mention) -> bool:
    """Whether a data set or a method is the subject of the clause, or what it says that somebody published."""
    before = clause.text[: mention.start]
    leads = BEFORE_IT.fullmatch(before) and ITS_ORIGIN.match(clause.text, mention.end)
    return bool(leads or PUBLISHED_IT.search(before))


def _goes_on(one: Said, clause: Clause) -> bool:
    """Whether the clause begins with a year and goes on about the network that its sentence began with."""
    before = one.clauses[: one.clauses.index(clause)]
    if not before or before[-1].sentence != clause.sentence or not YEAR_FIRST.match(clause.text):
        return False
    models = [mention for mention in before[-1].mentions if mention.kind == "model"]
    return len(models) == 1 and models[0].start == 0 and not ANOTHER.search(before[-1].text)


def _maker(fact: Fact, one: Said, clause: Clause) -> Iterator[Doubt]:
    """Another maker than the one that published it."""
    if not fact.by or any(MEMBER_BEFORE.search(clause.text[: mention.start]) for mention in clause.mentions):
        return
    lower = clause.text.lower()
    for maker, names in tables().makers.items():
        if maker not in fact.by and any(name.lower() in lower for name in names) and _made(maker, one, clause):
            right = tables().makers[fact.by[0]]
            reason = Text(
                zh=f"{fact.name} 是 {right[-1] if len(right) > 1 else right[0]} 发布的。",
                en=f"{fact.name} was published by {right[0].capitalize()}.",
            )
            yield Doubt("impossible_fact", one.turn, clause.text, reason, fact.source)
            return


def _year(reading: Reading, fact: Fact, one: Said, clause: Clause) -> Iterator[Doubt]:
    """Another year than that of its first appearance."""
    match = IN_YEAR.search(clause.text)
    of_weights = RELEASED_IT.match(clause.text) is not None
    if not match or not fact.first or not (of_weights or _of_it(clause, match)):
        return
    if (
        FROM.search(match[0])
        and not clause.mentions
        and not (one.asked or ASKS.search(one.question) or match.start() == 0)
    ):
        return
    if FROM.search(match[0]) and (OF_ONES_OWN.search(one.question) or OF_ONES_OWN.search(clause.text)):
        return
    said = int(next(group for group in match.groups() if group))
    slack = SLACK if said > 2000 else SLACK_LONG_AGO
    first = int(fact.first[:4])
    wrong = all(abs(said - year) > slack for year in (first, *fact.again)) and not (of_weights and said > first)
    if wrong and not (said > first and _of_another_member(reading, fact)):
        reason = Text(zh=f"{fact.name} 最早见于 {fact.first}。", en=f"{fact.name} first appeared in {fact.first}.")
        yield Doubt("impossible_fact", one.turn, clause.text, reason, fact.source)


def _of_another_member(reading: Reading, fact: Fact) -> bool:
    """Whether the talk has a name of a later member of what the table dates by its first."""
    texts = [(one.question, one.asked) for one in reading.said]
    texts += [(clause.text, clause.mentions) for one in reading.said for clause in one.clauses]
    return any(
        tables().of(mention.kind)[mention.id] is fact and of_another_member(text, mention)
        for text, mentions in texts
        for mention in mentions
    )


def _made(maker: str, one: Said, clause: Clause) -> bool:
    """Whether the clause says that `maker` published it."""
    by, answer, active = _forms(maker)
    published = active.search(clause.text)
    if _of_it(clause, by.search(clause.text)) or (
        published
        and (any(m.start == published.end() for m in clause.mentions) or ITSELF.match(clause.text, published.end()))
    ):
        return True
    return bool(ASKS_WHO.search(one.question) and clause is one.clauses[0] and answer.match(clause.text))


@cache
def _forms(maker: str) -> tuple[Pattern, Pattern, Pattern]:
    """The patterns of "published by", of the name as an answer, and of "published the"."""
    names = "|".join(map(re.escape, tables().makers[maker]))
    by, answer, active = (form.replace("MAKER", names) for form in (BY, AS_AN_ANSWER, PUBLISHED_THE))
    return Pattern(by), Pattern(answer), Pattern(active)
