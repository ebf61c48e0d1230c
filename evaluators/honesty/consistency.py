"""A candidate's statements against their own earlier ones."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from typing import NamedTuple

import yaml

from evaluators.honesty import denials, lexicon
from evaluators.honesty.claims import ALL_CLASSES, SOME_CLASSES, Claim, claims_of
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import HERE
from evaluators.honesty.reading import CLAUSE, HYPOTHETICAL, SENTENCE, Reading, Said
from evaluators.text import Frozen, Text

TOLERANCE = {
    "calibration": 0.3,
    "data": 0.3,
    "classes": 0.0,
    "params": 0.25,
    "file": 0.25,
    "latency": 0.35,
    "gpus": 0.0,
    "team": 0.0,
    "duration": 0.35,
    "training": 0.35,
    "epochs": 0.3,
}
"""By how much two figures for the same thing may differ, as a share of the larger: memory rounds."""
ABOUT = 0.5
"""The same where one of them was given as a rough figure."""
SWITCHED = lexicon.words("switched")
MANY_AT_ONCE = {"gpus", "team", "epochs", "training"}
"""What a project can have several of, unless one of the statements says that it was all."""
EXCLUSIVE = lexicon.words("exclusive")
SPLITS = ("validation", "test", "offline")
"""Splits on which a metric may have been measured that is later quoted without its split."""
CHOICES = {"version", "optimizer", "batch", "backbone", "serving"}
"""Claims whose value is a name."""
METRIC_TOLERANCE = 0.021
METRIC_SPLIT_TOLERANCE = 0.06
"""The same where only one of them names the split it was measured on."""
NAMES = {
    "data": Text(zh="数据量", en="the amount of data"),
    "classes": Text(zh="类别数", en="the number of classes"),
    "params": Text(zh="参数量", en="the number of parameters"),
    "file": Text(zh="模型大小", en="the model's size"),
    "latency": Text(zh="延迟", en="the latency"),
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
    "metric": Text(zh="同一指标", en="the same metric"),
}


class Position(Frozen):
    """Two sides that exclude each other."""

    name: Text
    this: str
    that: str
    unless: str = ""


class Sides(NamedTuple):
    """A position with its patterns compiled."""

    position: Position
    this: re.Pattern[str]
    that: re.Pattern[str]
    unless: re.Pattern[str] | None


@cache
def _positions() -> tuple[re.Pattern[str], dict[str, Sides]]:
    """What sets any sentence apart from the present state, and each position by name."""
    raw = yaml.load((HERE / "positions.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    found = {}
    for name, entry in raw["positions"].items():
        position = Position.model_validate(entry)
        this, that, unless = (re.compile(w, re.IGNORECASE) for w in (position.this, position.that, position.unless))
        found[name] = Sides(position, this, that, unless if position.unless else None)
    return re.compile(raw["common_unless"], re.IGNORECASE), found


def find(reading: Reading) -> Iterator[Doubt]:
    """Every contradiction between two turns of a dialogue."""
    yield from between(reading.said, [claim for one in reading.said for claim in claims_of(reading, one)])


def between(said: Sequence[Said], claims: Sequence[Claim]) -> Iterator[Doubt]:
    """Every contradiction between two of the turns `said`, whose claims are `claims`."""
    corrected = {one.turn for one in said if one.corrects}
    if any(one.moves_on or SWITCHED.search(one.text) for one in said):
        # What was chosen once may have been chosen anew since.
        claims = [claim for claim in claims if claim.attribute not in CHOICES]
    yield from compare(claims, corrected, {one.turn for one in said if one.explains})
    yield from _sides(said)
    for name, turn, earlier, later in denials.find(said):
        yield _against(Text(zh=f"是否用了 {name}", en=f"whether {name} was used"), earlier, later, turn)
    yield from _part_and_whole(claims, corrected)


def compare(
    claims: Sequence[Claim], corrected: AbstractSet[int] = frozenset(), explained: AbstractSet[int] = frozenset()
) -> Iterator[Doubt]:
    """Figures given for the same thing in different turns that are not the same.

    A turn that gives several figures for one thing lists cases and is not compared; neither is one that corrects or
    explains. What is said of a baseline is said of another method each time, and is compared with nothing.
    """
    single: dict[tuple[str, str, frozenset[str]], list[Claim]] = defaultdict(list)
    for claim in claims:
        if not claim.of_another and (isinstance(claim.value, float) or claim.attribute in CHOICES):
            single[claim.key].append(claim)
    for (attribute, subject, qualifiers), entries in single.items():
        splits = SPLITS if attribute == "metric" and not qualifiers else ()
        on_splits = [claim for split in splits for claim in single.get((attribute, subject, frozenset({split})), ())]
        together = sorted([*entries, *on_splits], key=lambda claim: claim.turn)
        yield from _first_against_each(together, corrected, explained)


def _first_against_each(
    claims: Sequence[Claim], corrected: AbstractSet[int], explained: AbstractSet[int]
) -> Iterator[Doubt]:
    """Each of `claims`, all of one thing and in the order of their turns, against the earlier ones of another value."""
    values: dict[int, set[str | float]] = defaultdict(set)
    for claim in claims:
        values[claim.turn].add(claim.value)
    earlier: dict[str | float, Claim] = {}
    for claim in claims:
        if len(values[claim.turn]) > 1:
            continue
        free = corrected if claim.attribute == "calibration" else corrected | explained
        against = next((other for other in earlier.values() if other.turn < claim.turn and _differ(other, claim)), None)
        if against and claim.turn not in free and not any(against.turn < turn <= claim.turn for turn in corrected):
            yield _doubt(against, claim)
        earlier.setdefault(claim.value, claim)


def _differ(first: Claim, second: Claim) -> bool:
    """Whether two figures, or two choices, for the same thing cannot both be meant."""
    if first.attribute == "version":
        return (
            str(first.value).split(".")[:2] != str(second.value).split(".")[:2]
            and "." in f"{first.value}{second.value}"
        )
    if first.attribute in CHOICES:
        return first.value != second.value
    a, b = float(first.value), float(second.value)
    if first.attribute == "metric":
        return abs(a - b) > (METRIC_TOLERANCE if first.qualifiers == second.qualifiers else METRIC_SPLIT_TOLERANCE)
    if first.attribute not in TOLERANCE or max(a, b) == 0:
        return False
    if first.attribute in MANY_AT_ONCE and not any(EXCLUSIVE.search(claim.quote) for claim in (first, second)):
        return False
    if first.attribute == "classes" and not _all_classes(first, second):
        return False
    slack = max(TOLERANCE[first.attribute], ABOUT if first.about or second.about else 0)
    return abs(a - b) / max(abs(a), abs(b)) > slack


def _all_classes(*claims: Claim) -> bool:
    """Whether the claims count all classes of the data, or one of them says that it does."""
    if any(EXCLUSIVE.search(claim.quote) for claim in claims):
        return True
    return all(ALL_CLASSES.search(claim.quote) and not SOME_CLASSES.search(claim.quote) for claim in claims)


def _doubt(earlier: Claim, later: Claim) -> Doubt:
    return _against(NAMES[later.attribute], earlier.quote, later.quote, later.turn)


def _sides(said: Sequence[Said]) -> Iterator[Doubt]:
    """Both sides of a position, taken in different turns; a correction in between lifts what was said before."""
    taken: dict[tuple[str, bool], tuple[int, str]] = {}
    for one in said:
        if one.corrects:
            taken.clear()
            continue
        for name, side, quote in sides_of(one.text):
            against = taken.get((name, not side))
            if against and against[0] < one.turn:
                yield _against(_positions()[1][name].position.name, against[1], quote, one.turn)
            taken.setdefault((name, side), (one.turn, quote))


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


@lru_cache(maxsize=4096)
def sides_of(text: str) -> tuple[tuple[str, bool, str], ...]:
    """The positions that a turn takes: the name, the side, and the words.

    A sentence that speaks of a plan, or of another time, part or attempt, takes none; neither does a turn that takes
    both.
    """
    found = []
    for name, sides in _positions()[1].items():
        if quote := _taken(text, sides.that, sides.unless):
            if not sides.this.search(sides.that.sub("", text)):
                found.append((name, False, quote))
        elif (quote := _taken(text, sides.this, sides.unless)) and not sides.that.search(text):
            found.append((name, True, quote))
    return tuple(found)


def _taken(text: str, pattern: re.Pattern[str], unless: re.Pattern[str] | None) -> str | None:
    """The sentence by which a turn takes a side; `unless` is looked for in the clause that takes it alone."""
    elsewhere, _ = _positions()
    for sentence in SENTENCE.split(text):
        match = pattern.search(sentence)
        if not match or elsewhere.search(sentence) or HYPOTHETICAL.search(sentence[: match.end()]):
            continue
        before, after = CLAUSE.split(sentence[: match.start()])[-1], CLAUSE.split(sentence[match.end() :])[0]
        if not (unless and unless.search(before + match[0] + after)):
            return sentence.strip()
    return None


def _part_and_whole(claims: Sequence[Claim], corrected: set[int]) -> Iterator[Doubt]:
    """A split that is larger than all of the data."""
    amounts = [claim for claim in claims if claim.attribute == "data"]
    whole = [
        claim
        for claim in amounts
        if not claim.qualifiers
        and re.search(r"总|一共|共|全部|in total|altogether|total|all together|overall", claim.quote, re.IGNORECASE)
    ]
    parts = [claim for claim in amounts if claim.qualifiers and claim.qualifiers <= {"train", "validation", "test"}]
    for part in parts:
        for total in whole:
            if (
                float(part.value) > float(total.value) * 1.2
                and part.turn != total.turn
                and not {part.turn, total.turn} & corrected
            ):
                yield _doubt(*((total, part) if total.turn < part.turn else (part, total)))
                break
