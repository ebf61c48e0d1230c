"""The rules alone, the learned reader alone, and both, on the same labelled answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from evaluators.concept.grader import ConceptGrader
from evaluators.concept.reader.client import Worker
from evaluators.response import Response
from evaluators.run import reviewed, run
from question_bank.accuracy import Accuracy, Counts, found_by, groups_of, percent
from question_bank.answers import Labelled
from question_bank.bank import Bank
from question_bank.examples import held_items

HALF = 0.5
"""Probability from which the reader alone is taken to say yes."""
LISTED = "listing members"
"""The group of the members of listing items: those that were given, and those that were credited."""
HARD = frozenset({"inverted", "negated", "keyword_stuffing"})
"""Styles that have a right answer's words and do not give it."""


@dataclass
class Comparison:
    """What each made of the answers. The reader alone is counted on what it can read: no lists, nothing too long."""

    rules: Accuracy = field(default_factory=Accuracy)
    reader: Accuracy = field(default_factory=Accuracy)
    both: Accuracy = field(default_factory=Accuracy)
    opinions: list[tuple[float, bool]] = field(default_factory=list)
    """The reader's probabilities, each with its label."""

    def table(self) -> str:
        """A Markdown table, one line a group."""
        lines = [
            "| group | judged | right: rules | reader | both | false positives: rules | reader | both | uncertain |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        for name, both in self.both.ordered():
            three = (self.rules.groups[name], self.reader.groups[name], both)
            cells = [*(percent(each.accuracy) for each in three), *(percent(each.false_positives) for each in three)]
            uncertain = percent(both.uncertain / both.total)
            lines.append(f"| {name} | {both.total} | {' | '.join(cells)} | {uncertain} |")
        return "\n".join(lines)

    def of_lists(self) -> tuple[float, float]:
        """F1 of the members of listing items: by the rules, and by both."""
        rules, both = (each.groups.get(LISTED, Counts()) for each in (self.rules, self.both))
        return rules.f1, both.f1


def compare(bank: Bank, answers: Iterable[Labelled], worker: Worker) -> Comparison:
    """Grade `answers`, to concept items, by each; no reader may have been started for the whole process."""
    found = Comparison()
    unseen = held_items(bank)
    for answer in answers:
        grading = bank.item(f"concept/{answer.item}").grading
        if not isinstance(grading, ConceptGrader):
            continue
        response = answer.response()
        groups = (*groups_of(answer), *_kinds(answer, unseen))
        verdict = run(grading, response)
        together = reviewed(grading, response, verdict, worker)
        found.rules.add(answer.expect, found_by(answer.expect, verdict), groups)
        found.both.add(answer.expect, found_by(answer.expect, together), groups)
        read = _opinions(grading, response, worker)
        if read:
            found.reader.add(answer.expect, {name: p >= HALF for name, p in read.items()}, groups)
            labels = answer.expect.criteria
            found.opinions += [(p, met) for name, p in read.items() if (met := labels.get(name)) is not None]
    return found


def _opinions(grading: ConceptGrader, response: Response, worker: Worker) -> dict[str, float]:
    """The reader's probability for each criterion; none where it cannot read the answer."""
    if grading.members:
        return {}
    statements = [criterion.statement.in_(response.language) for criterion in grading.criteria.values()]
    opinions = worker.read(response.text, statements, (), ()) or []
    return {name: each.probability for name, each in zip(grading.criteria, opinions, strict=False)}


def _kinds(answer: Labelled, unseen: Iterable[str]) -> Iterator[str]:
    if answer.expect.members is not None:
        yield LISTED
        return
    yield "item: never trained on" if answer.item in unseen else "item: trained on"
    yield "kind: project" if answer.item.startswith("project_") else "kind: concept"
    if answer.style in HARD:
        yield "inverted, negated, stuffed"
