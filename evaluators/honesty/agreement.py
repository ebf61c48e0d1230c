"""What the rules and the learned reader find together where two statements of one candidate do not fit.

The rules compare figures, names, dates and roles; whether both are of one thing they guess from a few words. The reader
sees a reply beside each earlier sentence, in whatever words, and then the turn of the one that it contradicts most
beside each sentence of the reply.

1. A contradiction that the rules found counts unless the reader sees none either way (`VETO`): before a candidate is
   told that two of their statements do not fit, both must see it. What follows by counting (parts larger than the
   whole) needs no second opinion.
2. One that the reader sees by itself, both ways, counts with both quotes, if the earlier words leave no room for
   another time, part or person ("never", "all of it", "no server of any kind"; `FIND`, `BACK`), or if the later ones
   leave none and it is all but sure (`SURE`, `SURE_BACK`). Other words hardly ever exclude each other, unless by a
   figure or a name that the rules compare. The reply must say something that can be held against them: a figure, a
   name, or that something is not so. Where a reply cannot be true in itself, that is said and nothing else.

Where it cannot be heard (too much to read, the process failed) the rules judge alone. The thresholds were fitted on
dialogues that neither was made by; see ``docs/reader.md``.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from evaluators.base import Grader
from evaluators.concept.reader import client
from evaluators.concept.reader.client import Worker
from evaluators.honesty import against, consistency, lexicon
from evaluators.honesty.against import Exchange
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.grader import HonestyGrader
from evaluators.honesty.reading import Reading, read
from evaluators.honesty.said import Said
from evaluators.response import Response
from evaluators.text import Text, written_in
from evaluators.verdict import Verdict

FIND = 0.7
"""Probability from which the reader's word suffices that a reply contradicts a sentence without exception ..."""
BACK = 0.5
"""... if it also says, with this probability, that the earlier turn contradicts a sentence of the reply."""
SURE = 0.95
"""The same where only the reply is without exception ..."""
SURE_BACK = 0.5
"""... and back."""
VETO = 0.6
"""Probability below which, both ways, the reader rules out what the rules have found."""
MOST_TURNS = 12
"""Turns of a dialogue that the reader can read in good time."""
LONGEST_DIALOGUE = 2500
"""Bytes of all that the candidate said that it can."""
LONGEST = 600
"""Characters of an earlier message that is read whole; of a longer one, a CV, the quoted words alone are."""
DO_NOT_FIT = Text(
    zh="前面说的是「{earlier}」，和这里的说法放在一起不太对得上。",
    en='The earlier words were "{earlier}"; together with these they do not seem to fit.',
)
WITHOUT_EXCEPTION = lexicon.words("without_exception")
"""What leaves no room for another time, part or person."""
READER = "reader"
"""In a verdict's details: the version of the reader that was heard."""


class Opinion(NamedTuple):
    """The earlier sentence that a turn contradicts most, and how probably, seen from the later turn and the earlier.

    The view from the earlier turn is taken only where it can change anything; elsewhere it is 0.
    """

    earlier: str
    forward: float
    backward: float


def reviewed(grader: Grader, response: Response, verdict: Verdict, worker: Worker) -> Verdict:
    """`verdict`, by the rules of `grader`, with what the reader adds; the same where it cannot be heard."""
    reading = read(response.dialogue, response.date)
    if not isinstance(grader, HonestyGrader) or not _readable(reading):
        return verdict
    found = list(consistency.find(reading))
    opinions = opinions_on(reading, found, worker)
    if opinions is None:
        return verdict
    impossible = frozenset(concern.turn for concern in verdict.concerns if concern.kind == "impossible_fact")
    second = grader.judged(reading, response, list(settled(found, reading, opinions, impossible)))
    return second.model_copy(update={"details": {**second.details, READER: worker.version}})


def _readable(reading: Reading) -> bool:
    """Whether there is something to compare, and no more than can be read in good time."""
    return 1 < len(reading.said) <= MOST_TURNS and len(reading.text.encode()) <= LONGEST_DIALOGUE


