"""Software of one maker's hardware on another's, the tools and parts by which people speak of it included."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from evaluators.honesty import lexicon
from evaluators.honesty.clause import COMPARED, Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Stack, tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Text

ELSEWHERE = lexicon.words("elsewhere")
LIKENED = lexicon.words("likened_before")
RUNS_THERE = lexicon.words("runs_there")
FAILED = lexicon.words("did_not_work")
WITHOUT_GPU = lexicon.words("without_a_gpu")
OTHER_MACHINE = lexicon.words("other_machine")
ASKS = lexicon.words("asks_about_tools")
ASKS_OF_ANOTHER = lexicon.words("asks_of_another")
NOT_IT = Pattern(
    r"(?:没有?|不|无需|别|\bno|\bnot|n't|\bnever|\bwithout|\binstead of|\brather than)\W?[^，。,.;；]{0,16}$"
)
NOT_SO = Pattern(
    r"\W?\s*(?:\w+ )?(?:(?:does|did|is|was|can|could|has|will|do)\s*)?(?:n't|can't|won't|not\b|never\b|cannot\b)|"
    r"[^，。]{0,8}(?:不|没)"
)
NOT_NEEDED = Pattern(
    r"\s*(?:家)?的?(?:显?卡|GPU|硬件)?(?:也|都|并)*(?:不是必[须需]|不需要|不必|没必要|用不着|可有可无)|"
    r"(?:.s)?(?: \w+)? (?:is|are|was|were)(?: not|n.t) (?:needed|required|necessary)\b"
)
"""Behind the name of a device: there need not be one."""
RELATED = Pattern(
    r"用|上|跑|走|调|派|放|打|装|接入|\b(?:on|with|in|into|through|via|runs?|using|uses?|dispatch\w*|falls?|both)\b"
)
"""Words that put software on a device."""
LISTED = Pattern(r"和|、|以及|还有|/|\b(?:and|or|once|then|for)\b")
BOTH = Pattern(r"两边|双端|两个平台|两种手机|都(?:用|是|跑)|\b(?:on|for) (?:both|all of them|either)\b")
"""Of the devices that the clause before lists."""
AND = Pattern(r"^\s*and\s")
AS_ELSEWHERE = Pattern(
    r"(?:just |exactly )?(?:as|like) (?:it|they) (?:does|do|is|are|runs?|works?) on (?:an? |the )?\w+(?: \d+)?|"
    r"(?:跟|和|像) ?(?:在)?[^，。]{1,10}?(?:上|那边)?(?:是)?(?:完全)?一样"
)
"""A likening to another device: it says how the software runs on the one spoken of."""
WITH = Pattern(r"\W*(?:with|through|under|in|的|上的|用)?\W*")
"""Between a device and the software that it is said to run."""
OF_THE_PLACE_BEFORE = Pattern(r"\s*(?:where|on which)\b")
"""The beginning of a clause about the device that the clause before names."""
NO = Pattern(r"\s*(?:no\b|not\b|nope|不是|没有)")
"""Begins the reply to a question whose device is not the one spoken of."""
OWNED = Pattern(
    r"(?:机房|服务器|机器|集群|卡|显卡|gpu|设备|板子|线上|我们)(?:里|上|用)?(?:的)?(?:都|全|主要|清一色)?(?:是|有|"
    r"用的是) ?|"
    r"\b(?:our|the|my) (?:\w+ )?(?:servers?|cards?|gpus?|cluster|machines?|boards?|devices?|rack|data ?cent(?:er|re)) "
    r"(?:is|are|has|have|runs?)\b|\bwe (?:have|own|run|bought)\b"
)
"""What the machines are on which the sentence goes on to say that software was used."""
PLACED = Pattern(r"部署(?:到|在)|跑在|落到|\b(?:deployed|ported|put) (?:\w+ ){1,3}(?:to|on|onto)\b")
"""Where the network was put, of which the sentence goes on to say with what."""
PLUGGED_IN = Pattern(
    r"\b(?:(?:plug\w*|connect\w*|hook\w*|tether\w*)[^.;]{0,24} (?:in)?to|from) (?:my |a |the |our )$|"
    r"(?:接|插|连)(?:到|在|上|进)?(?:了)?(?:我的|一台|我)?\s*$"
)
"""Before the name of a machine that a phone was plugged into: nothing was run on it."""
HOSTS = frozenset({"x86", "intel_gpu"})
"""Platforms of machines in which a card may sit that nobody named."""


SET_AGAINST = Pattern(
    r"各[管用走]各|(?:这边|那边|这里|上)(?:就|才)?[是用]|"
    r"\b(?:on|for) the \w+(?: side)? (?:it|that) (?:is|was)\b"
)
"""In another clause of the sentence: each device has software of its own ("TensorRT has trtexec, Ascend ATC")."""


class Device(NamedTuple):
    """Something that a model can run on."""

    name: Text
    platforms: frozenset[str]


ANY_PHONE = Text(zh="手机", en="a phone")
"""Phones of any make, where no make is named."""


def find(reading: Reading) -> Iterator[Doubt]:
    """Turns that use software on a device that it cannot run on."""
    for one in reading.said:
        if one.corrects or not _any_stack().search(one.text):
            continue
        found = next((doubt for clause in one.clauses if (doubt := _in_clause(reading, one, clause))), None)
        if found:
            yield found


def _in_clause(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    """The doubt about the first software of the clause that none of the devices spoken of can run."""
    compared = clause.compared and COMPARED.search(AS_ELSEWHERE.sub("", clause.text))
    if OF_THE_PLACE_BEFORE.match(clause.text):
        return None
    if clause.supposed or compared or any(FAILED.search(c.text) for c in one.sentence(clause.sentence)):
        return None
    for stack, pattern in table():
        match = pattern.search(clause.text)
        if match is None or _set_aside(clause.text, match) or _is_likened(clause.text, match):
            continue
        device = _beside(one, clause, stack) or _device(reading, one, clause, stack)
        if device and not _denied_before(reading, one, pattern):
            return _doubt(one, clause, match[0], stack, device)
    return None


def _is_likened(text: str, match: re.Match[str]) -> bool:
    """Whether the software is part of what the one spoken of is likened to ("as it does on an iPhone with Core ML")."""
    return any(
        found.start() <= match.start() < found.end()
        or (found.end() <= match.start() and WITH.fullmatch(text[found.end() : match.start()]))
        for found in AS_ELSEWHERE.finditer(text)
    )


def _beside(one: Said, clause: Clause, stack: Stack) -> Device | None:
    """The device on which the clause itself puts software of one maker alone, whatever else was named elsewhere."""
    if not stack.closed or clause.denied or ELSEWHERE.search(clause.text) or not RELATED.search(clause.text):
        return None
    named = [tables().engines[name] for name in clause.named("engine")]
    others = [
        engine for engine in named if engine.role == "engine" and not (engine.runs_on or frozenset()) & stack.runs_on
    ]
    before = one.clauses[one.clauses.index(clause) - 1]
    here = devices_in(before) if BOTH.search(clause.text) and before.sentence == clause.sentence else []
    if here and any(device.platforms & stack.runs_on for device in here):
        here = [device for device in here if not device.platforms & stack.runs_on]
    named_here = [tables().hardware[m.id] for m in clause.mentions if m.kind == "hardware"]
    here = here or devices_in(clause) or [Device(device.called, device.platforms) for device in named_here]
    host = "nvidia" in stack.runs_on and any(device.platforms & HOSTS for device in here)
    if (
        not here
        or host
        or others
        or any(device.platforms & stack.runs_on for device in here)
        or LISTED.search(AND.sub("", clause.text))
    ):
        return None
    return here[0]


def _set_aside(text: str, match: re.Match[str]) -> bool:
    """Whether the words around the match say that it was not used, or cannot be."""
    return bool(NOT_IT.search(text[: match.start()]) or NOT_SO.match(text[match.end() :]))


def is_set_aside(clause: Clause, words: Pattern) -> bool:
    """Whether a clause names software by `words` only to say that it was not used, or cannot be."""
    return any(clause.denied or _set_aside(clause.text, match) for match in words.finditer(clause.text))


def _denied_before(reading: Reading, one: Said, pattern: Pattern) -> bool:
    """Whether an earlier turn says that it was not used: then one's own words are the evidence, not the tables."""
    earlier = (clause for said in reading.before(one) for clause in said.clauses if clause.denied)
    return any(pattern.search(clause.text) for clause in earlier)


