"""A public data set with a size or a number of classes that it does not have."""

from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import DataSet, tables
from evaluators.honesty.figures import WORDS, Figure, han
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Text

PARTLY = lexicon.words("partly")
HAS = Pattern(r"有|共|是|分|包含|\b(?:has|have|with|contains?|is|are|of)\b|的")
USED = Pattern(r"用|训|\b(?:use[sd]?|using|train(?:ed|ing)?)\b")
MULTIPLIED = Pattern(
    r"增强|扩|合成|生成|裁|切|轮|步|遍|见过|看过|\b(?:augment\w*|synth\w*|crops?|patch\w*|tiles?|epochs?|steps?|iterations?|seen|saw)\b"
)
"""Samples made from others, or counted once for each time they were seen."""
SPENT = Pattern(r"训|跑|花|耗|\b(?:train\w*|took|takes?|ran|runs?|spent|after)\b")
"""Hours of work and not of speech."""
WITH_OTHERS = Pattern(r"加|外加|合起来|合在一起|两边|[+＋]|\b(?:plus|together|combined)\b")
"""The number is that of several sets, some of which the tables may not know."""
SLACK = 0.12
BEYOND = 1.3
"""How far above the whole a number used must lie: a part of the set is always possible."""

COUNTED = {
    "class": Text(zh="类别数", en="classes"),
    "image": Text(zh="样本数", en="samples"),
    "sample": Text(zh="样本数", en="samples"),
    "hour": Text(zh="语音时长（小时）", en="hours of speech"),
}


ITS_OWN = Pattern(
    r"官方|精细标注|原版|训练集|测试集|验证集|全(?:部|量|用|都)?|一共|总共|类实体|"
    r"\b(?:official|original|all|full|whole|training (?:images|set|split)|test (?:images|set|split|articles))\b"
)
"""In a clause behind the one that names the set: the figure is the set's own."""
MADE_SMALLER = Pattern(
    r"自己|我们|子集|只[取用留做要看挑]|归并|映射|挑|抽|采样|留|过滤|合并|加上|另外|每|类似|格式|翻译|扩|增强|其他|别的|回答|采样|生成|"
    r"不要|丢|其余|没用|\b(?:left out|leaving out|dropped|ignored|discarded|the rest)\b|"
    r"\b(?:own|our|subset|sampled|picked|kept|filtered|merged|plus|per|each|like|style|translated|extended|"
    r"augmented|of the|other|another|answers|generations|completions)\b"
)
NUMBER_ALONE = Pattern(
    r"\s*(?:it has |has |there are |it's |就|有|是|一共)?([a-z]+|\d{1,5}|\d{1,2},\d{3}|[一二两三四五六七八九十百]{1,4})"
    r" ?(?:个|类|种|classes|categories)?\s*"
)
DESCRIBES = lexicon.words("describes_the_data")
IT_HAS = Pattern(
    r"\s*(?:那个?|它|这个|里面?)(?:数据集)?(?:一共|总共|其实|就)*(?:是|有)|"
    r"\s*(?:it|that one|that)(?:.s| is| has| had| was| comes with| contains)\b"
)
"""The beginning of a clause about the set that the question names."""
THE_SET = Pattern(r"\b(?:the (?:benchmark|set|data ?set|challenge)|it|they) (?:officially )?uses?\b|官方|榜单|评测")
"""Of what the set itself uses."""
ALL_CLASSES = Pattern(r"\ball (?:of )?the (?:\w+ )?(?:classes|categories|labels)\b|全部的?类|所有的?类")
ASKS_SIZE = Pattern(
    r"多少|多大|几(?:类|个|张)|规模|什么样|介绍|标签|类别|"
    r"\b(?:targets?|labels?|classes|describe|what kind of data|"
    r"how (?:big|large|many|much|long|is)|what.s in|what is in|what do you know|what size)\b"
)
ASKS_COUNT = Pattern(
    r"(?:^|[，。])(?:那|它|这个|数据集|数据|里面?|一共|总共|大概|有|是|共|训练集?|测试集?)*"
    r"(?:多少|几)(?:张|条|个(?:样本|图))(?:图片?|样本|数据|照片)?\W*$|"
    r"\bhow many (?:training |test |labell?ed )?(?:images|samples|pictures|photos|examples)"
    r"(?: are (?:there|in (?:it|there))| does (?:it|that|the set) have| has it|"
    r" in (?:it|total|all|the (?:training )?set))?\W*$"
)
"""A question about how many pictures or samples a set has, and nothing else: not about what was done with them."""
NOT_THE_SET_ALONE = Pattern(
    r"预训|微调|迁移|后来|然后|上线|部署|增[强广]|扩[充增]|合成|生成|起步|骨干|自[家己]|我们的?(?:数据|图)|"
    r"pre-?train|fine-?tun|transfer|deploy|augment|synth|generat|(?<![a-z])gans?(?![a-z])|\bown\b|\bthen\b|"
    r"backbone|production|\bour (?:data|images|photos)"
)
"""Of other pictures than those of the set that was named: those may be what is counted."""
SHORT = 10
"""Characters beside the figure in a reply that is nothing else."""
ASKS_CLASSES = Pattern(
    r"几(?:个|种)?(?:类|实体|标签)|多少(?:个|种)?(?:类|实体|标签)|"
    r"\bhow many (?:entity |emotion |question |different )?(?:classes|categories|labels|types|tags|entities)\b"
)
OWN = Pattern(r"你|您|自己|我们|项目|任务|\byou(?:rs?)?\b|\bown\b|project|task")
"""In a question about the data of the candidate."""
THINGS = Pattern(r"problems?|questions?|tasks?|题|问题|articles?|文章")


