"""What a named network is made of, where that is plainly not so."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Described, Trait, tables
from evaluators.honesty.reading import NEGATION, OTHER_TIMES, Clause, Reading, Said
from evaluators.text import Text

CONDITION = lexicon.words("condition")
JOINED = lexicon.words("joined")
MADE_OF = lexicon.words("made_of")
ASKS = lexicon.words("structure_asks")
NO = re.compile(
    r"^\s*(?:没有|没用|没|不是|不用|不需要|不|no\b|nope|none|not? at all|it (?:doesn't|does not|has no|hasn't))",
    re.IGNORECASE,
)
NOTHING = re.compile(r"\bnothing (?:\w+ ){0,2}$", re.IGNORECASE)
HAS_NONE = re.compile(
    r"\s*(?:是|也|都|完全)?(?:没有|没用|不用|不需要|没|无关)|[^，。]{0,10}(?:里|中)(?:也|都|是|根本)?没有|"
    r"\s+has nothing to do|"
    r"[^,.;]{0,40}\b(?:is|are|was|were)(?:n.t| not) (?:even )?(?:a )?(?:part|used|needed|there|in)\b",
    re.IGNORECASE,
)
ANOTHER_STATEMENT = re.compile(r"\b(?:and|but|so)\b|而且|并且|也(?=没|不)", re.IGNORECASE)
"""Begins another statement in a clause: what is negated behind it, or before it, is not what is said here."""
AGREES = re.compile(r"^\s*(?:对|是的?|嗯|没错|确实|yes|yeah|yep|right|correct|exactly|indeed)", re.IGNORECASE)
ASKS_WHETHER = re.compile(
    r"\b(?:it|they|ha(?:s|ve)|uses?|used|using|there|needs?|with|without|no|is|are|isn.t|doesn.t)\b|[用需带是无]|没有|有(?!影响|问题|帮助|效果)",
    re.IGNORECASE,
)
"""A question about what is there, not about how it fared."""
UNDONE = lexicon.words("left_undone")
"""Somebody did nothing with it: no word on whether it is there."""
TURNS = lexicon.words("turns")
SET_APART = re.compile(
    r"区别|不同|差别|相比|对比|\bvs\b|apart|differ\w*|distinguish\w*|compare[ds]?|versus|\bthan\b|advantage\w*",
    re.IGNORECASE,
)
"""A question about two networks: which of them the answer's parts belong to is not certain."""


ASKS_FOR_PARTS = lexicon.words("asks_for_parts")
ASKS_WHAT_WAS_DONE = lexicon.words("asks_what_was_done")
"""A question about the part that somebody worked on: "decoder only" is no word on the structure."""
OF_ONES_OWN = lexicon.words("of_ones_own")
MAKES_UP = lexicon.words("makes_up")
OFTEN_BESIDE = frozenset(
    (
        "convolution",
        "recurrent",
        "attention",
        "ctc",
        "adversarial",
        "diffusion",
        "mse",
        "triplet",
        "contrastive",
        "nms",
        "captioning",
        "binarisation",
        "spectrogram",
        "pooling_indices",
        "independent_trees",
        "addition",
        "encoder_decoder",
        "contextual",
    )
)
"""Traits of what is often built around a network."""
SETS_APART = lexicon.words("sets_apart_in_place")
"""A clause about another network that has what this one has not."""
ANOTHER_LEADS = lexicon.words("another_leads")
DEFINITE = re.compile(r"\b(?:the|its|your|their)\s*$", re.IGNORECASE)
GOES_ON_ABOUT = re.compile(r"\s*(?:部分|里)?(?:也|都)?(?:用|是|的|跑|会|要|需|能|怎么)(?!吗|$)")
LEADS = re.compile(
    r"(?:的(?:结构|核心|编码器|原理))?\s*(?:其实|本质上)?(?:就)?(?:是|由|用)|\s+(?:is|was|consists|uses)\b",
    re.IGNORECASE,
)
"""Behind the name that begins a turn: what follows says what it is."""
FAMILIAR = lexicon.words("familiar")
PARTS = {"lstm", "bilstm", "gru", "gan", "transformer"}
"""Networks that others can be made of."""
UNPADDED = re.compile(
    r"(?:不|无|没有)(?:补零|填充|(?:加|带|做)? ?padding)的?|\b(?:un-?padded|no padding)\b", re.IGNORECASE
)
"""Denies the padding and not what is padded."""


