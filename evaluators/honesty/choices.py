"""What is chosen once for a project: the network, its backbone and input, optimizer, engine, cards."""

from collections.abc import Iterator
from typing import NamedTuple

from evaluators.honesty import lexicon
from evaluators.honesty.claim import Attribute
from evaluators.honesty.clause import Clause
from evaluators.honesty.facts import tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.qualifiers import SERVING, formats, stage
from evaluators.honesty.said import Said

OPTIMIZER = Pattern(r"(?<![a-z])(sgd|adamw|adam|rmsprop|lamb|adagrad|lion)(?![a-z]|-(?:type|like|style))")
TURNED_DOWN = Pattern(r"[^，。,.;]{0,24}(?:差|不如|不行|没收敛|\b(?:worse|badly|poorly|diverged)\b)")
"""Behind a name: it was tried, and not taken."""
BACKBONE = Pattern(
    r"(?:主干|骨干|backbone)(?:网络)?\s*(?:一直|都|始终|就|直接)?(?:是|用的?是?|为|is|was|:|：)(?: always| just)?\s*"
    r"(?:an? )?([A-Za-z][\w-]{2,20})|"
    r"([A-Za-z]+[\w-]*\d[\w-]{0,12})\s*(?:的|做)?(?:主干|骨干|backbone)"
)
INPUT = Pattern(
    r"输入(?:图像|图片|图|尺寸|分辨率|大小|都|统一|固定|是|为|用|的|缩放?到)*\s*(\d{2,4})"
    r"(?![\d.]*\s*(?:维|张|条|帧|秒|通道|个|类|万|ms))|"
    r"\binputs? (?:size |resolution |images? )?(?:(?:of|is|was|at|are|were) )?(\d{2,4})"
    r"(?![\d.]*\s*(?:features|channels|tokens|ms|frames|k\b|dim))|"
    r"(?<![\d.])(\d{3,4}) ?(?:px |pixel )?inputs?\b"
)
"""The side of an input image."""
SERVED, SERVED_ON, NETWORK_IS = (lexicon.words(name) for name in ("served_with", "served_on", "network_is"))
NOTHING_ELSE = lexicon.words("no_more_data")
ELSEWHERE, SIDE_RUN = lexicon.words("another_occasion"), lexicon.words("side_run")
BESIDE = lexicon.words("beside_the_network")
"""Words for a network that stands beside the project's own."""
GENERIC = frozenset({"transformer", "lstm", "gru", "gan", "gpt", "yolo", "resnet"})
"""Names of building blocks and of families, which are no particular network."""
RUNS = Pattern(rf"{SERVING.pattern}|跑|\b(?:runs?|running)\b")
TASK = lexicon.words("task")
NESTED = ({"onnxruntime", "tensorrt"}, {"onnxruntime", "openvino"}, {"deepstream", "tensorrt"}, {"tflite", "litert"})
"""Of these one runs inside the other, or is its older name: not an engine instead of another."""
SERVERS = frozenset({"triton"})
"""What serves with any engine."""
ASKED = {
    name: lexicon.words(f"asks_for_{name}") for name in ("network", "serving", "device", "framework", "served_format")
}
"""Questions that a name alone answers."""
FRAMEWORKS = {
    "pytorch": "pytorch", "torch": "pytorch", "tensorflow": "tensorflow", "keras": "tensorflow", "caffe": "caffe",
    "paddlepaddle": "paddle", "paddle": "paddle", "飞桨": "paddle", "mxnet": "mxnet", "mindspore": "mindspore",
    "jax": "jax",
}  # fmt: skip
FRAMEWORK = Pattern(rf"(?<![a-z.])(?:{'|'.join(FRAMEWORKS)})(?![a-z.]|[ -]?(?:serving|lite|hub|vision))")
WRITTEN = Pattern(
    r"训练|框架|整套|写的|代码|搭的|实现|\b(?:train\w*|frameworks?|writ\w+|wrote|code|built|implement\w*|everything)\b"
)
"""What a framework is chosen for."""
BUILT = Pattern(r"转换|编译|构建|导出|校准|\b(?:buil[dt]|compil\w*|convert\w*|export\w*|calibrat\w*)\b")
"""A question for the machine that a model was made ready on, which is not the one that it runs on."""
MADE_ON = Pattern(
    r"(?:在|用|从) ?[^，。；]{0,16}(?:生成|编译|构建|转换?|导出?|建)(?:好|出|的|成|了)|"
    r"(?:生成|编译|构建|转换|建)(?:自|于)|"
    r"\b(?:buil[dt]|compiled|converted|exported|serialized|generated|made)\b[^,.;]{0,30}\bon\b|"
    r"\b(?:engine|plan|file|model|build|binary)s? from (?:the|a|an|our|my)\b"
)
"""The machine that is named made the file: it is not said to be the one that runs it."""
FAMILIES = frozenset({"android", "phone", "jetson", "cpu_only", "intel_cpu", "amd_cpu", "mali", "intel_gpu"})
"""Hardware that is a kind rather than a device."""