def find(reading: Reading) -> Iterator[Doubt]:
    """Sizes that are given as a data set's own and are none of its."""
    for one in reading.said:
        for clause in one.clauses:
            if clause.supposed or clause.denied or clause.compared:
                continue
            named = clause.named("dataset")
            if len(named) == 1:
                yield from _beside_the_name(one, clause, tables().datasets[named[0]])
            elif not named and (data := _named_before(one, clause)):
                yield from _behind_the_name(one, clause, data)
            elif not named and (data := _asked_about(reading, one, clause)):
                yield from _in_answer(one, clause, data)
            elif not named and (data := _in_question(one, clause)):
                yield from _behind_the_name(one, clause, data, also_fewer=True)


def _beside_the_name(one: Said, clause: Clause, data: DataSet) -> Iterator[Doubt]:
    """Figures in the clause that names the set, and one that stands alone before it."""
    if ALL_CLASSES.search(clause.text) and (told := _alone_before(one, clause)):
        if data.classes and told not in data.classes:
            yield _doubt(one, clause, data, "class")
        return
    if PARTLY.search(clause.text) or WITH_OTHERS.search(clause.text):
        return
    its_own = bool(HAS.search(clause.text))
    if not (its_own or USED.search(clause.text)):
        return
    for figure in clause.figures:
        known = _known(data, clause, figure)
        if figure.unit == "hour" and data.hours and not SPENT.search(clause.text):
            known = data.hours if figure.value > min(data.hours) else ()
        if known and _is_none_of(figure.value, known, its_own=its_own, clause=clause):
            yield _doubt(one, clause, data, figure.unit)


def _behind_the_name(one: Said, clause: Clause, data: DataSet, *, also_fewer: bool = False) -> Iterator[Doubt]:
    """Figures in a clause behind "MNIST,": more than the set has, or all its classes and another number."""
    if (
        not (ITS_OWN.search(clause.text) or DESCRIBES.match(clause.text))
        or MADE_SMALLER.search(clause.text)
        or WITH_OTHERS.search(clause.text)
    ):
        return
    for figure in clause.figures:
        known = _known(data, clause, figure)
        beyond = known and figure.value > BEYOND * max(known)
        none_of = known and also_fewer and figure.unit == "class" and figure.value > 1 and figure.value not in known
        if (beyond or none_of) and not MULTIPLIED.search(clause.text):
            yield _doubt(one, clause, data, figure.unit)


def _in_answer(one: Said, clause: Clause, data: DataSet) -> Iterator[Doubt]:
    """Figures in the answer to how large the set is: more than it has, or all of it and another number."""
    if PARTLY.search(clause.text) or MADE_SMALLER.search(clause.text) or WITH_OTHERS.search(clause.text):
        return
    alone = NUMBER_ALONE.fullmatch(clause.text)
    if alone and clause is one.clauses[0] and ASKS_CLASSES.search(one.question):
        if _is_no_number_of_classes(one, alone[1], data):
            yield _doubt(one, clause, data, "class")
        return
    named = any(mention.kind == "dataset" for mention in one.asked)
    for figure in clause.figures:
        if figure.unit == "class" and figure.value == 1:
            continue
        known = _known(data, clause, figure) if named or figure.unit == "class" else ()
        if figure.unit in {"", "image", "sample"} and _is_the_count(one, clause, figure):
            counted = max(data.samples, default=0)
            if counted and figure.value > BEYOND * counted:
                yield _doubt(one, clause, data, "image")
                return
        if figure.unit == "hour" and named and data.hours and not SPENT.search(clause.text):
            known = data.hours
        its_own = bool(ITS_OWN.search(clause.text)) or (
            figure.unit == "class" and (not USED.search(clause.text) or bool(THE_SET.search(clause.text)))
        )
        if known and _is_none_of(figure.value, known, its_own=its_own, clause=clause):
            yield _doubt(one, clause, data, figure.unit)


