"""What a figure is a figure of: amounts of data, classes, sizes, speeds, people, times."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from evaluators.honesty import baseline, lexicon
from evaluators.honesty.amount import Amount, nearby
from evaluators.honesty.cards import memory_of_a_card
from evaluators.honesty.claim import BASELINE, Attribute
from evaluators.honesty.clause import Clause
from evaluators.honesty.figures import Figure
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.people import MEMORY_OF, beside_the_main_run, counts
from evaluators.honesty.qualifiers import IN_TOTAL, qualifiers
from evaluators.honesty.rates import STOPPED, rates
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules.speed import LATENCY
from evaluators.honesty.said import Said
from evaluators.honesty.samples import (
    DEFINITE,
    MOST_LABELS,
    NO_MORE,
    NOUN_BEFORE,
    all_of_them,
    counted,
    kind_of_sample,
    noun,
    of_a_split,
    of_things,
    recorded,
    split,
    told_of_the_data,
)
from evaluators.honesty.time_taken import HOURS, kind_of_time, spans

EACH = Pattern(r"每|平均|\b(?:per|each|every|average)\b")
WHOLE = lexicon.words("exclusive")
THROUGHOUT = lexicon.words("throughout")
"""It was so all the time."""
SIZE = lexicon.words("size_words")
MEMORY = Pattern(
    r"显存|内存|memory|vram|\bram\b|数据|data|flash|(?:还|另外?)有(?:一个|个)|"
    r"\b(?:we|there.s|there is|i)(?: also| even)? ha(?:ve|d|s) (?:another|one more|an? \w+ one)\b|"
    r"\banother (?:one|model|file)\b|每个? ?(?:token|请求|用户)|(?<![a-z])kv(?![a-z])|缓存|"
    r"(?<!不含)(?<!没有)(?:优化器|梯度|激活)|"
    r"\b(?:cache|(?<!without )(?<!without the )(?:optimi[sz]er(?: states?)?|gradients?|activations?)|"
    r"(?:per|a|each|every) (?:token|request|user|sequence))\b",
)
"""Gigabytes of a memory, of data, of what a batch takes besides, or of another model beside the one spoken of."""
BESIDE_THE_WEIGHTS = {
    "on adapter": Pattern(r"适配器|\b(?:adapters?|lora)\b"),
    "on index": Pattern(r"(?<!不含)索引|\bindex(?:es)?\b"),
    "on image": Pattern(r"镜像(?!里)|(?<!in the )\bdocker\b"),
}
"""Files beside that of the weights, each with a size of its own."""
FOR_EACH = Pattern(r"每个? ?(?:token|请求|用户)|\b(?:per|each|every) (?:token|request|user|sequence)\b")
"""A question for what each takes beside the weights."""
TEAM, NOT_THE_TEAM = lexicon.words("team"), lexicon.words("not_the_team")
DELAY, NOT_THE_WHOLE_DELAY = lexicon.words("delay"), lexicon.words("not_the_whole_delay")
NOT_REACHED = lexicon.words("not_reached")
"""A rate that is asked for, or comes in, and not one that is reached."""
SIDE_RUN = lexicon.words("side_run")
PART_OF_THE_PARAMS = lexicon.words("part_of_the_params")
"""Of a network's parameters only those that were trained, or of one of its parts."""
OF_THE_MODEL_ITSELF, FIRST_PERSON = lexicon.words("of_the_model_itself"), lexicon.words("first_person")
TASK = lexicon.words("task")
PROFESSION = Pattern(r"算法|标注|前端|后端|产品|测试")
"""A team's part by what it does."""
PARAMS_BEFORE = Pattern(
    r"参数量?(?:大概|约|只?有|是|为|大约|总共|一共|\s)*$|param(?:eter)?s?(?: count)?(?: is| was| of| about|:|\s)*$"
)
OWN_MODEL = Pattern(r"^(?:我(?:们)?训练?的|我们的)?模型|^(?:the|our|my) model\b")
"""The candidate's own model, whatever it was likened to."""
GENERIC = frozenset({"transformer", "lstm", "gru", "gan"})
"""Names of building blocks, which are no particular network."""
SUPERLATIVE = Pattern(r"\b(?:\w+est|most|main|major)\b|最|大类")
"""What makes a part of "the six largest"."""
ANY_ONE = Pattern(r"(?:随便|随意|任意|任)(?:取|挑|选|拿|用|找|从|在)?\s*$|\b(?:any|whichever)\s*$")
"""Before one card: it is whichever of several."""
HAS_ITS_OWN = Pattern(
    r"[A-Za-z0-9 ]{0,6}(?:只|各|就|都)?(?:配|分到?|放|给|跑)? ?[一\d]{1,2} ?个?(?:核|实例|进程|副本|模型)"
)
"""Behind one card: what there is of it for each of them."""
AFTERWARDS = Pattern(r"\bafter (?:another |about |some |exactly )?$")
LATER = re.compile(r"\s*(?:之|以)?后")
"""Around a time at whose end something is done: no time that it took."""
COMPARABLE = frozenset({"latency", "throughput"})
"""What a unit measures of a method, besides the metrics, so that it may be another method's."""
OUTPUTS = Pattern(
    r"\b(\d{1,4}) (?:logits|(?:softmax )?outputs|output (?:units|neurons|classes))\b|"
    r"(?:输出(?:层)?|全连接层?|分类头|softmax)[^，。；\d]{0,6}(?<![\d.])(\d{1,4}) ?(?:维|个(?:节点|神经元|类))"
)
NOT_ONE = Pattern(r"(?:都|也)(?:没|不)")
"""Behind "one": there was none."""
FEWEST_PARAMS = 1000
"""Smaller numbers are no network's: "two bytes for one parameter"."""
THESE = Pattern(r"[这那] ?$|\b(?:these|those) $")
ALL_OF_THESE = Pattern(rf"{IN_TOTAL.pattern}|就[这那]")
NO_MORE_OF_THEM = Pattern(r"\W*(?:in total|altogether)?\W*(?:$|[:：])")
"""Beside and right behind "these classes": there are no others."""
A_FEW = 4
"""So many of "these classes" are some that were spoken of."""
SECONDS = Pattern(r"[一二两三四五六七八九十几半\d] ?秒|\bseconds?\b")
TRIED_SO_LONG = lexicon.words("tried_so_long")
"""So many epochs, and what was the matter with them: it is not said that they were those of the model."""
RECOGNISES = lexicon.words("recognises")
"""Right before what is told apart."""
SQUARE = Pattern(r"(?<![\d.])(\d{1,4}) ?(?:乘以?|x|×|\*|by) ?(\d{1,4})(?![\d.])")
AMONG = re.compile(r"\s*[一-龥]{0,4}(?:里面?|当中|之中)")
"""Behind a number of classes: it is that of all."""
CONFUSION = Pattern(r"混淆矩阵|confusion matri")
OF_A_TRAINING = frozenset({"data", "epochs", "batch"})
"""What the makers of a network are quoted with in answer to how it is trained, and not what the candidate used."""
Words = Pattern | None
UNITS: Mapping[str, tuple[Attribute, Words, Words]] = MappingProxyType(
    {
        "params": ("params", None, PART_OF_THE_PARAMS),
        "mb": ("file", SIZE, MEMORY),
        "gb": ("file", SIZE, MEMORY),
        "ms": ("latency", None, NOT_THE_WHOLE_DELAY),
        "fps": ("throughput", None, NOT_REACHED),
        "qps": ("throughput", None, NOT_REACHED),
        "gpu": ("gpus", None, None),
        "person": ("team", TEAM, NOT_THE_TEAM),
        "epoch": ("epochs", None, SIDE_RUN),
    }
)
"""What a unit is a unit of, the words that its clause needs, and those that it must not have."""


