"""What narrows a figure: a split, a moment, a part, a precision, a device."""

import re
from functools import lru_cache
from itertools import takewhile

from evaluators.honesty import lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.names import Mention
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.said import Said

NAMES = (
    "train", "validation", "test", "raw", "clean", "augmented", "unlabelled", "labelled", "before", "after", "online",
    "offline", "tail", "mean", "part", "whole", "first", "target", "small", "per_card", "together", "external", "split",
    "token", "teacher", "student",
)  # fmt: skip
NARROWS = {name: lexicon.words(f"narrows_{name}") for name in NAMES}
SPLITS = frozenset({"train", "validation", "test"})
FROM_THE_QUESTION = SPLITS | {"online", "offline", "before", "after"}
"""What the question can narrow where the answer's own words do not."""
FORMAT = Pattern(
    r"(?<![a-z])(fp32|fp16|bf16|int8|int4|fp8|float32|float16|(?:half|single|full)[- ]precision|半精度|单精度)"
    r"(?![a-z0-9])"
)
SAME_FORMAT = {
    "float32": "fp32", "single": "fp32", "full": "fp32", "单精度": "fp32",
    "float16": "fp16", "half": "fp16", "半精度": "fp16",
}  # fmt: skip
BATCH = Pattern(r"batch\D{0,6}(\d+)")
PROCESSOR = Pattern(r"(?<![a-z])(?:[cgnd]pu|dsp)s?(?![a-z])")
SHORT = 16
"""A clause of so many characters can be a setting and nothing else."""
STEPS = {
    "preparation": Pattern(r"前处理|预处理|pre-?process"),
    "what follows": Pattern(r"后处理|nms|post-?process"),
    "decoding": Pattern(r"解码|decod"),
    "the network": Pattern(r"前向|编码|\bforward\b|\bembed"),
    "the search": Pattern(r"检索|\bindex\b"),
}
"""Parts of the work on one request, each with a time of its own."""
LISTED = Pattern(
    r"(?:and |then |和)?"
    r"(?!(?:it|that|this|now|about|latency|batch|bs|size|fp|int|p\d\d)(?![a-z])|推理|延迟|耗时|平均|端到端)"
    r"([a-z][\w-]{0,11}|[\u4e00-\u9fff]{1,4}) ?"
    r"(?:is |at |about |around |大概|约|是)*\d{1,5}(?:\.\d{1,3})?(?: or \d{1,5})?(?: ?(?:ms|毫秒))?\W*"
)
"""A thing with its figure, as one of a list."""
OF_A_TIME = ("tail", "mean", "whole", "part", "external")
"""What the question can narrow a time to, besides."""
MOMENTS = frozenset({"before", "after", "first"})
POSSIBLE: dict[str, frozenset[str]] = {
    "calibration": frozenset(),
    "team": frozenset(),
    "duration": frozenset({"target", "first"}),
    "data": frozenset(NAMES)
    - {"labelled", "tail", "mean", "part", "whole", "per_card", "together", "split", "target", "teacher", "student"},
    "classes": MOMENTS | {"unlabelled", "external", "raw"},
    "gpus": MOMENTS | {"external"},
    "batch": MOMENTS | {"per_card", "together", "unlabelled"},
    "epochs": frozenset({"first", "unlabelled", "external", "teacher", "student"}),
    "training": MOMENTS | {"unlabelled", "per_card", "mean", "external"},
    "params": MOMENTS | {"part", "teacher", "student"},
    "file": MOMENTS | {"part", "teacher", "student"},
}
"""What can narrow a figure of an attribute; where it is not listed, everything."""
TRAINING, SERVING = lexicon.words("when_training"), lexicon.words("when_serving")
OF_A_METHOD = frozenset({"latency", "throughput", "file", "metric"})
"""What depends on number format, device and batch."""
ON = Pattern(
    r"\b(?:on|for|by|per|among) (?:the |our |that |this |its )?([a-z]{3,}|20[012]\d)|"
    r"\bin (?:the |an? )?(?!end|test|val|total|train|average|all|general|production|terms|our|this|that|it)([a-z]{3,})"
)
ON_ALL = lexicon.words("on_all")
"""What follows "on" and names no part of the data."""
ASKS_FOR_ONE_CLASS = lexicon.words("asks_for_one_class")


ALTOGETHER = Pattern(r"(?:连|包括|加上|算上)[^，。]{0,12}(?:一共|总共|共|总)|\bincluding\b[^,.;]{0,30}\btotal\b")
"""A split is counted with the rest."""
PART_OF_A_NETWORK = Pattern(r"算子|上采样|[那这一]层|\b(?:up-?sampl\w*|operator|kernel|layer)\b")
"""What takes a share of the time of a pass."""
ORIGINALS = Pattern(r"\boriginals?\b|原图|原始图")
"""What is counted here was not multiplied, whatever the rest of the sentence speaks of."""
IN_TOTAL = Pattern(
    r"全部的?训练(?:样本|数据)|总共|一共|拢共|加起来|本来|原本|\b(?:in total|altogether|in all|all told)\b"
)
"""The question narrows nothing."""
PHASES = frozenset({*NAMES, "changed", "baseline", "serving"})
"""Qualifiers that are no names: what is said of another phase is said of another thing."""


def formats(text: str) -> frozenset[str]:
    """The number formats that a text names, each by one name."""
    named = (match[1].lower() for match in FORMAT.finditer(text))
    return frozenset(SAME_FORMAT.get(re.split("[- ]", name)[0], name) for name in named)


