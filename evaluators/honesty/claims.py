"""Claims: what a candidate states about their own work, each with its words, to be asked about and compared."""

import re
from collections.abc import Iterator
from typing import Literal

from evaluators.honesty import baseline, figures, lexicon
from evaluators.honesty.facts import tables
from evaluators.honesty.figures import Figure
from evaluators.honesty.reading import Clause, Reading, Said
from evaluators.honesty.rules.metrics import NAMED, VALUE, VALUE_FIRST
from evaluators.honesty.rules.speed import LATENCY
from evaluators.honesty.rules.versions import versions_in
from evaluators.text import Frozen

Attribute = Literal[
    "engine", "version", "hardware", "precision", "model", "dataset", "familiarity", "ownership",
    "calibration", "backbone", "optimizer", "batch", "data", "classes", "params", "file", "latency", "throughput",
    "metric", "gpus", "team", "duration", "training", "epochs", "serving",
]  # fmt: skip

DATA = lexicon.words("data")
NOT_THE_DATA = lexicon.words("not_the_data")
QUALIFIERS = {
    name: lexicon.words(f"narrows_{name}")
    for name in (
        "train",
        "validation",
        "test",
        "raw",
        "clean",
        "augmented",
        "unlabelled",
        "labelled",
        "before",
        "after",
        "online",
        "offline",
        "tail",
        "part",
        "whole",
        "first",
        "target",
        "small",
    )
}
FAMILIAR = lexicon.words("familiar")
OWN = lexicon.words("own")
DURATION = re.compile(
    r"做了|花了|用了|历时|前后|干了|周期|\b(?:took|spent|over|lasted|worked on|project)\b", re.IGNORECASE
)
TEAM = lexicon.words("team")
NOT_THE_TEAM = lexicon.words("not_the_team")
SIZE = re.compile(r"模型|权重|文件|大小|体积|\b(?:model|weights?|file|checkpoint|size)\b", re.IGNORECASE)
MEMORY = re.compile(r"显存|内存|memory|vram|\bram\b|数据|data", re.IGNORECASE)
FORMAT = re.compile(r"(?<![a-z])(fp32|fp16|bf16|int8|int4|fp8)(?![a-z0-9])", re.IGNORECASE)
BROKEN = re.compile(r"坑|bug|写反|写错|搞反|泄漏|nan|\b(?:wrong|broke\w*|leak\w*|mistake)\b", re.IGNORECASE)
"""A turn about something that went wrong: its figures are not the result's."""
GENERIC_METRICS = {
    name: lexicon.words(f"metric_{name}", VALUE_FIRST=VALUE_FIRST, VALUE=VALUE)
    for name in ("accuracy", "map", "miou", "bleu", "wer")
}
METRICS = NAMED | GENERIC_METRICS


CALIBRATION = re.compile(r"校准|标定|calibrat", re.IGNORECASE)
PARAMS_BEFORE = re.compile(
    r"参数量?(?:大概|约|只?有|是|为|大约|总共|一共|\s)*$|param(?:eter)?s?(?: count)?(?: is| was| of| about|:|\s)*$",
    re.IGNORECASE,
)
CHOSEN: tuple[tuple[Attribute, re.Pattern[str]], ...] = (
    ("optimizer", re.compile(r"(?<![a-z])(sgd|adamw|adam|rmsprop|lamb|adagrad)(?![a-z])", re.IGNORECASE)),
    ("batch", re.compile(r"batch[ _]?size\D{0,4}(\d{1,5})", re.IGNORECASE)),
    (
        "backbone",
        re.compile(
            r"(?:主干|骨干|backbone)(?:网络)?\s*(?:是|用的?是?|为|is|was|:|：)\s*(?:an? )?([A-Za-z][\w-]{2,20})",
            re.IGNORECASE,
        ),
    ),
)
"""What is chosen once for a project, with what names the choice."""


