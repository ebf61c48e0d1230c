"""A bare yes or no to the question whether a network has a trait."""

import re
from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.clause import NEGATION, Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules.traits import (
    cut_off,
    described,
    doubt,
    of_one_sort,
    patterns,
    speaks_of,
    without_names,
)
from evaluators.honesty.said import Said

CONDITION = lexicon.words("condition")
FAMILIAR = lexicon.words("familiar")
NO = Pattern(
    r"^\s*(?:没有|没用|没|不是|不用|不需要|不(?!更新|训|动|改|变)|no\b|not (?:in|for|with)\b|nope|none|not? at all|"
    r"it (?:doesn't|does not|has no|hasn't))"
)
AGREES = Pattern(
    r"^\s*(?:它|都)?(?:对|是的?|嗯|没错|确实|有(?=$|[的，。！,.]|呀|啊)|用的?(?=$|[，。！,.])|"
    r"当然(?!不|没)|(?:absolutely|certainly|definitely|of course)(?! (?:not|no)\b)|"
    r"yes|yeah|yep|right|correct|exactly|indeed|"
    r"(?:it|they) do(?:es)?(?=$|[,.])|it has(?=$|[,.])|it is(?=$|[,.]))"
)
ASKS_WHETHER = Pattern(
    r"\b(?:it|they|ha(?:s|ve)|uses?|used|using|there|needs?|with|without|no|"
    r"any(?! (?:[a-z-]+ )?(?:experience|projects?|work|problems?|issues?|trouble|luck)\b)|"
    r"is|are|isn.t|doesn.t)\b|[用需带是无]|没有|有(?!影响|问题|帮助|效果)"
)
"""A question about what is there, not about how it fared."""
ASKS_WHAT = Pattern(r"什么|哪些|怎样|\b(?:what|which)\b(?! about)")
ASKS_YES_OR_NO = Pattern(
    r"吗|有没有|是不是|用没用|会不会|"
    r"\b(?:is|are|does|do|did|has|have|can|was)(?:n.t)? (?:it|they|there|the|this|that|you)\b"
)
"""Beside words of ASKS_WHAT: the question is one for a yes or a no all the same."""
ASKS_WHETHER_USED = Pattern(
    r"用了吗|用(?:过|没用)|(?:用|加|带)[^，。？]{1,10}了(?:吗|没)|你|项目|\byou(?:rs?)?\b|\bproject\b"
)
"""Of what somebody did as much as of the network: no answer to it is one about the network."""
DONE_BY_ONESELF = Pattern(
    r"我|咱|自己|自家|加(?:了|过|上|在)|[换改替][成了掉过上]?的?|[去拆剪删砍丢撤裁]掉?了?|融[合进]|冻|简化|"
    r"导出|部署|上线|推理|端侧|板子|后处理|图里|模型里|图外|插件|微调|蒸馏|接[了的在上]|[涨掉降][了点]|为了|试|只[要用留拿取]|"
    r"\b(?:i|we|our|ours|mine|my|us)\b|"
    r"\b(?:added(?! later)|add|replaced|swapped|removed|dropped|cut|folded|fused|froze|frozen|"
    r"merged|exported?|deployed|cached|gained?|instead|inference|deployment|test time|graph|export|head|on top|"
    r"in front|variant|version|squeeze|se|cbam|eca|(?:bi-?)?lstm|crf|group ?norm|layer ?norm)\b|"
    r"(?<![a-z])(?:se|cbam|eca|gn|ln|lstm|bilstm|crf)(?![a-z])"
)
"""Behind a yes or no: it is about what somebody did to the network, or about another moment of its life."""
NO_MORE = Pattern(r"\s*没(?:有)?(?:了|再|动|改|变|调|放|写|做|单独|专门|用|更新|训)")
"""A denial of something that was done with a part, or of its presence after a change."""
ABOUT_IT_ALONE = Pattern(r"^\W*(?:(?:and|what about|how about)\b|那|那么)?\W*(?:the |any )?$")
NOTHING_BEHIND = re.compile(r"\s*呢?\W*$")
"""Around the words of a part: the question is nothing but its name ("Attention?")."""
IT_HAS_NONE = Pattern(
    r"^\s*(?:(?:根本)?没有?(?:这|那)(?:个|种)?(?:东西|结构|模块|部分|一步)|(?:它|他)(?:根本|里面?)?(?:就)?没有(?=[，。]|$)|"
    r"it has(?:n.t (?:any|one)|n't got| none)\b|there are(?:n.t any| none)\b|there (?:isn.t one|is no such)\b)"
)
"""Whatever the question wanted to know of a part: the network has none."""
ASKS_WHERE = Pattern(r"在哪|\bwhere\b")
THERE_IS_NONE = Pattern(
    r"^\s*(?:没有(?:这|那|任何|什么)|there (?:isn't|aren't|is not|are not) any\b|"
    r"there (?:is|are) no(?:ne)?\b|there.s no(?:ne)?\b|it has no)"
)
LATIN = re.compile(r"[A-Za-z]+")
SHORT = 6
"""Letters of the names of parts that may stand among the words of what somebody did (SE, LSTM, CBAM)."""
TURNS = lexicon.words("turns")
DEFINITE = Pattern(r"\b(?:the|its|your|their)\s*$")
GOES_ON_ABOUT = re.compile(r"\s*(?:部分|里)?(?:也|都)?(?:用|是|的|跑|会|要|需|能|怎么)(?!吗|$)")


