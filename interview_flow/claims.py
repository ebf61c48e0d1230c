"""The ledger of what the candidate has said about their own work: read, asked about, compared. Pure.

The ledger itself is a list of JSON records, one event each: a `said` record for each message, followed by its claims.
Everything here is a function of that list, so that replaying the events gives the same questions. A second reader may
be asked whether it sees a finding, too; one that is raised is an event of its own.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Any, Literal

from evaluators.concept.habits import near_copy
from evaluators.honesty import consistency, substance
from evaluators.honesty.against import Exchange
from evaluators.honesty.claims import Claim, claims_of
from evaluators.honesty.clause import LONGEST_TURN, SENTENCE
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.findings import impossible
from evaluators.honesty.probes import Told, answered, firsts, missing, not_theirs, policy, topic_of
from evaluators.honesty.reading import Reading, read
from evaluators.honesty.said import Said
from evaluators.response import Turn
from evaluators.text import Frozen, Language, Text, written_in
from evaluators.verdict import Concern
from interview_flow.honesty import AskedProbe, ClaimProbe
from question_bank.bank import Bank

LONGEST_CV = 30_000
"""Characters of a CV that are read."""
LONGEST_QUOTE = 80
LONGEST_TOLD = 200
"""Characters of a reply that are quoted back."""
EMPTY_BEFORE_GOING_ON = 2
"""After so many replies with nothing new a claim stays unverified, and the interview goes on."""
YOU_SAID = Text(zh="你提到「{quote}」。{question}", en='You said: "{quote}". {question}')
OF_THE_PROJECT = Text(zh="回到「{quote}」这个项目。{question}", en='Back to the project with "{quote}". {question}')
"""A project is asked about as a whole; the words quoted only say which one is meant."""
GOING_ON = Text(zh="{question}", en="{question}")
FROM_THE_BANK = Text(
    zh="和题库里的一段参考答案几乎逐字相同，没有自己项目里的内容。",
    en="This is nearly word for word one of the bank's model answers, with nothing from one's own work.",
)
PROJECT = "project_basics"
LOST = substance.LOST
CV = "cv"
"""The stage of what is said in a CV."""
MEASURED = {"latency", "throughput", "metric", "params", "file"}
"""What each of several networks has its own of."""
WEIGHED = re.compile(
    r"比过|比较[过了]|对比[过了]|试[过了]|考虑[过了]|前者|后者|候选|备选|淘汰|"
    r"\b(?:compared|considered|evaluated|tried|alternatives?|candidates?|former|latter|rejected|ruled out)\b",
    re.IGNORECASE,
)
"""Words of somebody who weighs networks against each other: a figure beside them may be that of one not taken."""


Stands = Callable[[Doubt, Exchange, Exchange | None], bool]
"""Whether a doubt about a message stands: that it cannot be so, or contradicts the earlier one from which it quotes."""


def unasked(doubt: Doubt, later: Exchange, earlier: Exchange | None) -> bool:
    """What is said of every doubt where there is no second reader."""
    del doubt, later, earlier
    return True


class Message(Frozen):
    """What the candidate typed, as far as it can hold claims: the first record of each message."""

    record: Literal["said"] = "said"
    text: str
    turn: int
    stage: str
    day: date
    own: bool
    """Whether it speaks of the candidate's own work; else it calls no question and no fact is held against it."""


class Made(Claim):
    """A claim as it is kept: a record of the message in which it was made."""

    record: Literal["claim"] = "claim"


class Open(Frozen):
    """A claim that calls questions, and what is known about it."""

    topic: str
    claim: Claim
    known: frozenset[str]
    """Questions that have their answer, or that ask about what was not the candidate's part."""
    asked: frozenset[str]
    empty: int
    """Replies in a row, up to the last, that said nothing specific, or only what was replied before."""
    lost: bool


