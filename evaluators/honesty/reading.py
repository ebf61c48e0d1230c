"""A dialogue, read: the candidate's turns, and what is talked about in each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache

from evaluators.honesty import lexicon, members, names
from evaluators.honesty.clause import Clause, clauses, clean, distinct
from evaluators.honesty.facts import Kind
from evaluators.honesty.names import Mention
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.said import Said
from evaluators.honesty.timeline import Timeline, years
from evaluators.response import Turn

MOST_TURNS = 200
"""Turns of a dialogue that are read."""
ANOTHER_MODEL = lexicon.words("another_model")
"""Words that bring in a network without a name of the tables, so that the one named before is no longer the subject."""
BUILDING_BLOCKS = frozenset({"transformer", "lstm", "gru", "gan"})
"""Networks that others are made of: naming them in a talk of another network does not change the subject."""
NEXT_STEP = Pattern(
    r"(?:^|[，,。；;\s])(?:再|然后|接着|最后|之后|后面|后接|随后)|(?:再|后面|然后|接着|随后)(?:[用接送过跑训由走拿上是]|交?给)|"
    r"\b(?:then|followed by|after that|next|finally)\b"
)
"""Before a network's name: what was told before it is of the step before."""
CONNECTIVE = 12
"""Characters before a clause in which a word may stand that joins it to the one before ("and then")."""
OF_SOMEBODY = Pattern(r"我|咱|\b(?:i|we|our|my|us)\b")
"""Of what somebody did, and not of a network."""
THAT_IS = Pattern(r"that.s\b|that is\b|这[个就]?是|就是")
"""A clause that names what the one before spoke of."""


@dataclass(frozen=True)
class Reading:
    """What the candidate said, in order, and when the conversation took place."""

    said: tuple[Said, ...]
    day: date | None = None
    _topics: dict[tuple[Kind, int], str | None] = field(default_factory=dict, repr=False, compare=False)

    @property
    def text(self) -> str:
        """All of the candidate's words."""
        return "\n".join(one.text for one in self.said)

    def before(self, one: Said) -> tuple[Said, ...]:
        """The candidate's turns before `one`."""
        return tuple(said for said in self.said if said.turn < one.turn)

    def up_to(self, one: Said) -> tuple[Said, ...]:
        """The candidate's turns up to `one` and with it."""
        return tuple(said for said in self.said if said.turn <= one.turn)

    def named(self, kind: Kind) -> tuple[str, ...]:
        """Everything of `kind` that the candidate named."""
        return distinct(name for one in self.said for name in one.named(kind))

    def subject(self, kind: Kind, one: Said, clause: Clause) -> str | None:
        """What a clause speaks of without naming it anew; None where that is not certain.

        A name in the clause; else the nearest before it in the turn; else the question's; else the latest turn's.
        """
        own = clause.named(kind)
        if own:
            return own[0] if len(own) == 1 else None
        if kind == "model" and ANOTHER_MODEL.search(clause.text):
            return None
        place = one.clauses.index(clause)
        topic = self.topic(kind, one)
        blocks = BUILDING_BLOCKS if kind == "model" and topic and topic not in BUILDING_BLOCKS else frozenset()
        whole = tuple(name for name in one.about(kind) if name not in blocks)
        if whole:
            near = next((c for c in reversed(one.clauses[:place]) if set(c.named(kind)) - blocks), None)
            if near is None:
                if len(whole) != 1 or (topic is not None and not _related(topic, whole[0])):
                    return None
                if kind == "model" and (_is_the_next_step(one, whole[0]) or _came_of_it(one.clauses[place:], whole[0])):
                    return None
                named = THAT_IS.match(one.clauses[place + 1].text) if place + 1 < len(one.clauses) else None
                return whole[0] if named or topic is None or topic.startswith(whole[0]) else None
            if (
                len(set(near.named(kind)) - blocks) == 1
                and (len(whole) == 1 or near.sentence == clause.sentence)
                and not near.compared
            ):
                return next(name for name in near.named(kind) if name not in blocks)
            return None
        return topic

    def quote(self, turn: int, clause: Clause) -> str:
        """The words to quote where `clause` cannot be so because of the year given in `turn`: that turn's own."""
        said = next((one for one in self.said if one.turn == turn), None)
        if said is None or clause in said.clauses:
            return clause.text
        return next((part.text for part in said.clauses if years(part)), said.text[:200])

    def topic(self, kind: Kind, one: Said) -> str | None:
        """What is being talked about when `one` begins: the question's name, else the one most recently named."""
        key = (kind, one.turn)
        if key not in self._topics:
            self._topics[key] = self._topic(kind, one)
        return self._topics[key]

    def _topic(self, kind: Kind, one: Said) -> str | None:
        asked = distinct(mention.id for mention in one.asked if mention.kind == kind)
        earlier_topic = self._topic_before(kind, one)
        if asked and not one.sets_beside(kind):
            if len(asked) > 1:
                return None
            narrower = [name for name in self.named(kind) if name.startswith(asked[0])]
            return narrower[0] if len(narrower) == 1 else asked[0]
        return earlier_topic

    def _topic_before(self, kind: Kind, one: Said) -> str | None:
        """What the latest earlier turn that names something of `kind` is about."""
        part = None
        for earlier in reversed(self.before(one)):
            asked = distinct(mention.id for mention in earlier.asked if mention.kind == kind)
            known = earlier.about(kind) or asked
            if not known:
                continue
            if kind == "model" and (
                (set(known) <= BUILDING_BLOCKS - set(asked) and _only_as_a_part(earlier))
                or (not asked and _only_as_likeness(earlier))
            ):
                part = part or known[0]
                continue
            return known[0] if len(known) == 1 else None
        return part

    @cached_property
    def timeline(self) -> Timeline:
        """When all of it took place."""
        return Timeline(self.said, self.day)


