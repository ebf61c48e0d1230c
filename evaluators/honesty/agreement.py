"""What the rules and the learned reader find together where two statements of one candidate do not fit.

The rules compare figures, names, dates and roles; whether both are of one thing they guess from a few words. The reader
sees a reply beside each earlier passage, in whatever words, and then each earlier turn in which it noticed something
beside the reply; and it reads which stances each sentence takes on common matters of a project (`clashes`).

All this is weighed together (`weighing`): what the rules found and what the reader sees by itself count from one
probability on (`CONTRADICTS`), with both quotes; by what is less than `CERTAIN` nobody is called contradicted. What
follows by counting (parts larger than the whole) always counts, and is certain where the reader suspects something, too
(`SUSPECTED`). Where the question held earlier words against the candidate, the reply mostly explains them, so that what
the reader sees alone is not certain either; and where a reply cannot be true in itself, that is said and nothing else.
Where a turn breaks a known fact, the reader must not rule that out, and is asked what the others deny (`denied_facts`);
one such fact, with nothing found beside it, may be a slip and is only asked about.
A dialogue is held against what was said of the same project before it, too.

Where it cannot be heard (too much to read, the process failed) the rules judge alone. The thresholds were fitted on
dialogues that neither was made by; see ``docs/reader.md``.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from evaluators.base import Grader
from evaluators.concept.reader.client import Worker
from evaluators.honesty import against, clashes, consistency, lexicon, others, weighing
from evaluators.honesty.against import Exchange
from evaluators.honesty.clashes import Clash
from evaluators.honesty.denied_facts import denials, standing
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.findings import impossible
from evaluators.honesty.grader import HonestyGrader
from evaluators.honesty.reading import Reading, read
from evaluators.honesty.said import Said
from evaluators.honesty.weighing import Opinion
from evaluators.response import Response, Turn
from evaluators.text import Text, written_in
from evaluators.verdict import Verdict

CONTRADICTS = 0.75
"""Probability from which a reply is taken to contradict earlier words ..."""
CERTAIN = 0.94
"""... and from which the candidate is called contradicted by it; below, it is only asked about."""
SUSPECTED = 0.2
"""Probability, either way, from which what follows by counting is certain: of sums the reader knows little."""
NOTICED = 0.05
"""Probability from which it is worth looking closer ..."""
CLASHES = 0.2
"""... and that of a clash of two stances from which it is, too ..."""
CLEAR = 0.5
"""... and from which it is told what they are about."""
MOST_TURNS = 12
"""Turns of a dialogue that the reader can read in good time."""
LONGEST_DIALOGUE = 2500
"""Bytes of all that the candidate said that it can."""
HOLDS_AGAINST = lexicon.words("holds_against")
"""A question that holds earlier words against the candidate."""
DO_NOT_FIT = Text(
    zh="前面说的是「{earlier}」，和这里的说法放在一起不太对得上{on}。",
    en='The earlier words were "{earlier}"; together with these they do not seem to fit{on}.',
)
READER = "reader"
"""In a verdict's details: the version of the reader that was heard."""


def reviewed(grader: Grader, response: Response, verdict: Verdict, worker: Worker) -> Verdict:
    """`verdict`, by the rules of `grader`, with what the reader adds; the same where it cannot be heard."""
    reading = read(response.dialogue, response.date)
    if not isinstance(grader, HonestyGrader) or not reading.said:
        return verdict
    before = _before(response, reading)
    whole = read((*before, *response.dialogue), response.date) if before else reading
    if not _readable(whole):
        return verdict
    found = [doubt for doubt in consistency.find(whole) if doubt.turn >= len(before)]
    opinions = opinions_on(whole, {doubt.turn for doubt in found}, worker, since=len(before))
    if opinions is None:
        return verdict
    false = [
        doubt if doubt.kind == "impossible_fact" else _counted(doubt, opinions.get(doubt.turn + len(before)))
        for doubt in standing(reading, impossible(reading), worker)
    ]
    turns = frozenset(doubt.turn for doubt in false if doubt.kind == "impossible_fact")
    settle = settled(found, whole, opinions, {turn + len(before) for turn in turns})
    stand = [replace(doubt, turn=doubt.turn - len(before)) for doubt in settle if doubt.turn >= len(before)]
    denied = denials(reading, false, turns | {doubt.turn for doubt in stand}, worker)
    beside = [*stand, *denied]
    second = grader.judged(reading, response, beside, false if beside else _slip_asked_about(false))
    return second.model_copy(update={"details": {**second.details, READER: worker.version}})


