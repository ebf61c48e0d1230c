"""A dialogue, read: the candidate's turns, cut into clauses, with the names and figures in them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby

from evaluators.honesty import dating, figures, lexicon, members, names
from evaluators.honesty.facts import Kind
from evaluators.honesty.figures import Figure
from evaluators.honesty.names import Mention
from evaluators.honesty.pattern import Pattern
from evaluators.response import Turn

LONGEST_TURN = 6000
"""Characters of one turn that are read; what follows is not looked at."""
LONGEST_WORD = 64
"""Characters of an unbroken run of letters and digits that are read."""
LONGEST_CLAUSE = 400
MOST_FIGURES = 12
"""Figures of one clause that are read; no honest clause has more."""
COUNTED = frozenset({"class", "thing", "sample", "image", "person"})
"""What a figure counts that no network's name ends with."""
ENDLESS = re.compile(r"[A-Za-z0-9_.]{65,}")
MOST_CLAUSES = 400
"""Clauses of one turn that are read."""
MOST_TURNS = 200
"""Turns of a dialogue that are read."""
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
SENTENCE = re.compile(r"[。！？!?；;\n]+|(?<!\d)\.(?=\s|$)|(?<=\d)\.(?=\s+[A-Z]|\s*$)")
CLAUSE = re.compile(
    r"，|,(?!\d)|：|:(?=\s)|——|（|）|[()]|\b(?:but|while|whereas|which means|and then)\b|(?:但是|不过|而(?!且|已))"
)
NEGATION = lexicon.words("negation")
COMPARED = lexicon.words("compared")
CHANGED = lexicon.words("changed")
HYPOTHETICAL = lexicon.words("hypothetical")
HEARSAY = lexicon.words("hearsay")
CORRECTED = lexicon.words("corrected")
_YEAR = lexicon.words("year")
OTHER_TIMES = lexicon.words("other_times")
"""Somewhere in the dialogue another time is spoken of, so that one stated year does not date everything."""
AT_THE_END = lexicon.words("at_the_end")
"""Beside a year: the later part of a time that began with it."""
ASKS_WHAT_WAS_BEFORE = lexicon.words("asks_what_was_before")
"""A question about the time before: a year in the reply does not date what was told."""
TAKES_NOTHING_UP = lexicon.words("takes_nothing_up")
MOVED_ON = lexicon.words("moved_on")
_NOT_THE_PROJECT = lexicon.words("not_the_project")
EXPLAINED = lexicon.words("explained")
EXPLAINS_BEFORE = lexicon.words("explains_before")
"""Words that explain what stands before them in the sentence; others explain what follows."""
CHOSEN_ANEW = lexicon.words("chosen_anew")
ANOTHER_MODEL = lexicon.words("another_model")
"""Words that bring in a network without a name of the tables, so that the one named before is no longer the subject."""
BUILDING_BLOCKS = frozenset({"transformer", "lstm", "gru", "gan"})
"""Networks that others are made of: naming them in a talk of another network does not change the subject."""
IT_IS = Pattern(r"(?:是|属于|来自)(?:后来|后面|人家)?的?\s*$|(?:\b(?:is|was|are|were|comes?)|'s) (?:from |in |of )?$")
OF_IT_ALONE = Pattern(
    r"\s*(?:里|中|那边|之后|以后)?(?:才|的(?:做法|东西|特点|结构|思路|设计|$)|用的|有的)|'s\b| (?:thing|idea|style)\b"
)
ONLY_THERE = Pattern(r"(?:只有|\bonly (?:in |with )?)\s*$")
LIKENED = Pattern(
    r"(?:\b(?:like|as in|similar to|the same (?:as|way as|kind as)(?: (?:for|in|with|on|by))?(?: an?| the)?|"
    r"just as(?: (?:for|in|with))?|unlike|than|times the size of)|不?像|跟|类似于?|不同于|比)\s*$"
)
JOINS = re.compile(r"(?:和|与|同)\s*$")
ALIKE = re.compile(r"\s*(?:完全|基本|差不多)?(?:一样|一模一样|相同|类似|一致|差不多|那样|相反)")
SO_MANY_TIMES = re.compile(
    r"\s*的\s*(?:大约|大概|差不多)?(?:[一二两三四五六七八九十几半\d.]+ ?倍|一半|[一二三四五六七八九十]+分之)"
)
LAYERS = Pattern(r"\s*(?:layers?\b|blocks?\b|层|块)")
"""Behind a name: it is that of the parts of another network."""
THERE_ALONE = re.compile(r"\s*(?:里|中)?才(?:有|用|是|提)")
"""Around a name: something is said to be that one's and not the other's."""
NEXT_STEP = Pattern(
    r"(?:^|[，,。；;\s])(?:再|然后|接着|最后|之后|后面|后接|随后)|(?:再|后面|然后|接着|随后)(?:[用接送过跑训由走拿上是]|交?给)|"
    r"\b(?:then|followed by|after that|next|finally)\b"
)
"""Before a network's name: what was told before it is of the step before."""
CONNECTIVE = 12
"""Characters before a clause in which a word may stand that joins it to the one before ("and then")."""
THAT_IS = Pattern(r"that.s\b|that is\b|这[个就]?是|就是")
"""A clause that names what the one before spoke of."""
_EDITION = lexicon.words("edition")
SET_BESIDE = Pattern(
    r"(?:相对于?|相较于?|相比(?:于|起|之下)?|比起?|和|跟|与|同|不同于|区别于|"
    r"\b(?:to|from|than|over|versus|vs\.?|with|against|unlike)(?: an?| the| plain| original| standard)?)\s*$"
)
"""Before a name in a question that is about something else, beside which it is set ("它和 BERT 的区别")."""
SETS_BESIDE = Pattern(
    r"区别|不同|不一样|差别|差异|比[，,]|[差强新好快]在|相对|相比|改(?:了|进|动)|优势|"
    r"比(?:起来|较)?[，,]? ?(?:[少多有缺去省强好弱差怎如不？?]|$)|\b(?:differ\w*|compare[ds]?|chang\w+|improv\w+|"
    r"better|lacks?|missing|relative|than|versus|vs|advantages?|apart|set it)\b"
)

