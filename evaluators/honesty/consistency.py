"""A candidate's statements against their own earlier ones."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from evaluators.honesty import (
    asides,
    change,
    choices,
    derived,
    events,
    lexicon,
    ones_own,
    others,
    positions,
    roles,
    settings,
    uses,
)
from evaluators.honesty.claims import Claim, claims_of
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.qualifiers import IN_TOTAL, phase
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Text

TOLERANCE = {
    "calibration": 0.3,
    "data": 0.3,
    "classes": 0.0,
    "params": 0.25,
    "file": 0.25,
    "latency": 0.35,
    "throughput": 0.4,
    "gpus": 0.0,
    "team": 0.0,
    "duration": 0.35,
    "training": 0.35,
    "epochs": 0.3,
    "batch": 0.0,
}
"""By how much two figures for the same thing may differ, as a share of the larger: memory rounds."""
ABOUT = 0.5
"""The same where one of them was given as a rough figure."""
MANY_AT_ONCE = {"gpus", "team", "epochs", "training"}
"""What a project can have several of, unless one of the statements says that it was all."""
SPLITS = ("validation", "test", "offline")
"""Splits on which a metric may have been measured that is later quoted without its split."""
TRAINED_ON = frozenset({"train"})
INTO_TRAINING = lexicon.words("into_training")
"""The data of a training, though they are not called a split."""
A_BASELINE = Pattern(r"基线|\bbaselines?\b")
CHOICES = {"version", "optimizer", "backbone", "serving", "device", "trained_on", "network", "input", "framework"} | {
    "served_format"
}
"""Claims whose value is a name."""
ALL_CLASSES, SOME_CLASSES = lexicon.words("all_classes"), lexicon.words("some_classes")
CLASSES_OF_IMAGENET = 1000.0
"""That of a network as it is published, whatever it is used for."""
METRIC_TOLERANCE = 0.021
METRIC_SPLIT_TOLERANCE = 0.06
"""The same where only one of them names the split it was measured on."""
OPEN = frozenset({"data", "params", "file", "classes", "input", "network"})
"""What may be said of several things in a project, and without naming which where there is but one."""
AFTER = frozenset({"after"})
"""What holds after a change holds still, unless a change was told of since."""
OF_THE_DATA = frozenset({"train", "validation", "test"})
OF_THE_TRAINING = frozenset({"trained_on", "training", "epochs"})
SERVED = frozenset({"serving"})
AS_COLLECTED = frozenset({"raw"})
"""What says of data that they were not multiplied."""
NAMES = {
    "data": Text(zh="数据量", en="the amount of data"),
    "classes": Text(zh="类别数", en="the number of classes"),
    "params": Text(zh="参数量", en="the number of parameters"),
    "file": Text(zh="模型大小", en="the model's size"),
    "latency": Text(zh="延迟", en="the latency"),
    "throughput": Text(zh="吞吐", en="the throughput"),
    "gpus": Text(zh="显卡数量", en="the number of GPUs"),
    "team": Text(zh="团队人数", en="the team's size"),
    "duration": Text(zh="项目时长", en="the project's length"),
    "training": Text(zh="训练时间", en="the training time"),
    "serving": Text(zh="线上用的引擎", en="the engine that served it"),
    "epochs": Text(zh="训练轮数", en="the number of epochs"),
    "calibration": Text(zh="校准数据量", en="the amount of calibration data"),
    "version": Text(zh="版本", en="the version"),
    "optimizer": Text(zh="优化器", en="the optimizer"),
    "batch": Text(zh="batch size", en="the batch size"),
    "backbone": Text(zh="主干网络", en="the backbone"),
    "device": Text(zh="部署的设备", en="the device it ran on"),
    "trained_on": Text(zh="训练用的卡", en="the cards it was trained on"),
    "network": Text(zh="用的网络", en="the network"),
    "served_format": Text(zh="推理的精度", en="the number format it ran in"),
    "framework": Text(zh="训练用的框架", en="the training framework"),
    "input": Text(zh="输入尺寸", en="the input size"),
    "metric": Text(zh="同一指标", en="the same metric"),
}

OF_A_BASELINE = Pattern(r"\b(?:against|versus|compared (?:to|with))\b|相比|对比")
"""Words of a clause that sets a result against another one, which may have been had with less data."""


def find(reading: Reading) -> Iterator[Doubt]:
    """Every contradiction between two turns of a dialogue."""
    yield from between(reading.said, [claim for one in reading.said for claim in claims_of(reading, one)])


def between(said: Sequence[Said], claims: Sequence[Claim]) -> Iterator[Doubt]:
    """Every contradiction between two of the turns `said`, whose claims are `claims`."""
    turns = {one.turn: one for one in said}
    for doubt in _between(said, claims):
        one = turns.get(doubt.turn)
        if one is None or not (
            others.of_two(said, one, doubt.quote, doubt.source)
            or (not doubt.follows and asides.of_another(one, doubt.quote, doubt.source))
        ):
            yield doubt


def _between(said: Sequence[Said], claims: Sequence[Claim]) -> Iterator[Doubt]:
    """The same, with what is said in answer to a question that turned to something else."""
    corrected = {one.turn for one in said if one.corrects}
    if any(one.chooses_anew for one in said):
        # What was chosen once may have been chosen anew since.
        claims = [claim for claim in claims if claim.attribute not in CHOICES]
    explained = {(one.turn, quote) for one in said for quote in one.explained}
    apart = ones_own.apart(said)
    yield from compare(claims, corrected, explained, apart)
    yield from _part_and_whole(claims, corrected, explained, apart)
    yield from _baselines(said, claims, corrected, explained)
    if not corrected:
        for name, turn, earlier, later in derived.find(said, claims):
            yield replace(_against(name, earlier, later, turn), follows=True)
    for source in (change, positions, roles, uses, events):
        for name, turn, earlier, later in source.find(said):
            yield _against(name, earlier, later, turn)


def compare(
    claims: Sequence[Claim],
    corrected: AbstractSet[int] = frozenset(),
    explained: AbstractSet[tuple[int, str]] = frozenset(),
    apart: Callable[[Claim, Claim], bool] = ones_own.never,
) -> Iterator[Doubt]:
    """Figures given for the same thing in different turns that are not the same.

    A turn that gives several figures for one thing lists cases and is not compared; neither is one that corrects, nor
    a sentence that explains. What tells one of these cases again is not held against their whole. What is said of a
    baseline is compared with the same baseline alone. Claims of two things for which `apart` holds are not compared.
    """
    groups: dict[tuple[str, frozenset[str]], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.of_another and " of " not in claim.subject:
            continue
        if isinstance(claim.value, float) or claim.attribute in CHOICES:
            groups[claim.attribute, _when(claim.qualifiers)].append(claim)
    if not any(claim.attribute in OF_THE_TRAINING for claim in claims):
        # Nothing was trained here, so that cards are those of the service throughout.
        serving = groups.pop(("gpus", SERVED), [])
        groups["gpus", frozenset()] += [
            claim.model_copy(update={"qualifiers": claim.qualifiers - SERVED}) for claim in serving
        ]
    for (attribute, narrowed), entries in groups.items():
        splits = SPLITS if attribute == "metric" and not narrowed else ()
        on_splits = [claim for split in splits for claim in groups.get((attribute, frozenset({split})), ())]
        if (attribute, narrowed) == ("data", TRAINED_ON):
            on_splits = [claim for claim in groups.get(("data", frozenset()), ()) if INTO_TRAINING.search(claim.quote)]
        together = sorted([*entries, *on_splits], key=lambda claim: claim.turn)
        yield from _first_against_each(together, corrected, explained, apart)


def _first_against_each(
    claims: Sequence[Claim],
    corrected: AbstractSet[int],
    explained: AbstractSet[tuple[int, str]],
    apart: Callable[[Claim, Claim], bool],
) -> Iterator[Doubt]:
    """Each of `claims`, all in the same phase and in the order of their turns, against the earlier ones."""
    if len({claim.value for claim in claims}) < 2:
        return
    values: dict[tuple[int, str], set[str | float]] = defaultdict(set)
    for claim in claims:
        values[claim.turn, claim.subject].add(claim.value)
    subjects = {claim.subject for claim in claims} - {""}
    settings = {_setting(claim.qualifiers) for claim in claims} - {frozenset()}
    earlier: dict[tuple[str | float, str, frozenset[str]], Claim] = {}
    for claim in claims:
        several = values[claim.turn, claim.subject]
        if len(several) > 1 and not (claim.attribute == "data" and _all_of_several(claim, several)):
            continue
        against = next(
            (
                other
                for other in earlier.values()
                if other.turn < claim.turn
                and other.value != claim.value
                and (claim.whole or claim.value not in values[other.turn, other.subject])
                and (other.subject == claim.subject or (_open(other, claim) and len(subjects) == 1))
                and ("after" in other.qualifiers or "after" not in claim.qualifiers)
                and (other.qualifiers - AFTER == claim.qualifiers - AFTER or _same_setting(other, claim, len(settings)))
                and _differ(other, claim)
                and not apart(other, claim)
            ),
            None,
        )
        free = claim.turn in corrected or (claim.turn, claim.quote) in explained
        if against and not free and not any(against.turn < turn <= claim.turn for turn in corrected):
            yield _doubt(against, claim)
        earlier.setdefault((claim.value, claim.subject, claim.qualifiers), claim)


@lru_cache(maxsize=4096)
def _when(qualifiers: frozenset[str]) -> frozenset[str]:
    """The phase that a claim is of; what holds after a change holds still."""
    return phase(qualifiers) - AFTER


@lru_cache(maxsize=4096)
def _setting(qualifiers: frozenset[str]) -> frozenset[str]:
    """Of the qualifiers of a claim those that name devices, networks, formats or batches."""
    return qualifiers - phase(qualifiers)


def _all_of_several(claim: Claim, values: AbstractSet[str | float]) -> bool:
    """Whether one of several amounts of a turn is said to be all there were, so that the others are parts of it."""
    return bool(IN_TOTAL.search(claim.quote)) and claim.value == max(float(value) for value in values)


def _open(first: Claim, second: Claim) -> bool:
    """Whether one of two claims leaves open what it is said of."""
    if first.attribute == "epochs":
        # What is named later may be another network, set beside one's own.
        return not second.subject
    return first.attribute in OPEN and not (first.subject and second.subject)


def _same_setting(first: Claim, second: Claim, settings: int) -> bool:
    """Whether two claims can be of one setting: one of them names nothing, and all others name one and the same."""
    one, two = _setting(first.qualifiers), _setting(second.qualifiers)
    if _when(first.qualifiers) != _when(second.qualifiers):
        return first.attribute == "metric" and (one == two or (settings == 1 and not (one and two)))
    return settings == 1 and not (one and two)


def _differ(first: Claim, second: Claim) -> bool:
    """Whether two figures, or two choices, for the same thing cannot both be meant."""
    if first.attribute == "version":
        both = [str(claim.value).split(".")[:2] for claim in (first, second)]
        told = min(map(len, both))  # "JetPack 6" is what "6.0" is
        return both[0][:told] != both[1][:told] and "." in f"{first.value}{second.value}"
    if first.attribute in CHOICES:
        return choices.differ(str(first.value), str(second.value))
    a, b = float(first.value), float(second.value)
    if first.attribute == "setting":
        return settings.differ(first.subject, a, b)
    if first.attribute == "metric":
        return abs(a - b) > (
            METRIC_TOLERANCE if first.qualifiers - AFTER == second.qualifiers - AFTER else METRIC_SPLIT_TOLERANCE
        )
    if first.attribute not in TOLERANCE or max(a, b) == 0:
        return False
    if first.attribute in MANY_AT_ONCE and not (
        first.whole or second.whole or (first.subject and first.subject == second.subject)
    ):
        return False
    if first.attribute == "classes" and (
        abs(a - b) <= 1 or CLASSES_OF_IMAGENET in {a, b} or not _all_classes(first, second)
    ):
        return False  # one more is "other", or the background
    smaller = min(first, second, key=lambda claim: float(claim.value))
    if smaller.loose and not smaller.whole:
        # The smaller amount may be a part of the larger one.
        return False
    slack = max(TOLERANCE[first.attribute], ABOUT if first.about or second.about else 0)
    return abs(a - b) / max(abs(a), abs(b)) > slack


def _all_classes(*claims: Claim) -> bool:
    """Whether the claims count all classes of the data, or one of them says that it does."""
    if any(claim.whole for claim in claims):
        return True
    return all(ALL_CLASSES.search(claim.quote) and not SOME_CLASSES.search(claim.quote) for claim in claims)


def _part_and_whole(
    claims: Sequence[Claim],
    corrected: AbstractSet[int],
    explained: AbstractSet[tuple[int, str]],
    apart: Callable[[Claim, Claim], bool],
) -> Iterator[Doubt]:
    """A split, or the splits told in one turn together, larger than all of the data."""
    amounts = [claim for claim in claims if claim.attribute == "data" and (claim.turn, claim.quote) not in explained]
    whole = [
        claim for claim in amounts if not claim.qualifiers and claim.whole and not OF_A_BASELINE.search(claim.quote)
    ]
    parts = [c for c in amounts if c.qualifiers & OF_THE_DATA and c.qualifiers <= OF_THE_DATA | AS_COLLECTED]
    for part in parts:
        for total in whole:
            together = sum(_splits(part, parts).values())
            first, last = (total, part) if total.turn < part.turn else (part, total)
            if (
                together > float(total.value) * 1.2
                and part.turn != total.turn
                and (part.subject in {"", total.subject} or part.subject in total.quote)
                and not {part.turn, total.turn} & corrected
                and not apart(first, last)
            ):
                yield replace(_doubt(first, last), follows=True)
                break


def _splits(part: Claim, parts: Sequence[Claim]) -> dict[AbstractSet[str], float]:
    """How much each split has in the turn of `part`, as far as the same is counted."""
    beside = [each for each in parts if each.turn == part.turn and each.subject in {"", part.subject}]
    return {each.qualifiers: float(each.value) for each in [*beside, part]}


def _baselines(
    said: Sequence[Said], claims: Sequence[Claim], corrected: AbstractSet[int], explained: AbstractSet[tuple[int, str]]
) -> Iterator[Doubt]:
    """Two values for the baseline, where one turn leaves open which method that was and no other is named."""
    told: dict[str, list[Claim]] = defaultdict(list)
    turns = {one.turn: one for one in said}
    for claim in claims:
        one = turns.get(claim.turn)
        if one is None or claim.attribute != "metric" or not claim.of_another or (claim.turn, claim.quote) in explained:
            continue
        clause = next((part for part in one.clauses if part.text == claim.quote), None)
        sentence = one.sentence(clause.sentence) if clause else ()
        if A_BASELINE.search(" ".join(part.text for part in sentence)):
            told[claim.subject.split(" of ")[0]].append(claim)
    for group in told.values():
        methods = {claim.subject for claim in group if " of " in claim.subject}
        first, last = group[0], group[-1]
        told_twice = len(methods) <= 1 and len({claim.value for claim in group}) == 2 and first.turn < last.turn
        comparable = phase(first.qualifiers) == phase(last.qualifiers) and not {first.turn, last.turn} & corrected
        if told_twice and comparable and _differ(first, last):
            yield _doubt(first, last)


def _doubt(earlier: Claim, later: Claim) -> Doubt:
    name = settings.kinds()[later.subject].name if later.attribute == "setting" else NAMES[later.attribute]
    return _against(name, earlier.quote, later.quote, later.turn)


@lru_cache(maxsize=1024)
def _against(name: Text, earlier: str, later: str, turn: int) -> Doubt:
    """The doubt about two statements, with both quotes."""
    return Doubt(
        "inconsistent",
        turn,
        later,
        Text(
            zh=f"关于{name.zh}，前面说的是「{earlier}」，这里说的是「{later}」。",
            en=f'On {name.en}, the earlier words were "{earlier}", here they are "{later}".',
        ),
        earlier,
    )