def _slip_asked_about(false: list[Doubt]) -> list[Doubt]:
    """What is `false` in itself, beside which nothing was found: only asked about where it is one thing.

    Anybody who did the work may misremember one fact, and a rule may misread one sentence. Whoever made it up says a
    second such thing, or stands by the first.
    """
    if len({(doubt.turn, doubt.reason.en) for doubt in false}) > 1:
        return false
    return [replace(doubt, unsure=doubt.unsure or doubt.kind == "impossible_fact") for doubt in false]


def _readable(reading: Reading) -> bool:
    """Whether there is something to compare, and no more than can be read in good time."""
    return 1 < len(reading.said) <= MOST_TURNS and len(reading.text.encode()) <= LONGEST_DIALOGUE


def _before(response: Response, reading: Reading) -> Sequence[Turn]:
    """Of what was said before of the same project as much as can be read with the dialogue, the `reading`.

    That is the latest of it, from a question on.
    """
    room, turns = LONGEST_DIALOGUE - len(reading.text.encode()), MOST_TURNS - len(reading.said)
    first = len(response.before)
    for place in range(len(response.before) - 1, -1, -1):
        turn = response.before[place]
        if turn.role == "candidate":
            room, turns = room - len(turn.text.encode()) - 1, turns - 1
        elif room >= 0 and turns >= 0:
            first = place
    before = response.before[first:]
    return () if others.another_project(reading.said[0], read(before)) else before


def opinions_on(
    reading: Reading, doubted: AbstractSet[int], worker: Worker, since: int = 0
) -> dict[int, Opinion] | None:
    """An opinion on each turn that has something before it, of which the rules `doubted` some.

    Of those before `since` the last alone gets one, with which the next is weighed. None where the reader failed or
    could not read one.
    """
    told = [Exchange(one.question, one.text) for one in reading.said]
    stated = clashes.stated(told, worker)
    if stated is None:
        return None
    opinions: dict[int, Opinion] = {}
    for place, one in enumerate(reading.said):
        if place and (one.turn >= since or reading.said[place + 1].turn >= since):
            clash = clashes.clash(stated[place], stated[:place])
            opinion = opinion_on(told[place], told[:place], worker, doubted=one.turn in doubted, clash=clash)
            if opinion is None:
                return None
            opinions[one.turn] = opinion
    return opinions


def opinion_on(
    later: Exchange, earlier: Sequence[Exchange], worker: Worker, *, doubted: bool, clash: Clash | None = None
) -> Opinion | None:
    """What the reader makes of a turn, which the rules may have `doubted`, beside the `earlier` ones.

    None where it could not read them. The `clash` of its stances with theirs, if there is one, is looked into where
    nothing else is noticed.
    """
    stated = [(place, passage) for place, told in enumerate(earlier) for passage in against.passages(told)]
    found = _contradicted(later, [against.asked(earlier[place], passage) for place, passage in stated], worker)
    if not found:
        return None
    forward = [0.0] * len(earlier)
    for (place, _), probability in zip(stated, found, strict=True):
        forward[place] = max(forward[place], probability)
    most = max(range(len(earlier)), key=forward.__getitem__)
    sought = clash if forward[most] < NOTICED and clash and clash.probability >= CLASHES else None
    if sought:
        most = sought.place
    elif forward[most] < NOTICED and not doubted:
        return Opinion("", forward[most], clash=clash)
    said = [against.asked(later, passage) for passage in against.passages(later)]
    backward = [0.0] * len(earlier)
    for place in range(len(earlier)):
        if forward[place] >= NOTICED or place == most:
            turned = _contradicted(earlier[place], said, worker)
            if not turned:
                return None
            backward[place] = max(turned)
    together = list(map(weighing.both, forward, backward))
    chosen = max(range(len(earlier)), key=together.__getitem__)
    return Opinion(
        sought.earlier if sought else _words(later, earlier[chosen], worker),
        forward[chosen],
        backward[chosen],
        max((value for place, value in enumerate(together) if place != chosen), default=0.0),
        len(earlier) - chosen,
        clash,
    )


