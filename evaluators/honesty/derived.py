"""What follows from figures that were given: how many errors an accuracy leaves, how long the epochs take together."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from evaluators.honesty import lexicon
from evaluators.honesty.claim import Attribute, Claim
from evaluators.honesty.clause import Clause, clauses
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.replies import filled
from evaluators.honesty.rules.speed import METRIC, numbers
from evaluators.honesty.said import Said
from evaluators.honesty.time_taken import HOURS
from evaluators.text import Text

Contradiction = tuple[Text, int, str, str]
"""What it is about, the turn, the earlier quote and the later one."""
Claims = defaultdict[Attribute, list[Claim]]
"""All claims, by what they are of."""

ERRORS = lexicon.words("counted_errors")
TEST = Pattern(r"测试|test")
ACCURACIES = frozenset({"accuracy", "top1"})
COUNTED = frozenset({"image", "sample", "thing"})
FEWEST = 50
"""Smaller test sets make no share."""
ALLOWED = 2.5
"""By what factor a remembered figure may differ from what follows from two others."""
SPARE = 5
"""So many errors more are no contradiction."""

OVERLAPPED = lexicon.words("several_at_once")
"""Several frames are under way at once, or not every frame is looked at."""
OF_A_RECORDING = Pattern(r"离线|一共 ?\d+ ?帧|\d ?(?:帧|张)(?:做|当)?(?:校准|代表)|\boffline\b|\brepresentative\b")
"""Around a number of frames: they are those of a film, or of a data set."""
SLOWER = 4.0
"""From what factor on the time for one frame and the frames a second exclude each other."""

EACH_EPOCH, WHOLE_TRAINING = lexicon.words("each_epoch"), lexicon.words("whole_training")
PREPARING = Pattern(
    r"抽帧|抽特征|打包|解码|下载|转换|清洗|预处理|建索引|"
    r"\b(?:pack\w*|unpack\w*|decod\w*|extract\w*|convert\w*|conversion|pre-?process\w*|resiz\w*|download\w*|index\w*)\b"
)
"""What takes its time once, beside the training."""

NUMBERED: tuple[tuple[Attribute, Text, Pattern], ...] = (
    (
        "epochs",
        Text(zh="训练轮数", en="the number of epochs"),
        Pattern(r"\bepochs? (\d{1,4})\b(?! ?(?:hours?|minutes?))|第 ?(\d{1,4}) ?(?:轮|个 ?epoch)"),
    ),
    (
        "classes",
        Text(zh="类别数", en="the number of classes"),
        Pattern(r"\bclass (?:number |no\.? ?)?(\d{1,4})\b|第 ?(\d{1,4}) ?(?:和第 ?\d{1,4} ?)?个?类"),
    ),
)
"""What is counted, and called by its number."""
MORE = 1.15
ANOTHER_RUN = Pattern(r"预训练|老师|基线|另|pre-?train|teacher|baseline|other|another|first")

PRODUCTS: tuple[tuple[Pattern, Attribute, Attribute, Text], ...] = (
    (lexicon.words("each_class"), "classes", "data", Text(zh="数据量", en="the amount of data")),
    (lexicon.words("each_card_batch"), "gpus", "batch", Text(zh="总的 batch size", en="the whole batch size")),
)
"""A count for each of several, what there are several of, and the attribute of all together."""
APART = 0.3
OF_ANOTHER_RUN = Pattern(r"同事|师[兄姐弟妹]|单卡|\b(?:colleague|coworker|single[- ](?:card|gpu))s?\b")
"""A product that is told of somebody else's run, or of one on a single card."""
RIGHT_OF = lexicon.words("right_of")
FAR_OFF = 0.05
"""By how much a share and its percentage may differ: both are remembered."""
POINT = 0.021
F1_AND_PARTS = ("precision", "recall", "f1")
OF_THE_COMPARISON = frozenset({"before", "after", "split"})
"""Qualifiers that a measure has from what it is compared with; there is but one value of each."""
AVERAGED = Pattern(r"宏|平均|macro|average")
RELATIVE = lexicon.words("relative_gain")
OF_THE_BUSINESS = lexicon.words("measures_of_the_business")
IN_POINTS = Pattern(r"(?<![\d.])(\d{1,2}(?:\.\d+)?) ?(?:(?:percentage )?points?\b|pp\b|个?百分点|个点)")
"""A gain as it stands, which may be that of another trial."""
YEARS = range(1990, 2100)
"""From one of these to another nothing is gained."""
RELATIVELY = 1.5
"""By what factor a relative gain may differ from the values' own."""


def find(said: Sequence[Said], stated: Iterable[Claim]) -> Iterator[Contradiction]:
    """Each figure that does not follow from earlier ones."""
    turns = {one.turn: one.text for one in said}
    said = [told for one in said if (told := _told_of(one)).clauses]
    claims: Claims = defaultdict(list)
    for claim in stated:
        claims[claim.attribute].append(claim)
    yield from _errors(said, claims)
    yield from _epochs_together(said, claims)
    yield from _beyond_the_last(said, claims)
    yield from _relative_gain(said)
    yield from _products(said, claims)
    yield from _f1(claims)
    yield from _share_of_right(said, claims)
    yield from _time_for_a_frame(turns, claims)


