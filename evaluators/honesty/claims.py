"""Claims: what a candidate states about their own work, each with its words, to be asked about and compared."""

import re
from collections.abc import Iterator
from typing import Literal

from evaluators.honesty import lexicon
from evaluators.honesty.facts import tables
from evaluators.honesty.figures import Figure
from evaluators.honesty.reading import Clause, Reading, Said
from evaluators.honesty.rules.metrics import NAMED, VALUE
from evaluators.honesty.rules.speed import LATENCY
from evaluators.honesty.rules.versions import versions_in
from evaluators.text import Frozen

Attribute = Literal[
    "engine", "version", "hardware", "precision", "model", "dataset", "familiarity", "ownership",
    "calibration", "backbone", "optimizer", "batch", "data", "classes", "params", "file", "latency", "throughput",
    "metric", "gpus", "team", "duration", "epochs",
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
SIZE = re.compile(r"模型|权重|文件|大小|体积|\b(?:model|weights?|file|checkpoint|size)\b", re.IGNORECASE)
MEMORY = re.compile(r"显存|内存|memory|vram|\bram\b|数据|data", re.IGNORECASE)
FORMAT = re.compile(r"(?<![a-z])(fp32|fp16|bf16|int8|int4|fp8)(?![a-z0-9])", re.IGNORECASE)
BROKEN = re.compile(r"坑|bug|写反|写错|搞反|泄漏|nan|\b(?:wrong|broke\w*|leak\w*|mistake)\b", re.IGNORECASE)
"""A turn about something that went wrong: its figures are not the result's."""
GENERIC_METRICS = {
    name: lexicon.words(f"metric_{name}", VALUE=VALUE) for name in ("accuracy", "map", "miou", "bleu", "wer")
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
    "gpu": ("gpus", None, None),
    "person": ("team", TEAM, None),
    "month": ("duration", DURATION, None),
    "week": ("duration", DURATION, None),
    "year": ("duration", DURATION, NOT_ITS_LENGTH),
    "epoch": ("epochs", None, None),
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


def claims_of(reading: Reading, one: Said) -> Iterator[Claim]:
    """The claims of one turn."""
    for clause in one.clauses:
        if clause.supposed:
            continue
        yield from _names(one, clause)
        yield from _figures(reading, one, clause)
        yield from _metrics(one, clause)
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


def _figures(reading: Reading, one: Said, clause: Clause) -> Iterator[Claim]:
    """Amounts, sizes, times."""
    change = LATENCY.search(clause.text)
    for figure in clause.figures:
        found = _attribute(one, clause, figure)
        if found == "latency" and change and figure.end < change.end() - 2:
            continue
        if found:
            subject = _noun(clause, figure) if found == "data" else _where(one) if found == "calibration" else ""
            if found in {"params", "file"}:
                subject = reading.subject("model", one, clause) or ""
            yield Claim(
                attribute=found,
                value=_plain(figure),
                subject=subject,
                qualifiers=_qualifiers(one, clause, found) | ({"after"} if change and found == "latency" else set()),
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
    found, needs, excludes = UNITS.get(figure.unit, (None, None, None))
    if (needs and not needs.search(text)) or (excludes and excludes.search(text)):
        return None
    return found


def _plain(figure: Figure) -> float:
    """The value in one unit for each attribute: megabytes, months."""
    return figure.value * {"gb": 1000, "week": 7 / 30, "year": 12}.get(figure.unit, 1)


def _metrics(one: Said, clause: Clause) -> Iterator[Claim]:
    """Named metrics with a value, as shares of one."""
    sentence = one.sentence(clause.sentence)
    so_far = sentence[: sentence.index(clause) + 1]
    if BROKEN.search(one.text) or any(ON_A_PART.search(part.text) for part in so_far):
        return
    for name, pattern in METRICS.items():
        for match in pattern.finditer(clause.text):
            groups = [group for group in match.groups() if group]
            value = float(groups[0])
            share = value / 100 if len(groups) > 1 or value > 2.0 else value
            yield Claim(
                attribute="metric",
                value=share,
                subject=name,
                qualifiers=_qualifiers(one, clause, "metric"),
                turn=one.turn,
                quote=clause.text,
            )


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
    if "online" in found:
        found.discard("after")
    if attribute == "data":
        found |= set(clause.named("dataset"))
        found.discard("labelled")
    return frozenset(found)