def _words(later: Exchange, told: Exchange, worker: Worker) -> str:
    """The sentence of the turn `told` that `later` contradicts most."""
    sentences = against.sentences(told)
    if len(sentences) == 1:
        return sentences[0]
    found = _contradicted(later, [against.asked(told, sentence) for sentence in sentences], worker)
    return max(zip(found, sentences, strict=True))[1] if found else told.text


def _contradicted(told: Exchange, stated: Sequence[str], worker: Worker) -> list[float]:
    """How probably a turn contradicts each of `stated`; nothing where it could not be read."""
    language = written_in(told.text)
    asked = [against.contradicts(each, language) for each in stated]
    opinions = worker.read(against.reply(told), asked, of="contradictions") if asked else None
    return [opinion.probability for opinion in opinions or ()]


def settled(
    found: Sequence[Doubt],
    reading: Reading,
    opinions: Mapping[int, Opinion],
    false: AbstractSet[int] = frozenset(),
) -> Iterator[Doubt]:
    """The contradictions that stand once the reader is heard; the turns `false` cannot be true in themselves."""
    doubted = {doubt.turn for doubt in found}
    probable = {
        one.turn: weighing.probability(opinion, opinions.get(before.turn), one, doubted=one.turn in doubted)
        for before, one in pairwise(reading.said)
        if (opinion := opinions.get(one.turn)) and opinion.earlier
    }
    stand = [d for d in found if d.follows or probable.get(d.turn, CERTAIN) >= CONTRADICTS]
    for doubt in stand:
        if doubt.follows:
            yield _counted(doubt, opinions.get(doubt.turn))
        else:
            yield doubt if probable.get(doubt.turn, CERTAIN) >= CERTAIN else replace(doubt, unsure=True)
    known = {doubt.turn for doubt in stand} | false
    for one in uncorrected(reading):
        if one.turn not in known and probable.get(one.turn, 0.0) >= CONTRADICTS:
            opinion = opinions[one.turn]
            if opinion.earlier in one.text:
                continue  # whoever repeats their words does not contradict them
            unsure = probable[one.turn] < CERTAIN or bool(HOLDS_AGAINST.search(one.question))
            yield Doubt("inconsistent", one.turn, one.text[:200], _reason(opinion), opinion.earlier, unsure=unsure)


def _counted(doubt: Doubt, opinion: Opinion | None) -> Doubt:
    """A contradiction that follows by counting: not certain where the reader was heard and does not suspect one."""
    suspected = opinion is None or max(opinion.forward, opinion.backward) >= SUSPECTED
    return doubt if suspected else replace(doubt, unsure=True)


def _reason(opinion: Opinion) -> Text:
    """Why two statements do not fit, with what they are both about where that is clear."""
    clash = opinion.clash
    on = (
        clashes.matters()[clash.matter]
        if clash and clash.probability >= CLEAR and clash.earlier == opinion.earlier
        else None
    )
    zh = DO_NOT_FIT.zh.replace("{on}", f"（{on.zh}）" if on else "")
    en = DO_NOT_FIT.en.replace("{on}", f" ({on.en})" if on else "")
    return Text(zh=zh.replace("{earlier}", opinion.earlier), en=en.replace("{earlier}", opinion.earlier))


def uncorrected(reading: Reading) -> list[Said]:
    """The turns that correct nothing: whoever takes something back does not contradict it."""
    return [one for one in reading.said if not one.corrects]