ASKS_IF_ONE = Pattern(
    r"(?:\b(?:is|was|are) (?:it|that|this)(?: really| just| basically| actually)?(?: like)?(?: an?)?|"
    r"(?:它|^)(?:其实|本质上|算)?(?:是|属于|像)(?:不是)?(?:一个|一种)?)\s*$"
)
"""Before a name in a question whether what is talked of is one of these."""
SAYS_YES = Pattern(r"\s*(?:yes|yeah|yep|right|correct|exactly|对|是的|嗯|没错)")


def clean(text: str) -> str:
    """`text` as it was meant: full-width Latin and digits narrowed, invisible characters removed, length bounded."""
    narrow = "".join(
        unicodedata.normalize("NFKC", char)
        if ("\uff10" <= char <= "\uff5a" and char.isalnum()) or char in "．％＋"
        else char
        for char in text[:LONGEST_TURN]
    )
    return ENDLESS.sub(lambda run: run[0][:LONGEST_WORD], INVISIBLE.sub("", narrow))


@dataclass(frozen=True)
class Clause:
    """A stretch of a turn that says one thing."""

    text: str
    sentence: int
    """Zero-based place of its sentence in the turn."""
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    answer: str = ""
    """The reply's own words, where `text` is the question that they complete."""

    def __hash__(self) -> int:
        # Turns are looked up by their clauses at each message; the text's own hash is kept by Python.
        return hash(self.text)

    @property
    def quote(self) -> str:
        """What was said, word for word."""
        return self.answer or self.text

    def named(self, kind: Kind) -> tuple[str, ...]:
        """The ids of `kind` named in it, each once; a family's name beside one of its members is dropped."""
        return _distinct(mention.id for mention in self.mentions if mention.kind == kind) if self.mentions else ()

    def sets_aside(self, mention: Mention) -> bool:
        """Whether something is said here to be that of `mention`, and so not of what is spoken of."""
        before, after = self.text[: mention.start], self.text[mention.end :]
        return bool(
            LIKENED.search(before)
            or (IT_IS.search(before) and OF_IT_ALONE.match(after))
            or ONLY_THERE.search(before)
            or THERE_ALONE.match(after)
            or (JOINS.search(before) and ALIKE.match(after))
            or SO_MANY_TIMES.match(after)
        )

    def names_layers(self, mention: Mention) -> bool:
        """Whether `mention` only says of which kind some layers are ("all transformer layers")."""
        return mention.id == "transformer" and bool(LAYERS.match(self.text[mention.end :]))

    @cached_property
    def denied(self) -> bool:
        """Whether it has a negation."""
        return bool(NEGATION.search(self.text))

    @cached_property
    def compared(self) -> bool:
        """Whether it sets one thing against another, so that it is unclear what belongs to which."""
        return bool(COMPARED.search(self.text))

    @cached_property
    def changed(self) -> bool:
        """Whether it speaks of a change somebody made, so that the tables no longer apply."""
        return bool(CHANGED.search(self.text))

    @cached_property
    def supposed(self) -> bool:
        """Whether it speaks of what could be, was planned, or others said."""
        return bool(HYPOTHETICAL.search(self.text) or HEARSAY.search(self.text))


