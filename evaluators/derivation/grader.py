"""Derivations and formulas: what is claimed for each quantity, held against what follows from the setting."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from evaluators.base import Criterion, Grader
from evaluators.derivation import expression, forms
from evaluators.derivation.claims import Answer, Claim, substituted, understand
from evaluators.derivation.clauses import Failure
from evaluators.derivation.limits import MAX_CHARACTERS, MAX_CLAIMS
from evaluators.derivation.lines import lines
from evaluators.derivation.marking import Mark, mark
from evaluators.derivation.render import render
from evaluators.derivation.setting import Setting, _alternatives, formula
from evaluators.derivation.slips import SLIPS
from evaluators.derivation.tree import Node, sym
from evaluators.derivation.wording import WORDING, caret
from evaluators.response import Response
from evaluators.text import Frozen, Language, Text
from evaluators.verdict import Finding, Outcome, Verdict

FORBIDDEN = frozenset({"deriv", "partial"})


class Given(Frozen):
    """Another right answer that holds once the candidate has stated `formula`."""

    formula: str
    expected: tuple[str, ...]


class DerivationCriterion(Criterion):
    """A relation that the answer must state."""

    targets: tuple[str, ...] = ()
    """The quantities that it is about; each must be claimed rightly."""
    expected: tuple[str, ...] = ()
    """Formulas any of which is right; empty for the quantity's own definition."""
    given: tuple[Given, ...] = ()
    form: tuple[str, ...] = ()
    """Structures any of which is right, where parameters may have any names."""
    implied_by: tuple[str, ...] = ()
    """Criteria whose right formula states this one too, where it has this quantity written out."""
    unnamed: bool = True
    """Whether a right formula counts without the quantity's name beside it."""
    previous: Mapping[str, str] = Field(default_factory=dict)
    """What a name means on the right of its own assignment: the value before it."""
    phrases: tuple[str, ...] = ()
    """Words that state the relation: parts in order, with a few words between where ``…`` stands."""


class Pair(Frozen):
    """One question of a generated item."""

    task: Text
    expected: str
    variables: dict[str, Literal["real", "positive", "integer", "matrix"]] = Field(default_factory=dict)
    level: int = Field(default=2, ge=1, le=3)


