"""What a figure is a figure of: amounts of data, classes, sizes, speeds, people, times."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from evaluators.honesty import baseline, figures, lexicon
from evaluators.honesty.claim import BASELINE, Attribute
from evaluators.honesty.figures import Figure
from evaluators.honesty.qualifiers import IN_TOTAL, NARROWS, SPLITS, qualifiers, stage
from evaluators.honesty.reading import Clause, Reading, Said
from evaluators.honesty.rules.speed import LATENCY

DATA = lexicon.words("data")
NOT_THE_DATA = lexicon.words("not_the_data")
EACH = re.compile(r"每|平均|\b(?:per|each|every|average)\b", re.IGNORECASE)
WHOLE = lexicon.words("exclusive")
SIZE = lexicon.words("size_words")
MEMORY = re.compile(r"显存|内存|memory|vram|\bram\b|数据|data|flash", re.IGNORECASE)
TEAM, NOT_THE_TEAM = lexicon.words("team"), lexicon.words("not_the_team")
CALIBRATION = re.compile(r"校准|标定|calibrat|representative", re.IGNORECASE)
NOT_ITS_LENGTH = re.compile(r"数据|经验|以前|前$|\b(?:data|experience|ago|old|history|logs?|since)\b", re.IGNORECASE)
"""Years of data or of experience are not the project's."""
DELAY, NOT_THE_WHOLE_DELAY = lexicon.words("delay"), lexicon.words("not_the_whole_delay")
NOT_REACHED = lexicon.words("not_reached")
"""A rate that is asked for, or comes in, and not one that is reached."""
DEFINITE = re.compile(r"\b(?:the|those|these|all|our)(?: full)? $|^\W*with $|(?:这|那)(?:区区)? ?$", re.IGNORECASE)
"""Right before a figure: it is that of something known."""
RECORDED = re.compile(r"视频|音频|录音|语音|\b(?:video|audio|speech|recordings?|footage)\b", re.IGNORECASE)
ALL_DATA = re.compile(
    r"总共|一共|全部|拢共|加起来|总量|总数|满打满算|合计|本来|"
    r"\b(?:in total|altogether|all we|simply|barely|tiny|the whole|entire|in all|all told|ever (?:had|got)|could get)"
    r"\b",
    re.IGNORECASE,
)
ONLY_SO_MANY = re.compile(
    r"(?:只有?|仅有?|就|才|不过|也就|统共)(?:有|是)?(?:大概|约|这|那|不到)?\s*$|"
    r"\b(?:only|just|merely)(?: (?:had|have|has|got|about|around|some|ever|a|the|on|roughly|something|like|of))*\s*$",
    re.IGNORECASE,
)
"""Right before an amount: there was no more."""
A_PART_OF_THE_DATA = re.compile(
    r"标(?:了|注了)|从|其中|抽|选|挑|\b(?:from|of|out of) (?:the|these|those)\s*$|"
    r"\b(?:labell?ed|annotated|picked|sampled|checked|read)\s*$",
    re.IGNORECASE,
)
"""Before an amount: so many were taken from all."""
HOW_MUCH = re.compile(
    r"多少|多大|规模|几|量|情况|\b(?:how (?:many|much|large|big)|amount|size|what data)\b|(?:数据|data)\W*$",
    re.IGNORECASE,
)
"""A question for the amount of the data."""
OF_SOMETHING = re.compile(r" of (?!train|comput|gpu|work|the)[a-z]|的?(?:讲座|课程|会议|通话|对话|语料)", re.IGNORECASE)
"""Behind hours: what was recorded."""
TASK = lexicon.words("task")
ACTIVITY, SIDE_RUN, PROJECT = lexicon.words("activity"), lexicon.words("side_run"), lexicon.words("project")
TRAINING = lexicon.words("when_training")
CALENDAR = re.compile(r"^(?:(?:19|20)\d\d\s*年|\d{1,2}\s*月)")
"""A year or a month of the calendar, which is no length of time."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FROM_TO = re.compile(
    r"(?<!\d)(\d{1,2}) ?月 ?(?:份)?(?:到|至|-|~|—) ?(?:当年|同年)?(\d{1,2}) ?月|"
    rf"\bfrom ({'|'.join(MONTHS)})[a-z]* to ({'|'.join(MONTHS)})[a-z]*",
    re.IGNORECASE,
)
HALF_YEAR = re.compile(r"(?<!\d)(?<![一两三四五六七八九十前后上下])半年", re.IGNORECASE)
WHOLE_YEAR = re.compile(r"\ba (?:whole|full) year\b", re.IGNORECASE)
PAIR = re.compile(
    r"(?:我(?:和|跟)[^，。；\d]{1,10}?(?:两|2|二)个?人)|\b(?:me|myself) and (?:one|an?|my) (?:other |another )?"
    r"(?:engineer|colleague|student|developer|person|intern|friend|supervisor|mentor|manager)\b|\bjust the two of us\b",
    re.IGNORECASE,
)
SINGLE_GPU = re.compile(
    r"\b(?:only|just) (?:ever )?(?:had |used |have |got )?(?:a single|one) gpu\b|只(?:有|用)了?单卡", re.IGNORECASE
)
MEMORY_OF = re.compile(r"\s*(?:内存|显存)")
ONE_CARD = re.compile(
    r"(?:\b(?:a single|one|1 ?x) (?=(?:nvidia |rtx |gtx |tesla )?"
    r"(?:gpu|[avhl]\d{2,3}|[2345]0[6789]0|t4|a\d000|titan))|单卡|(?:一|1) ?(?:张|块))",
    re.IGNORECASE,
)
"""One card, which has no plural to know it by."""
PROFESSION = re.compile(r"算法|标注|前端|后端|产品|测试", re.IGNORECASE)
"""A team's part by what it does."""
CARD = re.compile(r"\b(?:rtx|gtx|tesla|titan) ?\w", re.IGNORECASE)
TEAM_OF = re.compile(r"\bteam of (\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b", re.IGNORECASE)
RATE = re.compile(
    r"(?<![a-z])(?P<unit>qps|fps|tps)\D{0,10}?(?P<rate>\d{1,6}(?:\.\d+)?)(?![\d.]*\s*(?:ms|毫秒))|"
    r"(?P<before>\d{1,6}(?:\.\d+)?) ?(?:左右|上下|多)?的 ?(?P<after>qps|fps|tps)|"
    r"每秒(?:大概|约|能|可以|只能)*(?:处理|跑|算|识别|推理)?(?:大概|约)?\s*(?P<each>\d{1,6}) ?(?P<what>[张帧条次句])",
    re.IGNORECASE,
)
"""A rate whose unit stands before its figure, or apart from it."""
EPOCH = re.compile(r"\bepoch (\d{1,4})\b|第 ?(\d{1,4}) ?(?:轮|个 ?epoch)", re.IGNORECASE)
STOPPED = re.compile(r"\bstop|停", re.IGNORECASE)
"""The epoch at which a training ended."""
BATCH = re.compile(
    r"batch(?:[ _-]?size)?(?!\s*norm)[^\d，。,;；A-Za-z]{0,12}"
    r"(?:(?:was|is|of|to|at|only|just|about|around|a|total|set|size)\s+){0,4}(\d{1,5})(?![\d.]*\s*(?:ms|毫秒|%))|"
    r"每(?:一?步|次迭代|个 ?batch|批)[^，。\d]{0,6}(\d{1,4}) ?(?:个|张|条)|"
    r"(?<![\d.])(\d{1,4}) (?:samples|images|sequences) (?:per|a|each|in a) (?:step|iteration|batch)\b",
    re.IGNORECASE,
)
ACCUMULATED = re.compile(r"累[积计加]|等效|\b(?:accumul|effective)", re.IGNORECASE)
"""A batch is more than what lies on the card at once."""
NOT_TRAINED_WITH = lexicon.words("not_the_training_batch")
PARAMS_BEFORE = re.compile(
    r"参数量?(?:大概|约|只?有|是|为|大约|总共|一共|\s)*$|param(?:eter)?s?(?: count)?(?: is| was| of| about|:|\s)*$",
    re.IGNORECASE,
)
OWN_MODEL = re.compile(r"^(?:我(?:们)?训练?的|我们的)?模型|^(?:the|our|my) model\b", re.IGNORECASE)
"""The candidate's own model, whatever it was likened to."""
GENERIC = frozenset({"transformer", "lstm", "gru", "gan"})
"""Names of building blocks, which are no particular network."""
COMPARABLE = frozenset({"latency", "throughput"})
"""What a unit measures of a method, besides the metrics, so that it may be another method's."""
NOUN_BEFORE = re.compile(
    r"(?:(?P<data>样本|数据|图片|照片|语料|记录|评论|对话|句子)(?:总?量|规模)?|(?P<classes>意图|类别|类目|品类|标签)(?:数量?)?)"
    r"(?:大概|大约|约|有|是|为|共|一共|总共|拢共|差不多|在|：|:|\s)*$"
)
SPLIT_BEFORE = re.compile(r"(?:训练|验证|测试)集?(?:是|有|用了?|：|:)?(?:大概|约)?\s*$")
SPLIT_AFTER = re.compile(r"\s*(?:are |were |went )?(?:for|to|in) (?:the )?(?:train|valid|test)\w*\b", re.IGNORECASE)
COUNTS_STEPS = re.compile(
    r"\s*(?:多|来|几)?\s*(?:个)?\s*(?:步|轮|次|小时|天|分钟|秒|元|块|step|iter|epoch|token)", re.IGNORECASE
)
"""Behind a number: it counts no samples."""
FEWEST_SAMPLES = 20
"""Smaller numbers count single cases."""
FEWEST_THINGS = 500
"""The same for what is no common word for a sample."""
GATHERED = re.compile(
    r"\b(?:collect|record|label|annotat|gather|captur)\w*|\btrain(?:ed|ing)? (?:\w+ )?(?:on|set)|"
    r"\bdata(?: ?sets?)?\b|\bcorpus\b",
    re.IGNORECASE,
)
"""Words by which anything that is counted is data."""
MOST_LABELS = 2000
"""Larger numbers of "labels" count what was labelled."""
MOST_YEARS = 10
"""A larger number is a year of the calendar, its century left out."""
UNNAMED = frozenset({
    "sample", "example", "record", "row", "instance", "data", "条", "样本", "个样本", "例"
})  # fmt: skip
"""Nouns that count samples of any sort."""
Words = re.Pattern[str] | None
UNITS: Mapping[str, tuple[Attribute, Words, Words]] = MappingProxyType(
    {
        "class": ("classes", None, EACH),
        "params": ("params", None, None),
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
HOURS = MappingProxyType({"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 720.0, "year": 8760.0})


class Amount(NamedTuple):
    """A figure with its meaning; sizes in megabytes, training in hours, a project's length in months."""

    attribute: Attribute
    value: float
    subject: str = ""
    qualifiers: frozenset[str] = frozenset()
    about: bool = False
    whole: bool = False
    loose: bool = False


def amounts_of(reading: Reading, one: Said, clause: Clause) -> Iterator[Amount]:
    """The amounts that a clause gives."""
    change = LATENCY.search(clause.text)
    for figure in clause.figures:
        found = _attribute(one, clause, figure)
        if found == "latency" and change and figure.end < change.end() - 2:
            continue
        if found:
            yield Amount(
                found,
                _plain(found, figure),
                _subject(reading, one, clause, figure, found),
                (_split(one, clause, figure) if found == "data" else qualifiers(one, clause, found))
                | ({"changed"} if found in {"params", "file"} and clause.changed else set())
                | ({"after"} if change and found == "latency" else set())
                | _whose(one, clause, found, figure),
                figure.about,
                _whole(one, clause, found, figure),
                found == "data" and not _told_of_the_data(one, clause, figure),
            )
    yield from _spans(one, clause)
    yield from _counts(one, clause)
    yield from _rates(one, clause)


def _told_of_the_data(one: Said, clause: Clause, figure: Figure) -> bool:
    """Whether the sentence, or the question, speaks of the data as such, and not of what was taken from them."""
    if A_PART_OF_THE_DATA.search(clause.text[: figure.start]):
        return False
    words = " ".join(_without_figures(part) for part in one.sentence(clause.sentence))
    asked = DATA.search(one.question) and HOW_MUCH.search(one.question)
    return bool(not one.question or asked or DATA.search(words) or DEFINITE.search(clause.text[: figure.start]))


def _without_figures(clause: Clause) -> str:
    """The words of a clause besides its figures and their units."""
    kept, place = [], 0
    for figure in clause.figures:
        kept.append(clause.text[place : figure.start])
        place = max(place, figure.end)
    return " ".join([*kept, clause.text[place:]])


def _split(one: Said, clause: Clause, figure: Figure) -> frozenset[str]:
    """The qualifiers of an amount of data; of several in one clause each has the split that stands beside it."""
    found = qualifiers(one, clause, "data")
    ends = [other.end for other in clause.figures if other.end <= figure.start]
    starts = [other.start for other in clause.figures if other.start >= figure.end]
    if IN_TOTAL.search(clause.text) and not found & SPLITS:
        sentence = one.sentence(clause.sentence)
        earlier = " ".join(part.text for part in sentence[: sentence.index(clause)])
        return found | {split for split in SPLITS if NARROWS[split].search(earlier)}
    if not found & SPLITS or not (ends or starts):
        return found
    before = clause.text[max(ends, default=0) : figure.start]
    after = clause.text[figure.start : min(starts, default=len(clause.text))]
    beside = next(
        (split for part in (before, after) if (split := {s for s in SPLITS if NARROWS[s].search(part)})), set()
    )
    return (found - SPLITS) | beside


def _whole(one: Said, clause: Clause, attribute: Attribute, figure: Figure) -> bool:
    """Whether the words say that a figure is all there was: "in total", "only", "the eight cards"."""
    if attribute == "data":
        return bool(ALL_DATA.search(clause.text) or ONLY_SO_MANY.search(clause.text[: figure.start]))
    if WHOLE.search(clause.text) or DEFINITE.search(clause.text[: figure.start]):
        return True
    sentence = " ".join(part.text for part in one.sentence(clause.sentence))
    return attribute in {"epochs", "training"} and bool(STOPPED.search(clause.text) or WHOLE.search(sentence))


def _spans(one: Said, clause: Clause) -> Iterator[Amount]:
    """A project's length, said without a figure or by its first and last month."""
    if not _lasted(one, clause):
        return
    for months, pattern in ((6.0, HALF_YEAR), (12.0, WHOLE_YEAR)):
        if pattern.search(clause.text) and not NOT_ITS_LENGTH.search(clause.text):
            yield Amount("duration", months)
    span = FROM_TO.search(clause.text)
    if span:
        first, last = (int(m) if m.isdigit() else MONTHS.index(m.lower()) + 1 for m in span.groups() if m)
        if last > first:
            yield Amount("duration", float(last - first), about=True)


def _counts(one: Said, clause: Clause) -> Iterator[Amount]:
    """People and cards, counted without a plural."""
    text, whole = clause.text, bool(WHOLE.search(clause.text))
    single = SINGLE_GPU.search(text) or (ONE_CARD.search(text) and (clause.named("hardware") or CARD.search(text)))
    if single and not _beside_the_main_run(one, clause):
        yield Amount("gpus", 1.0, "", qualifiers(one, clause, "gpus"), whole=whole or bool(SINGLE_GPU.search(text)))
    if PAIR.search(text) and not NOT_THE_TEAM.search(text):
        yield Amount("team", 2.0, whole=whole)
    for figure in figures.find(" ".join(f"{match[1]} people" for match in TEAM_OF.finditer(text))):
        yield Amount("team", figure.value, whole=whole)


def _rates(one: Said, clause: Clause) -> Iterator[Amount]:
    """Rates, batches and epochs whose unit stands before the figure."""
    text, whole = clause.text, bool(WHOLE.search(clause.text))
    sentence = one.sentence(clause.sentence)
    following = "，".join(part.text for part in sentence[sentence.index(clause) :])
    if STOPPED.search(following):
        for match in EPOCH.finditer(text):
            yield Amount("epochs", float(match[1] or match[2]), whole=True)
    for match in RATE.finditer(text):
        if not NOT_REACHED.search(_nearby(text[: match.start()])):
            unit = (match["unit"] or match["after"] or match["what"]).lower()
            unit = "fps" if unit in {"fps", "张", "帧"} else "qps"
            rate = next(name for name in ("rate", "before", "each") if match[name])
            narrowed = qualifiers(one, clause, "throughput")
            other = {BASELINE} if baseline.of_another(one, clause, *match.span(rate)) else set()
            yield Amount("throughput", float(match[rate]), unit, narrowed | other, whole=whole)
    if not NOT_TRAINED_WITH.search(text) and not ACCUMULATED.search(one.text):
        for match in BATCH.finditer(text):
            yield Amount(
                "batch", float(match[1] or match[2] or match[3]), "", qualifiers(one, clause, "batch"), whole=whole
            )


def _beside_the_main_run(one: Said, clause: Clause) -> bool:
    """Whether cards are those of a smaller run beside the main one."""
    return bool(SIDE_RUN.search(clause.text)) and stage(one, clause) != "serving"


def _nearby(text: str) -> str:
    """The words since the last "and"."""
    return re.split(r"\band\b|和", text)[-1]


def _subject(reading: Reading, one: Said, clause: Clause, figure: Figure, attribute: Attribute) -> str:
    """What the figure is said of, beyond its attribute."""
    if attribute == "data":
        return _noun(clause, figure)
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


def _lasted(one: Said, clause: Clause) -> bool:
    """Whether a length of time is the whole project's and not one activity's."""
    sentence = one.sentence(clause.sentence)
    so_far = " ".join(part.text for part in sentence[: sentence.index(clause) + 1])
    own = _nearby(clause.text) if PROJECT.search(_nearby(clause.text)) else clause.text
    return bool(PROJECT.search(so_far) and not ACTIVITY.search(PROJECT.sub("", own)))


def _where(one: Said) -> str:
    """The engine or the device that a turn is about, where it names or is asked about a single one."""
    named = {*one.named("engine"), *one.named("hardware")}
    named = named or {mention.id for mention in one.asked if mention.kind in {"engine", "hardware"}}
    return min(named) if named else ""


def _noun(clause: Clause, figure: Figure) -> str:
    """What is counted: images, or the noun of a text sample; general words for a sample say nothing."""
    if figure.unit in {"image", "hour"}:
        return figure.unit
    counted = re.sub(
        r"[\d.,]|[一二两三四五六七八九十百千万亿多几来]|k\b|million|thousand",
        "",
        clause.text[figure.start : figure.end],
    )
    last = counted.strip().lower().split()[-1:] or [""]
    noun = last[0].removesuffix("s")
    return "" if noun in UNNAMED else noun


def _attribute(one: Said, clause: Clause, figure: Figure) -> Attribute | None:
    """What a figure is a figure of."""
    text = clause.text
    if figure.unit == "" and (counted := NOUN_BEFORE.search(text[: figure.start])):
        return _counted(clause, figure, counted.lastgroup or "")
    if _of_things(clause, figure) or _of_a_split(clause, figure):
        return "data"
    if figure.unit in {"image", "sample"} or (figure.unit == "hour" and _recorded(clause, figure)):
        return _of_samples(one, clause, figure)
    if figure.unit == "" and PARAMS_BEFORE.search(text[: figure.start]) and figure.value >= 1000:
        return "params"
    if figure.unit in HOURS:
        return _of_time(one, clause, figure)
    if _of_something_else(one, clause, figure):
        return None
    if figure.unit == "class" and (figure.value < 2 or figure.value > MOST_LABELS):
        return None
    found, needs, excludes = UNITS.get(figure.unit, (None, None, None))
    around = text if found != "file" else f"{one.question} {text}"
    if found == "latency" and clause.compared and not DELAY.search(text):
        return None
    excluded = _nearby(text[: figure.start]) if found == "throughput" else text
    if (needs and not needs.search(around)) or (excludes and excludes.search(excluded)):
        return None
    return found


def _of_things(clause: Clause, figure: Figure) -> bool:
    """Whether things that are no common word for a sample are counted as data."""
    counted = figure.unit == "thing" and figure.value >= FEWEST_THINGS
    return counted and bool(GATHERED.search(clause.text)) and not NOT_THE_DATA.search(clause.text)


def _of_a_split(clause: Clause, figure: Figure) -> bool:
    """Whether a bare number counts the samples of a split: "训练 7000", "8,000 for training"."""
    if figure.unit or figure.value < FEWEST_THINGS or NOT_THE_DATA.search(clause.text):
        return False
    before, after = clause.text[: figure.start], clause.text[figure.end :]
    return bool(SPLIT_AFTER.match(after) or (SPLIT_BEFORE.search(before) and not COUNTS_STEPS.match(after)))


def _recorded(clause: Clause, figure: Figure) -> bool:
    """Whether hours are those of recordings."""
    return bool(RECORDED.search(clause.text) or OF_SOMETHING.match(clause.text[figure.end :]))


def _of_something_else(one: Said, clause: Clause, figure: Figure) -> bool:
    """Whether a figure only looks like parameters or cards: "ImageNet-21k weights", "一卡显存"."""
    if figure.unit == "params":
        return clause.text[: figure.start].endswith("-")
    cards = figure.unit == "gpu"
    return cards and bool(_beside_the_main_run(one, clause) or MEMORY_OF.match(clause.text[figure.end :]))


def _counted(clause: Clause, figure: Figure, noun: str) -> Attribute | None:
    """What is counted by the noun before a figure: "样本有 25 万", "意图一共 86 个"."""
    if noun == "classes":
        return "classes" if 2 <= figure.value <= MOST_LABELS else None
    return "data" if figure.value >= FEWEST_THINGS and not NOT_THE_DATA.search(clause.text) else None


def _of_samples(one: Said, clause: Clause, figure: Figure) -> Attribute | None:
    """Whether samples are all those that there are, or those of a calibration."""
    text = clause.text
    if CALIBRATION.search(text) or (CALIBRATION.search(one.question) and not DATA.search(text)):
        return "calibration"
    rest = text[: figure.start] + text[figure.end :]
    return "data" if figure.value >= FEWEST_SAMPLES and not NOT_THE_DATA.search(rest) else None


def _of_time(one: Said, clause: Clause, figure: Figure) -> Attribute | None:
    """Whether a time is that of the project, or of its training."""
    text = clause.text
    if CALENDAR.search(text[figure.start : figure.end]) or NOT_ITS_LENGTH.search(text):
        return None
    if figure.unit == "year" and figure.value > MOST_YEARS:
        return None
    if figure.unit in {"day", "week", "month", "year"} and _lasted(one, clause):
        return "duration"
    trained = TRAINING.search(text) and not DATA.search(text) and not SIDE_RUN.search(text)
    return "training" if trained and figure.unit != "year" else None


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