NOT_ITS_LENGTH = re.compile(r"数据|经验|以前|前$|\b(?:data|experience|ago|old|history|logs?|since)\b", re.IGNORECASE)
"""Years of data or of experience are not the project's."""
ON_A_PART = lexicon.words("on_a_part")
DELAY = lexicon.words("delay")
NOT_THE_WHOLE_DELAY = lexicon.words("not_the_whole_delay")
RECORDED = re.compile(r"视频|音频|录音|语音|\b(?:video|audio|speech|recordings?|footage)\b", re.IGNORECASE)
SERVED = lexicon.words("served_with")
TASK = lexicon.words("task")
ALL_CLASSES, SOME_CLASSES = lexicon.words("all_classes"), lexicon.words("some_classes")
ACTIVITY = lexicon.words("activity")
SIDE_RUN = lexicon.words("side_run")
"""A run beside the main one, with its own cards and length."""
PROJECT = lexicon.words("project")
TRAINING, SERVING = lexicon.words("when_training"), lexicon.words("when_serving")
HALF_YEAR = re.compile(r"(?<!\d)(?<![一两三四五六七八九十前后上下])半年|\bhalf a year\b", re.IGNORECASE)
CALENDAR = re.compile(r"^(?:(?:19|20)\d\d\s*年|\d{1,2}\s*月)")
"""A year or a month of the calendar, which is no length of time."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FROM_TO = re.compile(
    r"(?<!\d)(\d{1,2}) ?月 ?(?:份)?(?:到|至|-|~|—) ?(?:当年|同年)?(\d{1,2}) ?月|"
    rf"\bfrom ({'|'.join(MONTHS)})[a-z]* to ({'|'.join(MONTHS)})[a-z]*",
    re.IGNORECASE,
)
WHOLE_YEAR = re.compile(r"\ba (?:whole|full) year\b", re.IGNORECASE)
PAIR = re.compile(
    r"(?:我(?:和|跟)[^，。；\d]{1,10}?(?:两|2|二)个?人)|\b(?:me|myself) and (?:one|an?|my) (?:other |another )?"
    r"(?:engineer|colleague|student|developer|person|intern|friend|supervisor|mentor|manager)\b|\bjust the two of us\b",
    re.IGNORECASE,
)
SINGLE_GPU = re.compile(
    r"\b(?:only|just) (?:ever )?(?:had |used |have |got )?(?:a single|one) gpu\b|只(?:有|用)了?单卡", re.IGNORECASE
)
TEAM_OF = re.compile(r"\bteam of (\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b", re.IGNORECASE)
WRAPPERS = frozenset({"triton", "deepstream", "onnxruntime", "openvino", "tensorrt", "tflite", "litert"})
"""Servers, and runtimes that hand parts to another engine: not an engine instead of another."""
OWN_MODEL = re.compile(r"^(?:我(?:们)?训练?的|我们的)?模型|^(?:the|our|my) model\b", re.IGNORECASE)
"""The candidate's own model, whatever it was likened to."""
GENERIC = frozenset({"transformer", "lstm", "gru", "gan"})
"""Names of building blocks, which are no particular network."""
BASELINE = "baseline"
"""The qualifier of a figure that belongs to what the candidate's model is set against."""
COMPARABLE = frozenset({"latency", "throughput"})
"""What a unit measures of a method, besides the metrics, so that it may be another method's."""
BESIDE = re.compile(
    r"\s*(?:\b(?:vs\.?|versus|against|compared (?:to|with)|up from|over)\s*"
    r"(?:(?:the|an?|our) )?(?:baselines?(?: of)?\s*)?"
    r"|(?:对比|相比|基线(?:是|为)?)\s*)(\d{1,3}(?:\.\d+)?)(?!\s*(?:ms|毫秒|fps|张|images))",
    re.IGNORECASE,
)
"""The value that stands against the one just given: "0.83 vs 0.74"."""
FEWEST_SAMPLES = 20
"""Smaller numbers count single cases."""
Words = re.Pattern[str] | None
UNITS: dict[str, tuple[Attribute, Words, Words]] = {
    "class": ("classes", None, NOT_THE_DATA),
    "params": ("params", None, None),
    "mb": ("file", SIZE, MEMORY),
    "gb": ("file", SIZE, MEMORY),
    "ms": ("latency", DELAY, NOT_THE_WHOLE_DELAY),
    "fps": ("throughput", None, None),
    "qps": ("throughput", None, None),
    "gpu": ("gpus", None, SIDE_RUN),
    "person": ("team", TEAM, NOT_THE_TEAM),
    "month": ("duration", DURATION, None),
    "week": ("duration", DURATION, None),
    "year": ("duration", DURATION, NOT_ITS_LENGTH),
    "epoch": ("epochs", None, SIDE_RUN),
}
"""What a unit is a unit of, the words that its clause needs, and those that it must not have."""