@dataclass(frozen=True, eq=False)
class Said:
    """One turn of the candidate; each is itself alone, so that what was read off one can be looked up by it."""

    turn: int
    """Zero-based place in the dialogue."""
    text: str
    question: str
    """What the interviewer had just asked; empty for an opening."""
    clauses: tuple[Clause, ...]
    asked: tuple[Mention, ...] = ()
    """The names in the question."""

    def named(self, kind: Kind) -> tuple[str, ...]:
        """The ids of `kind` named in it."""
        return _distinct(mention.id for clause in self.clauses for mention in clause.mentions if mention.kind == kind)

    def about(self, kind: Kind) -> tuple[str, ...]:
        """The ids of `kind` that it speaks of, without one that is named as what has it instead ("GPT 才有的")."""
        told = (
            m
            for clause in self.clauses
            for m in clause.mentions
            if m.kind == kind and not clause.sets_aside(m) and not clause.names_layers(m)
        )
        return _distinct(mention.id for mention in told)

    def sets_beside(self, kind: Kind) -> bool:
        """Whether the question names things of `kind` only to set it beside them or to ask if it is one."""
        named = [mention for mention in self.asked if mention.kind == kind]
        asks_if_one = named and all(ASKS_IF_ONE.search(self.question[: mention.start]) for mention in named)
        if asks_if_one and not SAYS_YES.match(self.text):
            return True
        return bool(named and SETS_BESIDE.search(self.question)) and all(
            SET_BESIDE.search(self.question[: mention.start]) and self.question[: mention.start].strip()
            for mention in named
        )

    @cached_property
    def corrects(self) -> bool:
        """Whether the candidate takes something back."""
        return bool(CORRECTED.search(self.text))

    @cached_property
    def explained(self) -> frozenset[str]:
        """The clauses that follow words by which two figures are of two things, or that such words look back at."""
        found = set()
        for place, clause in enumerate(self.clauses):
            if EXPLAINS_BEFORE.search(clause.text):
                found |= {part.text for part in self.sentence(clause.sentence)}
            if EXPLAINED.search(clause.text):
                found |= {p.text for p in self.clauses[place:] if p.sentence <= clause.sentence + 1}
        return frozenset(found)

    @cached_property
    def chooses_anew(self) -> bool:
        """Whether the turn tells that something else was chosen in the course of time."""
        if OTHER_TIMES.search(self.question):
            return True
        told = (clause.text for clause in self.clauses if not clause.denied)
        return any(CHOSEN_ANEW.search(text) or OTHER_TIMES.search(text) for text in told)

    @cached_property
    def _sentences(self) -> dict[int, tuple[Clause, ...]]:
        return {number: tuple(group) for number, group in groupby(self.clauses, key=lambda clause: clause.sentence)}

    @property
    def sentences(self) -> Iterable[tuple[Clause, ...]]:
        """The clauses of each sentence, in order."""
        return self._sentences.values()

    def sentence(self, number: int) -> tuple[Clause, ...]:
        """The clauses of one sentence."""
        return self._sentences.get(number, ())

    def up_to(self, clause: Clause) -> tuple[Clause, ...]:
        """The sentence of `clause`, one of the turn's, up to and with it."""
        sentence = self.sentence(clause.sentence)
        return sentence[: sentence.index(clause) + 1]


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
        return _distinct(name for one in self.said for name in one.named(kind))

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
                if kind == "model" and _is_the_next_step(one, whole[0]):
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
        asked = _distinct(mention.id for mention in one.asked if mention.kind == kind)
        earlier_topic = self._topic_before(kind, one)
        if asked and not (self._named_before(kind, one) and one.sets_beside(kind)):
            if len(asked) > 1:
                return None
            narrower = [name for name in self.named(kind) if name.startswith(asked[0])]
            return narrower[0] if len(narrower) == 1 else asked[0]
        return earlier_topic

    def _named_before(self, kind: Kind, one: Said) -> bool:
        """Whether something of `kind` was spoken of before, be it one thing or several."""
        return any(earlier.about(kind) for earlier in self.before(one))

    def _topic_before(self, kind: Kind, one: Said) -> str | None:
        """What the latest earlier turn that names something of `kind` is about."""
        for earlier in reversed(self.before(one)):
            known = earlier.about(kind) or _distinct(mention.id for mention in earlier.asked if mention.kind == kind)
            if known:
                return known[0] if len(known) == 1 else None
        return None

    @cached_property
    def _dated(self) -> tuple[tuple[int, int], ...]:
        """Each year that was said or asked about, with its turn; a month ("2023-01") asked about is a fact's own."""
        said = [
            (year, one.turn)
            for one in self.said
            for sentence in one.sentences
            for clause in sentence
            for year, _ in years(clause)
            if not dating.of_others("，".join(part.text for part in sentence))
            if not dating.asked_of_things(one.question, clause.text)
            if not ASKS_WHAT_WAS_BEFORE.search(one.question)
        ]
        asked = [
            (int(match[1]), one.turn)
            for one in self.said
            for match in re.finditer(r"(?<!\d)(20[12]\d)(?!\d|-\d)", dating.without_things(one.question))
            if not (TAKES_NOTHING_UP.search(one.text) or _EDITION.search(one.question[: match.start()]))
            if int(match[1]) not in self._of_things(one.turn) - {year for year, _ in said}
        ]
        return (*said, *asked)

    def _of_things(self, turn: int) -> set[int]:
        """The years named before a question; what is asked of one that was the data's is not asked of the work."""
        told = [one.text for one in self.said if one.turn < turn]
        editions = {
            int(match[0])
            for text in told
            for match in dating.BARE.finditer(text)
            if _EDITION.search(text[: match.start()])
        }
        return editions.union(*(dating.of_things(text) for text in told))

    @cached_property
    def _latest(self) -> int:
        """The last year of all, those of the data among them: the work was not done before its data were there."""
        told = (c.text for one in self.said for c in one.clauses if not _NOT_THE_PROJECT.search(c.text))
        return max((dating.latest(text) for text in told), default=0)

    @cached_property
    def _other_times(self) -> bool:
        return bool(OTHER_TIMES.search(self.text))

    @staticmethod
    def _moves_on(one: Said) -> bool:
        """Whether a clause of the turn goes on to a later time that it does not name."""
        return bool(MOVED_ON.search(one.text)) and any(
            MOVED_ON.search(part.text) and not years(part) for part in one.clauses
        )

    def year_bound(self, one: Said, clause: Clause) -> tuple[int, int] | None:
        """The last year that `clause` can speak of, and the turn by which that is known; None where there is none."""
        around = "，".join(part.text for part in one.sentence(clause.sentence))
        own = bool(years(clause))
        near = (
            []
            if MOVED_ON.search(around) or (dating.of_others(around) and not own)
            else [year for other in one.sentence(clause.sentence) for year, _ in years(other)]
        )
        if near and (AT_THE_END.search(clause.text if own else around) or (not own and OTHER_TIMES.search(around))):
            return None
        if near:
            return max(*near, dating.latest(around)), one.turn
        if self._other_times or OTHER_TIMES.search(one.question) or self._moves_on(one):
            return None
        if self._dated:
            last = max(year for year, _ in self._dated)
            told = min(turn for year, turn in self._dated if year == last)
            return max(last, self._latest), max(one.turn, told)
        return (self.day.year, one.turn) if self.day else None