def _only_as_a_part(one: Said) -> bool:
    """Whether a turn names building blocks without a word of what somebody chose: as what something has or has not."""
    naming = (clause for clause in one.clauses if clause.named("model"))
    return not one.chooses_anew and not any(c.changed or c.supposed or OF_SOMEBODY.search(c.text) for c in naming)


def _only_as_likeness(one: Said) -> bool:
    """Whether a turn names networks only as what something is likened to, or set against."""
    return all(clause.compared for clause in one.clauses if clause.named("model"))


def _is_the_next_step(one: Said, name: str) -> bool:
    """Whether a turn names a network only as the step that comes next: "first ..., then a CRNN reads it"."""
    mention = next(m for clause in one.clauses for m in clause.mentions if m.id == name)
    clause = next(clause for clause in one.clauses if mention in clause.mentions)
    place = max(one.text.find(clause.text), 0)
    return bool(NEXT_STEP.search(one.text[max(place - CONNECTIVE, 0) : place + mention.start]))


def _related(first: str, second: str) -> bool:
    """Whether one of two ids is the other's, or that of its family: "bert" and "bert_base"."""
    return first.startswith(second) or second.startswith(first)


def read(dialogue: Sequence[Turn], day: date | None = None) -> Reading:
    """The reading of `dialogue`."""
    said: list[Said] = []
    question = ""
    families: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()
    for place, turn in enumerate(dialogue[:MOST_TURNS]):
        text = clean(turn.text)
        if turn.role == "interviewer":
            question = text
        else:
            told, asked = clauses(text), _names(question)
            devices |= members.with_short_names(asked).union(*(members.with_short_names(c.mentions) for c in told))
            asked = members.devices(question, asked, devices)
            told = tuple(_with_devices(clause, devices) for clause in told)
            families |= _families(asked).union(*(_families(clause.mentions) for clause in told))
            told = tuple(members.named(clause, families) for clause in told)
            asked = _asked_by_short_name(question, asked, families)
            said.append(Said(place, text, question, told, asked))
            question = ""
    return Reading(tuple(said), day)


def _with_devices(clause: Clause, known: frozenset[str]) -> Clause:
    """`clause` with the devices of `known` that it calls by their short names."""
    named = members.devices(clause.text, clause.mentions, known)
    return clause if named is clause.mentions else replace(clause, mentions=named)


@lru_cache(maxsize=1024)
def _names(question: str) -> tuple[Mention, ...]:
    return names.find(question)


def _asked_by_short_name(question: str, asked: tuple[Mention, ...], families: frozenset[str]) -> tuple[Mention, ...]:
    """The names in a question, with the one member of a family that it calls by its short name ("and the 70B?")."""
    if any(mention.kind == "model" for mention in asked):
        return asked
    named = (members.named(clause, families) for clause in clauses(question))
    found = tuple(dict.fromkeys(m for clause in named for m in clause.mentions if m.kind == "model"))
    return (*asked, *found)


def _families(mentions: Iterable[Mention]) -> frozenset[str]:
    """The families of the networks among `mentions`."""
    return frozenset().union(*(members.families_of(each.id) for each in mentions if each.kind == "model"))


def _came_of_it(clauses: Sequence[Clause], name: str) -> bool:
    """Whether what is told first is of what somebody made of a network ("6 layers, distilled from BERT-base")."""
    return any(clause.changed and name in clause.named("model") for clause in clauses)