class Claim(Frozen):
    """One statement about the candidate's own work."""

    attribute: Attribute
    value: str | float
    subject: str = ""
    """What it is said of, an id of the tables or the name of a metric; empty where that is understood."""
    qualifiers: frozenset[str] = frozenset()
    """What narrows it: a split, a moment, a precision, a device. Only claims with the same are compared."""
    about: bool = False
    turn: int = 0
    quote: str = ""
    stage: str = ""

    @property
    def key(self) -> tuple[str, str, frozenset[str]]:
        """What it is a claim about: claims with one key speak of the same thing."""
        return self.attribute, self.subject, self.qualifiers

    @property
    def of_another(self) -> bool:
        """Whether it is said of a baseline or an older system: never the figure of the candidate's own model."""
        return BASELINE in self.qualifiers


def claims_of(reading: Reading, one: Said) -> Iterator[Claim]:
    """The claims of one turn."""
    for clause in one.clauses:
        if clause.supposed:
            continue
        yield from _names(one, clause)
        yield from _figures(reading, one, clause)
        yield from _metrics(one, clause)
        yield from _spans(one, clause)
        yield from _served(one, clause)
        for engine, version in versions_in(reading, one, clause):
            yield Claim(attribute="version", value=version, subject=engine, turn=one.turn, quote=clause.text)


def _names(one: Said, clause: Clause) -> Iterator[Claim]:
    """Engines, devices, networks, data sets and formats that are named."""
    if clause.denied:
        return
    for kind in ("engine", "hardware", "model", "dataset"):
        for name in clause.named(kind):
            if kind == "engine" and tables().engines[name].role != "engine":
                continue
            familiar = kind == "model" and FAMILIAR.search(one.text)
            yield Claim(attribute="familiarity" if familiar else kind, value=name, turn=one.turn, quote=clause.text)
    for match in FORMAT.finditer(clause.text):
        yield Claim(attribute="precision", value=match[1].lower(), turn=one.turn, quote=clause.text)
    for attribute, pattern in CHOSEN:
        for match in pattern.finditer(clause.text):
            yield Claim(attribute=attribute, value=match[1].lower(), turn=one.turn, quote=clause.text)
    if OWN.search(clause.text):
        yield Claim(attribute="ownership", value=clause.text[:80], turn=one.turn, quote=clause.text)


def _served(one: Said, clause: Clause) -> Iterator[Claim]:
    """The one engine that was served with."""
    engines = [name for name in clause.named("engine") if tables().engines[name].role == "engine"]
    if len(engines) == 1 and engines[0] not in WRAPPERS and not clause.denied and SERVED.search(clause.text):
        yield Claim(
            attribute="serving",
            value=engines[0],
            qualifiers=frozenset(one.named("hardware")),
            turn=one.turn,
            quote=clause.text,
        )