@lru_cache(maxsize=4096)
def _told_of(one: Said) -> Said:
    """The turn, read with its question, with no clauses but those that one of the rules is about."""
    read = filled(Said(0, one.text, one.question, clauses(one.text)))
    return replace(one, clauses=tuple(clause for clause in read.clauses if _matters(clause, one.question)))


def _matters(clause: Clause, question: str) -> bool:
    """Whether a clause has what one of the rules looks for."""
    timed = any(figure.unit in HOURS for figure in clause.figures)
    if timed and (EACH_EPOCH.search(clause.text) or WHOLE_TRAINING.search(f"{question} {clause.text}")):
        return True
    patterns = (ERRORS, TEST, METRIC, RELATIVE, RIGHT_OF, *(row[2] for row in NUMBERED), *(row[0] for row in PRODUCTS))
    return any(pattern.search(clause.text) for pattern in patterns)


def _accuracies(claims: Claims) -> list[Claim]:
    """The accuracies of the candidate's own method."""
    return [c for c in claims["metric"] if c.subject in ACCURACIES and not c.of_another]


def _found(said: Sequence[Said], pattern: Pattern) -> list[tuple[Said, Clause, re.Match[str]]]:
    """Where `pattern` matches: the turn, the clause, the match."""
    return [(one, clause, match) for one in said for clause in one.clauses for match in pattern.finditer(clause.text)]


def _errors(said: Sequence[Said], claims: Claims) -> Iterator[Contradiction]:
    """More errors than the accuracy leaves on so many samples."""
    accuracies = _accuracies(claims)
    samples = {float(claim.value) for claim in claims["data"] if "test" in claim.qualifiers}
    tested = [clause for one in said for clause in one.clauses if TEST.search(clause.text)]
    samples |= {f.value for clause in tested for f in clause.figures if f.unit in COUNTED and f.value >= FEWEST}
    if len({claim.value for claim in accuracies}) != 1 or len(samples) != 1:
        return
    share, many = accuracies[0], samples.pop()
    expected = (1 - float(share.value)) * many
    for one in said:
        told = [
            (clause, match) for clause in one.clauses if not clause.supposed and (match := ERRORS.search(clause.text))
        ]
        wrong = sum(float(next(group for group in match.groups() if group)) for _, match in told)
        if told and one.turn > share.turn and expected * ALLOWED + SPARE < wrong <= many:
            name = Text(zh="准确率和错误数", en="the accuracy and the number of errors")
            yield name, one.turn, share.quote, told[-1][0].quote


def _epochs_together(said: Sequence[Said], claims: Claims) -> Iterator[Contradiction]:
    """A whole training that is far shorter, or longer, than its epochs together."""
    counts = {claim.value for claim in claims["epochs"]} - {1.0}
    each: tuple[int, str, float] | None = None
    for one in said:
        for clause in one.clauses:
            times = [figure for figure in clause.figures if figure.unit in HOURS and figure.unit != "year"]
            if len(times) != 1 or len(counts) != 1 or clause.supposed or PREPARING.search(clause.text):
                continue
            hours = times[0].value * HOURS[times[0].unit]
            if EACH_EPOCH.search(clause.text):
                each = each or (one.turn, clause.quote, hours)
            elif each and one.turn > each[0] and WHOLE_TRAINING.search(f"{one.question} {clause.text}"):
                if not 1 / ALLOWED < hours / (float(next(iter(counts))) * each[2]) < ALLOWED:
                    name = Text(zh="训练总时长和每轮时长", en="the training time and that of one epoch")
                    yield name, one.turn, each[1], clause.quote
                return


def _beyond_the_last(said: Sequence[Said], claims: Claims) -> Iterator[Contradiction]:
    """An epoch, or a class, whose number is larger than all that there were."""
    for attribute, name, words in NUMBERED:
        counts = [claim for claim in claims[attribute] if claim.whole or attribute == "classes"]
        for one in said:
            earlier = [claim for claim in counts if claim.turn < one.turn]
            if len({claim.value for claim in earlier}) != 1:
                continue
            for clause in one.clauses:
                found = [float(match[1] or match[2]) for match in words.finditer(clause.text)]
                own = not clause.supposed and not ANOTHER_RUN.search(clause.text)
                if own and max(found, default=0) > float(earlier[0].value) * MORE:
                    yield name, one.turn, earlier[0].quote, clause.quote