class Ledger:
    """Reads claims, chooses the next question, finds what does not fit. Holds nothing but the questions' wording."""

    def __init__(
        self,
        questions: Mapping[str, Mapping[str, Text]],
        led: Collection[str] = (),
        model_answers: Collection[Text] = (),
        stands: Stands = unasked,
    ) -> None:
        self.questions = questions
        """Wording by topic and probe."""
        self.led = frozenset({CV, *led})
        """Stages in which all that is said is of the candidate's own work, whether or not they say "I"."""
        self.model_answers = tuple(model_answers)
        """The bank's own: whoever replies with one of them has told nothing of their own."""
        # All replies are looked at again with each message.
        self._recites = lru_cache(maxsize=1024)(self._near_a_model_answer)
        self.stands = stands

    @classmethod
    def of(cls, bank: Bank, stands: Stands = unasked) -> "Ledger":
        """The ledger that asks with the words of the honesty items of `bank`."""
        questions: dict[str, dict[str, Text]] = {}
        for topic in policy().topics:
            grading = bank.item(f"honesty/{topic}").grading
            criteria = grading.criteria if grading else {}
            questions[topic] = {name: criterion.probe for name, criterion in criteria.items() if criterion.probe}
        stages = (stage for plan in bank.formats.values() for stage in plan.stages)
        model_answers = [item.model_answer for item in bank if item.model_answer]
        return cls(questions, {stage.id for stage in stages if stage.probing}, model_answers, stands)

    def read(self, text: str, *, turn: int, stage: str, at: datetime) -> Sequence[Mapping[str, Any]]:
        """The records of one message: its text, then the claims in it. Nothing for a message without words."""
        records: list[Mapping[str, Any]] = []
        for part in _parts(text[:LONGEST_CV]):
            said = Message(
                text=part,
                turn=turn,
                stage=stage,
                day=at.date(),
                own=stage in self.led or bool(substance.OWN.search(part)),
            )
            records.append(said.model_dump(mode="json"))
            records += [
                Made(**{**dict(claim), "stage": stage, "turn": turn}).model_dump(mode="json") for claim in _claims(part)
            ]
        return records

    def probe(
        self, claims: Sequence[Mapping[str, Any]], asked: Sequence[AskedProbe], *, language: Language, leading: bool
    ) -> ClaimProbe | None:
        """The next question about what was claimed; None when enough is known or nothing new comes.

        Where the stage is not led by claims, only the latest message may call a question.
        """
        messages, made = _split(claims)
        latest = max((message.turn for message in messages), default=0)
        for line in _lines(messages, made, asked):
            if not leading and line.claim.turn != latest:
                continue
            if line.empty >= EMPTY_BEFORE_GOING_ON:
                continue
            name = missing(line.topic, line.known, line.asked, lost=line.lost)
            question = self.questions.get(line.topic, {}).get(name or "")
            if name and question:
                of = _frame(line, messages, asked)
                return ClaimProbe(
                    question=of.in_(language).format(question=question.in_(language), quote=_short(line.claim.quote)),
                    claim={"topic": line.topic, "probe": name, "claim": line.claim.model_dump(mode="json")},
                )
        return None

    def concerns(
        self, claims: Sequence[Mapping[str, Any]], asked: Sequence[AskedProbe], *, language: Language, at: datetime
    ) -> Sequence[Concern]:
        """What cannot be so, what contradicts earlier words, and what stayed empty after being asked."""
        messages, made = _split(claims)
        doubts = [
            doubt
            for message in messages
            if message.own
            for doubt in _impossible(message.text, "", message.day, message.turn)
        ]
        doubts += [doubt for probe in asked for doubt in self._of_reply(probe, messages, at.date())]
        own = {(message.turn, message.stage): message for message in messages if message.own}
        readings = [_said(message.text, message.turn) for message in own.values()]
        doubts += consistency.between(readings, [claim for claim in made if _comparable(claim, own)])
        fresh = {(d.kind, d.quote): d for d in doubts if self._stands(d, messages, asked)}
        return [
            Concern(kind=d.kind, turn=d.turn, quote=d.quote, reason=d.reason.in_(language), source=d.source)
            for d in fresh.values()
        ]

    def _stands(self, doubt: Doubt, messages: Sequence[Message], asked: Sequence[AskedProbe]) -> bool:
        """Whether a doubt stands once a second reader was asked, of whom there is something to ask."""
        if doubt.follows or doubt.kind not in {"impossible_fact", "inconsistent"}:
            return True
        questions = {probe.reply.strip(): probe.question for probe in asked if probe.reply}
        told = [(m.turn, Exchange(questions.get(m.text, ""), m.text)) for m in messages]
        parts = [said for turn, said in told if turn == doubt.turn]
        later = next((said for said in parts if doubt.quote in said.text), parts[0] if parts else None)
        if later is None or doubt.kind == "impossible_fact":
            return later is None or self.stands(doubt, later, None)
        earlier = next((said for turn, said in told if turn < doubt.turn and doubt.source in said.text), None)
        return earlier is None or self.stands(doubt, later, earlier)

    def _near_a_model_answer(self, reply: str) -> bool:
        """Whether a reply is nearly word for word one of the bank's model answers."""
        language = written_in(reply)
        return any(near_copy(reply, known.in_(language)) for known in self.model_answers)

    def _of_reply(self, probe: AskedProbe, messages: Sequence[Message], day: date) -> Iterator[Doubt]:
        """What is found in one reply, read together with its question."""
        if probe.reply is None:
            return
        reply = probe.reply
        turn = next((message.turn for message in reversed(messages) if message.text == reply.strip()), 0)
        yield from _impossible(reply, probe.question, day, turn)
        if self._recites(reply):
            yield Doubt("recited", turn, reply[:LONGEST_TOLD], FROM_THE_BANK)
            return
        for doubt in substance.empty((_weighed(probe.question, reply),)):
            if doubt.kind == "vague" and LOST.search(reply):
                continue  # whoever says that they do not remember has answered
            yield Doubt(doubt.kind, turn, doubt.quote, doubt.reason, doubt.source)