def _device(reading: Reading, one: Said, clause: Clause, stack: Stack) -> Device | None:
    """The device on which the clause says that `stack` is used, if it cannot be and no other device explains it."""
    named = [
        *_devices(reading),
        *(d for other in reading.said if not NO.match(other.text) for d in devices_asked(other)),
    ]
    known = [d for d in named if d.name != ANY_PHONE] or named
    bare = WITHOUT_GPU.search(reading.text)
    known = [Device(d.name, d.platforms - {"nvidia"}) if bare and d.platforms & HOSTS else d for d in known]
    if any(stack.runs_on & device.platforms for device in known) or is_translated(stack, reading):
        return None
    here = devices_in(clause)
    if here:
        near = here
        if ELSEWHERE.search(clause.text) and not RUNS_THERE.search(clause.text):
            return None
    else:
        near = [d for c in one.clauses for d in devices_in(c)] or devices_asked(one) or devices_before(reading, one)
        placed = stack.closed and any(PLACED.search(c.text) and devices_in(c) for c in one.up_to(clause))
        owned = stack.closed and any(OWNED.search(c.text) and devices_in(c) for c in one.sentence(clause.sentence))
        if not (owned or placed or ASKS.search(one.question)) or ASKS_OF_ANOTHER.search(one.question):
            return None
        elsewhere = ELSEWHERE.search(clause.text) or (not placed and _on_another_machine(reading, one))
        if elsewhere or _lists_engines(one, clause):
            return None
        if one.labels(clause):
            return None  # what it ran on is named by the label, which the table need not know
        if any(SET_AGAINST.search(part.text) for part in one.sentence(clause.sentence) if part is not clause):
            return None
    if not near:
        return None
    alone = "nvidia" in stack.runs_on and near[0].platforms & HOSTS and not WITHOUT_GPU.search(reading.text)
    if alone and not (here and RUNS_THERE.search(clause.text)):
        return None
    return near[0]


