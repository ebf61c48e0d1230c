"""Whether a question got a specific answer: a figure, a name, a version, a step; nothing here judges style."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evaluators.honesty import lexicon, roles
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Text

IDENTIFIER = re.compile(
    r"[A-Za-z]*[a-z][A-Z][A-Za-z0-9]*|[A-Za-z]+[_][A-Za-z0-9_]+|[A-Za-z]+[-.]?\d[\w.\-+/]*|\d+[xX×]\d+|[A-Z]{2,}[a-z]?(?![a-z])|\.[a-z]{2,5}\b"
)
NUMBER = re.compile(r"(?<![\w.])[vV]?\d+(?:[.,:]\d+)*")
SPELLED = lexicon.words("spelled")
TERMS = lexicon.words("terms")
BECAUSE = lexicon.words("because")
VAGUE = lexicon.words("vague")
EVADES = lexicon.words("evades")
RECITED = lexicon.words("recited")
OWN = re.compile(r"我|我们|自己|\b(?:I|we|my|our|us|me|I'm|I'd|we're)\b")
BOUNDARY = lexicon.words("boundary")


FEWEST_NAMED = 3
"""Names and technical words, of which an answer without a figure has at least so many when it tells the steps."""
LOST = lexicon.words("lost")
"""Words of somebody who is clearly lost, or does not remember."""


@dataclass(frozen=True)
class Answer:
    """How much a turn says."""

    said: Said
    specifics: int
    """Figures, identifiers and names that neither the question nor an earlier turn had."""
    terms: int
    """Technical words that the question does not have."""
    reasons: int
    vague: int
    evades: bool
    recited: int
    boundary: bool
    disclaims: bool
    """Whether it says that something was not the candidate's part."""
    own: bool
    named: int
    """Figures, identifiers, names and technical words of its own, heard before or not."""

    @property
    def states(self) -> bool:
        """Whether it names a fact in plain words, though it be one that was said or asked about before."""
        figure = bool(NUMBER.search(self.said.text)) and self.named > 0
        return (figure or self.named >= FEWEST_NAMED) and not (self.vague or self.evades or self.recited)

    @property
    def specific(self) -> bool:
        """Whether it says something that only the work itself could tell."""
        if self.boundary and self.specifics:
            return True
        weight = self.specifics + 0.5 * self.terms + 0.5 * self.reasons + 0.5 * self.boundary
        if self.recited >= 2 and self.specifics < 2:
            return False
        if self.specifics >= 2 and weight > 0.6 * self.vague:
            return True
        return weight >= 1.0 + 0.6 * self.vague + 1.0 * self.evades


def answers(reading: Reading) -> tuple[Answer, ...]:
    """Each turn of the candidate, weighed."""
    known: set[str] = set()
    found = []
    for one in reading.said:
        known |= {word.lower() for word in _specifics(one.question)} | {mention.id for mention in one.asked}
        names = {mention.id for clause in one.clauses for mention in clause.mentions}
        own = {word.lower() for word in _specifics(one.text)} | names
        fresh = own - known
        asked = {match[0].lower() for match in TERMS.finditer(one.question)}
        terms = {match[0].lower() for match in TERMS.finditer(one.text)} - asked
        known |= own
        found.append(
            Answer(
                said=one,
                specifics=len(fresh),
                terms=len(terms),
                reasons=len({match[0].lower() for match in BECAUSE.finditer(one.text)}),
                vague=len(VAGUE.findall(one.text)),
                evades=bool(EVADES.search(one.text)),
                recited=len(RECITED.findall(one.text)),
                boundary=bool(BOUNDARY.search(one.text)),
                disclaims=roles.disclaims(one),
                own=bool(OWN.search(one.text)),
                named=len(own) + len({match[0].lower() for match in TERMS.finditer(one.text)}),
            )
        )
    return tuple(found)


def _specifics(text: str) -> Iterator[str]:
    """Figures, spelled or in digits, and identifiers."""
    for pattern in (IDENTIFIER, NUMBER, SPELLED):
        yield from (match[0] for match in pattern.finditer(text))


def empty(answers: tuple[Answer, ...]) -> Iterator[Doubt]:
    """A doubt for each question that got nothing specific; whoever says that it was not their part has answered."""
    for answer in answers:
        if not answer.said.question or answer.specific or answer.states:
            continue
        kind, reason = (
            "vague",
            Text(
                zh="问到了具体情况，回答里没有数字、名称、版本或步骤。",
                en="The question asked for specifics; the answer has no figure, name, version or step.",
            ),
        )
        if answer.evades:
            kind, reason = "evaded", Text(zh="没有回答所问的内容。", en="What was asked is not answered.")
        elif answer.recited >= 2 or (answer.recited and not answer.own):
            kind, reason = (
                "recited",
                Text(
                    zh="是通用的介绍文字，没有自己项目里的内容。",
                    en="These are general words about the subject, with nothing from one's own work.",
                ),
            )
        if kind == "vague" and answer.disclaims:
            continue
        yield Doubt(kind, answer.said.turn, answer.said.text[:200], reason)  # type: ignore[arg-type]


def substantiated(answers: tuple[Answer, ...]) -> bool:
    """Whether at least half of what was asked got a specific answer; an opening alone counts for itself."""
    asked = [answer for answer in answers if answer.said.question] or list(answers)
    return bool(asked) and sum(answer.specific for answer in asked) * 2 >= len(asked)


def mostly_specific(answers: tuple[Answer, ...]) -> bool:
    """Whether more than half of what was asked got a specific answer, without a word of not knowing."""
    asked = [answer for answer in answers if answer.said.question] or list(answers)
    told = sum(answer.specific and not LOST.search(answer.said.text) for answer in asked)
    return told * 2 > len(asked)