def opinions_on(reading: Reading, found: Sequence[Doubt], worker: Worker) -> dict[int, Opinion] | None:
    """An opinion on each turn that has something before it, given what the rules found.

    None where the reader failed or could not read one.
    """
    doubted = {doubt.turn for doubt in found}
    told = [Exchange(one.question, one.text) for one in reading.said]
    opinions: dict[int, Opinion] = {}
    for place, one in enumerate(reading.said):
        if place:
            opinion = opinion_on(told[place], told[:place], worker, doubted=one.turn in doubted)
            if opinion is None:
                return None
            opinions[one.turn] = opinion
    return opinions


def opinion_on(later: Exchange, earlier: Sequence[Exchange], worker: Worker, *, doubted: bool) -> Opinion | None:
    """What the reader makes of a turn, which the rules may have `doubted`, beside the `earlier` ones.

    None where it could not read them.
    """
    stated = [(told, passage) for told in earlier for passage in against.passages(told)]
    forward = _contradicted(later, [against.asked(*each) for each in stated], worker)
    if not forward:
        return None
    place = max(range(len(forward)), key=forward.__getitem__)
    told = stated[place][0]
    if not (forward[place] >= FIND or (doubted and forward[place] < VETO)):
        return Opinion("", forward[place], 0.0)
    backward = _contradicted(told, [against.asked(later, passage) for passage in against.passages(later)], worker)
    return Opinion(_words(later, told, worker), forward[place], max(backward)) if backward else None


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
    opinions = worker.read(against.reply(told), asked, (), ()) if asked else None
    return [opinion.probability for opinion in opinions or ()]


def settled(
    found: Sequence[Doubt],
    reading: Reading,
    opinions: Mapping[int, Opinion],
    impossible: AbstractSet[int] = frozenset(),
) -> Iterator[Doubt]:
    """The contradictions that stand once the reader is heard; the turns `impossible` cannot be true in themselves."""
    stand = [d for d in found if d.follows or d.turn not in opinions or not _ruled_out(opinions[d.turn])]
    yield from stand
    known = {doubt.turn for doubt in stand} | impossible
    last_correction = max((one.turn for one in reading.said if one.corrects), default=-1)
    for one in reading.said:
        opinion = opinions.get(one.turn)
        if opinion and one.turn not in known and one.turn > last_correction and _tells(one) and _sees(opinion, one):
            zh, en = (text.replace("{earlier}", opinion.earlier) for text in (DO_NOT_FIT.zh, DO_NOT_FIT.en))
            yield Doubt("inconsistent", one.turn, one.text[:200], Text(zh=zh, en=en), opinion.earlier)


def _sees(opinion: Opinion, one: Said) -> bool:
    """Whether the reader sees a contradiction by itself, given how much room both statements leave."""
    if WITHOUT_EXCEPTION.search(opinion.earlier):
        return opinion.forward >= FIND and opinion.backward >= BACK
    sure = opinion.forward >= SURE and opinion.backward >= SURE_BACK
    return sure and bool(WITHOUT_EXCEPTION.search(one.text))


def _ruled_out(opinion: Opinion) -> bool:
    """Whether the reader sees no contradiction, either way."""
    return max(opinion.forward, opinion.backward) < VETO


def _tells(one: Said) -> bool:
    """Whether a turn says what can be held against other words."""
    return any(clause.denied or clause.figures or clause.mentions for clause in one.clauses)


@lru_cache(maxsize=1024)
def stands(later: Exchange, earlier: Exchange, quote: str) -> bool:
    """Whether a contradiction stands that the rules found between a message and `quote` in an earlier one.

    It does where no reader is heard.
    """
    worker = client.worker()
    told = earlier if len(earlier.text) <= LONGEST else Exchange("", quote)
    opinion = opinion_on(later, [told], worker, doubted=True) if worker else None
    return opinion is None or not _ruled_out(opinion)