def _spans(one: Said, clause: Clause) -> Iterator[Claim]:
    """Half a year, two people: amounts said without a figure."""
    for months, pattern in ((6.0, HALF_YEAR), (12.0, WHOLE_YEAR)):
        if pattern.search(clause.text) and _lasted(one, clause) and not NOT_ITS_LENGTH.search(clause.text):
            yield Claim(attribute="duration", value=months, turn=one.turn, quote=clause.text)
    if SINGLE_GPU.search(clause.text) and not SIDE_RUN.search(clause.text):
        yield Claim(
            attribute="gpus", value=1.0, qualifiers=_qualifiers(one, clause, "gpus"), turn=one.turn, quote=clause.text
        )
    span = FROM_TO.search(clause.text)
    if span and _lasted(one, clause):
        first, last = (int(m) if m.isdigit() else MONTHS.index(m.lower()) + 1 for m in span.groups() if m)
        if last > first:
            yield Claim(attribute="duration", value=float(last - first), about=True, turn=one.turn, quote=clause.text)
    if PAIR.search(clause.text) and not NOT_THE_TEAM.search(clause.text):
        yield Claim(attribute="team", value=2.0, turn=one.turn, quote=clause.text)
    for figure in figures.find(" ".join(f"{match[1]} people" for match in TEAM_OF.finditer(clause.text))):
        yield Claim(attribute="team", value=figure.value, turn=one.turn, quote=clause.text)


def _lasted(one: Said, clause: Clause) -> bool:
    """Whether a length of time is the whole project's and not one activity's."""
    sentence = one.sentence(clause.sentence)
    so_far = " ".join(part.text for part in sentence[: sentence.index(clause) + 1])
    return bool(PROJECT.search(so_far) and not ACTIVITY.search(clause.text))


def _figures(reading: Reading, one: Said, clause: Clause) -> Iterator[Claim]:
    """Amounts, sizes, times."""
    change = LATENCY.search(clause.text)
    for figure in clause.figures:
        found = _attribute(one, clause, figure)
        if found == "latency" and change and figure.end < change.end() - 2:
            continue
        if found:
            subject = _noun(clause, figure) if found == "data" else _where(one) if found == "calibration" else ""
            if found == "params" and OWN_MODEL.search(clause.text) and not clause.named("model"):
                subject = ""
            elif found in {"params", "file"}:
                subject = reading.subject("model", one, clause) or ""
                subject = "" if subject in GENERIC else subject
            if found == "classes":
                subject = " ".join(sorted({match[0].lower() for match in TASK.finditer(clause.text)}))
            yield Claim(
                attribute=found,
                value=_plain(figure),
                subject=subject,
                qualifiers=_qualifiers(one, clause, found)
                | ({"changed"} if found in {"params", "file"} and clause.changed else set())
                | ({"after"} if change and found == "latency" else set())
                | _whose(one, clause, found, figure),
                about=figure.about,
                turn=one.turn,
                quote=clause.text,
            )


def _where(one: Said) -> str:
    """The engine or the device that a turn is about, where it names or is asked about a single one."""
    named = {*one.named("engine"), *one.named("hardware")}
    named = named or {mention.id for mention in one.asked if mention.kind in {"engine", "hardware"}}
    return min(named) if named else ""


def _noun(clause: Clause, figure: Figure) -> str:
    """What is counted: images, or the noun of a text sample; general words for a sample say nothing."""
    if figure.unit in {"image", "hour"}:
        return figure.unit
    words = (
        re.sub(r"[\d.,\s]|万|亿|千|百|k\b|million|thousand|多|几", "", clause.text[figure.start : figure.end])
        .lower()
        .rstrip("s")
    )
    return "" if words in {"sample", "example", "record", "row", "个样本", "样本", "条"} else words[-12:]


