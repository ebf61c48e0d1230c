"""How often grading agrees with the labels: counts by language and style, as a table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from question_bank.item import Expectation

Row = tuple[str, ...]


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
    def false_positives(self) -> float:
        """Share of what did not deserve credit that got it."""
        return _share(self.false_met, self.false_met + self.true_not)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


@dataclass
class Accuracy:
    """Counts for each group that a judgement belongs to."""

    groups: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))

    def add(self, expect: Expectation, found: dict[str, bool | None], groups: Iterable[str]) -> None:
        """Count what was `found` for one answer; a label of None is counted nowhere."""
        names = ["all", *groups]
        for criterion, expected in _labels(expect, found):
            for name in names:
                self.groups[name].add(expected=expected, found=found.get(criterion, False))

    def table(self) -> str:
        """A Markdown table, one line a group."""
        lines = [
            "| group | judged | right | precision | recall | false positives | uncertain |",
            "|---|---|---|---|---|---|---|",
        ]
        for name, counts in self.groups.items():
            shares = (counts.accuracy, counts.precision, counts.recall, counts.false_positives)
            cells = [f"{100 * share:.1f} %" if share == share else "–" for share in shares]  # noqa: PLR0124 - NaN
            lines.append(
                f"| {name} | {counts.total} | {' | '.join(cells)} | {100 * counts.uncertain / counts.total:.1f} % |"
            )
        return "\n".join(lines)


def _labels(expect: Expectation, found: dict[str, bool | None]) -> Iterator[tuple[str, bool]]:
    """Criterion and label; a listing item's members are criteria of their own."""
    for criterion, met in expect.criteria.items():
        if met is not None:
            yield criterion, met
    if expect.members is not None:
        for member in sorted(set(expect.members) | {name for name, met in found.items() if met}):
            yield member, member in expect.members