def in_reply(reading: Reading, one: Said) -> Iterator[tuple[str, Doubt]]:
    """A bare yes or no to a question about a trait."""
    has_none = _is_nowhere(one) or bool(IT_HAS_NONE.match(one.text))
    no, agrees = NO.match(one.text) or has_none, AGREES.match(one.text)
    if not no and not agrees:
        return
    asked = asked_for(one)
    topic = reading.topic("model", one) or reading.topic("invention", one)
    name = next(iter(asked)) if len(asked) == 1 else topic if not asked else None
    known = is_familiar(reading)
    if (
        name is None
        or (ASKS_WHETHER_USED.search(one.question) and not asked)
        or TURNS.search(one.text)
        or (known and not asked and (DONE_BY_ONESELF.search(_beside_the_question(one)) or NO_MORE.match(one.text)))
        or not (asked or ASKS_WHETHER.search(one.question) or has_none or known)
        or CONDITION.search(one.question)
        or "还是" in one.question
        or " or " in one.question
        or (ASKS_WHAT.search(one.question) and not (ASKS_YES_OR_NO.search(one.question) or has_none))
    ):
        return
    explained = known and not asked and len(one.clauses) > 1 and not has_none
    model = described()[name]
    for trait, entry, pattern in patterns():
        match = next((m for m in pattern.finditer(one.question) if not _in_asked_name(one, m)), None)
        if (
            not match
            or entry.says_no
            or (_is_subject(one.question, match) and not has_none)
            or (explained and _is_all(one.question, match))  # "Batch norm?" "No, too small a batch."
            or not (asked or ASKS_WHETHER.search(one.question) or has_none or _is_all(one.question, match))
            or (trait not in model.has and trait not in model.lacks)
        ):
            continue
        negative = bool(NEGATION.search(re.sub(r"有没有|是不是|用没用|n't it|isn't|doesn't it", "", one.question)))
        denied = bool(no) or negative
        if entry.unless and speaks_of(entry.unless, Clause(one.text, 0, (), ())):
            continue
        if denied and (of_one_sort(entry, _unnamed_question(one)) or cut_off(reading, one, trait)):
            continue
        if denied and trait in model.has and not CONDITION.search(one.clauses[0].text):
            yield trait, doubt(model, trait, one.turn, one.clauses[0].text, lacks=False)
        elif not denied and trait in model.lacks:
            yield trait, doubt(model, trait, one.turn, one.clauses[0].text, lacks=True)


def _beside_the_question(one: Said) -> str:
    """The reply without the short Latin words that the question had: to name the part asked after is no change."""
    asked = {word.lower() for word in LATIN.findall(one.question)}
    return LATIN.sub(lambda word: "" if word[0].lower() in asked and len(word[0]) < SHORT else word[0], one.text)


def _is_nowhere(one: Said) -> bool:
    """Whether the reply to where something is says that it is not there."""
    return bool(ASKS_WHERE.search(one.question) and THERE_IS_NONE.match(one.text))


def _is_all(question: str, match: re.Match[str]) -> bool:
    """Whether the question is nothing but the words at `match`."""
    before, behind = question[: match.start()], question[match.end() :]
    return bool(ABOUT_IT_ALONE.match(before) and NOTHING_BEHIND.match(behind))


def _unnamed_question(one: Said) -> str:
    """The question without the names in it."""
    return without_names(Clause(one.question, 0, one.asked, ()))


def _in_asked_name(one: Said, match: re.Match[str]) -> bool:
    """Whether the words are part of a network's name in the question ("Inception-v3")."""
    return any(mention.kind == "model" and mention.start <= match.start() < mention.end for mention in one.asked)


def _is_subject(question: str, match: re.Match[str]) -> bool:
    """Whether a question is about something else of the part at `match` ("does the encoder use CTC?")."""
    return bool(DEFINITE.search(question[: match.start()]) or GOES_ON_ABOUT.match(question[match.end() :]))


def is_familiar(reading: Reading) -> bool:
    """Whether the opening says that the candidate knows what it names."""
    return bool(FAMILIAR.search(reading.said[0].text))


def asked_for(one: Said) -> set[str]:
    """The networks that the question names, else its methods."""
    return asked_about(one) or methods_asked(one)


def methods_asked(one: Said) -> set[str]:
    """The methods with traits that the question names beside no network: what the answer is about."""
    if asked_about(one) or one.sets_beside("invention"):
        return set()
    named = {mention.id for mention in one.asked if mention.kind == "invention"}
    return {name for name in named if described()[name].has or described()[name].lacks}


def asked_about(one: Said) -> set[str]:
    """The networks that the question names: the answer is about them, whatever they were likened to before."""
    return {mention.id for mention in one.asked if mention.kind == "model"}