def amounts_of(reading: Reading, one: Said, clause: Clause) -> Iterator[Amount]:
    """The amounts that a clause gives."""
    change = LATENCY.search(clause.text)
    published = OF_THE_MODEL_ITSELF.search(one.question) and not FIRST_PERSON.search(one.text)
    for figure in clause.figures:
        if clause.text[: figure.start].rstrip().endswith("第"):
            continue  # the third year is not three years
        found = _attribute(one, clause, figure)
        if found == "latency" and change and figure.end < change.end() - 2:
            continue
        if found and not (found in OF_A_TRAINING and published):
            yield Amount(
                found,
                _plain(found, figure),
                _subject(reading, one, clause, figure, found),
                (split(one, clause, figure) if found == "data" else qualifiers(one, clause, found))
                | ({"changed"} if found in {"params", "file"} and clause.changed else set())
                | (_beside_the_weights(clause) if found == "file" else set())
                | ({"after"} if change and found == "latency" else set())
                | _whose(one, clause, found, figure),
                figure.about,
                _whole(one, clause, found, figure),
                found == "data" and not told_of_the_data(one, clause, figure),
            )
    yield from _classes_by_the_output(one, clause)
    yield from spans(one, clause)
    yield from counts(one, clause)
    yield from rates(one, clause)


