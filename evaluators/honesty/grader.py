"""Judges a dialogue about the candidate's own work."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal

from evaluators.base import Grader
from evaluators.honesty.claims import claims_of
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.findings import Overall, judge
from evaluators.honesty.probes import Told, answered, firsts, not_theirs, policy
from evaluators.honesty.reading import Reading, read
from evaluators.honesty.substance import answers, mostly_specific
from evaluators.response import Response, Turn
from evaluators.text import Language, Text
from evaluators.verdict import LEFT_OUT, Concern, Finding, Outcome, Verdict

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
UNSURE = Text(
    zh="有的说法看着和已知事实或前面的话对不上，但还不能断定，见下面的引文和理由。请解释或更正；也可以补上真实情况、去学一遍，或把说法放轻一些。",
    en="Some statements seem not to fit known facts or earlier words, though that is not certain; see the quotes and "
    "reasons. Please explain or correct them: add the true facts, learn it, or state the claim more modestly.",
)
"""Where nothing that is certain speaks against the candidate."""
TOLD = Text(
    zh="前后没有对不上的地方。\n说到的：{told}。还没说到的：{untold}。",
    en="Nothing in it contradicts the rest.\nTold: {told}. Not told yet: {untold}.",
)
"""Where what was asked was in good part left open: what was told and what was not, without praise."""
NOT_COUNTED = Text(
    zh="你说明了不是你做的、因此不计分的：{left}。", en="Not your part, as you said, and left out of the score: {left}."
)
NOT_THEIRS = Text(
    zh="你说清楚了这部分不是你做的：不计分，也不算短处。",
    en="You said plainly that this part was not yours: it is not scored, and no fault.",
)
"""Where too little is left that could be scored."""
NOT_A_THING = Text(zh="无", en="nothing")
NOTHING = Text(zh="还没有关于自己工作的回答。", en="There is no answer about one's own work yet.")


class HonestyGrader(Grader):
    """A line of questions about a claim; `criteria` are its probes.

    The verdict's findings say which probes got an answer; its concerns, and `overall`, what was made of the answers.
    Probes about what the candidate says was not their part are left out, and where those are most there is no score.
    """

    kind: Literal["honesty"] = "honesty"
    version: ClassVar[int] = 35

    def grade(self, response: Response) -> Verdict:
        """Judge the dialogue; a text without a dialogue is taken as one turn."""
        dialogue = response.dialogue or (Turn(role="candidate", text=response.text),)
        reading = read(dialogue, response.date)
        if not any(one.text.strip() for one in reading.said):
            return self.unjudged(Outcome.NO_ANSWER, NOTHING.in_(response.language))
        return self.judged(reading, response)

    def judged(
        self,
        reading: Reading,
        response: Response,
        contradictions: Sequence[Doubt] | None = None,
        false: Sequence[Doubt] | None = None,
    ) -> Verdict:
        """The verdict on a dialogue that says something; what is not given is what the rules find, as for `judge`."""
        overall, doubts = judge(reading, contradictions, false)
        findings, left_out = self._findings(reading, response)
        details = {LEFT_OUT: list(left_out)} if left_out else {}
        unscored = len(left_out) * 2 > len(self.criteria)
        unsure = overall == "unclear" and any(doubt.unsure for doubt in doubts)
        if unscored and overall == "unclear" and not unsure:
            overall, doubts = "substantiated", ()  # little was told, for they had no part in it
        concerns = tuple(
            Concern(
                kind=doubt.kind,
                turn=doubt.turn,
                quote=doubt.quote,
                reason=doubt.reason.in_(response.language),
                source=doubt.source,
                unsure=doubt.unsure,
            )
            for doubt in doubts
        )
        if unscored:
            told = (UNSURE if unsure else FEEDBACK[overall] if doubts else NOT_THEIRS).in_(response.language)
            return self.unjudged(
                Outcome.UNGRADED, told, findings=findings, concerns=concerns, overall=overall, details=details
            )
        feedback = (
            UNSURE.in_(response.language) if unsure else self._feedback(overall, reading, findings, response.language)
        )
        if left_out:
            feedback += "\n" + NOT_COUNTED.in_(response.language).replace(
                "{left}", self._list(left_out, response.language)
            )
        return self.verdict(findings, feedback, concerns=concerns, overall=overall, details=details)

    def _feedback(self, overall: Overall, reading: Reading, findings: Sequence[Finding], language: Language) -> str:
        """What to tell the candidate; praise only where most of what was asked got a specific answer."""
        told = [finding.criterion for finding in findings if finding.met]
        if overall != "substantiated" or (len(told) * 2 > len(findings) and mostly_specific(answers(reading))):
            return FEEDBACK[overall].in_(language)
        untold = [finding.criterion for finding in findings if not finding.met]
        nothing = NOT_A_THING.in_(language)
        sentence = TOLD.in_(language).replace("{untold}", self._list(untold, language) or nothing)
        return sentence.replace("{told}", self._list(told, language) or nothing)

    def _list(self, names: Iterable[str], language: Language) -> str:
        """What the probes called `names` look for."""
        return ("；" if language == "zh" else "; ").join(self.criteria[name].statement.in_(language) for name in names)

    def _findings(self, reading: Reading, response: Response) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
        """Whether each probe got an answer, with the words; and the probes about what was not the candidate's part."""
        topic = next((name for name, line in policy().topics.items() if set(line.probes) >= set(self.criteria)), None)
        if topic is None:
            known, others = {}, frozenset[str]()
        else:
            readings = (reading, read(response.elsewhere, response.date))
            claims = firsts(claim for each in readings for one in each.said for claim in claims_of(each, one))
            told = [Told(one.said.text, one.said.question, one.specific) for each in readings for one in answers(each)]
            wordings = {name: criterion.probe for name, criterion in self.criteria.items() if criterion.probe}
            known = answered(topic, claims, told, wordings)
            said = [one for each in readings for one in each.said]
            others = not_theirs(topic, said, wordings) - known.keys()
        findings = tuple(
            Finding(
                criterion=name,
                met=name in known,
                weight=criterion.weight,
                optional=criterion.optional,
                evidence=known.get(name, ""),
                comment="" if name in known else criterion.statement.in_(response.language),
            )
            for name, criterion in self.criteria.items()
            if name not in others
        )
        return findings, tuple(name for name in self.criteria if name in others)