def _relative_gain(said: Sequence[Said]) -> Iterator[Contradiction]:
    """A relative gain that is neither that of the values it is said to come from, nor that of their errors."""
    found = ((one, clause, numbers(match)[:2]) for one, clause, match in _found(said, METRIC))
    changes = [change for change in found if not all(value in YEARS for value in change[2])]
    if len({tuple(values) for _, _, values in changes}) != 1 or min(changes[0][2]) <= 0:
        return
    told, quoted, (first, last) = changes[0]
    shares = [abs(last - first) / first * 100]
    whole = 1 if max(first, last) <= 1 else 100
    if first < whole:
        shares.append(abs(last - first) / (whole - first) * 100)
    shares += [float(gain[1]) / first * whole for one in said for gain in IN_POINTS.finditer(one.text)]
    for one in said:
        for clause in one.clauses:
            match = RELATIVE.search(clause.text)
            if match and one.turn > told.turn and not clause.supposed and not _of_another_measure(clause, quoted):
                gain = float(next(group for group in match.groups() if group))
                if all(not 1 / RELATIVELY < gain / max(share, 0.1) < RELATIVELY for share in shares):
                    yield Text(zh="相对提升", en="the relative gain"), one.turn, quoted.quote, clause.quote


def _of_another_measure(clause: Clause, quoted: Clause) -> bool:
    """Whether a gain is one of the business (clicks, sales), and the values it is held against are not."""
    return bool(OF_THE_BUSINESS.search(clause.text)) and not OF_THE_BUSINESS.search(quoted.text)


def _products(said: Sequence[Said], claims: Claims) -> Iterator[Contradiction]:
    """More than there can be of so many for each class, or on each card."""
    for each, of, product, name in PRODUCTS:
        told = _found(said, each)
        many = {float(claim.value) for claim in claims[of]}
        if len(told) != 1 or len(many) != 1:
            continue
        one, clause, match = told[0]
        together = float(next(g for g in match.groups() if g).replace(",", "")) * many.pop()
        for claim in claims[product]:
            total = claim.whole or "together" in claim.qualifiers
            own = (
                claim.turn > one.turn and not claim.qualifiers - {"together"} and not OF_ANOTHER_RUN.search(claim.quote)
            )
            if total and own and abs(float(claim.value) - together) > APART * max(float(claim.value), together):
                yield name, claim.turn, clause.quote, claim.quote


def _f1(claims: Claims) -> Iterator[Contradiction]:
    """An F1 that its precision and recall do not make; one averaged over classes need not lie between them."""
    metrics = [c for c in claims["metric"] if c.subject in F1_AND_PARTS and not c.of_another]
    told = {name: [claim for claim in metrics if claim.subject == name] for name in F1_AND_PARTS}
    values = {name: {float(claim.value) for claim in each} for name, each in told.items()}
    settings = {claim.qualifiers - OF_THE_COMPARISON for claim in metrics} - {frozenset()}
    one_each = all(len(found) == 1 for found in values.values()) and len(settings) <= 1
    if not one_each or any(AVERAGED.search(claim.quote) for claim in metrics):
        return
    precision, recall, both = (values[name].pop() for name in F1_AND_PARTS)
    first, *_, last = sorted((each[0] for each in told.values()), key=lambda claim: claim.turn)
    if first.turn < last.turn and not min(precision, recall) - POINT <= both <= (precision + recall) / 2 + POINT:
        yield Text(zh="F1 与精确率、召回率", en="F1, precision and recall"), last.turn, first.quote, last.quote


def _share_of_right(said: Sequence[Said], claims: Claims) -> Iterator[Contradiction]:
    """An accuracy that is not the share of the right ones: "430 of 500 were right"."""
    right = _found(said, RIGHT_OF)
    accuracies = _accuracies(claims)
    if len(right) != 1 or len({claim.value for claim in accuracies}) != 1:
        return
    one, clause, match = right[0]
    accuracy = accuracies[0]
    share = float(match["right"] or match["right2"]) / max(float(match["all"] or match["all2"]), 1)
    if one.turn != accuracy.turn and share <= 1 and abs(share - float(accuracy.value)) > FAR_OFF:
        quotes = (clause.quote, accuracy.quote)
        earlier, later = quotes if one.turn < accuracy.turn else quotes[::-1]
        name = Text(zh="准确率和对的数量", en="the accuracy and the number of right ones")
        yield name, max(one.turn, accuracy.turn), earlier, later


def _time_for_a_frame(turns: Mapping[int, str], claims: Claims) -> Iterator[Contradiction]:
    """Frames a second, and a time for one frame that leaves no room for them."""
    rates = [c for c in claims["throughput"] if c.subject == "fps" and not c.of_another]
    times = [c for c in claims["latency"] if not c.of_another]
    if len({claim.value for claim in rates}) != 1 or len({claim.value for claim in times}) != 1:
        return
    first, second = sorted((rates[0], times[0]), key=lambda claim: claim.turn)
    apart = float(times[0].value) * float(rates[0].value) / 1000 > SLOWER
    overlapped = OVERLAPPED.search(f"{first.quote} {second.quote}") or OF_A_RECORDING.search(turns[rates[0].turn])
    if apart and first.turn < second.turn and not overlapped:
        name = Text(zh="帧率和单帧耗时", en="the frames a second and the time for one")
        yield name, second.turn, first.quote, second.quote