def is_translated(stack: Stack, reading: Reading) -> bool:
    """Whether the talk names a layer by which the software may run elsewhere, too."""
    return bool(stack.unless) and bool(re.search(stack.unless, reading.text, re.IGNORECASE))


def _on_another_machine(reading: Reading, one: Said) -> bool:
    """Whether the turn brings in a machine of which nothing was said before."""
    before = " ".join(said.text for said in reading.before(one)).lower()
    text = _named_machine().sub(" ", one.text)
    return any(match[0].lower() not in before for match in OTHER_MACHINE.finditer(text))


def _lists_engines(one: Said, clause: Clause) -> bool:
    """Whether the sentence names engines for several sorts of hardware: each for a device of its own."""
    named = {name for part in one.sentence(clause.sentence) for name in part.named("engine")}
    engines = [tables().engines[name] for name in named]
    return len({engine.runs_on for engine in engines if engine.role == "engine"}) > 1


def _devices(reading: Reading) -> list[Device]:
    """Everything that the candidate named as a device; a word for a whole family only where it is not set aside."""
    return [device for one in reading.said for clause in one.clauses for device in devices_in(clause)]


def devices_before(reading: Reading, one: Said) -> list[Device]:
    """What the turns before named."""
    return [device for said in reading.before(one) for c in said.clauses for device in devices_in(c)]