def find(reading: Reading) -> Iterator[Doubt]:
    """Traits claimed of a network that lacks them, or denied of one that has them."""
    goes_on = False
    for one in reading.said:
        if one.corrects:
            continue
        found: set[str] = set()
        for clause in one.clauses:
            for trait, doubt in _in_clause(reading, one, clause, goes_on=goes_on):
                if trait not in found:
                    found.add(trait)
                    yield doubt
        for trait, doubt in _in_reply(reading, one):
            if trait not in found:
                found.add(trait)
                yield doubt
        goes_on = bool(found)


def _in_clause(reading: Reading, one: Said, clause: Clause, *, goes_on: bool) -> Iterator[tuple[str, Doubt]]:
    """What one clause says of its subject; `goes_on`: the turn before had it wrong, and any question may go on."""
    if (
        clause.supposed
        or clause.compared
        or clause.changed
        or JOINED.search(clause.text)
        or SETS_APART.search(clause.text)
        or any(OTHER_TIMES.search(part.text) for part in _up_to(one, clause))
        or any(m.variant for m in clause.mentions)
    ):
        return
    about = _about(reading, one, clause)
    if about is None:
        return
    name, explicit = about
    asks = goes_on or ASKS.search(one.question)
    if not explicit and (not asks or _asks_else(one.question) or _ruled_out(one, name)):
        return
    thing = _described()[name]
    for trait, entry, pattern in _patterns():
        if trait not in thing.has and trait not in thing.lacks:
            continue
        match = next((m for m in pattern.finditer(clause.text) if not _inside_a_name(clause, m, name)), None)
        if not match or (entry.unless and _speaks_of(entry.unless, clause)):
            continue
        if not explicit and match.start() and ANOTHER_LEADS.search(clause.text):
            continue
        denied = _denied(clause, match, says_no=entry.says_no)
        if denied is None:
            continue
        if (denied and trait in thing.has and not CONDITION.search(clause.text)) or (
            not denied
            and trait in thing.lacks
            and (entry.says_no or goes_on or _claimed(reading, one, clause, trait, name))
            and (explicit or _asked_about(one) == {name} or not _of_another_network(reading, one, clause, trait))
        ):
            yield trait, _doubt(thing, trait, one.turn, clause.text, lacks=not denied)


def _up_to(one: Said, clause: Clause) -> tuple[Clause, ...]:
    """The sentence of `clause`, up to it."""
    sentence = one.sentence(clause.sentence)
    return sentence[: sentence.index(clause) + 1]


def _about(reading: Reading, one: Said, clause: Clause) -> tuple[str, bool] | None:
    """The network or method that a clause speaks of, and whether it names it; None where that is not certain."""
    named = clause.named("model")
    if whole := _whole(reading, one, clause):
        return whole, whole in named
    if leading := _leading(reading, one, clause):
        return leading, False
    if name := reading.subject("model", one, _without_traits(clause)):
        return name, name in named
    if named or one.named("model"):
        topic = reading.topic("model", one)
        return (topic, False) if topic and not named and _still_about(one, clause, topic) else None
    method = reading.subject("invention", one, clause)
    if method is None or method in clause.named("invention"):
        return (method, True) if method else None
    told = {name for said in reading.said if said.turn <= one.turn for name in said.named("invention")}
    asked = {mention.id for mention in one.asked if mention.kind == "invention"}
    return (method, False) if asked == {method} or told == {method} else None


def _still_about(one: Said, clause: Clause, topic: str) -> bool:
    """Whether a clause without a name is about the topic, though the turn names others further on.

    They are parts that it is said to be made of, or stand behind the topic's own name in a later sentence.
    """
    others = set(one.named("model")) - {topic}
    if others <= PARTS:
        return True
    place = one.clauses.index(clause)
    told = {name for part in one.clauses[: place + 1] for name in part.named("model")}
    later = next((part for part in one.clauses[place + 1 :] if part.named("model")), None)
    return not told and later is not None and later.named("model")[0] == topic


