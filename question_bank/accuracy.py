"""How often grading agrees with the labels: counts by language and style, as a table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from evaluators.run import run
from evaluators.verdict import Verdict
from question_bank.answers import Labelled
from question_bank.bank import Bank
from question_bank.check import Graded
from question_bank.item import Exemplar, Expectation


@dataclass
class Counts:
    """Judgements against labels."""

    true_met: int = 0
    false_met: int = 0
    true_not: int = 0
    false_not: int = 0
    uncertain: int = 0
    """Of all these, how many the evaluator left undecided; they count as not met."""

    def add(self, *, expected: bool, found: bool | None) -> None:
        """Count one judgement."""
        if found is None:
            self.uncertain += 1
        if expected:
            self.true_met += bool(found)
            self.false_not += not found
        else:
            self.false_met += bool(found)
            self.true_not += not found

    @property
    def total(self) -> int:
        """How many were judged."""
        return self.true_met + self.false_met + self.true_not + self.false_not

    @property
    def accuracy(self) -> float:
        """Share judged as labelled."""
        return _share(self.true_met + self.true_not, self.total)

    @property
    def precision(self) -> float:
        """Share of what was credited that deserved it."""
        return _share(self.true_met, self.true_met + self.false_met)

    @property
    def recall(self) -> float:
        """Share of what deserved credit that got it."""
        return _share(self.true_met, self.true_met + self.false_not)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _share(2 * self.true_met, 2 * self.true_met + self.false_met + self.false_not)

    @property
    def false_positives(self) -> float:
        """Share of what did not deserve credit that got it."""
        return _share(self.false_met, self.false_met + self.true_not)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


@dataclass
class Accuracy:
    """Counts for each group that a judgement belongs to."""

    groups: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))

    def add(self, expect: Expectation, found: Mapping[str, bool | None], groups: Iterable[str]) -> None:
        """Count what was `found` in one answer; a label of None is counted nowhere."""
        for criterion, expected in _labels(expect, found):
            for name in ("all", *groups):
                self.groups[name].add(expected=expected, found=found.get(criterion, False))

    def ordered(self) -> list[tuple[str, Counts]]:
        """The groups, all judgements first."""
        return sorted(self.groups.items(), key=lambda group: (group[0] != "all", group[0]))

    def table(self) -> str:
        """A Markdown table, one line a group."""
        lines = [
            "| group | judged | right | precision | recall | false positives | uncertain |",
            "|---|---|---|---|---|---|---|",
        ]
        for name, counts in self.ordered():
            shares = (counts.accuracy, counts.precision, counts.recall, counts.false_positives)
            cells = [*map(percent, shares), percent(counts.uncertain / counts.total)]
            lines.append(f"| {name} | {counts.total} | {' | '.join(cells)} |")
        return "\n".join(lines)


def percent(share: float) -> str:
    """`share`, 0 to 1, for a table; a dash where there was nothing to share."""
    return f"{100 * share:.1f} %" if share == share else "–"  # noqa: PLR0124 - NaN


def found_by(expect: Expectation, verdict: Verdict) -> dict[str, bool | None]:
    """What `verdict` found, by the names that `expect` labels: of a listing item the members."""
    if expect.members is not None:
        return dict.fromkeys(verdict.members or (), True)
    return {finding.criterion: finding.met for finding in verdict.findings}


def of_exemplars(exemplars: Iterable[Graded]) -> Accuracy:
    """Over graded exemplars: what their items' grading was written by."""
    accuracy = Accuracy()
    for item, _, exemplar, verdict in exemplars:
        groups = (f"kind: {item.kind}", *groups_of(exemplar))
        accuracy.add(exemplar.expect, found_by(exemplar.expect, verdict), groups)
    return accuracy


def of_answers(bank: Bank, answers: Iterable[Labelled]) -> Accuracy:
    """Over labelled answers to concept items."""
    accuracy = Accuracy()
    for answer in answers:
        item = bank.item(f"concept/{answer.item}")
        if item.grading:
            found = found_by(answer.expect, run(item.grading, answer.response()))
            accuracy.add(answer.expect, found, groups_of(answer))
    return accuracy


def of_length(answers: Iterable[Labelled], judged: Iterable[Labelled]) -> float:
    """Share judged right by whoever credits an answer for its length alone, at the length that fits `answers` best."""
    known = sorted((len(answer.answer), met) for answer in answers for met in _marks(answer))
    right = sum(met for _, met in known)  # the threshold below every answer: all is credited
    best, threshold = right, 0
    for length, met in known:
        right += -1 if met else 1
        if right > best:
            best, threshold = right, length + 1
    held = [(len(answer.answer) >= threshold) is met for answer in judged for met in _marks(answer)]
    return _share(sum(held), len(held))


def _marks(answer: Labelled) -> list[bool]:
    return [met for met in answer.expect.criteria.values() if met is not None]


def groups_of(answer: Exemplar | Labelled) -> tuple[str, str]:
    """The groups that every answer belongs to."""
    return f"language: {answer.language}", f"style: {answer.style}"


def _labels(expect: Expectation, found: Mapping[str, bool | None]) -> Iterator[tuple[str, bool]]:
    """Criterion and label; a listing item's members are criteria of their own."""
    for criterion, met in expect.criteria.items():
        if met is not None:
            yield criterion, met
    if expect.members is not None:
        for member in sorted(set(expect.members) | {name for name, met in found.items() if met}):
            yield member, member in expect.members