@lru_cache(maxsize=4096)
def phase(found: frozenset[str]) -> frozenset[str]:
    """Of the qualifiers of a claim those that are not names of devices, networks, formats or batches."""
    return frozenset(name for name in found if name in PHASES or name.startswith("on "))


def qualifiers(one: Said, clause: Clause, attribute: str) -> frozenset[str]:
    """What narrows a figure: words in its clause, and in the question where the clause has none."""
    possible = POSSIBLE.get(attribute, frozenset(NAMES))
    found = {name for name in possible if NARROWS[name].search(clause.text)}
    if not found and not IN_TOTAL.search(clause.text):
        found = {name for name in possible & FROM_THE_QUESTION if NARROWS[name].search(one.question)}
    if attribute == "latency":
        found |= _around_a_time(one, clause)
    if attribute in OF_A_METHOD:
        found |= formats(clause.text) | _setup(clause.text, clause.mentions) or _setup(one.question, one.asked)
    if attribute == "metric":
        found |= _part_of_the_data(one, clause)
    if attribute == "gpus" and stage(one, clause) == "serving":
        return frozenset({"serving"})
    if attribute == "data" and ORIGINALS.search(clause.text):
        found.discard("augmented")
    if "online" in found:
        found.discard("after")
    if attribute == "data":
        found |= set(clause.named("dataset"))
    if ALTOGETHER.search(clause.text):
        found -= SPLITS
    return frozenset(found)


def _part_of_the_data(one: Said, clause: Clause) -> set[str]:
    """What a metric was measured on, by its clause or by a question for one class."""
    named = {on.lower() for match in ON.finditer(clause.text) if not ON_ALL.fullmatch(on := match[1] or match[2])}
    return {f"on {on}" for on in named} | ({"small"} if ASKS_FOR_ONE_CLASS.search(one.question) else set())


def _setup(text: str, mentions: tuple[Mention, ...]) -> set[str]:
    """What a measurement was made with: named devices, engines and networks, the sort of processor, the batch."""
    batches = {f"batch{match[1]}" for match in BATCH.finditer(text)}
    return {mention.id for mention in mentions} | {m[0].lower() for m in PROCESSOR.finditer(text)} | batches


def stage(one: Said, clause: Clause) -> str:
    """``training`` or ``serving``, by the nearest words that tell which of the two; empty where none do."""
    sentence = " ".join(part.text for part in one.sentence(clause.sentence))
    for words in (clause.text, sentence, one.question):
        training, serving = bool(TRAINING.search(words)), bool(SERVING.search(words))
        if training != serving:
            return "training" if training else "serving"
        if training:
            break
    return ""


def _around_a_time(one: Said, clause: Clause) -> set[str]:
    """What the clauses before and behind a time say of it."""
    found = {*_setting(one, clause)}
    if NARROWS["whole"].search(_rest(one, clause)) or NARROWS["whole"].search(_lead(one, clause)):
        found.add("whole")
    if not any(NARROWS[name].search(clause.text) for name in OF_A_TIME):
        found |= {name for name in OF_A_TIME if NARROWS[name].search(one.question)}
    own = clause.text if NARROWS["part"].search(clause.text) else _step_of_the_only_time(one, clause)
    if own or PART_OF_A_NETWORK.search(_lead(one, clause)):
        found.add("part")
    named = own or one.question
    found |= {f"on {name}" for name, words in STEPS.items() if words.search(named)}
    return found | _in_a_list(one, clause)


def _step_of_the_only_time(one: Said, clause: Clause) -> str:
    """The words before the only time of a sentence, where they name a step: "JPEG decoding on the CPU, 9 ms"."""
    times = [part for part in one.sentence(clause.sentence) if any(figure.unit == "ms" for figure in part.figures)]
    lead = _lead(one, clause) if times == [clause] else ""
    return lead if NARROWS["part"].search(lead) else ""


def _in_a_list(one: Said, clause: Clause) -> set[str]:
    """What a time is that of, where the next clause goes on with a bare figure for another: "X 41 ms, XS 14"."""
    following = _behind(one, clause)[:1]
    called = LISTED.match(clause.text)
    return {f"on {called[1].lower()}"} if called and following and LISTED.fullmatch(following[0].text) else set()


def _lead(one: Said, clause: Clause) -> str:
    """The clauses right before `clause` in its sentence, as far as they give no time."""
    sentence = one.sentence(clause.sentence)
    before = sentence[: sentence.index(clause)]
    lead = takewhile(lambda part: all(figure.unit != "ms" for figure in part.figures), reversed(before))
    return "，".join(part.text for part in lead)


def _setting(one: Said, clause: Clause) -> frozenset[str]:
    """The number format, and a batch of more than one, told in short clauses behind a time: "12 ms, batch 8, fp16"."""
    rest = takewhile(lambda part: len(part.text) <= SHORT, _behind(one, clause))
    settings = [part.text for part in takewhile(lambda part: all(f.unit != "ms" for f in part.figures), rest)]
    named = {name for text in settings for name in formats(text)}
    batches = {match[1] for text in settings for match in BATCH.finditer(text)} - {"1"}
    return frozenset(named | {f"batch{size}" for size in batches})


def _rest(one: Said, clause: Clause) -> str:
    """The clauses after `clause` in its sentence, as far as they give no figure."""
    rest = takewhile(lambda part: not part.figures, _behind(one, clause))
    return "，".join(part.text for part in rest)


def _behind(one: Said, clause: Clause) -> tuple[Clause, ...]:
    """The clauses after `clause` in its sentence."""
    sentence = one.sentence(clause.sentence)
    return sentence[sentence.index(clause) + 1 :]