class Choice(NamedTuple):
    """A name, or a size, that was chosen."""

    attribute: Attribute
    value: str
    subject: str = ""
    qualifiers: frozenset[str] = frozenset()


def choices_of(one: Said, clause: Clause) -> Iterator[Choice]:
    """The choices that a clause tells of."""
    if clause.denied:
        return
    for attribute, pattern in (("optimizer", OPTIMIZER), ("backbone", BACKBONE)):
        for match in pattern.finditer(clause.text):
            if TURNED_DOWN.match(clause.text, match.end()):
                continue
            yield Choice(attribute, next(group for group in match.groups() if group).lower())  # type: ignore[arg-type]
    named_engines = (name for name in clause.named("engine") if tables().engines[name].role == "engine")
    engines = [name for name in named_engines if name not in SERVERS]
    asked = _answers(one, clause, "serving")
    if len(engines) == 1 and (asked or SERVED.search(clause.text)):
        yield Choice("serving", engines[0], qualifiers=frozenset(one.named("hardware")))
    sentence = " ".join(part.text for part in one.sentence(clause.sentence))
    if clause.compared or (ELSEWHERE.search(clause.text) and not NOTHING_ELSE.search(sentence)):
        return
    yield from _cards(one, clause)
    yield from _network(one, clause)
    named = formats(clause.text)
    if len(named) == 1 and (RUNS.search(clause.text) or _answers(one, clause, "served_format")):
        yield Choice("served_format", min(named))
    frameworks = {FRAMEWORKS[match[0].lower()] for match in FRAMEWORK.finditer(clause.text)}
    if len(frameworks) == 1 and (WRITTEN.search(clause.text) or _answers(one, clause, "framework")):
        yield Choice("framework", frameworks.pop())
    for match in INPUT.finditer(clause.text):
        models = one.named("model")
        yield Choice("input", next(g for g in match.groups() if g), models[0] if len(models) == 1 else "")


def _answers(one: Said, clause: Clause, kind: str) -> bool:
    """Whether a clause opens the reply to a question that a name of this kind answers."""
    return clause.text == one.clauses[0].text and bool(ASKED[kind].search(one.question))


def _cards(one: Said, clause: Clause) -> Iterator[Choice]:
    """The one card or device that was trained or served on."""
    cards = [name for name in clause.named("hardware") if name not in FAMILIES]
    if len(cards) != 1 or len(set(one.named("hardware")) - FAMILIES) != 1:
        return
    if (BUILT.search(one.question) and clause.sentence == 0) or MADE_ON.search(clause.text):
        return
    training = stage(one, clause) == "training"
    if training and not SIDE_RUN.search(clause.text):
        yield Choice("trained_on", cards[0])
    elif not training and (
        SERVED_ON.search(clause.text) or stage(one, clause) == "serving" or _answers(one, clause, "device")
    ):
        yield Choice("device", cards[0])


def _network(one: Said, clause: Clause) -> Iterator[Choice]:
    """The network of the project, where a clause says that it is it."""
    named = [mention for mention in clause.mentions if mention.kind == "model"]
    if (
        len(named) != 1
        or named[0].id in GENERIC
        or BESIDE.search(clause.text)
        or not (NETWORK_IS.search(clause.text[: named[0].start]) or _answers(one, clause, "network"))
    ):
        return
    task = {match[0].lower() for text in (clause.text, one.question) for match in TASK.finditer(text)}
    yield Choice("network", named[0].id, " ".join(sorted(task)))


def differ(first: str, second: str) -> bool:
    """Whether two choices exclude each other; a family's name says no less than its member's."""
    return not (first.startswith(second) or second.startswith(first) or {first, second} in NESTED)