def _is_the_next_step(one: Said, name: str) -> bool:
    """Whether a turn names a network only as the step that comes next: "first ..., then a CRNN reads it"."""
    mention = next(m for clause in one.clauses for m in clause.mentions if m.id == name)
    clause = next(clause for clause in one.clauses if mention in clause.mentions)
    place = max(one.text.find(clause.text), 0)
    return bool(NEXT_STEP.search(one.text[max(place - CONNECTIVE, 0) : place + mention.start]))


def _related(first: str, second: str) -> bool:
    """Whether one of two ids is the other's, or that of its family: "bert" and "bert_base"."""
    return first.startswith(second) or second.startswith(first)


@lru_cache(maxsize=4096)
def years(clause: Clause) -> tuple[tuple[int, str], ...]:
    """The years in which `clause` says its events took place, each as it is written."""
    found = tuple(_years(dating.without_things(clause.text)))
    if not found or _NOT_THE_PROJECT.search(clause.text):
        return ()
    return found if dating.of_the_work(clause.text, names=bool(clause.mentions)) else ()


def all_years(clause: Clause) -> Iterator[tuple[int, str]]:
    """The years that a clause names, be they those of the project or not."""
    yield from _years(clause.text)


def _years(text: str) -> Iterator[tuple[int, str]]:
    for match in _YEAR.finditer(text):
        if _EDITION.search(text[: match.start()]):
            continue
        yield int(match[1] or match[3] or "20" + match[2]), match[0].strip()


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
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of `text`."""
    found: list[Clause] = []
    for number, sentence in enumerate(part for part in SENTENCE.split(text) if part.strip()):
        pieces = (part.strip()[:LONGEST_CLAUSE] for part in CLAUSE.split(sentence))
        for piece in filter(None, pieces):
            named = names.find(piece)
            found.append(Clause(piece, number, named, _figures(piece, named)))
    return tuple(found[:MOST_CLAUSES])


def _figures(text: str, named: Iterable[Mention]) -> tuple[Figure, ...]:
    """The figures of a clause; the digits of a name are none ("骁龙 778G", "had GPT-4 label them")."""
    devices = [mention for mention in named if mention.kind == "hardware"]
    versions = [mention for mention in named if mention.kind == "model"]
    found = (
        f
        for f in figures.find(text)
        if not any(m.start <= f.start and f.end <= m.end for m in devices)
        and not (f.unit in COUNTED and any(m.start < f.start < m.end for m in versions))
    )
    return tuple(found)[:MOST_FIGURES]


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


def _distinct(ids: Iterator[str]) -> tuple[str, ...]:
    """Each id once, in order, without families whose member is among them."""
    unique = tuple(dict.fromkeys(ids))
    if len(unique) < 2:
        return unique
    return tuple(name for name in unique if not any(other != name and other.startswith(name) for other in unique))
