"""What a clause says of a device: the device, and the words that are said of it.

Where two devices stand in a clause, only what is said right beside one of them is its own.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import NamedTuple

from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.honesty.timeline import ASKS_WHAT_WAS_BEFORE

PART = (
    r"(?:(?:['’]s|的|上的|里的|自带的|这[张块颗]|板载|本身|上|里)?\s*(?:onboard |integrated |built-?in )?"
    r"(?:gpus?|cards?|chips?|boards?|npus?|tpus?|modules?|kits?|memory|vram|sticks?|accelerators?|显卡|卡|芯片|板子?|模组|"
    r"算力|显存|内存|带宽|加速棒|加速器|单卡)?){0,2}"
)
"""What of a device is spoken of."""
IS = (
    r"(?:['’](?:s|re)(?= )|is|are|was|were|being|has|have|had|uses?|comes? with|with|got|carries|"
    r"belongs? to|offers?|gives?|delivers?|"
    r"does|do|reaches|packs|stands for|marked|是|有|用的?是?|属于|采用|基于|自带|带|配了?|内置|"
    r"标称|标的?是?|达到?|能到|可以到|给到|到|=|:|：)"
)
SOFTLY = (
    r"(?:an?|the|of|on|its|only|just|also|about|around|still|already|cut-down|consumer|stripped-down|based|built|rated|at|up|to|really|actually|"
    r"一颗|一个|一块|一张|个|也|都|还|就|只|老|新|大概|大约|约|差不多|一共|总共|共|最大|最高|其实|应该|本来|\s)"
)
JOINED = rf"{PART}\s*(?:{IS}\s*)?(?:{SOFTLY}\s*){{0,5}}"
"""Between a device's name and what is said of it, where a verb is wanted: `SAYS`; where it is not: this."""
SAYS = rf"{PART}\s*{IS}\s*(?:{SOFTLY}\s*){{0,5}}"
IT = (
    r"^(?:(?:yes|yeah|right|sure|well|because|since|and|so|which|that|it|they|this|these|those|the|its|their|each|one|all|"
    r"card|cards|gpu|chip|board|npu|module|of|it.s|that.s|they.re|i think|as far as i know|"
    r"对|是的|嗯|因为|而且|所以|它们?|这[张块颗款种]?|那[张块颗款种]?|每张|单卡|卡|显卡|芯片|板子|gpu|npu|的|本身|就|也|都|其实|应该)"
    r"(?![a-z])['’]?[,，]?\s*){0,6}"
)
"""The beginning of a clause about the device spoken of before."""
ITS = Pattern(r"(?:and |since |because )?(?:its|their|它的)(?![a-z])")
"""The beginning of a clause about a part of the device spoken of before."""
MARK = "\x00"
UNKNOWN_BOARD = re.compile(r"(?<![A-Za-z])(?:Nano|NX|Xavier|Orin|Thor|TX[12]|Pi)(?![A-Za-z])")
"""A board by a short name that may be one of several, or of one that nothing else was said of."""


def marked(clause: Clause, among: Container[str] | None = None) -> tuple[str, list[str]]:
    """The clause's words with a sign in the place of each device, and the ids of these devices in order.

    `among`: the ids of the devices meant; the names of others are words as any.
    """
    text, ids, place = [], [], 0
    for mention in clause.mentions:
        if mention.kind == "hardware" and (among is None or mention.id in among):
            text += [clause.text[place : mention.start].replace(MARK, " "), MARK]
            ids.append(mention.id)
            place = mention.end
    return "".join([*text, clause.text[place:].replace(MARK, " ")]), ids


class Forms(NamedTuple):
    """The ways to say something of a device."""

    behind: Pattern
    """Behind its name."""
    before: Pattern | None
    """Right before its name."""
    of_it: Pattern
    """Of the one spoken of before."""
    bare: Pattern
    """Without a verb."""
    reply: Pattern
    """In reply to a question for it."""


def forms(
    what: str, follows: str = "", *, verb: bool = True, before: str | None = None, reply: str | None = None
) -> Forms:
    """The ways to say `what` (a pattern with the group `what`) of a device; `follows`: what must stand behind it.

    `verb`: whether there must be one between the two; `before`: what may stand between it and the name behind it;
    `reply`: what says it in reply to a question for it, where that is shorter.
    """
    says = SAYS if verb else JOINED
    soft = rf"(?:{SOFTLY}\s*){{0,4}}"
    return Forms(
        Pattern(rf"{MARK}{says}{what}{follows}"),
        None if before is None else Pattern(rf"{what}{before}{MARK}"),
        Pattern(rf"{IT}{says}{what}{follows}"),
        Pattern(rf"{IT}{soft}{what}{follows}"),
        Pattern(rf"{IT}{soft}{reply or what + follows}"),
    )


def said(  # noqa: PLR0913 - where it is looked for, what, and the devices meant
    reading: Reading, one: Said, clause: Clause, ways: Forms, *, asked: bool, among: Container[str] | None = None
) -> Iterator[tuple[str, re.Match[str]]]:
    """Each device (of `among`) with a match of what is said of it; `asked`: the question is for it."""
    text, ids = marked(clause, among)
    if ids:
        for match in ways.behind.finditer(text):
            yield ids[text.count(MARK, 0, match.start())], match
        for match in ways.before.finditer(text) if ways.before else ():
            yield ids[text.count(MARK, 0, match.end() - 1)], match
        return
    of_it = ways.of_it.match(text) or (ways.bare.match(text) if ITS.match(text) else None)
    if of_it is None and asked and clause is one.clauses[0]:
        of_it = ways.reply.match(text)
    device = spoken_of(reading, one, clause) if of_it else None
    if of_it and device and (among is None or device in among):
        yield device, of_it


def one_a_turn(said: Iterable[Said], in_clause: Callable[[Said, Clause], Doubt | None]) -> Iterator[Doubt]:
    """The first doubt that a clause of each turn raises; none of a turn that takes something back."""
    for one in said:
        doubt = None if one.corrects else next((d for clause in one.clauses if (d := in_clause(one, clause))), None)
        if doubt:
            yield doubt


def spoken_of(reading: Reading, one: Said, clause: Clause) -> str | None:
    """The device that a clause which names none is about: the only one of the turn so far, else of the talk."""
    before = one.clauses[: one.clauses.index(clause)]
    if any(_names_unknown_board(part) for part in (*before, clause)) or ASKS_WHAT_WAS_BEFORE.search(one.question):
        return None
    named = {name for part in before for name in part.named("hardware")}
    if named:
        return named.pop() if len(named) == 1 else None
    return reading.topic("hardware", one)


def _names_unknown_board(clause: Clause) -> bool:
    """Whether the clause calls a board by a short name that was not understood."""
    return any(
        not any(mention.start <= match.start() < mention.end for mention in clause.mentions)
        for match in UNKNOWN_BOARD.finditer(clause.text)
    )