def _beside_the_weights(clause: Clause) -> set[str]:
    """The qualifiers of a size that is another file's than that of the weights."""
    return {name for name, words in BESIDE_THE_WEIGHTS.items() if words.search(clause.text)}


def _classes_by_the_output(one: Said, clause: Clause) -> Iterator[Amount]:
    """The number of classes that a confusion matrix or a network's output has."""
    for match in OUTPUTS.finditer(clause.text):
        yield Amount("classes", float(match[1] or match[2]), whole=True)
    around = " ".join(part.text for part in one.sentence(clause.sentence))
    square = SQUARE.search(clause.text) if CONFUSION.search(around) else None
    if square and square[1] == square[2]:
        yield Amount("classes", float(square[1]), whole=True)


def _whole(one: Said, clause: Clause, attribute: Attribute, figure: Figure) -> bool:
    """Whether the words say that a figure is all there was: "in total", "only", "the eight cards"."""
    if clause.answer:
        return True
    if attribute == "data":
        return all_of_them(one, clause, figure)
    definite = DEFINITE.search(clause.text[: figure.start]) and not SUPERLATIVE.search(
        clause.text[figure.start : figure.end]
    )
    if WHOLE.search(clause.text) or definite:
        return True
    sentence = " ".join(part.text for part in one.sentence(clause.sentence))
    if attribute in {"team", "gpus"} and (THROUGHOUT.search(sentence) or NO_MORE.search(sentence)):
        return True
    if attribute == "classes" and AMONG.match(clause.text[figure.end :]):
        return True
    return attribute in {"epochs", "training"} and bool(STOPPED.search(clause.text) or WHOLE.search(sentence))


def _subject(reading: Reading, one: Said, clause: Clause, figure: Figure, attribute: Attribute) -> str:
    """What the figure is said of, beyond its attribute."""
    if attribute == "data":
        return noun(clause, figure)
    if attribute == "calibration":
        return _where(one)
    if attribute == "throughput":
        return figure.unit
    if attribute == "epochs":
        return min(clause.named("model"), default="")
    if attribute == "team":
        return next((match[0] for match in PROFESSION.finditer(clause.text)), "")
    tasks = " ".join(sorted({match[0].lower() for match in TASK.finditer(clause.text)}))
    if attribute in {"classes", "latency"}:
        return tasks
    if attribute in {"params", "file"} and (clause.named("model") or not OWN_MODEL.search(clause.text)):
        # A network named in an earlier turn is no more than what the talk is about.
        own = one.named("model")
        name = reading.subject("model", one, clause) if own else None
        return tasks if name is None or name in GENERIC else name
    return ""


def _where(one: Said) -> str:
    """The engine or the device that a turn is about, where it names or is asked about a single one."""
    named = {*one.named("engine"), *one.named("hardware")}
    named = named or {mention.id for mention in one.asked if mention.kind in {"engine", "hardware"}}
    return min(named) if named else ""