def devices_in(clause: Clause) -> list[Device]:
    """The devices of a clause, those of the table first."""
    named = [
        m
        for m in clause.mentions
        if m.kind == "hardware"
        and not _owns_a_stack().match(clause.text, m.end)
        and not _any_stack().fullmatch(clause.text, m.start, m.end)
        and not _stands_aside(clause.text[: m.start])
    ]
    found = [Device(tables().hardware[m.id].called, tables().hardware[m.id].platforms) for m in named]
    if not clause.compared:
        found += _places(clause.text)
    return found


def devices_asked(one: Said) -> list[Device]:
    """The devices that the question names."""
    named = [tables().hardware[mention.id] for mention in one.asked if mention.kind == "hardware"]
    return [*(Device(device.called, device.platforms) for device in named), *_places(one.question)]


@cache
def table() -> tuple[tuple[Stack, Pattern], ...]:
    """Each stack with its words compiled."""
    return tuple((stack, Pattern("|".join(stack.words))) for stack in tables().stacks.values())


@cache
def _any_stack() -> Pattern:
    """The words of all stacks: most turns have none."""
    return Pattern("|".join(word for stack in tables().stacks.values() for word in stack.words))


@cache
def _any_place() -> Pattern:
    """The words of all places: most clauses have none."""
    return Pattern("|".join(word for place in tables().places.values() for word in place.words))


@cache
def _named_machine() -> Pattern:
    """A machine that is called by the place which it is ("Xeon servers"): it is no other one."""
    return Pattern(
        rf"(?:{_any_place().pattern})(?: (?:gold|silver|platinum|\d+))? (?:servers?|box(?:es)?|boards?|hosts?)\b"
    )


@cache
def _owns_a_stack() -> Pattern:
    """Behind a maker's name: its software, so that the name is that of no device ("Qualcomm's QNN")."""
    return Pattern(rf"(?:的|.s)?\s*(?:{_any_stack().pattern})")


@cache
def _known_places() -> tuple[tuple[Device, bool, Pattern], ...]:
    """Each place, whether it is a maker's name, and its words compiled."""
    return tuple(
        (Device(place.called, place.platforms), place.maker, Pattern("|".join(place.words)))
        for place in tables().places.values()
    )


def _places(text: str) -> list[Device]:
    """The places that `text` names."""
    if not _any_place().search(text):
        return []
    return [
        device
        for device, maker, pattern in _known_places()
        if any(_is_there(text, match, maker=maker) for match in pattern.finditer(text))
    ]


def _is_there(text: str, match: re.Match[str], *, maker: bool) -> bool:
    """Whether the words at `match` name a device that is there, and no maker of software and nothing set aside."""
    before = text[: match.start()]
    behind = NOT_NEEDED.match(text, match.end()) or (maker and _owns_a_stack().match(text, match.end()))
    return not (behind or NOT_IT.search(before) or _stands_aside(before))


def _stands_aside(before: str) -> bool:
    """Whether the words before a device's name say that nothing was run on it: it was likened, or plugged into."""
    return bool(LIKENED.search(before) or PLUGGED_IN.search(before))


def _doubt(one: Said, clause: Clause, said: str, stack: Stack, device: Device) -> Doubt:
    """The doubt that `said` was used on `device`."""
    of = "" if said.lower() == stack.name.lower() else stack.name
    reason = Text(
        zh=f"{said}{f'（属于 {of}）' if of else ''} 在 {device.name.zh} 上用不了。",
        en=f"{said}{f', a part of {of},' if of else ''} does not run on {device.name.en}.",
    )
    return Doubt("impossible_fact", one.turn, clause.text, reason, stack.source)