def _attribute(one: Said, clause: Clause, figure: Figure) -> Attribute | None:
    """What a figure is a figure of."""
    text, question = clause.text, one.question
    if figure.unit in {"image", "sample"} and CALIBRATION.search(text):
        return "calibration"
    if figure.unit == "" and PARAMS_BEFORE.search(text[: figure.start]) and figure.value >= 1000:
        return "params"
    if figure.unit in {"image", "sample"} or (figure.unit == "hour" and RECORDED.search(text)):
        total = figure.value >= FEWEST_SAMPLES and (DATA.search(text) or DATA.search(question))
        return "data" if total and not NOT_THE_DATA.search(text) else None
    if figure.unit in {"hour", "day"}:
        whole = TRAINING.search(text) and not DATA.search(text) and not SIDE_RUN.search(text)
        return "training" if whole else None
    if CALENDAR.search(text[figure.start : figure.end]):
        return None
    if figure.unit in {"week", "month", "year"} and not (DURATION.search(text) and not ACTIVITY.search(text)):
        return "duration" if _lasted(one, clause) and not NOT_ITS_LENGTH.search(text) else None
    found, needs, excludes = UNITS.get(figure.unit, (None, None, None))
    if (needs and not needs.search(text)) or (excludes and excludes.search(text)):
        return None
    return found


def _plain(figure: Figure) -> float:
    """The value in one unit for each attribute: megabytes, months."""
    return figure.value * {"gb": 1000, "week": 7 / 30, "year": 12, "day": 24}.get(figure.unit, 1)


def _metrics(one: Said, clause: Clause) -> Iterator[Claim]:
    """Named metrics with a value, as shares of one."""
    found = [(name, match) for name, pattern in METRICS.items() for match in pattern.finditer(clause.text)]
    if not found or BROKEN.search(one.text):
        return
    sentence = one.sentence(clause.sentence)
    if any(ON_A_PART.search(part.text) for part in sentence[: sentence.index(clause) + 1]):
        return
    for name, match in found:
        groups = [group for group in match.groups() if group]
        start, end = match.span(next(place for place, group in enumerate(match.groups(), 1) if group))
        told = Claim(
            attribute="metric",
            value=_share(float(groups[0]), percent=len(groups) > 1),
            subject=name,
            qualifiers=_qualifiers(one, clause, "metric"),
            turn=one.turn,
            quote=clause.text,
        )
        against = {"qualifiers": told.qualifiers | {BASELINE}}
        other = baseline.of_another(one, clause, start, end)
        yield told.model_copy(update=against) if other else told
        beside = None if other else BESIDE.match(clause.text, match.end())
        if beside:
            yield told.model_copy(update=against | {"value": _share(float(beside[1]), percent=len(groups) > 1)})


def _share(value: float, *, percent: bool) -> float:
    """A metric as a share of one; figures beyond two are percentages though they do not say so."""
    return value / 100 if percent or value > 2.0 else value


def _whose(one: Said, clause: Clause, attribute: Attribute, figure: Figure) -> set[str]:
    """The qualifier of a speed that is another method's."""
    other = attribute in COMPARABLE and baseline.of_another(one, clause, figure.start, figure.end)
    return {BASELINE} if other else set()


def _qualifiers(one: Said, clause: Clause, attribute: str) -> frozenset[str]:
    """What narrows a figure: words in its clause, and in the question where the clause has none."""
    if attribute == "calibration":
        return frozenset()
    found = {name for name, pattern in QUALIFIERS.items() if pattern.search(clause.text)}
    if not found:
        found = {
            name
            for name, pattern in QUALIFIERS.items()
            if name in {"train", "validation", "test", "online", "offline", "before", "after"}
            and pattern.search(one.question)
        }
    if attribute in {"latency", "throughput", "file", "metric"}:
        found |= {match[1].lower() for match in FORMAT.finditer(clause.text)}
        found |= {mention.id for mention in clause.mentions}
        found |= {f"batch{match[1]}" for match in re.finditer(r"batch\D{0,6}(\d+)", clause.text, re.IGNORECASE)}
    if attribute == "gpus":
        return frozenset({"serving"} if SERVING.search(clause.text) else found - {"train"})
    if "online" in found:
        found.discard("after")
    if attribute == "data":
        found |= set(clause.named("dataset"))
        found.discard("labelled")
    return frozenset(found)