def _attribute(one: Said, clause: Clause, figure: Figure) -> Attribute | None:
    """What a figure is a figure of."""
    text = clause.text
    if figure.unit == "" and (noun_before := NOUN_BEFORE.search(text[: figure.start])):
        return counted(clause, figure, noun_before.lastgroup or "")
    if of_things(clause, figure) or of_a_split(clause, figure):
        return "data"
    if figure.unit in {"image", "sample"} or (figure.unit == "hour" and recorded(clause, figure)):
        return kind_of_sample(one, clause, figure)
    if figure.unit == "" and PARAMS_BEFORE.search(text[: figure.start]) and figure.value >= 1000:
        return None if PART_OF_THE_PARAMS.search(text) else "params"
    if figure.unit in HOURS:
        return kind_of_time(one, clause, figure)
    if _of_something_else(one, clause, figure):
        return None
    if figure.unit in {"class", "thing"}:
        told_apart = figure.unit == "class" or RECOGNISES.search(text[: figure.start])
        return "classes" if told_apart and 2 <= figure.value <= MOST_LABELS and not EACH.search(text) else None
    found, needs, excludes = UNITS.get(figure.unit, (None, None, None))
    around = text if found != "file" else f"{one.question} {text}"
    if found == "latency" and (clause.compared or _at_its_end(clause, figure)) and not DELAY.search(text):
        return None
    if (needs and not needs.search(around)) or (excludes and excludes.search(_beside(one, clause, found, figure))):
        return None
    return found


def _beside(one: Said, clause: Clause, attribute: Attribute | None, figure: Figure) -> str:
    """Where words may stand by which a figure is not one of `attribute`."""
    if attribute == "throughput":
        return nearby(clause.text[: figure.start])
    if attribute == "params":
        return " ".join([one.question, *(part.text for part in one.sentence(clause.sentence))])
    if attribute == "file" and FOR_EACH.search(one.question):
        return f"{one.question} {clause.text}"
    return clause.text


def _of_something_else(one: Said, clause: Clause, figure: Figure) -> bool:
    """Whether a figure only looks like one of ours: "ImageNet-21k weights", "a card with 12 GB", "一卡显存"."""
    if figure.unit == "params":
        few = figure.value < FEWEST_PARAMS
        return few or clause.text[: figure.start].endswith("-") or bool(NOT_ONE.match(clause.text, figure.end))
    if figure.unit == "epoch":
        timed = any(other.unit in HOURS or other.unit == "step" for other in clause.figures)
        if figure.value == 1 and (timed or SECONDS.search(clause.text)):
            return True  # "one epoch takes 20 minutes"
        return bool((tried := TRIED_SO_LONG.search(clause.text)) and figure.start < tried.end())
    if figure.unit == "class":
        before = clause.text[: figure.start]
        told_as_all = ALL_OF_THESE.search(clause.text) and NO_MORE_OF_THEM.match(clause.text, figure.end)
        return figure.value <= A_FEW and bool(THESE.search(before)) and not told_as_all
    if figure.unit == "gb":
        return memory_of_a_card(one, clause, figure)
    if figure.unit != "gpu":
        return False
    one_of_them = figure.value == 1 and (
        ANY_ONE.search(clause.text[: figure.start]) or HAS_ITS_OWN.match(clause.text, figure.end)
    )
    return bool(one_of_them or beside_the_main_run(one, clause) or MEMORY_OF.match(clause.text[figure.end :]))


def _at_its_end(clause: Clause, figure: Figure) -> bool:
    """Whether something is done when so much time has passed: "a pulse after 140 ms"."""
    return bool(AFTERWARDS.search(clause.text[: figure.start]) or LATER.match(clause.text, figure.end))


def _plain(attribute: Attribute, figure: Figure) -> float:
    """The value in one unit for each attribute: megabytes, months of a project, hours of training."""
    if attribute == "duration":
        return figure.value * HOURS[figure.unit] / HOURS["month"]
    if attribute == "training":
        return figure.value * HOURS[figure.unit]
    return figure.value * (1000 if figure.unit == "gb" else 1)


def _whose(one: Said, clause: Clause, attribute: Attribute, figure: Figure) -> set[str]:
    """The qualifier of a speed that is another method's."""
    other = attribute in COMPARABLE and baseline.of_another(one, clause, figure.start, figure.end)
    return {BASELINE} if other else set()