def _is_no_number_of_classes(one: Said, word: str, data: DataSet) -> bool:
    """Whether the number that begins the answer is none of the set's, and nothing is said of classes left out."""
    told = _number(word)
    fewer = any(MADE_SMALLER.search(part.text) for part in one.sentence(0))
    return bool(told and data.classes and told not in data.classes and not fewer)


def _is_the_count(one: Said, clause: Clause, figure: Figure) -> bool:
    """Whether the figure is the whole reply to how many pictures or samples there are."""
    rest = f"{clause.text[: figure.start]}{clause.text[figure.end :]}"
    return len(one.clauses) == 1 and len(rest) <= SHORT and bool(ASKS_COUNT.search(one.question))


def _asked_about(reading: Reading, one: Said, clause: Clause) -> DataSet | None:
    """The one set whose size the question asks, for the first sentence of an answer that names no other.

    It is the one that the question names, or, where that is not about the candidate's own data, the only one so far.
    """
    asked = {mention.id for mention in one.asked if mention.kind == "dataset"}
    if not asked and not OWN.search(one.question) and not NOT_THE_SET_ALONE.search(reading.text):
        asked = {name for said in reading.before(one) for name in said.named("dataset")}
    if len(asked) != 1 or set(one.named("dataset")) - asked or clause.sentence or not ASKS_SIZE.search(one.question):
        return None
    return tables().datasets[asked.pop()]


def _in_question(one: Said, clause: Clause) -> DataSet | None:
    """The one set that the question names, for a reply that says right away what it has ("Yes, it has 20 classes")."""
    asked = {mention.id for mention in one.asked if mention.kind == "dataset"}
    right_away = clause.sentence == 0 and one.clauses.index(clause) <= 1
    if len(asked) != 1 or not right_away or not IT_HAS.match(clause.text):
        return None
    return tables().datasets[asked.pop()]


def _named_before(one: Said, clause: Clause) -> DataSet | None:
    """The set that the sentence began with, or the one before that it goes on from, where no other is named."""
    sentence = one.sentence(clause.sentence)
    before = sentence[: sentence.index(clause)]
    if not before and clause.sentence and DESCRIBES.match(clause.text):
        before = one.sentence(clause.sentence - 1)
    named = {name for part in before for name in part.named("dataset")}
    if len(named) != 1 or any(MADE_SMALLER.search(part.text) for part in before):
        return None
    return tables().datasets[named.pop()]


def _alone_before(one: Said, clause: Clause) -> int | None:
    """The number that is all that the clause before says ("Twenty, all the classes ...")."""
    place = one.clauses.index(clause)
    match = NUMBER_ALONE.fullmatch(one.clauses[place - 1].text) if place else None
    if match is None:
        return None
    return _number(match[1])


def _number(word: str) -> int | None:
    """The number that a word or digits stand for."""
    digits = word.replace(",", "")
    if digits.isdecimal():
        return int(digits)
    value = han(word)
    return WORDS.get(word.lower()) if value is None else round(value)


def _known(data: DataSet, clause: Clause, figure: Figure) -> tuple[int, ...]:
    """What the set has of what the figure counts; nothing of a number in its name ("CIFAR-100 images")."""
    if any(mention.start < figure.start < mention.end for mention in clause.mentions):
        return ()
    if figure.unit == "class":
        return data.classes
    counted = figure.unit in {"image", "sample"} or (figure.unit == "thing" and THINGS.search(clause.text))
    return data.samples if counted else ()


def _doubt(one: Said, clause: Clause, data: DataSet, unit: str) -> Doubt:
    what = COUNTED.get(unit, COUNTED["sample"])
    known = {"class": data.classes, "hour": data.hours}.get(unit, data.samples)[0]
    reason = Text(zh=f"{data.name} 的{what.zh}是 {known}。", en=f"{data.name} has {known} {what.en}.")
    return Doubt("impossible_fact", one.turn, clause.text, reason, data.source)


def _is_none_of(value: float, known: tuple[int, ...], *, its_own: bool, clause: Clause) -> bool:
    """Whether a number cannot be the set's: none of its sizes, or, of samples used, more than there are."""
    if its_own:
        return not MULTIPLIED.search(clause.text) and all(abs(value - one) > SLACK * one for one in known)
    return value > BEYOND * max(known) and not MULTIPLIED.search(clause.text)