def _leading(reading: Reading, one: Said, clause: Clause) -> str | None:
    """The network that the whole turn describes: it is the topic, and the turn begins with "X is ..."."""
    first = one.clauses[0]
    if not first.mentions or clause.named("model") or clause is first or first.compared or first.denied:
        return None
    head = first.mentions[0]
    told = head.kind == "model" and not first.text[: head.start].strip() and LEADS.match(first.text[head.end :])
    others = set(one.named("model")) - set(first.named("model")) - PARTS
    return head.id if told and not others and reading.topic("model", one) == head.id else None


@lru_cache(maxsize=256)
def _unless(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


def _speaks_of(words: str, clause: Clause) -> bool:
    """Whether the clause has one of `words`."""
    return bool(_unless(words).search(clause.text))


@cache
def _described() -> dict[str, Described]:
    """Everything that has traits, by id."""
    return {**tables().inventions, **tables().models}


def _asks_else(question: str) -> bool:
    """Whether a question is about two networks, or about what was done with one."""
    return bool(SET_APART.search(question) or ASKS_WHAT_WAS_DONE.search(question))


def _ruled_out(one: Said, name: str) -> bool:
    """Whether the turn names the network only to say that it is not meant ("not a GAN")."""
    naming = [(part, mention) for part in one.clauses for mention in part.mentions if mention.id == name]
    return bool(naming) and all(NEGATION.search(part.text[max(0, m.start - 10) : m.start]) for part, m in naming)


def _in_reply(reading: Reading, one: Said) -> Iterator[tuple[str, Doubt]]:
    """A bare yes or no to a question about a trait."""
    asked = _asked_about(one)
    topic = reading.topic("model", one) or reading.topic("invention", one)
    name = next(iter(asked)) if len(asked) == 1 else topic if not asked else None
    if (
        name is None
        or TURNS.search(one.text)
        or not (asked or ASKS_WHETHER.search(one.question))
        or CONDITION.search(one.question)
        or "还是" in one.question
        or " or " in one.question
    ):
        return
    no, agrees = NO.match(one.text), AGREES.match(one.text)
    if not no and not agrees:
        return
    model = _described()[name]
    for trait, entry, pattern in _patterns():
        match = pattern.search(one.question)
        if (
            not match
            or entry.says_no
            or _is_subject(one.question, match)
            or (trait not in model.has and trait not in model.lacks)
        ):
            continue
        negative = bool(NEGATION.search(re.sub(r"有没有|是不是|用没用|n't it|isn't|doesn't it", "", one.question)))
        denied = bool(no) or negative
        if denied and trait in model.has and not CONDITION.search(one.clauses[0].text):
            yield trait, _doubt(model, trait, one.turn, one.clauses[0].text, lacks=False)
        elif not denied and trait in model.lacks:
            yield trait, _doubt(model, trait, one.turn, one.clauses[0].text, lacks=True)


def _is_subject(question: str, match: re.Match[str]) -> bool:
    """Whether a question is about something else of the part at `match` ("does the encoder use CTC?")."""
    return bool(DEFINITE.search(question[: match.start()]) or GOES_ON_ABOUT.match(question[match.end() :]))


def _claimed(reading: Reading, one: Said, clause: Clause, trait: str, name: str) -> bool:
    """Whether the clause says that the network itself has the trait.

    What is often put beside a network ("BERT vectors through a CNN") must be said of it in so many words.
    """
    mention = next((m for m in clause.mentions if m.kind == "model" and m.id == name), None)
    if trait not in OFTEN_BESIDE:
        return mention is None or mention.start == 0 or bool(MADE_OF.search(clause.text))
    if mention is None:
        return _describes(reading, one, name)
    leads = clause.text[: mention.start].strip().lower() in {"", "the", "a", "an"}
    return leads and bool(MAKES_UP.match(clause.text[mention.end :].lstrip()))


def _asked_about(one: Said) -> set[str]:
    """The networks that the question names: the answer is about them, whatever they were likened to before."""
    return {mention.id for mention in one.asked if mention.kind == "model"}


def _of_another_network(reading: Reading, one: Said, clause: Clause, trait: str) -> bool:
    """Whether a network named up to here has the trait: a detector's parts are told after its backbone."""
    told = one.clauses[: one.clauses.index(clause) + 1]
    named = {name for part in told for name in part.named("model")}
    named |= {name for said in reading.said if said.turn < one.turn for name in said.named("model")}
    named |= {name for said in reading.said if said.turn <= one.turn for name in _asked_about(said)}
    return any(trait in tables().models[name].has for name in named - PARTS)


def _describes(reading: Reading, one: Said, name: str) -> bool:
    """Whether the turn answers what the network `name` itself is made of, and not what was built with it."""
    asked = name in {mention.id for mention in one.asked}
    return bool(ASKS_FOR_PARTS.search(one.question)) and (asked or bool(FAMILIAR.search(reading.said[0].text)))


def _whole(reading: Reading, one: Said, clause: Clause) -> str | None:
    """The network that was asked about, where the clause names nothing but a network that others can be made of."""
    named, topic = clause.named("model"), reading.topic("model", one)
    if len(named) != 1 or named[0] not in PARTS or topic in {None, *named} or OF_ONES_OWN.search(clause.text):
        return None
    place = next(mention.start for mention in clause.mentions if mention.id == named[0])
    if re.fullmatch(r"(?:an?|the)?\s*", clause.text[:place], re.IGNORECASE):
        return None
    return topic if topic and _describes(reading, one, topic) else None


def _denied(clause: Clause, match: re.Match[str], *, says_no: bool) -> bool | None:
    """Whether the trait is denied; None where a negation stands too far off to tell."""
    if says_no:
        return None if NEGATION.search(clause.text[: match.start()]) else False
    before = UNPADDED.sub("", ANOTHER_STATEMENT.split(clause.text[: match.start()])[-1])
    after = ANOTHER_STATEMENT.split(clause.text[match.end() :], maxsplit=1)[0]
    if UNDONE.search(before[-40:]) or UNDONE.match(after.lstrip()):
        return None
    if NEGATION.search(before[-18:]) or NOTHING.search(before) or HAS_NONE.match(after):
        return True
    return None if NEGATION.search(before + after) else False


def _without_traits(clause: Clause) -> Clause:
    """The clause without names that only say of what kind something is (LSTM, GAN, U-Net as a part)."""
    if len(clause.named("model")) < 2:
        return clause
    first = clause.named("model")[0]
    kept = tuple(m for m in clause.mentions if not (m.kind == "model" and m.id != first and m.id in PARTS))
    return Clause(clause.text, clause.sentence, kept, clause.figures)


def _inside_a_name(clause: Clause, match: re.Match[str], subject: str) -> bool:
    """Whether the words are part of the subject's own name ("DenseNet", "Inception v3", "GAN")."""
    return any(m.kind == "model" and m.start <= match.start() < m.end and m.id == subject for m in clause.mentions)


@cache
def _patterns() -> tuple[tuple[str, Trait, re.Pattern[str]], ...]:
    """Each trait with its words compiled."""
    traits = tables().traits.items()
    return tuple((name, trait, re.compile("|".join(trait.words), re.IGNORECASE)) for name, trait in traits)


def _doubt(model: Described, trait: str, turn: int, quote: str, *, lacks: bool) -> Doubt:
    """The doubt about one trait."""
    name = tables().traits[trait].name
    if tables().traits[trait].says_no:
        reason = Text(zh=f"{model.name} 不是{_space(name.zh)}。", en=f"{model.name} is not one that {name.en}.")
        return Doubt("impossible_fact", turn, quote, reason, model.source)
    reason = (
        Text(zh=f"{model.name} 没有{_space(name.zh)}。", en=f"{model.name} does not use {name.en}.")
        if lacks
        else Text(zh=f"{model.name} 有{_space(name.zh)}。", en=f"{model.name} does use {name.en}.")
    )
    return Doubt("impossible_fact", turn, quote, reason, model.source)


def _space(name: str) -> str:
    """A space before a Latin word in Chinese text."""
    return f" {name}" if name[0].isascii() else name
