"""Judges a dialogue about the candidate's own work."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from evaluators.base import Grader
from evaluators.honesty.claims import claims_of
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.findings import Overall, judge
from evaluators.honesty.probes import Told, answered, firsts, policy
from evaluators.honesty.reading import Reading, read
from evaluators.honesty.substance import answers, mostly_specific
from evaluators.response import Response, Turn
from evaluators.text import Language, Text
from evaluators.verdict import Concern, Finding, Outcome, Verdict

FEEDBACK: dict[Overall, Text] = {
    "substantiated": Text(
        zh="说得具体，前后一致，能核对的都核对得上。", en="Specific and consistent; what could be checked holds."
    ),
    "unclear": Text(
        zh="目前还看不出具体做了什么：补上真实的数字、版本和步骤；不熟的地方先补一补，或者把说法放轻一些。",
        en="It is not yet clear what was done: add the true figures, versions and steps; learn what is missing, "
        "or state the claim more modestly.",
    ),
    "contradicted": Text(
        zh="有的说法和已知事实或前面的话对不上，见下面的引文和理由。可以解释或更正；也可以补上真实情况、去学一遍，或把说法放轻一些。",
        en="Some statements do not fit known facts or earlier words; see the quotes and reasons. You can explain or "
        "correct them: add the true facts, learn it, or state the claim more modestly.",
    ),
}
TOLD = Text(
    zh="前后没有对不上的地方。\n说到的：{told}。还没说到的：{untold}。",
    en="Nothing in it contradicts the rest.\nTold: {told}. Not told yet: {untold}.",
)
"""Where what was asked was in good part left open: what was told and what was not, without praise."""
NOT_A_THING = Text(zh="无", en="none of what was asked")
NOTHING = Text(zh="还没有关于自己工作的回答。", en="There is no answer about one's own work yet.")


class HonestyGrader(Grader):
    """A line of questions about a claim; `criteria` are its probes.

    The verdict's findings say which probes got an answer; its concerns, and `overall`, what was made of the answers.
    """

    kind: Literal["honesty"] = "honesty"
    version: ClassVar[int] = 11

    def grade(self, response: Response) -> Verdict:
        """Judge the dialogue; a text without a dialogue is taken as one turn."""
        dialogue = response.dialogue or (Turn(role="candidate", text=response.text),)
        reading = read(dialogue, response.date)
        if not any(one.text.strip() for one in reading.said):
            return self.unjudged(Outcome.NO_ANSWER, NOTHING.in_(response.language))
        return self.judged(reading, response)

    def judged(self, reading: Reading, response: Response, contradictions: Sequence[Doubt] | None = None) -> Verdict:
        """The verdict on a dialogue that says something; `contradictions` are by default what the rules find."""
        overall, doubts = judge(reading, contradictions)
        concerns = tuple(
            Concern(kind=d.kind, turn=d.turn, quote=d.quote, reason=d.reason.in_(response.language), source=d.source)
            for d in doubts
        )
        findings = self._findings(reading, response)
        return self.verdict(
            findings,
            self._feedback(overall, reading, findings, response.language),
            concerns=concerns,
            overall=overall,
        )

    def _feedback(self, overall: Overall, reading: Reading, findings: Sequence[Finding], language: Language) -> str:
        """What to tell the candidate; praise only where most of what was asked got a specific answer."""
        told = [finding for finding in findings if finding.met]
        if overall != "substantiated" or (len(told) * 2 > len(findings) and mostly_specific(answers(reading))):
            return FEEDBACK[overall].in_(language)
        names = {
            met: [self.criteria[one.criterion].statement.in_(language) for one in findings if bool(one.met) is met]
            for met in (True, False)
        }
        between = "；" if language == "zh" else "; "
        sentence = TOLD.in_(language).replace("{untold}", between.join(names[False]))
        return sentence.replace("{told}", between.join(names[True]) or NOT_A_THING.in_(language))

    def _findings(self, reading: Reading, response: Response) -> tuple[Finding, ...]:
        """Whether each probe got an answer, with the words."""
        topic = next((name for name, line in policy().topics.items() if set(line.probes) >= set(self.criteria)), None)
        claims = firsts(claim for one in reading.said for claim in claims_of(reading, one))
        told = [Told(one.said.text, one.said.question, one.specific) for one in answers(reading)]
        wordings = {name: criterion.probe for name, criterion in self.criteria.items() if criterion.probe}
        known = answered(topic, claims, told, wordings) if topic else {}
        return tuple(
            Finding(
                criterion=name,
                met=name in known,
                weight=criterion.weight,
                optional=criterion.optional,
                evidence=known.get(name, ""),
                comment="" if name in known else criterion.statement.in_(response.language),
            )
            for name, criterion in self.criteria.items()
        )