def _frame(line: Open, messages: Sequence[Message], asked: Sequence[AskedProbe]) -> Text:
    """What a question is put into: the words that it hangs on, unless the project is being spoken of anyway."""
    if line.topic != PROJECT:
        return YOU_SAID
    last = messages[-1]
    goes_on = bool(asked) and asked[-1].claim.get("topic") == PROJECT and asked[-1].reply == last.text
    return GOING_ON if goes_on or line.claim.turn == last.turn else OF_THE_PROJECT


def _parts(text: str) -> Iterator[str]:
    """`text` in pieces that are short enough to be read, cut at line breaks where there are any."""
    rest = text.strip()
    while rest:
        cut = len(rest) if len(rest) <= LONGEST_TURN else rest.rfind("\n", 1, LONGEST_TURN)
        cut = cut if cut > 0 else LONGEST_TURN
        yield rest[:cut].strip()
        rest = rest[cut:].strip()


def _split(records: Sequence[Mapping[str, Any]]) -> tuple[tuple[Message, ...], tuple[Claim, ...]]:
    """The messages and the claims of a ledger."""
    return _sorted(_Same(records))


class _Same:
    """Records by their identity: they are events, and nobody changes one."""

    __slots__ = ("ids", "records")

    def __init__(self, records: Sequence[Mapping[str, Any]]) -> None:
        self.records = tuple(records)
        self.ids = tuple(map(id, records))

    def __hash__(self) -> int:
        return hash(self.ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.ids == other.ids


@lru_cache(maxsize=64)
def _sorted(same: _Same) -> tuple[tuple[Message, ...], tuple[Claim, ...]]:
    """The messages and the claims; the whole ledger is looked at more than once while one message is answered."""
    begins = [place for place, record in enumerate(same.records) if record["record"] == "said"]
    told = [_read_back(_Same(same.records[begin:end])) for begin, end in pairwise([*begins, len(same.records)])]
    return tuple(message for message, _ in told), tuple(claim for _, claims in told for claim in claims)


@lru_cache(maxsize=1024)
def _read_back(same: _Same) -> tuple[Message, tuple[Made, ...]]:
    """The records of one message as what they were."""
    message, *claims = same.records
    return Message.model_validate(message), tuple(map(Made.model_validate, claims))


def _lines(messages: Sequence[Message], made: Sequence[Claim], asked: Sequence[AskedProbe]) -> Iterator[Open]:
    """One line of questions for each topic and thing claimed, in the order of the topics and of what was said."""
    own = {(message.turn, message.stage) for message in messages if message.own}
    new = [_says_more(probe, asked[:place]) for place, probe in enumerate(asked)]
    told = [Told(message.text) for message in messages if message.own] + [
        Told(probe.reply or "", probe.question) for probe, more in zip(asked, new, strict=True) if more
    ]
    stated = firsts(made)
    said = [_said(message.text, message.turn) for message in messages if message.own]
    said += [_weighed(probe.question, probe.reply).said for probe in asked if probe.reply]
    for topic in policy().topics:
        put = [(probe, more) for probe, more in zip(asked, new, strict=True) if probe.claim.get("topic") == topic]
        replied = [(probe, more) for probe, more in put if probe.reply is not None]
        calling = next((c for c in made if topic_of(c) == topic and (c.turn, c.stage) in own), None)
        if calling is None:
            continue
        yield Open(
            topic=topic,
            claim=calling,
            known=not_theirs(topic, said).union(
                answered(topic, stated, told), (str(p.claim.get("probe")) for p, more in replied if more)
            ),
            asked=frozenset(str(probe.claim.get("probe")) for probe, _ in put),
            empty=sum(1 for _ in takewhile(lambda one: not one[1], reversed(replied))),
            lost=bool(replied) and _lost(replied[-1][0]),
        )


def _lost(probe: AskedProbe) -> bool:
    """Whether a reply says that they do not know, and nothing else."""
    return bool(LOST.search(probe.reply or "")) and _is_empty(probe)


def _says_more(probe: AskedProbe, before: Sequence[AskedProbe]) -> bool:
    """Whether there is a reply that says something specific, and not in the words of an earlier one."""
    return probe.reply is not None and not _is_empty(probe) and all(probe.reply != earlier.reply for earlier in before)


def _is_empty(probe: AskedProbe) -> bool:
    """Whether a reply said nothing specific."""
    return not _weighed(probe.question, probe.reply or "").specific


def _comparable(claim: Claim, own: Mapping[tuple[int, str], Message]) -> bool:
    """Whether a claim is of the candidate's own project, and its figure not that of a network they weighed and left."""
    message = own.get((claim.turn, claim.stage))
    if message is None or claim.attribute not in MEASURED:
        return message is not None
    return not _weighed_and_left(message.text, message.turn, claim.quote)


@lru_cache(maxsize=4096)
def _weighed_and_left(text: str, turn: int, quote: str) -> bool:
    """Whether the words around a clause of a message speak of a network that was weighed and left."""
    clauses = _said(text, turn).clauses
    place = next((clause.sentence for clause in clauses if clause.text == quote), None)
    around = "，".join(clause.text for clause in clauses if place is not None and place - 1 <= clause.sentence <= place)
    return bool(WEIGHED.search(around))


@lru_cache(maxsize=1024)
def _weighed(question: str, reply: str) -> substance.Answer:
    return substance.answers(_reading(reply, question))[-1]


def _impossible(text: str, question: str, day: date, turn: int) -> list[Doubt]:
    return [Doubt(d.kind, turn, d.quote, d.reason, d.source, d.said) for d in _checked(text, question, day)]


@lru_cache(maxsize=1024)
def _checked(text: str, question: str, day: date) -> tuple[Doubt, ...]:
    """The doubts about one message in the light of its question; what it says of networks is left to the items."""
    return tuple(impossible(replace(_reading(text, question), day=day), structure=False))


@lru_cache(maxsize=1024)
def _claims(text: str) -> tuple[Claim, ...]:
    reading = _reading(text)
    return tuple(claim for one in reading.said for claim in claims_of(reading, one))


@lru_cache(maxsize=1024)
def _said(text: str, turn: int) -> Said:
    return replace(_reading(text).said[0], turn=turn)


@lru_cache(maxsize=1024)
def _reading(text: str, question: str = "") -> Reading:
    """One message and its question, read once for all that is asked of it."""
    return read((Turn(role="interviewer", text=question), Turn(role="candidate", text=text)))


def _short(quote: str) -> str:
    """The words, cut where they are long."""
    first = next((part.strip() for part in SENTENCE.split(quote) if part.strip()), quote)
    return first if len(first) <= LONGEST_QUOTE else first[: LONGEST_QUOTE - 1] + "…"