class DerivationGrader(Grader):
    """Grades formulas by value.

    Without `pairs`, `setting` declares the quantities; with them, each asking draws a pair, or one comes from outside.
    """

    kind: Literal["derivation"] = "derivation"
    version: ClassVar[int] = 5

    criteria: Mapping[str, DerivationCriterion] = Field(min_length=1)
    setting: Setting = Field(default_factory=Setting)
    pairs: tuple[Pair, ...] = ()

    @model_validator(mode="after")
    def _formulas_can_be_read(self) -> "DerivationGrader":
        """A slip in a data file is an error when the bank is loaded, with the formula named."""
        for pair in self.pairs:
            expression.question(pair.expected, tuple(pair.variables.items()))
        _ = self._expected
        return self

    # -- generated items -----------------------------------------------------------------------------------------

    def draw(self, seed: int, level: int) -> dict[str, Any]:
        """One of the authored pairs, at most of `level`."""
        if not self.pairs:
            return {}
        fitting = [pair for pair in self.pairs if pair.level == level] or list(self.pairs)
        pair = random.Random(seed).choice(fitting)
        return {"expected": pair.expected, "variables": dict(pair.variables)}

    def placeholders(self, params: Mapping[str, Any], language: Language) -> dict[str, str]:
        """``{task}``: what is asked for."""
        if not self.pairs:
            return {}
        pair = next((pair for pair in self.pairs if pair.expected == params.get("expected")), None)
        task = pair.task.in_(language) if pair else WORDING["rewrite"].in_(language).format(params.get("expected", ""))
        return {"task": task}

    def solution(self, params: Mapping[str, Any], language: Language) -> str | None:
        """The expected formula."""
        del language
        return str(params["expected"]) if "expected" in params else None

    # -- grading -------------------------------------------------------------------------------------------------

    def grade(self, response: Response) -> Verdict:
        """Read every formula of the answer and hold it against the truth."""
        if len(response.text) > MAX_CHARACTERS:
            return self._unread(response, WORDING["too_long"].in_(response.language))
        if "expected" in response.params:
            return self._grade_expression(response)
        return self._grade_derivation(response)

    def _unread(self, response: Response, feedback: str, failures: Sequence[Failure] = ()) -> Verdict:
        place = failures[-1] if failures else None
        shown = caret(response.text, place) if place else ""
        findings = tuple(
            Finding(criterion=name, met=None, weight=c.weight, optional=c.optional, evidence=shown, note="unreadable")
            for name, c in self.criteria.items()
        )
        return self.unjudged(Outcome.UNREADABLE, f"{feedback}\n{shown}".strip(), findings=findings)

    def _grade_expression(self, response: Response) -> Verdict:
        language = response.language
        variables = response.params.get("variables") or {}
        asked = expression.question(str(response.params["expected"]), tuple(variables.items()))
        judged = expression.judge(asked, response.text)
        name, criterion = next(iter(self.criteria.items()))
        equal, reason = judged.equality.equal, judged.equality.reason
        shown = judged.formula
        if shown is None or reason == "unreadable":
            failures = judged.failures or ([Failure(shown.start, shown.end, shown.start, reason)] if shown else [])
            if failures:
                return self._unread(response, WORDING["unreadable"].in_(language), failures)
        if shown is None:
            finding = Finding(
                criterion=name, met=False, weight=criterion.weight, comment=WORDING["no_formula"].in_(language)
            )
            return self.verdict([finding], finding.comment)
        comment = ""
        if equal is None:
            comment = WORDING["undecided"].in_(language)
        elif not equal:
            comment = (
                WORDING["shapes" if reason == "shapes" else "different"].in_(language).format(judged.equality.detail)
            )
        finding = Finding(
            criterion=name,
            met=equal,
            weight=criterion.weight,
            read=render(shown.tree),
            evidence=response.text[shown.start : shown.end],
            note=reason,
            comment=comment,
        )
        return self.verdict([finding], comment or WORDING["right"].in_(language))

    def _grade_derivation(self, response: Response) -> Verdict:
        language = response.language
        answer = understand(self.setting, response.text, self._previous)
        findings = [self._finding(name, answer, response) for name in self.criteria]
        found_nothing = not any(finding.met or (finding.read and finding.met is False) for finding in findings)
        said = any(claim.trees and self._claims_something(claim, "") for claim in answer.claims)
        if answer.failures and found_nothing and not said:
            return self._unread(response, WORDING["unreadable"].in_(language), answer.failures)
        marks = lines(answer, self.setting, self._truths)
        feedback = [line.said(language, response.text) for line in marks if line.state == "wrong"][:1]
        feedback += [finding.comment for finding in findings if finding.comment and finding.met is not True]
        if answer.failures:
            feedback.append(f"{WORDING['unread_part'].in_(language)}\n{caret(response.text, answer.failures[0])}")
        missing = [f.criterion for f in findings if not f.met and not f.read and not f.optional]
        if not feedback and not missing:
            feedback.append(WORDING["right"].in_(language))
        details = {"lines": [line.plain(response.text) for line in marks]}
        return self.verdict(findings, "\n".join(dict.fromkeys(feedback)), details=details)

    @cached_property
    def _previous(self) -> dict[str, Mapping[str, str]]:
        return {target: c.previous for c in self.criteria.values() if c.previous for target in c.targets}

    @cached_property
    def _expected(self) -> dict[str, dict[str, list[Node]]]:
        """For each criterion and target, the trees that are right."""
        vocabulary = self.setting.vocabulary.plus({"affine", "act"})
        return {
            name: {
                target: [self.setting.meaning(formula(text, vocabulary)) for text in criterion.expected]
                or [sym(target)]
                for target in criterion.targets
            }
            for name, criterion in self.criteria.items()
        }

    @cached_property
    def _truths(self) -> dict[str, list[Node]]:
        """For each quantity that a criterion is about, what it may equal."""
        truths: dict[str, list[Node]] = {}
        for name, criterion in self.criteria.items():
            if not criterion.form:
                for target, trees in self._expected[name].items():
                    truths.setdefault(target, trees)
        return truths

    @cached_property
    def _forms(self) -> dict[str, list[Node]]:
        vocabulary = self.setting.vocabulary.plus({"affine"})
        return {name: [formula(text, vocabulary) for text in c.form] for name, c in self.criteria.items()}

    @cached_property
    def _given(self) -> dict[str, list[tuple[Node, list[Node]]]]:
        vocabulary = self.setting.vocabulary
        return {
            name: [
                (
                    self.setting.meaning(formula(given.formula, vocabulary)),
                    [self.setting.meaning(formula(t, vocabulary)) for t in given.expected],
                )
                for given in criterion.given
            ]
            for name, criterion in self.criteria.items()
        }

    @cached_property
    def _phrases(self) -> dict[str, list[re.Pattern[str]]]:
        return {
            name: [_pattern(text) for phrase in c.phrases for text in _alternatives(phrase)]
            for name, c in self.criteria.items()
        }

    def _finding(self, name: str, answer: Answer, response: Response) -> Finding:
        criterion = self.criteria[name]
        base: dict[str, Any] = {"criterion": name, "weight": criterion.weight, "optional": criterion.optional}
        results = [self._target(name, target, answer, response.text) for target in criterion.targets]
        met: bool | None = False
        if results:
            states = [result.right if result else False for result in results]
            met = True if all(states) else None if None in states and False not in states else False
        if not met and (said := self._said(name, response.text)):
            return Finding(**base, met=True, read=said, evidence=said, note="in_words")
        shown = next((r for r in results if r and r.right is not True), None) or next((r for r in results if r), None)
        if shown is None:
            return Finding(**base, met=met)
        evidence = response.text[shown.claim.formula.start : shown.claim.formula.end]
        comment = "" if met else self._comment(shown, response.language, evidence)
        read = render(shown.claim.trees[0]) if shown.claim.trees else evidence
        return Finding(**base, met=met, read=read, evidence=evidence, note=shown.slip, comment=comment)

    def _comment(self, shown: Mark, language: Language, evidence: str) -> str:
        if shown.right is None:
            return WORDING["unknown"].in_(language).format(evidence, shown.detail)
        if shown.slip == "shapes" and shown.detail:
            return WORDING["line_shapes"].in_(language).format(evidence, shown.detail)
        if shown.slip in SLIPS:
            return WORDING["slip"].in_(language).format(evidence, SLIPS[shown.slip].in_(language))
        return WORDING["wrong"].in_(language).format(evidence)

    def _target(self, name: str, target: str, answer: Answer, text: str) -> Mark | None:
        """The mark that decides about one quantity, or None where nothing was claimed for it."""
        said = [claim for claim in answer.claims if self._claims_something(claim, target)]
        named = [
            self._mark(name, target, claim, answer)
            for claim in [claim for claim in said if claim.target == target][-MAX_CLAIMS:]
        ]
        bare = self._unnamed(name, target, answer)
        unnamed = [self._mark(name, target, claim, answer, quick=True) for claim in bare[-MAX_CLAIMS:]]
        decided = [m for m in named if m.right is not None and not (m.claim.clause.aside and not m.right)]
        if decided and decided[-1].right:
            return decided[-1]
        if right := [m for m in unnamed if m.right and self._may_stand_for(name, target, text)]:
            return right[-1]
        if not decided and (implied := self._implied(name, target, answer, text)):
            return implied
        if decided or named:
            return (decided or named)[-1]
        if len(self.criteria) == 1 and unnamed:
            unnamed = [m for m in unnamed if not m.claim.clause.aside] or unnamed
            whole = [m for m in unnamed if m.claim.last]
            last = (whole or unnamed)[-1]
            return self._mark(name, target, last.claim, answer)
        return None

    def _unnamed(self, name: str, target: str, answer: Answer) -> list[Claim]:
        """Formulas without a name that may be about `target`; its own name in them means the value before."""
        if not self.criteria[name].unnamed:
            return []
        before = {old: sym(new) for old, new in self.criteria[name].previous.items()}
        bare = (claim for claim in answer.claims if claim.target is None)
        dated = (replace(c, trees=tuple(substituted(tree, before, rounds=1) for tree in c.trees)) for c in bare)
        return [claim for claim in dated if self._claims_something(claim, target)]

    def _implied(self, name: str, target: str, answer: Answer, text: str) -> Mark | None:
        """The mark of another criterion that is met by a formula with this quantity written out in it."""
        for other in self.criteria[name].implied_by:
            for whole in self.criteria[other].targets:
                result = self._target(other, whole, answer, text)
                if result and result.right and not any(target in tree.names() for tree in result.claim.trees):
                    return result
        return None

    def _claims_something(self, claim: Claim, target: str) -> bool:
        """Whether a claim says more than a name or a number."""
        for tree in claim.trees:
            if target in tree.names() or any(node.op in FORBIDDEN for node in tree.walk()):
                return False
            if not self.setting.activations and any(
                node.op == "prime" and node.args[0].op != "sym" for node in tree.walk()
            ):
                return False
            if not tree.names():
                return False
            if claim.target is None and not (tree.names() & self.setting.vocabulary.names):
                return False
            if claim.target is None and tree.op == "sym":
                return False
        return True

    def _may_stand_for(self, name: str, target: str, text: str) -> bool:
        """Among several quantities of one criterion, an unnamed formula stands for those that the answer mentions."""
        if len(self.criteria[name].targets) < 2:
            return True
        spelled = [
            target,
            target.removesuffix("_t"),
            *(word.split()[0] for word in self.setting.phrases.get(target, ())),
        ]
        return any(re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", text, re.IGNORECASE) for word in spelled)

    def _mark(self, name: str, target: str, claim: Claim, answer: Answer, *, quick: bool = False) -> Mark:
        if patterns := self._forms[name]:
            earlier = {old: sym(new) for old, new in self.criteria[name].previous.items()}
            before = () if claim.dated else (substituted(tree, earlier, rounds=1) for tree in claim.trees)
            trees = [*claim.trees, *before]
            right = any(forms.matches(tree, form, self.setting.known) for tree in trees for form in patterns)
            if right or not self.criteria[name].expected:
                return Mark(claim, right if claim.trees else None, detail=claim.unknown)
        expected = list(self._expected[name][target])
        stated = [claimed.trees[0] for claimed in answer.claims if claimed.trees] if self._given[name] else []
        worlds = self.setting.worlds(rows=answer.rows)
        for condition, more in self._given[name]:
            if any(mark(_as_claim(tree, claim), [condition], worlds, name_slips=False).right for tree in stated):
                expected.extend(more)
        return mark(claim, expected, worlds, name_slips=not quick)

    def _said(self, name: str, text: str) -> str:
        """The words that state the criterion, or an empty string."""
        for pattern in self._phrases[name]:
            if match := pattern.search(text):
                return match[0]
        return ""


def _as_claim(tree: Node, like: Claim) -> Claim:
    return Claim(None, (tree,), like.formula, like.clause)


def _pattern(phrase: str) -> re.Pattern[str]:
    """Parts in order within one clause; case and spaces do not matter."""
    parts = [re.escape(part.strip()).replace(r"\ ", r"\s*") for part in phrase.split("…")]
    return re.compile(r"[^。；;!?！？\n]{0,30}?".join(parts), re.IGNORECASE)
